//! What a lane's row shows of its hub, of the hour and of the lanes before and after it.

use std::f32::consts::TAU;

use super::{Cells, TINY};
use crate::observe::own::Own;
use crate::state::vehicles;
use crate::world::World;

/// Features 35 and 36: hour of the day.
pub(super) struct Clock {
    sine: f32,
    cosine: f32,
}

impl Clock {
    pub(super) fn of(world: &World) -> Self {
        let hour = (world.network.case.start_hour_of_day() + world.state.hour) % 24;
        let angle = f32::from(hour) * (TAU / 24.0);
        Self { sine: 0.5 + 0.5 * angle.sin(), cosine: 0.5 + 0.5 * angle.cos() }
    }

    pub(super) fn write(&self, mut row: Cells<'_, 2>) {
        row.plain(self.sine);
        row.plain(self.cosine);
    }
}

/// Features 37 to 42: the hub.
pub(super) struct HubView {
    load: f32,
    late: f32,
    /// Trucks needed over twice the cap, at most 1.
    needed: f32,
    /// Lanes.
    degree: f32,
    /// Penalties with slack up to 5, and cost of a largest vehicle on each lane.
    penalty: f32,
    costs: f32,
}

impl HubView {
    pub(super) fn of(world: &World, hub: usize, lanes: &[Own]) -> Self {
        let cap = f32::from(world.state.limits.cap(hub).max(1));
        let needed: f32 = lanes.iter().map(|own| own.load.ceil()).sum();
        Self {
            load: lanes.iter().map(|own| own.load).sum(),
            late: lanes.iter().map(|own| own.late).sum(),
            needed: (needed / (2.0 * cap)).min(1.0),
            degree: lanes.len() as f32,
            penalty: lanes.iter().map(Own::penalty_to_5).sum(),
            costs: lanes.iter().map(|own| own.largest_cost).sum(),
        }
    }

    pub(super) fn write(&self, own: &Own, mut row: Cells<'_, 6>) {
        row.sq(self.load, self.degree);
        row.plain(self.needed);
        row.capped(self.degree, 8.0);
        row.capped(self.late, self.load.max(TINY));
        row.share(own.load, self.load.max(TINY));
        row.sq(self.penalty * self.degree, self.costs);
    }
}

/// Features 57 to 64: the next lanes of this load, weighted by its shares: load, its fraction, known inbound of hours 1 to 6,
/// inflow, urgent penalties against cost, hours since dispatch, relative truck cost, and room in their last truck.
pub(super) fn write_downstream(world: &World, lane: usize, all: &[Own], mut row: Cells<'_, 8>) {
    let network = &*world.network;
    let next = network.next_offsets[lane] as usize..network.next_offsets[lane + 1] as usize;
    let loads = &world.state.waiting.next_load[next];
    let total: i64 = loads.iter().sum();
    let mut means = [0.0; 8];
    if total > 0 {
        let per_load = 1.0 / total as f32;
        let first = network.lane_offsets[network.lane_to[lane].index()] as usize;
        let cost = all[lane].largest_cost;
        for (slot, &load) in loads.iter().enumerate().filter(|(_, load)| **load > 0) {
            let share = load as f32 * per_load;
            let other = &all[first + slot];
            let f = other.load;
            means[0] += share * other.load_sq;
            means[1] += share * (f - f.floor());
            means[2] += share * other.inbound_sq;
            means[3] += share * other.inflow_sq;
            means[4] += share * other.urgent_3;
            means[5] += share * other.idle;
            means[6] += share * (other.largest_cost / (other.largest_cost + cost));
            means[7] += share * ((f.ceil() - f) / vehicles(load)).min(1.0);
        }
    }
    // Shares add up to 1 but for rounding.
    for mean in means {
        row.plain(mean.min(1.0));
    }
}

/// Features 65 to 70: what would join this lane if the hubs before it dispatched now: load, load weighted by how full a truck of its
/// lane would be, load within 3 hours, and weighted by it hours, urgency and hours since dispatch.
pub(super) fn write_upstream(world: &World, hub: usize, lane: usize, all: &[Own], mut row: Cells<'_, 6>) {
    let network = &*world.network;
    let slot = lane - network.lane_offsets[hub] as usize;
    let [mut load, mut capped, mut near, mut hours, mut urgent, mut idle] = [0.0_f32; 6];
    for before in network.lanes_to(hub).iter().map(|before| before.index()) {
        let coming = world.state.waiting.next_load[network.next_offsets[before] as usize + slot];
        if coming <= 0 {
            continue;
        }
        let coming = vehicles(coming);
        let other = &all[before];
        let lane_hours = f32::from(network.lane_hours[before]);
        load += coming;
        capped += coming * other.load.min(1.0);
        near += if lane_hours <= 3.0 { coming } else { 0.0 };
        hours += coming * lane_hours.min(12.0);
        urgent += coming * other.urgent_2;
        idle += coming * other.idle;
    }
    let weight = load.max(TINY);
    row.sq(load, 1.0);
    row.sq(capped, 1.0);
    row.sq(near, 1.0);
    row.capped(hours, 12.0 * weight);
    row.capped(urgent, weight);
    row.capped(idle, weight);
}
