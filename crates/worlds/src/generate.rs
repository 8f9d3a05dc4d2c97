//! Random cases: worlds to train on, families of worlds to examine policies on, and networks built over real places.
//!
//! [`generate`] follows `docs/model.md` only in its output, a [`Case`] like any other: points on a plane joined by roads, gravity
//! demand scaled to a wanted lane flow, packages that arrive at random. [`Family`] draws the [`WorldSpec`]s of an exam,
//! [`gravity_case`] does the same over hubs that are given. The graph, the flows and the packages have random streams of their
//! own, so the same network can be asked for with other flows. What it costs to be simple: lanes are straight roads, demand has
//! a day's rhythm and a week's only where a [`Variety`] has one ([`gravity_case`] always), and every goods class is "general".

mod draw;
mod family;
mod fleet;
mod flows;
mod gravity;
mod links;
mod metros;
mod packages;
pub(crate) mod paths;
mod plane;
pub(crate) mod sphere;
mod variety;

use rand::RngExt;

pub use self::family::{Family, UnknownFamily};
pub use self::gravity::{GravitySpec, Market, gravity_case};
pub use self::metros::us_metro_12;
pub use self::variety::Variety;

use self::draw::{STREAM_FLOWS, STREAM_GRAPH, STREAM_PACKAGES, stream};
use self::packages::{DENSITY, Freight, Goods};
use self::paths::Paths;
use self::plane::Plane;
use linehaul_case::rules::Rules;
use linehaul_case::{Case, CaseTables, Grams, LateCost, Millilitres, VehicleType};

/// What a random world should be like.
#[derive(Clone, Debug, PartialEq)]
pub struct WorldSpec {
    /// Number of hubs, 2 to [`linehaul_case::MAX_HUBS`].
    pub n_hubs: usize,
    /// Mean flow over all lanes, in loads of the largest vehicle an hour and lane; above 0.
    pub lane_loads_per_hour: f64,
    /// Factor on every vehicle cost; above 0.
    pub cost_multiplier: f64,
    /// Factor on the volume and payload of every vehicle type, 0.1 to 10. Packages stay as they are.
    pub vehicle_scale: f64,
    /// Number of hourly steps, at least 1.
    pub hours: u16,
    /// Seed of the graph, the flows and the packages.
    pub seed: u64,
    /// What differs from the usual carrier.
    pub variety: Variety,
}

impl Default for WorldSpec {
    /// Eight hubs, a truck in ten hours on each lane, 20 days, everything else as usual.
    fn default() -> Self {
        Self {
            n_hubs: 8,
            lane_loads_per_hour: 0.1,
            cost_multiplier: 1.0,
            vehicle_scale: 1.0,
            hours: 480,
            seed: 0,
            variety: Variety::default(),
        }
    }
}

/// Start of every generated case: Monday 2026-01-05 00:00 UTC.
pub const START: i64 = 1_767_571_200;

/// Pallets and small lots: a largest truck takes about 40.
const GOODS: Goods = Goods {
    median_m3: 1.5,
    max_m3: 10.0,
    max_kg: 1_200.0,
    value: 120.0,
    promise: 1.0,
    least_slack: 0,
    lot: 1.0,
    density: DENSITY,
};

/// Share by which demand swings around its mean over a day.
const DAY_SWING: f64 = 0.6;

/// Generates the case of a spec: the same spec gives the same case, to the bit.
///
/// # Panics
/// If the spec is outside the ranges of its fields.
pub fn generate(spec: &WorldSpec) -> Case {
    let variety = &spec.variety;
    let vehicles: Vec<VehicleType> = variety.fleet.iter().map(|vehicle| scaled(vehicle, spec.vehicle_scale)).collect();
    let largest = vehicles.last().expect("a fleet has a type");
    let goods = GOODS.scaled(variety).fitting(largest);

    let Plane { points, lanes } = plane::scattered(spec.n_hubs, variety, &mut stream(spec.seed, STREAM_GRAPH));
    let paths = Paths::of(spec.n_hubs, &lanes);

    let mut rng = stream(spec.seed, STREAM_FLOWS);
    let mut rates = flows::between_random_masses(spec.n_hubs, variety.concentration, &mut rng);
    let loads_per_package = goods.mean_m3() / largest.ml.to_m3();
    let lane_loads = flows::scaled_to_mean(&mut rates, &paths, &lanes, spec.lane_loads_per_hour, loads_per_package);
    let caps = flows::dispatch_caps(spec.n_hubs, &lanes, &lane_loads);
    // The peak hours of the hubs lie within six hours of one another, as the working days of one country do.
    let phases: Vec<f64> = (0..spec.n_hubs).map(|_| rng.random_range(-3.0..3.0)).collect();

    let freight =
        Freight { n_hubs: spec.n_hubs, hours: spec.hours, rates: &rates, path_hours: paths.path_hours(), goods };
    // The start is a Monday.
    let week = [variety.weekend, 1.0].map(|day| day * 7.0 / (5.0 + 2.0 * variety.weekend));
    let mean_swing = mean_swing(variety.day_power);
    let rhythm = |hub: usize, hour: u16| {
        let day = week[usize::from(hour / 24 % 7 < 5)];
        let swing = 1.0 + DAY_SWING * ((f64::from(hour) + phases[hub]) * std::f64::consts::TAU / 24.0).sin();
        day * (swing.powi(variety.day_power as i32) / mean_swing)
    };
    let packages = freight.draw(rhythm, &mut stream(spec.seed, STREAM_PACKAGES));

    let case = CaseTables {
        name: format!("random-{}-{}", spec.n_hubs, spec.seed),
        start: START,
        hours: spec.hours,
        currency: "EUR".into(),
        source: format!("generated from seed {}", spec.seed),
        // 0.3 of a value of 120 sqrt(m3) lognormal(0, 1): the penalty is 36 sqrt(m3) lognormal(0, 1).
        late: LateCost { shares: vec![(0.0, 0.3)], ..LateCost::default() },
        cost_multiplier: spec.cost_multiplier,
        hubs: plane::hubs(&points, &caps),
        lanes,
        vehicles,
        classes: vec!["general".into()],
        packages,
        rules: Rules::default(),
    };
    Case::new(case).expect("a spec within its ranges makes a valid case")
}

/// Mean over a day of the swing to a power: the even terms of the binomial series, whose powers of a sine have the mean (2j over j) / 4^j.
fn mean_swing(power: u32) -> f64 {
    let binomial = |n: u32, k: u32| (0..k).fold(1.0, |product, i| product * f64::from(n - i) / f64::from(i + 1));
    let term = |j: u32| binomial(power, 2 * j) * binomial(2 * j, j) * (DAY_SWING / 2.0).powi(2 * j as i32);
    (0..=power / 2).map(term).sum()
}

/// A type with its capacities scaled.
fn scaled(vehicle: &VehicleType, scale: f64) -> VehicleType {
    VehicleType {
        grams: Grams::from_kg(vehicle.grams.to_kg() * scale),
        ml: Millilitres::from_m3(vehicle.ml.to_m3() * scale),
        ..vehicle.clone()
    }
}

#[cfg(test)]
mod tests;
