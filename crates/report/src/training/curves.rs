//! Figures over iterations, thin enough for a page: means over buckets, and smoothed ones over a window.
//!
//! A figure of several iterations is one sum over another, so that a speed is work over time and not a mean of speeds. Buckets and
//! the window count iterations and are the same for all runs of a page, so points of different runs stand at the same iterations.
//! Values keep seven digits.

use std::collections::BTreeMap;

use serde::Serialize;

use super::read::Row;

/// Points of a curve, and of all runs' curves of one figure.
const POINTS: u64 = 400;
const POINTS_OF_ALL: u64 = 4_000;
/// A window is this part of the longest run: noise of single iterations goes, a trend stays.
const WINDOWS: u64 = 25;

/// Names of the figures.
const NAMES: [&str; 11] = [
    "episode_return",
    "reward",
    "late_share",
    "fill_m3",
    "departures",
    "entropy",
    "kl",
    "clipped",
    "explained_variance",
    "hub_steps_per_second",
    "collect_share",
];

/// How curves are thinned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Thinning {
    /// Iterations of a point.
    pub bucket: u64,
    /// Iterations of a smoothed point, odd; 1 where there are too few to smooth.
    pub window: u64,
    /// Whether only smoothed curves are kept: those of several runs would hide each other.
    pub smooth_only: bool,
}

impl Thinning {
    /// For runs of which the longest has so many iterations.
    pub fn of(longest: u64, n_runs: usize) -> Self {
        let points = (POINTS_OF_ALL / n_runs.max(1) as u64).clamp(50, POINTS);
        let window = (longest / WINDOWS) | 1;
        Self { bucket: longest.div_ceil(points).max(1), window, smooth_only: n_runs > 1 && window > 1 }
    }
}

/// Points by figure, `[point]`.
pub(super) type ByFigure = BTreeMap<&'static str, Vec<Option<f32>>>;

/// Points of one run, `[point]`. A figure that no iteration of a point knows is absent there.
#[derive(Debug, Serialize)]
pub(super) struct Curves {
    /// The last iteration of each point.
    pub iterations: Vec<u64>,
    /// Hub-hours simulated until then.
    pub hub_steps: Vec<u64>,
    /// Means over buckets, by figure; none if only smoothed curves are kept.
    pub raw: Option<ByFigure>,
    /// Means over windows around the last iteration; none without a window.
    pub smooth: Option<ByFigure>,
}

/// A figure as one sum over another.
type Ratio = (f64, f64);

impl Curves {
    /// Of a run's iterations.
    pub fn of(rows: &[Row], thinning: Thinning) -> Self {
        let sums = sums(rows);
        // Rows of the points: each ends where the next begins.
        let bucket = |row: &Row| row.iteration.saturating_sub(1) / thinning.bucket;
        let mut buckets = Vec::new();
        let mut start = 0;
        for points in rows.chunk_by(|a, b| bucket(a) == bucket(b)) {
            buckets.push(start..start + points.len());
            start += points.len();
        }
        let last = |of: fn(&Row) -> u64| buckets.iter().map(|rows_of| of(&rows[rows_of.end - 1])).collect();
        let half = thinning.window / 2;
        let around = |iteration: u64| {
            let first = rows.partition_point(|row| row.iteration + half < iteration);
            first..rows.partition_point(|row| row.iteration <= iteration + half)
        };
        let raw = || curves(&buckets, &sums);
        let windows = || buckets.iter().map(|rows_of| around(rows[rows_of.end - 1].iteration)).collect::<Vec<_>>();
        Self {
            iterations: last(|row| row.iteration),
            hub_steps: last(|row| row.hub_steps),
            raw: (!thinning.smooth_only).then(raw),
            smooth: (thinning.window > 1).then(|| curves(&windows(), &sums)),
        }
    }
}

/// Both sums of every figure over the rows before each row, `[row + 1]`.
fn sums(rows: &[Row]) -> Vec<[Ratio; NAMES.len()]> {
    let mut total = [(0.0, 0.0); NAMES.len()];
    let mut hub_steps = 0;
    let mut sums = vec![total];
    for row in rows {
        let figures = figures(row, row.hub_steps.saturating_sub(hub_steps));
        for (sum, figure) in total.iter_mut().zip(figures) {
            *sum = (sum.0 + figure.0, sum.1 + figure.1);
        }
        hub_steps = row.hub_steps;
        sums.push(total);
    }
    sums
}

/// The figures of an iteration with so many hub-hours, in the order of their names.
fn figures(row: &Row, hub_steps: u64) -> [Ratio; NAMES.len()] {
    let known = |figure: Option<f64>| figure.map_or((0.0, 0.0), |figure| (figure, 1.0));
    let busy = row.collect_seconds + row.update_seconds;
    [
        known(row.episode_return),
        known(row.reward),
        known(row.late_share),
        known(row.fill_m3),
        known(row.departures),
        known(row.entropy),
        known(row.kl),
        known(row.clipped),
        known(row.explained_variance),
        (hub_steps as f64, busy),
        (row.collect_seconds, busy),
    ]
}

fn curves(ranges: &[std::ops::Range<usize>], sums: &[[Ratio; NAMES.len()]]) -> ByFigure {
    let value = |figure: usize, range: &std::ops::Range<usize>| {
        let (first, end) = (sums[range.start][figure], sums[range.end][figure]);
        let weight = end.1 - first.1;
        (weight > 0.0).then(|| ((end.0 - first.0) / weight) as f32)
    };
    let curve = |figure: usize| ranges.iter().map(|range| value(figure, range)).collect();
    NAMES.iter().enumerate().map(|(at, name)| (*name, curve(at))).collect()
}
