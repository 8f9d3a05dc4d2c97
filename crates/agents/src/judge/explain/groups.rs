//! Features that tell the same thing, put together: permuted one by one, each would be read off its neighbours.

use linehaul_env::observe::{Feature, TABLE};
use serde::Serialize;

use crate::decide::actions::ActionSpace;

/// Features that are permuted together, all of the lane or all of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeatureGroup {
    /// Name, unique.
    pub name: &'static str,
    /// What they tell, after "cannot tell".
    pub tells: &'static str,
    /// Their names, in the order of the row.
    pub features: Vec<&'static str>,
    /// Names that say which these are: `x_*` stands for all that begin so.
    #[serde(skip)]
    pub patterns: &'static [&'static str],
    /// Their columns in a row of the actor.
    #[serde(skip)]
    pub(super) columns: Vec<usize>,
    /// Whether they are of a choice.
    #[serde(skip)]
    pub(super) is_of_choice: bool,
}

/// Name, what is told, and the features: `x_*` stands for all that begin so.
type Line = (&'static str, &'static str, &'static [&'static str]);

/// Features of a lane.
const OF_LANE: &[Line] = &[
    ("load", "how much waits for the lane", &["load", "load_fraction", "load_whole", "empty"]),
    ("slack", "how long it can still wait", &["load_late", "load_slack_*", "slack"]),
    ("penalties", "what its lateness would cost", &["late_day", "penalty_*"]),
    ("urgent part", "what trucks for the urgent part alone cost and save", &["urgent_*"]),
    ("trucks for all", "how well the cheapest trucks for everything are filled", &["full_truck_cost", "fill"]),
    ("small vehicles", "what small vehicles cost and hold", &["van_*", "box_truck_*"]),
    ("detours", "what could come along as a detour", &["detour_*"]),
    ("inbound", "what trucks under way will bring", &["inbound_*"]),
    ("inflow", "how fast freight comes", &["inflow", "hours_to_fill", "fresh_inflow"]),
    ("last departure", "when a truck last left, and what is on the lane", &["in_transit", "idle"]),
    ("lane", "how long the lane is, and how dear trucks are", &["lane_hours", "long_lane", "cost_multiplier"]),
    (
        "goods",
        "how large, heavy and far from their end packages are",
        &["package_size", "weight", "final_load", "hours_after"],
    ),
    ("hour of the day", "the hour of the day", &["day_*"]),
    ("hub", "what else waits at the hub", &["hub_*"]),
    ("next lanes", "what waits where the load goes on", &["next_*"]),
    ("lanes before", "what waits where load would come from", &["before_*"]),
];

/// Features of a choice, where choices have any.
const OF_CHOICE: &[Line] = &[
    (
        "choice: trucks",
        "what trucks a choice sends, at what cost",
        &["choice_cost", "choice_full_truck_cost", "choice_trucks", "choice_hold"],
    ),
    ("choice: load", "how much a choice takes and leaves", &["choice_taken", "choice_left"]),
    ("choice: fill", "how full its trucks are", &["choice_fill", "choice_last_room"]),
    ("choice: urgent part", "what of the urgent part it takes, and saves", &["choice_taken_to_*", "choice_saved_to_*"]),
];

/// The groups of a policy's features: each feature is in one.
pub fn groups(space: ActionSpace) -> Vec<FeatureGroup> {
    let of_lane = OF_LANE.iter().map(|line| group(line, &TABLE, 0, false));
    let of_choice = OF_CHOICE.iter().map(|line| group(line, space.features(), TABLE.len(), true));
    of_lane.chain(of_choice).filter(|group| !group.columns.is_empty()).collect()
}

fn group(&(name, tells, patterns): &Line, table: &'static [Feature], first: usize, is_of_choice: bool) -> FeatureGroup {
    let found = |feature: &Feature| patterns.iter().any(|pattern| matches(pattern, feature.name));
    let (columns, features) =
        table.iter().enumerate().filter(|(_, one)| found(one)).map(|(at, one)| (first + at, one.name)).unzip();
    FeatureGroup { name, tells, features, patterns, columns, is_of_choice }
}

fn matches(pattern: &str, name: &str) -> bool {
    pattern.strip_suffix('*').map_or(name == pattern, |start| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A feature that is in none would never be permuted; one in two would be counted twice.
    #[test]
    fn every_feature_is_in_one_group() {
        for space in ActionSpace::ALL {
            let groups = groups(space);
            let mut columns: Vec<usize> = groups.iter().flat_map(|group| group.columns.clone()).collect();
            columns.sort_unstable();
            let all = TABLE.len() + space.features().len();
            assert_eq!(columns, (0..all).collect::<Vec<_>>(), "{space:?}: crates/agents/src/judge/explain/groups.rs");
        }
    }

    #[test]
    fn every_pattern_means_something() {
        let names: Vec<&str> =
            TABLE.iter().chain(ActionSpace::Options.features()).map(|feature| feature.name).collect();
        for pattern in OF_LANE.iter().chain(OF_CHOICE).flat_map(|(_, _, patterns)| *patterns) {
            assert!(names.iter().any(|name| matches(pattern, name)), "no feature is {pattern}");
        }
    }
}
