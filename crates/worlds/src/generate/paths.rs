//! Primary paths of a network under construction: their hours, and what flows over each lane when everything takes them.

use linehaul_case::Lane;
use linehaul_case::routes;

/// Primary paths between all pairs of hubs.
pub(crate) struct Paths {
    n_hubs: usize,
    /// Metres of the shortest path, `[from, destination]`.
    distances: Vec<u64>,
    /// Index of the first lane of the path, `[from, destination]`.
    primary: Vec<Option<usize>>,
    /// Sum of the lane hours along the path, `[from, destination]`; 0 where there is none.
    hours: Vec<u32>,
}

impl Paths {
    /// Paths over lanes that are sorted by origin.
    pub(crate) fn of(n_hubs: usize, lanes: &[Lane]) -> Self {
        let distances = routes::distances(n_hubs, lanes);
        let primary = routes::primary_lanes(n_hubs, lanes, &distances);
        let mut paths = Self { n_hubs, distances, primary, hours: vec![0; n_hubs * n_hubs] };
        for destination in 0..n_hubs {
            for (hub, lane) in paths.nearest_first(destination) {
                let rest = paths.hours[lanes[lane].to.index() * n_hubs + destination];
                paths.hours[hub * n_hubs + destination] = u32::from(lanes[lane].hours) + rest;
            }
        }
        paths
    }

    /// The hubs that reach the destination, each with its primary lane, nearest first: whatever lies further along a path comes
    /// earlier, so one pass does what walking every path would.
    fn nearest_first(&self, destination: usize) -> Vec<(usize, usize)> {
        let lane = |hub: usize| self.primary[hub * self.n_hubs + destination].map(|lane| (hub, lane));
        let mut hubs: Vec<(usize, usize)> = (0..self.n_hubs).filter_map(lane).collect();
        hubs.sort_by_key(|&(hub, _)| self.metres(hub, destination));
        hubs
    }

    /// Hours along the primary path, `[from, destination]`.
    pub(crate) fn path_hours(&self) -> &[u32] {
        &self.hours
    }

    /// Metres of the shortest path, [`routes::UNREACHABLE`] where there is none.
    pub(crate) fn metres(&self, from: usize, destination: usize) -> u64 {
        self.distances[from * self.n_hubs + destination]
    }

    /// What passes over each lane, `[lane]`, when the amount of each pair, `[from, destination]`, takes its primary path.
    pub(crate) fn routed(&self, lanes: &[Lane], amounts: &[f64]) -> Vec<f64> {
        let mut passing = vec![0.0; lanes.len()];
        let mut here = vec![0.0; self.n_hubs];
        for destination in 0..self.n_hubs {
            for (hub, amount) in here.iter_mut().enumerate() {
                *amount = amounts[hub * self.n_hubs + destination];
            }
            for (hub, lane) in self.nearest_first(destination).into_iter().rev() {
                passing[lane] += here[hub];
                here[lanes[lane].to.index()] += here[hub];
            }
        }
        passing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::{WorldSpec, generate};

    /// Against walking every path.
    #[test]
    fn one_pass_gives_the_hours_and_flows_of_every_path() {
        let spec = WorldSpec { n_hubs: 30, lane_loads_per_hour: 0.01, hours: 1, seed: 1, ..WorldSpec::default() };
        let case = generate(&spec);
        let lanes = case.lanes();
        let paths = Paths::of(30, lanes);
        let amounts: Vec<f64> = (0..900).map(|cell| if cell % 31 == 0 { 0.0 } else { f64::from(cell % 7) }).collect();
        let mut passing = vec![0.0; lanes.len()];
        for (cell, amount) in amounts.iter().enumerate() {
            let path = routes::path(30, lanes, &paths.primary, cell / 30, cell % 30);
            assert_eq!(paths.path_hours()[cell], path.iter().map(|&lane| u32::from(lanes[lane].hours)).sum::<u32>());
            for lane in path {
                passing[lane] += amount;
            }
        }
        let routed = paths.routed(lanes, &amounts);
        assert!(routed.iter().zip(&passing).all(|(routed, walked)| (routed - walked).abs() < 1e-9));
    }
}
