//! What a schedule is held against: the case, the demand of its seed, and what follows from both.

use linehaul_case::{Case, Demand};

use crate::calendar::Calendar;
use crate::news::News;
use crate::report::Report;
use crate::routes::Routes;

/// What the claims are held against.
pub struct Basis<'a> {
    /// The case.
    pub case: &'a Case,
    /// Its packages under the seed of the schedule, as events have made them.
    pub demand: Demand,
    /// Rows of the demand that no event announced.
    pub n_known: usize,
    /// What events say.
    pub news: News,
    /// Its ways.
    pub routes: Routes,
    /// Its rules about trucks.
    pub calendar: Calendar<'a>,
}

impl<'a> Basis<'a> {
    /// Of a case, a seed, and the lines of a file of events.
    pub fn of(case: &'a Case, seed: u64, events: &str, report: &mut Report) -> Self {
        let demand = Demand::of(case, seed);
        let news = News::read(events, case, &demand, report);
        Self {
            case,
            n_known: demand.packages.len(),
            demand: if news.is_empty() { demand } else { demand.after(case, &news.events) },
            news,
            routes: Routes::of(case),
            calendar: Calendar { case },
        }
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
