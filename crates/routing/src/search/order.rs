//! The order in which stops are put back (Christiaens and Vanden Berghe 2020, sections 5.2 and 7.2): at random, or what is
//! hard to place first.

use super::rng::Rng;
use crate::problem::Problem;

/// What each stop counts in each order, smaller first, `[order, stop]`.
pub struct Orders {
    stops: usize,
    keys: Vec<i32>,
}

/// Orders by keys, with their weights beside the weight of a random one.
const WEIGHTS: [u32; 6] = [4, 2, 1, 2, 2, 2];
const RANDOM: u32 = 4;

impl Orders {
    pub fn new(problem: &Problem) -> Self {
        let input = problem.input();
        let biggest = |unit: usize| problem.kinds().iter().map(|kind| kind.capacity[unit]).max().unwrap_or(1).max(1);
        let room = [biggest(0), biggest(1), biggest(2)];
        let size = |stop: u32| {
            let load = problem.job(stop).load;
            (0..3).map(|unit| (i64::from(load[unit]) * 1_000_000 / i64::from(room[unit])) as i32).max().unwrap_or(0)
        };
        let home = input.vehicles.first().map(|vehicle| vehicle.start);
        let far = |stop: u32| match (problem.profiles().first(), home) {
            (Some(profile), Some(home)) => profile.way(home, problem.job(stop).place).1,
            _ => 0,
        };
        let open = |stop: u32| input.stops[stop as usize].windows.first().map_or(0, |window| window.open);
        let close = |stop: u32| input.stops[stop as usize].windows.last().map_or(i32::MAX / 2, |window| window.close);
        let stops = problem.n_stops() as u32;
        let mut keys = Vec::with_capacity(6 * stops as usize);
        keys.extend((0..stops).map(|stop| -size(stop)));
        keys.extend((0..stops).map(|stop| -far(stop)));
        keys.extend((0..stops).map(far));
        keys.extend((0..stops).map(|stop| close(stop) - open(stop)));
        keys.extend((0..stops).map(open));
        keys.extend((0..stops).map(|stop| -close(stop)));
        Self { stops: stops as usize, keys }
    }

    /// Sorts stops in an order that is drawn.
    pub fn sort(&self, rng: &mut Rng, stops: &mut [u32]) {
        for at in (1..stops.len()).rev() {
            stops.swap(at, rng.below(at + 1));
        }
        let mut draw = rng.below((RANDOM + WEIGHTS.iter().sum::<u32>()) as usize) as u32;
        for (order, weight) in WEIGHTS.iter().enumerate() {
            if draw < *weight {
                let keys = &self.keys[order * self.stops..(order + 1) * self.stops];
                stops.sort_by_key(|stop| keys[*stop as usize]);
                return;
            }
            draw -= weight;
        }
    }
}
