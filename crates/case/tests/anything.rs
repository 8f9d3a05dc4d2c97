//! Tables may be anything: whatever is wrong with them is an error, and what passes can be worked with.

use std::ops::Range;
use std::sync::Arc;

use linehaul_case::network::Network;
use linehaul_case::rules::{Blockade, MustRide, Outage, Rules, Scope, Slowdown, Surge, Tariff, Weekly};
use linehaul_case::{
    Case, CaseTables, ClassId, Demand, Grams, Hub, HubId, Lane, LaneId, LateCost, Metres, Millilitres, PackageIds,
    Packages, VehicleType,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Two hubs, a lane each way, one type, two packages.
fn sound() -> CaseTables {
    let hub = |id: &str| Hub { id: id.into(), name: id.into(), lat: 0.0, lon: 0.0, max_dispatch_per_hour: 2 };
    let lane = |from, to| Lane { from: HubId(from), to: HubId(to), metres: Metres(100_000), hours: 2, types: 1 };
    CaseTables {
        name: "two".into(),
        start: 0,
        hours: 48,
        currency: "EUR".into(),
        source: String::new(),
        late: LateCost::default(),
        cost_multiplier: 1.0,
        hubs: vec![hub("a"), hub("b")],
        lanes: vec![lane(0, 1), lane(1, 0)],
        vehicles: vec![VehicleType {
            id: "van".into(),
            grams: Grams(1_000_000),
            ml: Millilitres(8_000_000),
            cost_per_km: 1.0,
            cost_per_dispatch: 20.0,
            per_hub_per_hour: None,
        }],
        classes: vec!["general".into()],
        packages: Packages {
            ids: PackageIds::Numbers(vec![1, 2]),
            origins: vec![HubId(0), HubId(1)],
            destinations: vec![HubId(1), HubId(0)],
            announced_seconds: vec![0, 0],
            released_seconds: vec![3_600, 30 * 3_600],
            due_seconds: vec![36_000, 40 * 3_600],
            grams: vec![Grams(1_000); 2],
            ml: vec![Millilitres(1_000); 2],
            values: vec![100.0, 20.0],
            classes: vec![ClassId(0); 2],
        },
        rules: Rules::default(),
    }
}

/// Numbers at the edges of their types, and some that are in order.
#[derive(Clone, Debug)]
struct Numbers {
    whole: i64,
    small: u16,
    float: f64,
    hours: Range<u16>,
    scope: Scope,
    text: &'static str,
}

fn numbers() -> impl Strategy<Value = Numbers> {
    let wholes = prop_oneof![select(vec![i64::MIN, i64::MIN + 1, -1, 0, 1, 86_400, i64::MAX]), any::<i64>()];
    let smalls = prop_oneof![select(vec![0, 1, 2, 64, 255, 240, u16::MAX]), any::<u16>()];
    let floats = prop_oneof![
        select(vec![f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.0, -0.0, 1e-320, 1e9, 1e300, f64::MAX, -1.0]),
        any::<f64>(),
        (-12..12_i32).prop_map(|exponent| 10_f64.powi(exponent)),
    ];
    let hours = (any::<u16>(), any::<u16>()).prop_map(|(from, until)| from..until);
    let hours = prop_oneof![hours, (0..40_u16, 0..60_u16).prop_map(|(from, length)| from..from + length)];
    let scopes = prop_oneof![
        Just(Scope::Network),
        (0..3_u16).prop_map(|hub| Scope::Hub(HubId(hub))),
        (0..3_u32).prop_map(|lane| Scope::Lane(LaneId(lane))),
        Just(Scope::Lane(LaneId(u32::MAX))),
    ];
    let texts = select(vec!["", "a", "general", ";", "\0", "\n", "food"]);
    (wholes, smalls, floats, hours, scopes, texts).prop_map(|(whole, small, float, hours, scope, text)| Numbers {
        whole,
        small,
        float,
        hours,
        scope,
        text,
    })
}

/// Sets a cell, adds one or takes one away.
fn act<T: Clone>(column: &mut Vec<T>, how: u8, at: usize, value: T) {
    match how {
        0 => column.push(value),
        1 => drop(column.pop()),
        2 => column.clear(),
        _ if column.is_empty() => {}
        _ => {
            let at = at % column.len();
            column[at] = value;
        }
    }
}

const N_PLACES: usize = 42;

fn of<T>(column: &mut [T], at: usize) -> Option<&mut T> {
    let length = column.len().max(1);
    column.get_mut(at % length)
}

fn spoil(tables: &mut CaseTables, place: usize, how: u8, at: usize, numbers: &Numbers) {
    let Numbers { whole, small, float, hours, scope, text } = numbers.clone();
    let (hub, class, n) = (HubId(small), ClassId(small as u8), small as usize);
    let packages = &mut tables.packages;
    let rules = &mut tables.rules;
    macro_rules! set {
        ($column:expr, $field:ident, $value:expr) => {
            if let Some(row) = of(&mut $column, at) {
                row.$field = $value;
            }
        };
    }
    match place {
        0 => tables.start = whole,
        1 => tables.hours = small,
        2 => tables.cost_multiplier = float,
        3 => act(&mut tables.late.shares, how, at, (float, float)),
        4 => tables.late.hourly = float,
        5 => tables.late.hours = small,
        6 => set!(tables.hubs, lat, float),
        7 => set!(tables.hubs, max_dispatch_per_hour, small),
        8 => set!(tables.hubs, id, text.into()),
        9 => act(&mut tables.hubs, 1, at, sound().hubs[0].clone()),
        10 => set!(tables.lanes, from, hub),
        11 => set!(tables.lanes, to, hub),
        12 => set!(tables.lanes, metres, Metres(whole as u32)),
        13 => set!(tables.lanes, hours, small),
        14 => set!(tables.lanes, types, small),
        15 => act(&mut tables.lanes, how, at, sound().lanes[0].clone()),
        16 => set!(tables.vehicles, grams, Grams(whole as u32)),
        17 => set!(tables.vehicles, ml, Millilitres(whole as u32)),
        18 => set!(tables.vehicles, cost_per_km, float),
        19 => set!(tables.vehicles, cost_per_dispatch, float),
        20 => set!(tables.vehicles, per_hub_per_hour, Some(small)),
        21 => set!(tables.vehicles, id, text.into()),
        22 => act(&mut tables.vehicles, how, at, VehicleType { id: text.into(), ..sound().vehicles[0].clone() }),
        23 => act(&mut tables.classes, how, at, text.into()),
        24 => match &mut packages.ids {
            PackageIds::Numbers(ids) => act(ids, how, at, whole),
            PackageIds::Texts(ids) => act(ids, how, at, text.into()),
        },
        25 => act(&mut packages.origins, how, at, hub),
        26 => act(&mut packages.destinations, how, at, hub),
        27 => act(&mut packages.announced_seconds, how, at, whole),
        28 => act(&mut packages.released_seconds, how, at, whole),
        29 => act(&mut packages.due_seconds, how, at, whole),
        30 => act(&mut packages.grams, how, at, Grams(whole as u32)),
        31 => act(&mut packages.ml, how, at, Millilitres(whole as u32)),
        32 => act(&mut packages.values, how, at, float),
        33 => act(&mut packages.classes, how, at, class),
        34 => rules.closures.push(Weekly { scope, hours_of_week: vec![hours] }),
        35 => rules.curfews.push(Weekly { scope, hours_of_week: if how == 0 { Vec::new() } else { vec![hours] } }),
        36 => rules.separate.push([class, ClassId(0)]),
        37 => rules.must_ride.push(if how == 0 { MustRide::Class(class) } else { MustRide::Package(n) }),
        38 => rules.surges.push(Surge { hours, factor: float, origin: Some(hub), destination: None }),
        39 => rules.tariffs.push(Tariff { hours, factor: float, scope }),
        40 => rules.slowdowns.push(Slowdown { hours, extra_hours: small, scope }),
        _ if how == 0 => rules.blockades.push(Blockade { hours, scope }),
        _ => rules.outages.push(Outage { hours, hub }),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn tables_of_anything_are_refused_or_work(
        spoilt in vec((0..N_PLACES, 0..5_u8, 0..3_usize, numbers()), 1..6),
    ) {
        let mut tables = sound();
        for (place, how, at, numbers) in &spoilt {
            spoil(&mut tables, *place, *how, *at, numbers);
        }
        if let Ok(case) = Case::new(tables) {
            let network = Network::new(Arc::new(case));
            for seed in [0, 7] {
                let demand = Demand::of(&network.case, seed);
                let loads = (0..demand.packages.len())
                    .map(|row| network.load(demand.packages.grams[row].0, demand.packages.ml[row].0));
                prop_assert!(u32::try_from(loads.max().unwrap_or(0)).is_ok());
            }
            prop_assert!(network.lane_costs.iter().all(|cost| (1e-6..=1e15).contains(cost)));
        }
    }
}

/// The column of each kind of fault, worked by hand: what was set, and where it is reported.
#[test]
fn faults_name_table_row_and_column() {
    let far = Numbers { whole: i64::MIN, small: 9, float: 0.5, hours: 5..5, scope: Scope::Lane(LaneId(7)), text: "" };
    let expected = [
        (0, "case, start: -9223372036854775808 s since 1970"),
        (10, "lanes row 1, from: there is no hub number 9 among 2"),
        (11, "lanes row 1, to: there is no hub number 9 among 2"),
        (14, "lanes row 1, vehicle_types: its types 0b1001 go beyond the 1 that there are"),
        (21, "vehicles row 1, id: \"\" is not an id of a type"),
        (25, "packages row 1, origin: there is no hub number 9 among 2"),
        (26, "packages row 1, destination: there is no hub number 9 among 2"),
        (27, "packages row 1, announced_at: -9223372036854775808 s from the start"),
        (29, "packages row 1, due_at: -9223372036854775808 s from the start"),
        (33, "packages row 1, class: there is no goods class number 9 among 1"),
        (34, "rules, week: [5..5] are not hours of a week"),
        (36, "rules, classes: there is no goods class number 9 among 1"),
        (37, "rules, packages: there is no package in row 9 of 2"),
        (38, "rules, hours: [5, 5] is not a range of hours"),
        (39, "rules, hours: [5, 5] is not a range of hours"),
    ];
    for (place, text) in expected {
        let mut tables = sound();
        spoil(&mut tables, place, 4, 0, &far);
        let error = Case::new(tables).unwrap_err().to_string();
        assert!(error.starts_with(text), "place {place}: {error}");
    }
    // One cell too many, one too few.
    for (column, place) in [("id", 24), ("destination", 26), ("due_at", 29), ("kg", 30), ("value", 32), ("class", 33)] {
        for (how, cells) in [(0, 3), (1, 1), (2, 0)] {
            let mut tables = sound();
            spoil(&mut tables, place, how, 0, &far);
            let error = Case::new(tables).unwrap_err().to_string();
            assert_eq!(error, format!("packages, {column}: {cells} cells for 2 packages"));
        }
    }
}
