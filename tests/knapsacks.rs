//! Published problems with known optima, for the exact load.

use linehaul_lp::instance::{Costs, InstanceFile, LaneFile, OptionFile, PackageFile, VehicleFile};
use linehaul_lp::solver::{Counts, Solved};
use linehaul_lp::{Instance, exact, fast};

use crate::folders::data;
use crate::skipped::skip;

/// Weingartner and Ness (1967), from the OR-Library: two capacities and one truck that costs nothing.
#[test]
fn the_published_two_constraint_knapsacks_are_solved_to_their_optima() {
    let data = data().join("packing/weing");
    if !data.is_dir() {
        skip("published knapsacks: set LINEHAUL_DATA");
        return;
    }
    let mut fast_gaps = 0.0;
    for number in 1..=8 {
        let text = std::fs::read_to_string(data.join(format!("weing{number}.dat"))).unwrap();
        let (instance, optimum) = knapsack(&text);
        let packed = exact::solve(&instance, exact::LIMITS, &mut fast::solve, &mut Counts::default());
        assert_eq!(packed.plan.check(&instance).as_ref(), Ok(&packed.value));
        assert_eq!((packed.value.worth, packed.solved), (optimum, Solved::Optimal), "weing{number}");
        assert!(packed.bound >= optimum && packed.bound < optimum + 1.0, "weing{number}: {}", packed.bound);
        let fast = fast::solve(&instance).check(&instance).unwrap().worth;
        fast_gaps += (optimum - fast) / optimum;
    }
    assert!(fast_gaps / 8.0 <= 0.01, "{}", fast_gaps / 8.0);
}

/// `n m optimum`, profits, weights, volumes, two capacities; the sizes are taken as grams and millilitres.
fn knapsack(text: &str) -> (Instance, f64) {
    let numbers: Vec<f64> = text.split_whitespace().map(|number| number.parse().unwrap()).collect();
    let (n, rest) = (numbers[0] as usize, &numbers[3..]);
    let package = |item: usize| PackageFile {
        id: item.to_string(),
        kg: rest[n + item] / 1e3,
        m3: rest[2 * n + item] / 1e6,
        class: None,
        must_ride: false,
        priority: 0,
        options: vec![OptionFile { lane: "A".into(), value: rest[item] }],
    };
    let (max_kg, max_m3) = (rest[3 * n] / 1e3, rest[3 * n + 1] / 1e6);
    let file = InstanceFile {
        max_trucks: Some(1),
        separate: Vec::new(),
        vehicles: vec![VehicleFile { id: "truck".into(), max_kg, max_m3, available: None }],
        lanes: vec![LaneFile {
            id: "A".into(),
            trucks: 1,
            costs: Costs::InOrder(vec![0.0]),
            vehicle_types: None,
            last_vehicle: None,
        }],
        packages: (0..n).map(package).collect(),
    };
    (Instance::new(&file).unwrap(), numbers[2])
}
