//! The declarations of [`crate::schema`] as a document: `docs/formats.md`.

use crate::column::{Column, Kind, Table};
use crate::rules;
use crate::schema::case_files::{CaseKeys, HubColumns, LaneColumns, LateKeys, PackageColumns, VehicleColumns};
use crate::schema::event_file::EVENT_KINDS;
use crate::schema::market_files::{
    AccessKeys, DeliveryColumns, DepotKeys, DriverColumns, HubKeys, MarketKeys, MatrixColumns, PoolKeys, PromiseKeys,
    SpeedKeys, StopColumns, TrafficKeys, VanColumns,
};
use crate::schema::route_files::{CallColumns, RouteMetaKeys, RouteSummaryKeys, StopPlanColumns, TourColumns};
use crate::schema::run_files::{IterationColumns, RunColumns};
use crate::schema::schedule_files::{DepartureColumns, LoadColumns, MetaKeys, PackageOutcomeColumns};
use crate::schema::summary_file::SUMMARY;

/// Columns of a line of prose.
const WIDTH: usize = 120;

const ABOUT: &str = "Every file that linehaul reads or writes as a table: its columns in their order, what their cells are, their \
unit, what an empty cell says, and what the column means. This page is made from the declarations in `crates/tables/src/schema` \
and, of `rules.toml`, in `crates/tables/src/rules`, which reader, writer and auditor use; a test compares it, and `LINEHAUL_RENEW=1 \
cargo test -p linehaul-tables` writes it anew.";

const CSV: &str = "CSV files are UTF-8 with a header; columns stand in any order, an unknown one is an error. Parquet files may have any \
compression of zstd, snappy or none, text as plain text or dictionary, and numbers and times of any width and unit; those \
that linehaul writes have the types below, zstd, and the same bytes each time.";

const MARKET: &str = "A folder that holds these files: the last mile of one day. `docs/routes.md` says what they mean to the router. \
Times of day are `HH:MM` or `HH:MM:SS` on the market's clock, past midnight they go on (`25:30`), and windows include both ends. The \
lists of `market.toml` may be left out, except the depots.";

const ROUTES: &str = "What `linehaul route` writes, whole or not at all, and a `routes.geojson` for maps: routes as lines, stops as \
points. `matrix.parquet`, as in a market, is there where the ways come from a service.";

const KINDS: [(Kind, &str, &str); 9] = [
    (Kind::Text, "text", "`string`"),
    (Kind::Ids, "all whole numbers, or all text", "`int64` or `string`"),
    (Kind::Float, "a decimal with a point: `12.5`", "`double`"),
    (Kind::Int, "digits", "`int64`"),
    (Kind::SmallInt, "digits", "`int32`"),
    (Kind::Time, "RFC 3339: `2024-01-07T00:00:00Z`; UTC where no offset is given", "`timestamp[us, UTC]`"),
    (Kind::Flag, "`true` or `false`", "`bool`"),
    (Kind::List, "values in brackets", "-"),
    (Kind::Keys, "a table with keys of its own", "-"),
];

/// The whole document.
pub fn markdown() -> String {
    let mut text = format!("# Formats\n\n{}\n\n{}\n\n", wrapped(ABOUT), wrapped(CSV));
    text.push_str("| type | in CSV, TOML and JSON | in Parquet |\n|---|---|---|\n");
    for (kind, plain, parquet) in KINDS {
        text.push_str(&format!("| {} | {plain} | {parquet} |\n", kind_text(kind)));
    }
    let case: &'static [Table] = &[
        CaseKeys::TABLE,
        LateKeys::TABLE,
        HubColumns::TABLE,
        LaneColumns::TABLE,
        VehicleColumns::TABLE,
        PackageColumns::TABLE,
    ];
    section(
        &mut text,
        "A case",
        "A folder that holds these files; `rules.toml` may be left out.",
        case.iter().chain(rules::tables()),
    );
    let schedule =
        [DepartureColumns::TABLE, LoadColumns::TABLE, PackageOutcomeColumns::TABLE, SUMMARY, MetaKeys::TABLE];
    section(&mut text, "A schedule", "What `linehaul schedule` writes, whole or not at all.", &schedule);
    events(&mut text);
    let market = [
        MarketKeys::TABLE,
        DepotKeys::TABLE,
        SpeedKeys::TABLE,
        TrafficKeys::TABLE,
        AccessKeys::TABLE,
        PromiseKeys::TABLE,
        StopColumns::TABLE,
        VanColumns::TABLE,
        DriverColumns::TABLE,
        MatrixColumns::TABLE,
    ];
    section(&mut text, "A market", MARKET, &market);
    let pool = [PoolKeys::TABLE, HubKeys::TABLE, DeliveryColumns::TABLE];
    section(&mut text, "A pool", "Deliveries that `linehaul market` draws days from.", &pool);
    let routes =
        [CallColumns::TABLE, StopPlanColumns::TABLE, TourColumns::TABLE, RouteSummaryKeys::TABLE, RouteMetaKeys::TABLE];
    section(&mut text, "Routes", ROUTES, &routes);
    section(&mut text, "An evaluation", "What `linehaul evaluate` writes beside its JSON.", &[RunColumns::TABLE]);
    section(
        &mut text,
        "A training run",
        "What `linehaul train` writes at each checkpoint.",
        &[IterationColumns::TABLE],
    );
    text
}

fn events(text: &mut String) {
    let about = "Lines of JSON, one event each, in the order of their time: what happened while a schedule ran. `linehaul replan` reads them, and \
writes them into the new schedule as `events.jsonl`. Each has `at`, a time, and `event`, its kind; an event counts from the first \
whole hour that is not before `at`. The other keys, with an example of each:";
    text.push_str(&format!("\n## Events\n\n{}\n\n| event | keys | what happens |\n|---|---|---|\n", wrapped(about)));
    for kind in EVENT_KINDS {
        let keys = kind.keys.iter().map(|(key, value)| format!("`\"{key}\": {value}`")).collect::<Vec<_>>().join(", ");
        text.push_str(&format!("| `{}` | {keys} | {} |\n", kind.name, kind.meaning));
    }
}

fn section<'a>(text: &mut String, title: &str, about: &str, tables: impl IntoIterator<Item = &'a Table>) {
    text.push_str(&format!("\n## {title}\n\n{}\n", wrapped(about)));
    for table in tables {
        text.push_str(&format!("\n### `{}`\n\n{}\n\n", table.file, wrapped(table.about.trim())));
        text.push_str("| name | type | unit | if empty | meaning |\n|---|---|---|---|---|\n");
        table.columns.iter().for_each(|column| text.push_str(&row(column)));
    }
}

fn row(column: &Column) -> String {
    let Column { name, kind, unit, if_empty, optional, meaning } = column;
    let if_empty = match if_empty {
        None => "-".to_owned(),
        Some(says) if *optional => format!("{says}; may be left out"),
        Some(says) => (*says).to_owned(),
    };
    format!("| `{name}` | {} | {unit} | {if_empty} | {} |\n", kind_text(*kind), meaning.trim())
}

fn kind_text(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::OptionalText => "text",
        Kind::Ids => "id",
        Kind::Float | Kind::OptionalFloat => "number",
        Kind::Int => "whole number",
        Kind::SmallInt | Kind::OptionalSmallInt => "small whole number",
        Kind::Time | Kind::OptionalTime => "time",
        Kind::Flag => "truth value",
        Kind::List => "list",
        Kind::Keys => "table",
    }
}

/// Words in lines of at most [`WIDTH`] columns.
fn wrapped(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}
