//! A share of the queue, sorted by the dock worker's value and urgency, as in the first version of the published system: trucks
//! for a quarter, half, three quarters or all of the load.

use linehaul_env::order::Order;
use linehaul_env::view::LaneView;

use crate::heuristics::all;

/// Choices above holding; each is a quarter more.
const SHARES: usize = 4;

/// Shares that differ in trucks from the next larger.
pub(super) fn mask(view: &LaneView<'_>, cap: usize) -> u16 {
    let needed = needed(view, cap);
    (1..=SHARES)
        .filter(|&choice| choice == SHARES || trucks(needed, choice) != trucks(needed, choice + 1))
        .map(|c| 1 << c)
        .sum()
}

pub(super) fn order(view: &LaneView<'_>, cap: usize, choice: usize) -> Order {
    Order::trucks(trucks(needed(view, cap), choice))
}

fn trucks(needed: usize, choice: usize) -> usize {
    (needed * choice).div_ceil(SHARES)
}

/// Trucks that everything needs, at most what the hub may send.
pub(super) fn needed(view: &LaneView<'_>, cap: usize) -> usize {
    usize::from(all(view.load()).trucks).min(cap)
}
