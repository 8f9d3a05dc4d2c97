//! What a step is worth to whoever learns: the reward of each lane.
//!
//! It is not the true cost. What the trucks cost is set against the progress that they make, penalties are shared along a package's way,
//! and waiting costs from the first hour. `docs/model.md` has the formula, part by part.

use linehaul_env::world::World;

/// What waiting costs in the reward, each hour, as a share of a full truck's cost for the rest of the way.
///
/// In the true cost it is the settlement at the end, `1 / 0.7 - 1` of that cost for whatever waits then: over 480 hours .0009 an hour.
/// A discounted reward makes every hour of postponing pay besides. Of 0, .001, .003 and .006, .003 gave the lowest total cost on
/// generated families (means over nine: .9859, .9864, .9851, .9914 of the tuned heuristic; one seed of 1,500 iterations).
const HOLDING: f64 = 0.003;

/// Reward of the last step for each lane, into `[lane]`: minus the cost of wasted capacity, of the lane's shares of penalties and of late
/// waiting, over the cost of the lane's largest truck and over `sqrt(1 + 4 x mean flow)`, without which dense lanes drown the rest.
///
/// What waits costs `HOLDING` on top. Wasted is what the trucks cost beyond `credit`, the full-truck cost of the progress made. Over a
/// package's whole way the credit adds up to a constant, so nothing is gained by going further or by staying; with the raw cost, discounting
/// makes postponing pay (measured: 1.1 to 1.8 times the cost of a plain heuristic). [`linehaul_case::route::Route::share_of`] says why
/// penalties are shared.
pub fn reward(world: &World, out: &mut [f32]) {
    let (costs, network) = (world.step_costs(), &*world.network);
    for (lane, reward) in out.iter_mut().enumerate() {
        let cost = costs.vehicles[lane] - costs.credit[lane] + costs.penalty[lane] + costs.late_waiting[lane];
        let way = f64::from(world.waiting_load(lane))
            + f64::from(world.waiting_load_hours(lane)) / f64::from(network.lane_hours[lane]);
        let cost = cost + HOLDING * way * network.largest_cost(lane);
        let scale = network.largest_cost(lane) * f64::from(1.0 + 4.0 * network.lane_flows[lane]).sqrt();
        *reward = (-cost / scale) as f32;
    }
}

#[cfg(test)]
mod tests;
