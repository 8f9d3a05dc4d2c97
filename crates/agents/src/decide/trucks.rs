//! Loads counted in trucks, and orders in what they would send: what rules and action spaces ask alike.

use linehaul_env::order::Order;
use linehaul_env::view::LaneView;

/// A truck fuller than this, by the sum of its packages, may not take the last of them: odd sizes leave gaps.
const TIGHT: f64 = 0.93;
/// A truck that lacks no more than this is full: what comes until it has left fills it.
const LACKING: f64 = 0.1;

/// Bit of the choice to hold everything back, the first of every action space.
pub(crate) const HOLD: u16 = 1;

/// Trucks for everything that waits: one more where the last would be so full that a package may not fit it.
pub(crate) fn all(load: f64) -> Order {
    Order::trucks(load.ceil() as usize + usize::from(load.fract() > TIGHT))
}

/// Trucks that would be full, one that is full to 90 % included.
pub(crate) fn full_trucks(view: &LaneView<'_>) -> usize {
    (view.load() + LACKING) as usize
}

/// Load that an order would send, and trucks, both in largest vehicles; the dock decides in the end.
pub(crate) fn sent(view: &LaneView<'_>, order: Order) -> (f64, f64) {
    let load = view.load();
    let opening = match order {
        Order::Hold => return (0.0, 0.0),
        Order::Trucks { .. } => load,
        Order::Urgent { slack } => view.load_within(i32::from(slack)),
        Order::Head { percent } => load * f64::from(percent) / 100.0,
    };
    let last = order.last_type().map_or(1.0, |last| view.room(last));
    let most = f64::from(order.max_trucks());
    let trucks = most.min(opening.ceil());
    let room = (most - 1.0 + last).min(trucks);
    (load.min(room), trucks)
}

/// Cost of the vehicles of an order that sends such a load, currency.
pub(crate) fn cost(view: &LaneView<'_>, order: Order, load: f64) -> f64 {
    match order {
        Order::Hold => 0.0,
        Order::Trucks { most, last: Some(last) } => {
            f64::from(most - 1) * view.largest_cost() + view.costs()[last.index()]
        }
        _ => view.cost_of_load(load),
    }
}
