//! A hub's dock at one hour as an instance for solvers, bounds and files.
//!
//! The values put an order's obedience first: packages that open trucks count a thousand times what trucks cost, packages that ride
//! along and detours next to nothing. So a gap between two loads is one in the worth of what was to be loaded.

use linehaul_case::network::Network;
use linehaul_lp::instance::{Costs, InstanceFile, LaneFile, OptionFile, PackageFile, VehicleFile};
use linehaul_lp::{Instance, Item};

use super::dock::Dock;
use super::items::Place;
use super::repack::{OPENING, RIDING};
use crate::loading::DockSettings;
use crate::order::Order;
use crate::state::State;

/// A dock with the loader's keys of its packages.
pub(super) struct DockInstance {
    pub instance: Instance,
    pub file: InstanceFile,
    /// `[package]`
    pub keys: Vec<u32>,
    /// Lane of each lane of the instance.
    pub lanes: Vec<u32>,
}

impl State {
    /// What waits at a hub for the lanes with an order and cargo, as a problem of its own; `None` where there are none. `orders` is
    /// `[lane]`.
    pub fn dock_instance(&self, network: &Network, hub: usize, orders: &[Order]) -> Option<Instance> {
        let mut dock = Dock::new(network, DockSettings::default());
        self.rank_lanes(network, &mut dock, hub, orders);
        (!dock.lanes.is_empty()).then(|| self.instance(network, &mut dock, hub, orders).instance)
    }

    /// The instance of the lanes ranked in `dock`, before anything is loaded.
    pub(super) fn instance(&self, network: &Network, dock: &mut Dock, hub: usize, orders: &[Order]) -> DockInstance {
        let lanes: Vec<u32> = dock.lanes.iter().map(|ranked| ranked.lane).collect();
        let (mut packages, mut keys) = (Vec::new(), Vec::new());
        for (slot, lane) in network.lanes_of(hub).enumerate() {
            if lanes.contains(&(lane as u32)) {
                self.own_items(network, dock, hub, lane, orders[lane]);
                for (items, weight) in [(&dock.must_ride, OPENING), (&dock.opening, OPENING), (&dock.riding, RIDING)] {
                    for item in items {
                        packages.push(self.package(network, hub, lane, item, Some(weight), &lanes));
                        keys.push(item.key);
                    }
                }
            } else {
                for position in 0..self.waiting.queues[lane].len() {
                    let item = self.item_at(network, lane, slot, position, lane);
                    let package = self.package(network, hub, lane, &item, None, &lanes);
                    if !package.options.is_empty() {
                        packages.push(package);
                        keys.push(item.key);
                    }
                }
            }
        }
        let file = InstanceFile {
            max_trucks: Some(self.max_trucks(hub)),
            separate: separate(network),
            vehicles: self.vehicle_files(network),
            lanes: lanes.iter().map(|&lane| lane_file(network, lane as usize, orders[lane as usize])).collect(),
            packages,
        };
        let instance = Instance::new(&file).expect("a dock of a checked case is a sound instance");
        DockInstance { instance, file, keys, lanes }
    }

    /// A package with its own lane, where `weight` says that it has an order, and the detours that it may take.
    fn package(
        &self,
        network: &Network,
        hub: usize,
        own: usize,
        item: &Item,
        weight: Option<f64>,
        lanes: &[u32],
    ) -> PackageFile {
        let position = Place::of(item.key).position;
        let number = self.waiting.queues[own][position].package as usize;
        let package = &self.book.packages[number];
        let slot = own - network.lane_offsets[hub] as usize;
        let worth = |lane: usize| f64::from(self.item_at(network, own, slot, position, lane).worth);
        let option =
            |lane: usize, weight: f64| OptionFile { lane: lane_id(network, lane), value: weight * worth(lane) };
        let detours = lanes.iter().map(|&lane| lane as usize);
        let detours = detours.filter(|&lane| lane != own && self.may_detour(network, hub, own, position, lane));
        PackageFile {
            id: self.book.rows[number].to_string(),
            kg: f64::from(package.grams) / 1e3,
            m3: f64::from(package.ml) / 1e6,
            class: (package.class > 0).then(|| network.case.classes()[usize::from(package.class)].clone()),
            must_ride: package.marks.must_ride(),
            priority: 0,
            options: weight
                .map(|weight| option(own, weight))
                .into_iter()
                .chain(detours.map(|lane| option(lane, RIDING)))
                .collect(),
        }
    }

    fn vehicle_files(&self, network: &Network) -> Vec<VehicleFile> {
        let case = &network.case;
        let vehicles = case.vehicles().iter().zip(self.available()).map(|(vehicle, available)| VehicleFile {
            id: vehicle.id.clone(),
            max_kg: f64::from(vehicle.grams.0) / 1e3,
            max_m3: f64::from(vehicle.ml.0) / 1e6,
            available: (available != u32::MAX).then_some(available),
        });
        vehicles.collect()
    }
}

fn lane_file(network: &Network, lane: usize, order: Order) -> LaneFile {
    let vehicles = network.case.vehicles();
    let allowed: Vec<usize> = (0..vehicles.len()).filter(|&t| network.lane_types[lane] >> t & 1 == 1).collect();
    let names = || allowed.iter().map(|&t| vehicles[t].id.clone());
    LaneFile {
        id: lane_id(network, lane),
        trucks: order.max_trucks(),
        costs: Costs::ById(names().zip(allowed.iter().map(|&t| network.costs(lane)[t])).collect()),
        vehicle_types: (allowed.len() < vehicles.len()).then(|| names().collect()),
        last_vehicle: order.last_type().and_then(|last| vehicles.get(last.index())).map(|vehicle| vehicle.id.clone()),
    }
}

fn lane_id(network: &Network, lane: usize) -> String {
    let (case, lane) = (&network.case, &network.case.lanes()[lane]);
    format!("{} - {}", case.hubs()[lane.from.index()].id, case.hubs()[lane.to.index()].id)
}

/// Classes that exclude each other, by name.
fn separate(network: &Network) -> Vec<[String; 2]> {
    let case = &network.case;
    case.rules().separate.iter().map(|pair| pair.map(|class| case.classes()[class.index()].clone())).collect()
}
