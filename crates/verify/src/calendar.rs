//! Rules and disruptions about trucks, asked one truck at a time.
//!
//! The simulator compiles them into a table by hour and lane; here each question walks the rules as they are written.

use std::ops::Range;

use linehaul_case::Case;
use linehaul_case::rules::{Scope, Weekly};

/// The rules of a case.
pub struct Calendar<'a> {
    /// The case.
    pub case: &'a Case,
}

impl Calendar<'_> {
    /// Whether a closure keeps trucks from leaving on a lane.
    pub fn closed(&self, lane: usize, hour: i64) -> bool {
        self.case.rules().closures.iter().any(|rule| self.leaves(rule.scope, lane) && self.in_week(rule, hour))
    }

    /// Whether a curfew keeps trucks on a lane from arriving.
    pub fn curfew(&self, lane: usize, arrival: i64) -> bool {
        self.case.rules().curfews.iter().any(|rule| self.reaches(rule.scope, lane) && self.in_week(rule, arrival))
    }

    /// Whether a blockade keeps trucks from leaving on a lane.
    pub fn blocked(&self, lane: usize, hour: i64) -> bool {
        self.case.rules().blockades.iter().any(|rule| self.leaves(rule.scope, lane) && contains(&rule.hours, hour))
    }

    /// Whether the hub where a lane begins stands still.
    pub fn origin_out(&self, lane: usize, hour: i64) -> bool {
        self.outage_end(self.case.lanes()[lane].from.index(), hour).is_some()
    }

    /// The hour in which a truck is unloaded: the lane's hours, those of all slowdowns of the hour in which it leaves, and the
    /// wait at the gate of a hub that stands still.
    pub fn arrival(&self, lane: usize, hour: i64) -> i64 {
        let slowdowns = self.case.rules().slowdowns.iter();
        let slower = slowdowns.filter(|rule| self.leaves(rule.scope, lane) && contains(&rule.hours, hour));
        let extra: i64 = slower.map(|rule| i64::from(rule.extra_hours)).sum();
        let mut arrival = hour + transit_hours(self.case, lane) + extra;
        while let Some(end) = self.outage_end(self.case.lanes()[lane].to.index(), arrival) {
            arrival = end;
        }
        arrival
    }

    /// Factor on the cost of a truck that leaves on a lane: the product of all tariffs of the hour.
    pub fn tariff(&self, lane: usize, hour: i64) -> f64 {
        let tariffs = self.case.rules().tariffs.iter();
        let charged = tariffs.filter(|rule| self.leaves(rule.scope, lane) && contains(&rule.hours, hour));
        charged.map(|rule| rule.factor).product()
    }

    /// The smallest factor of a lane over the horizon. It changes only where a tariff begins or ends.
    pub fn least_tariff(&self, lane: usize) -> f64 {
        let edges = self.case.rules().tariffs.iter().flat_map(|rule| [rule.hours.start, rule.hours.end]);
        let hours = edges.filter(|&hour| hour < self.case.hours()).chain([0]);
        hours.map(|hour| self.tariff(lane, i64::from(hour))).fold(f64::INFINITY, f64::min)
    }

    fn outage_end(&self, hub: usize, hour: i64) -> Option<i64> {
        let mut outages = self.case.rules().outages.iter();
        let out = outages.find(|rule| rule.hub.index() == hub && contains(&rule.hours, hour));
        out.map(|rule| i64::from(rule.hours.end))
    }

    fn leaves(&self, scope: Scope, lane: usize) -> bool {
        match scope {
            Scope::Network => true,
            Scope::Hub(hub) => hub == self.case.lanes()[lane].from,
            Scope::Lane(only) => only.index() == lane,
        }
    }

    fn reaches(&self, scope: Scope, lane: usize) -> bool {
        match scope {
            Scope::Hub(hub) => hub == self.case.lanes()[lane].to,
            Scope::Network | Scope::Lane(_) => self.leaves(scope, lane),
        }
    }

    /// Monday 00:00 UTC is hour 0 of a week; 1970-01-01 was a Thursday.
    fn in_week(&self, rule: &Weekly, hour: i64) -> bool {
        let of_week = (self.case.start().div_euclid(3_600) + 3 * 24 + hour).rem_euclid(7 * 24);
        rule.hours_of_week.iter().any(|range| contains(range, of_week))
    }
}

/// Hours that a truck is planned to be under way on a lane.
pub fn transit_hours(case: &Case, lane: usize) -> i64 {
    i64::from(case.lanes()[lane].hours)
}

fn contains(range: &Range<u16>, hour: i64) -> bool {
    (i64::from(range.start)..i64::from(range.end)).contains(&hour)
}

#[cfg(test)]
mod tests {
    use linehaul_case::rules::{Outage, Slowdown, Tariff};
    use linehaul_case::{HubId, LaneId};

    use super::*;
    use crate::tests::tiny::{A_TO_B, B_TO_C, case};

    /// 2 hours from a to b. Leaving at 1 with 3 extra hours: at the gate at 6, b stands still until 8 and again until 9.
    #[test]
    fn slowdowns_and_outages_delay_a_truck() {
        let mut tables = case().into_tables();
        let scope = Scope::Hub(HubId(0));
        tables.rules.slowdowns.push(Slowdown { hours: 1..2, extra_hours: 3, scope });
        tables.rules.outages.push(Outage { hours: 8..9, hub: HubId(1) });
        tables.rules.outages.push(Outage { hours: 5..8, hub: HubId(1) });
        let case = Case::new(tables).unwrap();
        let calendar = Calendar { case: &case };
        assert_eq!(calendar.arrival(A_TO_B, 0), 2);
        assert_eq!(calendar.arrival(A_TO_B, 1), 9);
        assert!(calendar.origin_out(B_TO_C, 8) && !calendar.origin_out(B_TO_C, 9));
    }

    /// Hours 4 and 5 cost 0.5 x 1.5; from 5 on also 0.4 on lane a -> b only. Hours of the horizon alone count.
    #[test]
    fn tariffs_multiply() {
        let mut tables = case().into_tables();
        let tariff = |hours, factor, scope| Tariff { hours, factor, scope };
        tables.rules.tariffs.push(tariff(4..24, 0.5, Scope::Network));
        tables.rules.tariffs.push(tariff(0..6, 1.5, Scope::Network));
        tables.rules.tariffs.push(tariff(5..6, 0.4, Scope::Lane(LaneId::from_index(A_TO_B))));
        tables.rules.tariffs.push(tariff(24..99, 0.01, Scope::Network));
        let case = Case::new(tables).unwrap();
        let calendar = Calendar { case: &case };
        assert!((calendar.tariff(A_TO_B, 5) - 0.3).abs() < 1e-12);
        assert!((calendar.least_tariff(A_TO_B) - 0.3).abs() < 1e-12);
        assert!((calendar.least_tariff(B_TO_C) - 0.5).abs() < 1e-12);
    }
}
