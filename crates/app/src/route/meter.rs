//! How far a search is, told in parts to whoever follows, from any thread.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::observer::Progress;

/// See the file.
pub struct Meter<'a> {
    progress: &'a Progress<'a>,
    enough: &'a (dyn Fn() -> bool + Sync),
    expected: AtomicU64,
    done: AtomicU64,
    shown: AtomicU64,
    stopped: AtomicBool,
}

impl<'a> Meter<'a> {
    /// Parts that are told.
    pub const STEPS: u64 = 200;

    pub fn new(progress: &'a Progress<'a>, enough: &'a (dyn Fn() -> bool + Sync)) -> Self {
        let zero = || AtomicU64::new(0);
        Self { progress, enough, expected: zero(), done: zero(), shown: zero(), stopped: AtomicBool::new(false) }
    }

    /// Says what all of the work is, in rounds or seconds.
    pub fn expect(&self, all: f64) {
        self.expected.store(all.to_bits(), Ordering::Relaxed);
    }

    /// So many more rounds are done; says whether that is enough.
    pub fn of_rounds(&self, more: u64) -> bool {
        let done = self.done.fetch_add(more, Ordering::Relaxed) + more;
        self.show(done as f64);
        self.is_stopped()
    }

    /// So many seconds are gone; says which share that is.
    pub fn of_time(&self, seconds: f64) -> f64 {
        self.show(seconds);
        if self.is_stopped() { 1.0 } else { seconds / f64::from_bits(self.expected.load(Ordering::Relaxed)) }
    }

    /// Whether the search was stopped before its time.
    pub fn was_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    fn is_stopped(&self) -> bool {
        if (self.enough)() {
            self.stopped.store(true, Ordering::Relaxed);
        }
        self.was_stopped()
    }

    fn show(&self, done: f64) {
        let share = done / f64::from_bits(self.expected.load(Ordering::Relaxed));
        let due = ((share * Self::STEPS as f64) as u64).min(Self::STEPS);
        // Whoever moves the mark tells the step, so that each is told once.
        while self.shown.load(Ordering::Relaxed) < due {
            let shown = self.shown.load(Ordering::Relaxed);
            if shown < due
                && self.shown.compare_exchange(shown, shown + 1, Ordering::Relaxed, Ordering::Relaxed).is_ok()
            {
                self.progress.step();
            }
        }
    }
}
