//! Three hubs, six packages and four trucks, every figure worked by hand.

use linehaul_case::rules::Rules;
use linehaul_case::schedule::{Summary, TypeCount};
use linehaul_case::{
    Case, CaseTables, ClassId, Grams, Hub, HubId, Lane, LateCost, Metres, Millilitres, PackageIds, Packages,
    VehicleType,
};
use linehaul_tables::{DepartureRows, LoadRows, PackageRows, ScheduleFiles, ScheduleMeta};

/// 100 km, 2 hours.
pub const A_TO_B: usize = 0;
/// 230 km, 4 hours: a detour beside the 200 km over b.
pub const A_TO_C: usize = 1;
/// 100 km, 2 hours.
pub const B_TO_C: usize = 2;
/// 250 km, 4 hours.
pub const C_TO_A: usize = 3;

/// Hash of the case's files.
pub const HASH: &str = "5eed";
/// 2024-01-01 00:00 UTC, a Monday.
pub const START: i64 = 1_704_067_200;

/// A day from Monday 00:00.
pub fn case() -> Case {
    case_with(|_| ())
}

/// The same with its tables changed, which must leave it sound.
pub fn case_with(change: impl FnOnce(&mut CaseTables)) -> Case {
    let mut tables = tables();
    change(&mut tables);
    Case::new(tables).expect("the tiny case keeps every rule")
}

fn tables() -> CaseTables {
    let [a, b, c] = [0, 1, 2].map(HubId);
    let lane = |from, to, km: f64, hours| Lane { from, to, metres: Metres::from_km(km), hours, types: 0b11 };
    CaseTables {
        name: "tiny".to_owned(),
        start: START,
        hours: 24,
        currency: "EUR".to_owned(),
        source: "made by hand".to_owned(),
        late: LateCost::default(),
        cost_multiplier: 1.0,
        hubs: ["a", "b", "c"].map(hub).into(),
        lanes: vec![lane(a, b, 100.0, 2), lane(a, c, 230.0, 4), lane(b, c, 100.0, 2), lane(c, a, 250.0, 4)],
        vehicles: vec![vehicle("small", 1_000.0, 10.0, 100.0, 1.0), vehicle("large", 3_000.0, 30.0, 200.0, 1.5)],
        classes: vec!["general".to_owned(), "food".to_owned()],
        packages: packages(),
        rules: Rules::default(),
    }
}

fn hub(id: &str) -> Hub {
    Hub { id: id.to_owned(), name: id.to_owned(), lat: 0.0, lon: 0.0, max_dispatch_per_hour: 2 }
}

fn vehicle(id: &str, kg: f64, m3: f64, cost_per_dispatch: f64, cost_per_km: f64) -> VehicleType {
    let (grams, ml) = (Grams::from_kg(kg), Millilitres::from_m3(m3));
    VehicleType { id: id.to_owned(), grams, ml, cost_per_km, cost_per_dispatch, per_hub_per_hour: Some(1) }
}

fn packages() -> Packages {
    // (origin, destination, released, due, kg, m3, value); ids from 11.
    let rows = [
        (0, 2, 0, 10, 400.0, 4.0, 1_000.0),
        (0, 1, 0, 5, 250.0, 3.0, 500.0),
        (1, 2, 3, 4, 200.0, 2.0, 2_000.0),
        (0, 2, 1, 12, 100.0, 1.0, 100.0),
        (2, 0, 20, 23, 300.0, 3.0, 300.0),
        (1, 2, 21, 40, 100.0, 1.0, 50.0),
    ];
    Packages {
        ids: PackageIds::Numbers((11..17).collect()),
        origins: rows.map(|row| HubId(row.0)).into(),
        destinations: rows.map(|row| HubId(row.1)).into(),
        announced_seconds: rows.map(|row| row.2 * 3_600).into(),
        released_seconds: rows.map(|row| row.2 * 3_600).into(),
        due_seconds: rows.map(|row| row.3 * 3_600).into(),
        grams: rows.map(|row| Grams::from_kg(row.4)).into(),
        ml: rows.map(|row| Millilitres::from_m3(row.5)).into(),
        values: rows.map(|row| row.6).into(),
        classes: vec![ClassId(0); 6],
    }
}

/// The time of an hour.
pub fn at(hour: i64) -> i64 {
    START + hour * 3_600
}

fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).into()
}

/// A right schedule of the case.
///
/// - Hour 0: 11 and 12 ride a -> b in a small truck, 650 kg and 7 m3 of 1,000 kg and 10 m3; it costs 100 + 100 x 1.
/// - Hour 2: 12 is delivered. 14 takes the detour a -> c in a large truck for 200 + 230 x 1.5 = 545; its slack after it is
///   12 - 2 - 4 = 6.
/// - Hour 4: 11 and 13 ride b -> c for 200. 13 came at 3 with slack 4 - 3 - 2 = -1 and stood through hour 3.
/// - Hour 6: 11, 13 and 14 are delivered, 13 late.
/// - Hour 23: 16 leaves b for c and is under way at the end. 15 came to c at 20 with slack 23 - 20 - 4 = -1, and stands there.
pub fn schedule() -> ScheduleFiles {
    ScheduleFiles {
        events: String::new(),
        meta: ScheduleMeta {
            case: "tiny".to_owned(),
            case_hash: HASH.to_owned(),
            policy: "by hand".to_owned(),
            policy_hash: "0".to_owned(),
            seed: 0,
            late_price: 0.0,
            version: "0.1.0".to_owned(),
        },
        summary: summary(),
        departures: DepartureRows {
            ids: vec![1, 2, 3, 4],
            departed_at: [0, 2, 4, 23].map(at).into(),
            arrives_at: [2, 6, 6, 25].map(at).into(),
            origins: texts(["a", "a", "b", "b"]),
            destinations: texts(["b", "c", "c", "c"]),
            vehicle_types: texts(["small", "large", "small", "small"]),
            kg: vec![650.0, 100.0, 600.0, 100.0],
            m3: vec![7.0, 1.0, 6.0, 1.0],
            fill: vec![0.7, 1.0 / 30.0, 0.6, 0.1],
            km: vec![100.0, 230.0, 100.0, 100.0],
            costs: vec![200.0, 545.0, 200.0, 200.0],
        },
        loads: LoadRows {
            departure_ids: vec![1, 1, 2, 3, 3, 4],
            package_ids: PackageIds::Numbers(vec![11, 12, 14, 11, 13, 16]),
            kg: vec![400.0, 250.0, 100.0, 400.0, 200.0, 100.0],
            m3: vec![4.0, 3.0, 1.0, 4.0, 2.0, 1.0],
        },
        packages: PackageRows {
            ids: PackageIds::Numbers((11..17).collect()),
            delivered_at: vec![Some(at(6)), Some(at(2)), Some(at(6)), Some(at(6)), None, None],
            late: vec![false, false, true, false, true, false],
            hops: vec![2, 1, 1, 1, 0, 1],
            transit_hours: vec![Some(6), Some(2), Some(3), Some(5), None, None],
        },
    }
}

/// Penalties: 2 % of 2,000 for 13, of 300 for 15: 46. Waiting: 13 for 1 hour, 15 for the hours 20 to 23: 0.015 x (40 + 6 x 4).
/// Settlement: 15 is a tenth of a large truck, which costs 200 + 250 x 1.5 = 575 from c to a; 16 drives to its destination.
///
/// Bound: the large truck is cheapest a m3 on every lane: 350/30 on 100 km, 545/30 from a to c (cheaper than 700/30 over b),
/// 575/30 from c to a. 5 m3 x 545/30 + 3 x 350/30 + 3 x 350/30 + 3 x 575/30 = 6,550/30. By kg, 250 and not 300 kg go from a to b
/// where these count a hundredth each: 6,375/30 is less.
///
/// Judged are all but 16, which is due at 40. Loaded are 15 m3 of 60 and 1,450 kg of 6,000. Transit 6 + 2 + 3 + 5 hours, on trucks
/// 4 + 2 + 2 + 4 of them.
fn summary() -> Summary {
    let count = |vehicle_type: &str, departures| TypeCount { vehicle_type: vehicle_type.to_owned(), departures };
    Summary {
        shipment_cost: 1_145.0,
        late_penalty_cost: 46.0,
        late_waiting_cost: 0.96,
        sla_cost: 46.96,
        settlement_cost: 57.5 / 0.7,
        total_cost: 1_145.0 + 46.96 + 57.5 / 0.7,
        lower_bound: 6_550.0 / 30.0,
        cost_to_bound: (1_145.0 + 46.96 + 57.5 / 0.7) / (6_550.0 / 30.0),
        packages: 6,
        delivered: 4,
        under_way: 2,
        cancelled: 0,
        judged: 5,
        late: 2,
        late_share: 0.4,
        departures: 4,
        departures_by_type: vec![count("small", 3), count("large", 1)],
        fill_m3: 0.25,
        fill_kg: 1_450.0 / 6_000.0,
        mean_vehicle_m3: 15.0,
        vehicle_km: 530.0,
        mean_transit_hours: 4.0,
        mean_dwell_hours: 1.0,
        mean_hops: 1.25,
    }
}
