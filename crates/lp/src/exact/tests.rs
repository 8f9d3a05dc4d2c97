use proptest::prelude::*;

use super::*;
use crate::brute_force::best_score;
use crate::instance::{Costs, InstanceFile, LaneFile, OptionFile, PackageFile, VehicleFile};
use crate::naive;
use crate::random::{Recipe, random, random_file};
use crate::solver::Solved;

fn solved(instance: &Instance) -> Packed {
    let packed = solve(instance, LIMITS, &mut naive::solve, &mut Counts::default());
    assert_eq!(packed.plan.check(instance).as_ref(), Ok(&packed.value));
    packed
}

/// One lane with an order for two, a van (1,000 kg, 10 m3, cost 40) and a truck (2,000 kg, 20 m3, cost 60).
fn toy(packages: &[(&str, f64, f64)]) -> InstanceFile {
    let vehicle = |id: &str, max_kg, max_m3| VehicleFile { id: id.into(), max_kg, max_m3, available: None };
    let package = |&(id, m3, value): &(&str, f64, f64)| PackageFile {
        id: id.into(),
        kg: 100.0,
        m3,
        class: None,
        must_ride: false,
        priority: 0,
        options: vec![OptionFile { lane: "A".into(), value }],
    };
    InstanceFile {
        max_trucks: Some(2),
        separate: vec![["food".into(), "paint".into()]],
        vehicles: vec![vehicle("van", 1_000.0, 10.0), vehicle("truck", 2_000.0, 20.0)],
        lanes: vec![LaneFile {
            id: "A".into(),
            trucks: 2,
            costs: Costs::InOrder(vec![40.0, 60.0]),
            vehicle_types: None,
            last_vehicle: None,
        }],
        packages: packages.iter().map(package).collect(),
    }
}

fn objective_of(file: &InstanceFile) -> f64 {
    let packed = solved(&Instance::new(file).unwrap());
    assert_eq!(packed.solved, Solved::Optimal);
    packed.value.objective()
}

/// 18 m3 worth 100 fit one truck: 100 - 60. The third package would need a van more: 30 - 40 < 0.
#[test]
fn a_truck_goes_if_its_load_pays_for_it() {
    let file = toy(&[("a", 9.0, 50.0), ("b", 9.0, 50.0), ("c", 9.0, 30.0)]);
    assert!((objective_of(&file) - 40.0).abs() < 1e-9);
}

/// Apart they need two vans: 100 - 80 beats 100 - 60 only because it is the one way to carry both.
#[test]
fn classes_that_exclude_each_other_ride_apart() {
    let mut file = toy(&[("a", 9.0, 50.0), ("b", 9.0, 50.0)]);
    file.packages[0].class = Some("food".into());
    file.packages[1].class = Some("paint".into());
    assert!((objective_of(&file) - 20.0).abs() < 1e-9);
}

/// Worth 5 it pays for no truck, but it must ride: the van at 40 costs 35 more than it brings.
#[test]
fn a_must_ride_package_goes_whatever_it_costs() {
    let mut file = toy(&[("a", 9.0, 5.0)]);
    assert!(objective_of(&file).abs() < 1e-9);
    file.packages[0].must_ride = true;
    assert!((objective_of(&file) + 35.0).abs() < 1e-9);
}

/// Two of 15 m3 that must ride and one truck of 20 m3: one of them is left, and said to be.
#[test]
fn a_must_ride_package_that_cannot_ride_is_reported() {
    let mut file = toy(&[("a", 15.0, 10.0), ("b", 15.0, 20.0), ("c", 4.0, 90.0)]);
    file.max_trucks = Some(1);
    file.packages[0].must_ride = true;
    file.packages[1].must_ride = true;
    let packed = solved(&Instance::new(&file).unwrap());
    assert_eq!(packed.value.must_ride_left, [0]);
    assert!((packed.value.objective() - (20.0 + 90.0 - 60.0)).abs() < 1e-9);
}

/// No truck of 20 m3 to be had: two vans carry 100 for 80.
#[test]
fn a_type_that_is_not_there_does_not_go() {
    let mut file = toy(&[("a", 9.0, 50.0), ("b", 9.0, 50.0)]);
    file.vehicles[1].available = Some(0);
    assert!((objective_of(&file) - 20.0).abs() < 1e-9);
    file.vehicles[0].available = Some(1);
    assert!((objective_of(&file) - 10.0).abs() < 1e-9);
}

/// Priority 1 counts a thousandfold: 2,000 - 60 + 90 does not fit beside 18 m3, so the package worth 2 rides and 90 waits.
#[test]
fn priority_comes_before_value() {
    let mut file = toy(&[("a", 18.0, 2.0), ("b", 9.0, 90.0)]);
    file.max_trucks = Some(1);
    file.packages[0].priority = 1;
    assert!((objective_of(&file) - 1_940.0).abs() < 1e-9);
}

#[test]
fn an_instance_beyond_the_limits_gets_the_fast_load() {
    let instance = random(3, Recipe { packages: 200, lanes: 2, vehicles: 3, trucks: 4, rules: true });
    let mut counts = Counts::default();
    for limits in [Limits { nodes: 100, columns: 10 }, Limits { nodes: 0, columns: 10_000 }] {
        let packed = solve(&instance, limits, &mut naive::solve, &mut counts);
        let fast = naive::solve(&instance).check(&instance).unwrap();
        assert_eq!(packed.solved, Solved::Limit);
        assert!(packed.value.score() >= fast.score());
    }
    assert_eq!(counts, Counts { solved: 0, refused: 0, limits: 2 });
}

fn small() -> impl Strategy<Value = (u64, Recipe)> {
    (any::<u64>(), 1_usize..=10, 1_usize..=3, 1_usize..=3, 1_u64..=2, any::<bool>()).prop_map(
        |(seed, packages, lanes, vehicles, trucks, rules)| (seed, Recipe { packages, lanes, vehicles, trucks, rules }),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_exact_path_finds_what_trying_everything_finds((seed, recipe) in small()) {
        let instance = random(seed, recipe);
        let (packed, best) = (solved(&instance), best_score(&instance));
        let tolerance = 1e-6 * best.abs().max(1.0);
        prop_assert_eq!(packed.solved, Solved::Optimal);
        prop_assert!((packed.value.score() - best).abs() <= tolerance, "{} {best}", packed.value.score());
        prop_assert!(packed.bound >= packed.value.score());
    }

    #[test]
    fn one_more_truck_or_a_kilogram_more_never_loads_less((seed, recipe) in small(), what in 0_usize..5) {
        let mut file = random_file(seed, recipe);
        // Who must ride sets the penalty, which depends on the limits: leave it out.
        file.packages.iter_mut().for_each(|package| package.must_ride = false);
        let before = solved(&Instance::new(&file).unwrap());
        match what {
            0 => file.lanes.iter_mut().for_each(|lane| lane.trucks += 1),
            1 => file.max_trucks = file.max_trucks.map(|most| most + 1),
            2 => file.vehicles.iter_mut().for_each(|kind| kind.available = kind.available.map(|most| most + 1)),
            3 => file.vehicles.iter_mut().for_each(|kind| kind.max_kg += 1.0),
            _ => file.vehicles.iter_mut().for_each(|kind| kind.max_m3 += 0.001),
        }
        let after = solved(&Instance::new(&file).unwrap());
        prop_assert!(after.value.score() >= before.value.score() - 1e-6);
    }
}
