//! A share of the queue, sorted by penalty times urgency and cut, as in the first version of the published system: a quarter, half,
//! three quarters or all of the packages. The dock worker chooses trucks and types for them.

use linehaul_env::order::Order;
use linehaul_env::view::LaneView;

/// Choices above holding; each is a quarter more.
const SHARES: usize = 4;
/// Number of choices, holding included.
pub(super) const CHOICES: usize = SHARES + 1;

/// Shares that differ in packages from the next larger.
pub(super) fn mask(view: &LaneView<'_>) -> u16 {
    let packages = |choice: usize| (view.n_waiting() * choice).div_ceil(SHARES);
    let differs = |&choice: &usize| choice == SHARES || packages(choice) != packages(choice + 1);
    (1..=SHARES).filter(differs).map(|choice| 1 << choice).sum()
}

pub(super) fn order(choice: usize) -> Order {
    Order::queue(choice as f32 / SHARES as f32)
}
