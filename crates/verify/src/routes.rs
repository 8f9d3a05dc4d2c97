//! Shortest ways between hubs, once more: Bellman-Ford towards each destination.
//!
//! The simulator runs Dijkstra in integers; here the lanes are relaxed in rounds until nothing changes, in floats that hold whole
//! metres exactly (a way is shorter than 2^53 m). Slower, and with nothing in common but the definition.

use linehaul_case::Case;

use crate::calendar::transit_hours;

/// Metres, primary lanes, hours and costs of the ways, `[from, destination]`.
pub struct Routes {
    n_hubs: usize,
    metres: Vec<f64>,
    primary: Vec<Option<usize>>,
    hours: Vec<Option<i64>>,
    costs: Vec<f64>,
}

/// How a lane serves a destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The first lane of the shortest way.
    Primary,
    /// At most a quarter longer, and nearer.
    Detour,
    /// Not eligible.
    Wrong,
}

impl Routes {
    /// All ways of a case.
    pub fn of(case: &Case) -> Self {
        let n_hubs = case.hubs().len();
        let cells = n_hubs * n_hubs;
        let mut routes = Self {
            n_hubs,
            metres: vec![f64::INFINITY; cells],
            primary: vec![None; cells],
            hours: vec![None; cells],
            costs: vec![0.0; cells],
        };
        let metres: Vec<f64> = case.lanes().iter().map(|lane| f64::from(lane.metres.0)).collect();
        let costs = largest_vehicle_costs(case);
        for destination in 0..n_hubs {
            routes.fill(case, &metres, &costs, destination);
        }
        routes
    }

    /// Hours along the primary path; none where there is no way.
    pub fn hours(&self, from: usize, destination: usize) -> Option<i64> {
        self.hours[from * self.n_hubs + destination]
    }

    /// What the largest vehicle costs along the primary path; 0 where there is no way.
    pub fn cost(&self, from: usize, destination: usize) -> f64 {
        self.costs[from * self.n_hubs + destination]
    }

    /// The lane that a package at `from` belongs to.
    pub fn primary(&self, from: usize, destination: usize) -> Option<usize> {
        self.primary[from * self.n_hubs + destination]
    }

    /// Whether packages for `destination` may ride a lane of the case.
    pub fn way(&self, case: &Case, lane: usize, destination: usize) -> Way {
        let (from, to) = (case.lanes()[lane].from.index(), case.lanes()[lane].to.index());
        let (here, there) =
            (self.metres[from * self.n_hubs + destination], self.metres[to * self.n_hubs + destination]);
        if self.primary(from, destination) == Some(lane) {
            Way::Primary
        } else if f64::from(case.lanes()[lane].metres.0) + there <= 1.25 * here && there < here {
            Way::Detour
        } else {
            Way::Wrong
        }
    }

    fn fill(&mut self, case: &Case, lane_metres: &[f64], lane_costs: &[f64], destination: usize) {
        let metres = least_weights(case, lane_metres, destination);
        let cell = |hub: usize| hub * self.n_hubs + destination;
        for (index, lane) in case.lanes().iter().enumerate() {
            let (from, to) = (lane.from.index(), lane.to.index());
            let on_shortest = metres[from].is_finite() && lane_metres[index] + metres[to] <= metres[from];
            if from != destination && on_shortest && self.primary[cell(from)].is_none() {
                self.primary[cell(from)] = Some(index);
            }
        }
        // The next hub of a way is nearer, so it is filled before.
        let mut near_first: Vec<usize> = (0..self.n_hubs).filter(|&hub| metres[hub].is_finite()).collect();
        near_first.sort_by(|&a, &b| metres[a].total_cmp(&metres[b]));
        self.hours[cell(destination)] = Some(0);
        for hub in near_first {
            self.metres[cell(hub)] = metres[hub];
            if let Some(lane) = self.primary[cell(hub)] {
                let next = cell(case.lanes()[lane].to.index());
                self.hours[cell(hub)] = self.hours[next].map(|rest| rest + transit_hours(case, lane));
                self.costs[cell(hub)] = self.costs[next] + lane_costs[lane];
            }
        }
    }
}

/// Least sum of lane weights from each hub to a destination; infinite where there is no way.
pub fn least_weights(case: &Case, lane_weights: &[f64], destination: usize) -> Vec<f64> {
    let mut least = vec![f64::INFINITY; case.hubs().len()];
    least[destination] = 0.0;
    for _ in 0..case.hubs().len() {
        let mut changed = false;
        for (lane, weight) in case.lanes().iter().zip(lane_weights) {
            let through = weight + least[lane.to.index()];
            if through < least[lane.from.index()] {
                least[lane.from.index()] = through;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    least
}

/// What the largest vehicle costs on each lane, without tariffs.
fn largest_vehicle_costs(case: &Case) -> Vec<f64> {
    let largest = &case.vehicles()[case.vehicles().len() - 1];
    let cost = |km: f64| (largest.cost_per_dispatch + largest.cost_per_km * km) * case.cost_multiplier();
    case.lanes().iter().map(|lane| cost(lane.metres.to_km())).collect()
}

#[cfg(test)]
mod tests {
    use linehaul_case::{Hub, HubId, Lane, Metres};
    use proptest::prelude::{prop, prop_assert_eq, prop_assume, proptest};

    use super::*;
    use crate::tests::tiny::{A_TO_B, A_TO_C, B_TO_C, C_TO_A, case, case_with};

    /// a to c: 200 km over b, 4 hours; the direct 230 km are within 250, a detour. From c a truck goes home only: to b over a,
    /// 350 km in 6 hours. The large truck costs 350 on 100 km, so a to c costs 700.
    #[test]
    fn ways_of_the_tiny_case() {
        let case = case();
        let routes = Routes::of(&case);
        let [a, b, c] = [0, 1, 2];
        assert_eq!(routes.way(&case, A_TO_B, c), Way::Primary);
        assert_eq!(routes.way(&case, A_TO_C, c), Way::Detour);
        assert_eq!(routes.way(&case, A_TO_C, b), Way::Wrong);
        assert_eq!(routes.way(&case, C_TO_A, b), Way::Primary);
        assert_eq!(routes.primary(b, c), Some(B_TO_C));
        assert_eq!((routes.hours(a, c), routes.hours(c, b), routes.hours(c, c)), (Some(4), Some(6), Some(0)));
        assert!((routes.cost(a, c) - 700.0).abs() < 1e-9);
    }

    /// 250 km are just a quarter more than 200.
    #[test]
    fn the_longest_detour() {
        let way = |metres| {
            let case = case_with(|tables| tables.lanes[A_TO_C].metres = Metres(metres));
            Routes::of(&case).way(&case, A_TO_C, 2)
        };
        assert_eq!(way(250_000), Way::Detour);
        assert_eq!(way(250_001), Way::Wrong);
    }

    proptest! {
        /// Few lengths, so that ways tie, and hubs out of reach. Distances are those of the simulator's own search.
        #[test]
        fn ways_of_any_network_follow_their_definition(
            lanes in prop::collection::btree_map((0..6_u16, 0..6_u16), 1..5_u32, 1..20),
        ) {
            let lanes = lanes.into_iter().filter(|((from, to), _)| from != to);
            let lane = |((from, to), metres)| Lane {
                from: HubId(from), to: HubId(to), metres: Metres(metres), hours: 1, types: 1,
            };
            let lanes: Vec<Lane> = lanes.map(lane).collect();
            prop_assume!(!lanes.is_empty());
            let case = case_with(|tables| {
                // All packages go where the first lane goes, as a case has a way for each.
                tables.packages.origins.fill(lanes[0].from);
                tables.packages.destinations.fill(lanes[0].to);
                tables.lanes = lanes;
                let hub = tables.hubs[0].clone();
                tables.hubs = (0..6).map(|n| Hub { id: format!("h{n}"), ..hub.clone() }).collect();
            });
            let (n, routes) = (6, Routes::of(&case));
            let metres = linehaul_case::routes::distances(n, case.lanes());
            let metres = |from: usize, to: usize| (metres[from * n + to] < 1_000).then_some(metres[from * n + to]);
            for from in 0..n {
                for to in 0..n {
                    let of = |lane: &Lane| Some(u64::from(lane.metres.0) + metres(lane.to.index(), to)?);
                    let shortest = |lane: &Lane| lane.from.index() == from && from != to && of(lane).is_some_and(|m| Some(m) == metres(from, to));
                    prop_assert_eq!(routes.primary(from, to), case.lanes().iter().position(shortest));
                    prop_assert_eq!(routes.hours(from, to).is_some(), metres(from, to).is_some());
                    for (index, lane) in case.lanes().iter().enumerate().filter(|(_, lane)| lane.from.index() == from) {
                        let detour = match (of(lane), metres(lane.to.index(), to), metres(from, to)) {
                            (Some(over), Some(there), Some(here)) => 4 * over <= 5 * here && there < here,
                            _ => false,
                        };
                        let way = if routes.primary(from, to) == Some(index) { Way::Primary } else if detour { Way::Detour } else { Way::Wrong };
                        prop_assert_eq!(routes.way(&case, index, to), way);
                    }
                }
            }
        }
    }
}
