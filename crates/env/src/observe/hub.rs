//! The hub that the lane leaves.

use super::cells::{Cells, TINY};
use super::seen::Seen;
use crate::features;

features! {
    pub(super) fn write(mut cells: Cells<'_, { TABLE.len() }>, seen: &Seen<'_>) {
        let (own, hub) = (seen.own, seen.hub_sums);
        let load = hub.load.max(TINY);
    }

    hub_load: "vehicles", State, "saturated(load of the hub / its lanes)" => saturated(hub.load, hub.degree);
    hub_trucks: "trucks", State, "min(sum of ceil(f) / cap of the hub / 2, 1)" => plain(hub.needed);
    hub_lanes: "lanes", Network, "min(lanes of the hub / 8, 1)" in [1.0 / 8.0, 1.0] => capped(hub.degree, 8.0);
    hub_late: "vehicles", State, "min(late load of the hub / its load, 1)" => capped(hub.late, load);
    hub_share: "vehicles", State, "f / load of the hub" => share(own.load, load);
    hub_penalty: "currency", Hour, "saturated(penalty of the hub to slack 5 / its mean truck cost)"
        => saturated(hub.penalty * hub.degree, hub.costs);
}
