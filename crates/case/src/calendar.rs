//! Rules and disruptions about trucks, compiled into one row a departure hour and lane.
//!
//! A case without such rules has no calendar, and its worlds never look here.

use std::ops::Range;

use crate::case::Case;
use crate::ids::LaneId;
use crate::rules::Scope;

/// What holds for a truck that departs on a lane in an hour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Day {
    /// Whether it may depart.
    pub open: bool,
    /// Hours until it is unloaded.
    pub hours: u16,
    /// Factor on its cost.
    pub tariff: f64,
}

/// `[hour, lane]`
#[derive(Clone, Debug)]
pub struct Calendar {
    n_lanes: usize,
    days: Vec<Day>,
}

impl Calendar {
    /// Compiles the rules of a case; `None` when none concerns trucks.
    pub fn of(case: &Case) -> Option<Self> {
        let rules = case.rules();
        if rules.closures.is_empty()
            && rules.curfews.is_empty()
            && rules.tariffs.is_empty()
            && rules.slowdowns.is_empty()
            && rules.blockades.is_empty()
            && rules.outages.is_empty()
        {
            return None;
        }
        let n_lanes = case.lanes().len();
        let days = (0..case.hours()).flat_map(|hour| (0..n_lanes).map(move |lane| day(case, hour, lane))).collect();
        Some(Self { n_lanes, days })
    }

    /// What holds for a departure.
    pub fn day(&self, hour: u16, lane: usize) -> Day {
        self.days[usize::from(hour) * self.n_lanes + lane]
    }

    /// Most hours that a truck is under way.
    pub fn longest_hours(&self) -> u16 {
        self.days.iter().map(|day| day.hours).max().unwrap_or(1)
    }

    /// The smallest factor on the cost of each lane over the horizon, `[lane]`.
    pub fn least_tariffs(&self) -> Vec<f64> {
        let mut least = vec![f64::INFINITY; self.n_lanes];
        for (index, day) in self.days.iter().enumerate() {
            let lane = index % self.n_lanes;
            least[lane] = least[lane].min(day.tariff);
        }
        least
    }
}

fn day(case: &Case, hour: u16, lane: usize) -> Day {
    let rules = case.rules();
    let from = case.lanes()[lane].from;
    let leaves = |scope: Scope| match scope {
        Scope::Network => true,
        Scope::Hub(hub) => hub == from,
        Scope::Lane(id) => id == LaneId::from_index(lane),
    };
    let reaches = |scope: Scope| match scope {
        Scope::Network => true,
        Scope::Hub(hub) => hub == case.lanes()[lane].to,
        Scope::Lane(id) => id == LaneId::from_index(lane),
    };
    let of_week = |hour: u32| ((u32::from(case.start_hour_of_week()) + hour) % 168) as u16;
    let in_week = |ranges: &[Range<u16>], hour: u32| ranges.iter().any(|range| range.contains(&of_week(hour)));

    let slower = rules.slowdowns.iter().filter(|s| leaves(s.scope) && s.hours.contains(&hour));
    let extra: u32 = slower.map(|s| u32::from(s.extra_hours)).sum();
    let mut arrival = u32::from(hour) + u32::from(case.transit_hours(lane)) + extra;
    let waits_at_gate = |arrival: u32| {
        rules.outages.iter().any(|outage| {
            outage.hub == case.lanes()[lane].to
                && (u32::from(outage.hours.start)..u32::from(outage.hours.end)).contains(&arrival)
        })
    };
    while waits_at_gate(arrival) {
        arrival += 1;
    }
    let closed = rules.closures.iter().any(|c| leaves(c.scope) && in_week(&c.hours_of_week, u32::from(hour)))
        || rules.curfews.iter().any(|c| reaches(c.scope) && in_week(&c.hours_of_week, arrival))
        || rules.blockades.iter().any(|b| leaves(b.scope) && b.hours.contains(&hour))
        || rules.outages.iter().any(|o| o.hub == from && o.hours.contains(&hour));
    let tariffs = rules.tariffs.iter().filter(|t| leaves(t.scope) && t.hours.contains(&hour));
    Day { open: !closed, hours: (arrival - u32::from(hour)) as u16, tariff: tariffs.map(|t| t.factor).product() }
}
