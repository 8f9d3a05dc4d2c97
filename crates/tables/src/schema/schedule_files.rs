//! The tables of a schedule folder. An auditor needs neither Arrow nor the simulator to read them.
//!
//! Ids are text where the case has text; nothing refers to indices of a case, so a schedule can be read without one.

use linehaul_case::PackageIds;

use crate::declare::{record, rows};

rows! {
    /// A truck that left, in order of departure hour.
    DEPARTURES: DepartureColumns, DepartureRows in "departures.parquet" {
        /// Unique id, from 1 without a gap.
        ids: Vec<i64> = Int("departure_id", ""),
        /// Departure, a whole hour from the start.
        departed_at: Vec<i64> = Time("departed_at", ""),
        /// Arrival, a whole hour from the start.
        arrives_at: Vec<i64> = Time("arrives_at", ""),
        /// Id of the hub where the lane begins.
        origins: Vec<String> = Text("origin", ""),
        /// Id of the hub where the lane ends.
        destinations: Vec<String> = Text("destination", ""),
        /// Id of the vehicle type.
        vehicle_types: Vec<String> = Text("vehicle_type", ""),
        /// Loaded weight.
        kg: Vec<f64> = Float("kg", "kg"),
        /// Loaded volume.
        m3: Vec<f64> = Float("m3", "m3"),
        /// The larger of the used shares of weight and volume.
        fill: Vec<f64> = Float("fill", "share"),
        /// Length of the lane.
        km: Vec<f64> = Float("km", "km"),
        /// What the departure costs, tariffs included.
        costs: Vec<f64> = Float("cost", "currency"),
    }
}

rows! {
    /// A package on a truck, in the order of the departures.
    LOADS: LoadColumns, LoadRows in "loads.parquet" {
        /// Id of the departure.
        departure_ids: Vec<i64> = Int("departure_id", ""),
        /// Id of the package.
        package_ids: PackageIds = Ids("package_id", ""),
        /// Weight of the package.
        kg: Vec<f64> = Float("kg", "kg"),
        /// Volume of the package.
        m3: Vec<f64> = Float("m3", "m3"),
    }
}

rows! {
    /// What became of a package, in the order of the demand.
    PACKAGES: PackageOutcomeColumns, PackageRows in "packages.parquet" {
        /// Unique id: that of the case, or a number from 1 where the demand is drawn.
        ids: PackageIds = Ids("package_id", ""),
        /// Delivery, a whole hour from the start.
        delivered_at: Vec<Option<i64>> = OptionalTime("delivered_at", "", empty "under way at the end"),
        /// Delivered after the due hour, or due within the horizon and not delivered.
        late: Vec<bool> = Flag("late", ""),
        /// Trucks that carried the package.
        hops: Vec<i32> = SmallInt("hops", "trucks"),
        /// Hours from release to delivery.
        transit_hours: Vec<Option<i32>> = OptionalSmallInt("transit_hours", "h", empty "under way at the end"),
    }
}

record! {
    /// What made a schedule: enough to make it again, byte for byte. Each Parquet file has the same as metadata, `linehaul.` before each key.
    META: MetaKeys, ScheduleMeta in "summary.json, meta" {
        /// Name of the case.
        case: String = Text(""),
        /// Hash of the case's files.
        case_hash: String = Text(""),
        /// Name of the policy.
        policy: String = Text(""),
        /// Hash of the policy's settings or weights.
        policy_hash: String = Text(""),
        /// Seed of the demand.
        seed: u64 = Int(""),
        /// Late price that the policy was given; no cost of the summary has it. No metadata where it is 0.
        #[serde(default)]
        late_price: f64 = Float("currency", optional "0"),
        /// Version of linehaul.
        version: String = Text(""),
    }
}
