//! Events as lines of JSON: what happened while a schedule ran, in the words of its case.
//!
//! One object a line, `{"at": "2026-01-06T07:00:00Z", "event": "truck_late", "departure": 17, "hours": 3}`; `docs/formats.md` lists the kinds. An
//! event is acted upon from the first whole hour that is not before `at`.

use serde::{Deserialize, Deserializer, Serialize};

/// File of a schedule folder that holds its events, where there are any.
pub const EVENTS: &str = "events.jsonl";

/// An event in a file, without its time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Line {
    PackageAnnounced {
        package: Id,
        origin: String,
        destination: String,
        released_at: String,
        due_at: String,
        kg: f64,
        m3: f64,
        value: f64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        class: Option<String>,
    },
    PackageReleased {
        package: Id,
    },
    PackageCancelled {
        package: Id,
    },
    DueChanged {
        package: Id,
        due_at: String,
    },
    TruckLate {
        departure: u32,
        hours: u16,
    },
    TruckBrokenDown {
        departure: u32,
        hours: u16,
    },
    TruckArrived {
        departure: u32,
    },
    LaneClosed {
        origin: String,
        destination: String,
    },
    LaneOpened {
        origin: String,
        destination: String,
    },
    HubClosed {
        hub: String,
    },
    HubOpened {
        hub: String,
    },
    HubCapacity {
        hub: String,
        trucks: u16,
    },
    FleetCapacity {
        vehicle_type: String,
        #[serde(deserialize_with = "told")]
        trucks: Option<u16>,
    },
}

/// The id of a package: a number or a text, as the case has them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Id {
    Number(i64),
    Text(String),
}

impl Id {
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Number(id) => id.to_string(),
            Self::Text(id) => id.clone(),
        }
    }
}

/// A value that may be null, but not be left out: no limit is something to say.
fn told<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u16>, D::Error> {
    Option::deserialize(deserializer)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::schema::event_file::EVENT_KINDS;

    /// Each kind that the documents list is read, by its own name, and no two are the same.
    #[test]
    fn every_kind_that_is_listed_is_read() {
        let mut kinds = BTreeSet::new();
        for kind in EVENT_KINDS {
            let mut object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&kind.example()).unwrap();
            object.remove("at");
            let line: Line =
                serde_json::from_value(object.into()).unwrap_or_else(|error| panic!("{}: {error}", kind.name));
            let text = serde_json::to_string(&line).unwrap();
            assert!(text.contains(&format!("\"event\":\"{}\"", kind.name)), "{text}");
            assert!(kinds.insert(kind.name));
        }
    }
}
