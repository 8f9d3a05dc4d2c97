use super::*;
use crate::instance::InstanceFile;

/// Two lanes, of which the van may drive only the first; two trucks may leave, one of them a semi.
fn instance() -> Instance {
    let file: InstanceFile = toml::from_str(
        r#"
        max_trucks = 2
        separate = [["food", "paint"]]
        vehicles = [{ id = "van", max_kg = 1.0, max_m3 = 0.001 }, { id = "semi", max_kg = 5.0, max_m3 = 0.005, available = 1 }]
        lanes = [
            { id = "A", trucks = 2, costs = [3.0, 5.0] },
            { id = "B", trucks = 1, costs = { semi = 6.0 }, vehicle_types = ["semi"] },
        ]
        packages = [
            { id = "a", kg = 0.6, m3 = 0.0006, options = [{ lane = "A", value = 7.0 }] },
            { id = "b", kg = 0.4, m3 = 0.0004, class = "food", options = [{ lane = "A", value = 2.0 }, { lane = "B", value = 1.0 }] },
            { id = "c", kg = 0.4, m3 = 0.0003, class = "paint", options = [{ lane = "A", value = 4.0 }], priority = 1 },
            { id = "d", kg = 0.1, m3 = 0.0005, must_ride = true, options = [{ lane = "A", value = 0.5 }] },
        ]
        "#,
    )
    .unwrap();
    Instance::new(&file).unwrap()
}

fn plan(trucks: &[(u16, u8, &[u32])]) -> Plan {
    let truck =
        |&(lane, vehicle, packages): &(u16, u8, &[u32])| PlanTruck { lane, vehicle, packages: packages.to_vec() };
    Plan { trucks: trucks.iter().map(truck).collect() }
}

/// a + b = 1.0 kg and 1 l exactly: 7 + 2 - 3. c counts 4,000.
#[test]
fn a_load_may_be_full_to_the_gram() {
    let instance = instance();
    let value = plan(&[(0, 0, &[0, 1])]).check(&instance).unwrap();
    assert_eq!((value.worth, value.cost, value.must_ride_left.as_slice()), (9.0, 3.0, &[3][..]));
    let both = plan(&[(0, 0, &[0, 1]), (0, 1, &[3, 2])]).check(&instance).unwrap();
    assert_eq!((both.objective(), both.score()), (4_009.5 - 8.0, 4_009.5 - 8.0));
}

/// 1 + 7 + 2 + 4,000 + 0.5 for all packages, and two trucks at the dearest, 6.
#[test]
fn a_must_ride_package_left_behind_outweighs_everything() {
    let instance = instance();
    assert!((instance.must_ride_penalty() - 4_022.5).abs() < 1e-9);
    let without = plan(&[(0, 0, &[2])]).check(&instance).unwrap();
    let with = plan(&[(0, 1, &[3])]).check(&instance).unwrap();
    assert!(with.score() > without.score() && with.objective() < without.objective());
}

#[test]
fn every_limit_is_checked() {
    let instance = instance();
    let broken = |trucks: &[(u16, u8, &[u32])]| plan(trucks).check(&instance).unwrap_err();
    assert_eq!(broken(&[(0, 0, &[0, 3])]), Broken::Volume { truck: 0, ml: 1_100, most: 1_000 });
    assert_eq!(broken(&[(0, 0, &[2, 0, 3])]), Broken::Weight { truck: 0, grams: 1_100, most: 1_000 });
    assert_eq!(broken(&[(0, 1, &[1, 2])]), Broken::Classes { truck: 0, package: 2 });
    assert_eq!(broken(&[(0, 1, &[1]), (0, 0, &[1])]), Broken::Twice { package: 1 });
    assert_eq!(broken(&[(1, 1, &[0])]), Broken::Lane { truck: 0, package: 0 });
    assert_eq!(broken(&[(1, 0, &[1])]), Broken::Barred { truck: 0 });
    assert_eq!(broken(&[(0, 0, &[])]), Broken::Empty { truck: 0 });
    assert_eq!(broken(&[(0, 0, &[9])]), Broken::Unknown { truck: 0, value: 9 });
    assert_eq!(broken(&[(2, 0, &[0])]), Broken::Unknown { truck: 0, value: 2 });
    let three = [(0, 0, &[0][..]), (0, 0, &[1]), (0, 0, &[2])];
    assert_eq!(broken(&three), Broken::Orders { lane: 0, trucks: 3, most: 2 });
    assert_eq!(broken(&[(0, 1, &[0]), (1, 1, &[1])]), Broken::Availability { vehicle: 1, trucks: 2, most: 1 });
    assert_eq!(broken(&[(0, 0, &[0]), (1, 1, &[1]), (0, 0, &[2])]), Broken::Cap { trucks: 3, most: 2 });
}
