//! Many training runs, as many at a time as there are threads, and what came of them: what `sweep` and `multipliers` share.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use linehaul_agents::learn::config::TrainConfig;
use linehaul_tables::write_atomically;
use serde::Serialize;

use crate::failure::Failure;
use crate::job::{Shown, complete};
use crate::output;
use crate::progress::Progress;

/// One of the runs.
pub struct Run {
    /// What it is set to.
    pub config: TrainConfig,
    /// Its folder.
    pub folder: PathBuf,
}

/// Sees to it that runs are there and done. Each has an equal share of the threads, at least one: a run keeps one thread busier than two, and
/// all have the same, so that their seconds can be compared. After a failure no other begins.
pub fn train<'a>(runs: impl IntoIterator<Item = &'a Run>, quiet: bool) -> Result<(), Failure> {
    let runs: Vec<&Run> = runs.into_iter().collect();
    let progress = Progress::new("training", runs.len() as u64, "runs", quiet);
    let n_threads = rayon::current_num_threads();
    let side_by_side = n_threads.min(runs.len());
    let left = Mutex::new(runs.iter());
    let next = || left.lock().expect("whoever holds it only takes the next").next();
    let stop = || *left.lock().expect("whoever holds it only takes the next") = [].iter();
    let worker = || {
        let threads = rayon::ThreadPoolBuilder::new().num_threads((n_threads / side_by_side).max(1)).build();
        let threads =
            threads.map_err(|error| Failure::new(format!("cannot start threads: {error}"), "give fewer --threads"))?;
        while let Some(run) = next() {
            let name = run.folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            progress.doing(&format!("training {name}"));
            threads.install(|| complete(&run.config, &run.folder)).inspect_err(|_| stop())?;
            progress.step();
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..side_by_side).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().expect("a worker returns its failures"))
    })
}

/// Keeps what came of the runs as JSON in a file of their folder and prints it, as JSON or as a text with its place.
pub fn keep(results: &impl Serialize, (folder, file): (&Path, &str), shown: Shown, text: &str) -> Result<(), Failure> {
    let json = output::json(results);
    write_atomically(&folder.join(file), json.as_bytes())?;
    let place = folder.display();
    match shown {
        Shown::Json => output::print(&json),
        Shown::Table => output::print(&format!("{text}\nruns: {place} (see `linehaul report {place}`)\n")),
        Shown::Nothing => Ok(()),
    }
}
