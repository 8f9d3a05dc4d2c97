//! Each lane's packages in the order in which its trucks take them.

use crate::exchange::Piece;
use crate::problem::Problem;
use crate::rank::Ranking;

/// How a package's weight and volume make up its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weighing {
    /// By how much of each the lane's packages ask for: what is short counts most.
    Scarcity,
    /// The larger of the two shares of the largest type.
    Larger,
    /// Both alike.
    Alike,
}

impl Weighing {
    pub(super) const ALL: [Self; 3] = [Self::Scarcity, Self::Larger, Self::Alike];
}

/// A package on a lane that it may take.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    pub item: u32,
    pub package: u32,
    pub grams: u32,
    pub ml: u32,
    pub class: u8,
    pub worth: f64,
}

impl Entry {
    pub fn of(problem: &Problem, at: usize) -> Self {
        let (item, package, worth) = (problem.item(at), problem.package(at) as u32, problem.worth(at));
        Self { item: at as u32, package, grams: item.grams, ml: item.ml, class: item.class, worth }
    }
}

impl Piece for Entry {
    fn size(&self) -> (u32, u32, u8) {
        (self.grams, self.ml, self.class)
    }

    fn worth(&self) -> f64 {
        self.worth
    }
}

/// A lane's sums over the packages whose own it is.
#[derive(Clone, Copy, Debug, Default)]
struct Demand {
    grams: f64,
    ml: f64,
    worth: f64,
    /// Share of weight in the size, 0 to 1.
    weight: f64,
    /// Worth of a size that a truck takes or leaves.
    price: f64,
}

/// Lists of all lanes, flat.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// Best first within a lane.
    pub entries: Vec<Entry>,
    /// First entry that may be free, `[lane]`.
    pub heads: Vec<u32>,
    /// Least weight and volume of an entry, `[lane]`.
    pub least: Vec<(u32, u32)>,
    /// `[lane + 1]`
    offsets: Vec<u32>,
    keys: Vec<f32>,
    demands: Vec<Demand>,
    ranking: Ranking,
}

/// Half of the mean worth for its size is a fair guess of what the last package taken is worth.
const MARGIN: f64 = 0.5;

impl Lists {
    pub(super) fn build(&mut self, problem: &Problem, weighing: Weighing) {
        self.demand(problem, weighing);
        let [max_grams, max_ml] = problem.largest();
        self.entries.clear();
        self.least.clear();
        self.offsets.clear();
        self.offsets.push(0);
        for lane in 0..problem.n_lanes() {
            let items = problem.lane_items(lane);
            let mut least = (u32::MAX, u32::MAX);
            self.keys.clear();
            for at in items.clone() {
                let item = problem.item(at);
                let (grams, ml) = (f64::from(item.grams) / max_grams, f64::from(item.ml) / max_ml);
                let size = |lane: usize| match weighing {
                    Weighing::Larger => grams.max(ml),
                    _ => self.demands[lane].weight * grams + (1.0 - self.demands[lane].weight) * ml,
                };
                // What it would earn elsewhere, at that lane's price, it need not earn here.
                let others = problem.options(problem.package(at)).filter(|&(other, _)| other != at);
                let elsewhere =
                    others.map(|(other, lane)| problem.worth(other) - self.demands[lane].price * size(lane));
                let gained = (problem.worth(at) - elsewhere.fold(0.0, f64::max)).max(0.0);
                self.keys.push((gained / size(lane).max(1e-12)) as f32);
                least = (least.0.min(item.grams), least.1.min(item.ml));
            }
            self.least.push(least);
            self.ranking.sort(self.keys.iter().copied());
            self.entries.extend(self.ranking.order.iter().map(|&at| {
                let at = items.start + at as usize;
                Entry::of(problem, at)
            }));
            self.offsets.push(self.entries.len() as u32);
        }
        self.heads.clear();
        self.heads.extend_from_slice(&self.offsets[..problem.n_lanes()]);
    }

    fn demand(&mut self, problem: &Problem, weighing: Weighing) {
        let [max_grams, max_ml] = problem.largest();
        self.demands.clear();
        for lane in 0..problem.n_lanes() {
            let mut demand = Demand::default();
            for item in problem.own(lane) {
                demand.grams += f64::from(item.grams) / max_grams;
                demand.ml += f64::from(item.ml) / max_ml;
                demand.worth += problem.worth(item.key as usize);
            }
            let (grams, ml) = (demand.grams.powi(4), demand.ml.powi(4));
            demand.weight = match weighing {
                Weighing::Scarcity if grams + ml > 0.0 => grams / (grams + ml),
                _ => 0.5,
            };
            let all = demand.weight * demand.grams + (1.0 - demand.weight) * demand.ml;
            demand.price = if all > 0.0 { MARGIN * demand.worth / all } else { 0.0 };
            self.demands.push(demand);
        }
    }

    /// All entries may be free again.
    pub(super) fn rewind(&mut self) {
        let n_lanes = self.heads.len();
        self.heads.copy_from_slice(&self.offsets[..n_lanes]);
    }

    /// A lane's list.
    pub(super) fn all(&self, lane: usize) -> &[Entry] {
        &self.entries[self.offsets[lane] as usize..self.offsets[lane + 1] as usize]
    }

    /// The part of a lane from its head on.
    pub(super) fn open(&self, lane: usize) -> std::ops::Range<usize> {
        self.heads[lane] as usize..self.offsets[lane + 1] as usize
    }
}
