//! Checkpoints on the held-out worlds: the curve, the best and the last.

use serde::Serialize;

use super::read::{Score, TrainingRun};

/// Most checkpoints of a curve. An interval is no mean of intervals, so checkpoints are left out evenly instead of averaged.
const POINTS: usize = 400;

/// Scores of a run.
#[derive(Debug, Serialize)]
pub(super) struct Scores<'a> {
    /// Checkpoints of the run.
    pub n: usize,
    /// Iterations of those shown, `[point]`; the best and the last are among them.
    pub iterations: Vec<u64>,
    /// Hub-hours until then, `[point]`.
    pub hub_steps: Vec<u64>,
    /// Means, `[point]`.
    pub means: Vec<f64>,
    /// Ends of the intervals, `[point]`.
    pub lows: Vec<Option<f64>>,
    /// The other ends.
    pub highs: Vec<Option<f64>>,
    /// The best checkpoint, the first of equals.
    pub best: Option<Checkpoint<'a>>,
    /// The last one.
    pub last: Option<Checkpoint<'a>>,
}

/// A checkpoint in full.
#[derive(Debug, Serialize)]
pub(super) struct Checkpoint<'a> {
    iteration: u64,
    hub_steps: u64,
    /// Seconds of collecting and updating until then.
    seconds: f64,
    mean: f64,
    low: Option<f64>,
    high: Option<f64>,
    /// `[world]`
    ratios: &'a [f64],
}

impl<'a> Scores<'a> {
    /// Of a run.
    pub fn of(run: &'a TrainingRun) -> Self {
        let scores = &run.scores;
        let best = (0..scores.len()).min_by(|&a, &b| scores[a].mean.total_cmp(&scores[b].mean));
        let stride = scores.len().div_ceil(POINTS).max(1);
        let is_shown = |at: &usize| (scores.len() - 1 - at).is_multiple_of(stride) || best == Some(*at);
        let shown: Vec<&Score> = (0..scores.len()).filter(is_shown).map(|at| &scores[at]).collect();
        Self {
            n: scores.len(),
            iterations: shown.iter().map(|score| score.iteration).collect(),
            hub_steps: shown.iter().map(|score| score.hub_steps).collect(),
            means: shown.iter().map(|score| score.mean).collect(),
            lows: shown.iter().map(|score| score.low).collect(),
            highs: shown.iter().map(|score| score.high).collect(),
            best: best.map(|at| checkpoint(run, &scores[at])),
            last: scores.last().map(|score| checkpoint(run, score)),
        }
    }
}

fn checkpoint<'a>(run: &TrainingRun, score: &'a Score) -> Checkpoint<'a> {
    let until = run.rows.iter().take_while(|row| row.iteration <= score.iteration);
    Checkpoint {
        iteration: score.iteration,
        hub_steps: score.hub_steps,
        seconds: until.map(|row| row.collect_seconds + row.update_seconds).sum(),
        mean: score.mean,
        low: score.low,
        high: score.high,
        ratios: &score.ratios,
    }
}
