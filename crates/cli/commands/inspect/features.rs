//! `linehaul inspect --features`: what a policy sees of a lane, and of a choice where choices have features of their own.

use std::process::ExitCode;

use linehaul_agents::decide::actions::ActionSpace;
use linehaul_env::observe::{FEATURE_VERSION, Feature, TABLE};
use serde::Serialize;

use linehaul_app::failure::Failure;

use crate::shown::Shown;

#[derive(Serialize)]
struct Features {
    /// Hash of the lane's features, in hexadecimal.
    version: String,
    /// In the order of the row.
    lane: &'static [Feature],
    /// What a row holds next in the action space `options`.
    choice: &'static [Feature],
}

/// Prints them.
pub fn run(shown: Shown) -> Result<ExitCode, Failure> {
    let features =
        Features { version: format!("{FEATURE_VERSION:#018x}"), lane: &TABLE, choice: ActionSpace::Options.features() };
    shown.print(&features, || text(&features))?;
    Ok(ExitCode::SUCCESS)
}

fn text(features: &Features) -> String {
    let (n_lane, n_choice) = (features.lane.len(), features.choice.len());
    format!(
        "{n_lane} features of a lane, version {}\n\n{}\n{n_choice} features of a choice, in the action space options\n\n{}",
        features.version,
        lines(features.lane, 0),
        lines(features.choice, n_lane),
    )
}

/// A feature a line, numbered from `first` on.
fn lines(features: &[Feature], first: usize) -> String {
    let header = ["", "name", "unit", "range", "reads", "formula"].map(str::to_owned);
    let cells = features.iter().zip(first..).map(|(feature, at)| {
        let [least, largest] =
            feature.range.map(|end| format!("{end:.3}").trim_end_matches('0').trim_end_matches('.').to_owned());
        let reads = serde_json::to_value(feature.reads).expect("a name");
        [
            at.to_string(),
            feature.name.to_owned(),
            feature.unit.to_owned(),
            format!("{least} to {largest}"),
            reads.as_str().expect("a name").to_owned(),
            feature.formula.to_owned(),
        ]
    });
    let rows: Vec<[String; 6]> = std::iter::once(header).chain(cells).collect();
    let widths: [usize; 6] = std::array::from_fn(|column| rows.iter().map(|row| row[column].len()).max().unwrap_or(0));
    let line = |row: &[String; 6]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}
