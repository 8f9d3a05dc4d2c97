//! What is loaded when not all can ride.

use super::*;
use crate::loading::{DockSettings, Solver};

/// Packages from a to b at hour 0: `(m3, value, due hour)`.
fn waiting(packages: &[(u32, f64, i64)]) -> World {
    let toys: Vec<Toy> = packages.iter().map(|&(_, _, due)| (0, 1, 0, due)).collect();
    let mut tables = row_of_three(&toys).into_tables();
    tables.packages.ml = packages.iter().map(|&(m3, ..)| Millilitres(m3 * 1_000_000)).collect();
    tables.packages.values = packages.iter().map(|&(_, value, _)| value).collect();
    let (mut world, _) = world_of(Case::new(tables).unwrap());
    world.record();
    world
}

/// Rows loaded in the first hour under an order for the lane from a to b, truck by truck.
fn loaded(mut world: World, order: Order) -> Vec<Vec<u32>> {
    let mut orders = vec![Order::Hold; world.network.n_lanes];
    orders[0] = order;
    world.step(&orders);
    let log = world.take_log();
    (0..log.len()).map(|truck| log.load(truck).to_vec()).collect()
}

/// Each of 6 m3 takes a truck of 10 m3 by itself. Half of four open trucks, a quarter one; penalty times urgency decides: 60 / 2 with
/// slack 0 before 120 / 12 with slack 10, though that one is worth more.
#[test]
fn a_cut_queue_sends_its_head() {
    let packages = [(6, 100.0, 12), (6, 200.0, 2), (6, 400.0, 12), (6, 50.0, 12)];
    assert_eq!(loaded(waiting(&packages), Order::queue(0.25)), [[1]]);
    assert_eq!(loaded(waiting(&packages), Order::queue(0.5)), [[1], [2]]);
    assert_eq!(loaded(waiting(&packages), Order::queue(1.0)).len(), 4);
    assert_eq!(Order::queue(0.0), Order::Hold);
}

/// What is behind the cut rides where room is left: 3 m3 beside 6.
#[test]
fn the_rest_of_a_cut_queue_fills_up() {
    assert_eq!(loaded(waiting(&[(6, 400.0, 12), (3, 1.0, 12)]), Order::queue(0.5)), [[0, 1]]);
}

/// For its size the package of 6 m3 is worth more (5 a m3 against 4.2), but one truck earns more with the one of 10 m3: 42 against 30.
#[test]
fn one_truck_takes_what_is_worth_most_in_all() {
    assert_eq!(loaded(waiting(&[(6, 100.0, 12), (10, 140.0, 12)]), Order::trucks(1)), [[1]]);
}

/// The same dock by every solver; nothing is left to gain, and the certificate says so.
#[test]
fn every_solver_loads_the_same_small_dock() {
    for solver in [Solver::Fast, Solver::Aggregate, Solver::Exact] {
        let mut world = waiting(&[(6, 100.0, 12), (10, 140.0, 12), (4, 90.0, 12)]);
        world.set_dock(DockSettings { solver, certify: 1.0 });
        let mut orders = vec![Order::Hold; world.network.n_lanes];
        orders[0] = Order::trucks(1);
        world.step(&orders);
        let log = world.take_log();
        let mut load = log.load(0).to_vec();
        load.sort_unstable();
        assert_eq!((log.len(), load), (1, vec![0, 2]), "{solver:?}");
        let record = world.take_loading();
        assert_eq!((record.gaps.len(), record.unproved), (1, 0), "{solver:?}");
        // Bounds carry a margin for what floats can tell.
        assert!(record.gaps[0] < 1e-6, "{solver:?}: {}", record.gaps[0]);
        assert_eq!(record.solved, u64::from(solver != Solver::Fast));
    }
}

/// The instance of a dock is what waits there, with the order as its limit.
#[test]
fn a_dock_can_be_looked_at() {
    let world = waiting(&[(6, 100.0, 12), (10, 140.0, 12)]);
    let mut orders = vec![Order::Hold; world.network.n_lanes];
    assert!(world.dock_instance(0, &orders).is_none());
    orders[0] = Order::trucks(1);
    let instance = world.dock_instance(0, &orders).unwrap();
    assert_eq!((instance.n_packages(), instance.lanes().len(), instance.lanes()[0].trucks), (2, 1, 1));
    assert_eq!(instance.ml(), [6_000_000, 10_000_000]);
    assert!(world.dock_instance(1, &orders).is_none());
}
