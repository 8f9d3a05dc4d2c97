//! What is urgent: the vehicles for it alone, and what they would save; then those for everything and the detours beside.

use super::cells::{Cells, TINY};
use super::own::{TO_0, TO_2, TO_8};
use super::seen::Seen;
use super::vehicles::cost_of_load;
use crate::features;

features! {
    pub(super) fn write(mut cells: Cells<'_, { TABLE.len() }>, seen: &Seen<'_>) {
        let truck = seen.own.largest_cost;
        let (to_0, to_2, to_8) = (Urgent::of(seen, TO_0), Urgent::of(seen, TO_2), Urgent::of(seen, TO_8));
        let all = seen.own.load + seen.own.detour;
        let all_cost = cost_of_load(seen.network(), seen.lane, all, seen.own.mix);
    }

    urgent_0_cost: "currency", Hour, "min(cost(0) / truck cost / 2, 1)" => capped(to_0.cost, 2.0 * truck);
    urgent_0_fill: "currency", Hour, "min(load(0) x truck cost / cost(0), 1)" => capped(to_0.load * truck, to_0.some_cost);
    urgent_0_now: "currency", Hour, "saturated(2 x due(0) / cost(0)), 0 if load(0) is 0" => saturated(to_0.now, to_0.some_cost);
    urgent_0_soon: "currency", Hour, "saturated(2 x penalty to slack 2 / cost(0)), 0 if load(0) is 0"
        => saturated(to_0.soon, to_0.some_cost);

    urgent_2_cost: "currency", Hour, "min(cost(2) / truck cost / 2, 1)" => capped(to_2.cost, 2.0 * truck);
    urgent_2_fill: "currency", Hour, "min(load(2) x truck cost / cost(2), 1)" => capped(to_2.load * truck, to_2.some_cost);
    urgent_2_now: "currency", Hour, "saturated(2 x due(0) / cost(2)), 0 if load(2) is 0" => saturated(to_2.now, to_2.some_cost);
    urgent_2_soon: "currency", Hour, "saturated(2 x penalty to slack 2 / cost(2)), 0 if load(2) is 0"
        => saturated(to_2.soon, to_2.some_cost);

    urgent_8_cost: "currency", Hour, "min(cost(8) / truck cost / 2, 1)" => capped(to_8.cost, 2.0 * truck);
    urgent_8_fill: "currency", Hour, "min(load(8) x truck cost / cost(8), 1)" => capped(to_8.load * truck, to_8.some_cost);
    urgent_8_now: "currency", Hour, "saturated(2 x due(0) / cost(8)), 0 if load(8) is 0" => saturated(to_8.now, to_8.some_cost);
    urgent_8_soon: "currency", Hour, "saturated(2 x penalty to slack 2 / cost(8)), 0 if load(8) is 0"
        => saturated(to_8.soon, to_8.some_cost);

    detour_cost: "currency", State, "min(cost of f and detours / truck cost / 3, 1)" => capped(all_cost, 3.0 * truck);
    detour_fill: "currency", State, "min(f and detours x truck cost / their cost, 1)" => capped(all * truck, all_cost.max(TINY));
}

/// The packages with slack up to the end of a band, late ones included.
struct Urgent {
    load: f32,
    /// Cost of the cheapest vehicles for them, and the same where it divides.
    cost: f32,
    some_cost: f32,
    /// Twice the penalties at slack 0 and a day of late waiting, and twice those up to slack 2; 0 if there are no such packages.
    now: f32,
    soon: f32,
}

impl Urgent {
    #[inline]
    fn of(seen: &Seen<'_>, band: usize) -> Self {
        let own = seen.own;
        let load = own.late + own.loads[band];
        let cost = cost_of_load(seen.network(), seen.lane, load, own.mix);
        let some = f32::from(u8::from(load > 0.0));
        Self {
            load,
            cost,
            some_cost: cost.max(TINY),
            now: some * 2.0 * (own.penalties[TO_0] + own.late_day),
            soon: some * 2.0 * own.penalties[TO_2],
        }
    }
}
