//! A progress bar for whatever takes longer than a second, on a terminal only.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Progress of a known number of steps, from any thread.
pub struct Progress {
    bar: ProgressBar,
    started: Instant,
    shown: OnceLock<()>,
    quiet: bool,
}

impl Progress {
    /// A bar that stays hidden for the first second, and for good when `quiet`.
    pub fn new(label: &str, steps: u64, quiet: bool) -> Self {
        let bar = ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{prefix} {bar:32} {pos}/{len} {elapsed} left {eta}");
        bar.set_style(style.expect("a valid template"));
        bar.set_prefix(label.to_owned());
        Self { bar, started: Instant::now(), shown: OnceLock::new(), quiet }
    }

    /// One step is done.
    pub fn step(&self) {
        if !self.quiet && self.started.elapsed() > Duration::from_secs(1) {
            // Draws nothing where stderr is not a terminal.
            self.shown.get_or_init(|| self.bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
        self.bar.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
