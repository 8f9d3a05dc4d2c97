//! Whatever a file holds, an audit ends with a report, and no single cell can change unseen.

use linehaul_case::PackageIds;
use linehaul_tables::ScheduleFiles;
use proptest::prelude::{Just, Strategy, any, prop, prop_assert, prop_oneof, proptest};

use super::lines;
use super::tiny::{HASH, START, case, schedule};
use crate::audit;

/// What to write, in the type that the column has.
#[derive(Clone, Debug)]
struct Value {
    integer: i64,
    float: f64,
    text: String,
    none: bool,
}

fn values() -> impl Strategy<Value = Value> {
    let integers = prop_oneof![any::<i64>(), -3..40_i64, (-3..40_i64).prop_map(|hour| START + hour * 3_600)];
    let floats = prop_oneof![any::<f64>(), Just(f64::NAN), Just(f64::INFINITY), (-9..9_i32).prop_map(f64::from)];
    let texts = prop_oneof![Just("a"), Just("b"), Just("c"), Just("small"), Just("large"), Just(""), Just("é\0")];
    (integers, floats, texts, any::<bool>()).prop_map(|(integer, float, text, none)| Value {
        integer,
        float,
        text: text.to_owned(),
        none,
    })
}

/// What to do to a column.
#[derive(Clone, Copy, Debug)]
enum Act {
    Set,
    Push,
    Pop,
    Swap,
}

fn act<T>(column: &mut Vec<T>, act: Act, row: usize, value: T) {
    let row = row % column.len().max(1);
    match act {
        Act::Push => column.push(value),
        Act::Pop => drop(column.pop()),
        Act::Swap if !column.is_empty() => column.swap(0, row),
        Act::Set if !column.is_empty() => column[row] = value,
        Act::Set | Act::Swap => {}
    }
}

fn act_on_ids(ids: &mut PackageIds, how: Act, row: usize, value: &Value) {
    match ids {
        PackageIds::Numbers(ids) => act(ids, how, row, value.integer),
        PackageIds::Texts(ids) => act(ids, how, row, value.text.clone()),
    }
}

const N_COLUMNS: usize = 31;
const SEED: usize = 28;

fn tamper(files: &mut ScheduleFiles, column: usize, how: Act, row: usize, value: &Value) {
    let Value { integer, float, .. } = *value;
    let text = || value.text.clone();
    let (departures, loads, packages) = (&mut files.departures, &mut files.loads, &mut files.packages);
    match column {
        0 => act(&mut departures.ids, how, row, integer),
        1 => act(&mut departures.departed_at, how, row, integer),
        2 => act(&mut departures.arrives_at, how, row, integer),
        3 => act(&mut departures.origins, how, row, text()),
        4 => act(&mut departures.destinations, how, row, text()),
        5 => act(&mut departures.vehicle_types, how, row, text()),
        6 => act(&mut departures.kg, how, row, float),
        7 => act(&mut departures.m3, how, row, float),
        8 => act(&mut departures.fill, how, row, float),
        9 => act(&mut departures.km, how, row, float),
        10 => act(&mut departures.costs, how, row, float),
        11 => act(&mut loads.departure_ids, how, row, integer),
        12 => act_on_ids(&mut loads.package_ids, how, row, value),
        13 => act(&mut loads.kg, how, row, float),
        14 => act(&mut loads.m3, how, row, float),
        15 => act_on_ids(&mut packages.ids, how, row, value),
        16 => act(&mut packages.delivered_at, how, row, (!value.none).then_some(integer)),
        17 => act(&mut packages.late, how, row, value.none),
        18 => act(&mut packages.hops, how, row, integer as i32),
        19 => act(&mut packages.transit_hours, how, row, (!value.none).then_some(integer as i32)),
        20 => files.summary.total_cost = float,
        21 => files.summary.lower_bound = float,
        22 => files.summary.late = integer as u64,
        23 => act(&mut files.summary.departures_by_type, Act::Pop, row, files_type(value)),
        24 => files.summary.mean_hops = float,
        25 => files.meta.case = text(),
        26 => files.summary.late_waiting_cost = float,
        27 => files.summary.settlement_cost = float,
        SEED => files.meta.seed = integer as u64,
        29 => loads.package_ids = as_text(&loads.package_ids),
        _ => packages.ids = as_text(&packages.ids),
    }
}

fn files_type(value: &Value) -> linehaul_case::schedule::TypeCount {
    linehaul_case::schedule::TypeCount { vehicle_type: value.text.clone(), departures: value.integer as u64 }
}

fn as_text(ids: &PackageIds) -> PackageIds {
    PackageIds::Texts((0..ids.len()).map(|row| ids.text(row)).collect())
}

/// Both as text, in which every column shows to the last digit, and NaN equals NaN.
fn text(files: &ScheduleFiles) -> String {
    format!("{files:?}")
}

proptest! {
    #[test]
    fn garbage_never_panics(
        acts in prop::collection::vec((0..N_COLUMNS, 0..4_usize, 0..8_usize, values()), 1..16),
    ) {
        let mut files = schedule();
        for (column, how, row, value) in &acts {
            tamper(&mut files, *column, [Act::Set, Act::Push, Act::Pop, Act::Swap][*how], *row, value);
        }
        let report = audit(&case(), HASH, &files);
        prop_assert!(report.n_broken.total() >= report.broken.len() as u64);
    }

    // The seed is not a claim: on a single day every seed draws the same packages.
    #[test]
    fn no_cell_changes_unseen(column in (0..N_COLUMNS).prop_filter("a claim", |&column| column != SEED), row in 0..8_usize, value in values()) {
        let mut files = schedule();
        tamper(&mut files, column, Act::Set, row, &value);
        let changed = text(&files) != text(&schedule());
        let report = audit(&case(), HASH, &files);
        prop_assert!(report.holds() != changed, "changed: {changed}\n{}", lines(&report));
    }
}
