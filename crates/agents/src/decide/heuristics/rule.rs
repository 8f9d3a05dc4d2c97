//! What every heuristic says of itself beside how it decides.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::decide::fleet_manager::FleetManager;

/// Parameters of a rule written by hand.
pub trait Rule: Clone + Default + Serialize + DeserializeOwned {
    /// Its name, as the command line takes it.
    const NAME: &'static str;
    /// Where each parameter may lie.
    const RANGES: &'static [Range];

    /// The settings that tuning tries; just itself for a rule with nothing to tune.
    fn grid(&self) -> Vec<Self> {
        vec![self.clone()]
    }

    /// The fleet manager that follows it.
    fn manager(self) -> Box<dyn FleetManager>;
}

/// Where a parameter may lie, both ends included.
pub struct Range {
    /// The parameter.
    pub key: &'static str,
    /// Least.
    pub low: f64,
    /// Most.
    pub high: f64,
}

impl Range {
    /// Slack up to which something counts: -1 for what is late alone, 23 for the last hour that is told from more.
    pub const fn slack(key: &'static str) -> Self {
        Self { key, low: -1.0, high: 23.0 }
    }

    /// A weight, or a rate.
    pub const fn weight(key: &'static str) -> Self {
        Self { key, low: 0.0, high: 100.0 }
    }

    /// A share of a largest vehicle from which it counts as full: above 1 for never.
    pub const fn full(key: &'static str) -> Self {
        Self { key, low: 0.0, high: 2.0 }
    }
}
