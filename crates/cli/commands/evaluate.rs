//! `linehaul evaluate`: policies x cases x seeds, side by side with intervals.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use linehaul_agents::judge::comparison::{Comparison, Estimate, PolicyFigures};
use linehaul_app::evaluate::{EvaluateRequest, Evaluated, evaluate};
use linehaul_app::failure::Failure;
use linehaul_app::late_price::{LatePrice, LatePrices};

use crate::bar::Bars;
use crate::dock::{DockOptions, loading_text, worst_line};
use crate::figures::{counted, interval, number, percent, table};
use crate::given::{Seeds, names};
use crate::shown::Shown;

/// Compare policies over cases and seeds.
#[derive(Args)]
pub struct Evaluate {
    /// Policies, separated by commas: names of heuristics, NAME:FILE.toml with parameters, or checkpoints.
    #[arg(long, value_name = "LIST", default_value = "full-truck,economic,pretrained")]
    policies: String,
    /// Case folders, or folders of cases.
    #[arg(long, value_name = "DIR", num_args = 1.., required = true)]
    cases: Vec<PathBuf>,
    /// Demand seeds: a number N for 0 to N - 1, or A..B. Seed 0 is the case's own packages, the others redraw its days.
    #[arg(long, value_name = "N", default_value = "5", value_parser = Seeds::parse)]
    seeds: Seeds,
    /// Policy that the others are compared with; "economic" if it is among them, else the last.
    #[arg(long, value_name = "POLICY")]
    reference: Option<String>,
    /// Folder for runs.parquet, comparison.json and marl-eval.json.
    #[arg(long, value_name = "DIR", default_value = "out/evaluation")]
    out: PathBuf,
    /// Extra price of a late package that decisions see and no cost has: a number for all, or files of `calibrate`, each for the policy
    /// and case that it names; where none is named there is no price.
    #[arg(long, value_name = "FILE|NUMBER", num_args = 1..)]
    late_price: Vec<String>,
    #[command(flatten)]
    dock: DockOptions,
    /// Print the comparison as JSON.
    #[arg(long)]
    json: bool,
}

impl Evaluate {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let shown = Shown::asked(self.json, quiet);
        let request = EvaluateRequest {
            policies: names(&self.policies),
            cases: self.cases.clone(),
            seeds: self.seeds.to_vec(),
            reference: self.reference.clone(),
            out: self.out.clone(),
            late_prices: self.late_price.iter().map(|text| LatePrice::parse(text)).collect(),
            dock: self.dock.request(),
        };
        let evaluated = evaluate(&request, &Bars::new(shown))?;
        shown.print(&evaluated.comparison, || self.text(&evaluated, request.seeds.len()))?;
        Ok(ExitCode::SUCCESS)
    }

    fn text(&self, evaluated: &Evaluated, n_seeds: usize) -> String {
        let Evaluated { comparison, cases, late_prices, loading } = evaluated;
        let files = format!("\nruns.parquet, comparison.json, marl-eval.json: {}\n", self.out.display());
        let figures = text(comparison, *cases, n_seeds) + &late_prices_text(late_prices);
        figures + &loading_text(loading) + &files + &worst_line(loading, &self.out)
    }
}

/// A row a price; nothing where there is none.
fn late_prices_text(prices: &LatePrices) -> String {
    let row = |(policy, case, price): (&str, &str, f64)| [policy.to_owned(), case.to_owned(), number(price, 2)];
    let mut rows = prices.iter().map(row).peekable();
    if rows.peek().is_none() {
        return String::new();
    }
    format!("\n{}", table(["policy", "case", "late price"], rows))
}

fn text(comparison: &Comparison, n_cases: usize, n_seeds: usize) -> String {
    let mut text = String::new();
    for case in &comparison.cases {
        text.push_str(&format!("{}\n{}\n", case.case, policies(&case.policies, true)));
    }
    if n_cases > 1 {
        text.push_str(&format!("all {n_cases} cases\n{}\n", policies(&comparison.overall, false)));
    }
    text.push_str(&format!(
        "{} x {}; cost/bound: interquartile mean; brackets: 95 % bootstrap intervals; vs, P(better): against {}.\n",
        counted(n_cases, "case"),
        counted(n_seeds, "demand seed"),
        comparison.reference,
    ));
    text
}

/// One row a policy. A mean over cases has no cost: currencies differ, and the largest case would be most of it.
fn policies(policies: &[PolicyFigures], with_cost: bool) -> String {
    let cost = if with_cost { "mean cost" } else { "" };
    let headers = ["policy", cost, "cost/bound", "", "vs", "", "P(better)", "late", "fill m3", "trucks", "transit"];
    table(
        headers,
        policies.iter().map(|figures| {
            [
                figures.policy.clone(),
                if with_cost { number(figures.total_cost, 0) } else { String::new() },
                number(figures.cost_to_bound.value, 3),
                brackets(&figures.cost_to_bound),
                number(figures.cost_to_reference.value, 3),
                brackets(&figures.cost_to_reference),
                number(figures.probability_of_improvement, 2),
                percent(figures.late_share, 2),
                percent(figures.fill_m3, 1),
                number(figures.departures, 0),
                format!("{} h", number(figures.transit_hours, 1)),
            ]
        }),
    )
}

fn brackets(estimate: &Estimate) -> String {
    estimate.interval.as_ref().map_or_else(String::new, |ends| interval(ends.low, ends.high))
}
