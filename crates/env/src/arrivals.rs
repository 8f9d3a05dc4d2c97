//! A demand compiled for stepping: one 32-byte record a package, in order of release.
//!
//! The records are shared and never change. A world's own state is lists of package numbers, four bytes each, which is what makes
//! a world cheap to clone: the packages that wait at a time were released together, so their records sit together in the cache.

use std::sync::Arc;

use linehaul_case::network::{LOAD_ONE, Network};
use linehaul_case::rules::MustRide;
use linehaul_case::{Demand, HubId, Packages};

/// What the step needs of a package.
#[derive(Clone, Copy, Debug)]
pub struct Package {
    /// One-off penalty, millionths of the currency.
    pub penalty: i64,
    /// Weight, grams.
    pub grams: u32,
    /// Volume, millilitres.
    pub ml: u32,
    /// Size in units of load, [`LOAD_ONE`] a largest vehicle.
    pub load: u32,
    /// Penalty, and the extra price of training, for a largest vehicle full of such packages, currency.
    pub density: f32,
    /// Last hour of a delivery on time; before the start for what is late from the start.
    pub due: i32,
    /// Destination hub.
    pub destination: u16,
    /// Goods class.
    pub class: u8,
    /// Whether it is loaded before all others.
    pub must_ride: bool,
}

/// All packages that a world will meet, in order of release hour, origin and row.
#[derive(Clone, Debug)]
pub struct Arrivals {
    /// The records.
    pub packages: Vec<Package>,
    /// Origin hub of each record.
    pub origins: Vec<HubId>,
    /// The demand's row of each record.
    pub rows: Vec<u32>,
    /// Packages released in hour t are `ends[t - 1]..ends[t]`, `[hour]`.
    pub ends: Vec<u32>,
    /// Seed of the demand.
    pub seed: u64,
    /// Extra price of a late package, currency; 0 outside training and calibration.
    pub late_price: f64,
    /// Whether any package must ride.
    pub any_must_ride: bool,
}

impl Arrivals {
    /// Compiles a demand; `late_price` is added to the penalty in everything that decisions see, never in costs.
    pub fn new(network: &Network, demand: &Demand, late_price: f64) -> Arc<Self> {
        let packages = &demand.packages;
        let must_ride = must_ride(network, demand);
        let mut rows: Vec<u32> = (0..packages.len() as u32).collect();
        let key = |row: u32| (packages.released_hour(row as usize), packages.origins[row as usize]);
        if !rows.is_sorted_by_key(|&row| key(row)) {
            rows.sort_by_key(|&row| key(row));
        }
        let mut ends = vec![0; usize::from(network.case.hours())];
        for &row in &rows {
            ends[packages.released_hour(row as usize) as usize] += 1;
        }
        for hour in 1..ends.len() {
            ends[hour] += ends[hour - 1];
        }
        let record =
            |row: u32| record(network, packages, row as usize, late_price, must_ride.get(row as usize) == Some(&true));
        Arc::new(Self {
            packages: rows.iter().map(|&row| record(row)).collect(),
            origins: rows.iter().map(|&row| packages.origins[row as usize]).collect(),
            rows,
            ends,
            seed: demand.seed,
            late_price,
            any_must_ride: must_ride.contains(&true),
        })
    }

    /// Packages released in an hour.
    pub fn released(&self, hour: u16) -> std::ops::Range<u32> {
        let start = if hour == 0 { 0 } else { self.ends[usize::from(hour) - 1] };
        start..self.ends[usize::from(hour)]
    }
}

fn record(network: &Network, packages: &Packages, row: usize, late_price: f64, must_ride: bool) -> Package {
    let (grams, ml) = (packages.grams[row].0, packages.ml[row].0);
    let load = network.load(grams, ml).max(1);
    let penalty = network.case.late().penalty(packages.values[row]);
    Package {
        penalty: penalty.0,
        grams,
        ml,
        load: load as u32,
        density: ((penalty.to_f64() + late_price) * (LOAD_ONE as f64 / load as f64)) as f32,
        due: packages.due_hour(row) as i32,
        destination: packages.destinations[row].0,
        class: packages.classes[row].0,
        must_ride,
    }
}

/// `[row]`; empty when the case has no such rule.
fn must_ride(network: &Network, demand: &Demand) -> Vec<bool> {
    let rules = &network.case.rules().must_ride;
    if rules.is_empty() {
        return Vec::new();
    }
    let concerned = |row: usize| {
        rules.iter().any(|rule| match *rule {
            MustRide::Class(class) => demand.packages.classes[row] == class,
            MustRide::Package(package) => demand.case_rows[row] as usize == package,
        })
    };
    (0..demand.packages.len()).map(concerned).collect()
}
