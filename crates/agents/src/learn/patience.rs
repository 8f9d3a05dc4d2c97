//! How long a carrier's packages can wait, which says how fast its future is discounted.
//!
//! A discount by the hour is a different one for a courier and for a carrier that promises two weeks: where packages can wait for
//! days, an hour's discount of two percent makes every cost at the end of the wait look like nothing, and waiting too long pays. So the
//! hour is measured in the carrier's own time.

use linehaul_case::network::Network;

use crate::learn::advantage::Discounts;

/// Mean slack of new packages in usual generated worlds, hours: there a discount by the hour is what it says.
pub const USUAL: f32 = 20.0;

/// Mean slack of the packages at their release, hours: what the promise leaves beyond the fastest way.
pub fn patience(network: &Network) -> f32 {
    let packages = network.case.packages();
    let slack = |package: usize| {
        let hours = network.route(packages.origins[package].index(), packages.destinations[package].index()).hours;
        (packages.due_hour(package) - packages.released_hour(package) - i64::from(hours)).max(0) as f64
    };
    let n = packages.origins.len();
    ((0..n).map(slack).sum::<f64>() / n.max(1) as f64) as f32
}

impl Discounts {
    /// The same discounts in the time of a carrier of such patience, hours, which is at most `slowest` times the usual.
    pub fn in_time_of(self, patience: f32, slowest: f32) -> Self {
        let hour = USUAL / patience.clamp(USUAL, USUAL * slowest.max(1.0));
        Self { gamma: self.gamma.powf(hour), lambda: self.lambda.powf(hour) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use linehaul_worlds::generate::{Variety, WorldSpec, generate};

    fn network(promise: f64) -> Arc<Network> {
        let variety = Variety { promise, ..Variety::default() };
        let spec = WorldSpec { n_hubs: 6, lane_loads_per_hour: 0.1, seed: 3, variety, ..WorldSpec::default() };
        Network::new(Arc::new(generate(&spec)))
    }

    /// Usual promises leave U(2, 8) hours to 20 % of the packages, U(8, 24) to 50 % and U(24, 48) to 30 %: 19.8 on average, less what is
    /// lost to whole hours.
    #[test]
    fn usual_worlds_have_the_usual_patience() {
        let usual = patience(&network(1.0));
        assert!((USUAL - 2.0..USUAL + 1.0).contains(&usual), "{usual}");
        let slow = patience(&network(6.0));
        assert!((slow / usual - 6.0).abs() < 0.5, "{slow} of {usual}");
    }

    #[test]
    fn a_slow_carrier_discounts_as_much_in_its_own_time() {
        let usual = Discounts { gamma: 0.98, lambda: 0.9 };
        let slow = usual.in_time_of(2.0 * USUAL, 4.0);
        assert!((slow.gamma.powi(2) - usual.gamma).abs() < 1e-6 && (slow.lambda.powi(2) - usual.lambda).abs() < 1e-6);
        assert_eq!(usual.in_time_of(0.5 * USUAL, 4.0), usual);
        assert_eq!(usual.in_time_of(50.0 * USUAL, 4.0), usual.in_time_of(4.0 * USUAL, 4.0));
        assert_eq!(usual.in_time_of(50.0 * USUAL, 1.0), usual);
    }
}
