//! One configuration trained from several seeds side by side: a folder each, and the best of them by their held-out worlds, which are the same
//! for all.
//!
//! A seed says how far luck carries a run; the best of several is what one would use. A run that met a number that is none does not stop the
//! others: it is left out of the choice, and the summary says why.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use linehaul_agents::learn::config::TrainConfig;
use linehaul_agents::learn::metrics::HeldOutMetrics;
use linehaul_tables::write_atomically;
use serde::Serialize;

use crate::checkpoint::{BEST, file_in};
use crate::failure::Failure;
use crate::first_look::FirstLook;
use crate::job::completed;
use crate::json::json;
use crate::many_runs::{Run, side_by_side};
use crate::observer::{Note, Observer, Progress, Work};
use crate::run_folder::{RunFolder, read_logs};
use crate::train::{TrainRequest, assignments, look};
use crate::trained::Trained;

/// What came of all seeds: `seeds.json`.
#[derive(Clone, Debug, Serialize)]
pub struct Seeds {
    /// Seed of the best run.
    pub best: u64,
    /// `[seed]`, in the order in which they were given.
    pub seeds: Vec<SeedResult>,
}

/// What came of a seed.
#[derive(Clone, Debug, Serialize)]
pub struct SeedResult {
    /// The seed.
    pub seed: u64,
    /// Name of its folder.
    pub run: String,
    /// Iterations that were logged.
    pub iterations: u64,
    /// Its best checkpoint; none where there is no checkpoint.
    pub best: Option<HeldOutMetrics>,
    /// Why it did not come to its end; none where it did.
    pub stopped: Option<String>,
}

/// Trains from each seed, writes `seeds.json`, keeps the best policy beside it and looks at that.
pub fn train_seeds(
    request: &TrainRequest,
    seeds: &[u64],
    observer: &dyn Observer,
) -> Result<(Seeds, Trained, Option<FirstLook>), Failure> {
    let folder = request.run.folder();
    let members: Vec<Member> =
        seeds.iter().map(|&seed| Member::new(request, seed, &folder)).collect::<Result<_, Failure>>()?;
    refuse_others(&folder, &members, request.resume)?;
    let iterations = members.iter().map(|member| member.run.config.iterations).sum();
    observer.note(&Note::TrainingBegins)?;
    let progress = Progress::new(observer, "training", iterations, "iterations");
    side_by_side(&members, |member| {
        let follower = Follower { member, observer, trains: AtomicBool::new(false) };
        let Run { config, folder } = &member.run;
        let ended = completed(config, folder, request.device.clone(), &follower)?;
        ended.or_else(|failure| member.stopped.set(failure.message).map_err(|_| unreachable!("a run ends once")))
    })?;
    drop(progress);
    let results: Vec<SeedResult> = members.iter().map(Member::result).collect::<Result<_, Failure>>()?;
    let best = best(&results).ok_or_else(|| none_is_done(&results))?;
    let bytes = |path: &Path| {
        fs::read(path)
            .map_err(|error| Failure::new(format!("{}: cannot read: {error}", path.display()), "go on with --resume"))
    };
    write_atomically(&file_in(&folder, BEST), &bytes(&file_in(&members[best].run.folder, BEST))?)?;
    let found = Seeds { best: results[best].seed, seeds: results };
    write_atomically(&folder.join("seeds.json"), json(&found).as_bytes())?;
    let SeedResult { iterations, best: score, .. } = found.seeds[best].clone();
    let trained = Trained { policy: folder.join(BEST), run: folder, iterations, best: score };
    let look = if request.look { look(&trained, &members[best].run.config, observer)? } else { None };
    Ok((found, trained, look))
}

/// A run of a seed.
struct Member {
    seed: u64,
    run: Run,
    /// Why it did not come to its end.
    stopped: OnceLock<String>,
}

impl Member {
    fn new(request: &TrainRequest, seed: u64, folder: &Path) -> Result<Self, Failure> {
        let config: TrainConfig = request.run.config(assignments(request).chain([format!("seed={seed}")]))?;
        let run = Run { config, folder: folder.join(format!("seed={seed}")) };
        Ok(Self { seed, run, stopped: OnceLock::new() })
    }

    fn result(&self) -> Result<SeedResult, Failure> {
        let (rows, scores) = read_logs(&self.run.folder)?;
        // The first of equals, as the run itself keeps it.
        let best = scores.into_iter().filter(|score| !score.mean.is_nan()).min_by(|a, b| a.mean.total_cmp(&b.mean));
        let run = self.run.folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let iterations = rows.last().map_or(0, |row| row.iteration);
        Ok(SeedResult { seed: self.seed, run, iterations, best, stopped: self.stopped.get().cloned() })
    }
}

/// Refuses runs that are there, unless they are to be gone on with, and a single run in the place of their folders.
fn refuse_others(folder: &Path, members: &[Member], resume: bool) -> Result<(), Failure> {
    let refused = |place: &Path, remedy: &str| {
        Err(Failure::new(format!("{}: there is a run here already", place.display()), remedy))
    };
    if RunFolder::exists(folder) {
        return refused(folder, "it is one of a single seed: give those of several another --name");
    }
    let there = members.iter().map(|member| &member.run.folder).find(|folder| RunFolder::exists(folder));
    match there {
        Some(there) if !resume => refused(there, "go on with --resume, or give the new ones another --name"),
        None if resume => {
            let problem = format!("{}: there is no run of these seeds to go on with", folder.display());
            Err(Failure::new(problem, "leave --resume out, or check --name and --runs"))
        }
        _ => Ok(()),
    }
}

/// The run with the lowest held-out score, the first of equals, among those that came to their end.
fn best(results: &[SeedResult]) -> Option<usize> {
    let scored = results.iter().enumerate().filter(|(_, result)| result.stopped.is_none());
    let scored = scored.filter_map(|(at, result)| Some((at, result.best.as_ref()?.mean)));
    scored.min_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(at, _)| at)
}

fn none_is_done(results: &[SeedResult]) -> Failure {
    let why = results.iter().find_map(|result| result.stopped.clone());
    let why = why.unwrap_or_else(|| "no checkpoint has a score that is a number".to_owned());
    Failure::new(format!("none of the seeds came to its end: {why}"), "begin under another --name with a lower ppo.lr")
}

/// Follows the run of a seed for whoever follows all of them.
struct Follower<'a> {
    member: &'a Member,
    observer: &'a dyn Observer,
    /// Whether its steps are iterations: others are told by no bar.
    trains: AtomicBool,
}

impl Observer for Follower<'_> {
    fn begin(&self, work: &Work<'_>) {
        let trains = work.unit == "iterations";
        self.trains.store(trains, Ordering::Relaxed);
        if trains {
            (0..work.done).for_each(|_| self.observer.step());
        }
    }

    fn step(&self) {
        if self.trains.load(Ordering::Relaxed) {
            self.observer.step();
        }
    }

    fn note(&self, note: &Note<'_>) -> Result<(), Failure> {
        match *note {
            Note::Checkpoint { score, is_best, period, iterations, .. } => {
                let seed = Some(self.member.seed);
                self.observer.note(&Note::Checkpoint { seed, score, is_best, period, iterations })
            }
            Note::TrainingBegins | Note::Trained(_) => Ok(()),
        }
    }
}
