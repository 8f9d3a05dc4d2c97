//! From loaded trucks to the road, the ledger and the log.

use super::dock::Dock;
use super::items::{LOADED, Place};
use crate::road::{PENALTY_DUE, UnderWay};
use crate::state::State;
use linehaul_case::network::{LOAD_ONE, Network};
use linehaul_case::route::Route;
use linehaul_case::schedule::Departures;
use linehaul_case::{LaneId, TypeId};

impl State {
    /// Puts the loaded trucks of a hub on the road and takes their packages out of the queues.
    pub(super) fn send(&mut self, network: &Network, dock: &mut Dock, hub: usize, mut log: Option<&mut Departures>) {
        for truck in 0..dock.loader.trucks().len() {
            self.send_truck(network, dock, hub, truck, log.as_deref_mut());
        }
        for (slot, lane) in network.lanes_of(hub).enumerate() {
            if dock.touched >> slot & 1 == 1 {
                self.waiting.queues[lane].retain(|queued| queued.package & LOADED == 0);
            }
        }
    }

    fn send_truck(
        &mut self,
        network: &Network,
        dock: &Dock,
        hub: usize,
        truck: usize,
        mut log: Option<&mut Departures>,
    ) {
        let load = dock.loader.load_of(truck);
        let truck = dock.loader.trucks()[truck];
        let (lane, hour) = (truck.lane as usize, self.hour);
        let to = network.lane_to[lane].index();
        let day = network.calendar.as_ref().map(|calendar| calendar.day(hour, lane));
        let arrival = hour + day.map_or(network.lane_hours[lane], |day| day.hours);
        let cost = network.cost(lane, TypeId(truck.vehicle)) * day.map_or(1.0, |day| day.tariff);

        let (first, first_next) = (network.lane_offsets[hub] as usize, network.lane_offsets[to] as usize);
        let (mut own_load, full_cost) = (0, network.largest_cost(lane));
        // The lane's own load by next lane, which is taken out and announced once a truck.
        let mut by_next = [0; u64::BITS as usize];
        for item in load {
            let Place { slot, position } = Place::of(item.key);
            let mut queued = self.waiting.queues[first + slot][position];
            queued.package &= !LOADED;
            let package = &self.book.packages[queued.package as usize];
            let destination = usize::from(package.destination);
            let route = network.route(hub, destination);
            if route.lane.index() == lane {
                self.waiting.leave(network, i32::from(hour), queued, package, route);
                own_load += u64::from(package.load);
                if route.next != Route::FINAL {
                    by_next[usize::from(route.next)] += i64::from(package.load);
                }
            } else {
                self.waiting.forget(network, i32::from(hour), queued, package, route);
                if to != destination {
                    let next = network.route(to, destination).lane.index();
                    self.road.announce(next, arrival, i64::from(package.load));
                }
                let progress = network.route_cost(hub, destination) - network.route_cost(to, destination);
                self.step_costs.credit[route.lane.index()] += f64::from(package.load) / LOAD_ONE as f64 * progress;
            }
            let due = if queued.critical < i32::from(hour) { PENALTY_DUE } else { 0 };
            self.road.at(arrival).packages.push(queued.package | due);
            if let Some(log) = log.as_deref_mut() {
                log.loads.push(queued.package);
            }
        }
        for (slot, (waiting, &load)) in self.waiting.next_loads(network, lane).iter_mut().zip(&by_next).enumerate() {
            *waiting -= load;
            self.road.announce(first_next + slot, arrival, load);
        }
        // On its own lane a package makes the progress of the whole lane.
        self.step_costs.credit[lane] += own_load as f64 / LOAD_ONE as f64 * full_cost;
        let size = network.load(truck.grams, truck.ml) as i64;
        let arriving = self.road.at(arrival);
        let end = arriving.packages.len() as u32;
        arriving.trucks.push(UnderWay {
            lane: truck.lane,
            end,
            number: self.n_trucks,
            returning: false,
            at_gate: false,
            load: size,
        });
        self.road.in_transit[lane] += size;
        self.n_trucks += 1;
        self.last_departures[lane] = hour;
        self.step_costs.vehicles[lane] += cost;
        self.ledger.shipment += cost;
        self.ledger.departures[usize::from(truck.vehicle)] += 1;
        self.ledger.loaded.0 += u64::from(truck.grams);
        self.ledger.loaded.1 += u64::from(truck.ml);
        if let Some(log) = log {
            log.hours.push(hour);
            log.arrival_hours.push(arrival);
            log.lanes.push(LaneId(truck.lane));
            log.types.push(TypeId(truck.vehicle));
            log.grams.push(u64::from(truck.grams));
            log.ml.push(u64::from(truck.ml));
            log.costs.push(cost);
            log.ends.push(log.loads.len() as u32);
        }
    }
}
