//! Positions against recomputation, pins against events, islands against threads.

use super::engine::{Engine, Place};
use super::fast::Fast;
use super::full::Full;
use super::rng::Rng;
use super::{Budget, Desk, Heat, Options, plan};
use crate::model::{Grade, Input, Task, Window};
use crate::naive;
use crate::plan::{Plan, Visit};
use crate::problem::Problem;
use crate::random::{Features, day};

mod small_days;

const PLAIN: Features = Features { full: false, hours: true, types: true };
const FULL: Features = Features { full: true, hours: true, types: true };

/// Takes a stop, and its partner, out of its route; says which.
fn take_out(desk: &mut Desk<'_>, problem: &Problem, stop: u32) -> Option<u32> {
    let search = desk.search();
    let tour = &mut search.tour;
    let route = tour.node(stop).route;
    let partner = problem.input().stops[stop as usize].partner();
    let stops = 1 + u32::from(partner.is_some());
    if !tour.is_served(stop) || tour.routes[route as usize].stops <= stops {
        return None;
    }
    for stop in std::iter::once(stop).chain(partner) {
        tour.unlink(stop);
        tour.set_absent(stop);
    }
    search.engine.refresh(&mut search.tour, route).then_some(route)
}

#[test]
fn a_position_adds_what_it_says() {
    let mut tested = 0;
    for (seed, features) in (0..40).flat_map(|seed| [(seed, PLAIN), (seed, FULL)]) {
        let problem = Problem::new(day(seed, 20, features)).unwrap();
        let mut desk = Desk::new(&problem, seed);
        desk.fill();
        let mut rng = Rng::new(seed);
        for _ in 0..20 {
            let stop = rng.below(20) as u32;
            if matches!(problem.job(stop).task, Task::DeliveryOf(_)) || take_out(&mut desk, &problem, stop).is_none() {
                continue;
            }
            let search = desk.search();
            search.count_cost();
            let Some(position) = search.engine.best(&search.tour, &mut search.rng, stop, true) else { break };
            let (before, absent) = (search.tour.cost, search.tour.absent.len());
            let priced = match position.place {
                Place::After { after, kind, reload, .. } => {
                    let route = search.tour.node(after).route;
                    reload.is_none() && kind == search.tour.routes[route as usize].kind
                }
                Place::Alone(_) => true,
            };
            assert!(search.engine.insert(&mut search.tour, stop, position.place).is_some());
            search.count_cost();
            let inserted = (absent - search.tour.absent.len()) as i64;
            let price = problem.job(stop).left_out * inserted;
            if priced {
                assert_eq!(search.tour.cost, before + position.delta - price, "seed {seed}, stop {stop}");
                tested += 1;
            }
        }
    }
    assert!(tested > 300, "{tested} positions were tested");
}

#[test]
fn both_engines_find_the_same_position() {
    let mut tested = 0;
    for seed in 0..40 {
        // Kinds apart: a route gets a larger vehicle in constant time only.
        let problem = Problem::new(day(seed, 24, Features { types: false, ..PLAIN })).unwrap();
        assert!(Fast::can(&problem));
        let mut fast = Desk::new(&problem, seed);
        fast.fill();
        let mut rng = Rng::new(seed);
        for _ in 0..10 {
            let stop = rng.below(24) as u32;
            if take_out(&mut fast, &problem, stop).is_none() {
                continue;
            }
            let lists = super::lists::Lists::new(&problem);
            let mut walking = Full::new(&problem, lists.tried.clone());
            let search = fast.search();
            let mut tour = search.tour.clone();
            for route in search.tour.driven() {
                assert!(walking.refresh(&mut tour, route));
            }
            let quick = search.engine.best(&search.tour, &mut search.rng, stop, true);
            let slow = walking.best(&tour, &mut search.rng, stop, true);
            assert_eq!(quick.map(|position| position.delta), slow.map(|position| position.delta), "seed {seed}");
            tested += 1;
            search.insert(&[stop]);
        }
    }
    assert!(tested > 100, "{tested} positions were tested");
}

/// A day in which some routes of a plan have begun: their first stops are locked, some stops pinned.
fn under_way(seed: u64) -> (Input, Plan) {
    let mut input = day(seed, 24, FULL);
    let start = plan(&Problem::new(input.clone()).unwrap(), &rounds(200, seed), &mut |_| ()).plan;
    for (number, route) in start.routes.iter().enumerate().take(3) {
        let first = route.visits.iter().map_while(|visit| match visit {
            Visit::Stop(stop) => Some(*stop),
            Visit::Reload(_) => None,
        });
        let first: Vec<u32> = first.take(2).collect();
        let whole = |stop: &u32| input.stops[*stop as usize].partner().is_none_or(|other| first.contains(&other));
        if first.iter().all(whole) {
            input.vehicles[route.vehicle as usize].locked = first;
        }
        if let Some(stop) = route.stops().last() {
            let pin = &mut input.stops[stop as usize].pin;
            pin.vehicle = Some((route.vehicle, if number == 0 { Grade::Fixed } else { Grade::Price(3_000_000) }));
            pin.after = Some((route.stops().nth_back(1), 1_000_000));
        }
    }
    (input, start)
}

fn rounds(rounds: u64, seed: u64) -> Options<'static> {
    Options { budget: Budget::Rounds(rounds), seed, ..Options::default() }
}

#[test]
fn what_is_locked_stays_whatever_happens() {
    let mut locked = 0;
    for seed in 0..25 {
        let (input, start) = under_way(seed);
        let problem = Problem::new(input.clone()).unwrap();
        let mut desk = Desk::new(&problem, seed);
        desk.load(&start);
        let mut rng = Rng::new(seed);
        for _ in 0..6 {
            match rng.below(3) {
                0 => drop(desk.fill()),
                1 => drop(desk.repair(&[rng.below(24) as u32], 50)),
                _ => drop(desk.improve(Heat::default(), Budget::Rounds(50), &mut |_| ())),
            }
            let plan = desk.plan();
            let costs = naive::price(&input, &plan).expect("a plan breaks no rule");
            assert_eq!(costs.total(), desk.cost());
            assert_eq!(problem.price(&plan).map(|(costs, _)| costs), Ok(costs));
            for (number, vehicle) in input.vehicles.iter().enumerate() {
                let route = plan.routes.iter().find(|route| route.vehicle == number as u32);
                let first = route.map_or(Vec::new(), |route| route.stops().take(vehicle.locked.len()).collect());
                assert_eq!(first, vehicle.locked, "seed {seed}, vehicle {number}");
                locked += first.len();
            }
        }
    }
    assert!(locked > 300, "{locked} stops were locked");
}

#[test]
fn a_plan_that_is_laid_on_the_desk_comes_back() {
    for seed in 0..10 {
        let problem = Problem::new(day(seed, 24, FULL)).unwrap();
        let found = plan(&problem, &rounds(300, seed), &mut |_| ());
        let mut desk = Desk::new(&problem, seed);
        desk.load(&found.plan);
        assert_eq!((desk.plan(), desk.cost()), (found.plan, found.cost));
    }
}

#[test]
fn threads_change_nothing() {
    let problem = Problem::new(day(3, 40, FULL)).unwrap();
    let with = |threads| plan(&problem, &Options { islands: 3, threads, ..rounds(400, 1) }, &mut |_| ());
    let one = with(1);
    assert_eq!(one, with(2));
    assert_eq!(one, with(3));
    assert_eq!(one.rounds, 1200);
}

#[test]
fn a_vehicle_falls_out_and_others_take_over() {
    let input = day(11, 30, PLAIN);
    let problem = Problem::new(input.clone()).unwrap();
    let before = plan(&problem, &rounds(500, 1), &mut |_| ()).plan;
    let lost = &before.routes[0];
    let mut after = input;
    after.vehicles[lost.vehicle as usize].shift = Some(Window { open: 0, close: 0 });
    after.stops.iter_mut().for_each(|stop| stop.pin = crate::model::Pin::default());
    let problem = Problem::new(after).unwrap();
    let mut desk = Desk::new(&problem, 1);
    desk.load(&before);
    let stops: Vec<u32> = lost.stops().collect();
    let missing = desk.plan().left_out.len();
    assert!(missing >= stops.len());
    desk.repair(&stops, 300);
    let plan = desk.plan();
    assert!(plan.routes.iter().all(|route| route.vehicle != lost.vehicle));
    assert!(plan.left_out.len() < missing, "nobody took over");
    assert_eq!(problem.price(&plan).map(|(costs, _)| costs.total()), Ok(desk.cost()));
}

#[test]
fn polishing_never_costs_more() {
    let mut better = 0;
    for seed in 0..20 {
        let problem = Problem::new(day(seed, 40, FULL)).unwrap();
        let rough = plan(&problem, &rounds(150, seed), &mut |_| ());
        let fine = plan(&problem, &Options { polish: true, ..rounds(150, seed) }, &mut |_| ());
        assert_eq!(problem.price(&fine.plan).map(|(costs, _)| costs.total()), Ok(fine.cost));
        assert!(fine.cost <= rough.cost);
        better += u32::from(fine.cost < rough.cost);
    }
    assert!(better > 0, "nothing was ever polished");
}

#[test]
fn what_is_taken_out_and_put_in_costs_the_same() {
    for seed in 0..10 {
        let problem = Problem::new(day(seed, 24, FULL)).unwrap();
        let mut desk = Desk::new(&problem, seed);
        desk.fill();
        let mut rng = Rng::new(seed);
        for _ in 0..20 {
            let stop = rng.below(24) as u32;
            desk.remove(&[stop]);
            assert!(desk.plan().left_out.contains(&stop));
            desk.insert(&[stop]);
            assert_eq!(problem.price(&desk.plan()).map(|(costs, _)| costs.total()), Ok(desk.cost()));
        }
    }
}

#[test]
fn a_proposal_leaves_the_routes_as_they_are() {
    let problem = Problem::new(day(6, 30, FULL)).unwrap();
    let mut desk = Desk::new(&problem, 1);
    desk.fill();
    let before = desk.plan();
    let proposal = desk.propose(Heat::default(), Budget::Rounds(2000)).expect("a first filling can be improved");
    assert_eq!(desk.plan(), before);
    assert!(!proposal.changes.is_empty());
    let (costs, _) = problem.price(&proposal.plan).unwrap();
    assert_eq!(costs.total(), desk.cost() - proposal.gain);
}
