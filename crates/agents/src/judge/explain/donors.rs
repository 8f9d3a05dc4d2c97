//! What a policy saw in an episode, kept to be shown to it in other places.

use linehaul_env::observe::FEATURES;
use linehaul_env::order::Order;
use linehaul_env::world::World;
use linehaul_nets::categorical::choices;
use linehaul_nets::policy::Policy;
use rand::RngExt;
use rand_pcg::Pcg64;

use crate::decide::fleet_manager::FleetManager;
use crate::decide::learned::Learned;

/// Most rows that are kept: 20 MB at 80 columns. Of more a sample is kept, each with the same chance.
const MOST: usize = 1 << 16;
/// Second word of the random stream.
const STREAM: u128 = 0x6b65_7074;

/// What the decisions of an episode saw.
pub struct Donors {
    /// Features of a lane, a row a decision.
    pub lanes: Pool,
    /// Features of a choice, a row each that sends something; none where choices have no features.
    pub choices: Pool,
}

/// Rows of one width.
pub struct Pool {
    width: usize,
    /// `[row, column]`
    cells: Vec<f32>,
    /// Rows that were offered.
    offered: u64,
}

/// A fleet manager that follows a policy and keeps what it sees.
pub struct Recorder {
    manager: Learned,
    donors: Donors,
    rng: Pcg64,
}

impl Recorder {
    /// Of a policy; `seed` is that of the demand.
    pub fn new(policies: &[Policy], seed: u64) -> Self {
        Self {
            manager: Learned::new(policies),
            donors: Donors { lanes: Pool::new(FEATURES), choices: Pool::new(policies[0].shape.space.choice_features) },
            rng: Pcg64::new(u128::from(seed), STREAM),
        }
    }

    /// What was seen.
    pub fn into_donors(self) -> Donors {
        self.donors
    }
}

impl FleetManager for Recorder {
    fn order(&mut self, world: &World, orders: &mut [Order]) {
        let Self { manager, donors: Donors { lanes, choices: of_choices }, rng } = self;
        let width = of_choices.width;
        manager.order_through(world, orders, |mask, rows| {
            lanes.offer(&rows[..FEATURES], rng);
            for row in sending(mask, rows, width) {
                of_choices.offer(&row[FEATURES..FEATURES + width], rng);
            }
        });
    }
}

/// The rows of a lane's choices but holding, which is told by a flag of its own and has no other features. None where choices have
/// no rows, which is where they have no features.
pub fn sending(mask: u16, rows: &mut [f32], choice_features: usize) -> impl Iterator<Item = &mut [f32]> {
    let n_rows = if choice_features > 0 { mask.count_ones() as usize } else { 1 };
    let rows = rows.chunks_exact_mut(rows.len() / n_rows).zip(choices(mask));
    rows.filter(move |(_, choice)| choice_features > 0 && *choice > 0).map(|(row, _)| row)
}

impl Pool {
    /// No rows yet.
    pub fn new(width: usize) -> Self {
        Self { width, cells: Vec::new(), offered: 0 }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.cells.len() / self.width.max(1)
    }

    /// A row.
    pub fn row(&self, at: usize) -> &[f32] {
        &self.cells[at * self.width..(at + 1) * self.width]
    }

    /// Keeps a row, or not: Algorithm R of Vitter (1985), "Random Sampling with a Reservoir".
    pub fn offer(&mut self, row: &[f32], rng: &mut Pcg64) {
        self.offered += 1;
        if self.len() < MOST {
            self.cells.extend_from_slice(row);
            return;
        }
        let at = rng.random_range(0..self.offered) as usize;
        if at < MOST {
            self.cells[at * self.width..(at + 1) * self.width].copy_from_slice(row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of three times as many rows as fit, a third of each third stays, give or take four standard deviations.
    #[test]
    fn of_too_many_rows_a_fair_sample_is_kept() {
        let (mut pool, mut rng) = (Pool::new(1), Pcg64::new(1, STREAM));
        (0..3 * MOST).for_each(|at| pool.offer(&[at as f32], &mut rng));
        assert_eq!(pool.len(), MOST);
        let kept = |third: usize| {
            let range = (third * MOST) as f32..((third + 1) * MOST) as f32;
            pool.cells.iter().filter(|cell| range.contains(cell)).count() as f64
        };
        for third in 0..3 {
            let share = kept(third) / MOST as f64;
            assert!((share - 1.0 / 3.0).abs() < 0.008, "{share}");
        }
    }

    #[test]
    fn holding_is_no_choice_that_sends() {
        let mut rows = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0];
        let first = |mask, choice_features, rows: &mut [f32]| {
            sending(mask, rows, choice_features).map(|row| row[0]).collect::<Vec<_>>()
        };
        assert_eq!(first(0b1101, 1, &mut rows), [2.0, 4.0]);
        assert_eq!(first(0b1110, 1, &mut rows), [0.0, 2.0, 4.0]);
        assert!(first(0b1101, 0, &mut rows).is_empty());
    }
}
