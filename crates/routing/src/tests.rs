//! Whole days: the kernel against a walk second by second.

use crate::model::Input;
use crate::plan::{Plan, Route, Visit};
use crate::problem::Problem;
use crate::random::{Features, day};
use crate::search::{Budget, Options, Rng, plan};
use crate::{Costs, naive};

const FULL: Features = Features { full: true, hours: true, types: true };

fn options(rounds: u64, seed: u64) -> Options<'static> {
    Options { budget: Budget::Rounds(rounds), seed, ..Options::default() }
}

/// The kernel's price of a plan is the naive walk's, or both refuse it.
fn agrees(input: &Input, problem: &Problem, plan: &Plan) -> Option<Costs> {
    let ours = problem.price(plan);
    let naive = naive::price(input, plan);
    assert_eq!(ours.as_ref().ok().map(|(costs, _)| *costs), naive, "{ours:?} of {plan:?}");
    naive
}

#[test]
fn what_the_search_finds_costs_what_a_walk_second_by_second_says() {
    for seed in 0..60 {
        let features = Features { full: seed % 3 != 0, hours: seed % 2 == 0, types: seed % 4 != 1 };
        let input = day(seed, 24, features);
        let problem = Problem::new(input.clone()).unwrap();
        let found = plan(&problem, &options(300, seed), &mut |_| ());
        let costs = agrees(&input, &problem, &found.plan).expect("what is found breaks no rule");
        assert_eq!(costs.total(), found.cost);
        assert!(found.plan.left_out.len() < 20, "hardly anything is served");
    }
}

#[test]
fn plans_that_were_tampered_with_are_refused_or_priced_alike() {
    let (mut refused, mut priced) = (0, 0);
    for seed in 0..30 {
        let input = day(seed, 18, FULL);
        let problem = Problem::new(input.clone()).unwrap();
        let found = plan(&problem, &options(100, seed), &mut |_| ());
        let mut rng = Rng::new(seed);
        for _ in 0..25 {
            let mut plan = found.plan.clone();
            tamper(&mut plan, &mut rng);
            match agrees(&input, &problem, &plan) {
                Some(_) => priced += 1,
                None => refused += 1,
            }
        }
    }
    assert!(refused > 100 && priced > 100, "{refused} refused, {priced} priced");
}

/// One change: a start, an order, a stop elsewhere, left out, or twice, a trip more or less.
fn tamper(plan: &mut Plan, rng: &mut Rng) {
    if plan.routes.is_empty() {
        return;
    }
    let at = rng.below(plan.routes.len());
    let other = rng.below(plan.routes.len());
    let place = rng.below(plan.routes[at].visits.len());
    match rng.below(6) {
        0 => plan.routes[at].start_s += rng.below(1200) as i32 - 600,
        1 => {
            let with = rng.below(plan.routes[at].visits.len());
            plan.routes[at].visits.swap(place, with);
        }
        2 => {
            let visit = plan.routes[at].visits.remove(place);
            let visits = &mut plan.routes[other].visits;
            visits.insert(rng.below(visits.len() + 1), visit);
        }
        3 => {
            if let Visit::Stop(stop) = plan.routes[at].visits.remove(place) {
                plan.left_out.push(stop);
            }
        }
        4 => plan.routes[at].visits.insert(place, Visit::Reload(rng.below(2) as u16)),
        _ => plan.left_out.extend(plan.routes[at].stops().next()),
    }
    plan.routes.retain(|route: &Route| !route.visits.is_empty());
}

#[test]
fn the_same_seed_gives_the_same_plan() {
    let problem = Problem::new(day(5, 30, FULL)).unwrap();
    let first = plan(&problem, &options(500, 9), &mut |_| ());
    assert_eq!(first, plan(&problem, &options(500, 9), &mut |_| ()));
    assert_ne!(first.plan, plan(&problem, &options(500, 10), &mut |_| ()).plan, "the seed does nothing");
}
