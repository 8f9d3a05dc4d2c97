//! What differs between carriers beside size, flow and prices: distances, promises, goods, the week, the fleet.
//!
//! A policy that has seen one value of these alone fails where they differ: trained with the usual promises of two days at most it
//! let packages with ten days wait until they were late, and cost 1.3 to 1.6 times the economic heuristic on real cases.

use rand::RngExt;
use rand_pcg::Pcg64;

use super::draw::log_uniform;
use super::fleet::usual_fleet;
use linehaul_case::{Grams, Millilitres, VehicleType};

/// How a world differs from the usual one, which is [`Variety::default`].
#[derive(Clone, Debug, PartialEq)]
pub struct Variety {
    /// Factor on distances; driving hours follow. Above 0.
    pub distance: f64,
    /// Hours at the dock for each lane, on top of driving.
    pub handling_hours: u16,
    /// Factor on the hours between the fastest delivery and the promise.
    pub promise: f64,
    /// Most neighbours that a hub is joined to, beside the roads that make it reachable.
    pub neighbours: usize,
    /// Factor on the volumes of packages; their number falls as they grow.
    pub package: f64,
    /// Factor on the weights of packages.
    pub density: f64,
    /// Factor on the values of packages.
    pub value: f64,
    /// Hours between the fastest delivery and the promise at least.
    pub least_slack: u16,
    /// Mean number of packages that are handed over together: same destination, promise, size and value. At least 1.
    pub lot: f64,
    /// Power of the hubs' masses: above 1 a few hubs send and receive most.
    pub concentration: f64,
    /// Power of the day's rhythm, at least 1: with 4 little comes at night.
    pub day_power: u32,
    /// Demand on a day of the weekend, relative to a working day, 0 to 1; the week's mean stays.
    pub weekend: f64,
    /// Vehicle types, smallest first.
    pub fleet: Vec<VehicleType>,
}

/// Share of worlds in which a thing is as usual, drawn for each thing by itself.
const USUAL: f64 = 0.4;
/// Ranges of what is drawn log-uniformly. Real cases of parcels in Brazil have roads of two days and promises of two to three weeks,
/// and on German roads goods are worth a hundred times what their transport costs.
const DISTANCES: [f64; 2] = [0.4, 5.0];
const PROMISES: [f64; 2] = [0.5, 20.0];
const PACKAGES: [f64; 2] = [0.4, 3.0];
const DENSITIES: [f64; 2] = [0.25, 3.0];
/// Values are drawn relative to distances: what travels far is worth the journey.
const VALUES: [f64; 2] = [0.3, 30.0];
/// Those of parcel carriers. Real parcels in Brazil have promises of 60 to 300 hours beyond the fastest way and come in lots of 3 to 30 pallets
/// in the mean; the median pallet is worth 4 to 28 times what the largest truck costs on a lane.
const PARCEL_PROMISES: [f64; 2] = [3.0, 16.0];
const PARCEL_SLACK: u16 = 72;
const PARCEL_LOTS: [f64; 2] = [1.0, 40.0];
const PARCEL_VALUES: [f64; 2] = [2.0, 80.0];
const PARCEL_CONCENTRATION: f64 = 2.5;
const PARCEL_DAY_POWER: u32 = 6;
/// Real hubs have up to 16 neighbours.
const NEIGHBOURS: [usize; 2] = [1, 8];
/// Size of a smaller type, and kilograms of payload per cubic metre of the largest.
const SHARES: [f64; 2] = [0.12, 0.8];
const PAYLOADS: [f64; 2] = [170.0, 330.0];

impl Default for Variety {
    fn default() -> Self {
        Self {
            distance: 1.0,
            handling_hours: 0,
            promise: 1.0,
            neighbours: 3,
            package: 1.0,
            density: 1.0,
            value: 1.0,
            least_slack: 0,
            lot: 1.0,
            concentration: 1.0,
            day_power: 1,
            weekend: 1.0,
            fleet: usual_fleet(),
        }
    }
}

impl Variety {
    /// Any carrier: takes fewer than 32 draws.
    pub fn random(rng: &mut Pcg64) -> Self {
        let usual = Self::default();
        let or_usual = |range: [f64; 2], rng: &mut Pcg64| {
            let drawn = log_uniform(range, rng);
            if rng.random::<f64>() < USUAL { 1.0 } else { drawn }
        };
        let distance = or_usual(DISTANCES, rng);
        let weekend = rng.random_range(0.1..0.9);
        Self {
            distance,
            handling_hours: u16::from(rng.random::<f64>() >= USUAL),
            promise: or_usual(PROMISES, rng),
            neighbours: {
                let drawn = rng.random_range(NEIGHBOURS[0]..=NEIGHBOURS[1]);
                if rng.random::<f64>() < USUAL { usual.neighbours } else { drawn }
            },
            package: or_usual(PACKAGES, rng),
            density: or_usual(DENSITIES, rng),
            value: or_usual(VALUES, rng) * distance,
            least_slack: usual.least_slack,
            lot: usual.lot,
            concentration: usual.concentration,
            day_power: usual.day_power,
            weekend: if rng.random::<f64>() < USUAL { usual.weekend } else { weekend },
            fleet: if rng.random::<f64>() < USUAL { usual.fleet } else { random_fleet(rng) },
        }
    }

    /// A parcel carrier's, whose trucks cost `multiplier` times the usual: shippers hand over pallets by the lot in working hours, most of
    /// them at a few hubs; each is worth several trucks' journeys, and promised days to weeks ahead. Takes seven draws more than any carrier.
    pub fn parcels(multiplier: f64, rng: &mut Pcg64) -> Self {
        let variety = Self::random(rng);
        Self {
            promise: log_uniform(PARCEL_PROMISES, rng),
            least_slack: rng.random_range(0..=PARCEL_SLACK),
            lot: log_uniform(PARCEL_LOTS, rng),
            value: log_uniform(PARCEL_VALUES, rng) * variety.distance * multiplier,
            concentration: rng.random_range(1.0..PARCEL_CONCENTRATION),
            day_power: rng.random_range(1..=PARCEL_DAY_POWER),
            weekend: rng.random_range(0.0..0.5),
            ..variety
        }
    }
}

/// One to four types; the smaller ones cost more for each cubic metre, as they do on the market.
fn random_fleet(rng: &mut Pcg64) -> Vec<VehicleType> {
    let n_types = [1, 2, 2, 3, 3, 3, 4, 4][rng.random_range(0..8)];
    let (m3, density) = (rng.random_range(60.0..120.0), log_uniform(PAYLOADS, rng));
    let (cost_per_km, exponent) = (rng.random_range(0.9..1.9), rng.random_range(0.25..0.75));
    // Kilometres that a dispatch costs as much as; the usual fleet has none.
    let dispatch_km = (rng.random_range(-60.0..60.0_f64)).max(0.0);
    let mut shares: Vec<f64> = (1..n_types).map(|_| log_uniform(SHARES, rng)).collect();
    shares.sort_by(f64::total_cmp);
    shares.push(1.0);
    let vehicle = |(at, share): (usize, f64)| {
        let payload = if share < 1.0 { rng.random_range(0.6..1.3) } else { 1.0 };
        let cost_per_km = cost_per_km * share.powf(exponent);
        VehicleType {
            id: format!("type-{}", at + 1),
            grams: Grams::from_kg(m3 * share * density * payload),
            ml: Millilitres::from_m3(m3 * share),
            cost_per_km,
            cost_per_dispatch: dispatch_km * cost_per_km,
            per_hub_per_hour: None,
        }
    };
    shares.into_iter().enumerate().map(vehicle).collect()
}
