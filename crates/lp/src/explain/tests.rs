use proptest::prelude::*;

use super::*;
use crate::exact;
use crate::instance::InstanceFile;
use crate::naive;
use crate::random::{Recipe, random};
use crate::solver::{Counts, Solved};

/// Vans of 1,000 kg and 10 m3 at 40, a lane A with an order for one, and packages on it.
fn dock(change: impl Fn(&mut InstanceFile), packages: &[&str]) -> Instance {
    let list = packages.iter().map(|package| format!("{{ {package}, options = [{{ lane = \"A\", value = 30 }}] }},"));
    let text = format!(
        "max_trucks = 2\nseparate = [[\"food\", \"paint\"]]\n\
         vehicles = [{{ id = \"van\", max_kg = 1000, max_m3 = 10, available = 2 }}]\n\
         lanes = [{{ id = \"A\", trucks = 1, costs = [40] }}]\npackages = [{}]",
        list.collect::<String>()
    );
    let mut file = toml::from_str(&text).unwrap();
    change(&mut file);
    Instance::new(&file).unwrap()
}

/// The reason of the only package that the best plan leaves behind.
fn why(instance: &Instance) -> (Constraint, Vec<Constraint>, String) {
    let packed = exact::solve(instance, exact::LIMITS, &mut naive::solve, &mut Counts::default());
    let mut reasons = explain(instance, &packed.plan);
    let reason = reasons.pop().unwrap();
    assert!(reasons.is_empty(), "{reasons:?}");
    (reason.constraint, reason.also, reason.sentence)
}

const TWO_AND_ONE: [&str; 3] = [
    "id = \"a\", kg = 400, m3 = 4, priority = 1",
    "id = \"b\", kg = 400, m3 = 4, priority = 1",
    "id = \"c\", kg = 100, m3 = 4",
];

/// a and b fill 800 kg and 8 m3 of the one van; c of 4 m3 is worth 30 and no second van at 40.
#[test]
fn a_package_that_pays_for_no_truck_lacks_room_in_the_one_that_goes() {
    let sentence = "Truck 1 on lane A lacks 2 m3 of room for it.".to_owned();
    assert_eq!(why(&dock(|_| (), &TWO_AND_ONE)), (Constraint::Volume, vec![], sentence));
    let heavy = |file: &mut InstanceFile| (file.packages[2].kg, file.packages[2].m3) = (250.5, 2.0);
    let sentence = "Truck 1 on lane A lacks 50.5 kg of room for it.".to_owned();
    assert_eq!(why(&dock(heavy, &TWO_AND_ONE)), (Constraint::Weight, vec![], sentence));
    let both = |file: &mut InstanceFile| file.packages[2].kg = 900.0;
    let sentence = "Truck 1 on lane A lacks 700 kg and 2 m3 of room for it.".to_owned();
    assert_eq!(why(&dock(both, &TWO_AND_ONE)), (Constraint::Weight, vec![Constraint::Volume], sentence));
}

/// Worth 50, c pays for a van of its own at 40: what forbids that is named.
#[test]
fn a_package_that_pays_for_a_truck_names_what_forbids_it() {
    let limited = |trucks: u32, available: u32, cap: u32| {
        why(&dock(
            |file| {
                file.packages[2].options[0].value = 50.0;
                file.lanes[0].trucks = trucks;
                file.vehicles[0].available = Some(available);
                file.max_trucks = Some(cap);
            },
            &TWO_AND_ONE,
        ))
    };
    let orders = "One more truck on lane A would take it, but its order is used up (1).".to_owned();
    assert_eq!(limited(1, 2, 2), (Constraint::Orders, vec![], orders.clone()));
    let types = "One more truck on lane A would take it, but all vehicles that hold it are in use (1 van).".to_owned();
    assert_eq!(limited(2, 1, 2), (Constraint::Availability, vec![], types));
    let cap = "One more truck on lane A would take it, but the dock's cap is used up (1).".to_owned();
    assert_eq!(limited(2, 2, 1), (Constraint::Cap, vec![], cap));
    assert_eq!(limited(1, 1, 1), (Constraint::Orders, vec![Constraint::Availability, Constraint::Cap], orders));
}

/// With 2 m3 it fits beside a and b, but for its class.
#[test]
fn a_class_is_named_when_it_alone_forbids() {
    let change = |file: &mut InstanceFile| {
        file.packages[0].class = Some("food".into());
        file.packages[2].class = Some("paint".into());
        file.packages[2].m3 = 2.0;
    };
    let sentence = "Truck 1 on lane A has room, but carries food, which excludes paint.".to_owned();
    assert_eq!(why(&dock(change, &TWO_AND_ONE)), (Constraint::Class, vec![], sentence));
}

#[test]
fn a_package_alone_too_cheap_or_too_large_says_so() {
    let cheap = dock(|_| (), &["id = \"a\", kg = 1, m3 = 1"]);
    let sentence = "It is worth 30.00 on lane A, too little with what else is left for a truck of 40.00.".to_owned();
    assert_eq!(why(&cheap), (Constraint::Value, vec![], sentence));
    let large = dock(|_| (), &["id = \"a\", kg = 1, m3 = 10.5, must_ride = true"]);
    let sentence = "At 1 kg and 10.5 m3 it is more than any vehicle that may drive lane A holds.".to_owned();
    assert_eq!(why(&large), (Constraint::Volume, vec![], sentence));
    let barred = dock(|file| file.lanes[0].vehicle_types = Some(vec![]), &["id = \"a\", kg = 1, m3 = 1"]);
    assert_eq!(why(&barred), (Constraint::Availability, vec![], "No vehicle type may drive lane A.".to_owned()));
}

/// Nobody sends a truck for the two, which together pay for one.
#[test]
fn a_plan_that_can_be_bettered_is_told_so() {
    let instance = dock(|_| (), &["id = \"a\", kg = 1, m3 = 1", "id = \"b\", kg = 1, m3 = 1"]);
    let reasons = explain(&instance, &Plan::default());
    assert_eq!(reasons.len(), 2);
    assert!(reasons.iter().all(|reason| reason.constraint == Constraint::Nothing), "{reasons:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn each_package_left_has_a_reason_and_the_best_plan_is_not_bettered(
        (seed, packages, lanes, rules) in (any::<u64>(), 1_usize..=25, 1_usize..=3, any::<bool>()),
    ) {
        let instance = random(seed, Recipe { packages, lanes, vehicles: 3, trucks: 2, rules });
        let packed = exact::solve(&instance, exact::LIMITS, &mut naive::solve, &mut Counts::default());
        let reasons = explain(&instance, &packed.plan);
        let left: Vec<u32> = packed.plan.loaded(&instance).iter().zip(0..).filter(|(l, _)| !**l).map(|(_, p)| p).collect();
        prop_assert_eq!(reasons.iter().map(|reason| reason.package).collect::<Vec<_>>(), left);
        if packed.solved == Solved::Optimal {
            let bettered: Vec<_> = reasons.iter().filter(|r| r.constraint == Constraint::Nothing).collect();
            prop_assert!(bettered.is_empty(), "{:?}", bettered);
        }
        for package in &packed.value.must_ride_left {
            let reason = reasons.iter().find(|reason| reason.package == *package).unwrap();
            prop_assert!(reason.constraint != Constraint::Value);
        }
    }
}
