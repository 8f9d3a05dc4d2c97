//! Trucks by type: hold, one truck of three sizes, full trucks only, all.
//!
//! At most one truckload that is full stays behind, and none of patient freight. A truckload in reserve is worth keeping where urgent
//! packages come: they ride in a full truck then. Elsewhere it is not, and policies that may keep it learn slowly that they should not: on
//! real cases, whose packages have days of slack, they kept packages twice as long and paid for it at the end.

use linehaul_case::TypeId;
use linehaul_case::network::Network;
use linehaul_env::order::Order;
use linehaul_env::view::LaneView;

use crate::decide::trucks::{HOLD, all, full_trucks};

/// Choices of one truck of the small, the middle and the largest size; then full trucks, full trucks but one, and all.
const ONE: std::ops::Range<usize> = 1..4;
const FULL: usize = 4;
const BUT_ONE: usize = 5;
const ALL: usize = 6;
/// A load of which less than this has under a day of slack is patient.
const PATIENT: f64 = 0.2;
/// Number of choices, holding included.
pub(super) const CHOICES: usize = 7;

/// Which type of a fleet stands for which size. Fleets differ in their number of types; a size that no type is near stays empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slots(pub(super) [Option<TypeId>; 3]);

impl Slots {
    /// The largest type has its own slot.
    pub(super) fn of(network: &Network) -> Self {
        let [small, middle] = network.sizes;
        Self([small, middle, Some(TypeId::from_index(network.n_types - 1))])
    }

    /// Short of a full truck, hold or one truck, a larger one only if the load does not fit the smaller. From there on the full
    /// trucks, all of them but one unless all is patient, or all.
    pub(super) fn mask(self, view: &LaneView<'_>) -> u16 {
        let load = view.load();
        if load >= 1.0 {
            let (full, but_one) = if full_trucks(view) < 2 { (ONE.end - 1, 0) } else { (FULL, BUT_ONE) };
            return 1 << full | u16::from(!is_patient(view)) << but_one | 1 << ALL;
        }
        let cheapest = view.cheapest_cost();
        let mut mask = HOLD;
        let mut smaller: Option<TypeId> = None;
        for (choice, vehicle) in ONE.zip(self.0) {
            let Some(vehicle) = vehicle.filter(|&vehicle| drives(view, vehicle)) else { continue };
            if smaller.is_none_or(|smaller| cheapest > view.costs()[smaller.index()] * 1.000_1) {
                mask |= 1 << choice;
            }
            smaller = Some(vehicle);
        }
        mask
    }

    pub(super) fn order(self, view: &LaneView<'_>, choice: usize) -> Order {
        match choice {
            FULL => Order::trucks(full_trucks(view)),
            BUT_ONE => Order::trucks(full_trucks(view) - 1),
            ALL => all(view.load()),
            size => self.0[size - ONE.start].map_or(Order::Hold, Order::one_of),
        }
    }
}

/// Whether so much of the load has a day of slack or more that nothing urgent is to be expected.
fn is_patient(view: &LaneView<'_>) -> bool {
    view.load_within(23) < PATIENT * view.load_within(24)
}

/// Whether some type up to this one may drive the lane.
fn drives(view: &LaneView<'_>, vehicle: TypeId) -> bool {
    (0..=vehicle.index()).any(|at| view.allows(TypeId::from_index(at)))
}
