//! One policy trained on all cost multipliers, one on each, and what each does as transport gets dearer.
//!
//! Runs that are there already are gone on with, or left alone if they are done. A report draws the folder.

use std::path::PathBuf;

use linehaul_agents::judge::multipliers::{CONDITIONED, Multipliers};
use linehaul_agents::learn::config::MULTIPLIERS;
use linehaul_agents::learn::team::Mode;
use linehaul_nets::policy::Policy;
use linehaul_tables::write_atomically;

use crate::checkpoint::{BEST, read_policies};
use crate::configuration::RunRequest;
use crate::failure::Failure;
use crate::json::json;
use crate::many_runs::{self, Run};
use crate::observer::{Observer, Progress};

/// The runs to make, and what to measure them on.
#[derive(Clone, Debug)]
pub struct MultipliersRequest {
    /// The configuration of all runs, and their folder.
    pub run: RunRequest,
    /// Cost multipliers, above 0.
    pub values: Vec<f64>,
    /// Worlds that the policies are measured on, the same ones at each multiplier.
    pub worlds: u64,
    /// Seed of these worlds.
    pub exam_seed: u64,
}

/// Trains what is not trained, measures all, and writes `multipliers.json`.
pub fn multipliers(request: &MultipliersRequest, observer: &dyn Observer) -> Result<Multipliers, Failure> {
    let values = &request.values;
    check_values(values)?;
    let folder = request.run.folder();
    let conditioned = run_at(request, None, folder.join(CONDITIONED))?;
    let own: Vec<Run> = (values.iter())
        .map(|&multiplier| run_at(request, Some(multiplier), folder.join(format!("x{multiplier}"))))
        .collect::<Result<_, Failure>>()?;
    many_runs::train(std::iter::once(&conditioned).chain(&own), observer)?;
    let policies: Vec<(f64, Policy)> = (values.iter().zip(&own))
        .map(|(&multiplier, run)| Ok((multiplier, best(run)?)))
        .collect::<Result<_, Failure>>()?;
    let n_runs = Multipliers::n_runs(request.worlds, values.len() as u64);
    let progress = Progress::new(observer, "measuring", n_runs, "runs");
    let worlds = (request.worlds, request.exam_seed);
    let measured = Multipliers::measure(&best(&conditioned)?, &policies, worlds, &|| progress.step());
    drop(progress);
    write_atomically(&folder.join("multipliers.json"), json(&measured).as_bytes())?;
    Ok(measured)
}

fn check_values(values: &[f64]) -> Result<(), Failure> {
    for (at, value) in values.iter().enumerate() {
        if !MULTIPLIERS.contains(value) {
            let problem = format!("--values has {value}");
            return Err(Failure::new(problem, "give cost multipliers of a thousandth to a thousand, as 0.5,1,2,4"));
        }
        if values[..at].contains(value) {
            return Err(Failure::new(format!("--values has {value} twice"), "give each cost multiplier once"));
        }
    }
    Ok(())
}

/// The run at one multiplier, or at all.
fn run_at(request: &MultipliersRequest, multiplier: Option<f64>, folder: PathBuf) -> Result<Run, Failure> {
    let last = format!("worlds.multiplier={}", multiplier.unwrap_or(0.0));
    let config = request.run.config([last])?;
    if config.policy.mode == Mode::PerHub {
        let problem = "policies of the hubs of one network fit no other";
        return Err(Failure::new(problem, "set policy.mode to shared or round-robin"));
    }
    Ok(Run { config, folder })
}

fn best(run: &Run) -> Result<Policy, Failure> {
    Ok(read_policies(&run.folder.join(BEST))?.0.policies.swap_remove(0))
}
