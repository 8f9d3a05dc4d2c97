//! Packages drawn at random: Poisson arrivals by hub and hour, then destination, size, value and slack of each.
//!
//! A training run draws hundreds of thousands of packages for each dense world, so this is a hot path: one pass, three normal
//! and three uniform draws a package, or where goods come by the lot one more for a whole lot, alias tables for the destinations.
//! Measured: 60 ns a package, of which 20 are the operating system's for memory touched for the first time; checking the case takes
//! another 50.

use rand::RngExt;
use rand_distr::weighted::WeightedAliasIndex;
use rand_distr::{Distribution, Poisson, StandardNormal};
use rand_pcg::Pcg64;

use super::variety::Variety;
use linehaul_case::{ClassId, Grams, HubId, Millilitres, PackageIds, Packages, VehicleType};

/// Hours of demand that wait at each hub when the first hour begins, as if the network had run before.
const BACKLOG_HOURS: f64 = 4.0;

/// Spread of volumes, as the standard deviation of their logarithm.
const VOLUME_SPREAD: f64 = 0.75;
/// Smallest volume, m3.
const MIN_M3: f64 = 0.1;
/// Usual median density, kg/m3: below the 282 of the largest type, so volume binds more often than weight.
pub(super) const DENSITY: f64 = 180.0;
/// Payload over volume of the usual largest type, kg/m3.
const LARGEST_DENSITY: f64 = 24_000.0 / 85.0;
/// Spread of densities, as the standard deviation of their logarithm.
const DENSITY_SPREAD: f64 = 0.6;
/// Smallest weight, kg.
const MIN_KG: f64 = 1.0;

/// Sizes and values of packages.
#[derive(Clone, Copy)]
pub(super) struct Goods {
    /// Median volume, m3.
    pub(super) median_m3: f64,
    /// Largest volume, m3.
    pub(super) max_m3: f64,
    /// Largest weight, kg.
    pub(super) max_kg: f64,
    /// Value, in the case's currency, of the median package of 1 m3; values grow with the root of the volume.
    pub(super) value: f64,
    /// Factor on the hours between the fastest delivery and the promise.
    pub(super) promise: f64,
    /// Least hours between the fastest delivery and the promise.
    pub(super) least_slack: u16,
    /// Mean number of packages that come together.
    pub(super) lot: f64,
    /// Median density, kg/m3.
    pub(super) density: f64,
}

impl Goods {
    /// The same goods for a variety.
    pub(super) fn scaled(self, variety: &Variety) -> Self {
        Self {
            median_m3: self.median_m3 * variety.package,
            max_m3: self.max_m3 * variety.package,
            max_kg: self.max_kg * variety.package,
            value: self.value * variety.value,
            promise: variety.promise,
            least_slack: variety.least_slack,
            lot: variety.lot,
            density: self.density * variety.density,
        }
    }

    /// The same goods, nothing larger than a vehicle.
    pub(super) fn fitting(self, largest: &VehicleType) -> Self {
        let (max_m3, max_kg) = (self.max_m3.min(largest.ml.to_m3()), self.max_kg.min(largest.grams.to_kg()));
        Self { max_m3, max_kg, ..self }
    }

    /// Room that a package takes in the mean when it counts by volume or by weight, whichever takes more of the largest type, as
    /// m3: 2.08 for a median of 1.5 (measured 2.089 over 640,000 packages of random worlds, by volume alone 1.968).
    pub(super) fn mean_m3(&self) -> f64 {
        self.median_m3 * 2.08 / 1.5 * (by_weight(self.density) / by_weight(DENSITY))
    }
}

/// Mean over goods of a median density of the larger of 1 and their density over the largest type's: the mean of max(1, r), r
/// log-normal, summed over a grid of the normal distribution.
fn by_weight(density: f64) -> f64 {
    let weigh = |z: f64| (-z * z / 2.0).exp();
    let larger = |z: f64| (density / LARGEST_DENSITY * (DENSITY_SPREAD * z).exp()).max(1.0);
    let grid = || (-80..=80).map(|step| f64::from(step) / 20.0);
    grid().map(|z| weigh(z) * larger(z)).sum::<f64>() / grid().map(weigh).sum::<f64>()
}

/// Everything that decides which packages arrive.
pub(super) struct Freight<'a> {
    /// Number of hubs.
    pub(super) n_hubs: usize,
    /// Number of hours.
    pub(super) hours: u16,
    /// Packages an hour in the mean, `[from, destination]`.
    pub(super) rates: &'a [f64],
    /// Hours along the primary path, `[from, destination]`.
    pub(super) path_hours: &'a [u32],
    /// What is sent.
    pub(super) goods: Goods,
}

impl Freight<'_> {
    /// Draws all packages, in order of release, each released on a whole hour; `rhythm(hub, hour)` is a factor on the rates.
    pub(super) fn draw(&self, rhythm: impl Fn(usize, u16) -> f64, rng: &mut Pcg64) -> Packages {
        let rows: Vec<&[f64]> = self.rates.chunks(self.n_hubs.max(1)).collect();
        let origin_rates: Vec<f64> = rows.iter().map(|row| row.iter().sum()).collect();
        let destinations: Vec<_> = rows.iter().map(|row| WeightedAliasIndex::new(row.to_vec()).ok()).collect();
        let expected = origin_rates.iter().sum::<f64>() * (f64::from(self.hours) + BACKLOG_HOURS);
        let mut packages = with_capacity((expected * 1.02) as usize + 100);
        for hour in 0..self.hours {
            for (hub, destinations) in destinations.iter().enumerate() {
                let Some(destinations) = destinations else { continue };
                let rate = origin_rates[hub] * rhythm(hub, hour) / self.goods.lot;
                let mut count = poisson(rate, rng);
                if hour == 0 {
                    count += poisson(rate * BACKLOG_HOURS, rng);
                }
                for _ in 0..count {
                    self.push(&mut packages, hour, hub, destinations.sample(rng), rng);
                }
            }
        }
        if let (true, Some(Some(first))) = (packages.is_empty(), destinations.first()) {
            // A case must have a package, however short and sparse it is.
            self.push(&mut packages, 0, 0, first.sample(rng), rng);
        }
        finished(packages)
    }

    /// A lot, of one package unless goods come in larger ones.
    fn push(&self, packages: &mut Packages, hour: u16, hub: usize, destination: usize, rng: &mut Pcg64) {
        let goods = &self.goods;
        let mut normal = || -> f64 { rng.sample(StandardNormal) };
        let m3 = (goods.median_m3 * (VOLUME_SPREAD * normal()).exp()).max(MIN_M3).min(goods.max_m3);
        let kg = (m3 * goods.density * (DENSITY_SPREAD * normal()).exp()).max(MIN_KG).min(goods.max_kg);
        let value = goods.value * m3.sqrt() * normal().exp();
        let path_hours = self.path_hours[hub * self.n_hubs + destination];
        let due = i64::from(hour)
            + i64::from(path_hours)
            + slack_hours(rng.random(), goods.promise).max(goods.least_slack.into());
        // Adding a half and cutting rounds as `round` does, without three calls into the mathematical library. Values in whole cents.
        let (grams, ml) = (Grams((kg * 1e3 + 0.5) as u32), Millilitres((m3 * 1e6 + 0.5) as u32));
        let value = ((value * 100.0 + 0.5) as i64) as f64 / 100.0;
        let count = if goods.lot > 1.0 { lot(rng.random(), goods.lot) } else { 1 };
        for _ in 0..count {
            packages.origins.push(HubId::from_index(hub));
            packages.destinations.push(HubId::from_index(destination));
            packages.released_seconds.push(i64::from(hour) * 3_600);
            packages.due_seconds.push(due * 3_600);
            packages.grams.push(grams);
            packages.ml.push(ml);
            packages.values.push(value);
        }
    }
}

/// Packages of a lot from a uniform draw in [0, 1): geometric from 1 on, with the given mean above 1.
fn lot(uniform: f64, mean: f64) -> usize {
    1 + ((1.0 - uniform).ln() / (1.0 - 1.0 / mean).ln()) as usize
}

/// Whole hours between the fastest delivery and the promise, from a uniform draw in [0, 1): 2 to 7 for the first fifth
/// (express), 8 to 23 for the next half (next day), 24 to 47 for the rest, times a factor.
fn slack_hours(uniform: f64, promise: f64) -> i64 {
    let hours = if uniform < 0.2 {
        2.0 + uniform * 30.0
    } else if uniform < 0.7 {
        8.0 + (uniform - 0.2) * 32.0
    } else {
        24.0 + (uniform - 0.7) * 80.0
    };
    // The last class ends at 48, which rounding of the sum may reach.
    (hours.min(47.999) * promise) as i64
}

fn poisson(mean: f64, rng: &mut Pcg64) -> usize {
    Poisson::new(mean).map_or(0, |arrivals| arrivals.sample(rng) as usize)
}

fn with_capacity(n: usize) -> Packages {
    Packages {
        origins: Vec::with_capacity(n),
        destinations: Vec::with_capacity(n),
        released_seconds: Vec::with_capacity(n),
        due_seconds: Vec::with_capacity(n),
        grams: Vec::with_capacity(n),
        ml: Vec::with_capacity(n),
        values: Vec::with_capacity(n),
        ..Packages::default()
    }
}

/// Fills the columns that need no draw: ids from 1, announced at release, class "general".
fn finished(packages: Packages) -> Packages {
    let n = packages.len();
    Packages {
        ids: PackageIds::Numbers((1..=n as i64).collect()),
        announced_seconds: packages.released_seconds.clone(),
        classes: vec![ClassId(0); n],
        ..packages
    }
}
