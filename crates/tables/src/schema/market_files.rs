//! The files of a market.

use crate::declare::columns;

columns! {
    /// What the market is called, which day is planned, and what its prices are counted in. Times are those of the market's clock.
    MARKET: MarketKeys in "market.toml" {
        /// Name, for tables and file metadata.
        name: Text(""),
        /// The day, such as `2024-03-04`; all times count from its midnight.
        date: Text(""),
        /// Time zone, for display.
        zone: Text("", optional "nothing is said"),
        /// Currency of every price, for display.
        currency: Text(""),
        /// Where the data come from, for display.
        source: Text("", optional "nothing is said"),
        /// Licence of the data.
        licence: Text("", optional "nothing is said"),
        /// Kilometres of road for a kilometre of great circle, 1 to 10; of no use where there is a matrix.
        detour: Float("", optional "1.4"),
        /// Price of a stop whose driver does not know its area.
        unfamiliar: Float("currency", optional "0"),
        /// Hours of a route that are aimed at.
        balance_hours: Float("h", optional "work is not balanced"),
        /// Price of each hour by which a route that is driven differs from them.
        balance_per_hour: Float("currency an hour", optional "0"),
    }
}

columns! {
    /// A depot, 1 or more; the first one is the middle of the zones.
    DEPOT: DepotKeys in "market.toml, [[depot]]" {
        /// Unique id, among stops as well.
        id: Text(""),
        /// Latitude, -90 to 90, north is positive.
        lat: Float("degrees"),
        /// Longitude, -180 to 180, east is positive.
        lon: Float("degrees"),
        /// When vehicles may load and leave, such as `06:00-21:00`.
        open: Text("time of day", optional "always"),
        /// Time that a reload takes.
        reload_s: Int("s", optional "0"),
    }
}

columns! {
    /// A zone: a ring around the first depot, up to where the next one begins. Half of a way is driven at the speed of the zone where it
    /// begins, half at that of the zone where it ends. Of no use where there is a matrix.
    SPEED: SpeedKeys in "market.toml, [[speed]]" {
        /// Where the zone begins, in km of great circle; the first from 0.
        from_km: Float("km"),
        /// Speed, 1 to 1,000.
        kmh: Float("km an hour"),
    }
}

columns! {
    /// From a time on, until the next one, all speeds change.
    TRAFFIC: TrafficKeys in "market.toml, [[traffic]]" {
        /// Time, such as `07:00`, ascending.
        from: Text("time of day"),
        /// Factor on every speed, 0.001 to 100.
        factor: Float(""),
    }
}

columns! {
    /// Who may not come to stops that name this rule, and when. A type of vehicles is barred where any of the conditions meets it.
    ACCESS: AccessKeys in "market.toml, [[access]]" {
        /// Unique id, without `;`.
        id: Text(""),
        /// Ids of the vehicle types that are barred.
        vehicles: List("", optional "none"),
        /// Higher vehicles are barred.
        max_height_m: Float("m", optional "no limit"),
        /// Vehicles of a lower emission class are barred, 0 to 254.
        min_emission_class: Int("", optional "no limit"),
        /// When it holds, such as `["07:00-11:00"]`; no service may touch a second of it.
        hours: List("time of day", optional "always"),
    }
}

columns! {
    /// A class of promises.
    PROMISE: PromiseKeys in "market.toml, [[promise]]" {
        /// Unique id.
        id: Text(""),
        /// Price of each minute that service begins after the last window.
        late_per_minute: Float("currency a minute", optional "lateness is forbidden"),
    }
}

columns! {
    /// A stop: something to do at a place; `stops.parquet` with the same columns instead, not both.
    STOPS: StopColumns in "stops.csv" {
        /// Unique id, without `;`.
        id: Ids(""),
        /// Latitude, -90 to 90, north is positive.
        lat: Float("degrees"),
        /// Longitude, -180 to 180, east is positive.
        lon: Float("degrees"),
        /// Weight, to whole grams.
        kg: Float("kg"),
        /// Volume, to whole millilitres.
        m3: Float("m3", optional "0"),
        /// Number of parcels.
        parcels: Int("parcels", optional "1"),
        /// `delivery`: loaded at the depot, handed over here; `pickup`: taken up here, brought to the depot.
        task: Text("", optional "delivery"),
        /// At a delivery, id of the pickup that takes up what is handed over here: the same trip serves both, the pickup first.
        pickup: Text("", optional "it comes from the depot"),
        /// Time at the door.
        service_s: Int("s", optional "0"),
        /// When service may begin, such as `08:00-12:00;14:00-18:00`.
        windows: Text("time of day", optional "at any time"),
        /// Skills of the driver that are needed, separated by `;`.
        skills: Text("", optional "none"),
        /// Ids of the access rules of the place, separated by `;`.
        access: Text("", optional "none"),
        /// Id of the class of the promise.
        promise: Text("", optional "lateness is forbidden"),
        /// Price of leaving it out.
        left_out: Float("currency", optional "it must be served"),
        /// When its parcels are at the depot; a trip that carries them leaves no earlier.
        released: Text("time of day", optional "before the day"),
        /// Area that drivers know or do not.
        area: Text("", optional "all know it"),
        /// Id of the driver who is to serve it.
        driver: Text("", optional "any"),
        /// Price of another driver.
        driver_price: Float("currency", optional "another one is forbidden"),
        /// When service begins as the customer was told, such as `10:00-11:00`.
        told: Text("time of day", optional "nothing was told"),
        /// Price of each minute outside of it.
        told_per_minute: Float("currency a minute", optional "that is forbidden"),
    }
}

columns! {
    /// A type of vehicles; `vehicles.parquet` instead, not both.
    VANS: VanColumns in "vehicles.csv" {
        /// Unique id, without `;`.
        id: Ids(""),
        /// Payload, to whole grams.
        max_kg: Float("kg"),
        /// Load volume, to whole millilitres.
        max_m3: Float("m3"),
        /// Most parcels at a time.
        max_parcels: Int("parcels", optional "no limit"),
        /// Price of a vehicle that is used.
        cost_fixed: Float("currency", optional "0"),
        /// Price of a kilometre.
        cost_per_km: Float("currency a km", optional "0"),
        /// Price of an hour from the start to the end of a route.
        cost_per_hour: Float("currency an hour", optional "0"),
        /// Hours of a route that are regular.
        overtime_after_h: Float("h", optional "all are"),
        /// Price of an hour beyond them, on top of the hourly price.
        overtime_per_hour: Float("currency an hour", optional "0"),
        /// Factor on every speed, 0.001 to 100.
        speed: Float("", optional "1"),
        /// Longest route in time.
        max_hours: Float("h", optional "no limit"),
        /// Longest route in distance.
        max_km: Float("km", optional "no limit"),
        /// Most stops of a route.
        max_stops: Int("stops", optional "no limit"),
        /// Trips a shift, 1 to 255; 1 means no reload.
        max_trips: Int("trips", optional "1"),
        /// Ids of the depots where it may reload, separated by `;`.
        reload_depots: Text("", optional "all"),
        /// Driving after which a pause is due.
        drive_h: Float("h", optional "no such pause"),
        /// Length of that pause.
        drive_pause_min: Float("min", optional "45"),
        /// When lunches may begin, such as `12:00-13:30`.
        lunch: Text("time of day", optional "none"),
        /// Length of each.
        lunch_min: Float("min", optional "30"),
        /// Height, for access rules.
        height_m: Float("m", optional "0"),
        /// Emission class, for access rules; higher is cleaner.
        emission_class: Int("", optional "cleaner than any"),
        /// Class of its ways in the matrix.
        ways: Text("", optional "the class without a name"),
    }
}

columns! {
    /// A driver for one shift, with a vehicle; `drivers.parquet` instead, not both.
    DRIVERS: DriverColumns in "drivers.csv" {
        /// Unique id, without `;`.
        id: Ids(""),
        /// Id of the vehicle type.
        vehicle: Text(""),
        /// When the vehicle may leave and must be back, such as `07:00-16:00`.
        shift: Text("time of day", optional "the whole day"),
        /// Id of the depot where the route starts.
        start: Text("", optional "the first one"),
        /// Id of the depot where it ends; `-` where it ends at the last stop.
        end: Text("", optional "where it starts"),
        /// Skills, separated by `;`.
        skills: Text("", optional "none"),
        /// Areas that the driver knows, separated by `;`; `-` for none.
        knows: Text("", optional "all"),
    }
}

columns! {
    /// What a pool is called, and where its hub is. Files of a pool may have more columns.
    POOL: PoolKeys in "market.toml of a pool" {
        /// Name.
        name: Text(""),
        /// Latitude and longitude of the hub: `{ lat = 46.6, lon = 2.4 }`.
        hub: Keys("degrees"),
        /// Time zone, for display.
        timezone: Text("", optional "nothing is said"),
        /// Currency of the values, for display.
        currency: Text("", optional "units"),
    }
}

columns! {
    /// Where the hub is.
    HUB: HubKeys in "market.toml of a pool, hub" {
        /// Latitude.
        lat: Float("degrees"),
        /// Longitude.
        lon: Float("degrees"),
    }
}

columns! {
    /// A delivery that days are drawn from.
    DELIVERIES: DeliveryColumns in "stops.parquet of a pool" {
        /// Latitude.
        lat: Float("degrees"),
        /// Longitude.
        lon: Float("degrees"),
        /// Weight.
        kg: Float("kg"),
        /// Volume.
        m3: Float("m3"),
        /// Number of parcels.
        parcels: Int("parcels"),
        /// What it is worth.
        value: Float("currency"),
        /// When it was delivered; the time of day is kept.
        delivered_at: Time(""),
    }
}

columns! {
    /// A way; `matrix.csv` instead, not both, or no matrix at all. There is a row for every pair of places, depots and stops, in each class;
    /// those from a place to itself may be left out.
    MATRIX: MatrixColumns in "matrix.parquet" {
        /// Class of vehicles that drive so.
        ways: Text("", optional "the class without a name"),
        /// Id of the stop or depot where it begins.
        from: Ids(""),
        /// Id of the stop or depot where it ends.
        to: Ids(""),
        /// Length.
        metres: OptionalSmallInt("m", empty "no road leads there"),
        /// Duration at the usual speed.
        seconds: OptionalSmallInt("s", empty "no road leads there"),
    }
}
