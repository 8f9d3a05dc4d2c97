//! Many training runs, as many at a time as there are threads: what `sweep` and `multipliers` share.

use std::path::PathBuf;
use std::sync::Mutex;

use linehaul_agents::learn::config::TrainConfig;

use crate::failure::Failure;
use crate::job::complete;
use crate::observer::{Observer, Progress};

/// One of the runs.
pub struct Run {
    /// What it is set to.
    pub config: TrainConfig,
    /// Its folder.
    pub folder: PathBuf,
}

/// Sees to it that runs are there and done. Each has an equal share of the threads, at least one: a run keeps one thread busier than two, and
/// all have the same, so that their seconds can be compared. After a failure no other begins.
pub fn train<'a>(runs: impl IntoIterator<Item = &'a Run>, observer: &dyn Observer) -> Result<(), Failure> {
    let runs: Vec<&Run> = runs.into_iter().collect();
    let progress = Progress::new(observer, "training", runs.len() as u64, "runs");
    side_by_side(&runs, |run| {
        let name = run.folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        progress.doing(&format!("training {name}"));
        complete(&run.config, &run.folder)?;
        progress.step();
        Ok(())
    })
}

/// Does something for each run, in order as far as threads are free. Each has an equal share of them, at least one. After a failure no other
/// begins.
pub fn side_by_side<T: Sync>(runs: &[T], each: impl Fn(&T) -> Result<(), Failure> + Sync) -> Result<(), Failure> {
    let n_threads = rayon::current_num_threads();
    let n_workers = n_threads.min(runs.len());
    let left = Mutex::new(runs.iter());
    let next = || left.lock().expect("whoever holds it only takes the next").next();
    let stop = || *left.lock().expect("whoever holds it only takes the next") = [].iter();
    let worker = || {
        let threads = rayon::ThreadPoolBuilder::new().num_threads((n_threads / n_workers).max(1)).build();
        let threads =
            threads.map_err(|error| Failure::new(format!("cannot start threads: {error}"), "give fewer --threads"))?;
        while let Some(run) = next() {
            threads.install(|| each(run)).inspect_err(|_| stop())?;
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..n_workers).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().expect("a worker returns its failures"))
    })
}
