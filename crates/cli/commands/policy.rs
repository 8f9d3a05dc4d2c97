//! `linehaul policy`: what a policy is; with a case, what it decides by there.

mod described;
mod explained;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use linehaul_app::describe::describe;
use linehaul_app::explain::{ExplainRequest, explain};
use linehaul_app::failure::Failure;

use crate::bar::Bars;
use crate::given::Seeds;
use crate::shown::Shown;

/// Show what a policy is: its shape, its features, and where it comes from; or what it decides by on a case.
#[derive(Args)]
pub struct Policy {
    /// Policy: a policy file or a checkpoint (runs/x/best), pretrained, a heuristic's name, or NAME:FILE.toml with parameters.
    #[arg(value_name = "FILE")]
    name: String,
    /// Case folder on which to measure what groups of features are worth to the policy: by how much the cost rises when it cannot
    /// tell them. Takes a policy that learned.
    #[arg(long, value_name = "CASE")]
    explain: Option<PathBuf>,
    /// Demand seeds, two or more: a number N for 0 to N - 1, or A..B. Seed 0 is the case's own packages, the others redraw its
    /// days.
    #[arg(long, value_name = "N", default_value = "1..6", value_parser = Seeds::parse, requires = "explain")]
    seeds: Seeds,
    /// Page to write, a name that ends with .html; or a folder for report.html and explanation.json.
    #[arg(long, value_name = "FOLDER|FILE.html", requires = "explain")]
    out: Option<PathBuf>,
    /// Print everything as JSON.
    #[arg(long)]
    json: bool,
}

impl Policy {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let Self { name, explain: case, seeds, out, json } = self;
        let shown = Shown::asked(*json, quiet);
        if let Some(case) = case {
            let (policy, case, out) = (name.clone(), case.clone(), out.clone());
            let request = ExplainRequest { policy, case, seeds: seeds.to_vec(), out };
            let result = explain(&request, &Bars::new(shown))?;
            shown.print(&result, || explained::text(&result))?;
        } else {
            let result = describe(name)?;
            shown.print(&result, || described::text(&result))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
