//! `linehaul evaluate`: policies x cases x seeds, side by side with intervals.

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use linehaul_agents::evaluate::{
    Comparison, Contender, Estimate, EvaluatedCase, PolicyFigures, Run, evaluate, marl_eval_json,
};
use linehaul_env::loading::LoadingRecord;
use linehaul_tables::{RunRows, write_atomically, write_rows};

use crate::dock::{DockOptions, Loading};
use crate::failure::Failure;
use crate::figures::{counted, interval, number, percent, table};
use crate::inputs::{CaseInput, Policy, Seeds, writable_folder};
use crate::late_price::LatePrices;
use crate::output;
use crate::progress::Progress;

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
        let policies = Policy::parse_list(&self.policies)?;
        let reference = self.reference(&policies)?;
        let dock = self.dock.settings()?;
        let inputs = CaseInput::read_all(&self.cases)?;
        for (policy, input) in policies.iter().flat_map(|policy| inputs.iter().map(move |input| (policy, input))) {
            policy.check(input.case())?;
        }
        let late_prices = LatePrices::parse(&self.late_price, &policies, &inputs)?;
        let cases = evaluated(&inputs)?;
        writable_folder(&self.out)?;
        let seeds = self.seeds.to_vec();
        let contender = |policy| {
            let (policy, late_prices): (&Policy, &LatePrices) = (policy, &late_prices);
            Contender::new(&policy.name, |_| policy.manager())
                .with_late_price(|case| late_prices.of(&policy.name, &case.name))
        };
        let contenders: Vec<Contender> = policies.iter().map(contender).collect();

        let n_runs = policies.len() * cases.len() * seeds.len();
        let progress = Progress::new("evaluating", n_runs as u64, "runs", quiet || self.json);
        let runs = evaluate(&contenders, &cases, &seeds, dock, &|| progress.step());
        drop(progress);
        let comparison = Comparison::of(&runs, &reference).expect("the reference was run");

        write_rows(&self.out.join("runs.parquet"), &run_rows(&runs, &cases, &late_prices))?;
        let json = output::json(&comparison);
        write_atomically(&self.out.join("comparison.json"), json.as_bytes())?;
        write_atomically(&self.out.join("marl-eval.json"), output::json(&marl_eval_json(&runs)).as_bytes())?;
        let loading = Loading::new(loading_by_policy(&policies, &runs), dock);
        let worst = loading.write(&self.out)?;
        if self.json {
            output::print(&json)?;
        } else if !quiet {
            let files = format!("\nruns.parquet, comparison.json, marl-eval.json: {}\n", self.out.display());
            let loading = loading.text();
            let late_prices = late_prices.text();
            output::print(&(text(&comparison, cases.len(), seeds.len()) + &late_prices + &loading + &files + &worst))?;
        }
        Ok(ExitCode::SUCCESS)
    }

    fn reference(&self, policies: &[Policy]) -> Result<String, Failure> {
        let has = |name: &str| policies.iter().any(|policy| policy.name == name);
        match &self.reference {
            Some(name) if has(name) => Ok(name.clone()),
            Some(name) => {
                let names: Vec<&str> = policies.iter().map(|policy| policy.name.as_str()).collect();
                let problem = format!("the reference \"{name}\" is not among the policies");
                Err(Failure::new(problem, format!("use one of {}", names.join(", "))))
            }
            None if has("economic") => Ok("economic".into()),
            None => Ok(policies[policies.len() - 1].name.clone()),
        }
    }
}

/// What each policy's runs learned of the loads, together.
fn loading_by_policy(policies: &[Policy], runs: &[Run]) -> Vec<(String, LoadingRecord)> {
    let of = |policy: &Policy| {
        let mut record = LoadingRecord::default();
        runs.iter().filter(|run| run.policy == policy.name).for_each(|run| record.merge(&run.loading));
        (policy.name.clone(), record)
    };
    policies.iter().map(of).collect()
}

/// Cases under their names, which must differ.
pub fn evaluated(inputs: &[CaseInput]) -> Result<Vec<EvaluatedCase>, Failure> {
    let mut cases: Vec<EvaluatedCase> = Vec::new();
    for input in inputs {
        let name = input.case().name().to_owned();
        if cases.iter().any(|case| case.name == name) {
            return Err(Failure::new(
                format!("two cases are called \"{name}\""),
                "give each its own `name` in case.toml",
            ));
        }
        cases.push(EvaluatedCase { name, network: input.network.clone() });
    }
    Ok(cases)
}

/// One row a run.
fn run_rows(runs: &[Run], cases: &[EvaluatedCase], late_prices: &LatePrices) -> RunRows {
    let hubs: HashMap<&str, i64> = cases.iter().map(|case| (case.name.as_str(), case.network.n_hubs as i64)).collect();
    let text = |of: fn(&Run) -> &str| runs.iter().map(|run| of(run).to_owned()).collect();
    let float = |of: fn(&Run) -> f64| runs.iter().map(of).collect();
    let int = |of: fn(&Run) -> u64| runs.iter().map(|run| of(run) as i64).collect();
    RunRows {
        cases: text(|run| &run.case),
        hubs: runs.iter().map(|run| hubs[run.case.as_str()]).collect(),
        policies: text(|run| &run.policy),
        seeds: int(|run| run.seed),
        late_prices: runs.iter().map(|run| late_prices.of(&run.policy, &run.case)).collect(),
        total_costs: float(|run| run.summary.total_cost),
        shipment_costs: float(|run| run.summary.shipment_cost),
        late_penalty_costs: float(|run| run.summary.late_penalty_cost),
        late_waiting_costs: float(|run| run.summary.late_waiting_cost),
        settlement_costs: float(|run| run.summary.settlement_cost),
        lower_bounds: float(|run| run.summary.lower_bound),
        late_shares: float(|run| run.summary.late_share),
        packages: int(|run| run.summary.packages),
        delivered: int(|run| run.summary.delivered),
        departures: int(|run| run.summary.departures),
        fill_m3: float(|run| run.summary.fill_m3),
        fill_kg: float(|run| run.summary.fill_kg),
        vehicle_m3: float(|run| run.summary.mean_vehicle_m3),
        vehicle_km: float(|run| run.summary.vehicle_km),
        transit_hours: float(|run| run.summary.mean_transit_hours),
        dwell_hours: float(|run| run.summary.mean_dwell_hours),
        hops: float(|run| run.summary.mean_hops),
    }
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
