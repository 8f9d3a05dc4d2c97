//! Waits while what is known to come will fill the truck in time, and leaves where it will not: the rule that sees what was announced.
//!
//! A lane's time is the hours until the penalty at risk is worth its trucks. What will stand there by then is its load, what trucks bring,
//! and what was announced for it, here and, in part, upstream. A truck that will be full by then waits. One that will not leaves as soon
//! as most of what it could carry in the end is there: it would save nothing by waiting, and its packages are early downstream.

use linehaul_env::ahead::Ahead;
use linehaul_env::order::Order;
use linehaul_env::view::LaneView;
use linehaul_env::world::World;
use serde::{Deserialize, Serialize};

use super::lane::{at_risk, full_or_all};
use super::rule::{Range, Rule};
use crate::decide::fleet_manager::FleetManager;
use crate::decide::trucks::all;

/// Parameters. By default a truck that will not be full waits until it is urgent: leaving at .8 of what it could have cost 12 and 20 %
/// more on two real cases.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AnnouncedFull {
    /// Share of a largest vehicle from which it counts as full.
    pub full: f64,
    /// Everything leaves when the penalty at risk is at least this share of what its cheapest vehicles cost.
    pub theta: f64,
    /// Hours that a lane without urgent packages may wait.
    pub hours: u16,
    /// A truck that will not be full leaves once it has this share of what it could have in time; above 1 for never.
    pub share: f64,
    /// Part of what is announced at other hubs that is counted on.
    pub upstream: f64,
}

/// Slack up to which penalties are told by the hour.
const TOLD: i32 = 23;

impl Default for AnnouncedFull {
    fn default() -> Self {
        Self { full: 0.97, theta: 0.4, hours: 48, share: 2.0, upstream: 0.5 }
    }
}

impl Rule for AnnouncedFull {
    const NAME: &'static str = "announced-full";
    const RANGES: &'static [Range] = &[
        Range::full("full"),
        Range::weight("theta"),
        Range { key: "hours", low: 0.0, high: 168.0 },
        Range { key: "share", low: 0.0, high: 2.0 },
        Range { key: "upstream", low: 0.0, high: 1.0 },
    ];

    fn grid(&self) -> Vec<Self> {
        let mut grid = Vec::new();
        for full in [0.9, 0.97] {
            for theta in [0.25, 0.4, 0.7] {
                for hours in [24, 48, 72] {
                    for share in [0.8, 0.95, 2.0] {
                        grid.extend([0.0, 0.5].map(|upstream| Self { full, theta, hours, share, upstream }));
                    }
                }
            }
        }
        grid
    }

    fn manager(self) -> Box<dyn FleetManager> {
        Box::new(Looking { rule: self, ahead: Ahead::default() })
    }
}

/// The rule with its scratch.
struct Looking {
    rule: AnnouncedFull,
    ahead: Ahead,
}

impl FleetManager for Looking {
    fn order(&mut self, world: &World, orders: &mut [Order]) {
        self.ahead.look(world, self.rule.hours);
        for (index, order) in orders.iter_mut().enumerate() {
            let lane = world.lane(index);
            *order = if lane.is_empty() { Order::Hold } else { self.rule.order(&lane, index, &self.ahead) };
        }
    }
}

impl AnnouncedFull {
    fn order(&self, lane: &LaneView<'_>, index: usize, ahead: &Ahead) -> Order {
        if let Some(order) = full_or_all(lane, self.full) {
            return order;
        }
        let (load, worth) = (lane.load(), self.theta * lane.cheapest_cost());
        if at_risk(lane, 0) >= worth {
            return all(load);
        }
        let time = (1..=TOLD.min(i32::from(self.hours))).find(|&slack| at_risk(lane, slack) >= worth);
        let time = time.map_or(usize::from(self.hours), |slack| slack as usize);
        let riding = if time == 0 { 0.0 } else { lane.inbound(time.min(TOLD as usize)) };
        let here: f64 = ahead.here(index).take(time).sum();
        let upstream: f64 = ahead.upstream(index).take(time).sum();
        let expected = load + riding + here + self.upstream * upstream;
        if expected < self.full && load >= self.share * expected { all(load) } else { Order::Hold }
    }
}
