//! A training run as it is followed: a line of figures or of JSON for each checkpoint, and one for the result.

use std::path::Path;

use linehaul_agents::learn::metrics::HeldOutMetrics;
use linehaul_app::failure::Failure;
use linehaul_app::json::json_line;
use linehaul_app::observer::{Note, Observer, Work};
use linehaul_app::period::Period;
use linehaul_app::trained::Trained;
use serde::Serialize;

use crate::bar::Bars;
use crate::figures::{Lines, count, interval, number, percent};
use crate::shown::{Shown, print};

/// Fits in 120 columns.
const TABLE: Lines<11> = Lines {
    columns: [
        ("iteration", 11),
        ("hub-steps", 10),
        ("cost vs tuned", 13),
        ("95 % interval", 14),
        ("return", 6),
        ("late", 6),
        ("fill", 5),
        ("entropy", 7),
        ("KL", 6),
        ("explained", 9),
        ("hub-steps/s", 11),
    ],
};

/// Whoever follows a run on standard output, and its bar on standard error.
pub struct Follower {
    shown: Shown,
    bars: Bars,
}

/// A checkpoint as JSON.
#[derive(Serialize)]
struct CheckpointLine<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    #[serde(flatten)]
    score: &'a HeldOutMetrics,
    is_best: bool,
    #[serde(flatten)]
    period: &'a Period,
}

/// The result as JSON.
#[derive(Serialize)]
struct ResultLine<'a> {
    run: &'a Path,
    policy: &'a Path,
    iterations: u64,
    best: Option<&'a HeldOutMetrics>,
}

impl Follower {
    /// Prints what is to be shown.
    pub fn new(shown: Shown) -> Self {
        Self { shown, bars: Bars::new(shown) }
    }
}

impl Observer for Follower {
    fn begin(&self, work: &Work<'_>) {
        self.bars.begin(work);
    }

    fn doing(&self, what: &str) {
        self.bars.doing(what);
    }

    fn step(&self) {
        self.bars.step();
    }

    fn end(&self) {
        self.bars.end();
    }

    fn note(&self, note: &Note<'_>) -> Result<(), Failure> {
        let text = match self.shown {
            Shown::Nothing => None,
            Shown::Text => Some(text(note)),
            Shown::Json => json(note),
        };
        text.map_or(Ok(()), |text| self.bars.suspended(|| print(&text)))
    }
}

fn json(note: &Note<'_>) -> Option<String> {
    match note {
        Note::TrainingBegins => None,
        Note::Checkpoint { seed, score, is_best, period, .. } => {
            Some(json_line(&CheckpointLine { seed: *seed, score, is_best: *is_best, period }))
        }
        Note::Trained(Trained { run, policy, iterations, best }) => {
            Some(json_line(&ResultLine { run, policy, iterations: *iterations, best: best.as_ref() }))
        }
    }
}

fn text(note: &Note<'_>) -> String {
    match note {
        Note::TrainingBegins => TABLE.header(),
        Note::Checkpoint { seed, score, is_best, period, iterations } => {
            let seed = seed.map_or_else(String::new, |seed| format!("{seed}: "));
            let iteration = format!("{seed}{}/{iterations}", score.iteration);
            line(iteration, score, period, *is_best)
        }
        Note::Trained(Trained { run, policy, best, .. }) => {
            let best = best.as_ref().map_or_else(String::new, |best| {
                format!("\nbest: {} at iteration {}", number(best.mean, 4), count(best.iteration))
            });
            format!("{best}\nrun: {} (use --policy {})\n", run.display(), policy.display())
        }
    }
}

fn line(iteration: String, score: &HeldOutMetrics, period: &Period, is_best: bool) -> String {
    let or_dash = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    TABLE.row(&[
        iteration,
        count(score.hub_steps),
        number(score.mean, 4) + if is_best { " *" } else { "  " },
        score.low.zip(score.high).map_or_else(String::new, |(low, high)| interval(low, high)),
        or_dash(period.episode_return.map(|sum| number(sum, 1))),
        or_dash(period.late_share.map(|share| percent(share, 1))),
        or_dash(period.fill_m3.map(|share| percent(share, 0))),
        number(period.entropy, 3),
        number(period.kl, 4),
        percent(period.explained_variance, 0),
        number(period.hub_steps_per_second, 0),
    ])
}
