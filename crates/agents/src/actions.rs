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
use linehaul_env::view::LaneView;
use linehaul_env::world::World;
use serde::{Deserialize, Serialize};

use self::options::Fleet;
use self::vehicles::Slots;

/// Bit of the choice to hold everything back, in every space.
pub const HOLD: u16 = 1;

/// An action space by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActionSpace {
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
    /// Number of choices.
    pub const fn n_choices(self) -> usize {
        match self {
            Self::Vehicles => vehicles::CHOICES,
            Self::Options => options::CHOICES,
            Self::Urgency => 7,
            Self::Counts => counts::TRUCKS.len(),
            Self::Queue => 5,
        }
    }

    /// Outputs of the actor for one of its rows: a logit for each choice, or one where each choice has a row.
    pub const fn n_outputs(self) -> usize {
        if self.describes() { 1 } else { self.n_choices() }
    }

    /// Rows of the actor for a lane with this mask.
    pub const fn n_rows(self, mask: u16) -> usize {
        if self.describes() { mask.count_ones() as usize } else { 1 }
    }

    /// Features of a row of the actor beside the lane's own.
    pub const fn n_features(self) -> usize {
        self.features().len()
    }

    /// What these mean, in order.
    pub const fn features(self) -> &'static [Feature] {
        if self.describes() { candidate::TABLE } else { &[] }
    }

    /// Whether choices have features, and each a row of its own.
    pub const fn describes(self) -> bool {
        matches!(self, Self::Options)
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
            (_, 0) => Order::HOLD,
            (ActionSpace::Vehicles, _) => self.slots.order(&view, choice),
            (ActionSpace::Options, _) => self.fleet.order(&view, choice),
            (ActionSpace::Urgency, _) => urgency::order(&view, choice),
            (ActionSpace::Counts, _) => counts::order(choice),
            (ActionSpace::Queue, _) => queue::order(choice),
        }
    }

    /// Appends the features of each choice of the mask, `[choice, n_features]`; nothing in a space without any.
    pub fn describe(&self, world: &World, lane: usize, mask: u16, out: &mut Vec<f32>) {
        if self.space.describes() {
            let view = world.lane(lane);
            for choice in (0..self.space.n_choices()).filter(|choice| mask >> choice & 1 == 1) {
                self.fleet.describe(&view, choice, out);
            }
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
        let allowed = (0..self.space.n_choices()).filter(|choice| mask >> choice & 1 == 1);
        allowed.min_by(|&a, &b| distance(a).total_cmp(&distance(b))).unwrap_or(0)
    }
}

/// Load that an order would send, and trucks, both in largest vehicles; the dock decides in the end.
fn sent(view: &LaneView<'_>, order: Order) -> (f64, f64) {
    if order.trucks == 0 {
        return (0.0, 0.0);
    }
    let load = view.load();
    let opening = if order.queue_percent < 100 {
        load * f64::from(order.queue_percent) / 100.0
    } else if order.max_slack < u16::MAX {
        view.load_within(i32::from(order.max_slack))
    } else {
        load
    };
    let last = if order.last_type.0 == u8::MAX { 1.0 } else { view.room(order.last_type) };
    let trucks = f64::from(order.trucks).min(opening.ceil());
    let room = (f64::from(order.trucks) - 1.0 + last).min(trucks);
    (load.min(room), trucks)
}

/// Most trucks that the lane's hub may send in an hour.
fn cap(world: &World, lane: usize) -> usize {
    let hub = world.network.lane_from[lane].index();
    usize::from(world.network.case.hubs()[hub].max_dispatch_per_hour)
}

/// Trucks that would be full, one that is full to 90 % included: what comes until it has left fills it.
fn full_trucks(view: &LaneView<'_>) -> usize {
    (view.load() + ALMOST_FULL) as usize
}

/// What may lack of a full truck.
const ALMOST_FULL: f64 = 0.1;

#[cfg(test)]
mod tests;
