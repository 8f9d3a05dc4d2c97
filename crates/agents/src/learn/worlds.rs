//! Which world comes next: a generated one, or a given case with its days redrawn; each is fixed by the seed of the run, the period of
//! training, the place and a count.
//!
//! A period is the time between two checkpoints. Its first worlds are staggered over the horizon by the economic heuristic, so
//! that every hour of an episode is seen in every iteration; because each period begins so, a run that was resumed sees
//! the same worlds as one that never stopped, and no state of a world has to be saved. It costs a few thousandths of the time.

use std::sync::Arc;

use linehaul_case::Demand;
use linehaul_case::network::Network;
use linehaul_env::feed::Feed;
use linehaul_env::order::Order;
use linehaul_env::world::World;
use linehaul_worlds::generate::{Family, generate};
use rand::RngExt;
use rand_pcg::Pcg64;

use crate::decide::fleet_manager::FleetManager;
use crate::decide::heuristics::Economic;

/// Second words of the random streams.
const STREAM_PRICES: u128 = 0x7072_6963_6573;
const STREAM_CHOICES: u128 = 0x6368_6f69_6365;
/// Extra price of a late package, currency: from next to nothing to more than a truck, log-uniform.
const LATE_PRICES: [f64; 2] = [5.0, 3_000.0];
/// More worlds than a place needs in a period.
const WORLDS_PER_PERIOD: u64 = 1 << 16;
/// Worlds from this index on are held out, those of this seed: the same for all runs on a family, so that their scores compare.
const HELD_OUT: u64 = 1 << 56;
const HELD_OUT_SEED: u64 = 0;

/// A source of training worlds.
#[derive(Clone, Debug)]
pub struct Worlds {
    /// What generated ones are like.
    pub family: Family,
    /// Cases to train on beside them.
    pub cases: Vec<Arc<Network>>,
    /// Share of episodes on one of these, 0 to 1; no matter where there are none.
    pub case_share: f64,
    /// Seed of the run.
    pub seed: u64,
    /// Worlds side by side.
    pub places: u64,
    /// Share of episodes with an extra late price, 0 to 1.
    pub late_price_share: f64,
    /// Cost multiplier of generated ones; none draws it.
    pub multiplier: Option<f64>,
}

/// Where a world stands in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Period of the run, from 0.
    pub period: u64,
    /// Place among the worlds side by side.
    pub place: u64,
    /// Worlds that this place has had in this period.
    pub count: u64,
}

impl Worlds {
    /// The world of a turn, at hour 0.
    pub fn world(&self, turn: Turn) -> World {
        let index = self.index(turn);
        let mut rng = Pcg64::new(u128::from(self.seed), STREAM_PRICES << 64 | u128::from(index));
        let late_price = if rng.random::<f64>() < self.late_price_share {
            rng.random_range(LATE_PRICES[0].ln()..LATE_PRICES[1].ln()).exp()
        } else {
            0.0
        };
        let (network, demand) = if !self.cases.is_empty() && rng.random::<f64>() < self.case_share {
            let network = self.cases[rng.random_range(0..self.cases.len())].clone();
            // Seed 0 is the case's own table, which is left for comparisons.
            let demand = Demand::of(&network.case, rng.random_range(1..u64::MAX));
            (network, demand)
        } else {
            let network = self.generated(self.seed, index);
            // A generated table is new with each world: there is nothing to redraw.
            let demand = Demand::of(&network.case, 0);
            (network, demand)
        };
        let arrivals = Feed::of(&network, &demand, late_price);
        World::new(network, arrivals)
    }

    /// The first world of a place in a period, run ahead to the place's part of the horizon in whole rollouts of `hours`.
    pub fn staggered(&self, period: u64, place: u64, hours: u16) -> World {
        let mut world = self.world(Turn { period, place, count: 0 });
        let horizon = u64::from(world.network.case.hours());
        let ahead = (place * horizon / self.places) as u16 / hours * hours;
        let mut orders = vec![Order::Hold; world.network.n_lanes];
        let mut heuristic = Economic::default();
        while world.hour() < ahead {
            heuristic.order(&world, &mut orders);
            world.step(&orders);
        }
        world
    }

    /// The random stream of a place's choices in a period.
    pub fn choices(&self, period: u64, place: u64) -> Pcg64 {
        let stream = STREAM_CHOICES << 64 | u128::from(period * self.places + place);
        Pcg64::new(u128::from(self.seed), stream)
    }

    /// What training never sees: `n` networks of the same family, unless it sees cases alone, and the cases, whose own tables are
    /// left out of it.
    pub fn held_out(&self, n: u64) -> Vec<Arc<Network>> {
        let n = if self.case_share < 1.0 || self.cases.is_empty() { n } else { 0 };
        (0..n).map(|index| self.generated(HELD_OUT_SEED, HELD_OUT + index)).chain(self.cases.iter().cloned()).collect()
    }

    fn generated(&self, seed: u64, index: u64) -> Arc<Network> {
        let mut spec = self.family.spec(seed, index);
        spec.cost_multiplier = self.multiplier.unwrap_or(spec.cost_multiplier);
        Network::new(Arc::new(generate(&spec)))
    }

    fn index(&self, turn: Turn) -> u64 {
        (turn.period * self.places + turn.place) * WORLDS_PER_PERIOD + turn.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worlds() -> Worlds {
        let cases = Vec::new();
        let (family, case_share, late_price_share) = (Family::Train, 0.0, 0.4);
        Worlds { family, cases, case_share, seed: 4, places: 3, late_price_share, multiplier: None }
    }

    fn name(turn: Turn) -> String {
        worlds().world(turn).network.case.name().to_owned()
    }

    #[test]
    fn a_turn_names_one_world_and_no_other_turn_does() {
        let turn = Turn { period: 1, place: 2, count: 3 };
        assert_eq!(name(turn), name(turn));
        for other in [Turn { period: 2, ..turn }, Turn { place: 1, ..turn }, Turn { count: 4, ..turn }] {
            assert_ne!(name(turn), name(other));
        }
    }

    #[test]
    fn places_start_at_different_hours() {
        let hours: Vec<u16> = (0..3).map(|place| worlds().staggered(0, place, 60).hour()).collect();
        assert_eq!(hours, [0, 120, 300]);
    }

    #[test]
    fn a_given_case_comes_with_other_days() {
        let network = Network::new(Arc::new(generate(&Family::Sparse.spec(1, 1))));
        let own = Feed::of(&network, &Demand::of(&network.case, 0), 0.0);
        let worlds = Worlds { cases: vec![network.clone()], case_share: 1.0, ..worlds() };
        let world = worlds.world(Turn { period: 0, place: 0, count: 0 });
        assert!(Arc::ptr_eq(&world.network, &network));
        assert_ne!(world.feed().ends, own.ends);
    }

    #[test]
    fn a_multiplier_changes_the_prices_and_nothing_else() {
        let dear = Worlds { multiplier: Some(4.0), ..worlds() };
        let turn = Turn { period: 0, place: 1, count: 2 };
        let (usual, dear) = (worlds().world(turn), dear.world(turn));
        assert_eq!(dear.network.case.cost_multiplier().to_bits(), 4.0_f64.to_bits());
        assert_eq!(usual.feed().ends, dear.feed().ends);
        let factor = 4.0 / usual.network.case.cost_multiplier();
        let ratio = dear.network.largest_cost(0) / usual.network.largest_cost(0);
        assert!((ratio / factor - 1.0).abs() < 1e-9, "{ratio} {factor}");
    }

    #[test]
    fn four_worlds_in_ten_have_a_late_price() {
        let priced = |count| worlds().world(Turn { period: 0, place: 0, count }).feed().book.late_price > 0.0;
        let priced = (0..50).filter(|&count| priced(count)).count();
        assert!((10..31).contains(&priced), "{priced} of 50");
    }
}
