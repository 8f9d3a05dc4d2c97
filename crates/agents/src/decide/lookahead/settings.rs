//! How far, how often and how carefully a lookahead looks.

use serde::{Deserialize, Serialize};

/// Settings of a lookahead, as a TOML file holds them. With the defaults, one demand of olist-h10-w1 cost .6 % less than under the base
/// alone: a lead, no result. With a looser prior (.02, .15), 48 hours, 8 futures and loads from .3, two demands each cost 2 % more there
/// and 8 % more on polska12.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Policy that is improved, and followed after the hour that is decided.
    pub base: String,
    /// Most futures of an hour, and so most rollouts of an alternative.
    pub futures: u32,
    /// Futures after which an alternative goes on only where it is cheaper than the base so far.
    pub first_futures: u32,
    /// Hours that a future is followed, at most to the horizon.
    pub hours: u16,
    /// Most rollouts of an hour, those of the base among them.
    pub rollouts: u32,
    /// Least load of a lane, largest vehicles, for which a truck is tried while the base waits.
    pub least_load: f64,
    /// Gain that an alternative must be expected to bring, as a share of the cost of the lane's largest vehicle.
    pub margin: f64,
    /// What an alternative costs before anything is known of it, same unit: mean, and spread over alternatives.
    pub prior_mean: f64,
    /// The spread.
    pub prior_sd: f64,
    /// Weight of what the settlement would charge where a future is followed no further.
    pub end_weight: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            base: "full-truck".into(),
            futures: 12,
            first_futures: 4,
            hours: 96,
            rollouts: 60,
            least_load: 0.5,
            margin: 0.0,
            prior_mean: 0.1,
            prior_sd: 0.07,
            end_weight: 1.0,
        }
    }
}

impl Settings {
    /// Whether it can look with them: else what is wrong, and what to do.
    pub fn check(&self) -> Result<(), (String, &'static str)> {
        if self.first_futures < 2 || self.futures < self.first_futures {
            let problem = format!("`first_futures` is {}, `futures` is {}", self.first_futures, self.futures);
            return Err((problem, "give at least 2 first futures, and no fewer futures"));
        }
        if self.hours == 0 {
            return Err(("`hours` is 0".to_owned(), "give 1 and more"));
        }
        let numbers = [self.least_load, self.margin, self.end_weight, self.prior_mean, self.prior_sd];
        if numbers.iter().any(|number| !number.is_finite()) {
            return Err(("a setting is no finite number".to_owned(), "give numbers"));
        }
        Ok(())
    }
}
