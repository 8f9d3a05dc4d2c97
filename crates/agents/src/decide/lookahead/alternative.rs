//! Another order for a lane, and what is known of it so far.

use linehaul_env::order::Order;
use linehaul_env::world::World;

use super::settings::Settings;

/// Tests whose spread a single test's own is worth, in degrees of freedom: the few futures of one test say little of their spread.
const POOLED: f64 = 4.0;
/// Variance of a difference before any test is done, squared costs of the largest vehicle.
const FIRST_VARIANCE: f64 = 0.05;

/// Another order for a lane.
pub struct Alternative {
    /// The lane.
    pub lane: usize,
    /// What is tried in place of the base's order.
    pub order: Order,
    /// Cost less that of the base in the same future, over the cost of the lane's largest vehicle, `[future]`.
    pub differences: Vec<f64>,
}

/// Spread of differences over all tests so far.
#[derive(Clone, Debug, Default)]
pub struct Spread {
    sum: f64,
    n: f64,
}

impl Spread {
    /// Takes in a test.
    pub fn add(&mut self, alternative: &Alternative) {
        self.sum += alternative.mean_and_variance().1;
        self.n += 1.0;
    }

    fn variance(&self) -> f64 {
        (self.sum + FIRST_VARIANCE) / (self.n + 1.0)
    }
}

impl Alternative {
    /// One truck for each lane where the base waits with enough load.
    pub fn close_to(world: &World, orders: &[Order], settings: &Settings) -> Vec<Self> {
        let waits = |lane: &usize| {
            let view = world.lane(*lane);
            orders[*lane].is_hold() && !view.is_empty() && view.is_open() && view.load() >= settings.least_load
        };
        let one = |lane| Self { lane, order: Order::trucks(1), differences: Vec::new() };
        (0..orders.len()).filter(waits).map(one).collect()
    }

    /// Mean and variance of the differences, at least two.
    pub fn mean_and_variance(&self) -> (f64, f64) {
        let n = self.differences.len() as f64;
        let mean = self.differences.iter().sum::<f64>() / n;
        let squares: f64 = self.differences.iter().map(|difference| (difference - mean).powi(2)).sum();
        (mean, squares / (n - 1.0))
    }

    /// What it is expected to cost more than the base, given the tests and that alternatives in general cost what the base does: the mean
    /// shrunk by the noise that is left in it. A gain is not believed before there is enough of it.
    pub fn expected(&self, settings: &Settings, spread: &Spread) -> f64 {
        let (mean, variance) = self.mean_and_variance();
        let n = self.differences.len() as f64;
        let noise = (variance * (n - 1.0) + spread.variance() * POOLED) / (n - 1.0 + POOLED) / n;
        let prior = settings.prior_sd.powi(2);
        if noise + prior > 0.0 { mean * prior / (noise + prior) } else { mean }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Differences -.3, -.1, -.2: mean -.2, variance .01. With the first variance of .05 for four, noise is (.02 + .2) / 6 / 3 = .01222;
    /// the prior's .0225 makes -.2 x .0225 / .03472 = -.1296.
    #[test]
    fn a_gain_is_believed_as_far_as_its_noise_allows() {
        let alternative = Alternative { lane: 0, order: Order::trucks(1), differences: vec![-0.3, -0.1, -0.2] };
        let settings = Settings { prior_sd: 0.15, ..Settings::default() };
        let expected = alternative.expected(&settings, &Spread::default());
        assert!((expected + 0.1296).abs() < 1e-4, "{expected}");
        let noisy = Alternative { differences: vec![-1.5, 1.3, -0.4], ..alternative };
        assert!(noisy.expected(&settings, &Spread::default()) > -0.05);
    }
}
