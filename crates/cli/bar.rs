//! A progress bar for whatever takes longer than a second, on a terminal only: what is being done, how far, and how long it will take.

use std::io::stderr;
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use linehaul_app::observer::{Observer, Work};

use crate::shown::Shown;
use crate::terminal;

/// Fits in 80 columns with the longest work of a command.
const TEMPLATE: &str = "{prefix} {bar:16} {percent:>3} %  {human_pos} of {human_len} {msg}  {elapsed} gone, {eta} left";

/// A place for one bar at a time.
pub struct Bars {
    hidden: bool,
    current: Mutex<Option<Bar>>,
}

/// Progress of a known number of steps.
struct Bar {
    drawn: ProgressBar,
    started: Instant,
    is_shown: bool,
}

impl Bars {
    /// Bars that stay hidden for the first second; for good unless texts are shown on a terminal.
    pub fn new(shown: Shown) -> Self {
        Self { hidden: shown != Shown::Text || !terminal::is_styled(&stderr()), current: Mutex::new(None) }
    }

    /// Does something, such as printing, with the bar out of the way.
    pub fn suspended<T>(&self, what: impl FnOnce() -> T) -> T {
        match &*self.current() {
            Some(bar) => bar.drawn.suspend(what),
            None => what(),
        }
    }

    fn current(&self) -> MutexGuard<'_, Option<Bar>> {
        self.current.lock().expect("whoever holds it only draws")
    }
}

impl Observer for Bars {
    fn begin(&self, work: &Work<'_>) {
        let bar = ProgressBar::with_draw_target(Some(work.steps), ProgressDrawTarget::hidden());
        bar.set_style(ProgressStyle::with_template(TEMPLATE).expect("a valid template"));
        bar.set_prefix(work.what.to_owned());
        bar.set_message(work.unit);
        if work.done > 0 {
            // The time left is told from the steps that follow.
            bar.set_position(work.done);
            bar.reset_eta();
        }
        *self.current() = Some(Bar { drawn: bar, started: Instant::now(), is_shown: false });
    }

    fn doing(&self, what: &str) {
        if let Some(bar) = &*self.current() {
            bar.drawn.set_prefix(what.to_owned());
        }
    }

    fn step(&self) {
        if let Some(bar) = &mut *self.current() {
            if !self.hidden && !bar.is_shown && bar.started.elapsed() > Duration::from_secs(1) {
                bar.drawn.set_draw_target(ProgressDrawTarget::stderr());
                bar.is_shown = true;
            }
            bar.drawn.inc(1);
        }
    }

    fn end(&self) {
        if let Some(bar) = self.current().take() {
            bar.drawn.finish_and_clear();
        }
    }
}
