//! What a learned policy may choose for a lane, and the order that each choice becomes.
//!
//! One masked categorical a lane, from one shared scorer, so any degree works; what a hub does is the vector over its lanes. A
//! choice that could not differ from a smaller one is masked, and so is everything but holding where nothing waits: such lanes
//! take no part in the policy's loss.

mod counts;
mod queue;
mod urgency;
mod vehicles;

use linehaul_env::network::Network;
use linehaul_env::order::Order;
use linehaul_env::view::LaneView;
use linehaul_env::world::World;
use serde::{Deserialize, Serialize};

use self::vehicles::Slots;

/// Bit of the choice to hold everything back, in every space.
pub const HOLD: u16 = 1;

/// An action space by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActionSpace {
    /// Hold; one truck of a small, a middle or the largest type; full trucks only; all.
    Vehicles,
    /// Hold; full trucks only; all with slack up to 0, 2, 5 or 11 hours; all. The dock worker chooses the types.
    Urgency,
    /// 0, 1, 2, 3, 4, 6 or 8 trucks.
    Counts,
    /// None, a quarter, half, three quarters or all of the queue sorted by penalty times urgency.
    Queue,
}

impl ActionSpace {
    /// Number of choices.
    pub const fn n_choices(self) -> usize {
        match self {
            Self::Vehicles => 6,
            Self::Urgency => 7,
            Self::Counts => counts::TRUCKS.len(),
            Self::Queue => 5,
        }
    }
}

/// An action space on one network.
#[derive(Clone, Copy, Debug)]
pub struct Actions {
    space: ActionSpace,
    slots: Slots,
}

impl Actions {
    /// Of a space on a network.
    pub fn new(space: ActionSpace, network: &Network) -> Self {
        Self { space, slots: Slots::of(network) }
    }

    /// Choices that make sense for a lane now, one bit each; holding always does.
    pub fn mask(&self, world: &World, lane: usize) -> u16 {
        let view = world.lane(lane);
        if view.is_empty() || !view.is_open() {
            return HOLD;
        }
        HOLD | match self.space {
            ActionSpace::Vehicles => self.slots.mask(&view),
            ActionSpace::Urgency => urgency::mask(&view),
            ActionSpace::Counts => counts::mask(&view, cap(world, lane)),
            ActionSpace::Queue => queue::mask(&view),
        }
    }

    /// The order that a choice of the mask becomes.
    pub fn order(&self, world: &World, lane: usize, choice: usize) -> Order {
        let view = world.lane(lane);
        match (self.space, choice) {
            (_, 0) => Order::HOLD,
            (ActionSpace::Vehicles, _) => self.slots.order(&view, choice),
            (ActionSpace::Urgency, _) => urgency::order(&view, choice),
            (ActionSpace::Counts, _) => counts::order(choice),
            (ActionSpace::Queue, _) => queue::order(choice),
        }
    }
}

/// Most trucks that the lane's hub may send in an hour.
fn cap(world: &World, lane: usize) -> usize {
    let hub = world.network.lane_from[lane].index();
    usize::from(world.network.case.hubs[hub].max_dispatch_per_hour)
}

/// Trucks that would be full, one that is full to 90 % included: what comes until it has left fills it.
fn full_trucks(view: &LaneView<'_>) -> usize {
    (view.load() + ALMOST_FULL) as usize
}

/// What may lack of a full truck.
const ALMOST_FULL: f64 = 0.1;

#[cfg(test)]
mod tests;
