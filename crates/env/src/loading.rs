//! How docks are loaded, and what a run has learned about how well.

use linehaul_case::PackageIds;
use linehaul_lp::InstanceFile;
use linehaul_lp::solver::{Counts, Solved};
use serde::{Deserialize, Serialize};

/// What loads the trucks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Solver {
    /// Greedily with repairs, in microseconds.
    #[default]
    Fast,
    /// The aggregate integer program, its trucks filled in integers; milliseconds to seconds.
    Aggregate,
    /// A binary for each package and truck; for small docks, others fall back to the fast load.
    Exact,
}

/// The `[dock]` table of a configuration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DockSettings {
    /// What loads the trucks.
    pub solver: Solver,
    /// Share of the hub-hours with cargo and an order, 0 to 1, that are solved again with the bound of the aggregate program.
    pub certify: f64,
}

/// A dock-hour that was certified.
#[derive(Clone, Debug, PartialEq)]
pub struct WorstLoad {
    /// What the load lacks to the bound, as a share of the bound.
    pub gap: f64,
    /// Id of the hub.
    pub hub: String,
    /// Hour of the run.
    pub hour: u16,
    /// The dock.
    pub instance: Box<InstanceFile>,
}

/// What was learned of the loads of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LoadingRecord {
    /// Gap to the bound of each certified dock-hour whose bound was proved, in order of hour and hub.
    pub gaps: Vec<f64>,
    /// Certified dock-hours for which the bound's solver found nothing before its limit.
    pub unproved: u64,
    /// The largest gap; the first of equals.
    pub worst: Option<WorstLoad>,
    /// Dock-hours loaded by a solver: to the end, refused and replaced by the fast load, and at a limit.
    pub solved: u64,
    /// See `solved`.
    pub refused: u64,
    /// See `solved`.
    pub limits: u64,
}

impl LoadingRecord {
    /// Takes in another run's.
    pub fn merge(&mut self, other: &Self) {
        self.gaps.extend_from_slice(&other.gaps);
        self.unproved += other.unproved;
        let gap = |worst: &Option<WorstLoad>| worst.as_ref().map_or(-1.0, |worst| worst.gap);
        if gap(&other.worst) > gap(&self.worst) {
            self.worst.clone_from(&other.worst);
        }
        self.solved += other.solved;
        self.refused += other.refused;
        self.limits += other.limits;
    }

    /// Mean, 95th percentile (the nearest rank) and the largest gap; `None` where nothing was certified.
    pub fn gap(&self) -> Option<LoadingGap> {
        if self.gaps.is_empty() {
            return None;
        }
        let mut sorted = self.gaps.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        let rank = (sorted.len() as f64 * 0.95).ceil() as usize;
        Some(LoadingGap {
            certified: sorted.len() as u64,
            unproved: self.unproved,
            mean: sorted.iter().sum::<f64>() / sorted.len() as f64,
            p95: sorted[rank - 1],
            worst: sorted[sorted.len() - 1],
        })
    }

    /// Packages of the worst load get their ids in place of their rows.
    pub(crate) fn name_packages(&mut self, ids: &PackageIds) {
        for package in self.worst.iter_mut().flat_map(|worst| &mut worst.instance.packages) {
            let row = package.id.parse::<usize>().expect("a dock names packages by rows");
            package.id = ids.text(row);
        }
    }

    pub(crate) fn count(&mut self, solved: Solved) {
        let mut counts = Counts { solved: self.solved, refused: self.refused, limits: self.limits };
        counts.add(solved);
        Counts { solved: self.solved, refused: self.refused, limits: self.limits } = counts;
    }
}

/// How far loads are from the bound of the aggregate program, as shares of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoadingGap {
    /// Dock-hours with a proved bound.
    pub certified: u64,
    /// Dock-hours sampled beside them, without one.
    pub unproved: u64,
    /// Mean gap.
    pub mean: f64,
    /// 95th percentile.
    pub p95: f64,
    /// The largest.
    pub worst: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(gaps: &[f64]) -> LoadingRecord {
        let worst = gaps.iter().copied().max_by(f64::total_cmp).map(|gap| WorstLoad {
            gap,
            hub: "A".into(),
            hour: 0,
            instance: Box::default(),
        });
        LoadingRecord { gaps: gaps.to_vec(), worst, ..LoadingRecord::default() }
    }

    /// Of twenty gaps 0 to .19 the nearest rank of 95 % is the nineteenth.
    #[test]
    fn the_gap_is_a_mean_a_percentile_and_the_worst() {
        assert_eq!(LoadingRecord::default().gap(), None);
        let gap = record(&(0..20).map(|at| f64::from(at) / 100.0).collect::<Vec<_>>()).gap().unwrap();
        assert!((gap.mean - 0.095).abs() < 1e-12);
        assert_eq!((gap.certified, gap.p95, gap.worst), (20, 0.18, 0.19));
    }

    #[test]
    fn merged_records_keep_the_worst_of_both() {
        for (first, second) in [(record(&[0.1]), record(&[0.2, 0.0])), (record(&[0.2]), record(&[0.1]))] {
            let mut both = first.clone();
            both.merge(&second);
            assert_eq!(both.gaps.len(), first.gaps.len() + second.gaps.len());
            assert!((both.worst.unwrap().gap - 0.2).abs() < 1e-12);
        }
    }
}
