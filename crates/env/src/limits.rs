//! What may leave now: the case's caps and closures as events have changed them.

use linehaul_case::network::Network;
use linehaul_case::{HubId, LaneId, TypeId};
use serde::{Deserialize, Serialize};

use crate::fields::clone_fields;

/// Caps and closures in force. What the case says by the hour is in its calendar and holds besides.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Most trucks that may leave a hub in an hour, `[hub]`.
    caps: Vec<u16>,
    /// Most trucks of a type that may leave a hub in an hour, `[type]`.
    fleet: Vec<Option<u16>>,
    /// Hubs and lanes that are closed; short lists.
    closed_hubs: Vec<HubId>,
    closed_lanes: Vec<LaneId>,
}

clone_fields!(Limits { caps, fleet, closed_hubs, closed_lanes });

impl Limits {
    /// Those of the case.
    pub fn new(network: &Network) -> Self {
        Self {
            caps: network.case.hubs().iter().map(|hub| hub.max_dispatch_per_hour).collect(),
            fleet: network.case.vehicles().iter().map(|vehicle| vehicle.per_hub_per_hour).collect(),
            closed_hubs: Vec::new(),
            closed_lanes: Vec::new(),
        }
    }

    /// Most trucks that may leave a hub in an hour.
    pub fn cap(&self, hub: usize) -> u16 {
        self.caps[hub]
    }

    /// Most trucks of each type that may leave a hub in an hour, `[type]`.
    pub fn fleet(&self) -> &[Option<u16>] {
        &self.fleet
    }

    /// Whether a hub can send only so many trucks of some type in an hour.
    pub fn limited_fleet(&self) -> bool {
        self.fleet.iter().any(Option::is_some)
    }

    /// Whether an event has closed a lane, or the hub where it begins.
    pub fn is_closed(&self, network: &Network, lane: usize) -> bool {
        if self.closed_lanes.is_empty() && self.closed_hubs.is_empty() {
            return false;
        }
        self.closed_lanes.contains(&LaneId::from_index(lane)) || self.is_shut(network.lane_from[lane].index())
    }

    /// Whether an event has closed a hub.
    pub fn is_shut(&self, hub: usize) -> bool {
        self.closed_hubs.contains(&HubId::from_index(hub))
    }

    /// Sets the cap of a hub.
    pub fn set_cap(&mut self, hub: HubId, trucks: u16) {
        self.caps[hub.index()] = trucks;
    }

    /// Sets the limit of a type.
    pub fn set_fleet(&mut self, vehicle: TypeId, trucks: Option<u16>) {
        self.fleet[vehicle.index()] = trucks;
    }

    /// Closes a lane; says whether it was open.
    pub fn close_lane(&mut self, lane: LaneId) -> bool {
        insert(&mut self.closed_lanes, lane)
    }

    /// Opens a lane; says whether it was closed.
    pub fn open_lane(&mut self, lane: LaneId) -> bool {
        remove(&mut self.closed_lanes, lane)
    }

    /// Closes a hub; says whether it was open.
    pub fn close_hub(&mut self, hub: HubId) -> bool {
        insert(&mut self.closed_hubs, hub)
    }

    /// Opens a hub; says whether it was closed.
    pub fn open_hub(&mut self, hub: HubId) -> bool {
        remove(&mut self.closed_hubs, hub)
    }

    /// Whether all of it is of a network.
    pub fn fits(&self, network: &Network) -> bool {
        self.caps.len() == network.n_hubs
            && self.fleet.len() == network.n_types
            && self.closed_hubs.iter().all(|hub| hub.index() < network.n_hubs)
            && self.closed_lanes.iter().all(|lane| lane.index() < network.n_lanes)
    }
}

fn insert<T: PartialEq>(all: &mut Vec<T>, one: T) -> bool {
    let new = !all.contains(&one);
    if new {
        all.push(one);
    }
    new
}

fn remove<T: PartialEq + Copy>(all: &mut Vec<T>, one: T) -> bool {
    let at = all.iter().position(|other| *other == one);
    at.is_some_and(|at| {
        all.remove(at);
        true
    })
}
