//! The search, with a meter for whoever follows.

use std::time::Instant;

use linehaul_routing::{Budget, Found, Heat, Options, Problem, plan};

use super::meter::Meter;
use crate::observer::{Observer, Progress};

/// How long to search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effort {
    /// So many iterations of each search: the same routes on any machine.
    Iterations(u64),
    /// So many seconds.
    Seconds(f64),
}

/// How to search.
#[derive(Clone, Copy, Debug)]
pub struct SearchRequest {
    /// How long.
    pub effort: Effort,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Searches side by side; unless given, one for iterations, and one a thread for seconds.
    pub islands: Option<u32>,
    /// Whether the routes that were seen are put together anew at the end.
    pub polish: bool,
}

/// Searches, and says whether it was stopped.
pub fn search(
    problem: &Problem,
    request: &SearchRequest,
    observer: &dyn Observer,
    enough: &(dyn Fn() -> bool + Sync),
) -> (Found, bool) {
    let progress = Progress::new(observer, "routing", Meter::STEPS, "parts");
    let meter = Meter::new(&progress, enough);
    let (islands, begin) = (islands(request), Instant::now());
    let of_rounds = |done: u64| meter.of_rounds(done);
    let of_time = || meter.of_time(begin.elapsed().as_secs_f64());
    let budget = match request.effort {
        Effort::Iterations(iterations) => {
            meter.expect(iterations as f64 * f64::from(islands));
            Budget::Until(iterations, &of_rounds)
        }
        Effort::Seconds(seconds) => {
            meter.expect(seconds);
            Budget::Share(&of_time)
        }
    };
    let options = Options {
        budget,
        seed: request.seed,
        heat: Heat::default(),
        islands,
        threads: threads(),
        polish: request.polish,
        start: None,
    };
    let found = plan(problem, &options, &mut |_| ());
    (found, meter.was_stopped())
}

fn threads() -> u32 {
    rayon::current_num_threads() as u32
}

/// Searches side by side of a request.
pub fn islands(request: &SearchRequest) -> u32 {
    request.islands.unwrap_or(match request.effort {
        Effort::Iterations(_) => 1,
        Effort::Seconds(_) => threads(),
    })
}
