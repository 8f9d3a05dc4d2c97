//! How urgent a package must be to open a truck; types are the dock worker's choice.

use linehaul_env::order::Order;
use linehaul_env::view::LaneView;

use crate::decide::trucks::{all, full_trucks};

/// Slack, hours, of the choices from 2 on.
const SLACKS: [u16; 4] = [0, 2, 5, 11];
const FULL: usize = 1;
const FIRST: usize = 2;
const ALL: usize = FIRST + SLACKS.len();
/// Number of choices, holding included.
pub(super) const CHOICES: usize = ALL + 1;

pub(super) fn mask(view: &LaneView<'_>) -> u16 {
    let urgent = (0..SLACKS.len()).filter(|&at| view.load_within(i32::from(SLACKS[at])) > 0.0);
    let urgent: u16 = urgent.map(|at| 1 << (FIRST + at)).sum();
    u16::from(full_trucks(view) >= 1) << FULL | urgent | 1 << ALL
}

pub(super) fn order(view: &LaneView<'_>, choice: usize) -> Order {
    match choice {
        FULL => Order::trucks(full_trucks(view)),
        ALL => all(view.load()),
        urgent => Order::urgent(SLACKS[urgent - FIRST]),
    }
}
