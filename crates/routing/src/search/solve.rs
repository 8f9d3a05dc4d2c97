//! A plan from nothing.

use super::anneal::{Budget, Heat, anneal};
use super::answer::to_plan;
use super::engine::Engine;
use super::fast::Fast;
use super::full::Full;
use super::near::Near;
use super::order::Orders;
use super::round::Search;
use super::tour::Tour;
use crate::plan::Plan;
use crate::problem::Problem;

/// How to search.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// How long.
    pub budget: Budget<'a>,
    /// Of all random numbers.
    pub seed: u64,
    /// Temperatures.
    pub heat: Heat,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The plan.
    pub plan: Plan,
    /// What it costs, stops that must be served and are not included.
    pub cost: i64,
    /// Rounds that were searched.
    pub rounds: u64,
}

/// Neighbours beside which a stop is tried.
const TRIED: usize = 40;
/// Neighbours that are ruined together.
const RUINED: usize = 120;

/// The best plan that is found; `better` hears of each cost.
pub fn plan(problem: &Problem, options: &Options<'_>, better: &mut dyn FnMut(i64)) -> Found {
    let (tried, ruined) = (Near::by_way_and_window(problem, TRIED), Near::by_way(problem, RUINED));
    let orders = Orders::new(problem);
    let tour = Tour::new(problem);
    if Fast::can(problem) {
        let engine = Fast::new(problem, &tried);
        run(Search::new(problem, engine, tour, &ruined, &orders, options.seed), options, better)
    } else {
        let engine = Full::new(problem, &tried);
        run(Search::new(problem, engine, tour, &ruined, &orders, options.seed), options, better)
    }
}

fn run<E: Engine>(mut search: Search<'_, E>, options: &Options<'_>, better: &mut dyn FnMut(i64)) -> Found {
    search.fill();
    let mut best = search.tour.clone();
    better(best.cost);
    let rounds = anneal(&mut search, &mut best, options.heat, options.budget, better);
    Found { plan: to_plan(search.problem, &best), cost: best.cost, rounds }
}
