//! How a setting changes over a run: from its value at the start to a share of it at the end.
//!
//! It is a function of the share of iterations that is done and of nothing else, so a run that was resumed goes on with it exactly.

use serde::{Deserialize, Serialize};

/// The way from start to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Schedule {
    /// None: the share at the end is not looked at.
    Constant,
    /// A line to 0 that is left where it meets the end, and then the end.
    Linear,
    /// Half a wave, flat at both ends (Loshchilov and Hutter 2017, "SGDR", equation 5, without restarts).
    Cosine,
}

impl Schedule {
    /// The value where a share of the run is `done`, 0 to 1; `end` is a share of `start`.
    pub fn at(self, start: f32, end: f32, done: f32) -> f32 {
        match self {
            Self::Constant => start,
            Self::Linear => start * (1.0 - done).max(end),
            Self::Cosine => start * (end + (1.0 - end) * 0.5 * (1.0 + (std::f32::consts::PI * done).cos())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: of 2 to a fifth of it; a line is at 2 x .75 after a quarter, the wave at 2 (.2 + .8 (1 + .7071) / 2).
    #[test]
    fn a_schedule_goes_from_the_start_to_the_end_in_its_way() {
        let near = |schedule: Schedule, done: f32, expected: f32| {
            let found = schedule.at(2.0, 0.2, done);
            assert!((found - expected).abs() < 1e-5, "{schedule:?} at {done}: {found} instead of {expected}");
        };
        for (done, line, wave) in
            [(0.0, 2.0, 2.0), (0.25, 1.5, 1.765_685), (0.5, 1.0, 1.2), (0.9, 0.4, 0.439_155), (1.0, 0.4, 0.4)]
        {
            near(Schedule::Constant, done, 2.0);
            near(Schedule::Linear, done, line);
            near(Schedule::Cosine, done, wave);
        }
    }
}
