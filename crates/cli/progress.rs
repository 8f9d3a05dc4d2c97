//! A progress bar for whatever takes longer than a second, on a terminal only: what is being done, how far, and how long it will take.

use std::io::stderr;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::failure::Failure;
use crate::{output, terminal};

/// Fits in 80 columns with the longest work of a command.
const TEMPLATE: &str = "{prefix} {bar:16} {percent:>3} %  {human_pos} of {human_len} {msg}  {elapsed} gone, {eta} left";

/// Progress of a known number of steps, from any thread.
pub struct Progress {
    bar: ProgressBar,
    started: Instant,
    shown: OnceLock<()>,
    quiet: bool,
}

impl Progress {
    /// A bar that says what is `doing`, in `steps` of what `unit` names. It stays hidden for the first second, and for good when `quiet`.
    pub fn new(doing: &str, steps: u64, unit: &'static str, quiet: bool) -> Self {
        let bar = ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::hidden());
        bar.set_style(ProgressStyle::with_template(TEMPLATE).expect("a valid template"));
        bar.set_prefix(doing.to_owned());
        bar.set_message(unit);
        let quiet = quiet || !terminal::is_styled(&stderr());
        Self { bar, started: Instant::now(), shown: OnceLock::new(), quiet }
    }

    /// The bar of work that was begun before: the time left is told from the steps that follow.
    pub fn after(self, steps: u64) -> Self {
        self.bar.set_position(steps);
        self.bar.reset_eta();
        self
    }

    /// Says what is being done now.
    pub fn doing(&self, what: &str) {
        self.bar.set_prefix(what.to_owned());
    }

    /// One step is done.
    pub fn step(&self) {
        if !self.quiet && self.started.elapsed() > Duration::from_secs(1) {
            self.shown.get_or_init(|| self.bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
        self.bar.inc(1);
    }

    /// Prints a result above the bar.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        self.bar.suspend(|| output::print(text))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
