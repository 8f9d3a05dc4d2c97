//! What the groups of a row look at: a lane of a world, its hub, the hour, and all other lanes.

use std::f32::consts::TAU;

use super::own::{Own, TO_5};
use crate::state::vehicles;
use crate::waiting::Sums;
use crate::world::World;
use linehaul_case::network::Network;

/// One lane, with everything that its row may show.
pub(super) struct Seen<'a> {
    pub world: &'a World,
    pub lane: usize,
    pub own: &'a Own,
    pub clock: &'a Clock,
    /// The hub that the lane leaves.
    pub hub: usize,
    pub hub_sums: &'a HubSums,
    /// `[lane]`
    pub all: &'a [Own],
}

impl Seen<'_> {
    #[inline]
    pub(super) fn network(&self) -> &Network {
        &self.world.network
    }

    /// Totals of the queue.
    #[inline]
    pub(super) fn sums(&self) -> &Sums {
        &self.world.state.waiting.sums[self.lane]
    }

    /// Load on trucks on the lane, largest vehicles.
    #[inline]
    pub(super) fn in_transit(&self) -> f32 {
        vehicles(self.world.state.road.in_transit[self.lane])
    }

    /// Smoothed load released here for the lane, largest vehicles an hour.
    #[inline]
    pub(super) fn fresh_inflow(&self) -> f32 {
        self.world.state.smooth_fresh_inflow[self.lane]
    }

    /// Load of any lane's queue by the next lane that it takes, units of load, `[slot of the next lane at its hub]`.
    #[inline]
    pub(super) fn next_loads(&self, lane: usize) -> &[i64] {
        let offsets = &self.network().next_offsets;
        &self.world.state.waiting.next_load[offsets[lane] as usize..offsets[lane + 1] as usize]
    }
}

/// Hour of the day on a circle, both coordinates in [0, 1].
pub(super) struct Clock {
    pub sine: f32,
    pub cosine: f32,
}

impl Clock {
    #[inline]
    pub(super) fn of(world: &World) -> Self {
        let hour = (world.network.case.start_hour_of_day() + world.state.hour) % 24;
        let angle = f32::from(hour) * (TAU / 24.0);
        Self { sine: 0.5 + 0.5 * angle.sin(), cosine: 0.5 + 0.5 * angle.cos() }
    }
}

/// Sums over the lanes of a hub.
pub(super) struct HubSums {
    pub load: f32,
    pub late: f32,
    /// Trucks needed over twice the cap, at most 1.
    pub needed: f32,
    /// Lanes.
    pub degree: f32,
    /// Penalties with slack up to 5, and cost of a largest vehicle on each lane.
    pub penalty: f32,
    pub costs: f32,
}

impl HubSums {
    #[inline]
    pub(super) fn of(world: &World, hub: usize, lanes: &[Own]) -> Self {
        let cap = f32::from(world.state.limits.cap(hub).max(1));
        let needed: f32 = lanes.iter().map(|own| own.load.ceil()).sum();
        Self {
            load: lanes.iter().map(|own| own.load).sum(),
            late: lanes.iter().map(|own| own.late).sum(),
            needed: (needed / (2.0 * cap)).min(1.0),
            degree: lanes.len() as f32,
            penalty: lanes.iter().map(|own| own.penalties[TO_5]).sum(),
            costs: lanes.iter().map(|own| own.largest_cost).sum(),
        }
    }
}
