//! What progress is worth where a future is followed no further: the going rate of each lane.

use linehaul_case::network::Network;
use linehaul_env::step::SETTLEMENT_FILL;

use super::trace::Trace;

/// Memory of an hour's rates in the next hour.
const FADE: f64 = 0.9;
/// Largest vehicles that the first rate of a lane counts as.
const FIRST_TRUCKS: f64 = 3.0;
/// At the horizon progress that was made is progress that the settlement does not charge, at its fill.
const AT_HORIZON: f64 = 1.0 / SETTLEMENT_FILL;
/// Going rate of a lane before any is known: trucks that are nearly full.
const FIRST_RATE: f64 = 1.03;

/// Going rates of lanes: cost of trucks over what the same progress costs in full largest vehicles, learned from rollouts of the base.
pub struct Rates {
    largest_costs: Vec<f64>,
    paid: Vec<f64>,
    credited: Vec<f64>,
}

impl Rates {
    /// Before any rollout all lanes have one rate.
    pub fn new(network: &Network) -> Self {
        let n = network.n_lanes;
        let largest_costs = (0..n).map(|lane| network.largest_cost(lane)).collect();
        Self { largest_costs, paid: vec![0.0; n], credited: vec![0.0; n] }
    }

    /// An hour has passed.
    pub fn fade(&mut self) {
        self.paid.iter_mut().chain(&mut self.credited).for_each(|sum| *sum *= FADE);
    }

    /// Takes in what the base did in a future.
    pub fn learn(&mut self, trace: &Trace) {
        for (lane, costs) in trace.lanes.iter().enumerate() {
            self.paid[lane] += costs.vehicles;
            self.credited[lane] += costs.credit;
        }
    }

    /// Cost of one rollout less that of another on a lane, progress at its rate.
    pub fn difference(&self, lane: usize, one: &Trace, other: &Trace) -> f64 {
        let first = FIRST_TRUCKS * self.largest_costs[lane];
        let going = (self.paid[lane] + first * FIRST_RATE) / (self.credited[lane] + first);
        let rate = if one.over { AT_HORIZON } else { going };
        let (one, other) = (&one.lanes[lane], &other.lanes[lane]);
        one.vehicles + one.late - other.vehicles - other.late - rate * (one.credit - other.credit)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use linehaul_worlds::generate::{WorldSpec, generate};

    use super::super::trace::LaneCosts;
    use super::*;

    /// A lane whose trucks cost double what their loads would in full ones: progress there is worth nearly double. At the horizon it is
    /// worth what the settlement would have charged.
    #[test]
    fn progress_is_worth_what_it_costs_on_the_lane() {
        let network = Network::new(Arc::new(generate(&WorldSpec { n_hubs: 3, seed: 1, ..WorldSpec::default() })));
        let mut rates = Rates::new(&network);
        let largest = network.largest_cost(0);
        let of = |vehicles: f64, late: f64, credit: f64, over| {
            let lane = LaneCosts { vehicles: vehicles * largest, late: late * largest, credit: credit * largest };
            Trace { lanes: vec![lane; network.n_lanes], over }
        };
        let none = of(0.0, 0.0, 0.0, false);
        let share = |rates: &Rates, one: &Trace| rates.difference(0, one, &of(0.0, 0.0, 0.0, one.over)) / largest;
        assert!((share(&rates, &of(1.0, 0.25, 0.5, false)) - (1.25 - 0.5 * FIRST_RATE)).abs() < 1e-9);
        for _ in 0..50 {
            rates.learn(&of(2.0, 0.0, 1.0, false));
        }
        assert!((share(&rates, &of(1.0, 0.0, 0.5, false)) - 0.0).abs() < 0.05);
        assert!((share(&rates, &of(1.0, 0.0, 0.7, true)) - 0.0).abs() < 1e-9);
        assert!(rates.difference(0, &none, &none).abs() < 1e-12);
    }
}
