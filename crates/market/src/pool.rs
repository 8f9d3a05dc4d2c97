//! Deliveries of a market that days are drawn from.

/// A pool.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pool {
    /// Name of the market.
    pub name: String,
    /// Time zone, for display.
    pub zone: String,
    /// Currency of the values.
    pub currency: String,
    /// Where the data come from.
    pub source: String,
    /// Latitude and longitude of the hub, degrees.
    pub hub: [f64; 2],
    /// The deliveries, one or more.
    pub deliveries: Vec<Delivery>,
}

/// A delivery.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Delivery {
    /// Degrees.
    pub lat: f64,
    /// Degrees.
    pub lon: f64,
    /// Weight, kg.
    pub kg: f64,
    /// Volume, m3.
    pub m3: f64,
    /// Parcels.
    pub parcels: i64,
    /// What it is worth.
    pub value: f64,
    /// Second of the day at which it was delivered.
    pub delivered_s: i32,
}
