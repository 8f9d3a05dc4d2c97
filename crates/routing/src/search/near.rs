//! Neighbours of each stop, nearest first: where it may be inserted, and what is ruined with it.
//!
//! The distance of two stops is the better direction of driving, plus what the windows add (Vidal et al. 2013, section
//! 4.4.1): waiting counts a fifth of its time, being late all of it, for what insertion looks at. Ruins go by driving alone.

use crate::problem::Problem;

/// Stops that are looked at for a list: where there are more, those that the windows would bring near from farther off are left out.
const WIDE: usize = 1_024;

/// A list for each stop, all of one length.
#[derive(Clone, Debug)]
pub struct Near {
    length: usize,
    lists: Vec<u32>,
}

impl Near {
    /// The neighbours of a stop.
    pub fn of(&self, stop: u32) -> &[u32] {
        let from = stop as usize * self.length;
        &self.lists[from..from + self.length]
    }

    /// The nearest on the road.
    pub fn by_way(problem: &Problem, length: usize) -> Self {
        Self::new(problem, length, |ways, _, _| ways)
    }

    /// The nearest on the road and in time.
    pub fn by_way_and_window(problem: &Problem, length: usize) -> Self {
        let spans: Vec<(i64, i64)> = problem.input().stops.iter().map(span).collect();
        Self::new(problem, length, |ways, from, to| {
            let leave = problem.job(from).service_s;
            let wait = spans[to as usize].0 - i64::from(leave) - ways - spans[from as usize].1;
            let late = spans[from as usize].0 + i64::from(leave) + ways - spans[to as usize].1;
            ways + wait.max(0) / 5 + late.max(0)
        })
    }

    /// Of the stops at the nearest places, [`WIDE`] and more, those that are nearest by `far`.
    fn new(problem: &Problem, length: usize, far: impl Fn(i64, u32, u32) -> i64) -> Self {
        let count = problem.n_stops() as u32;
        let length = length.min(count.saturating_sub(1) as usize);
        let Some(profile) = problem.profiles().first() else { return Self { length: 0, lists: Vec::new() } };
        let mut lists = vec![0; length * count as usize];
        let mut stops_of: Vec<Vec<u32>> = Vec::new();
        for stop in 0..count {
            let place = problem.job(stop).place as usize;
            stops_of.resize(stops_of.len().max(place + 1), Vec::new());
            stops_of[place].push(stop);
        }
        let places: Vec<u32> =
            (0..stops_of.len() as u32).filter(|place| !stops_of[*place as usize].is_empty()).collect();
        let (mut by_way, mut row) = (Vec::new(), Vec::new());
        for &place in &places {
            let (metres, seconds) = (profile.metres(place), profile.seconds(place));
            let ways = |other: u32| {
                let (metres, seconds) = (metres[other as usize], seconds[other as usize]);
                [metres.out.max(seconds.out), metres.back.max(seconds.back)].map(i64::from)
            };
            by_way.clear();
            by_way.extend(places.iter().map(|other| (ways(*other).into_iter().min(), *other)));
            let many = WIDE.max(4 * length) + stops_of[place as usize].len();
            if many < by_way.len() {
                by_way.select_nth_unstable(many);
                by_way.truncate(many + 1);
            }
            by_way.sort_unstable();
            let mut found = 0;
            let wide = by_way.iter().take_while(|(_, other)| {
                let more = found < many;
                found += stops_of[*other as usize].len();
                more
            });
            let wide: Vec<u32> = wide.map(|(_, other)| *other).collect();
            for &stop in &stops_of[place as usize] {
                row.clear();
                for &there in &wide {
                    let [out, back] = ways(there);
                    let others = stops_of[there as usize].iter().filter(|other| **other != stop);
                    row.extend(others.map(|&other| (far(out, stop, other).min(far(back, other, stop)), other)));
                }
                if length > 0 && length < row.len() {
                    row.select_nth_unstable(length - 1);
                    row.truncate(length);
                }
                row.sort_unstable();
                let from = stop as usize * length;
                for (slot, (_, other)) in lists[from..from + length].iter_mut().zip(&row) {
                    *slot = *other;
                }
            }
        }
        Self { length, lists }
    }
}

fn span(stop: &crate::model::Stop) -> (i64, i64) {
    let open = stop.windows.first().map_or(0, |window| window.open);
    let close = stop.windows.last().map_or(crate::model::HORIZON, |window| window.close);
    (open.into(), close.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Features, day};

    /// More stops than are looked at, several at each place.
    #[test]
    fn the_nearest_on_the_road_are_those_of_all() {
        let mut input = day(5, 2_400, Features { full: false, hours: false, types: false });
        for (number, stop) in input.stops.iter_mut().enumerate() {
            stop.place = 2 + number as u32 % 1_500;
        }
        let problem = Problem::new(input).unwrap();
        let length = 20;
        let near = Near::by_way(&problem, length);
        let profile = &problem.profiles()[0];
        for stop in (0..2_400).step_by(7) {
            let place = problem.job(stop).place;
            let way = |other: u32| {
                let at = problem.job(other).place as usize;
                let (metres, seconds) = (profile.metres(place)[at], profile.seconds(place)[at]);
                metres.out.max(seconds.out).min(metres.back.max(seconds.back))
            };
            let mut all: Vec<i32> = (0..2_400).filter(|other| *other != stop).map(way).collect();
            all.sort_unstable();
            let found: Vec<i32> = near.of(stop).iter().map(|other| way(*other)).collect();
            assert_eq!(found, all[..length], "{stop}");
            assert!(!near.of(stop).contains(&stop));
        }
    }
}
