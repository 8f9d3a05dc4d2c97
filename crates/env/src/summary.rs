//! From a finished world to a schedule with all its figures.

use crate::bound::lower_bound;
use crate::loading::LoadingRecord;
use crate::world::World;
use linehaul_case::Demand;
use linehaul_case::schedule::{Departures, Schedule, Summary, TypeCount};

/// What came of an episode.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The schedule.
    pub schedule: Schedule,
    /// What was learned of the loads.
    pub loading: LoadingRecord,
}

impl Outcome {
    /// The outcome of a world that recorded all its departures ([`World::record`]) and is over. The demand is that which the world has met,
    /// with what events have made of it ([`Demand::after`]).
    pub fn of(world: &mut World, demand: &Demand) -> Self {
        let departures = world.take_log();
        let n_packages = demand.packages.len();
        let mut schedule = Schedule {
            seed: demand.seed,
            delivered_hours: vec![None; n_packages],
            hops: vec![0; n_packages],
            late: vec![false; n_packages],
            ..Schedule::default()
        };
        let mut loading = world.take_loading();
        loading.name_packages(&demand.packages.ids);
        let mut road_hours = vec![0_u32; n_packages];
        let case = &world.network.case;
        for truck in 0..departures.len() {
            let arrival = departures.arrival_hours[truck];
            let to = case.lanes()[departures.lanes[truck].index()].to;
            let came_back = world.state.came_back(truck);
            for row in departures.load(truck).iter().map(|&row| row as usize) {
                schedule.hops[row] += 1;
                road_hours[row] += u32::from(arrival - departures.hours[truck]);
                let there = to == demand.packages.destinations[row] && arrival < case.hours() && !came_back;
                if there && !world.state.is_cancelled(row as u32) {
                    schedule.delivered_hours[row] = Some(arrival);
                }
            }
        }
        for row in 0..n_packages {
            let due = demand.packages.due_hour(row);
            schedule.late[row] = match schedule.delivered_hours[row] {
                Some(hour) => i64::from(hour) > due,
                None => due < i64::from(case.hours()) && !world.state.is_cancelled(row as u32),
            };
        }
        schedule.summary = summary(world, demand, &schedule, &departures, &road_hours);
        schedule.departures = departures;
        Self { schedule, loading }
    }
}

fn summary(
    world: &World,
    demand: &Demand,
    schedule: &Schedule,
    departures: &Departures,
    road_hours: &[u32],
) -> Summary {
    let (network, ledger) = (&*world.network, world.ledger());
    let case = &network.case;
    let packages = &demand.packages;
    let bound = lower_bound(network, demand, |row| ledger.cancelled == 0 || !world.state.is_cancelled(row as u32));
    let total_cost = world.total_cost();
    let n_departures = departures.len() as u64;
    let of_type = |t: usize| u64::from(ledger.departures[t]);
    let offered = |amount: &dyn Fn(usize) -> u64| (0..network.n_types).map(|t| of_type(t) * amount(t)).sum::<u64>();
    let offered_ml = offered(&|t| u64::from(case.vehicles()[t].ml.0));
    let offered_grams = offered(&|t| u64::from(case.vehicles()[t].grams.0));
    let (mut transit, mut dwell, mut hops) = (0_i64, 0_i64, 0_u64);
    for (row, delivered) in schedule.delivered_hours.iter().enumerate() {
        if let Some(hour) = delivered {
            let hours = i64::from(*hour) - packages.released_hour(row);
            transit += hours;
            dwell += hours - i64::from(road_hours[row]);
            hops += u64::from(schedule.hops[row]);
        }
    }
    let late_penalty_cost = world.late_penalty_cost();
    let late_waiting_cost = world.late_waiting_cost();
    Summary {
        shipment_cost: ledger.shipment,
        late_penalty_cost,
        late_waiting_cost,
        sla_cost: late_penalty_cost + late_waiting_cost,
        settlement_cost: ledger.settlement,
        total_cost,
        lower_bound: bound,
        cost_to_bound: ratio(total_cost, bound),
        packages: packages.len() as u64,
        delivered: ledger.delivered,
        under_way: packages.len() as u64 - ledger.delivered - ledger.cancelled,
        cancelled: ledger.cancelled,
        judged: ledger.judged,
        late: ledger.late,
        late_share: ratio(ledger.late as f64, ledger.judged as f64),
        departures: n_departures,
        departures_by_type: (case.vehicles().iter().enumerate())
            .map(|(t, vehicle)| TypeCount { vehicle_type: vehicle.id.clone(), departures: of_type(t) })
            .collect(),
        fill_m3: ratio(ledger.loaded.1 as f64, offered_ml as f64),
        fill_kg: ratio(ledger.loaded.0 as f64, offered_grams as f64),
        mean_vehicle_m3: ratio(offered_ml as f64 / 1e6, n_departures as f64),
        vehicle_km: departures.lanes.iter().map(|lane| case.lanes()[lane.index()].metres.to_km()).sum(),
        mean_transit_hours: ratio(transit as f64, ledger.delivered as f64),
        mean_dwell_hours: ratio(dwell as f64, ledger.delivered as f64),
        mean_hops: ratio(hops as f64, ledger.delivered as f64),
    }
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}
