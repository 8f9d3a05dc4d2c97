//! Candidate orders, each scored by features of its own: hold; one truck of a type; the full trucks, all of them but one, or they and
//! one of a type; all. One shared head scores them all, so a fleet may have any number of types.
//!
//! Spare room goes to detours by the rules of the dock whatever is ordered, so there are no candidates with and without them.

use linehaul_case::TypeId;
use linehaul_case::network::Network;
use linehaul_env::order::Order;
use linehaul_env::view::LaneView;

use super::candidate::{Candidate, Cells, SLACKS, write, write_hold};
use crate::decide::trucks::{all, full_trucks};

/// Types that candidates name; a larger fleet is thinned out evenly, its smallest and its largest kept.
const TYPES: usize = 6;
/// Choices: hold, one of each type, full trucks, full trucks and one of each type, all, all full trucks but one.
pub(super) const CHOICES: usize = 4 + 2 * TYPES;
const ONE: usize = 1;
const FULL: usize = ONE + TYPES;
const FULL_AND_ONE: usize = FULL + 1;
const ALL: usize = FULL_AND_ONE + TYPES;
const BUT_ONE: usize = ALL + 1;

/// Types of a fleet that candidates name, smallest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fleet([Option<TypeId>; TYPES]);

impl Fleet {
    pub(super) fn of(network: &Network) -> Self {
        let n = network.n_types;
        let place = |at: usize| if n <= TYPES { at } else { at * (n - 1) / (TYPES - 1) };
        Self(std::array::from_fn(|at| (at < n).then(|| TypeId::from_index(place(at)))))
    }

    /// Candidates that could make a difference: a larger last truck only if the load does not fit with a smaller one.
    pub(super) fn mask(self, view: &LaneView<'_>) -> u16 {
        let (load, full) = (view.load(), full_trucks(view));
        let rest = load - full as f64;
        let mut mask = 1 << ALL | u16::from(full >= 1) << FULL | u16::from(full < 2) | u16::from(full >= 2) << BUT_ONE;
        let mut fits = false;
        for (at, vehicle) in self.0.into_iter().enumerate() {
            let Some(vehicle) = vehicle.filter(|&vehicle| view.allows(vehicle)) else { continue };
            let first = if full == 0 { ONE } else { FULL_AND_ONE };
            mask |= u16::from(!fits && rest > 0.0) << (first + at);
            fits |= view.share_taken(vehicle) * load >= rest;
        }
        mask
    }

    pub(super) fn order(self, view: &LaneView<'_>, choice: usize) -> Order {
        let full = full_trucks(view);
        match choice {
            FULL => Order::trucks(full),
            BUT_ONE => Order::trucks(full - 1),
            ALL => all(view.load()),
            one if one < FULL => self.0[one - ONE].map_or(Order::Hold, Order::one_of),
            beside => self.0[beside - FULL_AND_ONE]
                .map_or(Order::Hold, |last| Order::Trucks { most: full as u16 + 1, last: Some(last) }),
        }
    }

    /// Appends the features of a candidate, all in [0, 1].
    pub(super) fn describe(self, view: &LaneView<'_>, choice: usize, out: &mut Vec<f32>) {
        if choice == 0 {
            return write_hold(out);
        }
        let (load, largest) = (view.load().max(1e-6), view.largest_cost());
        let (trucks, last) = match choice {
            FULL => (full_trucks(view) as f64, None),
            BUT_ONE => (full_trucks(view) as f64 - 1.0, None),
            ALL => (load.ceil(), None),
            one if one < FULL => (1.0, self.0[one - ONE]),
            beside => (full_trucks(view) as f64 + 1.0, self.0[beside - FULL_AND_ONE]),
        };
        let last_room = last.map_or(1.0, |vehicle| view.room(vehicle));
        let room = trucks - 1.0 + last_room;
        let cost = match (choice, last) {
            (ALL, _) => view.cheapest_cost(),
            (_, None) => trucks * largest,
            (_, Some(vehicle)) => (trucks - 1.0) * largest + view.costs()[vehicle.index()],
        };
        let taken = load.min(room);
        let late_day = view.late_cost_per_hour() * 24.0;
        let urgent = SLACKS.map(|slack| {
            let urgent = view.load_within(slack);
            let share = if urgent > taken { taken / urgent } else { 1.0 };
            (share, share * (view.penalty_between(0, slack) + late_day))
        });
        write(Cells(out), &Candidate { load, taken, room, last_room, trucks, cost, largest, urgent });
    }
}
