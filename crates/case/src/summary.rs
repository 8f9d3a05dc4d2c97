//! The figures of a schedule, each once: its name, its unit and what it means. `docs/metrics.md` says what moves each and where it misleads.
//!
//! The struct and the list of its figures come from one declaration, so that whoever writes, checks or documents a summary walks the
//! list and forgets none.

use serde::{Deserialize, Serialize};

/// A figure of a summary.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// Its name in `summary.json`.
    pub name: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// What it says.
    pub meaning: &'static str,
    /// What it counts.
    pub kind: FigureKind,
    /// Its amount in a summary.
    pub of: fn(&Summary) -> Amount<'_>,
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureKind {
    /// A sum of money, in the case's currency.
    Money,
    /// A number of things.
    Count,
    /// A ratio, a mean or a distance.
    Ratio,
    /// A number of trucks for each vehicle type.
    ByType,
}

/// What a figure amounts to, by its [`FigureKind`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount<'a> {
    /// Money.
    Money(&'a f64),
    /// Things.
    Count(&'a u64),
    /// A ratio.
    Ratio(&'a f64),
    /// Trucks.
    ByType(&'a [TypeCount]),
}

macro_rules! figures {
    ($($(#[doc = $meaning:literal])+ $field:ident: $type:ty = $amount:ident($unit:literal),)+) => {
        /// Every figure of a schedule. Money in the case's currency, times in hours.
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Summary {
            $($(#[doc = $meaning])+ pub $field: $type,)+
        }

        impl Summary {
            /// All figures, in the order of the file.
            pub const FIGURES: &[Figure] = &[$(Figure {
                name: stringify!($field),
                unit: $unit,
                meaning: concat!($($meaning),+),
                kind: FigureKind::$amount,
                of: |summary| Amount::$amount(&summary.$field),
            }),+];
        }
    };
}

figures! {
    /// Sum over departures of (cost a dispatch + cost a km x km) x multiplier x tariff.
    shipment_cost: f64 = Money("currency"),
    /// One-off penalties of late packages.
    late_penalty_cost: f64 = Money("currency"),
    /// What late packages cost for each hour that they went on waiting.
    late_waiting_cost: f64 = Money("currency"),
    /// Both late costs.
    sla_cost: f64 = Money("currency"),
    /// What carrying everything still under way to its destination is taken to cost.
    settlement_cost: f64 = Money("currency"),
    /// Shipment, SLA and settlement.
    total_cost: f64 = Money("currency"),
    /// No schedule of this case can cost less.
    lower_bound: f64 = Money("currency"),
    /// Total cost over lower bound.
    cost_to_bound: f64 = Ratio("ratio"),
    /// Packages of the demand.
    packages: u64 = Count("packages"),
    /// Packages at their destination.
    delivered: u64 = Count("packages"),
    /// Packages waiting or on a truck at the end.
    under_way: u64 = Count("packages"),
    /// Packages delivered, or due within the horizon.
    judged: u64 = Count("packages"),
    /// Of these: delivered after the due hour, or not delivered.
    late: u64 = Count("packages"),
    /// Late over judged; 0 when none is judged.
    late_share: f64 = Ratio("share"),
    /// Trucks that left.
    departures: u64 = Count("trucks"),
    /// Trucks by type, in the case's order of types (ascending size): pairs of `vehicle_type` and `departures`.
    departures_by_type: Vec<TypeCount> = ByType("trucks"),
    /// Loaded m3 over offered m3, all departures.
    fill_m3: f64 = Ratio("share"),
    /// Loaded kg over offered kg, all departures.
    fill_kg: f64 = Ratio("share"),
    /// Mean m3 capacity of the trucks that left.
    mean_vehicle_m3: f64 = Ratio("m3"),
    /// Kilometres driven.
    vehicle_km: f64 = Ratio("km"),
    /// Mean hours from release to delivery, delivered packages.
    mean_transit_hours: f64 = Ratio("h"),
    /// Mean hours at hubs from release to delivery, delivered packages.
    mean_dwell_hours: f64 = Ratio("h"),
    /// Mean trucks a delivered package took.
    mean_hops: f64 = Ratio("trucks"),
}

/// Departures of one vehicle type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeCount {
    /// The type's id.
    pub vehicle_type: String,
    /// Trucks that left.
    pub departures: u64,
}
