//! What comes from outside while a carrier runs: packages, promises, trucks and capacities that are not what the case said.
//!
//! An event is a fact with an hour. It is known from that hour on and takes effect then: after the trucks due have been unloaded and packages
//! released, before anybody orders. Events of one hour take effect in their order. `docs/model.md` says what each of them does.

use serde::{Deserialize, Serialize};

use crate::ids::{ClassId, HubId, LaneId, TypeId};
use crate::units::{Grams, Millilitres};

/// An event and its hour.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimedEvent {
    /// Hour from the start in which it takes effect, below the horizon.
    pub hour: u16,
    /// What happens.
    pub event: Event,
}

/// What happens. Packages are rows of the demand, trucks are departures in their order, both from 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The carrier hears of a package that the demand did not have; it gets the next free row.
    Announced(Box<NewPackage>),
    /// A package that was announced is handed over now, whatever hour was planned.
    Released {
        /// The package.
        package: u32,
    },
    /// Nobody waits for a package any more: it stays where it is, or is taken off where its truck arrives, and costs nothing more.
    Cancelled {
        /// The package.
        package: u32,
    },
    /// Another promise. A penalty that fell due before is not paid back.
    DueChanged {
        /// The package.
        package: u32,
        /// Seconds between the start and the promised delivery.
        due_seconds: i64,
    },
    /// A truck under way comes later.
    TruckLate {
        /// The truck.
        truck: u32,
        /// Hours added to its arrival, at least 1.
        hours: u16,
    },
    /// A truck under way gives up; its load is brought back to where it left.
    TruckBrokenDown {
        /// The truck.
        truck: u32,
        /// Hours until its load stands there again; 0 for at once.
        hours: u16,
    },
    /// A truck under way is there already and is unloaded now.
    TruckArrived {
        /// The truck.
        truck: u32,
    },
    /// Nothing departs on a lane until it opens.
    LaneClosed {
        /// The lane.
        lane: LaneId,
    },
    /// A lane that was closed opens.
    LaneOpened {
        /// The lane.
        lane: LaneId,
    },
    /// Nothing departs from a hub and nothing is unloaded there until it opens; trucks that come wait at the gate.
    HubClosed {
        /// The hub.
        hub: HubId,
    },
    /// A hub that was closed opens; trucks at the gate are unloaded now.
    HubOpened {
        /// The hub.
        hub: HubId,
    },
    /// Another limit on the trucks that may leave a hub in an hour.
    HubCapacity {
        /// The hub.
        hub: HubId,
        /// Most trucks an hour; 0 holds the hub.
        trucks: u16,
    },
    /// Another limit on the trucks of a type that each hub can send in an hour.
    FleetCapacity {
        /// The type.
        vehicle: TypeId,
        /// Most trucks an hour and hub; no limit when absent.
        trucks: Option<u16>,
    },
}

/// A package that the demand did not have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewPackage {
    /// Unique id; a whole number where the case's ids are.
    pub id: String,
    /// Origin hub.
    pub origin: HubId,
    /// Destination hub, not the origin.
    pub destination: HubId,
    /// Seconds between the start and the hand-over at the origin.
    pub released_seconds: i64,
    /// Seconds between the start and the promised delivery.
    pub due_seconds: i64,
    /// Weight.
    pub grams: Grams,
    /// Volume.
    pub ml: Millilitres,
    /// Value in the case's currency.
    pub value: f64,
    /// Goods class.
    pub class: ClassId,
}

impl NewPackage {
    /// First hour at whose start the package is at its origin: hand-over rounded up to whole hours.
    pub fn released_hour(&self) -> i64 {
        -(-self.released_seconds).div_euclid(3_600)
    }
}
