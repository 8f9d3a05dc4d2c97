//! What the price of transport makes of policies: the same worlds at several cost multipliers.
//!
//! As transport gets dearer, waiting for a full truck pays for more lateness: fewer, fuller, larger trucks. One policy has seen all
//! multipliers in training and reads them off its observation; the others were trained at one each. Demand, networks and promises
//! are the same at every multiplier, so figures can be compared world by world.

use std::sync::Arc;

use linehaul_case::network::Network;
use linehaul_env::loading::DockSettings;
use linehaul_nets::policy::Policy;
use linehaul_worlds::generate::{Family, generate};
use serde::{Deserialize, Serialize};

use crate::decide::heuristics::Heuristic;
use crate::decide::learned::Learned;
use crate::judge::comparison::Estimate;
use crate::judge::evaluate::{Contender, EvaluatedCase, Run, evaluate};
use crate::judge::statistics::{RESAMPLES, mean, stratified_bootstrap};

/// Name of the policy that has seen all multipliers.
pub const CONDITIONED: &str = "conditioned";
/// Name of those that have seen one.
const OWN: &str = "own";
/// What costs are relative to: the economic heuristic, untuned, which reads the multiplier too.
const REFERENCE: &str = "economic";
/// Family of the worlds; its own multipliers are replaced.
const FAMILY: Family = Family::Base;
/// Generated worlds have packages of their own: seed 0.
const DEMANDS: &[u64] = &[0];
/// Seed of every bootstrap.
const BOOTSTRAP_SEED: u64 = 1;

/// The experiment's result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Multipliers {
    /// Number of worlds, the same ones at each multiplier.
    pub worlds: u64,
    /// Their seed.
    pub seed: u64,
    /// By multiplier, then policy.
    pub readings: Vec<Reading>,
}

/// One policy at one multiplier: means over worlds with 95 % intervals, worlds resampled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Cost multiplier.
    pub multiplier: f64,
    /// [`CONDITIONED`], `own` for those that have seen one multiplier, or `economic`, which costs are relative to.
    pub policy: String,
    /// Trucks an episode.
    pub departures: Estimate,
    /// The same over those of the same policy and world at the first multiplier.
    pub departures_to_first: Estimate,
    /// Loaded m3 over offered m3, 0 to 1.
    pub fill_m3: Estimate,
    /// Capacity of the trucks that left, m3.
    pub vehicle_m3: Estimate,
    /// Share of late packages, 0 to 1.
    pub late_share: Estimate,
    /// Total cost over the reference's in the same world.
    pub cost_to_reference: Estimate,
}

impl Multipliers {
    /// Runs a policy that has seen all multipliers, and beside it at each multiplier the policy that has seen it alone, `[multiplier]`,
    /// on worlds 0 to `worlds - 1` of a seed. `on_done` is called after each run.
    pub fn measure(
        conditioned: &Policy,
        own: &[(f64, Policy)],
        (worlds, seed): (u64, u64),
        on_done: &(dyn Fn() + Sync),
    ) -> Self {
        let economic = Heuristic::named(REFERENCE).expect("the heuristic has this name");
        let mut readings: Vec<Reading> = Vec::new();
        let mut first: Vec<Vec<Run>> = Vec::new();
        for (multiplier, own) in own {
            let learned =
                |name, policy| Contender::new(name, move |_| Box::new(Learned::new(std::slice::from_ref(policy))));
            let contenders = [
                learned(CONDITIONED, conditioned),
                learned(OWN, own),
                Contender::heuristic(REFERENCE, economic.clone()),
            ];
            let cases: Vec<EvaluatedCase> = (0..worlds).map(|index| case(seed, index, *multiplier)).collect();
            let runs = evaluate(&contenders, &cases, DEMANDS, DockSettings::default(), on_done);
            let of = |name: &str| runs.iter().filter(|run| run.policy == name).cloned().collect::<Vec<Run>>();
            let by_policy: Vec<Vec<Run>> = contenders.iter().map(|contender| of(&contender.name)).collect();
            if first.is_empty() {
                first.clone_from(&by_policy);
            }
            let reference = &by_policy[by_policy.len() - 1];
            readings
                .extend(by_policy.iter().zip(&first).map(|(runs, first)| reading(*multiplier, runs, first, reference)));
        }
        Self { worlds, seed, readings }
    }

    /// Runs that [`Multipliers::measure`] makes.
    pub const fn n_runs(worlds: u64, multipliers: u64) -> u64 {
        3 * worlds * multipliers
    }
}

fn case(seed: u64, index: u64, multiplier: f64) -> EvaluatedCase {
    let mut spec = FAMILY.spec(seed, index);
    spec.cost_multiplier = multiplier;
    let network = Network::new(Arc::new(generate(&spec)));
    EvaluatedCase { name: index.to_string(), network }
}

/// Of one policy's runs, `[world]`, its runs at the first multiplier and the reference's.
fn reading(multiplier: f64, runs: &[Run], first: &[Run], reference: &[Run]) -> Reading {
    let of = |figure: &dyn Fn(&Run) -> f64| estimate(runs.iter().map(figure).collect());
    let to = |others: &[Run], figure: &dyn Fn(&Run) -> f64| {
        estimate(runs.iter().zip(others).map(|(run, other)| figure(run) / figure(other)).collect())
    };
    let departures = |run: &Run| run.summary.departures as f64;
    Reading {
        multiplier,
        policy: runs[0].policy.clone(),
        departures: of(&departures),
        departures_to_first: to(first, &departures),
        fill_m3: of(&|run| run.summary.fill_m3),
        vehicle_m3: of(&|run| run.summary.mean_vehicle_m3),
        late_share: of(&|run| run.summary.late_share),
        cost_to_reference: to(reference, &|run| run.summary.total_cost),
    }
}

fn estimate(values: Vec<f64>) -> Estimate {
    let value = mean(&values);
    let interval = (values.len() > 1).then(|| stratified_bootstrap(&[values], mean, RESAMPLES, BOOTSTRAP_SEED));
    Estimate { value, interval }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decide::actions::ActionSpace;
    use crate::decide::policies::shape;
    use linehaul_nets::shape::{CriticView, Kind};
    use rand_pcg::Pcg64;

    #[test]
    fn ratios_are_world_by_world_and_the_reference_is_one() {
        let shape = shape(ActionSpace::Vehicles, vec![64, 64], (Kind::Lane, CriticView::Local), false);
        let policy = Policy::random(shape, &mut Pcg64::new(1, 1));
        let own = [(0.5, policy.clone()), (4.0, policy.clone())];
        let result = Multipliers::measure(&policy, &own, (2, 5), &|| ());
        assert_eq!(result.readings.len(), 6);
        for (at, reading) in result.readings.iter().enumerate() {
            assert_eq!(reading.multiplier.to_bits(), own[at / 3].0.to_bits());
            let is_first = at < 3;
            assert_eq!((reading.departures_to_first.value - 1.0).abs() < 1e-12, is_first, "{reading:?}");
        }
        // Both policies are the same one, and costs are relative to the heuristic.
        let [conditioned, own, economic] = &result.readings[3..] else { unreachable!() };
        assert_eq!(conditioned.cost_to_reference, own.cost_to_reference);
        assert_eq!((economic.policy.as_str(), economic.cost_to_reference.value), (REFERENCE, 1.0));
        // Dearer transport: the heuristic sends fewer and fuller trucks.
        assert!(economic.departures_to_first.value < 1.0 && economic.fill_m3.value > result.readings[2].fill_m3.value);
    }
}
