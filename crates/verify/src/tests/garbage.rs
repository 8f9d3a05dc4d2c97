//! Whatever a file holds, an audit ends with a report, and no single cell can change unseen.

use linehaul_case::PackageIds;
use linehaul_tables::{Cells, DepartureRows, LoadRows, PackageRows, Rows, ScheduleFiles};
use proptest::prelude::{Just, Strategy, any, prop, prop_assert, prop_oneof, proptest};

use super::lines;
use super::tiny::{HASH, START, case, schedule};
use crate::audit::audit;

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

fn act_on_cells(cells: &mut Cells, how: Act, row: usize, value: &Value) {
    let Value { integer, float, none, .. } = *value;
    match cells {
        Cells::Int(cells) | Cells::Time(cells) | Cells::Ids(PackageIds::Numbers(cells)) => {
            act(cells, how, row, integer);
        }
        Cells::OptionalTime(cells) => act(cells, how, row, (!none).then_some(integer)),
        Cells::SmallInt(cells) => act(cells, how, row, integer as i32),
        Cells::OptionalSmallInt(cells) => act(cells, how, row, (!none).then_some(integer as i32)),
        Cells::Float(cells) => act(cells, how, row, float),
        Cells::Flag(cells) => act(cells, how, row, none),
        Cells::Text(cells) | Cells::Ids(PackageIds::Texts(cells)) => act(cells, how, row, value.text.clone()),
        Cells::OptionalText(cells) => act(cells, how, row, (!none).then(|| value.text.clone())),
        Cells::OptionalFloat(cells) => act(cells, how, row, (!none).then_some(float)),
    }
}

/// The rows with one column changed, whatever columns they have: one that is declared and not checked is found here.
fn changed<R: Rows>(rows: &R, column: usize, how: Act, row: usize, value: &Value) -> R {
    let mut cells = rows.to_cells();
    act_on_cells(&mut cells[column], how, row, value);
    R::from_cells(cells).unwrap()
}

const N_DEPARTURES: usize = DepartureRows::TABLE.columns.len();
const N_LOADS: usize = LoadRows::TABLE.columns.len();
const N_PACKAGES: usize = PackageRows::TABLE.columns.len();
/// Where the columns of the loads begin, those of the packages, and what is no column.
const LOADS: usize = N_DEPARTURES;
const PACKAGES: usize = LOADS + N_LOADS;
const OTHERS: usize = PACKAGES + N_PACKAGES;
const N_PLACES: usize = OTHERS + 11;
const SEED: usize = OTHERS + 8;

fn tamper(files: &mut ScheduleFiles, place: usize, how: Act, row: usize, value: &Value) {
    let Value { integer, float, .. } = *value;
    match place {
        0..LOADS => files.departures = changed(&files.departures, place, how, row, value),
        LOADS..PACKAGES => files.loads = changed(&files.loads, place - LOADS, how, row, value),
        PACKAGES..OTHERS => files.packages = changed(&files.packages, place - PACKAGES, how, row, value),
        SEED => files.meta.seed = integer as u64,
        _ => match place - OTHERS {
            0 => files.summary.total_cost = float,
            1 => files.summary.lower_bound = float,
            2 => files.summary.late = integer as u64,
            3 => act(&mut files.summary.departures_by_type, Act::Pop, row, files_type(value)),
            4 => files.summary.mean_hops = float,
            5 => files.meta.case.clone_from(&value.text),
            6 => files.summary.late_waiting_cost = float,
            7 => files.summary.settlement_cost = float,
            9 => files.loads.package_ids = as_text(&files.loads.package_ids),
            _ => files.packages.ids = as_text(&files.packages.ids),
        },
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
        acts in prop::collection::vec((0..N_PLACES, 0..4_usize, 0..8_usize, values()), 1..16),
    ) {
        let mut files = schedule();
        for (place, how, row, value) in &acts {
            tamper(&mut files, *place, [Act::Set, Act::Push, Act::Pop, Act::Swap][*how], *row, value);
        }
        let report = audit(&case(), HASH, &files);
        prop_assert!(report.n_broken.total() >= report.broken.len() as u64);
    }

    // The seed is not a claim: on a single day every seed draws the same packages.
    #[test]
    fn no_cell_changes_unseen(place in (0..N_PLACES).prop_filter("a claim", |&place| place != SEED), row in 0..8_usize, value in values()) {
        let mut files = schedule();
        tamper(&mut files, place, Act::Set, row, &value);
        let changed = text(&files) != text(&schedule());
        let report = audit(&case(), HASH, &files);
        prop_assert!(report.holds() != changed, "changed: {changed}\n{}", lines(&report));
    }
}
