//! What a learned policy may choose for a lane, and the order that each choice becomes.
//!
//! One masked categorical a lane, from one shared scorer, so any degree works; what a hub does is the vector over its lanes. A
//! choice that could not differ from a smaller one is masked, one that forfeits too much, and everything but holding where nothing waits: such
//! lanes take no part in the policy's loss.

mod candidate;
mod counts;
mod forfeit;
mod options;
mod queue;
mod urgency;
mod vehicles;

use linehaul_case::network::Network;
use linehaul_env::observe::Feature;
use linehaul_env::order::Order;
use linehaul_env::world::World;
use linehaul_nets::categorical::choices;
use linehaul_nets::shape::Space;
use serde::{Deserialize, Serialize};

use self::options::Fleet;
use self::vehicles::Slots;
use crate::decide::trucks::{HOLD, sent};

macro_rules! spaces {
    ($($(#[$doc:meta])+ $space:ident,)+) => {
        /// An action space by name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum ActionSpace { $($(#[$doc])+ $space,)+ }

        impl ActionSpace {
            /// All there are.
            pub const ALL: [Self; [$(Self::$space),+].len()] = [$(Self::$space),+];
        }
    };
}

spaces! {
    /// Hold; one truck of a small, a middle or the largest type; full trucks only, or all of them but one; all.
    Vehicles,
    /// Hold; one truck of each type; full trucks; full trucks and one of each type; all. Each is scored by features of its own.
    Options,
    /// Hold; full trucks only; all with slack up to 0, 2, 5 or 11 hours; all. The dock worker chooses the types.
    Urgency,
    /// 0, 1, 2, 3, 4, 6 or 8 trucks.
    Counts,
    /// None, a quarter, half, three quarters or all of the queue sorted by penalty times urgency.
    Queue,
}

impl ActionSpace {
    /// What networks know of it: its name, its number of choices, and features of a choice.
    pub fn numbers(self) -> Space {
        let (name, choices, choice_features) = match self {
            Self::Vehicles => ("vehicles", vehicles::CHOICES, 0),
            Self::Options => ("options", options::CHOICES, candidate::FEATURES),
            Self::Urgency => ("urgency", urgency::CHOICES, 0),
            Self::Counts => ("counts", counts::TRUCKS.len(), 0),
            Self::Queue => ("queue", queue::CHOICES, 0),
        };
        Space { name: name.into(), choices, choice_features }
    }

    /// The space whose numbers these are.
    ///
    /// # Panics
    /// If there is none; files are refused when they are read.
    pub fn of(space: &Space) -> Self {
        let known = |name: &str| Self::ALL.into_iter().find(|known| known.numbers().name == name);
        known(&space.name).unwrap_or_else(|| panic!("there is no action space \"{}\"", space.name))
    }

    /// What the features of a choice mean, in order.
    pub const fn features(self) -> &'static [Feature] {
        if matches!(self, Self::Options) { candidate::TABLE } else { &[] }
    }
}

/// An action space on one network.
#[derive(Clone, Copy, Debug)]
pub struct Actions {
    space: ActionSpace,
    slots: Slots,
    fleet: Fleet,
}

impl Actions {
    /// Of a space on a network.
    pub fn new(space: ActionSpace, network: &Network) -> Self {
        Self { space, slots: Slots::of(network), fleet: Fleet::of(network) }
    }

    /// Choices that make sense for a lane now, one bit each, at least one.
    pub fn mask(&self, world: &World, lane: usize) -> u16 {
        let view = world.lane(lane);
        if view.is_empty() || !view.is_open() {
            return HOLD;
        }
        let mask = match self.space {
            ActionSpace::Vehicles => self.slots.mask(&view),
            ActionSpace::Options => self.fleet.mask(&view),
            ActionSpace::Urgency => HOLD | urgency::mask(&view),
            ActionSpace::Counts => HOLD | counts::mask(&view, cap(world, lane)),
            ActionSpace::Queue => HOLD | queue::mask(&view),
        };
        forfeit::without(mask, &view, |choice| self.order(world, lane, choice))
    }

    /// The order that a choice of the mask becomes.
    pub fn order(&self, world: &World, lane: usize, choice: usize) -> Order {
        let view = world.lane(lane);
        match (self.space, choice) {
            (_, 0) => Order::Hold,
            (ActionSpace::Vehicles, _) => self.slots.order(&view, choice),
            (ActionSpace::Options, _) => self.fleet.order(&view, choice),
            (ActionSpace::Urgency, _) => urgency::order(&view, choice),
            (ActionSpace::Counts, _) => counts::order(choice),
            (ActionSpace::Queue, _) => queue::order(choice),
        }
    }

    /// Appends the features of a choice of the mask; nothing in a space whose choices have none.
    pub fn describe(&self, world: &World, lane: usize, choice: usize, out: &mut Vec<f32>) {
        if let ActionSpace::Options = self.space {
            self.fleet.describe(&world.lane(lane), choice, out);
        }
    }

    /// The choice of the mask that comes nearest to an order: it sends most nearly the same load, the same trucks if several do.
    pub fn nearest(&self, world: &World, lane: usize, mask: u16, wanted: Order) -> usize {
        let view = world.lane(lane);
        let (load, trucks) = sent(&view, wanted);
        let distance = |choice: usize| {
            let (other_load, other_trucks) = sent(&view, self.order(world, lane, choice));
            (load - other_load).abs() + 0.01 * (trucks - other_trucks).abs()
        };
        choices(mask).min_by(|&a, &b| distance(a).total_cmp(&distance(b))).unwrap_or(0)
    }
}

/// Most trucks that the lane's hub may send in an hour.
fn cap(world: &World, lane: usize) -> usize {
    let hub = world.network.lane_from[lane].index();
    usize::from(world.network.case.hubs()[hub].max_dispatch_per_hour)
}

#[cfg(test)]
mod tests;
