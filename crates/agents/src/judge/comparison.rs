//! Runs condensed: each policy's figures on each case and over all, set against one policy of reference.

use std::collections::HashMap;

use linehaul_case::schedule::Summary;
use serde::{Deserialize, Serialize};

use crate::judge::evaluate::Run;
use crate::judge::statistics::{
    Interval, RESAMPLES, interquartile_mean, mean, probability_of_improvement, stratified_bootstrap,
};

/// Seed of every bootstrap.
const SEED: u64 = 1;

/// Policies compared, in the order of the runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// Name of the policy that ratios and probabilities refer to.
    pub reference: String,
    /// Each case by itself.
    pub cases: Vec<CaseComparison>,
    /// All cases together; intervals take them as strata.
    pub overall: Vec<PolicyFigures>,
}

/// Policies compared on one case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseComparison {
    /// Name of the case.
    pub case: String,
    /// One entry a policy.
    pub policies: Vec<PolicyFigures>,
}

/// A policy's figures over some runs: plain means unless said otherwise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyFigures {
    /// Name of the policy.
    pub policy: String,
    /// Number of runs.
    pub runs: usize,
    /// Total cost, currency; over several cases the large ones dominate it.
    pub total_cost: f64,
    /// Interquartile mean of total cost over lower bound.
    pub cost_to_bound: Estimate,
    /// Mean over the runs of the cost over the reference's on the same case and seed; below 1 is better than the reference.
    pub cost_to_reference: Estimate,
    /// Chance that a run costs less than one of the reference on the same case, whatever their seeds; 0.5 for the reference.
    pub probability_of_improvement: f64,
    /// Share of late packages, 0 to 1.
    pub late_share: f64,
    /// Loaded m3 over offered m3, 0 to 1.
    pub fill_m3: f64,
    /// Trucks that left.
    pub departures: f64,
    /// Hours from release to delivery.
    pub transit_hours: f64,
    /// Capacity of the trucks that left, m3.
    pub vehicle_m3: f64,
}

/// A figure and how far it can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Its 95 % interval over demand seeds by stratified bootstrap; none from one seed, which says nothing about others.
    pub interval: Option<Interval>,
}

impl Comparison {
    /// Compares runs; `None` unless the reference has a run for every case and seed.
    pub fn of(runs: &[Run], reference: &str) -> Option<Self> {
        let cases = distinct(runs, |run| &run.case);
        let policies = distinct(runs, |run| &run.policy);
        let index = Index::of(runs);
        let figures = |policy: &str, cases: &[&str]| {
            let strata: Option<Vec<Stratum<'_>>> =
                cases.iter().map(|case| index.stratum(case, policy, reference)).collect();
            strata.map(|strata| PolicyFigures::of(policy, &strata))
        };
        let compare = |cases: &[&str]| policies.iter().map(|policy| figures(policy, cases)).collect::<Option<Vec<_>>>();
        let of_case = |case: &&str| Some(CaseComparison { case: (*case).to_owned(), policies: compare(&[*case])? });
        Some(Self {
            reference: reference.to_owned(),
            cases: cases.iter().map(of_case).collect::<Option<_>>()?,
            overall: compare(&cases)?,
        })
    }
}

/// Runs by case and policy, in order.
struct Index<'a>(HashMap<(&'a str, &'a str), Vec<&'a Run>>);

impl<'a> Index<'a> {
    fn of(runs: &'a [Run]) -> Self {
        let mut index: HashMap<_, Vec<&Run>> = HashMap::new();
        for run in runs {
            index.entry((run.case.as_str(), run.policy.as_str())).or_default().push(run);
        }
        Self(index)
    }

    fn stratum(&self, case: &str, policy: &str, reference: &str) -> Option<Stratum<'a>> {
        let (own, references) = (self.0.get(&(case, policy))?, self.0.get(&(case, reference))?);
        let reference_of =
            |run: &&Run| references.iter().find(|other| other.seed == run.seed).map(|other| &other.summary);
        Some(Stratum {
            references: own.iter().map(reference_of).collect::<Option<_>>()?,
            runs: own.iter().map(|run| &run.summary).collect(),
        })
    }
}

/// Runs of one policy on one case, and those of the reference under the same seeds.
struct Stratum<'a> {
    runs: Vec<&'a Summary>,
    references: Vec<&'a Summary>,
}

impl Stratum<'_> {
    fn column(&self, of: impl Fn(&Summary) -> f64) -> Vec<f64> {
        self.runs.iter().map(|run| of(run)).collect()
    }

    fn ratios(&self) -> Vec<f64> {
        self.runs.iter().zip(&self.references).map(|(run, reference)| cost_ratio(run, reference)).collect()
    }
}

/// Total cost over that of another run; 1 where both cost the same, nothing included.
pub(crate) fn cost_ratio(run: &Summary, reference: &Summary) -> f64 {
    let same = run.total_cost.total_cmp(&reference.total_cost).is_eq();
    if same { 1.0 } else { run.total_cost / reference.total_cost }
}

impl PolicyFigures {
    fn of(policy: &str, strata: &[Stratum<'_>]) -> Self {
        let columns =
            |of: &dyn Fn(&Summary) -> f64| strata.iter().map(|stratum| stratum.column(of)).collect::<Vec<_>>();
        let average = |of: &dyn Fn(&Summary) -> f64| mean(&columns(of).concat());
        let references: Vec<Vec<f64>> =
            strata.iter().map(|s| s.references.iter().map(|reference| reference.total_cost).collect()).collect();
        let ratios: Vec<Vec<f64>> = strata.iter().map(Stratum::ratios).collect();
        Self {
            policy: policy.to_owned(),
            runs: strata.iter().map(|stratum| stratum.runs.len()).sum(),
            total_cost: average(&|run| run.total_cost),
            cost_to_bound: Estimate::of(&columns(&|run| run.cost_to_bound), interquartile_mean),
            cost_to_reference: Estimate::of(&ratios, mean),
            probability_of_improvement: probability_of_improvement(&columns(&|run| run.total_cost), &references),
            late_share: average(&|run| run.late_share),
            fill_m3: average(&|run| run.fill_m3),
            departures: average(&|run| run.departures as f64),
            transit_hours: average(&|run| run.mean_transit_hours),
            vehicle_m3: average(&|run| run.mean_vehicle_m3),
        }
    }
}

impl Estimate {
    /// A statistic of scores, `[case][run]`.
    pub(crate) fn of(scores: &[Vec<f64>], statistic: impl Fn(&[f64]) -> f64) -> Self {
        let value = statistic(&scores.concat());
        let told_apart = scores.iter().all(|runs| runs.len() > 1);
        Self { value, interval: told_apart.then(|| stratified_bootstrap(scores, statistic, RESAMPLES, SEED)) }
    }
}

/// Values in the order of their first appearance.
fn distinct<'a>(runs: &'a [Run], of: impl Fn(&'a Run) -> &'a str) -> Vec<&'a str> {
    let mut values: Vec<&str> = Vec::new();
    for run in runs {
        let value = of(run);
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
}
