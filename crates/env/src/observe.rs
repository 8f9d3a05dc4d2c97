//! The observation: features of each lane, all in [0, 1], ratios and shares only, never a count.
//!
//! A policy that sees only these works on networks, fleets and volumes that it has never seen. A row is made of groups, each a file
//! of lines that name a feature, say what it means and compute it; [`TABLE`] holds them all, and `docs/features.md` prints them with
//! the words of their formulas. A new feature is a line in a group.

mod cells;
mod table;
mod vehicles;

mod own;
mod seen;

mod clock;
mod detail;
mod downstream;
mod hub;
mod lane;
mod upstream;
mod urgent;

use crate::world::World;
use cells::Row;
use own::Own;
use seen::{Clock, HubSums, Seen};
pub use table::{Feature, Reads};
pub(crate) use vehicles::{Mix, cheapest_vehicles, cost_of_load, mix, parts};

table::groups!(lane, clock, hub, urgent, downstream, upstream, detail);

/// Features of a lane.
pub const FEATURES: usize = table::count(GROUPS);
/// What each of them means, in the order of the row.
pub const TABLE: [Feature; FEATURES] = table::join(GROUPS);
/// A hash of [`TABLE`]: of names, units and formulas. It changes whenever a feature does, so that a policy refuses observations that
/// it was not trained on; a change of words alone changes it too.
pub const FEATURE_VERSION: u64 = table::version(&TABLE);
/// The version of the table that files call "feature version 4": they were written when versions were counted. A policy that says 4
/// can be read as long as this is [`FEATURE_VERSION`].
pub const VERSION_4: u64 = 0x0f24_1d90_8043_48a5;

/// `FEATURES` rounded up to whole vectors.
const WIDTH: usize = FEATURES.next_multiple_of(16);

/// Scratch for observing worlds, and for observing one after another.
#[derive(Clone, Debug, Default)]
pub struct Observer {
    own: Vec<Own>,
}

impl Observer {
    /// Writes the observation of all lanes of a world into `out`, `[lane, FEATURES]`.
    pub fn observe(&mut self, world: &World, out: &mut [f32]) {
        let network = &*world.network;
        assert_eq!(out.len(), network.n_lanes * FEATURES, "the buffer must hold a row for each lane");
        self.own.clear();
        self.own.extend((0..network.n_lanes).map(|lane| Own::of(world, lane)));
        let (all, clock) = (self.own.as_slice(), &Clock::of(world));
        let mut row = Row::<WIDTH>::default();
        for hub in 0..network.n_hubs {
            let lanes = network.lanes_of(hub);
            let hub_sums = &HubSums::of(world, hub, &all[lanes.clone()]);
            for lane in lanes {
                write_groups(row.cells(), &Seen { world, lane, own: &all[lane], clock, hub, hub_sums, all });
                row.divide(&mut out[lane * FEATURES..(lane + 1) * FEATURES]);
            }
        }
    }
}

#[cfg(test)]
mod tests;
