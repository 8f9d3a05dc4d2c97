//! Downstream: means over the next lanes of this lane's load, weighted by how much of it takes each.

use super::cells::Cells;
use super::seen::Seen;
use crate::features;
use crate::state::vehicles;

features! {
    pub(super) fn write(mut cells: Cells<'_, { TABLE.len() }>, seen: &Seen<'_>) {
        // Shares add up to 1 but for rounding.
        let [load, fraction, inbound, inflow, penalty, idle, cost, room] = means(seen);
    }

    next_load: "vehicles", State, "mean over next lanes of saturated(their f)" => capped(load, 1.0);
    next_fraction: "vehicles", State, "mean over next lanes of their f - floor(f)" => capped(fraction, 1.0);
    next_inbound: "vehicles", Hour, "mean over next lanes of saturated(their inbound in 1 to 6 h)" => capped(inbound, 1.0);
    next_inflow: "vehicles/h", State, "mean over next lanes of saturated(6 x their inflow)" => capped(inflow, 1.0);
    next_penalty: "currency", Hour, "mean over next lanes of saturated(their penalty to slack 3 / truck cost)" => capped(penalty, 1.0);
    next_idle: "h", Hour, "mean over next lanes of min(hours since their last departure / 24, 1)" => capped(idle, 1.0);
    next_cost: "currency", State, "mean over next lanes of saturated(their truck cost / this lane's)" => capped(cost, 1.0);
    next_room: "vehicles", State, "mean over next lanes of min((ceil(f) - f) there / load that goes there, 1)" => capped(room, 1.0);
}

/// In the order of the features; zeros where no load goes on.
#[allow(clippy::inline_always, reason = "inlined, the sums stay in registers")]
#[inline(always)]
fn means(seen: &Seen<'_>) -> [f32; 8] {
    let network = seen.network();
    let loads = seen.next_loads(seen.lane);
    let total: i64 = loads.iter().sum();
    let mut means = [0.0; 8];
    if total > 0 {
        let per_load = 1.0 / total as f32;
        let first = network.lane_offsets[network.lane_to[seen.lane].index()] as usize;
        let cost = seen.own.largest_cost;
        for (slot, &load) in loads.iter().enumerate().filter(|(_, load)| **load > 0) {
            let share = load as f32 * per_load;
            let next = &seen.all[first + slot];
            let f = next.load;
            means[0] += share * next.saturated_load;
            means[1] += share * (f - f.floor());
            means[2] += share * next.saturated_inbound;
            means[3] += share * next.saturated_inflow;
            means[4] += share * next.urgent_3;
            means[5] += share * next.idle;
            means[6] += share * (next.largest_cost / (next.largest_cost + cost));
            means[7] += share * ((f.ceil() - f) / vehicles(load)).min(1.0);
        }
    }
    means
}
