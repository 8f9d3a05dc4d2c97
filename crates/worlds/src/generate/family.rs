//! Named families of random worlds: one to train on, the others to examine on.
//!
//! A family, a seed and an index name one world forever, so an exam is three words long and anybody can set it again. Each
//! exam family stresses one thing that a policy could have grown used to: size, density, vehicles, prices, goods.

use std::str::FromStr;

use rand::RngExt;
use rand_pcg::Pcg64;

use super::WorldSpec;
use super::draw::log_uniform;
use super::variety::Variety;

/// Hours of every world of a family: 20 days.
const HOURS: u16 = 480;
/// Second word of the random stream; the family's number is added.
const STREAM_FAMILY: u128 = 0x6661_6d69_6c79 << 8;
/// Draws set aside for each index: more than a spec takes.
const DRAWS_PER_INDEX: u128 = 64;

/// Loads an hour and lane, and multipliers, on which opponents are tuned and policies compared.
const BASE_LOADS: [f64; 2] = [0.015, 0.2];
const BASE_MULTIPLIERS: [f64; 2] = [0.35, 5.5];

/// Share of training worlds of parcel carriers, and their loads an hour and lane: a truck in ten hours to a week on each.
const PARCEL_SHARE: f64 = 0.25;
const PARCEL_LOADS: [f64; 2] = [0.006, 0.1];

/// A family of random worlds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Everything at once, wider than any exam: 4 to 20 hubs, loads 0.004 to 0.8, multiplier 0.25 to 8.5, vehicles x 0.5 to 2, and
    /// any [`Variety`]. Trained on the base range alone, a policy cost 1.3 times the best heuristic in dense networks; trained wide it was the
    /// better one everywhere and lost 0.2 % on the base range.
    Train,
    /// The common range: 4 to 12 hubs, loads 0.015 to 0.2, multiplier 0.35 to 5.5.
    Base,
    /// 20 hubs, else as the base.
    Hubs20,
    /// 50 hubs, else as the base.
    Hubs50,
    /// 100 hubs and loads of 0.05, else as the base.
    Hubs100,
    /// Loads 0.004 to 0.01: the trucks are never full.
    Sparse,
    /// Loads 0.3 to 0.8: several trucks a day on each lane.
    Dense,
    /// Vehicles of half the size.
    SmallVehicles,
    /// Vehicles of twice the size.
    LargeVehicles,
    /// Multiplier 8: lateness is often the cheaper evil.
    Multiplier8,
    /// Parcel carriers ([`Variety::parcels`]), else as the base: lots of pallets, promises of days to weeks, a truck in ten hours to a
    /// week on each lane.
    Parcels,
}

/// A name that no family has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a family of random worlds: give one of {names}", names = Family::ALL.map(Family::name).join(", "))]
pub struct UnknownFamily(pub String);

impl Family {
    /// All families, the one to train on first.
    pub const ALL: [Self; 11] = [
        Self::Train,
        Self::Base,
        Self::Hubs20,
        Self::Hubs50,
        Self::Hubs100,
        Self::Sparse,
        Self::Dense,
        Self::SmallVehicles,
        Self::LargeVehicles,
        Self::Multiplier8,
        Self::Parcels,
    ];

    /// Its name on the command line and in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Train => "train",
            Self::Base => "base",
            Self::Hubs20 => "hubs20",
            Self::Hubs50 => "hubs50",
            Self::Hubs100 => "hubs100",
            Self::Sparse => "sparse",
            Self::Dense => "dense",
            Self::SmallVehicles => "small-vehicles",
            Self::LargeVehicles => "large-vehicles",
            Self::Multiplier8 => "multiplier8",
            Self::Parcels => "parcels",
        }
    }

    /// World number `index` of a seed: always the same one.
    pub fn spec(self, seed: u64, index: u64) -> WorldSpec {
        let mut rng = Pcg64::new(u128::from(seed), STREAM_FAMILY + self as u128);
        rng.advance(u128::from(index) * DRAWS_PER_INDEX);
        let world = WorldSpec {
            n_hubs: between(4, 12, &mut rng),
            lane_loads_per_hour: log_uniform(BASE_LOADS, &mut rng),
            cost_multiplier: log_uniform(BASE_MULTIPLIERS, &mut rng),
            vehicle_scale: 1.0,
            hours: HOURS,
            seed: rng.random(),
            variety: Variety::default(),
        };
        match self {
            Self::Train => trained(world.seed, &mut rng),
            Self::Base => world,
            Self::Hubs20 => WorldSpec { n_hubs: 20, ..world },
            Self::Hubs50 => WorldSpec { n_hubs: 50, ..world },
            Self::Hubs100 => WorldSpec { n_hubs: 100, lane_loads_per_hour: 0.05, ..world },
            Self::Sparse => WorldSpec { lane_loads_per_hour: log_uniform([0.004, 0.01], &mut rng), ..world },
            Self::Dense => WorldSpec { lane_loads_per_hour: log_uniform([0.3, 0.8], &mut rng), ..world },
            Self::SmallVehicles => WorldSpec { vehicle_scale: 0.5, ..world },
            Self::LargeVehicles => WorldSpec { vehicle_scale: 2.0, ..world },
            Self::Multiplier8 => WorldSpec { cost_multiplier: 8.0, ..world },
            Self::Parcels => WorldSpec {
                lane_loads_per_hour: log_uniform(PARCEL_LOADS, &mut rng),
                variety: Variety::parcels(world.cost_multiplier, &mut rng),
                ..world
            },
        }
    }
}

/// Three worlds in four have at most 12 hubs, which are cheap to simulate; three in five have other vehicles than usual. Three in four
/// are freight carriers', and of these every three in five another carrier's than the usual one; the rest are parcel carriers'.
fn trained(seed: u64, rng: &mut Pcg64) -> WorldSpec {
    let parcels = rng.random::<f64>() < PARCEL_SHARE;
    let most_hubs = if rng.random::<f64>() < 0.25 { 20 } else { 12 };
    let n_hubs = between(4, most_hubs, rng);
    let lane_loads_per_hour = log_uniform(if parcels { PARCEL_LOADS } else { [0.004, 0.8] }, rng);
    let cost_multiplier = log_uniform([0.25, 8.5], rng);
    let vehicle_scale = if rng.random::<f64>() < 0.4 { 1.0 } else { log_uniform([0.5, 2.0], rng) };
    let variety = if parcels {
        Variety::parcels(cost_multiplier, rng)
    } else if rng.random::<f64>() < 0.4 {
        Variety::default()
    } else {
        Variety::random(rng)
    };
    WorldSpec { n_hubs, lane_loads_per_hour, cost_multiplier, vehicle_scale, hours: HOURS, seed, variety }
}

/// A whole number from `low` to `high`, both included.
fn between(low: usize, high: usize, rng: &mut Pcg64) -> usize {
    rng.random_range(low..=high)
}

impl FromStr for Family {
    type Err = UnknownFamily;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|family| family.name() == name).ok_or_else(|| UnknownFamily(name.to_owned()))
    }
}
