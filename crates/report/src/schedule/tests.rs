//! Three hubs, three packages and two trucks, worked by hand; and cases at the edge of what can be drawn.

use std::sync::Arc;

use linehaul_case::rules::Rules;
use linehaul_case::schedule::Summary;
use linehaul_case::{
    Case, CaseTables, ClassId, Grams, Hub, HubId, Lane, LateCost, Metres, Millilitres, PackageIds, Packages,
    VehicleType,
};
use linehaul_tables::{DepartureRows, LoadRows, PackageRows};

use super::queues::counts;
use super::*;

const START: i64 = 1_704_067_200;

fn hub(id: &str, lat: f64, lon: f64) -> Hub {
    Hub { id: id.to_owned(), name: id.to_owned(), lat, lon, max_dispatch_per_hour: 2 }
}

/// Lanes a -> b, b -> c (2 h each) and c -> a (4 h); a day.
fn case() -> Case {
    let lane =
        |from, to, hours| Lane { from: HubId(from), to: HubId(to), metres: Metres::from_km(100.0), hours, types: 1 };
    // (origin, destination, released, due): 0 has time, 1 is late when released, 2 is never picked up.
    let rows = [(0, 2, 0, 10), (0, 1, 0, 1), (1, 2, 3, 9)];
    Case::new(CaseTables {
        name: "tiny".to_owned(),
        start: START,
        hours: 24,
        currency: "EUR".to_owned(),
        source: "made by hand".to_owned(),
        late: LateCost { shares: vec![(0.0, 0.1)], hourly: 0.5, hours: 4 },
        cost_multiplier: 1.0,
        hubs: vec![hub("a", 50.0, 8.0), hub("b", 51.0, 8.0), hub("c", 51.0, 9.0)],
        lanes: vec![lane(0, 1, 2), lane(1, 2, 2), lane(2, 0, 4)],
        vehicles: vec![VehicleType {
            id: "van".to_owned(),
            grams: Grams::from_kg(1_000.0),
            ml: Millilitres::from_m3(10.0),
            cost_per_km: 1.0,
            cost_per_dispatch: 0.0,
            per_hub_per_hour: None,
        }],
        classes: vec!["general".to_owned()],
        packages: Packages {
            ids: PackageIds::Texts(["p", "q", "r"].map(str::to_owned).into()),
            origins: rows.map(|row| HubId(row.0)).into(),
            destinations: rows.map(|row| HubId(row.1)).into(),
            announced_seconds: rows.map(|row| row.2 * 3_600).into(),
            released_seconds: rows.map(|row| row.2 * 3_600).into(),
            due_seconds: rows.map(|row| row.3 * 3_600).into(),
            grams: vec![Grams::from_kg(100.0); 3],
            ml: vec![Millilitres::from_m3(1.0); 3],
            values: vec![200.0; 3],
            classes: vec![ClassId(0); 3],
        },
        rules: Rules::default(),
    })
    .expect("the case keeps every rule")
}

/// Truck 1 takes p and q from a in hour 1, truck 2 takes p on from b in hour 5.
fn files() -> ScheduleFiles {
    let at = |hours: &[i64]| hours.iter().map(|hour| START + hour * 3_600).collect();
    let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    ScheduleFiles {
        events: String::new(),
        meta: ScheduleMeta {
            case: "tiny".to_owned(),
            case_hash: "5eed".to_owned(),
            policy: "hand".to_owned(),
            policy_hash: "hand".to_owned(),
            seed: 0,
            late_price: 0.0,
            version: "test".to_owned(),
        },
        summary: Summary::default(),
        departures: DepartureRows {
            ids: vec![1, 2],
            departed_at: at(&[1, 5]),
            arrives_at: at(&[3, 7]),
            origins: texts(&["a", "b"]),
            destinations: texts(&["b", "c"]),
            vehicle_types: texts(&["van", "van"]),
            kg: vec![200.0, 100.0],
            m3: vec![2.0, 1.0],
            costs: vec![100.0, 100.0],
            ..DepartureRows::default()
        },
        loads: LoadRows {
            departure_ids: vec![1, 1, 2],
            package_ids: PackageIds::Texts(texts(&["p", "q", "p"])),
            kg: vec![100.0; 3],
            m3: vec![1.0; 3],
        },
        packages: PackageRows {
            ids: PackageIds::Texts(texts(&["p", "q", "r"])),
            delivered_at: vec![Some(START + 7 * 3_600), Some(START + 3 * 3_600), None],
            late: vec![false, true, true],
            hops: vec![2, 1, 0],
            transit_hours: vec![Some(7), Some(3), None],
        },
    }
}

fn network(case: Case) -> Arc<Network> {
    Network::new(Arc::new(case))
}

fn journeys(network: &Network, files: &ScheduleFiles) -> Result<Journeys, ReportError> {
    let trucks = Trucks::read(&network.case, &files.departures, &[])?;
    Journeys::follow(network, network.case.packages(), &trucks, &files.loads, &[])
}

#[test]
fn queues_hold_what_is_left_standing() {
    let network = network(case());
    let [waiting, late, ml] = counts(&network, network.case.packages(), &journeys(&network, &files()).unwrap());
    let lane = |column: &[i64], lane: usize, hours: std::ops::Range<usize>| column[lane * 24..][hours].to_vec();
    // p and q stand at a in hour 0 and leave in hour 1; q has been late since its release.
    assert_eq!(lane(&waiting, 0, 0..3), [2, 0, 0]);
    assert_eq!(lane(&late, 0, 0..3), [1, 0, 0]);
    // p comes to b in hour 3 and leaves in hour 5, r stays from hour 3 on: its way takes 2 h and it is due at 9, so in
    // hour 7 it is left standing with slack 0.
    assert_eq!(lane(&waiting, 1, 2..8), [0, 2, 2, 1, 1, 1]);
    assert_eq!(lane(&late, 1, 2..9), [0, 0, 0, 0, 0, 1, 1]);
    assert_eq!(lane(&ml, 1, 3..6), [2_000_000, 2_000_000, 1_000_000]);
    assert_eq!(waiting[47], 1, "r waits to the end");
}

#[test]
fn lateness_is_paid_when_it_becomes_certain() {
    let network = network(case());
    let journeys = journeys(&network, &files()).unwrap();
    // A tenth of 200 each: q in hour 0, r in hour 7.
    let fell_due: Vec<(usize, f64)> =
        journeys.penalties.iter().copied().enumerate().filter(|(_, cost)| *cost > 0.0).collect();
    assert_eq!(fell_due, [(0, 20.0), (7, 20.0)]);
    // Half of it for an hour left standing while less than 4 h late: q in hour 0, r in hours 8 to 10.
    let waiting: Vec<(usize, f64)> =
        journeys.late_waiting.iter().copied().enumerate().filter(|(_, cost)| *cost > 0.0).collect();
    assert_eq!(waiting, [(0, 10.0), (8, 10.0), (9, 10.0), (10, 10.0)]);
    assert_eq!((journeys.aboard, journeys.late_aboard), (vec![2, 1], vec![1, 0]));
}

#[test]
fn days_count_what_was_due_and_never_came() {
    let network = network(case());
    let files = files();
    let days = data(&network, &files).unwrap().days;
    assert_eq!((days.delivered[0], days.judged[0], days.late[0]), (2, 3, 2));
    assert_eq!(days.fill_m3[0], Some(0.15));
    assert_eq!(days.transit_hours[0], Some(5.0));
}

#[test]
fn a_package_that_rides_from_where_it_is_not_is_named() {
    let network = network(case());
    let mut files = files();
    files.loads.package_ids = PackageIds::Texts(["p", "r", "p"].map(str::to_owned).into());
    let error = data(&network, &files).unwrap_err().to_string();
    assert!(error.starts_with("loads.parquet, row 2, package_id: package r rides from \"a\" in hour 1"), "{error}");
}

#[test]
fn hubs_without_coordinates_are_laid_out_apart() {
    let mut tables = case().into_tables();
    tables.hubs.iter_mut().for_each(|hub| (hub.lat, hub.lon) = (0.0, 0.0));
    let geography = Geography::of(&network(Case::new(tables).unwrap()));
    assert!(!geography.placed && geography.coasts.is_empty());
    let apart = |i: usize, j: usize| {
        let [a, b] = [geography.points[i], geography.points[j]];
        ((a[0] - b[0]) as f64).hypot((a[1] - b[1]) as f64)
    };
    // 2 hours from a to b and from b to c.
    assert!((apart(0, 1) - apart(1, 2)).abs() < 2.0 && apart(0, 1) > 500.0, "{:?}", geography.points);
}

/// The least that a case may be, and nothing done in it.
#[test]
fn two_hubs_and_no_truck_are_a_page() {
    let mut tables = case().into_tables();
    tables.hubs.truncate(2);
    tables.lanes.truncate(1);
    tables.packages = Packages {
        ids: PackageIds::Texts(vec!["q".to_owned()]),
        origins: vec![HubId(0)],
        destinations: vec![HubId(1)],
        announced_seconds: vec![0],
        released_seconds: vec![0],
        due_seconds: vec![3_600],
        grams: vec![Grams::from_kg(100.0)],
        ml: vec![Millilitres::from_m3(1.0)],
        values: vec![200.0],
        classes: vec![ClassId(0)],
    };
    let network = network(Case::new(tables).unwrap());
    let mut files = files();
    files.departures = DepartureRows::default();
    files.loads = LoadRows { package_ids: PackageIds::Texts(Vec::new()), ..LoadRows::default() };
    files.packages = PackageRows {
        ids: PackageIds::Texts(vec!["q".to_owned()]),
        delivered_at: vec![None],
        late: vec![true],
        hops: vec![0],
        transit_hours: vec![None],
    };
    let data = data(&network, &files).unwrap();
    assert_eq!(data.geography.points, [[0, 556], [0, -556]]);
    assert!(data.geography.placed && !data.geography.borders.is_empty());
    assert!(page(&network, &files).is_ok());
}
