//! How whoever asked for something long follows it: bars on a terminal, lines for a program, a server's stream, or nothing.
//!
//! Work is told in steps, from any thread, and one piece of work at a time. What a training run finds out on the way is told in
//! [`Note`]s; an observer that cannot take one ends the run.

use linehaul_agents::learn::metrics::HeldOutMetrics;

use crate::failure::Failure;
use crate::period::Period;
use crate::trained::Trained;

/// Whoever follows. What is not overridden is not listened to.
pub trait Observer: Sync {
    /// Work begins; the work before has ended.
    fn begin(&self, _work: &Work<'_>) {}

    /// Says what of the work is being done now.
    fn doing(&self, _what: &str) {}

    /// A step is done.
    fn step(&self) {}

    /// The work has ended, done or not.
    fn end(&self) {}

    /// A result on the way.
    fn note(&self, _note: &Note<'_>) -> Result<(), Failure> {
        Ok(())
    }
}

/// An observer that does not listen.
pub struct Silent;

impl Observer for Silent {}

/// A piece of work.
#[derive(Clone, Copy, Debug)]
pub struct Work<'a> {
    /// What is being done, as in "evaluating".
    pub what: &'a str,
    /// Steps of it.
    pub steps: u64,
    /// What a step is, in the plural.
    pub unit: &'static str,
    /// Steps that were done before.
    pub done: u64,
}

/// What a training run tells on the way.
#[derive(Clone, Copy, Debug)]
pub enum Note<'a> {
    /// It begins, or goes on.
    TrainingBegins,
    /// A checkpoint was written.
    Checkpoint {
        /// Seed of the run, where runs of several go on side by side.
        seed: Option<u64>,
        /// How it did on the held-out worlds.
        score: &'a HeldOutMetrics,
        /// Whether none before was better.
        is_best: bool,
        /// Means over the iterations since the checkpoint before.
        period: &'a Period,
        /// Iterations of the whole run.
        iterations: u64,
    },
    /// It is done.
    Trained(&'a Trained),
}

/// Work under way: it ends when this goes out of scope.
pub(crate) struct Progress<'a>(&'a dyn Observer);

impl<'a> Progress<'a> {
    /// Begins work of so many `steps` of what `unit` names.
    pub fn new(observer: &'a dyn Observer, what: &str, steps: u64, unit: &'static str) -> Self {
        Self::of(observer, &Work { what, steps, unit, done: 0 })
    }

    /// Begins work, some of which may be done.
    pub fn of(observer: &'a dyn Observer, work: &Work<'_>) -> Self {
        observer.begin(work);
        Self(observer)
    }

    /// A step is done.
    pub fn step(&self) {
        self.0.step();
    }

    /// Says what is being done now.
    pub fn doing(&self, what: &str) {
        self.0.doing(what);
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        self.0.end();
    }
}
