use super::*;
use crate::generate::START;
use linehaul_case::rules::Rules;
use linehaul_case::{
    CaseTables, ClassId, Grams, Hub, HubId, Lane, LateCost, Metres, Millilitres, PackageIds, Packages, VehicleType,
};

/// Columns of a package: from, to, released, due (hours), m3, kg, value.
type Row = (u16, u16, i64, i64, u32, u32, f64);

/// Hubs a - b - c on a line, 100 km and 2 hours apart; a van of 10 m3 and a semi of 80 m3 and 20 t that costs 160 a lane; 48
/// hours from a Monday.
fn toy(rows: &[Row]) -> CaseTables {
    let hub = |(id, lon): (&str, f64)| Hub { id: id.into(), name: id.into(), lat: 45.0, lon, max_dispatch_per_hour: 3 };
    let vehicle = |id: &str, tonnes: u32, m3: u32, cost_per_km, cost_per_dispatch| VehicleType {
        id: id.into(),
        grams: Grams(tonnes * 1_000_000),
        ml: Millilitres(m3 * 1_000_000),
        cost_per_km,
        cost_per_dispatch,
        per_hub_per_hour: None,
    };
    let mut tables = CaseTables {
        name: "toy".into(),
        start: START,
        hours: 48,
        currency: "EUR".into(),
        source: String::new(),
        late: LateCost { shares: vec![(0.0, 0.02)], ..LateCost::default() },
        cost_multiplier: 1.0,
        hubs: [("a", 10.0), ("b", 11.0), ("c", 12.0)].map(hub).into(),
        lanes: [(0, 1), (1, 0), (1, 2), (2, 1)].map(|(from, to)| lane(from, to, 100, 2)).into(),
        vehicles: vec![vehicle("van", 1, 10, 0.5, 0.0), vehicle("semi", 20, 80, 1.5, 10.0)],
        classes: vec!["general".into()],
        packages: Packages::default(),
        rules: Rules::default(),
    };
    for &row in rows {
        add(&mut tables, row);
    }
    tables
}

fn lane(from: u16, to: u16, km: u32, hours: u16) -> Lane {
    Lane { from: HubId(from), to: HubId(to), metres: Metres(km * 1_000), hours, types: 0b11 }
}

fn add(tables: &mut CaseTables, (from, to, released, due, m3, kg, value): Row) {
    let packages = &mut tables.packages;
    let PackageIds::Numbers(ids) = &mut packages.ids else { unreachable!("the toy has numbers") };
    ids.push(ids.len() as i64);
    packages.origins.push(HubId(from));
    packages.destinations.push(HubId(to));
    packages.announced_seconds.push(released * 3_600);
    packages.released_seconds.push(released * 3_600);
    packages.due_seconds.push(due * 3_600);
    packages.ml.push(Millilitres(m3 * 1_000_000));
    packages.grams.push(Grams(kg * 1_000));
    packages.values.push(value);
    packages.classes.push(ClassId(0));
}

/// Slacks 6, 8, 0 and 8 hours.
const ROWS: [Row; 4] = [
    (0, 2, 0, 10, 8, 800, 100.0),
    (2, 0, 0, 12, 16, 400, 200.0),
    (0, 1, 24, 26, 24, 6_000, 300.0),
    (1, 0, 30, 40, 2, 100, 400.0),
];

#[test]
fn the_figures_of_a_toy_are_those_worked_by_hand() {
    let inspection = inspect(&Case::new(toy(&ROWS)).unwrap());
    assert_eq!(
        (inspection.n_hubs, inspection.n_lanes, inspection.n_vehicle_types, inspection.n_packages),
        (3, 4, 2, 4)
    );
    assert_eq!((inspection.busiest_hour, inspection.packages_in_busiest_hour), (0, 2));
    assert_eq!((inspection.m3_per_hour, inspection.kg_per_hour), (50.0 / 48.0, 7_300.0 / 48.0));
    assert_eq!(inspection.value, Values { total: 1_000.0, median: 300.0, max: 400.0 });
    // 2 % of 300 against 100 km x 1.5 + 10.
    assert_eq!(inspection.penalty, Penalties { median: 6.0, median_in_trucks: 6.0 / 160.0 });
    let slacks = inspection.slack_hours;
    assert_eq!((slacks.min, slacks.p25, slacks.p50, slacks.max), (0, 6, 8, 8));
    assert_eq!((slacks.negative_share, inspection.due_beyond_horizon_share), (0.0, 0.0));
    // a -> b carries 8 + 24 of 80 m3, b -> a 16 + 2, c -> b 16 and b -> c 8; weight needs less everywhere.
    let lanes: Vec<_> = inspection
        .busiest_lanes
        .iter()
        .map(|lane| (lane.from.as_str(), lane.to.as_str(), (lane.loads_per_hour * 48.0 * 80.0).round(), lane.packages))
        .collect();
    assert_eq!(lanes, [("a", "b", 32.0, 2), ("b", "a", 18.0, 2), ("c", "b", 16.0, 1), ("b", "c", 8.0, 1)]);
    let b = &inspection.hubs[1];
    assert_eq!((b.packages_out, b.packages_in, b.out_degree, b.max_dispatch_per_hour), (1, 1, 2, 3));
    assert!((b.expected_trucks_per_hour - 26.0 / 80.0 / 48.0).abs() < 1e-12);
    assert_eq!(inspection.suspicious, [""; 0]);
}

/// The only sentences about the toy after a change.
fn sentences(change: impl Fn(&mut CaseTables)) -> Vec<String> {
    let mut tables = toy(&ROWS);
    change(&mut tables);
    inspect(&Case::new(tables).unwrap()).suspicious
}

#[test]
fn odd_packages_are_told() {
    let late = sentences(|case| case.packages.due_seconds[2] = 25 * 3_600);
    assert_eq!(late, ["1 package (25.0 %) cannot be on time: the promise is shorter than the primary path takes"]);
    let beyond = sentences(|case| case.packages.due_seconds[3] = 48 * 3_600);
    assert_eq!(beyond, ["1 package (25.0 %) is due at hour 48 or later, beyond the horizon: never counted as late"]);
    let quiet = sentences(|case| {
        for row in [2, 3] {
            case.packages.released_seconds[row] = 23 * 3_600;
            case.packages.announced_seconds[row] = 0;
        }
    });
    assert_eq!(quiet, ["no package is released on 1 of 2 days: day 2 (Tuesday)"]);
    let dear = sentences(|case| case.packages.values[3] = 1_234_567.0);
    assert_eq!(dear, ["1 package has more than 100 times the median value of 300.00: up to 1,234,567"]);
    let bulky = sentences(|case| case.packages.ml[0] = Millilitres(65_000_000));
    assert_eq!(bulky, ["1 package (25.0 %) fills more than 80 % of the largest vehicle, semi"]);
}

#[test]
fn odd_hubs_are_told() {
    let idle = sentences(|case| {
        case.hubs.push(Hub { id: "d".into(), lat: 46.0, ..case.hubs[1].clone() });
        case.lanes.extend([lane(1, 3, 120, 2), lane(3, 1, 120, 2)]);
    });
    assert_eq!(
        idle,
        [
            "1 hub releases no package: d; 1 hub receives no package: d",
            "2 lanes are on the primary path of no package: b -> d, d -> b"
        ]
    );
    // 200 packages of 24 m3 more: 60 loads in 48 hours.
    let crowded = sentences(|case| {
        case.hubs[0].max_dispatch_per_hour = 1;
        for _ in 0..200 {
            add(case, ROWS[2]);
        }
    });
    assert_eq!(
        crowded,
        ["1 hub needs more of the largest trucks an hour than max_dispatch_per_hour: a (1.3 against 1)"]
    );
    let together = sentences(|case| case.hubs[2].lon = case.hubs[1].lon);
    assert_eq!(together, ["1 pair of hubs at the same coordinates: b and c"]);
}

#[test]
fn odd_lanes_are_told() {
    let long = sentences(|case| case.lanes.push(lane(0, 2, 250, 4)));
    assert_eq!(
        long,
        [
            "1 lane is longer than another path between the same hubs, so never a primary lane: a -> c",
            "1 lane is one-way, with no lane back: a -> c"
        ]
    );
    let slow = sentences(|case| case.lanes[2].hours = 7);
    assert_eq!(slow, ["1 lane is driven at less than 15 or more than 110 km/h: b -> c"]);
    // A degree of longitude at 45 degrees north is 79 km.
    let short = sentences(|case| case.lanes[2].metres = Metres(70_000));
    assert_eq!(short, ["1 lane is shorter than the straight line between the coordinates of their hubs: b -> c"]);
}

#[test]
fn a_type_that_another_replaces_is_told_once() {
    let dear = sentences(|case| (case.vehicles[0].cost_per_km, case.vehicles[0].cost_per_dispatch) = (1.5, 10.0));
    assert_eq!(dear, ["vehicle type van is never worth its price: semi is at least as large and no dearer"]);
    let twins = sentences(|case| case.vehicles.push(VehicleType { id: "twin".into(), ..case.vehicles[1].clone() }));
    assert_eq!(twins, ["vehicle type twin is never worth its price: semi is at least as large and no dearer"]);
    // Where the semi may not drive, the van is worth its price.
    let needed = sentences(|case| {
        (case.vehicles[0].cost_per_km, case.vehicles[0].cost_per_dispatch) = (1.5, 10.0);
        case.lanes[3].types = 1;
        case.packages.ml[1] = Millilitres(9_000_000);
    });
    assert_eq!(needed, [""; 0]);
}

#[test]
fn long_lists_are_cut_and_large_numbers_grouped() {
    assert_eq!([0, 999, 1_000, 1_234_567].map(text::grouped), ["0", "999", "1,000", "1,234,567"]);
    let names: Vec<String> = (1..=7).map(|n| format!("h{n}")).collect();
    assert_eq!(text::listed(&names), "h1, h2, h3, h4, h5 and 2 more");
}
