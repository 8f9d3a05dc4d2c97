//! Loads counted in trucks, and orders in what they would send: what rules and action spaces ask alike.

use linehaul_case::TypeId;
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

/// Cost of the vehicles of an order that sends such a load, currency.
pub(crate) fn cost(view: &LaneView<'_>, order: Order, load: f64) -> f64 {
    match order {
        Order { trucks: 0, .. } => 0.0,
        Order { last_type: TypeId(u8::MAX), .. } => view.cost_of_load(load),
        Order { trucks, last_type, .. } => {
            f64::from(trucks - 1) * view.largest_cost() + view.costs()[last_type.index()]
        }
    }
}
