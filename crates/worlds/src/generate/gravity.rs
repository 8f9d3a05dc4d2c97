//! A network over real places: roads, demand and a week's rhythm from where markets lie and how many people live there.
//!
//! Demand follows the gravity law: `population_i population_j / km^0.5`. That intercity flows grow with the product of the
//! populations and fall with distance is Zipf's P1 P2 / D hypothesis (American Sociological Review 11, 1946); truck trips between
//! cities keep to it too (Gravity law in the Chinese highway freight transportation networks, EPJ Data Science 8:37, 2019). The
//! exponent of 0.5 instead of 1 is ours: with 1, two neighbours exchange most of all freight, which no line-haul network carries.

use std::f64::consts::TAU;

use rand::RngExt;

use super::DAY_SWING;
use super::draw::{STREAM_FLOWS, STREAM_GRAPH, STREAM_PACKAGES, stream};
use super::flows;
use super::links::{Links, MAX_NEIGHBOURS};
use super::packages::{Freight, Goods};
use super::paths::Paths;
use super::plane::{KM_PER_HOUR, ROAD_FACTOR};
use super::sphere::great_circle_km;
use linehaul_case::rules::Rules;
use linehaul_case::{Case, CaseError, CaseTables, Grams, Hub, LateCost, Millilitres, Packages, VehicleType};

/// Power of the distance by which demand falls.
const DISTANCE_EXPONENT: f64 = 0.5;
/// Shortest road, km: two terminals of one city are not at one place.
const MIN_ROAD: f64 = 5.0;
/// Longest trunk, km: 44 hours at 70 km/h, two days with two drivers.
const MAX_TRUNK: f64 = 3_000.0;
/// Hours at the dock for each lane, on top of driving: unloading, sorting, loading.
const HANDLING_HOURS: u16 = 1;
/// Local hour of the day at which most packages come in: the evening, after collection.
const PEAK_HOUR: f64 = 18.0;
/// Demand by weekday, Monday first, relative to a working day.
const WEEKDAYS: [f64; 7] = [1.0, 1.0, 1.0, 1.0, 1.0, 0.5, 0.3];
/// Less-than-truckload consignments: three pallets in the median, at most twenty. A median cubic metre is worth 4,000 dollars.
const GOODS: Goods = Goods { median_m3: 5.0, max_m3: 30.0, max_kg: 6_000.0, value: 4_000.0, ..super::GOODS };
/// A late consignment pays a tenth of its value back, a dear one more: about half of a trailer over 1,200 km. At the usual 2 % every
/// cheap policy gives one consignment in seven up, which no carrier could; at this scale it is 3 to 9 in a hundred.
const LATE_SHARES: [(f64, f64); 2] = [(0.0, 0.10), (10_000.0, 0.15)];

/// `(id, m3, kg, dollars a km, dollars a dispatch)`. The 53-foot trailer carries 4,000 cubic feet and 45,000 lb and costs about
/// the 2.26 dollars a mile that the American Transportation Research Institute counts for 2024; the 26-foot box truck and the
/// high-roof van, and the costs of a dispatch, are our estimates.
const TYPES: [(&str, f64, f64, f64, f64); 3] = [
    ("van", 15.0, 1_600.0, 0.65, 20.0),
    ("box-26ft", 48.0, 4_500.0, 1.0, 30.0),
    ("trailer-53ft", 113.0, 20_400.0, 1.4, 45.0),
];

/// A place with a hub.
#[derive(Clone, Debug, PartialEq)]
pub struct Market {
    /// Unique id of the hub.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Latitude, degrees north.
    pub lat: f64,
    /// Longitude, degrees east.
    pub lon: f64,
    /// People who live there.
    pub population: u32,
}

/// What a case over given markets should be like.
#[derive(Clone, Debug, PartialEq)]
pub struct GravitySpec {
    /// Name of the case.
    pub name: String,
    /// Where the markets come from, for display.
    pub source: String,
    /// Start of hour 0, seconds since 1970-01-01 UTC.
    pub start: i64,
    /// Number of hourly steps.
    pub hours: u16,
    /// Packages of the whole network, an hour in the mean of a week.
    pub packages_per_hour: f64,
    /// Long roads built where they save most, on top of the local ones.
    pub n_trunks: usize,
    /// Seed of the graph, the flows and the packages.
    pub seed: u64,
}

/// Builds a case over markets: spanning tree, nearest neighbours and trunks by great circle x 1.2, `ceil(km / 70)` hours and one
/// for handling; costs in dollars.
///
/// # Errors
/// The first rule that the markets break: fewer than two of them, an id twice, a place off the globe, nobody there to send.
pub fn gravity_case(markets: &[Market], spec: &GravitySpec) -> Result<Case, CaseError> {
    let n_hubs = markets.len();
    let vehicles = vehicle_types();
    let largest = vehicles[TYPES.len() - 1].clone();
    let goods = GOODS.fitting(&largest);

    let km: Vec<f64> = (0..n_hubs * n_hubs)
        .map(|cell| (&markets[cell / n_hubs], &markets[cell % n_hubs]))
        .map(|(a, b)| (ROAD_FACTOR * great_circle_km([a.lat, a.lon], [b.lat, b.lon])).max(MIN_ROAD))
        .collect();
    let mut rng = stream(spec.seed, STREAM_FLOWS);
    let mut rates = flows::pairs(n_hubs, |from, to| {
        let people = f64::from(markets[from].population) * f64::from(markets[to].population);
        people / km[from * n_hubs + to].powf(DISTANCE_EXPONENT) * flows::lognormal(flows::PAIR_SPREAD, &mut rng)
    });
    let scale = spec.packages_per_hour / rates.iter().sum::<f64>();
    for rate in &mut rates {
        *rate *= scale;
    }

    let lanes =
        joined(n_hubs, km, &rates, spec).lanes(vehicles.len(), |km| (km / KM_PER_HOUR).ceil() as u16 + HANDLING_HOURS);
    let paths = Paths::of(n_hubs, &lanes);
    let loads: Vec<f64> =
        paths.routed(&lanes, &rates).iter().map(|rate| rate * goods.mean_m3() / largest.ml.to_m3()).collect();
    let caps = flows::dispatch_caps(n_hubs, &lanes, &loads);

    let clocks: Vec<i64> = markets.iter().map(|market| local_hour_of_week(spec.start, market.lon)).collect();
    let freight = Freight { n_hubs, hours: spec.hours, rates: &rates, path_hours: paths.path_hours(), goods };
    let rhythm = |hub: usize, hour: u16| week(clocks[hub] + i64::from(hour));
    let packages = rounded(freight.draw(rhythm, &mut stream(spec.seed, STREAM_PACKAGES)));

    let hub = |(market, cap): (&Market, u16)| Hub {
        id: market.id.clone(),
        name: market.name.clone(),
        lat: market.lat,
        lon: market.lon,
        max_dispatch_per_hour: cap,
    };
    Case::new(CaseTables {
        name: spec.name.clone(),
        start: spec.start,
        hours: spec.hours,
        currency: "USD".into(),
        source: spec.source.clone(),
        late: LateCost { shares: LATE_SHARES.to_vec(), ..LateCost::default() },
        cost_multiplier: 1.0,
        hubs: markets.iter().zip(caps).map(hub).collect(),
        lanes,
        vehicles,
        classes: vec!["general".into()],
        packages,
        rules: Rules::default(),
    })
}

/// The roads: a spanning tree, the one or two nearest neighbours of each hub, and the trunks.
fn joined(n_hubs: usize, km: Vec<f64>, rates: &[f64], spec: &GravitySpec) -> Links {
    let mut rng = stream(spec.seed, STREAM_GRAPH);
    let mut links = Links::spanning_tree(n_hubs, km, MAX_NEIGHBOURS);
    for hub in 0..n_hubs {
        links.join_nearest(hub, rng.random_range(1..=2));
    }
    for _ in 0..spec.n_trunks {
        let paths = Paths::of(n_hubs, &links.lanes(1, |_| 1));
        // Package-kilometres an hour that a direct road would save.
        let saving = |a: usize, b: usize| {
            let rate = rates[a * n_hubs + b] + rates[b * n_hubs + a];
            rate * (paths.metres(a, b) as f64 / 1e3 - links.km(a, b))
        };
        let pairs = (0..n_hubs).flat_map(|a| (a + 1..n_hubs).map(move |b| (a, b)));
        let possible = pairs.filter(|&(a, b)| !links.joined(a, b) && links.km(a, b) <= MAX_TRUNK);
        if let Some((a, b)) = possible.max_by(|&(a, b), &(c, d)| saving(a, b).total_cmp(&saving(c, d))) {
            links.join(a, b);
        }
    }
    links
}

/// Hour of the week at hour 0, Monday 00:00 is 0, by the sun: 15 degrees an hour.
fn local_hour_of_week(start: i64, lon: f64) -> i64 {
    // 1970-01-01 was a Thursday, 72 hours into its week.
    start.div_euclid(3_600) + 72 + (lon / 15.0).round() as i64
}

/// Demand in an hour of the week, 1 in the mean: a day's swing of 60 % around the evening, less at the weekend.
fn week(hour_of_week: i64) -> f64 {
    let hour_of_week = hour_of_week.rem_euclid(168);
    let day = WEEKDAYS[(hour_of_week / 24) as usize] * 7.0 / WEEKDAYS.iter().sum::<f64>();
    day * (1.0 + DAY_SWING * ((hour_of_week as f64 - PEAK_HOUR) * TAU / 24.0).cos())
}

/// Whole kilograms, tens of litres and dollars, as on a manifest; it also halves the file.
fn rounded(mut packages: Packages) -> Packages {
    for grams in &mut packages.grams {
        grams.0 = grams.0.next_multiple_of(1_000);
    }
    for ml in &mut packages.ml {
        ml.0 = ml.0 / 10_000 * 10_000;
    }
    for value in &mut packages.values {
        *value = value.ceil();
    }
    packages
}

fn vehicle_types() -> Vec<VehicleType> {
    let vehicle = |&(id, m3, kg, cost_per_km, cost_per_dispatch): &(&str, f64, f64, f64, f64)| VehicleType {
        id: id.into(),
        grams: Grams::from_kg(kg),
        ml: Millilitres::from_m3(m3),
        cost_per_km,
        cost_per_dispatch,
        per_hub_per_hour: None,
    };
    TYPES.iter().map(vehicle).collect()
}
