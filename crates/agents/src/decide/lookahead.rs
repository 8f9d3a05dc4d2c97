//! A fleet manager that tries before it decides: close alternatives to what a base policy orders, all in the same drawn futures.
//!
//! Every hour the base orders first. Where it waits with a load worth a truck, one truck is tried: on a clone of the state, in a future
//! that holds what was announced and a draw of the rest, the alternative is taken for the hour and the base followed from then on. What
//! counts is the difference of cost to the base *in the same future*, on lanes near the change alone: what happens farther off is mostly noise.
//! So alternatives that are not near each other share a rollout (`groups.rs`). An alternative that looks dearer after a few futures is
//! dropped; one that is left is taken if its gain is believed in spite of its noise (`alternative.rs`). The budget is in rollouts, not in
//! seconds, so the same world under the same manager gets the same orders on any machine.

mod alternative;
mod groups;
mod rates;
mod settings;
mod trace;

use linehaul_env::order::Order;
use linehaul_env::world::World;

use self::alternative::{Alternative, Spread};
use self::groups::{Near, groups};
use self::rates::Rates;
use self::trace::{Rollouts, Trace};
use crate::decide::fleet_manager::FleetManager;
use crate::decide::forecast;
pub use settings::Settings;

/// A base policy that is improved hour by hour.
pub struct Lookahead {
    base: Box<dyn FleetManager>,
    settings: Settings,
    /// What it knows of the one network that it serves, and has learned on it.
    learned: Option<Learned>,
}

/// What a lookahead knows of its network.
struct Learned {
    near: Near,
    rates: Rates,
    spread: Spread,
    rollouts: Rollouts,
}

impl Lookahead {
    /// A manager that improves another.
    pub fn new(base: Box<dyn FleetManager>, settings: Settings) -> Self {
        Self { base, settings, learned: None }
    }
}

impl FleetManager for Lookahead {
    fn order(&mut self, world: &World, orders: &mut [Order]) {
        self.base.order(world, orders);
        if world.hour() < self.settings.watch {
            return;
        }
        let learned = self.learned.get_or_insert_with(|| Learned {
            near: Near::new(&world.network),
            rates: Rates::new(&world.network),
            spread: Spread::default(),
            rollouts: Rollouts::new(world),
        });
        let mut alternatives = Alternative::close_to(world, orders, &self.settings);
        learned.race(&mut *self.base, &self.settings, world, orders, &mut alternatives);
        for alternative in alternatives {
            let tried = alternative.differences.len() >= self.settings.first_futures as usize;
            if tried && alternative.expected(&self.settings, &learned.spread) < -self.settings.margin {
                orders[alternative.lane] = alternative.order;
            }
        }
    }
}

impl Learned {
    /// Tries alternatives, future by future, while they look cheaper and the budget lasts.
    fn race(
        &mut self,
        base: &mut dyn FleetManager,
        settings: &Settings,
        world: &World,
        orders: &[Order],
        alternatives: &mut Vec<Alternative>,
    ) {
        self.rates.fade();
        let mut left = settings.rollouts as usize;
        let (mut waits, mut changed) = (Trace::default(), Trace::default());
        let mut shared = groups(alternatives, &self.near);
        let mut check = settings.first_futures;
        for number in 0..settings.futures {
            if number == check {
                if number == settings.first_futures {
                    for alternative in &*alternatives {
                        self.spread.add(alternative);
                    }
                }
                alternatives.retain(|alternative| alternative.mean_and_variance().0 < 0.0);
                shared = groups(alternatives, &self.near);
                check *= 2;
            }
            if alternatives.is_empty() || left < shared.len() + 1 {
                return;
            }
            left -= shared.len() + 1;
            let future = world.future(&forecast::draw(world, u64::from(number), settings.hours));
            self.rollouts.run(world, &future, base, settings.hours, orders, &mut waits);
            self.rates.learn(&waits);
            for group in &shared {
                let mut orders = orders.to_vec();
                for &at in group {
                    orders[alternatives[at].lane] = alternatives[at].order;
                }
                self.rollouts.run(world, &future, base, settings.hours, &orders, &mut changed);
                for &at in group {
                    let alternative = &mut alternatives[at];
                    let lanes = self.near.lanes(alternative.lane);
                    let difference: f64 = lanes.map(|lane| self.rates.difference(lane, &changed, &waits)).sum();
                    alternative.differences.push(difference / world.lane(alternative.lane).largest_cost());
                }
            }
        }
    }
}
