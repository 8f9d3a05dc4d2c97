//! What is known of one lane, kept where its neighbours' rows need it too.

use super::cells::saturated;
use super::vehicles::{Mix, mix, parts, room};
use crate::state::vehicles;
use crate::waiting::BANDS;
use crate::world::World;
use linehaul_case::network::Network;

/// Number of bands of slack from 0 on; lateness comes before them.
const N_BANDS: usize = BANDS.len() + 1;
/// Bands by the slack that they end at, hours, see [`BANDS`]; the last holds any slack.
pub(super) const TO_0: usize = 0;
pub(super) const TO_2: usize = 1;
pub(super) const TO_3: usize = 2;
pub(super) const TO_5: usize = 3;
pub(super) const TO_8: usize = 4;
pub(super) const TO_11: usize = 5;
pub(super) const TO_23: usize = 6;
pub(super) const TO_ANY: usize = 7;
/// Millionths to units of currency.
pub(super) const MICRO: f32 = 1e-6;

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
    pub late_day: f32,
    /// Load and penalties with slack up to the end of each band, `[TO_0, ..]`.
    pub loads: [f32; N_BANDS],
    pub penalties: [f32; N_BANDS],
    /// Load of other lanes that may take this one.
    pub detour: f32,
    /// Smoothed inflow, largest vehicles an hour.
    pub inflow: f32,
    /// Saturated f, known inbound load of hours 1 to 6, and 6 x smoothed inflow.
    pub saturated_load: f32,
    pub saturated_inbound: f32,
    pub saturated_inflow: f32,
    /// Hours since the last departure over 24, at most 1.
    pub idle: f32,
    /// Penalties with slack 0 to 3, and 0 to 2, over the sum of them and the cost of the largest vehicle.
    pub urgent_3: f32,
    pub urgent_2: f32,
    /// Known inbound load, hours 1-2, 3-5, 6-11, 12-23.
    pub inbound: [f32; 4],
    /// Known inbound load of the next hour.
    pub next_hour: f32,
    /// Mean size of the packages that wait; 0 if none does.
    pub mean_package: f32,
    /// Volume and weight, in largest vehicles, and which of them binds.
    pub parts: [f32; 2],
    pub mix: Mix,
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
            saturated_inbound: saturated(next_six),
            saturated_inflow: saturated(6.0 * inflow),
            idle: (f32::from(hour - world.state.last_departures[lane]) * (1.0 / 24.0)).min(1.0),
            parts,
            mix: mix(parts),
            ..Self::default()
        };
        if sums.count == 0 {
            return own;
        }
        own.load = parts[0].max(parts[1]);
        own.saturated_load = saturated(own.load);
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
        own.urgent_2 = own.penalties[TO_2] / (own.penalties[TO_2] + own.largest_cost);
        own.urgent_3 = own.penalties[TO_3] / (own.penalties[TO_3] + own.largest_cost);
        own
    }

    /// Load with slack beyond the band `after`, up to the band `to`.
    #[inline]
    pub(super) fn between(&self, after: usize, to: usize) -> f32 {
        (self.loads[to] - self.loads[after]).max(0.0)
    }

    /// Room of a type for what waits, in largest vehicles.
    #[inline]
    pub(super) fn room(&self, network: &Network, vehicle: usize) -> f32 {
        room(network, vehicle, self.mix)
    }
}
