//! The files of a case but its rules.

use crate::declare::columns;

columns! {
    /// What the case is called, when it starts, and what its costs are counted in.
    CASE: CaseKeys in "case.toml" {
        /// Name, for tables and file metadata.
        name: Text(""),
        /// Number of hourly steps, 1 to 10,000.
        hours: Int("h", optional "480"),
        /// Start of hour 0, years 1000 to 8999.
        start: Time(""),
        /// Currency of every cost and value, for display.
        currency: Text(""),
        /// Where the data come from, for display.
        source: Text("", optional "nothing is said"),
        /// Licence of the data.
        licence: Text("", optional "nothing is said"),
        /// What one package row stands for.
        scale: Text("", optional "nothing is said"),
        /// Factor on every vehicle cost, a millionth to a million.
        cost_multiplier: Float("", optional "1"),
        /// What lateness costs; the keys of the table follow.
        late: Keys("", optional "all defaults"),
    }
}

columns! {
    /// What a late package costs.
    LATE: LateKeys in "case.toml, [late]" {
        /// Pairs `[value from, share]`, the first from 0, values ascending, shares 0 to 10 and never falling: a package of at least this
        /// value pays this share of it, once.
        shares: List("currency, share", optional "[[0, 0.02], [10000, 0.03]]"),
        /// Share of that penalty, 0 to 1, for each hour that a late package waits at a hub.
        hourly: Float("share an hour", optional "0.015"),
        /// Hours of lateness, 0 to 80, after which waiting costs no more.
        hours: Int("h", optional "72"),
    }
}

columns! {
    /// A hub: a terminal where packages wait and trucks are loaded. 2 to 1,000 rows.
    HUBS: HubColumns in "hubs.csv" {
        /// Unique id.
        id: Text(""),
        /// Name, for display.
        name: Text("", empty "nothing is displayed"),
        /// Latitude, -90 to 90, north is positive.
        lat: Float("degrees"),
        /// Longitude, -180 to 180, east is positive.
        lon: Float("degrees"),
        /// Most trucks that may leave in one hour, all lanes together, 1 to 65,535.
        max_dispatch_per_hour: Int("trucks an hour"),
    }
}

columns! {
    /// A lane: a road from one hub to another, in one direction. At most 64 leave a hub.
    LANES: LaneColumns in "lanes.csv" {
        /// Id of the hub where it begins.
        from: Text(""),
        /// Id of the hub where it ends.
        to: Text(""),
        /// Length, 0.001 to 40,000, to whole metres.
        km: Float("km"),
        /// Driving and handling time, 1 to 240.
        hours: Int("h"),
        /// Ids of the vehicle types that may drive here, separated by `;`.
        vehicle_types: Text("", optional "all types"),
    }
}

columns! {
    /// A vehicle type: a kind of truck, rented for one dispatch at a time. At most 16 rows.
    VEHICLES: VehicleColumns in "vehicles.csv" {
        /// Unique id, without `;`.
        id: Text(""),
        /// Payload, above 0, to whole grams.
        max_kg: Float("kg"),
        /// Load volume, above 0, to whole millilitres.
        max_m3: Float("m3"),
        /// Cost a kilometre, 0 to 1e9.
        cost_per_km: Float("currency a km"),
        /// Cost a dispatch, 0 to 1e12; one of the two costs is above 0.
        cost_per_dispatch: Float("currency"),
        /// Trucks of this type that a hub can send in one hour, 0 to 65,535.
        per_hub_per_hour: Int("trucks an hour", optional "no limit"),
    }
}

columns! {
    /// A package: what is to be carried; `packages.csv` with the same columns instead, not both.
    PACKAGES: PackageColumns in "packages.parquet" {
        /// Unique id.
        id: Ids(""),
        /// Id of the hub where it is handed over.
        origin: Text(""),
        /// Id of the hub to which it goes, another one.
        destination: Text(""),
        /// Moment at which the carrier hears of it, not after `released_at`.
        announced_at: Time("", optional "as `released_at`"),
        /// Moment of hand-over at the origin; counts from the next whole hour on, within the horizon.
        released_at: Time(""),
        /// Promised delivery, not before `released_at`; counts to the last whole hour.
        due_at: Time(""),
        /// Weight, to whole grams; weight or volume is above 0.
        kg: Float("kg"),
        /// Volume, to whole millilitres.
        m3: Float("m3"),
        /// Value, 0 to 1e9.
        value: Float("currency"),
        /// Goods class, at most 64 of them.
        class: Text("", optional "general"),
    }
}
