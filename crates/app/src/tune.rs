//! The best parameters of a heuristic on some cases, as a file that a policy `NAME:FILE` is read from.

use std::path::PathBuf;

use linehaul_agents::decide::heuristics::Heuristic;
use linehaul_agents::judge::tune::{Tuned, n_settings};
use linehaul_tables::write_atomically;

use crate::cases::{CaseInput, named_apart};
use crate::failure::Failure;
use crate::observer::{Observer, Progress};
use crate::places::Places;
use crate::policy::{Policy, Rule};

/// A heuristic to tune.
#[derive(Clone, Debug)]
pub struct TuneRequest {
    /// Its name.
    pub policy: String,
    /// Case folders, or folders of cases.
    pub cases: Vec<PathBuf>,
    /// Demand seeds for each case.
    pub seeds: Vec<u64>,
    /// File to write; `NAME.toml` in the current folder unless given.
    pub out: Option<PathBuf>,
}

/// Parameters that were found and written.
#[derive(Clone, Debug)]
pub struct TuneResult {
    /// The best, and the ranking.
    pub tuned: Tuned,
    /// The file.
    pub out: PathBuf,
}

/// Tunes a heuristic and writes its parameters.
pub fn tune(request: &TuneRequest, observer: &dyn Observer) -> Result<TuneResult, Failure> {
    let Rule::Heuristic(heuristic) = Policy::parse(&request.policy)?.rule else {
        return Err(Failure::new(format!("{}: a trained policy has no grid", request.policy), "give a heuristic"));
    };
    let cases = named_apart(&CaseInput::read_all(&request.cases)?)?;
    let out = request.out.clone().unwrap_or_else(|| format!("{}.toml", heuristic.name()).into());
    let mut places = Places::default();
    request.cases.iter().for_each(|case| places.reads_case(case));
    places.writes([&out]);
    places.check()?;
    let n_runs = n_settings(&heuristic) * cases.len() * request.seeds.len();
    let progress = Progress::new(observer, &format!("tuning {}", heuristic.name()), n_runs as u64, "runs");
    let tuned = linehaul_agents::judge::tune::tune(&heuristic, &cases, &request.seeds, &|| progress.step());
    drop(progress);
    write_atomically(&out, tuned.to_toml().as_bytes())?;
    Ok(TuneResult { tuned, out })
}

/// Whether parameters are those of the heuristic when nothing is given.
pub fn is_default(heuristic: &Heuristic) -> bool {
    Heuristic::named(heuristic.name()).as_ref() == Some(heuristic)
}
