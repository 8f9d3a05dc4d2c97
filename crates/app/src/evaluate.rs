//! Policies x cases x seeds, side by side with intervals.

use std::collections::HashMap;
use std::path::PathBuf;

use linehaul_agents::judge::comparison::Comparison;
use linehaul_agents::judge::evaluate::{Contender, EvaluatedCase, Run};
use linehaul_agents::judge::marl_eval::marl_eval_json;
use linehaul_env::loading::LoadingRecord;
use linehaul_tables::{LOADING, RunRows, WORST_LOAD, write_atomically, write_rows};

use crate::cases::{CaseInput, named_apart};
use crate::dock::{DockRequest, Loading};
use crate::failure::Failure;
use crate::json::json;
use crate::late_price::{LatePrice, LatePrices};
use crate::observer::{Observer, Progress};
use crate::places::{Places, writable_folder};
use crate::policy::Policy;

const RUNS: &str = "runs.parquet";
const COMPARISON: &str = "comparison.json";
const MARL_EVAL: &str = "marl-eval.json";

/// Policies to compare.
#[derive(Clone, Debug)]
pub struct EvaluateRequest {
    /// Names of heuristics, `NAME:FILE.toml` with parameters, `pretrained`, or checkpoints.
    pub policies: Vec<String>,
    /// Case folders, or folders of cases.
    pub cases: Vec<PathBuf>,
    /// Demand seeds: 0 is a case's own packages, the others redraw its days.
    pub seeds: Vec<u64>,
    /// Policy that the others are compared with; "economic" if it is among them, else the last.
    pub reference: Option<String>,
    /// Folder for `runs.parquet`, `comparison.json` and `marl-eval.json`.
    pub out: PathBuf,
    /// Extra prices of a late package that decisions see and no cost has: a number for all, or files, each for one policy and case.
    pub late_prices: Vec<LatePrice>,
    /// How docks are loaded.
    pub dock: DockRequest,
}

/// A comparison that was written.
#[derive(Clone, Debug)]
pub struct Evaluated {
    /// The figures.
    pub comparison: Comparison,
    /// Number of cases.
    pub cases: usize,
    /// Late prices that were used.
    pub late_prices: LatePrices,
    /// What was learned of the loads.
    pub loading: Loading,
}

/// Compares policies and writes the figures.
pub fn evaluate(request: &EvaluateRequest, observer: &dyn Observer) -> Result<Evaluated, Failure> {
    let policies = Policy::parse_all(&request.policies)?;
    let reference = reference(request.reference.as_deref(), &policies)?;
    let dock = request.dock.settings()?;
    let inputs = CaseInput::read_all(&request.cases)?;
    for (policy, input) in policies.iter().flat_map(|policy| inputs.iter().map(move |input| (policy, input))) {
        policy.check(input.case())?;
    }
    let late_prices = LatePrices::find(&request.late_prices, &policies, &inputs)?;
    let cases = named_apart(&inputs)?;
    check_places(request, &policies)?;
    writable_folder(&request.out)?;
    let contender = |policy| {
        let (policy, late_prices): (&Policy, &LatePrices) = (policy, &late_prices);
        Contender::new(&policy.name, |_| policy.manager())
            .with_late_price(|case| late_prices.of(&policy.name, &case.name))
    };
    let contenders: Vec<Contender> = policies.iter().map(contender).collect();

    let n_runs = policies.len() * cases.len() * request.seeds.len();
    let progress = Progress::new(observer, "evaluating", n_runs as u64, "runs");
    let runs =
        linehaul_agents::judge::evaluate::evaluate(&contenders, &cases, &request.seeds, dock, &|| progress.step());
    drop(progress);
    drop(contenders);
    let comparison = Comparison::of(&runs, &reference).expect("the reference was run");

    let out = |name: &str| request.out.join(name);
    let loading = Loading::new(loading_by_policy(&policies, &runs), dock);
    for (name, bytes) in loading.files() {
        write_atomically(&request.out.join(name), &bytes)?;
    }
    write_atomically(&out(MARL_EVAL), json(&marl_eval_json(&runs)).as_bytes())?;
    write_rows(&out(RUNS), &run_rows(&runs, &cases, &late_prices))?;
    // The last: a folder without it is no evaluation.
    write_atomically(&out(COMPARISON), json(&comparison).as_bytes())?;
    Ok(Evaluated { comparison, cases: cases.len(), late_prices, loading })
}

fn reference(given: Option<&str>, policies: &[Policy]) -> Result<String, Failure> {
    let has = |name: &str| policies.iter().any(|policy| policy.name == name);
    match given {
        Some(name) if has(name) => Ok(name.to_owned()),
        Some(name) => {
            let names: Vec<&str> = policies.iter().map(|policy| policy.name.as_str()).collect();
            let problem = format!("the reference \"{name}\" is not among the policies");
            Err(Failure::new(problem, format!("use one of {}", names.join(", "))))
        }
        None if has("economic") => Ok("economic".into()),
        None => Ok(policies[policies.len() - 1].name.clone()),
    }
}

fn check_places(request: &EvaluateRequest, policies: &[Policy]) -> Result<(), Failure> {
    let mut places = Places::default();
    request.cases.iter().for_each(|case| places.reads_case(case));
    places.reads(policies.iter().filter_map(|policy| policy.file.as_ref()));
    places.reads(request.late_prices.iter().filter_map(LatePrice::file));
    places.reads(request.dock.config.as_ref());
    places.writes([RUNS, COMPARISON, MARL_EVAL, LOADING, WORST_LOAD].map(|name| request.out.join(name)));
    places.check()
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
