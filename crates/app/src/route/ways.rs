//! Ways between all places of a market: those of its matrix, or great circles.
//!
//! Stops at the same coordinates are one place, so that a day of many parcels at few doors needs little memory. A matrix names stops, so
//! there each is a place of its own.

use std::collections::HashMap;

use linehaul_market::{DepotId, Market, Matrix, Stop, StopId};
use rayon::prelude::*;

use crate::failure::Failure;

/// Mean radius of the earth, metres.
const RADIUS: f64 = 6_371_000.0;

/// See the file.
pub struct Ways {
    places: usize,
    place_of: Vec<u32>,
    /// Metres and seconds by class, `[from, to]`.
    classes: Vec<(Vec<i32>, Vec<i32>)>,
    source: &'static str,
    depots: usize,
    n_classes: usize,
}

impl Ways {
    /// Ways of a market, or how much memory they would need.
    pub fn of(market: &Market) -> Result<Self, Failure> {
        let depots = market.depots().len();
        if let Some(matrix) = market.matrix() {
            let n_places = depots + market.stops().len();
            let road =
                |value: &i32| if *value == Matrix::NO_ROAD { linehaul_routing::model::UNREACHABLE } else { *value };
            let classes = matrix.classes.iter();
            let classes = classes
                .map(|class| (class.metres.iter().map(road).collect(), class.seconds.iter().map(road).collect()));
            let place_of = (depots as u32..n_places as u32).collect();
            let classes: Vec<_> = classes.collect();
            return Ok(Self {
                places: n_places,
                place_of,
                n_classes: classes.len(),
                classes,
                source: "matrix",
                depots,
            });
        }
        let mut points: Vec<(f64, f64)> = market.depots().iter().map(|depot| (depot.lat, depot.lon)).collect();
        let mut known: HashMap<(u64, u64), u32> = HashMap::new();
        let place = |stop: &Stop| {
            let new = || {
                points.push((stop.lat, stop.lon));
                points.len() as u32 - 1
            };
            *known.entry((stop.lat.to_bits(), stop.lon.to_bits())).or_insert_with(new)
        };
        let place_of = market.stops().iter().map(place).collect();
        let mut ways =
            Self { places: points.len(), place_of, classes: Vec::new(), n_classes: 1, source: "great circle", depots };
        ways.check_memory(market)?;
        ways.classes = vec![great_circles(market, &points)];
        Ok(ways)
    }

    /// Where the ways come from.
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// How many places there are.
    pub fn places(&self) -> usize {
        self.places
    }

    /// Metres and seconds by class, `[from, to]`.
    pub fn classes(&self) -> &[(Vec<i32>, Vec<i32>)] {
        &self.classes
    }

    /// The place of a depot.
    pub fn of_depot(&self, depot: DepotId) -> u32 {
        debug_assert!(depot.index() < self.depots);
        u32::from(depot.0)
    }

    /// The place of a stop.
    pub fn of_stop(&self, stop: StopId) -> u32 {
        self.place_of[stop.index()]
    }

    /// Length of a way in metres.
    pub fn metres(&self, class: usize, from: u32, to: u32) -> i32 {
        self.classes[class].0[from as usize * self.places + to as usize]
    }

    /// Refuses a day whose ways do not fit in the memory of this machine, and says what it needs.
    pub fn check_memory(&self, market: &Market) -> Result<(), Failure> {
        let mut speeds: Vec<_> = market.vehicles().iter().map(|vehicle| (vehicle.ways, vehicle.speed)).collect();
        speeds.sort_unstable();
        speeds.dedup();
        // Metres and seconds as they are, and both directions of both for each class and speed.
        let bytes = (self.places as u64 + 1).pow(2) * (8 * self.n_classes as u64 + 16 * speeds.len().max(1) as u64);
        let Some(free) = free_bytes() else { return Ok(()) };
        if bytes <= free {
            return Ok(());
        }
        let gigabytes = |bytes: u64| bytes as f64 / 1e9;
        let message = format!(
            "{} places need {:.1} GB for their ways, and this machine has {:.1} GB free",
            self.places,
            gigabytes(bytes),
            gigabytes(free)
        );
        Err(Failure::new(message, "split the day by area or depot, or take a machine with more memory"))
    }
}

/// Memory that can be had, where the system says.
fn free_bytes() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("MemAvailable:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1024)
}

/// Metres: the great circle times the detour, to the nearest. Seconds: half of the way at the speed of each end's zone, rounded up.
fn great_circles(market: &Market, points: &[(f64, f64)]) -> (Vec<i32>, Vec<i32>) {
    // As points of a sphere: the chord between two of them tells the arc.
    let on_sphere: Vec<[f64; 3]> = points.iter().map(|(lat, lon)| unit(*lat, *lon)).collect();
    let hub = on_sphere[0];
    let speed = |point: &[f64; 3]| {
        let km = arc(&hub, point) / 1e3;
        market
            .speeds()
            .iter()
            .rev()
            .find(|zone| zone.from_km <= km)
            .map_or(market.speeds()[0].m_per_hour, |zone| zone.m_per_hour)
    };
    let speeds: Vec<i64> = on_sphere.iter().map(speed).collect();
    let detour = market.header().detour;
    let n = points.len();
    let (mut metres, mut seconds) = (vec![0; n * n], vec![0; n * n]);
    let rows = metres.par_chunks_mut(n).zip(seconds.par_chunks_mut(n)).enumerate();
    rows.for_each(|(from, (metres, seconds))| {
        for to in (0..n).filter(|to| *to != from) {
            metres[to] = (arc(&on_sphere[from], &on_sphere[to]) * detour).round() as i32;
            let (a, b) = (speeds[from], speeds[to]);
            let needed = (i64::from(metres[to]) * 1800 * (a + b)) as u128;
            seconds[to] = needed.div_ceil((a * b) as u128).min(1 << 26) as i32;
        }
    });
    (metres, seconds)
}

fn unit(lat: f64, lon: f64) -> [f64; 3] {
    let (lat, lon) = (lat.to_radians(), lon.to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}

/// Metres of the great circle between two points of the sphere.
fn arc(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    let chord = ((a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2) + (a[2] - b[2]).powi(2)).sqrt();
    2.0 * RADIUS * (chord / 2.0).min(1.0).asin()
}
