//! A made town, for days that need nobody's data.

use linehaul_market::{Delivery, Pool};
use rand::RngExt;
use rand_distr::{Distribution, Normal};
use rand_pcg::Pcg64;

const STREAM: u128 = 0x0074_6f77_6e00;
const DELIVERIES: usize = 4_000;
/// Where the hub would be, if there were one.
const HUB: [f64; 2] = [46.6, 2.4];
/// Quarters: km east and north of the hub, their spread in km, and their share of the deliveries.
const QUARTERS: [([f64; 2], f64, f64); 6] = [
    ([0.5, -0.4], 1.4, 0.30),
    ([-4.5, 2.0], 1.1, 0.20),
    ([3.8, 4.6], 1.3, 0.16),
    ([5.5, -5.0], 1.6, 0.14),
    ([-7.0, -6.5], 2.0, 0.12),
    ([14.0, 9.0], 2.4, 0.08),
];

/// The pool of the town; it is always the same.
pub fn made_town() -> Pool {
    let mut rng = Pcg64::new(0, STREAM);
    let normal = Normal::new(0.0, 1.0).expect("a spread above 0");
    let mut deliveries = Vec::with_capacity(DELIVERIES);
    for _ in 0..DELIVERIES {
        let mut draw: f64 = rng.random();
        let quarter = QUARTERS.iter().find(|(_, _, share)| {
            draw -= share;
            draw < 0.0
        });
        let &([east, north], spread, _) = quarter.unwrap_or(&QUARTERS[0]);
        let east = east + spread * normal.sample(&mut rng);
        let north = north + spread * normal.sample(&mut rng);
        let kg = (0.8 + 1.1 * normal.sample(&mut rng)).exp();
        let density = rng.random_range(90.0..260.0);
        let parcels = if rng.random::<f64>() < 0.2 { rng.random_range(2..=5) } else { 1 };
        let hour = 14.0 + 3.2 * normal.sample(&mut rng);
        let round = |number: f64, parts: f64| (number * parts).round() / parts;
        deliveries.push(Delivery {
            lat: round(HUB[0] + north / 111.2, 1e5),
            lon: round(HUB[1] + east / (111.2 * HUB[0].to_radians().cos()), 1e5),
            kg: round(kg.clamp(0.1, 60.0), 1e2),
            m3: round((kg / density).clamp(0.001, 0.5), 1e4),
            parcels,
            value: round(kg * rng.random_range(4.0..25.0), 1e2),
            delivered_s: (hour.clamp(8.0, 19.9) * 3600.0) as i32,
        });
    }
    Pool {
        name: "town".to_owned(),
        zone: "Europe/Paris".to_owned(),
        currency: "EUR".to_owned(),
        source: "a made town; no place of this shape exists".to_owned(),
        hub: HUB,
        deliveries,
    }
}
