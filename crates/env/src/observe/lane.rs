//! The lane itself: what waits, what it would cost to send, what comes.

use super::cells::{Cells, TINY};
use super::own::{MICRO, TO_0, TO_2, TO_5, TO_11, TO_23, TO_ANY};
use super::seen::Seen;
use super::vehicles::cheapest_vehicles;
use crate::features;
use crate::state::vehicles;

features! {
    pub(super) fn write(mut cells: Cells<'_, { TABLE.len() }>, seen: &Seen<'_>) {
        let (network, lane, own, sums) = (seen.network(), seen.lane, seen.own, seen.sums());
        let (f, whole, truck) = (own.load, own.load.floor(), own.largest_cost);
        let empty = sums.count == 0;
        let total = own.total.max(TINY);
        let (cost, room) =
            if empty { (0.0, 0.0) } else { cheapest_vehicles(network, lane, (sums.grams, sums.ml), own.mix) };
        let (cost, room) = (cost.max(TINY), room.max(TINY));
        let inflow = own.inflow.max(1e-4);
        let (density, weight) = if empty {
            // Neither outweighs the other.
            ((0.5, 1.0), (0.5, 1.0))
        } else {
            let [by_volume, by_weight] = own.parts;
            ((truck, truck + sums.penalty as f32 * MICRO / total), (by_weight, by_volume + by_weight))
        };
    }

    load: "vehicles", State, "saturated(f)" => plain(own.saturated_load);
    load_fraction: "vehicles", State, "f - floor(f)" => plain(f - whole);
    load_whole: "vehicles", State, "min(floor(f), 4) / 4" => share(whole.min(4.0), 4.0);
    empty: "flag", State, "1 if nothing waits, else 0" => plain(f32::from(u8::from(empty)));

    load_late: "vehicles", State, "late load / load" => share(own.late, total);
    load_slack_0: "vehicles", Hour, "load with slack 0 / load" => share(own.loads[TO_0].max(0.0), total);
    load_slack_1_2: "vehicles", Hour, "load with slack 1 to 2 / load" => share(own.between(TO_0, TO_2), total);
    load_slack_3_5: "vehicles", Hour, "load with slack 3 to 5 / load" => share(own.between(TO_2, TO_5), total);
    load_slack_6_11: "vehicles", Hour, "load with slack 6 to 11 / load" => share(own.between(TO_5, TO_11), total);
    load_slack_12_23: "vehicles", Hour, "load with slack 12 to 23 / load" => share(own.between(TO_11, TO_23), total);
    load_slack_24_on: "vehicles", Hour, "load with slack 24 or more / load" => share(own.between(TO_23, TO_ANY), total);

    late_day: "currency", State, "saturated(24 h of late waiting / cost)" => saturated(own.late_day, cost);
    penalty_to_0: "currency", Hour, "saturated(penalty to slack 0 / cost)" => saturated(own.penalties[TO_0], cost);
    penalty_to_2: "currency", Hour, "saturated(penalty to slack 2 / cost)" => saturated(own.penalties[TO_2], cost);
    penalty_to_5: "currency", Hour, "saturated(penalty to slack 5 / cost)" => saturated(own.penalties[TO_5], cost);
    penalty_to_11: "currency", Hour, "saturated(penalty to slack 11 / cost)" => saturated(own.penalties[TO_11], cost);
    penalty_to_23: "currency", Hour, "saturated(penalty to slack 23 / cost)" => saturated(own.penalties[TO_23], cost);
    penalty_to_any: "currency", State, "saturated(penalty not due yet / cost)" => saturated(own.penalties[TO_ANY], cost);

    full_truck_cost: "currency", State, "min(f x truck cost / cost, 1)" => capped(f * truck, cost);
    fill: "vehicles", State, "min(f / room of the cheapest vehicles, 1)" => capped(f, room);
    detour_load: "vehicles", State, "saturated(load that may come as a detour)" => saturated(own.detour, 1.0);

    inbound_1_2: "vehicles", Hour, "saturated(inbound in 1 to 2 h)" => saturated(own.inbound[0], 1.0);
    inbound_3_5: "vehicles", Hour, "saturated(inbound in 3 to 5 h)" => saturated(own.inbound[1], 1.0);
    inbound_6_11: "vehicles", Hour, "saturated(inbound in 6 to 11 h)" => saturated(own.inbound[2], 1.0);
    inbound_12_23: "vehicles", Hour, "saturated(inbound in 12 to 23 h)" => saturated(own.inbound[3], 1.0);
    inflow: "vehicles/h", State, "saturated(6 x inflow)" => saturated(6.0 * inflow, 1.0);
    hours_to_fill: "h", State, "saturated((1 - (f - floor(f))) / inflow / 12)" => saturated(1.0 - (f - whole), 12.0 * inflow);

    lane_hours: "h", Network, "min(hours of the lane / 12, 1)" in [1.0 / 12.0, 1.0]
        => capped(f32::from(network.lane_hours[lane]), 12.0);
    in_transit: "vehicles", State, "saturated(load on trucks on the lane)" => saturated(seen.in_transit().max(0.0), 1.0);
    idle: "h", Hour, "min(hours since the last departure / 24, 1)" => plain(own.idle);

    cost_multiplier: "factor", Network, "log2(cost multiplier) / 6 + 0.5, cut at 0 and 1" => plain(network.multiplier_feature);
    final_load: "vehicles", State, "load that ends at the far end / load" => share(vehicles(sums.final_load), total);
    penalty_density: "currency", State, "truck cost / (truck cost + all penalties / load); 0.5 if empty"
        => share(density.0, density.1);
    weight: "vehicles", State, "load by weight / (load by weight + load by volume); 0.5 if empty" => share(weight.0, weight.1);
    hours_after: "h", State, "saturated(mean hours after the lane / 12)"
        => saturated(vehicles(sums.remaining), 12.0 * total);
}
