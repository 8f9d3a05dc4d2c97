//! Each lane's packages in the order in which its trucks take them.

use crate::instance::Instance;
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
    pub package: u32,
    pub grams: u32,
    pub ml: u32,
    pub class: u8,
    /// What loading it here counts, with what leaving it would cost if it must ride.
    pub worth: f64,
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
    /// `[lane + 1]`
    pub offsets: Vec<u32>,
    /// First entry that may be free, `[lane]`.
    pub heads: Vec<u32>,
    /// Least weight and volume of an entry, `[lane]`.
    pub least: Vec<(u32, u32)>,
    unsorted: Vec<Entry>,
    keys: Vec<f32>,
    demands: Vec<Demand>,
    ranking: Ranking,
}

/// Half of the mean worth for its size is a fair guess of what the last package taken is worth.
const MARGIN: f64 = 0.5;

impl Lists {
    pub(super) fn build(&mut self, instance: &Instance, weighing: Weighing) {
        let n_lanes = instance.lanes().len();
        let [max_grams, max_ml] = largest(instance);
        let sizes = |package: usize| {
            (f64::from(instance.grams()[package]) / max_grams, f64::from(instance.ml()[package]) / max_ml)
        };
        self.offsets.clear();
        self.offsets.resize(n_lanes + 1, 0);
        self.demands.clear();
        self.demands.resize(n_lanes, Demand::default());
        for package in 0..instance.n_packages() {
            let options = instance.options(package);
            let (grams, ml) = sizes(package);
            let demand = &mut self.demands[usize::from(options[0].lane)];
            demand.grams += grams;
            demand.ml += ml;
            demand.worth += options[0].worth;
            for option in options {
                self.offsets[usize::from(option.lane) + 1] += 1;
            }
        }
        for lane in 0..n_lanes {
            self.offsets[lane + 1] += self.offsets[lane];
        }
        for demand in &mut self.demands {
            let (grams, ml) = (demand.grams.powi(4), demand.ml.powi(4));
            demand.weight = match weighing {
                Weighing::Scarcity if grams + ml > 0.0 => grams / (grams + ml),
                _ => 0.5,
            };
            let all = demand.weight * demand.grams + (1.0 - demand.weight) * demand.ml;
            demand.price = if all > 0.0 { MARGIN * demand.worth / all } else { 0.0 };
        }
        self.scatter(instance, weighing, sizes);
        self.sort(n_lanes);
    }

    /// Puts every package into the part of each lane that it may take, with its key.
    fn scatter(&mut self, instance: &Instance, weighing: Weighing, sizes: impl Fn(usize) -> (f64, f64)) {
        let n_entries = self.offsets[self.offsets.len() - 1] as usize;
        self.unsorted.clear();
        self.unsorted.resize(n_entries, Entry::default());
        self.keys.clear();
        self.keys.resize(n_entries, 0.0);
        self.heads.clear();
        self.heads.extend_from_slice(&self.offsets[..self.offsets.len() - 1]);
        for package in 0..instance.n_packages() {
            let (grams, ml) = sizes(package);
            let size = |lane: usize| match weighing {
                Weighing::Larger => grams.max(ml),
                _ => self.demands[lane].weight * grams + (1.0 - self.demands[lane].weight) * ml,
            };
            let must_ride = if instance.must_ride()[package] { instance.must_ride_penalty() } else { 0.0 };
            let options = instance.options(package);
            for option in options {
                let lane = usize::from(option.lane);
                // What it would earn elsewhere, at that lane's price, it need not earn here.
                let elsewhere = options.iter().filter(|other| other.lane != option.lane).map(|other| {
                    let other_lane = usize::from(other.lane);
                    other.worth - self.demands[other_lane].price * size(other_lane)
                });
                let gained = option.worth - elsewhere.fold(0.0, f64::max);
                let key = (must_ride + gained).max(0.0) / size(lane).max(1e-12);
                let place = self.heads[lane] as usize;
                self.heads[lane] += 1;
                self.keys[place] = key as f32;
                self.unsorted[place] = Entry {
                    package: package as u32,
                    grams: instance.grams()[package],
                    ml: instance.ml()[package],
                    class: instance.classes()[package],
                    worth: option.worth + must_ride,
                };
            }
        }
    }

    fn sort(&mut self, n_lanes: usize) {
        self.entries.clear();
        self.least.clear();
        for lane in 0..n_lanes {
            let part = self.offsets[lane] as usize..self.offsets[lane + 1] as usize;
            let (keys, unsorted) = (&self.keys[part.clone()], &self.unsorted[part]);
            self.ranking.sort(keys.iter().copied());
            self.entries.extend(self.ranking.order.iter().map(|&at| unsorted[at as usize]));
            let least =
                unsorted.iter().fold((u32::MAX, u32::MAX), |least, e| (least.0.min(e.grams), least.1.min(e.ml)));
            self.least.push(least);
        }
        self.rewind();
    }

    /// All entries may be free again.
    pub(super) fn rewind(&mut self) {
        self.heads.copy_from_slice(&self.offsets[..self.offsets.len() - 1]);
    }

    /// The part of a lane from its head on, as positions.
    pub(super) fn open(&self, lane: usize) -> std::ops::Range<usize> {
        self.heads[lane] as usize..self.offsets[lane + 1] as usize
    }
}

/// Payload and volume of the largest type.
fn largest(instance: &Instance) -> [f64; 2] {
    let most = |of: &dyn Fn(usize) -> u32| (0..instance.vehicles().len()).map(of).max().unwrap_or(1).max(1);
    [most(&|v| instance.vehicles()[v].grams), most(&|v| instance.vehicles()[v].ml)].map(f64::from)
}
