//! How far, how often and how carefully a lookahead looks.

use serde::{Deserialize, Serialize};

/// Settings of a lookahead, as a TOML file holds them.
///
/// The defaults are from four demands of two real cases, over `economic` tuned on the case. `docs/results.md` has what was compared, and
/// what they bring on others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Policy that is improved, and followed after the hour that is decided.
    pub base: String,
    /// Hours at the start in which it only watches: futures are drawn from what was seen.
    pub watch: u16,
    /// Most futures of an hour, and so most rollouts of an alternative.
    pub futures: u32,
    /// Futures after which an alternative goes on only where it is cheaper than the base so far; again after twice as many, and so on.
    pub first_futures: u32,
    /// Hours that a future is followed, at most to the horizon.
    pub hours: u16,
    /// Most rollouts of an hour, those of the base among them.
    pub rollouts: u32,
    /// Least load of a lane, largest vehicles, for which a truck is tried while the base waits.
    pub least_load: f64,
    /// Gain that an alternative must be expected to bring, as a share of the cost of the lane's largest vehicle.
    pub margin: f64,
    /// Spread of what alternatives cost more than the base, before anything is known of them, same unit.
    pub prior_sd: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            base: "full-truck".into(),
            watch: 24,
            futures: 48,
            first_futures: 6,
            hours: 72,
            rollouts: 3000,
            least_load: 0.15,
            margin: 0.08,
            prior_sd: 0.1,
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
        let numbers = [self.least_load, self.margin, self.prior_sd];
        if numbers.iter().any(|number| !number.is_finite()) {
            return Err(("a setting is no finite number".to_owned(), "give numbers"));
        }
        Ok(())
    }
}
