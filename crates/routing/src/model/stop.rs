//! A stop: something to do at a place, and what is asked of whoever does it.

use super::load::Load;
use super::pin::Pin;
use super::window::Window;

/// What a stop does to the load of a vehicle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Task {
    /// Loaded at the depot, handed over here.
    #[default]
    Delivery,
    /// Taken up here, brought to the depot.
    Pickup,
    /// Taken up here for the stop that is named, which the same vehicle serves later in the same trip.
    PickupFor(u32),
    /// What the stop that is named took up is handed over here.
    DeliveryOf(u32),
}

/// A stop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stop {
    /// Row of the matrices.
    pub place: u32,
    /// What is handed over or taken up.
    pub load: Load,
    /// What happens to it.
    pub task: Task,
    /// Seconds at the door.
    pub service_s: i32,
    /// When service may begin, ascending and apart; none means at any time.
    pub windows: Vec<Window>,
    /// Skills that are needed, one bit each.
    pub skills: u64,
    /// Access rules of the place, by number.
    pub access: Vec<u16>,
    /// Class of the promise, by number; 0 where nothing is said.
    pub class: u16,
    /// Price of leaving it out; none where it must be served.
    pub left_out: Option<i64>,
    /// When its parcel is at the depot; a trip that carries it leaves no earlier.
    pub release_s: i32,
    /// Area that drivers know or do not.
    pub area: u16,
    /// What of it is settled.
    pub pin: Pin,
}

impl Stop {
    /// The other stop of a pair.
    pub fn partner(&self) -> Option<u32> {
        match self.task {
            Task::Delivery | Task::Pickup => None,
            Task::PickupFor(other) | Task::DeliveryOf(other) => Some(other),
        }
    }
}
