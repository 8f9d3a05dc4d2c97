//! What a lane shows of itself, kept where its neighbours' rows need it too.

use super::{Cells, Mix, TINY, cost_of_load, mix, parts, room, sq};
use crate::state::vehicles;
use crate::waiting::BANDS;
use crate::world::World;
use linehaul_case::TypeId;
use linehaul_case::network::Network;

/// Number of bands of slack from 0 on; lateness comes before them.
const N_BANDS: usize = BANDS.len() + 1;
/// Millionths to units of currency.
const MICRO: f32 = 1e-6;

/// Figures of one lane at one hour. Loads in largest vehicles, money in the case's currency.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Own {
    /// f
    pub load: f32,
    /// Cost of the largest vehicle.
    pub largest_cost: f32,
    /// Sum of package sizes; f is at most this.
    pub total: f32,
    /// Load whose lateness is certain.
    pub late: f32,
    /// Hourly cost of what is late, for a day.
    late_day: f32,
    /// Load and penalties with slack up to the end of each band.
    loads: [f32; N_BANDS],
    penalties: [f32; N_BANDS],
    /// Load of other lanes that may take this one.
    detour: f32,
    /// Smoothed inflow, largest vehicles an hour.
    inflow: f32,
    /// sq(f)
    pub load_sq: f32,
    /// sq of known inbound load of hours 1 to 6.
    pub inbound_sq: f32,
    /// sq(6 x smoothed inflow)
    pub inflow_sq: f32,
    /// Hours since the last departure over 24, at most 1.
    pub idle: f32,
    /// Penalties with slack 0 to 3, and 0 to 2, over the sum of them and the cost of the largest vehicle.
    pub urgent_3: f32,
    pub urgent_2: f32,
    /// Known inbound load, hours 1-2, 3-5, 6-11, 12-23.
    inbound: [f32; 4],
    /// Known inbound load of the next hour.
    pub next_hour: f32,
    /// Mean size of the packages that wait; 0 if none does.
    pub mean_package: f32,
    /// Volume and weight, in largest vehicles, and which of them binds.
    parts: [f32; 2],
    mix: Mix,
    /// Mean slack of what is not late, hours; 0 if nothing is.
    pub slack: f32,
}

impl Own {
    pub(super) fn of(world: &World, lane: usize) -> Self {
        let (network, hour) = (&*world.network, world.state.hour);
        let sums = &world.state.waiting.sums[lane];
        let coming = world.state.road.inbound_by_band(lane, hour).map(vehicles);
        let inbound = [coming[0] + coming[1], coming[2], coming[3] + coming[4], coming[5]];
        let next_six = inbound[0] + inbound[1] + coming[3];
        let inflow = world.state.smooth_inflow[lane];
        let parts = parts(network, sums.grams, sums.ml);
        let mut own = Self {
            largest_cost: network.small_costs(lane)[network.n_types - 1],
            detour: vehicles(sums.detour_load),
            inflow,
            inbound,
            next_hour: coming[0],
            inbound_sq: sq(next_six),
            inflow_sq: sq(6.0 * inflow),
            idle: (f32::from(hour - world.state.last_departures[lane]) * (1.0 / 24.0)).min(1.0),
            parts,
            mix: mix(parts),
            ..Self::default()
        };
        if sums.count == 0 {
            return own;
        }
        own.load = parts[0].max(parts[1]);
        own.load_sq = sq(own.load);
        own.total = vehicles(sums.load);
        own.mean_package = own.total / sums.count as f32;
        own.late = vehicles(sums.late_load);
        let in_time = sums.load - sums.late_load;
        if in_time > 0 {
            own.slack = world.state.waiting.slack_load(lane, i32::from(hour)) as f32 / in_time as f32;
        }
        own.late_day = sums.late_penalty as f32 * MICRO * network.case.late().hourly as f32 * 24.0;
        let (loads, penalties) = world.state.waiting.by_slack(lane, i32::from(hour)).bands();
        let (mut load, mut penalty) = (0, 0);
        for band in 0..N_BANDS {
            load += loads[band];
            penalty += penalties[band];
            own.loads[band] = vehicles(load);
            own.penalties[band] = penalty as f32 * MICRO;
        }
        // See `BANDS`: the second ends at 2, the third at 3.
        own.urgent_2 = own.penalties[1] / (own.penalties[1] + own.largest_cost);
        own.urgent_3 = own.penalties[2] / (own.penalties[2] + own.largest_cost);
        own
    }

    /// Load with slack within the bands from `from` to `to`.
    fn band(&self, from: usize, to: usize) -> f32 {
        self.loads[to] - if from == 0 { 0.0 } else { self.loads[from - 1] }
    }

    /// Penalties with slack 0 to 5, see [`BANDS`].
    pub(super) fn penalty_to_5(&self) -> f32 {
        self.penalties[3]
    }

    /// Room of a type for what waits, in largest vehicles.
    pub(super) fn room(&self, network: &Network, vehicle: usize) -> f32 {
        room(network, vehicle, self.mix)
    }

    /// Features 75 to 78. A size that no type stands for costs as much as the largest and takes nothing.
    pub(super) fn write_sizes<const N: usize>(&self, network: &Network, lane: usize, row: &mut Cells<'_, N>) {
        for size in network.sizes {
            let Some(vehicle) = size.map(TypeId::index) else {
                row.plain(1.0);
                row.plain(0.0);
                continue;
            };
            row.capped(network.small_costs(lane)[vehicle], self.largest_cost);
            let room = self.room(network, vehicle);
            row.share(room, room.max(self.load));
        }
    }

    /// Features 0 to 34.
    pub(super) fn write_state(&self, world: &World, lane: usize, mut row: Cells<'_, 35>) {
        let network = &*world.network;
        let sums = &world.state.waiting.sums[lane];
        let empty = sums.count == 0;
        let f = self.load;
        let whole = f.floor();
        let total = self.total.max(TINY);
        // 0-3 load, its fraction and its whole part, empty
        row.plain(self.load_sq);
        row.plain(f - whole);
        row.share(whole.min(4.0), 4.0);
        row.plain(f32::from(u8::from(empty)));
        // 4-10 share of the load by slack: late, 0, 1-2, 3-5, 6-11, 12-23, 24 and more
        row.share(self.late, total);
        for (from, to) in [(0, 0), (1, 1), (2, 3), (4, 5), (6, 6), (7, 7)] {
            row.share(self.band(from, to).max(0.0), total);
        }
        // 11-17 a day of late waiting, then penalties up to the end of each band, against the cheapest vehicles for the lane
        let (cost, room) =
            if empty { (0.0, 0.0) } else { cheapest_vehicles(network, lane, (sums.grams, sums.ml), self.mix) };
        let against = cost.max(TINY);
        row.sq(self.late_day, against);
        for band in [0, 1, 3, 5, 6, 7] {
            row.sq(self.penalties[band], against);
        }
        // 18-20 cost of a full largest vehicle for the load against its own, fill if all went, load that might join as detour
        row.capped(f * self.largest_cost, against);
        row.capped(f, room.max(TINY));
        row.sq(self.detour, 1.0);
        // 21-24 known inbound load
        for inbound in self.inbound {
            row.sq(inbound, 1.0);
        }
        // 25-26 inflow, and hours until it fills the last truck
        let inflow = self.inflow.max(1e-4);
        row.sq(6.0 * inflow, 1.0);
        row.sq(1.0 - (f - whole), 12.0 * inflow);
        // 27-29 hours of the lane, load on it, hours since the last departure
        row.capped(f32::from(network.lane_hours[lane]), 12.0);
        row.sq(vehicles(world.state.road.in_transit[lane]).max(0.0), 1.0);
        row.plain(self.idle);
        // 30-34 cost multiplier, share that ends at the far end, truck cost against truck cost and penalty density, weight share,
        // mean hours that remain after the lane
        row.plain(network.multiplier_feature);
        row.share(vehicles(sums.final_load), total);
        if empty {
            row.plain(0.5);
            row.plain(0.5);
        } else {
            row.share(self.largest_cost, self.largest_cost + sums.penalty as f32 * MICRO / total);
            let [volume, weight] = self.parts;
            row.share(weight, volume + weight);
        }
        row.sq(vehicles(sums.remaining), 12.0 * total);
    }

    /// Features 43 to 56.
    pub(super) fn write_urgent(&self, network: &Network, lane: usize, mut row: Cells<'_, 14>) {
        // 43-54 for the packages with slack up to 0, 2 and 8: cost and efficiency of their vehicles, penalties at slack 0 and up to 2
        for band in [0, 1, 4] {
            let load = self.late + self.loads[band];
            let cost = cost_of_load(network, lane, load, self.mix);
            row.capped(cost, 2.0 * self.largest_cost);
            row.capped(load * self.largest_cost, cost.max(TINY));
            let some = f32::from(u8::from(load > 0.0));
            row.sq(some * 2.0 * (self.penalties[0] + self.late_day), cost.max(TINY));
            row.sq(some * 2.0 * self.penalties[1], cost.max(TINY));
        }
        // 55-56 cost and efficiency of the whole load with detours
        let load = self.load + self.detour;
        let cost = cost_of_load(network, lane, load, self.mix);
        row.capped(cost, 3.0 * self.largest_cost);
        row.capped(load * self.largest_cost, cost.max(TINY));
    }
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
