//! A number of trucks, as in the second version of the published system: orders by neighbour.

use linehaul_env::order::Order;
use linehaul_env::view::LaneView;

use crate::decide::trucks::all;

/// Trucks of each choice.
pub(super) const TRUCKS: [usize; 7] = [0, 1, 2, 3, 4, 6, 8];

/// Counts up to the first that takes all.
pub(super) fn mask(view: &LaneView<'_>, cap: usize) -> u16 {
    let needed = needed(view, cap);
    (1..TRUCKS.len()).filter(|&choice| TRUCKS[choice - 1] < needed).map(|choice| 1 << choice).sum()
}

pub(super) fn order(choice: usize) -> Order {
    Order::trucks(TRUCKS[choice])
}

/// Trucks that everything needs, at most what the hub may send.
fn needed(view: &LaneView<'_>, cap: usize) -> usize {
    (all(view.load()).max_trucks() as usize).min(cap)
}
