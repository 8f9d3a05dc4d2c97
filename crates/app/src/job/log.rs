//! What a training run writes and tells on the way.

use std::path::Path;

use linehaul_agents::judge::held_out::HeldOutScore;
use linehaul_agents::learn::checkpoint::Checkpoint;
use linehaul_agents::learn::metrics::{HeldOutMetrics, IterationMetrics};
use linehaul_agents::learn::not_finite::Diverged;
use linehaul_agents::learn::trainer::TrainingLog;

use crate::checkpoint::{BEST, LATEST};
use crate::failure::Failure;
use crate::observer::{Note, Observer, Progress, Work};
use crate::period::Period;
use crate::run_folder::RunFolder;
use crate::trained::Trained;

/// The log of a run.
pub struct Log<'a> {
    run: RunFolder,
    folder: &'a Path,
    /// Iterations of the whole run.
    iterations: u64,
    observer: &'a dyn Observer,
    progress: Progress<'a>,
    /// Since the last checkpoint.
    rows: Vec<IterationMetrics>,
    /// Hub-hours until then.
    before: u64,
}

impl<'a> Log<'a> {
    /// A log of a run of so many iterations, of which and of their hub-hours so many are `done`.
    pub fn new(
        run: RunFolder,
        folder: &'a Path,
        iterations: u64,
        done: (u64, u64),
        observer: &'a dyn Observer,
    ) -> Result<Self, Failure> {
        let work = Work { what: "training", steps: iterations, unit: "iterations", done: done.0 };
        let progress = Progress::of(observer, &work);
        observer.note(&Note::TrainingBegins)?;
        Ok(Self { run, folder, iterations, observer, progress, rows: Vec::new(), before: done.1 })
    }

    /// Tells the result.
    pub fn finish(self, iterations: u64) -> Result<Trained, Failure> {
        let Self { run, folder, observer, progress, .. } = self;
        drop(progress);
        let (policy, best) = (folder.join(BEST), run.best().cloned());
        let trained = Trained { run: folder.to_owned(), policy, iterations, best };
        observer.note(&Note::Trained(&trained))?;
        Ok(trained)
    }
}

impl Log<'_> {
    /// The failure of a run that met a number that is none: what is left of it.
    pub fn diverged(self, diverged: &Diverged) -> Failure {
        let Self { run, folder, progress, .. } = self;
        drop(progress);
        let place = folder.display();
        let Some(last) = run.last() else {
            let problem = format!("{place}: {diverged}; there is no checkpoint yet");
            return Failure::new(problem, "begin under another --name with a lower ppo.lr or ppo.max_gradient_norm");
        };
        let problem = format!(
            "{place}: {diverged}; the last good checkpoint is {place}/{LATEST}, of iteration {}",
            last.iteration
        );
        Failure::new(problem, format!("begin under another --name with --from {place}/{LATEST} and a lower ppo.lr"))
    }
}

impl TrainingLog for Log<'_> {
    type Error = Failure;

    fn iteration(&mut self, metrics: &IterationMetrics) -> Result<(), Failure> {
        self.rows.push(metrics.clone());
        self.progress.step();
        self.run.log(metrics)
    }

    fn checkpoint(&mut self, checkpoint: &Checkpoint, score: &HeldOutScore, is_best: bool) -> Result<(), Failure> {
        let score = HeldOutMetrics::of(checkpoint, score);
        self.run.save(checkpoint, score.clone(), is_best)?;
        let period = &Period::of(&self.rows, self.before);
        let (seed, iterations) = (None, self.iterations);
        self.observer.note(&Note::Checkpoint { seed, score: &score, is_best, period, iterations })?;
        self.rows.clear();
        self.before = checkpoint.hub_steps;
        Ok(())
    }
}
