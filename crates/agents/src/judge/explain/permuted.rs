//! A policy that sees one group of features as other decisions saw it.

use linehaul_env::observe::FEATURES;
use linehaul_env::order::Order;
use linehaul_env::world::World;
use linehaul_nets::policy::Policy;
use rand::seq::SliceRandom;
use rand_pcg::Pcg64;

use super::donors::{Donors, Pool, sending};
use super::groups::FeatureGroup;
use crate::decide::fleet_manager::FleetManager;
use crate::decide::learned::Learned;

/// Second word of the random stream.
const STREAM: u128 = 0x7065_726d;

/// A fleet manager that follows a policy through a permuted group.
pub struct Permuted<'a> {
    manager: Learned,
    group: &'a FeatureGroup,
    choice_features: usize,
    turns: Turns<'a>,
}

/// Whose values come next: all rows of a pool in a random order, then all of them again.
struct Turns<'a> {
    pool: &'a Pool,
    order: Vec<u32>,
    next: usize,
}

impl<'a> Permuted<'a> {
    /// Of a policy; `seed` is that of the demand, and fixes the order.
    pub fn new(policies: &[Policy], donors: &'a Donors, group: &'a FeatureGroup, seed: u64) -> Self {
        let pool = if group.is_of_choice { &donors.choices } else { &donors.lanes };
        let mut order: Vec<u32> = (0..pool.len() as u32).collect();
        order.shuffle(&mut Pcg64::new(u128::from(seed), STREAM));
        Self {
            manager: Learned::new(policies),
            group,
            choice_features: policies[0].shape.space.choice_features,
            turns: Turns { pool, order, next: 0 },
        }
    }
}

impl FleetManager for Permuted<'_> {
    fn order(&mut self, world: &World, orders: &mut [Order]) {
        let Self { manager, group, choice_features, turns } = self;
        manager.order_through(world, orders, |mask, rows| {
            if group.is_of_choice {
                for row in sending(mask, rows, *choice_features) {
                    turns.replace(row, &group.columns, FEATURES);
                }
            } else {
                let width = rows.len() / if *choice_features > 0 { mask.count_ones() as usize } else { 1 };
                turns.replace(&mut rows[..width], &group.columns, 0);
                // All rows of a lane tell the same of it.
                let (first, others) = rows.split_at_mut(width);
                for row in others.chunks_exact_mut(width) {
                    for &column in &group.columns {
                        row[column] = first[column];
                    }
                }
            }
        });
    }
}

impl Turns<'_> {
    /// Replaces columns of a row by those of the next one of the pool, whose first column is the row's column `first`.
    fn replace(&mut self, row: &mut [f32], columns: &[usize], first: usize) {
        // Nothing was seen where nothing was decided.
        let Some(&donor) = self.order.get(self.next) else { return };
        self.next = (self.next + 1) % self.order.len();
        let donor = self.pool.row(donor as usize);
        for &column in columns {
            row[column] = donor[column - first];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three donors, five rows: each donor once in the first three, then the same again; only columns 0 and 2 change.
    #[test]
    fn each_donor_has_its_turn_before_any_has_two() {
        let mut pool = Pool::new(3);
        let mut rng = Pcg64::new(1, STREAM);
        for row in [[1.0, 10.0, 100.0], [2.0, 20.0, 200.0], [3.0, 30.0, 300.0]] {
            pool.offer(&row, &mut rng);
        }
        let mut turns = Turns { pool: &pool, order: vec![2, 0, 1], next: 0 };
        let shown = [(); 5].map(|()| {
            let mut row = [7.0, 8.0, 9.0];
            turns.replace(&mut row, &[0, 2], 0);
            row
        });
        let of = |donor: f32| [donor, 8.0, 100.0 * donor];
        assert_eq!(shown, [of(3.0), of(1.0), of(2.0), of(3.0), of(1.0)]);
    }

    #[test]
    fn where_nothing_was_seen_nothing_is_replaced() {
        let pool = Pool::new(1);
        let mut row = [7.0];
        Turns { pool: &pool, order: Vec::new(), next: 0 }.replace(&mut row, &[0], 0);
        assert_eq!(row.map(f32::to_bits), [7.0_f32.to_bits()]);
    }
}
