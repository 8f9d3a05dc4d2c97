//! A fleet manager that tries before it decides: close alternatives to what a base policy orders, all in the same drawn futures.
//!
//! Every hour the base orders first. Where it waits with a load worth a truck, one truck is tried: on a clone of the state, in a future
//! that holds what was announced and a draw of the rest, the alternative is taken for the hour and the base followed from then on. What
//! counts is the difference of true cost to the base *in the same future*. An alternative that looks dearer after a few futures is dropped;
//! one that is left is taken if its gain is believed in spite of its noise (`alternative.rs`). The budget is in rollouts, not in seconds,
//! so the same state gives the same orders on any machine.

mod alternative;
mod settings;

use std::sync::Arc;

use linehaul_env::feed::Feed;
use linehaul_env::order::Order;
use linehaul_env::world::World;

use self::alternative::{Alternative, Spread};
use crate::decide::fleet_manager::FleetManager;
use crate::decide::forecast;
pub use settings::Settings;

/// A base policy that is improved hour by hour.
pub struct Lookahead {
    base: Box<dyn FleetManager>,
    settings: Settings,
    spread: Spread,
    /// Where futures are run; one manager serves one network.
    scratch: Option<World>,
    orders: Vec<Order>,
}

impl Lookahead {
    /// A manager that improves another.
    pub fn new(base: Box<dyn FleetManager>, settings: Settings) -> Self {
        Self { base, settings, spread: Spread::default(), scratch: None, orders: Vec::new() }
    }

    /// Tries alternatives, future by future, while they look cheaper and the budget lasts.
    fn race(&mut self, world: &World, orders: &[Order], alternatives: &mut Vec<Alternative>) {
        let Settings { futures, first_futures, hours, rollouts, .. } = self.settings;
        let mut left = rollouts as usize;
        for number in 0..futures {
            if number == first_futures {
                for alternative in &*alternatives {
                    self.spread.add(alternative);
                }
                alternatives.retain(|alternative| alternative.mean_and_variance().0 < 0.0);
            }
            if alternatives.is_empty() || left < alternatives.len() + 1 {
                return;
            }
            left -= alternatives.len() + 1;
            let future = world.future(&forecast::draw(world, u64::from(number), hours));
            let base = self.rollout(world, &future, orders, None);
            for alternative in &mut *alternatives {
                let cost = self.rollout(world, &future, orders, Some(alternative));
                alternative.differences.push((cost - base) / world.lane(alternative.lane).largest_cost());
            }
        }
    }

    /// Cost at the end of a look, with what is still open: from the orders of the hour, one of them changed, and the base's from then on.
    fn rollout(&mut self, world: &World, future: &Arc<Feed>, orders: &[Order], change: Option<&Alternative>) -> f64 {
        let until = world.hour().saturating_add(self.settings.hours);
        let scratch = self.scratch.get_or_insert_with(|| world.clone());
        scratch.enter(world, future);
        self.orders.clear();
        self.orders.extend_from_slice(orders);
        if let Some(alternative) = change {
            self.orders[alternative.lane] = alternative.order;
        }
        loop {
            scratch.step(&self.orders);
            if scratch.is_over() || scratch.hour() >= until {
                break;
            }
            self.base.order(scratch, &mut self.orders);
        }
        let late = future.book.late_price * scratch.ledger().late as f64;
        scratch.total_cost() + self.settings.end_weight * scratch.open_settlement() + late
    }
}

impl FleetManager for Lookahead {
    fn order(&mut self, world: &World, orders: &mut [Order]) {
        self.base.order(world, orders);
        // With fewer than this, some would not be tried in all first futures.
        let most = (self.settings.rollouts / self.settings.first_futures).saturating_sub(1);
        let mut alternatives = Alternative::close_to(world, orders, &self.settings, most as usize);
        self.race(world, orders, &mut alternatives);
        for alternative in alternatives {
            let tried = alternative.differences.len() >= self.settings.first_futures as usize;
            if tried && alternative.expected(&self.settings, &self.spread) < -self.settings.margin {
                orders[alternative.lane] = alternative.order;
            }
        }
    }
}
