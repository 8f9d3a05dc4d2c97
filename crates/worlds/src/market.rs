//! Days of a last-mile market, drawn by a stated rule from a pool of deliveries; `docs/routes.md` states it.
//!
//! What a pool has is kept: positions, weights, volumes, parcels, and the time of day of the delivery. What it lacks is drawn: windows,
//! promises, pickups and rules. Every draw is made for every stop, so that a change of one share moves nothing else.

mod fleet;
mod stops;
mod town;

use linehaul_market::{AccessRow, DepotRow, Header, MarketTables, Pool, PromiseRow, SpeedRow, TrafficRow, Window};

pub use town::made_town;

use stops::HOUR;

/// The day that drawn markets are of, a Monday.
const DATE: &str = "2024-03-04";

/// A day of so many stops; the same pool, count and seed give the same day.
pub fn draw(pool: &Pool, stops: usize, seed: u64) -> MarketTables {
    let stops = stops::draw(pool, stops, seed);
    MarketTables {
        header: Header {
            name: format!("{}-{}-{seed}", pool.name, stops.len()),
            date: DATE.to_owned(),
            zone: pool.zone.clone(),
            currency: pool.currency.clone(),
            source: pool.source.clone(),
            licence: String::new(),
            detour: 1.4,
            unfamiliar: 0.5,
            balance: None,
        },
        depots: vec![DepotRow {
            id: "hub".to_owned(),
            lat: pool.hub[0],
            lon: pool.hub[1],
            open: Some(Window { open: 6 * HOUR, close: 21 * HOUR }),
            reload_s: 1200,
        }],
        speeds: vec![SpeedRow { from_km: 0.0, kmh: 22.0 }, SpeedRow { from_km: 15.0, kmh: 45.0 }],
        traffic: vec![
            TrafficRow { from_s: 0, factor: 1.1 },
            TrafficRow { from_s: 7 * HOUR, factor: 0.85 },
            TrafficRow { from_s: 10 * HOUR, factor: 1.0 },
            TrafficRow { from_s: 17 * HOUR, factor: 0.8 },
            TrafficRow { from_s: 20 * HOUR, factor: 1.1 },
        ],
        access: vec![
            AccessRow {
                id: "clean".to_owned(),
                min_emission_class: Some(5),
                hours: vec![Window { open: 7 * HOUR, close: 20 * HOUR }],
                ..AccessRow::default()
            },
            AccessRow { id: "low".to_owned(), max_height_m: Some(2.8), ..AccessRow::default() },
        ],
        promises: vec![
            PromiseRow { id: "express".to_owned(), late_per_minute: None },
            PromiseRow { id: "standard".to_owned(), late_per_minute: Some(0.4) },
        ],
        vehicles: fleet::vehicles(),
        drivers: fleet::drivers(&stops, seed),
        stops,
        matrix: None,
    }
}
