//! Annealing: rounds at a temperature that falls from start to end, the best routes remembered.

use super::engine::Engine;
use super::round::Search;
use super::tour::Tour;

/// How long the search may take.
#[derive(Clone, Copy)]
pub enum Budget<'a> {
    /// So many rounds: the same result on any machine.
    Rounds(u64),
    /// So many rounds, unless the caller, who is told of rounds that are done, says that it is enough.
    Until(u64, &'a (dyn Fn(u64) -> bool + Sync)),
    /// Until the share that is spent, which the caller tells, reaches 1.
    Share(&'a (dyn Fn() -> f64 + Sync)),
}

/// Temperatures, as shares of what serving a stop costs on average.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heat {
    /// At the start.
    pub first: f64,
    /// At the end.
    pub last: f64,
}

impl Default for Heat {
    fn default() -> Self {
        Self { first: 1.5, last: 0.01 }
    }
}

/// Rounds between two looks at the time.
const LOOK: u64 = 64;

/// Searches until the budget is spent; says how many rounds it took. `best` is replaced by what is better.
pub fn anneal<E: Engine>(
    search: &mut Search<'_, E>,
    best: &mut Tour,
    heat: Heat,
    budget: Budget<'_>,
    better: &mut dyn FnMut(i64),
) -> u64 {
    if search.problem.n_stops() == 0 {
        return 0;
    }
    let served = (search.tour.stops as usize - search.tour.absent.len()).max(1);
    let driven = search.tour.driven();
    let cost: i64 = driven.map(|route| search.variable_cost(route)).sum();
    let unit = cost as f64 / served as f64;
    let mut rounds = 0;
    loop {
        let share = match budget {
            Budget::Rounds(all) | Budget::Until(all, _) => rounds as f64 / all as f64,
            Budget::Share(spent) => spent(),
        };
        if share.is_nan() || share >= 1.0 {
            return rounds;
        }
        let temperature = unit * heat.first * (heat.last / heat.first).powf(share);
        let now = match budget {
            Budget::Rounds(all) | Budget::Until(all, _) => LOOK.min(all - rounds),
            Budget::Share(_) => LOOK,
        };
        for _ in 0..now {
            if search.round(temperature) && search.tour.cost < best.cost {
                best.clone_from(&search.tour);
                search.note_routes();
                better(best.cost);
            }
        }
        rounds += now;
        if let Budget::Until(_, enough) = budget
            && enough(now)
        {
            return rounds;
        }
    }
}
