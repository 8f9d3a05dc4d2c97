//! What a schedule is held against: the case, the demand of its seed, and what follows from both.

use linehaul_case::{Case, Demand};

use crate::calendar::Calendar;
use crate::routes::Routes;

/// What the claims are held against.
pub struct Basis<'a> {
    /// The case.
    pub case: &'a Case,
    /// Its packages under the seed of the schedule.
    pub demand: Demand,
    /// Its ways.
    pub routes: Routes,
    /// Its rules about trucks.
    pub calendar: Calendar<'a>,
}

impl<'a> Basis<'a> {
    /// Of a case and a seed.
    pub fn of(case: &'a Case, seed: u64) -> Self {
        Self { case, demand: Demand::of(case, seed), routes: Routes::of(case), calendar: Calendar { case } }
    }

    /// A hub's id in quotes.
    pub fn hub_text(&self, hub: usize) -> String {
        format!("\"{}\"", self.case.hubs()[hub].id)
    }

    /// The number of hours of the case.
    pub fn horizon(&self) -> i64 {
        i64::from(self.case.hours())
    }
}
