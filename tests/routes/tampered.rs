//! One value of sound routes changed: the auditor names the table and the column. And whatever files hold, there is an answer.

use linehaul_tables::schema::route_files::{CallColumns, StopPlanColumns, TourColumns};
use linehaul_tables::{Cells, RouteFiles, Rows};
use linehaul_verify::audit_routes;
use proptest::prelude::{ProptestConfig, any, prop, proptest};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::made::MADE;
use super::verify_routes;

/// Broken claims as `table, column`.
fn broken(files: &RouteFiles) -> Vec<String> {
    let report = audit_routes(&MADE.loaded.market, &MADE.loaded.hash, files);
    report.broken.iter().map(|claim| format!("{} {}", claim.table, claim.column)).collect()
}

/// A cell changed a little, in the type that it has.
fn nudge(cells: &mut Cells, row: usize) {
    match cells {
        Cells::Text(texts) => texts[row].push('x'),
        Cells::OptionalText(texts) => texts[row] = texts[row].is_none().then(|| "crowded".to_owned()),
        Cells::Float(numbers) => numbers[row] += 0.01,
        Cells::SmallInt(numbers) => numbers[row] += 1,
        Cells::OptionalSmallInt(numbers) => numbers[row] = Some(numbers[row].unwrap_or(7) + 1),
        other => panic!("routes have no {other:?}"),
    }
}

fn nudged<R: Rows>(rows: &R, column: usize, row: usize) -> R {
    let mut cells = rows.to_cells();
    nudge(&mut cells[column], row);
    R::from_cells(cells).unwrap()
}

#[test]
fn sound_routes_hold() {
    assert_eq!(broken(&MADE.files), Vec::<String>::new());
    assert_eq!(MADE.files.left_out().count(), 2);
}

/// Every column of every table, in the second row and in the last.
#[test]
fn no_column_can_be_changed_unseen() {
    let sound = &MADE.files;
    let mut unseen = Vec::new();
    let mut see = |files: RouteFiles, what: String| {
        if broken(&files).is_empty() {
            unseen.push(what);
        }
    };
    for (at, column) in CallColumns::TABLE.columns.iter().enumerate() {
        for row in [1, sound.calls.drivers.len() - 1] {
            let calls = nudged(&sound.calls, at, row);
            see(RouteFiles { calls, ..sound.clone() }, format!("routes {} {row}", column.name));
        }
    }
    for (at, column) in StopPlanColumns::TABLE.columns.iter().enumerate() {
        for row in [1, 3, sound.stops.stops.len() - 1] {
            let stops = nudged(&sound.stops, at, row);
            see(RouteFiles { stops, ..sound.clone() }, format!("stops {} {row}", column.name));
        }
    }
    for (at, column) in TourColumns::TABLE.columns.iter().enumerate() {
        let tours = nudged(&sound.tours, at, 0);
        see(RouteFiles { tours, ..sound.clone() }, format!("drivers {}", column.name));
    }
    let summary = serde_json::to_value(&sound.summary).unwrap();
    for name in summary.as_object().unwrap().keys() {
        let mut changed = summary.clone();
        changed[name] = match &changed[name] {
            Value::Number(number) if number.is_u64() => json!(number.as_u64().unwrap() + 1),
            number => json!(number.as_f64().unwrap() + 1.0),
        };
        let summary = serde_json::from_value(changed).unwrap();
        see(RouteFiles { summary, ..sound.clone() }, format!("summary {name}"));
    }
    assert_eq!(unseen, Vec::<String>::new());
}

type Tamper = fn(&mut RouteFiles);

/// Lies that are consistent in themselves as far as a few cells go.
const LIES: [(&str, Tamper); 8] = [
    ("routes place", |files| {
        // Two stops of a route change places.
        let (a, b) = (files.calls.places[1].clone(), files.calls.places[2].clone());
        (files.calls.places[1], files.calls.places[2]) = (b, a);
    }),
    ("stops stop", |files| files.calls.places[1] = files.calls.places[2].clone()),
    ("stops reason", |files| files.stops.reasons[3] = Some("crowded".to_owned())),
    ("stops reason", |files| files.stops.reasons[4] = Some("out_of_time".to_owned())),
    ("stops driver", |files| files.stops.drivers[1] = None),
    ("routes driver", |files| files.calls.drivers.iter_mut().for_each(|driver| "nobody".clone_into(driver))),
    ("metadata market_hash", |files| files.meta.market_hash.push('0')),
    ("drivers driver", |files| {
        // A whole route is forgotten, with all that it serves.
        let first = files.tours.drivers[0].clone();
        let n = files.calls.drivers.iter().filter(|driver| **driver == first).count();
        let mut cells = files.calls.to_cells();
        for column in &mut cells {
            match column {
                Cells::Text(texts) => drop(texts.drain(..n)),
                Cells::SmallInt(numbers) => drop(numbers.drain(..n)),
                Cells::Float(numbers) => drop(numbers.drain(..n)),
                _ => {}
            }
        }
        files.calls = Rows::from_cells(cells).unwrap();
    }),
];

#[test]
fn lies_are_named() {
    for (at, (named, tamper)) in LIES.iter().enumerate() {
        let mut files = MADE.files.clone();
        tamper(&mut files);
        let broken = broken(&files);
        let is_named = broken.iter().any(|claim| claim == named) || (*named == "routes place" && !broken.is_empty());
        assert!(is_named, "lie {at}: no \"{named}\" in {broken:?}");
    }
}

/// Through files and the binary.
#[test]
fn a_changed_summary_is_exit_code_one() {
    let folder = TempDir::new().unwrap();
    let (market, routes) = (MADE.folder.path().join("market"), folder.path().join("routes"));
    crate::folders::copy(&MADE.folder.path().join("routes"), &routes);
    verify_routes(&routes, &market).assert_code(0);
    let file = routes.join("summary.json");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("\"served\": 58", "\"served\": 60")).unwrap();
    let finished = verify_routes(&routes, &market);
    assert!(finished.assert_code(1).stderr.contains("served: states 60, expected 58"), "{}", finished.stderr);
    let other = verify_routes(&routes, &crate::folders::root().join("data/town-60-1"));
    assert!(other.assert_code(2).stderr.contains("the routes were made for market"), "{}", other.stderr);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Cells at random, in any number: an answer and never a panic.
    #[test]
    fn garbage_is_answered(changes in prop::collection::vec((0..3_usize, 0..14_usize, 0..80_usize, any::<i32>(), any::<f64>()), 1..6)) {
        let mut files = MADE.files.clone();
        for (table, column, row, integer, float) in changes {
            match table {
                0 => files.calls = spoiled(&files.calls, column, row, integer, float),
                1 => files.stops = spoiled(&files.stops, column, row, integer, float),
                _ => files.tours = spoiled(&files.tours, column, row, integer, float),
            }
        }
        broken(&files);
    }
}

fn spoiled<R: Rows>(rows: &R, column: usize, row: usize, integer: i32, float: f64) -> R {
    let mut cells = rows.to_cells();
    let column = column % cells.len();
    let short = integer % 7 == 0;
    match &mut cells[column] {
        Cells::Text(texts) if short => drop(texts.pop()),
        Cells::Text(texts) => {
            let (row, other) = (row % texts.len().max(1), integer.unsigned_abs() as usize % texts.len().max(1));
            if let Some(text) = texts.get(other).cloned() {
                texts[row] = text;
            }
        }
        Cells::OptionalText(texts) => texts[row % 60] = short.then(|| "too_large".to_owned()),
        Cells::Float(numbers) => {
            let row = row % numbers.len().max(1);
            numbers.iter_mut().skip(row).take(1).for_each(|number| *number = float);
        }
        Cells::SmallInt(numbers) => {
            let row = row % numbers.len().max(1);
            numbers.iter_mut().skip(row).take(1).for_each(|number| *number = integer);
        }
        Cells::OptionalSmallInt(numbers) => numbers[row % 60] = (!short).then_some(integer),
        _ => {}
    }
    R::from_cells(cells).unwrap()
}
