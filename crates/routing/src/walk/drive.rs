//! Driving: speeds that change in steps, and pauses on the way.

use super::Walker;
use super::state::State;
use crate::model::{HORIZON, UNREACHABLE};

impl Walker<'_> {
    /// Drives what takes so many seconds at the speed 1000.
    pub fn drive(&self, state: &mut State, seconds: i32) {
        if self.plain {
            state.time += seconds;
            state.busy += seconds;
        } else if seconds >= UNREACHABLE {
            state.time = 2 * HORIZON;
        } else {
            self.drive_in_steps(state, seconds);
        }
    }

    fn drive_in_steps(&self, state: &mut State, seconds: i32) {
        let bands = &self.profile.bands;
        let mut band = bands.partition_point(|band| band.from_s <= state.time).saturating_sub(1);
        let mut left = i64::from(seconds) * 1000;
        while left > 0 && state.time <= HORIZON {
            if let Some(lunch) = self.lunch_due(state) {
                self.have_lunch(state, lunch);
                continue;
            }
            let mut step = self.next_lunch(state) - state.time;
            if let Some((limit, pause)) = self.kind.driving {
                if state.driving >= limit {
                    state.serve(state.time, pause);
                    state.paused += pause;
                    state.driving = 0;
                    continue;
                }
                step = step.min(limit - state.driving);
            }
            while bands.get(band + 1).is_some_and(|next| next.from_s <= state.time) {
                band += 1;
            }
            if let Some(next) = bands.get(band + 1) {
                step = step.min(next.from_s - state.time);
            }
            let speed = bands.get(band).map_or(1000, |band| i64::from(band.speed));
            step = step.min(((left + speed - 1) / speed) as i32);
            left -= i64::from(step) * speed;
            state.serve(state.time, step);
            state.driving += step;
        }
        // Beyond the horizon no window is open.
        state.time += if left > 0 { HORIZON } else { 0 };
    }

    /// A lunch that is due now.
    pub fn lunch_due(&self, state: &State) -> Option<usize> {
        let lunches = self.kind.lunches.iter().enumerate();
        let mut due = lunches.filter(|(number, (window, _))| !state.had(*number) && window.open <= state.time);
        due.next().map(|(number, _)| number)
    }

    /// When the next lunch is due.
    fn next_lunch(&self, state: &State) -> i32 {
        let lunches = self.kind.lunches.iter().enumerate();
        let left = lunches.filter(|(number, _)| !state.had(*number));
        left.map(|(_, (window, _))| window.open).min().unwrap_or(i32::MAX)
    }

    /// Has a lunch, not before its window.
    pub fn have_lunch(&self, state: &mut State, number: usize) {
        let (window, pause) = self.kind.lunches[number];
        state.serve(state.time.max(window.open), pause);
        state.paused += pause;
        state.lunches |= 1 << number;
        if self.kind.driving.is_some_and(|(_, enough)| pause >= enough) {
            state.driving = 0;
        }
    }

    /// The latest departure that meets the first stop in the same state at the same time. Found by halving: `left` is one.
    pub fn last_departure(&self, left: &State, met: &State, seconds: i32, start: i32) -> i32 {
        let meets = |time: i32| {
            let mut state = State { place: left.place, ..self.start_at(time) };
            self.drive(&mut state, seconds);
            state.time <= start && state.lunches == met.lunches && state.driving == met.driving
        };
        let (mut low, mut high) = (left.time, start.min(self.kind.last_start) + 1);
        while low + 1 < high {
            let middle = low + (high - low) / 2;
            if meets(middle) {
                low = middle;
            } else {
                high = middle;
            }
        }
        low
    }
}

impl State {
    /// Whether a lunch is over.
    fn had(&self, number: usize) -> bool {
        self.lunches >> number & 1 == 1
    }
}
