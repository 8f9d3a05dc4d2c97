//! What a departure may cost, with every factor: finite, and countable.

use crate::check::overlap::{ByScope, Span};
use crate::error::{CaseError, Table};
use crate::limits::DEPARTURE_COSTS;
use crate::tables::CaseTables;

/// Checks every vehicle type on every lane, under the least and the highest tariff.
pub(super) fn check(case: &CaseTables) -> Result<(), CaseError> {
    let spans = case.rules.tariffs.iter();
    let spans = spans.map(|t| Span { hours: t.hours.clone(), scope: t.scope, amount: t.factor });
    let tariffs = ByScope::of(spans, 1.0, |product, factor| product * factor);
    for (sorted, (_, lane)) in case.sorted_lanes().enumerate() {
        let (least, most) = tariffs.on(lane, sorted);
        for (row, vehicle) in case.vehicles.iter().enumerate() {
            let driving = vehicle.cost_per_km * lane.metres.to_km();
            let cost = (vehicle.cost_per_dispatch + driving) * case.cost_multiplier;
            for cost in [cost * least, cost * most] {
                if DEPARTURE_COSTS.contains(&cost) {
                    continue;
                }
                let column = if driving > vehicle.cost_per_dispatch { "cost_per_km" } else { "cost_per_dispatch" };
                let (from, to) = (&case.hubs[lane.from.index()].id, &case.hubs[lane.to.index()].id);
                let problem = format!("with all factors, a departure from \"{from}\" to \"{to}\" may cost {cost:e}");
                let (low, high) = (DEPARTURE_COSTS.start(), DEPARTURE_COSTS.end());
                let remedy = format!("costs times cost_multiplier and tariffs must lie within {low:e} and {high:e}");
                return Err(Table::Vehicles.fault(row, column, problem, remedy));
            }
        }
    }
    Ok(())
}
