//! Neighbours of each stop, nearest first: where it may be inserted, and what is ruined with it.
//!
//! The distance of two stops is the better direction of driving, plus what the windows add (Vidal et al. 2013, section
//! 4.4.1): waiting counts a fifth of its time, being late all of it, for what insertion looks at. Ruins go by driving alone.

use crate::problem::Problem;

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

    fn new(problem: &Problem, length: usize, far: impl Fn(i64, u32, u32) -> i64) -> Self {
        let count = problem.n_stops() as u32;
        let length = length.min(count.saturating_sub(1) as usize);
        let mut lists = Vec::with_capacity(length * count as usize);
        let Some(profile) = problem.profiles().first() else { return Self { length: 0, lists } };
        let mut row: Vec<(i64, u32)> = Vec::new();
        for stop in 0..count {
            let place = problem.job(stop).place;
            let (metres, seconds) = (profile.metres(place), profile.seconds(place));
            row.clear();
            row.extend((0..count).filter(|other| *other != stop).map(|other| {
                let at = problem.job(other).place as usize;
                let there = far(metres[at].out.max(seconds[at].out).into(), stop, other);
                let back = far(metres[at].back.max(seconds[at].back).into(), other, stop);
                (there.min(back), other)
            }));
            if length > 0 && length < row.len() {
                row.select_nth_unstable(length - 1);
                row.truncate(length);
            }
            row.sort_unstable();
            lists.extend(row.iter().map(|(_, other)| *other));
        }
        Self { length, lists }
    }
}

fn span(stop: &crate::model::Stop) -> (i64, i64) {
    let open = stop.windows.first().map_or(0, |window| window.open);
    let close = stop.windows.last().map_or(crate::model::HORIZON, |window| window.close);
    (open.into(), close.into())
}
