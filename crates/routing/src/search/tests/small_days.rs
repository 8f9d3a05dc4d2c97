//! The search against all there is, on days of five stops.

use super::rounds;
use crate::model::Task;
use crate::plan::{Plan, Route, Visit};
use crate::problem::Problem;
use crate::random::{Features, day};
use crate::search::plan;

#[test]
fn small_days_are_solved_to_the_end() {
    for seed in 0..12 {
        let mut input = day(seed, 5, Features { full: seed % 2 == 0, hours: true, types: true });
        // What brute force cannot list: trips and pairs. What would leave it nothing to choose: few vehicles.
        input.types.iter_mut().for_each(|kind| kind.max_trips = 1);
        input.stops.iter_mut().filter(|stop| stop.partner().is_some()).for_each(|stop| stop.task = Task::Delivery);
        let problem = Problem::new(input).unwrap();
        let found = plan(&problem, &rounds(2000, seed), &mut |_| ());
        assert_eq!(found.cost, brute_force(&problem), "seed {seed}");
    }
}

/// The least cost of all ways to give five stops an order and two vehicles, and to leave some out.
fn brute_force(problem: &Problem) -> i64 {
    let mut best = i64::MAX;
    let stops = problem.n_stops() as u32;
    for order in orders(&(0..stops).collect::<Vec<_>>()) {
        for cuts in 0..=stops {
            for end in cuts..=stops {
                let (first, rest) = order.split_at(cuts as usize);
                let (second, left_out) = rest.split_at(end as usize - first.len());
                if !left_out.is_sorted() {
                    continue;
                }
                let of = |vehicle, stops: &[u32]| {
                    let visits: Vec<Visit> = stops.iter().map(|stop| Visit::Stop(*stop)).collect();
                    let start_s = crate::search::answer::start(problem, problem.kind_of(vehicle), &visits)?;
                    Some(Route { vehicle, start_s, visits })
                };
                let both = [(0, first), (1, second)].into_iter().filter(|(_, stops)| !stops.is_empty());
                let Some(routes) = both.map(|(vehicle, stops)| of(vehicle, stops)).collect::<Option<Vec<_>>>() else {
                    continue;
                };
                let plan = Plan { routes, left_out: left_out.to_vec() };
                best = best.min(problem.price(&plan).map_or(i64::MAX, |(costs, _)| costs.total()));
            }
        }
    }
    best
}

fn orders(items: &[u32]) -> Vec<Vec<u32>> {
    if items.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (at, &item) in items.iter().enumerate() {
        let mut others = items.to_vec();
        others.remove(at);
        all.extend(orders(&others).into_iter().map(|mut rest| {
            rest.insert(0, item);
            rest
        }));
    }
    all
}
