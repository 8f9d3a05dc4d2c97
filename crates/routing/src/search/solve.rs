//! A plan, by one search or several side by side.
//!
//! Several searches are *islands*: each anneals by itself, and at the end of a *leg* those that are behind go on from the
//! best. Which thread works on which island changes nothing, so a plan of so many rounds is the same on any number of threads.

use super::anneal::{Budget, Heat};
use super::desk::{Desk, LARGE};
use super::lists::Lists;
use super::polish::polish;
use super::pool::Pool;
use crate::plan::Plan;
use crate::problem::Problem;

/// How to search.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// How long; of rounds, so many on each island.
    pub budget: Budget<'a>,
    /// Of all random numbers.
    pub seed: u64,
    /// Temperatures.
    pub heat: Heat,
    /// Searches side by side, 1 or more.
    pub islands: u32,
    /// Threads that work on them, 1 or more.
    pub threads: u32,
    /// Whether the routes that were seen are put together anew at the end, as well as can be.
    pub polish: bool,
    /// Where to begin; from nothing where there is none.
    pub start: Option<&'a Plan>,
}

impl Default for Options<'_> {
    /// 100,000 rounds of one search from nothing.
    fn default() -> Self {
        let budget = Budget::Rounds(100_000);
        Self { budget, seed: 0, heat: Heat::default(), islands: 1, threads: 1, polish: false, start: None }
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The plan.
    pub plan: Plan,
    /// What it costs, stops that must be served and are not included.
    pub cost: i64,
    /// Rounds that were searched, on all islands.
    pub rounds: u64,
}

/// Legs of a search with several islands.
const LEGS: u32 = 16;

/// The best plan that is found; `better` hears of each cost.
pub fn plan(problem: &Problem, options: &Options<'_>, better: &mut dyn FnMut(i64)) -> Found {
    let lists = Lists::new(problem);
    let islands = u64::from(options.islands.max(1));
    let seeds = (0..islands).map(|island| options.seed ^ island.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut desks: Vec<Desk<'_>> = seeds.map(|seed| Desk::with_lists(problem, lists.clone(), seed)).collect();
    let begin = |desk: &mut Desk<'_>| {
        options.start.into_iter().for_each(|start| desk.load(start));
        desk.begin();
    };
    if problem.n_stops() > LARGE {
        begin(&mut desks[0]);
        let tour = desks[0].tour().clone();
        desks[1..].iter_mut().for_each(|desk| desk.put(&tour));
    } else {
        desks.iter_mut().for_each(begin);
    }
    let mut best = desks[0].cost();
    better(best);
    let rounds = if islands == 1 {
        desks[0].improve(options.heat, options.budget, better)
    } else {
        let mut rounds = 0;
        for leg in 0..LEGS {
            rounds += sail(&mut desks, options, leg);
            let first = (0..desks.len()).min_by_key(|island| (desks[*island].cost(), *island)).unwrap_or(0);
            if desks[first].cost() < best {
                best = desks[first].cost();
                better(best);
            }
            let tour = desks[first].tour().clone();
            let behind = desks.iter_mut().enumerate().filter(|(island, _)| *island % 2 == leg as usize % 2);
            behind.filter(|(island, _)| *island != first).for_each(|(_, desk)| desk.put(&tour));
        }
        rounds
    };
    let first = (0..desks.len()).min_by_key(|island| (desks[*island].cost(), *island)).unwrap_or(0);
    if options.polish {
        let pools: Vec<&Pool> = desks.iter().map(Desk::pool).collect();
        let best = desks[first].plan();
        if let Some(routes) = polish(problem, &pools, &best) {
            let mut desk = Desk::with_lists(problem, lists, options.seed);
            desk.load(&routes);
            desk.fill();
            if desk.cost() < desks[first].cost() {
                better(desk.cost());
                return Found { plan: desk.plan(), cost: desk.cost(), rounds };
            }
        }
    }
    Found { plan: desks[first].plan(), cost: desks[first].cost(), rounds }
}

/// All islands search for one leg.
fn sail(desks: &mut [Desk<'_>], options: &Options<'_>, leg: u32) -> u64 {
    let (from, to) = (f64::from(leg) / f64::from(LEGS), f64::from(leg + 1) / f64::from(LEGS));
    let Heat { first, last } = options.heat;
    let at = |share: f64| first * (last / first).powf(share);
    let heat = Heat { first: at(from), last: at(to) };
    let part = |all: u64| all * u64::from(leg + 1) / u64::from(LEGS) - all * u64::from(leg) / u64::from(LEGS);
    let run = |desk: &mut Desk<'_>| match options.budget {
        Budget::Rounds(all) => desk.improve(heat, Budget::Rounds(part(all)), &mut |_| ()),
        Budget::Until(all, enough) => desk.improve(heat, Budget::Until(part(all), enough), &mut |_| ()),
        Budget::Share(spent) => {
            let within = move || (spent() - from) / (to - from);
            desk.improve(heat, Budget::Share(&within), &mut |_| ())
        }
    };
    let threads = (options.threads.max(1) as usize).min(desks.len());
    let share = desks.len().div_ceil(threads);
    std::thread::scope(|scope| {
        let parts = desks.chunks_mut(share);
        let hands: Vec<_> = parts.map(|part| scope.spawn(move || part.iter_mut().map(run).sum::<u64>())).collect();
        hands.into_iter().map(|hand| hand.join().expect("a search does not panic")).sum()
    })
}
