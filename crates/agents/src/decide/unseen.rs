//! No decision reads what is not known: everything that was not announced by an hour is shuffled, and every order up to it stays.

use std::sync::Arc;

use linehaul_case::network::Network;
use linehaul_case::{Demand, HubId};
use linehaul_env::feed::Feed;
use linehaul_env::order::Order;
use linehaul_env::world::World;
use linehaul_worlds::generate::{WorldSpec, generate};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

use crate::decide::fleet_manager::FleetManager;
use crate::decide::heuristics::Heuristic;
use crate::decide::learned::Learned;
use crate::decide::lookahead::{Lookahead, Settings};
use crate::decide::policies;

const PRETRAINED: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/policies/pretrained.safetensors"));

/// A demand in which a third is announced when it is released, a third hours before, a third days before.
fn demand() -> (Arc<Network>, Demand) {
    let spec = WorldSpec { n_hubs: 5, lane_loads_per_hour: 0.2, hours: 72, seed: 3, ..WorldSpec::default() };
    let network = Network::new(Arc::new(generate(&spec)));
    let mut demand = Demand::of(&network.case, 1);
    let packages = &mut demand.packages;
    for row in 0..packages.len() {
        packages.announced_seconds[row] = packages.released_seconds[row] - [0, 9, 60][row % 3] * 3_600;
    }
    (network, demand)
}

/// The same with what is not announced by the start of an hour in other hands: pairs of hubs, promises and sizes change places.
fn shuffled(demand: &Demand, hour: i64) -> Demand {
    let mut other = demand.clone();
    let (was, packages) = (&demand.packages, &mut other.packages);
    let unknown = |row: &usize| was.announced_seconds[*row] > hour * 3_600;
    let mut rows: Vec<usize> = (0..was.len()).filter(unknown).collect();
    let places = rows.clone();
    let mut rng = Pcg64::seed_from_u64(1);
    for at in (1..rows.len()).rev() {
        rows.swap(at, rng.random_range(0..=at));
    }
    for (&to, from) in places.iter().zip(rows) {
        let ends: [HubId; 2] = [was.origins[from], was.destinations[from]];
        [packages.origins[to], packages.destinations[to]] = ends;
        packages.due_seconds[to] = was.due_seconds[from] - was.released_seconds[from] + was.released_seconds[to];
        (packages.grams[to], packages.ml[to], packages.values[to]) = (was.grams[from], was.ml[from], was.values[from]);
    }
    other
}

/// A manager of a kind, anew.
type Make<'a> = dyn Fn() -> Box<dyn FleetManager> + 'a;

/// Orders of the hours up to one, and what it costs in the end.
fn run(network: &Arc<Network>, demand: &Demand, manager: &mut dyn FleetManager, until: i64) -> (Vec<Vec<Order>>, f64) {
    let mut world = World::new(network.clone(), Feed::of(network, demand, 0.0));
    let (mut all, mut orders) = (Vec::new(), vec![Order::Hold; network.n_lanes]);
    while !world.is_over() {
        manager.order(&world, &mut orders);
        if i64::from(world.hour()) <= until {
            all.push(orders.clone());
        }
        world.step(&orders);
    }
    (all, world.total_cost())
}

#[test]
fn what_is_not_announced_changes_no_order() {
    let (network, demand) = demand();
    let settings = Settings { futures: 3, first_futures: 2, hours: 12, watch: 4, ..Settings::default() };
    let policy = policies::from_bytes(PRETRAINED).unwrap().policies;
    let make: Vec<(&str, Box<Make<'_>>)> = Heuristic::NAMES
        .iter()
        .map(|&name| (name, Box::new(move || Heuristic::named(name).unwrap().manager()) as Box<dyn Fn() -> _>))
        .chain([
            ("pretrained", Box::new(|| Box::new(Learned::new(&policy)) as Box<dyn FleetManager>) as Box<dyn Fn() -> _>),
            (
                "lookahead",
                Box::new(|| {
                    let base = Heuristic::named("full-truck").unwrap().manager();
                    Box::new(Lookahead::new(base, settings.clone())) as Box<dyn FleetManager>
                }),
            ),
        ])
        .collect();
    for (name, make) in make {
        for hour in [0, 5, 30, 47] {
            let (one, cost) = run(&network, &demand, &mut *make(), hour);
            let (other, other_cost) = run(&network, &shuffled(&demand, hour), &mut *make(), hour);
            assert!(one == other, "{name} looks beyond hour {hour}");
            // The shuffle is none that nobody could notice.
            assert_ne!(cost.to_bits(), other_cost.to_bits(), "{name}");
        }
    }
}
