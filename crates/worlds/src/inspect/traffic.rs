//! The freight of a case laid over its network: everything on its primary path.

use super::figures::largest;
use crate::generate::paths::Paths;
use linehaul_case::Case;

/// Sums that several findings need.
pub(super) struct Traffic {
    /// Paths and distances.
    pub(super) paths: Paths,
    /// Packages whose primary path takes the lane, `[lane]`.
    pub(super) lane_packages: Vec<usize>,
    /// Loads of the largest vehicle an hour, by volume or weight, whichever needs more, `[lane]`.
    pub(super) lane_loads: Vec<f64>,
    /// Loads of the largest vehicle that leave in an hour, `[hub]`.
    pub(super) hub_loads: Vec<f64>,
    /// Packages released here, `[hub]`.
    pub(super) packages_out: Vec<usize>,
    /// Packages for this hub, `[hub]`.
    pub(super) packages_in: Vec<usize>,
    /// Hours between the fastest delivery and the promise, `[package]`.
    pub(super) slacks: Vec<i64>,
}

impl Traffic {
    pub(super) fn of(case: &Case) -> Self {
        let n_hubs = case.hubs().len();
        let paths = Paths::of(n_hubs, case.lanes());
        let packages = case.packages();
        let largest = largest(case);
        let cells = vec![0.0; n_hubs * n_hubs];
        let (mut counts, mut by_volume, mut by_weight) = (cells.clone(), cells.clone(), cells);
        let (mut packages_out, mut packages_in) = (vec![0; n_hubs], vec![0; n_hubs]);
        let mut slacks = Vec::with_capacity(packages.len());
        for row in 0..packages.len() {
            let (origin, destination) = (packages.origins[row].index(), packages.destinations[row].index());
            let cell = origin * n_hubs + destination;
            counts[cell] += 1.0;
            by_volume[cell] += packages.ml[row].to_m3() / largest.ml.to_m3();
            by_weight[cell] += packages.grams[row].to_kg() / largest.grams.to_kg();
            packages_out[origin] += 1;
            packages_in[destination] += 1;
            let path_hours = i64::from(paths.path_hours()[cell]);
            slacks.push(packages.due_hour(row) - packages.released_hour(row) - path_hours);
        }
        let [counts, by_volume, by_weight] =
            [counts, by_volume, by_weight].map(|amounts| paths.routed(case.lanes(), &amounts));
        let loads = |(volume, weight): (&f64, &f64)| volume.max(*weight) / f64::from(case.hours());
        let lane_loads: Vec<f64> = by_volume.iter().zip(&by_weight).map(loads).collect();
        let mut hub_loads = vec![0.0; n_hubs];
        for (lane, load) in case.lanes().iter().zip(&lane_loads) {
            hub_loads[lane.from.index()] += load;
        }
        let lane_packages = counts.iter().map(|&count| count as usize).collect();
        Self { paths, lane_packages, lane_loads, hub_loads, packages_out, packages_in, slacks }
    }
}
