//! Tests of the checks: each kind of fault is named with its place, and a sound market becomes integers.

use super::check;
use crate::error::MarketError;
use crate::market::Task;
use crate::tables::{
    AccessRow, DepotRow, DriverRow, Header, MarketTables, MatrixRows, PromiseRow, SpeedRow, StopRow, TrafficRow,
    VehicleRow,
};
use crate::time::Window;
use crate::ways::Matrix;
use crate::{DriverId, Load, StopId};

fn stop(id: &str) -> StopRow {
    StopRow { id: id.to_owned(), kg: 1.2345, m3: 0.01, parcels: 2, area: "n".to_owned(), ..StopRow::default() }
}

/// Two stops, a pair of pickup and delivery, a van and a driver.
fn sound() -> MarketTables {
    let mut stops = vec![stop("a"), stop("b"), stop("p"), stop("d")];
    stops[0].driver = "ann".to_owned();
    stops[2].task = "pickup".to_owned();
    stops[3].pickup = "p".to_owned();
    MarketTables {
        header: Header { date: "2024-03-04".to_owned(), detour: 1.4, ..Header::default() },
        depots: vec![DepotRow { id: "hub".to_owned(), ..DepotRow::default() }],
        speeds: vec![SpeedRow { from_km: 0.0, kmh: 22.5 }],
        traffic: vec![TrafficRow { from_s: 3600, factor: 0.5 }],
        access: vec![AccessRow { id: "low".to_owned(), max_height_m: Some(2.5), ..AccessRow::default() }],
        promises: vec![PromiseRow { id: "soft".to_owned(), late_per_minute: Some(0.1) }],
        stops,
        vehicles: vec![VehicleRow {
            id: "van".to_owned(),
            max_kg: 10.0,
            max_m3: 1.0,
            cost_per_km: 0.35,
            speed: 1.0,
            max_trips: 1,
            ..VehicleRow::default()
        }],
        drivers: vec![DriverRow { id: "ann".to_owned(), vehicle: "van".to_owned(), ..DriverRow::default() }],
        matrix: None,
    }
}

#[test]
fn a_sound_market_becomes_integers() {
    let market = check(sound()).unwrap();
    assert_eq!(market.stops()[0].load, Load { grams: 1235, ml: 10_000, parcels: 2 });
    assert_eq!(market.stops()[0].driver.map(|pin| (pin.value, pin.price)), Some((DriverId(0), None)));
    assert_eq!(market.stops()[2].task, Task::PickupFor(StopId(3)));
    assert_eq!(market.stops()[3].task, Task::DeliveryOf(StopId(2)));
    assert_eq!(market.vehicles()[0].per_m, 350);
    assert_eq!(market.speeds()[0].m_per_hour, 22_500);
    // Before the first time of day all is as usual.
    assert_eq!(
        market.traffic().iter().map(|band| (band.from_s, band.speed)).collect::<Vec<_>>(),
        [(0, 1000), (3600, 500)]
    );
}

fn fault(change: impl FnOnce(&mut MarketTables)) -> MarketError {
    let mut tables = sound();
    change(&mut tables);
    check(tables).unwrap_err()
}

type Change = fn(&mut MarketTables);

#[test]
fn each_fault_is_named_with_its_place() {
    let cases: [(&str, Option<usize>, &str, Change); 24] = [
        ("market", None, "date", |tables| tables.header.date = "4.3.2024".to_owned()),
        ("market", None, "unfamiliar", |tables| tables.header.unfamiliar = -1.0),
        ("market", None, "balance_hours", |tables| tables.header.balance = Some((f64::NAN, 1.0))),
        ("depot", None, "", |tables| tables.depots.clear()),
        ("depot", Some(0), "reload_s", |tables| tables.depots[0].reload_s = -5),
        ("depot", Some(0), "open", |tables| tables.depots[0].open = Some(Window { open: 5, close: 4 })),
        ("speed", Some(0), "from_km", |tables| tables.speeds[0].from_km = 1.0),
        ("traffic", Some(0), "factor", |tables| tables.traffic[0].factor = 0.0),
        ("access", Some(0), "vehicles", |tables| tables.access[0].vehicles = vec!["tank".to_owned()]),
        ("promise", Some(0), "late_per_minute", |tables| tables.promises[0].late_per_minute = Some(1e9)),
        ("stops", Some(1), "id", |tables| tables.stops[1].id = "a".to_owned()),
        ("stops", Some(1), "id", |tables| tables.stops[1].id = "hub".to_owned()),
        ("stops", Some(1), "kg", |tables| tables.stops[1].kg = f64::INFINITY),
        ("stops", Some(1), "parcels", |tables| tables.stops[1].parcels = -1),
        ("stops", Some(1), "task", |tables| tables.stops[1].task = "gift".to_owned()),
        ("stops", Some(1), "driver", |tables| tables.stops[1].driver = "bob".to_owned()),
        ("stops", Some(1), "pickup", |tables| tables.stops[1].pickup = "a".to_owned()),
        ("stops", Some(3), "pickup", |tables| tables.stops[3].kg = 9.0),
        ("stops", Some(3), "pickup", |tables| tables.stops[1].pickup = "p".to_owned()),
        ("stops", None, "skills", |tables| {
            tables.stops[1].skills = (0..65).map(|number| number.to_string()).collect();
        }),
        ("vehicles", Some(0), "max_trips", |tables| tables.vehicles[0].max_trips = 0),
        ("vehicles", Some(0), "drive_h", |tables| tables.vehicles[0].drive_h = Some(0.0)),
        ("vehicles", Some(0), "ways", |tables| tables.vehicles[0].ways = "slow".to_owned()),
        ("drivers", Some(0), "end", |tables| tables.drivers[0].end = "home".to_owned()),
    ];
    for (table, row, column, change) in cases {
        let fault = fault(change);
        assert_eq!((fault.table.name(), fault.row, fault.column), (table, row, column), "{fault}");
        assert!(!fault.remedy.is_empty());
    }
}

#[test]
fn a_matrix_has_all_ways_and_those_that_are_none() {
    let names = ["hub", "a", "b", "p", "d"];
    let mut rows = MatrixRows::default();
    for (from, to) in names.iter().flat_map(|from| names.iter().map(move |to| (from, to))).filter(|(a, b)| a != b) {
        rows.ways.push(String::new());
        rows.from.push((*from).to_owned());
        rows.to.push((*to).to_owned());
        rows.metres.push((*to != "d").then_some(5));
        rows.seconds.push((*to != "d").then_some(7));
    }
    let with = |matrix: MatrixRows| check(MarketTables { matrix: Some(matrix), ..sound() });
    let market = with(rows.clone()).unwrap();
    let class = &market.matrix().unwrap().classes[0];
    assert_eq!((class.metres[0], class.metres[1], class.seconds[1]), (0, 5, 7));
    assert_eq!(class.metres[4], Matrix::NO_ROAD);
    for column in [&mut rows.from, &mut rows.to, &mut rows.ways] {
        column.pop();
    }
    rows.metres.pop();
    rows.seconds.pop();
    assert!(with(rows).unwrap_err().problem.contains("the way from \"d\" to \"p\" is missing"));
}
