//! The files of routes. An auditor needs neither Arrow nor the router to read them.

use crate::declare::{record, rows};

rows! {
    /// A call of a route: its start, stops, reloads and its end, route by route in the order of the drivers. Seconds count from the
    /// midnight of the market's day.
    CALLS: CallColumns, CallRows in "routes.parquet" {
        /// Id of the driver.
        drivers: Vec<String> = Text("driver", ""),
        /// Position in the route, from 0 for its start.
        positions: Vec<i32> = SmallInt("position", ""),
        /// `start`, `stop`, `reload` or `end`.
        kinds: Vec<String> = Text("call", ""),
        /// Id of the stop or depot.
        places: Vec<String> = Text("place", ""),
        /// Trip, from 1; a reload begins the next one.
        trips: Vec<i32> = SmallInt("trip", ""),
        /// Length of the way here.
        metres: Vec<i32> = SmallInt("metres", "m"),
        /// The vehicle is there; at a start, it leaves then.
        arrival_s: Vec<i32> = SmallInt("arrival_s", "s"),
        /// Pauses on the road here; driving is what is left of the time since the call before.
        road_pause_s: Vec<i32> = SmallInt("road_pause_s", "s"),
        /// Pauses here, before service or loading begins; waiting is what is left of the time since the arrival.
        pause_s: Vec<i32> = SmallInt("pause_s", "s"),
        /// Service or loading begins.
        begin_s: Vec<i32> = SmallInt("begin_s", "s"),
        /// It is over.
        leave_s: Vec<i32> = SmallInt("leave_s", "s"),
        /// On board when it is over.
        kg: Vec<f64> = Float("kg", "kg"),
        /// On board when it is over.
        m3: Vec<f64> = Float("m3", "m3"),
        /// On board when it is over.
        parcels: Vec<i32> = SmallInt("parcels", "parcels"),
    }
}

rows! {
    /// What becomes of a stop, in the order of the market.
    STOP_PLANS: StopPlanColumns, StopPlanRows in "stops.parquet" {
        /// Id of the stop.
        stops: Vec<String> = Text("stop", ""),
        /// Id of the driver.
        drivers: Vec<Option<String>> = OptionalText("driver", "", empty "it is left out"),
        /// Position in the route.
        positions: Vec<Option<i32>> = OptionalSmallInt("position", "", empty "it is left out"),
        /// Planned arrival, from midnight.
        arrival_s: Vec<Option<i32>> = OptionalSmallInt("arrival_s", "s", empty "it is left out"),
        /// When service begins.
        begin_s: Vec<Option<i32>> = OptionalSmallInt("begin_s", "s", empty "it is left out"),
        /// First second of the window in which service begins; of the last one where it is late.
        window_open_s: Vec<Option<i32>> = OptionalSmallInt("window_open_s", "s", empty "at any time, or left out"),
        /// Last second of that window.
        window_close_s: Vec<Option<i32>> = OptionalSmallInt("window_close_s", "s", empty "at any time, or left out"),
        /// From the beginning of service to the end of that window; negative where it is late.
        slack_s: Vec<Option<i32>> = OptionalSmallInt("slack_s", "s", empty "at any time, or left out"),
        /// `no_vehicle`, `too_large`, `no_skill`, `barred`, `out_of_time`, `crowded` or `cheaper`: why it is left out.
        reasons: Vec<Option<String>> = OptionalText("reason", "", empty "it is served"),
    }
}

rows! {
    /// A route of a driver who is used, with its costs by name.
    TOURS: TourColumns, TourRows in "drivers.parquet" {
        /// Id of the driver.
        drivers: Vec<String> = Text("driver", ""),
        /// Id of the vehicle type.
        vehicles: Vec<String> = Text("vehicle", ""),
        /// It leaves, from midnight.
        start_s: Vec<i32> = SmallInt("start_s", "s"),
        /// It is over.
        end_s: Vec<i32> = SmallInt("end_s", "s"),
        /// Stops.
        stops: Vec<i32> = SmallInt("stops", "stops"),
        /// Trips.
        trips: Vec<i32> = SmallInt("trips", "trips"),
        /// Length.
        metres: Vec<i32> = SmallInt("metres", "m"),
        /// A vehicle that is used.
        fixed: Vec<f64> = Float("cost_fixed", "currency"),
        /// Kilometres.
        distance: Vec<f64> = Float("cost_distance", "currency"),
        /// Hours from the start to the end.
        hours: Vec<f64> = Float("cost_hours", "currency"),
        /// Hours beyond the regular ones.
        overtime: Vec<f64> = Float("cost_overtime", "currency"),
        /// Work that is shared out unevenly.
        balance: Vec<f64> = Float("cost_balance", "currency"),
        /// Service after the last window.
        late: Vec<f64> = Float("cost_late", "currency"),
        /// Areas that the driver does not know.
        unfamiliar: Vec<f64> = Float("cost_unfamiliar", "currency"),
        /// Stops of another driver than the one that was named.
        moved: Vec<f64> = Float("cost_moved", "currency"),
        /// Service outside what the customer was told.
        told: Vec<f64> = Float("cost_told", "currency"),
    }
}

record! {
    /// What made the routes: enough to make them again, byte for byte, where they were made by iterations.
    ROUTE_META: RouteMetaKeys, RouteMeta in "summary.json, meta" {
        /// Name of the market.
        market: String = Text(""),
        /// Hash of the market's files.
        market_hash: String = Text(""),
        /// Where ways come from: `great circle`, `matrix`, or the address of a service, whose answers are in `matrix.parquet`.
        ways: String = Text(""),
        /// Seed of the search.
        seed: u64 = Int(""),
        /// Searches side by side.
        islands: u32 = Int(""),
        /// Iterations of each; 0 where the search was stopped by time or by hand.
        iterations: u64 = Int(""),
        /// Version of linehaul.
        version: String = Text(""),
    }
}

record! {
    /// The figures of the routes. The total cost is the sum of the parts after it.
    ROUTE_SUMMARY: RouteSummaryKeys, RouteSummary in "summary.json, summary" {
        /// All costs.
        total_cost: f64 = Float("currency"),
        /// Vehicles that are used.
        fixed: f64 = Float("currency"),
        /// Kilometres.
        distance: f64 = Float("currency"),
        /// Hours from the start to the end of a route.
        hours: f64 = Float("currency"),
        /// Hours beyond the regular ones.
        overtime: f64 = Float("currency"),
        /// Work that is shared out unevenly.
        balance: f64 = Float("currency"),
        /// Service after the last window.
        late: f64 = Float("currency"),
        /// Areas that a driver does not know.
        unfamiliar: f64 = Float("currency"),
        /// Stops of another driver than the one that was named.
        moved: f64 = Float("currency"),
        /// Service outside what the customer was told.
        told: f64 = Float("currency"),
        /// Stops left out for their price.
        left_out: f64 = Float("currency"),
        /// Stops left out that must be served, ten million each.
        unserved: f64 = Float("currency"),
        /// Stops of the market.
        stops: u64 = Int("stops"),
        /// Those that are served.
        served: u64 = Int("stops"),
        /// Those that are served after their last window.
        late_stops: u64 = Int("stops"),
        /// Drivers who are used.
        drivers: u64 = Int("drivers"),
        /// Trips of all drivers.
        trips: u64 = Int("trips"),
        /// Length of all routes.
        metres: u64 = Int("m"),
        /// Time from start to end of all routes.
        seconds: u64 = Int("s"),
        /// Of that, waiting.
        waiting_s: u64 = Int("s"),
        /// Of that, pauses.
        pause_s: u64 = Int("s"),
        /// Of that, service and loading.
        service_s: u64 = Int("s"),
    }
}
