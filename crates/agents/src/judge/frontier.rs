//! What punctuality costs: a policy and the economic heuristic on one demand, at late prices from none to more than any truck.
//!
//! At each price the heuristic has the setting of its grid that is cheapest with the late packages paid at that price, tuned on the very
//! demand that it is shown on; the policy has nothing tuned.

use std::sync::Arc;

use linehaul_case::Demand;
use linehaul_case::network::Network;
use rayon::prelude::*;
use serde::Serialize;

use crate::decide::fleet_manager::FleetManager;
use crate::decide::heuristics::Heuristic;
use crate::judge::calibrate::{PriceRange, Tried};
use crate::judge::tune::{n_settings, settings};

/// Cost against lateness, `[price]` each, prices ascending.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Frontier {
    /// The policy.
    pub policy: Vec<Tried>,
    /// The heuristic, tuned for each price.
    pub economic: Vec<Tried>,
}

impl Frontier {
    /// Runs that each price takes.
    pub fn runs_per_price() -> usize {
        1 + n_settings(&economic())
    }

    /// Runs both at `n` prices, at least two; `on_done` is called after each run.
    pub fn trace(
        network: &Arc<Network>,
        demand: &Demand,
        n: usize,
        policy: &(dyn Fn() -> Box<dyn FleetManager> + Sync),
        on_done: &(dyn Fn() + Sync),
    ) -> Self {
        let prices = PriceRange::of(network).spread(n);
        let settings = settings(&economic());
        let run = |price: f64, mut manager: Box<dyn FleetManager>| {
            let tried = Tried::run(network, demand, price, &mut *manager);
            on_done();
            tried
        };
        let tuned = |price: f64| {
            let tries: Vec<Tried> = settings.par_iter().map(|setting| run(price, setting.manager())).collect();
            let paid = |tried: &Tried| tried.total_cost + price * tried.late as f64;
            tries.into_iter().min_by(|a, b| paid(a).total_cmp(&paid(b))).expect("a grid has settings")
        };
        Self {
            policy: prices.par_iter().map(|&price| run(price, policy())).collect(),
            economic: prices.par_iter().map(|&price| tuned(price)).collect(),
        }
    }
}

fn economic() -> Heuristic {
    Heuristic::named("economic").expect("the heuristic has this name")
}
