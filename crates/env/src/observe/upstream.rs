//! Upstream: what would join this lane if the hubs before it dispatched now.

use super::cells::{Cells, TINY};
use super::seen::Seen;
use crate::features;
use crate::state::vehicles;

features! {
    pub(super) fn write(mut cells: Cells<'_, { TABLE.len() }>, seen: &Seen<'_>) {
        let before = Before::of(seen);
        let weight = before.load.max(TINY);
    }

    before_load: "vehicles", State, "saturated(load that would come)" => saturated(before.load, 1.0);
    before_full: "vehicles", State, "saturated(sum of load that would come x min(f of its lane, 1))" => saturated(before.full, 1.0);
    before_near: "vehicles", State, "saturated(load that would come within 3 h)" => saturated(before.near, 1.0);
    before_hours: "h", State, "mean over load that would come of min(hours of its lane / 12, 1)"
        => capped(before.hours, 12.0 * weight);
    before_penalty: "currency", Hour, "mean over load that would come of saturated(penalty there to slack 2 / truck cost there)"
        => capped(before.urgent, weight);
    before_idle: "h", Hour, "mean over load that would come of min(hours since its lane's last departure / 24, 1)"
        => capped(before.idle, weight);
}

/// Sums over the lanes that end at the hub, of their load that goes on by this lane; all but the first times another figure of theirs.
#[derive(Default)]
struct Before {
    load: f32,
    full: f32,
    /// Load within 3 hours.
    near: f32,
    hours: f32,
    urgent: f32,
    idle: f32,
}

impl Before {
    #[allow(clippy::inline_always, reason = "inlined, the sums stay in registers")]
    #[inline(always)]
    fn of(seen: &Seen<'_>) -> Self {
        let network = seen.network();
        let slot = seen.lane - network.lane_offsets[seen.hub] as usize;
        let mut sums = Self::default();
        for before in network.lanes_to(seen.hub).iter().map(|before| before.index()) {
            let coming = seen.next_loads(before)[slot];
            if coming <= 0 {
                continue;
            }
            let coming = vehicles(coming);
            let other = &seen.all[before];
            let lane_hours = f32::from(network.lane_hours[before]);
            sums.load += coming;
            sums.full += coming * other.load.min(1.0);
            sums.near += if lane_hours <= 3.0 { coming } else { 0.0 };
            sums.hours += coming * lane_hours.min(12.0);
            sums.urgent += coming * other.urgent_2;
            sums.idle += coming * other.idle;
        }
        sums
    }
}
