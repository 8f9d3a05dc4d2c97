//! `linehaul compare`: what changed between two schedules of one case.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use linehaul_app::compare::{CompareRequest, compare};
use linehaul_app::failure::Failure;
use linehaul_report::comparison::{Comparison, FigureChange, LaneChange, Unit};

use crate::figures::{count, number, page_line, percent, table};
use crate::shown::Shown;

/// Lanes that are printed: those that changed most.
const MOST_LANES: usize = 10;

/// Show what changed between two schedules of one case.
#[derive(Args)]
pub struct Compare {
    /// Schedule folder.
    a: PathBuf,
    /// Schedule folder to compare with it.
    b: PathBuf,
    /// Page to write besides.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Print the comparison as JSON.
    #[arg(long)]
    json: bool,
}

impl Compare {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let Self { a, b, out, json } = self;
        let compared = compare(&CompareRequest { a: a.clone(), b: b.clone(), out: out.clone() })?;
        Shown::asked(*json, quiet).print(&compared.comparison, || {
            text(&compared.comparison) + &compared.page.iter().map(page_line).collect::<String>()
        })?;
        Ok(ExitCode::SUCCESS)
    }
}

fn text(comparison: &Comparison) -> String {
    let (a, b) = (&comparison.a, &comparison.b);
    let mut text =
        format!("{}: a is {} (demand seed {}), b is {} (demand seed {})\n", a.case, a.policy, a.seed, b.policy, b.seed);
    if a.seed != b.seed {
        text.push_str("The seeds differ, and so do the packages: this compares demands as well as schedules.\n");
    }
    let rows = comparison.figures.iter().map(figure);
    text.push_str(&format!("\n{}", table(["", "a", "b", "change", "unit", "relative"], rows)));
    let trucks = &comparison.departures;
    let rows = [
        ("same truck, same packages", trucks.unchanged),
        ("same truck, other packages", trucks.reloaded),
        ("only in a", trucks.only_a.len() as u64),
        ("only in b", trucks.only_b.len() as u64),
    ];
    let rows = rows.map(|(name, trucks)| [name.to_owned(), count(trucks)]);
    text.push_str(&format!("\n{}", table(["departures by hour, lane and type", "trucks"], rows)));
    let changed: Vec<&LaneChange> = comparison.lanes.iter().filter(|lane| lane.a != lane.b).collect();
    if !changed.is_empty() {
        let headers =
            ["lanes that changed most", "trucks a", "trucks b", "cost a", "cost b", "change", "fill a", "fill b"];
        text.push_str(&format!("\n{}", table(headers, changed.iter().take(MOST_LANES).map(|lane| row(lane)))));
    }
    text
}

fn figure(figure: &FigureChange) -> [String; 6] {
    let (factor, decimals, unit) = match figure.unit {
        Unit::Money | Unit::Count => (1.0, 0, ""),
        Unit::Ratio => (1.0, 3, ""),
        Unit::Share => (100.0, 2, "%"),
        Unit::Km => (1.0, 0, "km"),
        Unit::M3 => (1.0, 1, "m3"),
        Unit::Hours => (1.0, 1, "h"),
    };
    let shown = |value: f64| number(value * factor, decimals);
    let change = figure.b - figure.a;
    let relative = if figure.a == 0.0 { "-".to_owned() } else { signed(percent(change / figure.a, 1), change) };
    let name = figure.name.replace('_', " ");
    [name, shown(figure.a), shown(figure.b), signed(shown(change), change), unit.to_owned(), relative]
}

fn row(lane: &LaneChange) -> [String; 8] {
    let change = lane.b.cost - lane.a.cost;
    [
        format!("{} -> {}", lane.from, lane.to),
        count(lane.a.departures),
        count(lane.b.departures),
        number(lane.a.cost, 0),
        number(lane.b.cost, 0),
        signed(number(change, 0), change),
        percent(lane.a.fill, 1),
        percent(lane.b.fill, 1),
    ]
}

/// A plus before what grew.
fn signed(text: String, change: f64) -> String {
    if change > 0.0 { format!("+{text}") } else { text }
}
