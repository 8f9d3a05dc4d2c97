//! The observation: 80 features a lane, all in [0, 1], ratios and shares only, never a count.
//!
//! A policy that sees only these works on networks, fleets and volumes that it has never seen. Buffers are `[lane, FEATURES]`. In
//! the comments f is the load of a lane in largest vehicles, `max(m3 / max_m3, kg / max_kg)`; sq(x) = x / (1 + x); "lane" means the
//! packages whose primary lane it is; of penalties it is the lane's share ([`linehaul_case::route::Route::share_of`]). Every feature is a
//! quotient, so a row is first written as numerators and denominators and then divided in one pass, which the compiler turns into
//! vector instructions.

mod around;
mod own;

use crate::world::World;
use around::{Clock, HubView};
use linehaul_case::network::Network;
use own::Own;
pub(crate) use own::cheapest_vehicles;

/// Features of a lane.
pub const FEATURES: usize = 80;
/// Changes whenever a feature does, so that a policy refuses observations that it was not trained on.
pub const FEATURE_VERSION: u32 = 4;

/// `FEATURES` rounded up to whole vectors.
const WIDTH: usize = 80;
/// A load or cost below this is taken to be nothing where it divides.
const TINY: f32 = 1e-6;

/// Scratch for observing worlds, and for observing one after another.
#[derive(Clone, Debug, Default)]
pub struct Observer {
    own: Vec<Own>,
}

impl Observer {
    /// Writes the observation of all lanes of a world into `out`, `[lane, FEATURES]`.
    pub fn observe(&mut self, world: &World, out: &mut [f32]) {
        let network = &*world.network;
        assert_eq!(out.len(), network.n_lanes * FEATURES, "the buffer must hold a row for each lane");
        self.own.clear();
        self.own.extend((0..network.n_lanes).map(|lane| Own::of(world, lane)));
        let clock = Clock::of(world);
        let mut row = Row::default();
        for hub in 0..network.n_hubs {
            let lanes = network.lanes_of(hub);
            let hub_view = HubView::of(world, hub, &self.own[lanes.clone()]);
            for lane in lanes {
                let own = &self.own[lane];
                own.write_state(world, lane, row.cells::<0, 35>());
                clock.write(row.cells::<35, 2>());
                hub_view.write(own, row.cells::<37, 6>());
                own.write_urgent(network, lane, row.cells::<43, 14>());
                around::write_downstream(world, lane, &self.own, row.cells::<57, 8>());
                around::write_upstream(world, hub, lane, &self.own, row.cells::<65, 6>());
                // 71 load that arrives in the next hour, 72 load released here
                let mut last = row.cells::<71, 9>();
                last.sq(4.0 * own.next_hour, 1.0);
                last.sq(6.0 * world.state.smooth_fresh_inflow[lane], 1.0);
                // 73 mean package against the smallest vehicle, 74 hours of a long lane
                last.sq(own.mean_package, own.room(network, 0));
                last.sq(f32::from(network.lane_hours[lane]), 24.0);
                // 75-78 of a van and a box truck, or what stands for them: cost against the largest, and how much of the load one takes
                own.write_sizes(network, lane, &mut last);
                // 79 mean slack of what is not late
                last.sq(own.slack, 24.0);
                row.divide(&mut out[lane * FEATURES..(lane + 1) * FEATURES]);
            }
        }
    }
}

/// A row before the division.
struct Row {
    parts: [f32; WIDTH],
    wholes: [f32; WIDTH],
}

impl Default for Row {
    fn default() -> Self {
        Self { parts: [0.0; WIDTH], wholes: [1.0; WIDTH] }
    }
}

impl Row {
    /// The `N` features from `FROM` on. Their number is known to the compiler, which then needs no bounds and no counter.
    fn cells<const FROM: usize, const N: usize>(&mut self) -> Cells<'_, N> {
        let parts = self.parts[FROM..].first_chunk_mut().expect("features within a row");
        let wholes = self.wholes[FROM..].first_chunk_mut().expect("features within a row");
        Cells { parts, wholes, at: 0 }
    }

    fn divide(&mut self, out: &mut [f32]) {
        for (part, whole) in self.parts.iter_mut().zip(&self.wholes) {
            *part /= whole;
        }
        out.copy_from_slice(&self.parts[..FEATURES]);
    }
}

/// Some features of a row, written one after another.
struct Cells<'a, const N: usize> {
    parts: &'a mut [f32; N],
    wholes: &'a mut [f32; N],
    at: usize,
}

#[allow(clippy::inline_always, reason = "inlined, the position is a constant and the bounds are gone")]
impl<const N: usize> Cells<'_, N> {
    /// part / whole, which the caller knows to be at most 1.
    #[inline(always)]
    fn share(&mut self, part: f32, whole: f32) {
        self.parts[self.at] = part;
        self.wholes[self.at] = whole;
        self.at += 1;
    }

    /// part / whole, at most 1.
    #[inline(always)]
    fn capped(&mut self, part: f32, whole: f32) {
        self.share(part.min(whole), whole);
    }

    /// A value in [0, 1].
    #[inline(always)]
    fn plain(&mut self, value: f32) {
        self.share(value, 1.0);
    }

    /// sq(part / whole)
    #[inline(always)]
    fn sq(&mut self, part: f32, whole: f32) {
        self.share(part, part + whole);
    }
}

/// x / (1 + x)
fn sq(x: f32) -> f32 {
    x / (1.0 + x)
}

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
pub(crate) fn room(network: &Network, vehicle: usize, mix: Mix) -> f32 {
    (network.type_shares[vehicle] * mix[0]).min(network.type_payloads[vehicle] * mix[1])
}

/// Cost of the cheapest vehicles for a load of a mix, in largest vehicles: full largest ones, and the cheapest type with room for the
/// rest.
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

#[cfg(test)]
mod tests;
