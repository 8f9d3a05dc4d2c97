//! The kinds of events in a file of events: what each is called, what it says besides, and what happens.

/// A kind of event.
#[derive(Clone, Copy, Debug)]
pub struct EventKind {
    /// What `event` says.
    pub name: &'static str,
    /// Its other keys, each with an example.
    pub keys: &'static [(&'static str, &'static str)],
    /// What happens.
    pub meaning: &'static str,
}

/// All kinds. Ids are those of the case, `departure` is the `departure_id` of the schedule, times are RFC 3339 with their zone.
pub const EVENT_KINDS: [EventKind; 13] = [
    EventKind {
        name: "package_announced",
        keys: &[
            ("package", "\"new-1\""),
            ("origin", "\"a\""),
            ("destination", "\"b\""),
            ("released_at", "\"2026-01-06T09:00:00Z\""),
            ("due_at", "\"2026-01-07T18:00:00Z\""),
            ("kg", "120"),
            ("m3", "1.5"),
            ("value", "5000"),
            ("class", "\"general\""),
        ],
        meaning: "A package that the demand did not have; `class` may be left out.",
    },
    EventKind { name: "package_released", keys: &[("package", "7")], meaning: "It is handed over now." },
    EventKind { name: "package_cancelled", keys: &[("package", "7")], meaning: "Nobody waits for it any more." },
    EventKind {
        name: "due_changed",
        keys: &[("package", "7"), ("due_at", "\"2026-01-08T18:00:00Z\"")],
        meaning: "Another promise.",
    },
    EventKind {
        name: "truck_late",
        keys: &[("departure", "17"), ("hours", "3")],
        meaning: "It arrives so many hours later, at least 1.",
    },
    EventKind {
        name: "truck_broken_down",
        keys: &[("departure", "17"), ("hours", "4")],
        meaning: "Its load is back where it left after so many hours.",
    },
    EventKind { name: "truck_arrived", keys: &[("departure", "17")], meaning: "It is there already." },
    EventKind {
        name: "lane_closed",
        keys: &[("origin", "\"a\""), ("destination", "\"b\"")],
        meaning: "Nothing departs on it until it opens.",
    },
    EventKind {
        name: "lane_opened",
        keys: &[("origin", "\"a\""), ("destination", "\"b\"")],
        meaning: "It is open again.",
    },
    EventKind {
        name: "hub_closed",
        keys: &[("hub", "\"a\"")],
        meaning: "Nothing departs and nothing is unloaded there until it opens.",
    },
    EventKind { name: "hub_opened", keys: &[("hub", "\"a\"")], meaning: "It is open again." },
    EventKind {
        name: "hub_capacity",
        keys: &[("hub", "\"a\""), ("trucks", "2")],
        meaning: "Most trucks that may leave it in an hour; 0 for none.",
    },
    EventKind {
        name: "fleet_capacity",
        keys: &[("vehicle_type", "\"semi\""), ("trucks", "1")],
        meaning: "Most trucks of the type that each hub can send in an hour; null for no limit.",
    },
];

impl EventKind {
    /// A line of a file.
    pub fn example(&self) -> String {
        let first = format!("\"at\": \"2026-01-06T07:00:00Z\", \"event\": \"{}\"", self.name);
        let others = self.keys.iter().map(|(key, value)| format!("\"{key}\": {value}"));
        let keys: Vec<String> = std::iter::once(first).chain(others).collect();
        format!("{{{}}}", keys.join(", "))
    }
}
