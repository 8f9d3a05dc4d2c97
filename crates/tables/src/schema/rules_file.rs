//! The tables of `rules.toml`; `docs/model.md` says what each rule does.

use crate::column::Table;
use crate::declare::columns;

/// All tables of the file.
pub const RULES: [Table; 10] = [
    ClosureKeys::TABLE,
    CurfewKeys::TABLE,
    BarredKeys::TABLE,
    SeparateKeys::TABLE,
    MustRideKeys::TABLE,
    SurgeKeys::TABLE,
    TariffKeys::TABLE,
    SlowdownKeys::TABLE,
    BlockadeKeys::TABLE,
    OutageKeys::TABLE,
];

columns! {
    /// Hours of the week in which no truck departs.
    CLOSURE: ClosureKeys in "rules.toml, [[closure]]" {
        /// Hours of the week, Monday 00:00 UTC first: `"sat"`, `"mon 22 - tue 05"`, `"fri 18-22"`, or several of them in brackets.
        week: List("h of the week"),
        /// Only lanes that leave this hub.
        hub: Text("", optional "everywhere"),
        /// Only this lane, `["from", "to"]`; not beside `hub`.
        lane: List("", optional "everywhere"),
    }
}

columns! {
    /// Hours of the week in which no truck may arrive; a truck that would does not depart.
    CURFEW: CurfewKeys in "rules.toml, [[curfew]]" {
        /// Hours of the week, as in a closure.
        week: List("h of the week"),
        /// Only lanes that reach this hub.
        hub: Text("", optional "everywhere"),
        /// Only this lane, `["from", "to"]`; not beside `hub`.
        lane: List("", optional "everywhere"),
    }
}

columns! {
    /// Vehicle types that may not drive a lane.
    BARRED: BarredKeys in "rules.toml, [[barred]]" {
        /// The lane, `["from", "to"]`.
        lane: List(""),
        /// Ids of the types.
        vehicles: List(""),
    }
}

columns! {
    /// Goods classes of which no two share a truck.
    SEPARATE: SeparateKeys in "rules.toml, [[separate]]" {
        /// Two classes or more.
        classes: List(""),
    }
}

columns! {
    /// Packages that are loaded before all others; one of the two keys.
    MUST_RIDE: MustRideKeys in "rules.toml, [[must_ride]]" {
        /// All packages of this goods class.
        class: Text("", optional "`packages` says which"),
        /// Ids of packages.
        packages: List("", optional "`class` says which"),
    }
}

columns! {
    /// Changed demand.
    SURGE: SurgeKeys in "rules.toml, [[surge]]" {
        /// Release hours concerned, `[from, until)`.
        hours: List("h"),
        /// Each package is kept so many times, 0 to 100, the fraction by chance.
        factor: Float(""),
        /// Only packages from this hub.
        origin: Text("", optional "from everywhere"),
        /// Only packages to this hub.
        destination: Text("", optional "to everywhere"),
    }
}

columns! {
    /// Changed vehicle costs; factors of several tariffs multiply.
    TARIFF: TariffKeys in "rules.toml, [[tariff]]" {
        /// Departure hours concerned, `[from, until)`.
        hours: List("h"),
        /// Factor on the cost, a millionth to a million.
        factor: Float(""),
        /// Only lanes that leave this hub.
        hub: Text("", optional "everywhere"),
        /// Only this lane, `["from", "to"]`; not beside `hub`.
        lane: List("", optional "everywhere"),
    }
}

columns! {
    /// Longer driving times; those of several slowdowns add up.
    SLOWDOWN: SlowdownKeys in "rules.toml, [[slowdown]]" {
        /// Departure hours concerned, `[from, until)`.
        hours: List("h"),
        /// Added to the lane's hours, 0 to 240.
        extra_hours: Int("h"),
        /// Only lanes that leave this hub.
        hub: Text("", optional "everywhere"),
        /// Only this lane, `["from", "to"]`; not beside `hub`.
        lane: List("", optional "everywhere"),
    }
}

columns! {
    /// Lanes on which nothing departs.
    BLOCKADE: BlockadeKeys in "rules.toml, [[blockade]]" {
        /// Departure hours concerned, `[from, until)`.
        hours: List("h"),
        /// Only lanes that leave this hub.
        hub: Text("", optional "everywhere"),
        /// Only this lane, `["from", "to"]`; not beside `hub`.
        lane: List("", optional "everywhere"),
    }
}

columns! {
    /// A hub that stands still: nothing departs, and a truck that comes waits at the gate.
    OUTAGE: OutageKeys in "rules.toml, [[outage]]" {
        /// Hours concerned, `[from, until)`.
        hours: List("h"),
        /// The hub.
        hub: Text(""),
    }
}
