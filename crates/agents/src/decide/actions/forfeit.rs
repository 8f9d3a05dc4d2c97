//! Choices that forfeit much more than they save are ruled out.
//!
//! What is due now and stays behind pays its penalty, and what is late goes on paying by the hour until the next truck is full. A policy
//! learns by itself not to leave behind what costs many times its trucks, and then never meets what follows if it does, so it does not
//! learn how to mend it: on a real case 45 late pallets stood for a day and a half at the price of a truck an hour.

use linehaul_env::order::Order;
use linehaul_env::view::LaneView;
use linehaul_nets::categorical::choices;

use crate::decide::trucks::{cost, sent};

/// A choice is ruled out where it forfeits more than this times what it saves. Above 1, so that only what is plainly wrong is ruled out, and the
/// rest is learned; 1 and 2 were level.
const MARGIN: f64 = 2.0;
/// Most hours that late packages are taken to wait for a full truck.
const MAX_WAIT: f64 = 12.0;

/// The mask without such choices. Of what is urgent only as much counts as some choice sends, so one is always left.
pub(super) fn without(mask: u16, view: &LaneView<'_>, order: impl Fn(usize) -> Order) -> u16 {
    let wait = view.hours_to_fill().clamp(1.0, MAX_WAIT);
    let at_stake = view.penalty_between(0, 0) + wait * view.late_cost_per_hour();
    if at_stake <= 0.0 || mask.is_power_of_two() {
        return mask;
    }
    let load = |choice| sent(view, order(choice)).0;
    let urgent = view.load_within(0).min(choices(mask).map(load).fold(0.0, f64::max));
    let all = view.cheapest_cost();
    let worth_it = |choice: &usize| {
        let forfeited = at_stake * (1.0 - load(*choice) / urgent).max(0.0);
        forfeited <= MARGIN * (all - cost(view, order(*choice), load(*choice))).max(0.0)
    };
    choices(mask).filter(worth_it).fold(0, |kept, choice| kept | 1 << choice)
}
