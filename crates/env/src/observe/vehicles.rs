//! What vehicles take of a load, and what they cost: loads in largest vehicles, costs in the case's currency.

use super::cells::TINY;
use linehaul_case::network::Network;

/// How far a load is from binding by volume and by weight: the load in largest vehicles over its volume, and over its weight, in the
/// same unit. One of them is 1, the other at least that.
pub(crate) type Mix = [f32; 2];

/// A volume and a weight in largest vehicles; the larger one is the load.
pub(crate) fn parts(network: &Network, grams: i64, ml: i64) -> [f32; 2] {
    let largest = &network.case.vehicles()[network.n_types - 1];
    [ml as f32 / largest.ml.0 as f32, grams as f32 / largest.grams.0 as f32]
}

/// The mix of a volume and a weight in largest vehicles; of nothing, the one that binds by both.
pub(crate) fn mix(parts: [f32; 2]) -> Mix {
    let load = parts[0].max(parts[1]);
    if load > 0.0 { parts.map(|part| load / part.max(TINY)) } else { [1.0; 2] }
}

/// Room of a type for goods of a mix, in largest vehicles.
#[inline]
pub(super) fn room(network: &Network, vehicle: usize, mix: Mix) -> f32 {
    (network.type_shares[vehicle] * mix[0]).min(network.type_payloads[vehicle] * mix[1])
}

/// Cost of the cheapest vehicles for a load of a mix, in largest vehicles: full largest ones, and the cheapest type with room for the
/// rest.
#[inline]
pub(crate) fn cost_of_load(network: &Network, lane: usize, load: f32, mix: Mix) -> f32 {
    let costs = network.small_costs(lane);
    let largest = costs[network.n_types - 1];
    let full = (load.ceil() - 1.0).max(0.0);
    let rest = load - full;
    let mut cheapest = largest;
    for (vehicle, &cost) in costs.iter().enumerate() {
        if cost < cheapest && rest <= room(network, vehicle, mix) {
            cheapest = cost;
        }
    }
    full * largest + cheapest
}

/// Cost and capacity, in largest vehicles, of the cheapest vehicles for a weight and a volume and their mix: full largest ones, and the
/// cheapest type that takes the rest.
pub(crate) fn cheapest_vehicles(network: &Network, lane: usize, (grams, ml): (i64, i64), mix: Mix) -> (f32, f32) {
    let vehicles = network.case.vehicles();
    let last = network.n_types - 1;
    let costs = network.small_costs(lane);
    let (max_grams, max_ml) = (i64::from(vehicles[last].grams.0), i64::from(vehicles[last].ml.0));
    let full = ((grams - 1).div_euclid(max_grams)).max((ml - 1).div_euclid(max_ml)).max(0);
    let (grams, ml) = (grams - full * max_grams, ml - full * max_ml);
    let mut best = last;
    for (vehicle, capacity) in vehicles.iter().enumerate() {
        if grams <= i64::from(capacity.grams.0) && ml <= i64::from(capacity.ml.0) && costs[vehicle] < costs[best] {
            best = vehicle;
        }
    }
    (full as f32 * costs[last] + costs[best], full as f32 + room(network, best, mix))
}
