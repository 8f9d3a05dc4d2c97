//! What a fleet manager may know of a lane, in plain units: the same facts as the observation, for rules written by hand.

use crate::observe;
use crate::state::{State, vehicles};
use crate::waiting::SLACK_HOURS;
use crate::world::World;
use linehaul_case::TypeId;
use linehaul_case::network::Network;

/// One lane of a world at the current hour, before the orders.
#[derive(Clone, Copy, Debug)]
pub struct LaneView<'a> {
    network: &'a Network,
    state: &'a State,
    lane: usize,
}

impl World {
    /// A lane's view.
    pub fn lane(&self, lane: usize) -> LaneView<'_> {
        LaneView { network: &self.network, state: &self.state, lane }
    }
}

impl LaneView<'_> {
    /// Whether nothing waits for the lane.
    pub fn is_empty(&self) -> bool {
        self.state.waiting.sums[self.lane].count == 0
    }

    /// Packages that wait for the lane.
    pub fn n_waiting(&self) -> usize {
        self.state.waiting.sums[self.lane].count as usize
    }

    /// Whether a truck may leave on it in this hour.
    pub fn is_open(&self) -> bool {
        self.state.is_over(self.network) || self.state.is_open(self.network, self.lane)
    }

    /// Whether a type may drive the lane.
    pub fn allows(&self, vehicle: TypeId) -> bool {
        self.network.lane_types[self.lane] >> vehicle.0 & 1 == 1
    }

    /// Factor on every vehicle cost of the case.
    pub fn cost_multiplier(&self) -> f64 {
        self.network.case.cost_multiplier()
    }

    /// Load in largest vehicles: the larger of the shares by volume and by weight.
    pub fn load(&self) -> f64 {
        let sums = &self.state.waiting.sums[self.lane];
        let largest = &self.network.case.vehicles()[self.network.n_types - 1];
        (sums.ml as f64 / f64::from(largest.ml.0)).max(sums.grams as f64 / f64::from(largest.grams.0))
    }

    /// Part of the load, 0 to 1, that one vehicle of a type takes.
    pub fn share_taken(&self, vehicle: TypeId) -> f64 {
        let sums = &self.state.waiting.sums[self.lane];
        let capacity = &self.network.case.vehicles()[vehicle.index()];
        let volume = f64::from(capacity.ml.0) / sums.ml.max(1) as f64;
        let weight = f64::from(capacity.grams.0) / sums.grams.max(1) as f64;
        volume.min(weight).min(1.0)
    }

    /// Load of the packages that fit into one vehicle of a type each by itself, in largest vehicles: of all, and of those whose slack is at
    /// most `slack` hours. None if all fit. Walks the queue.
    pub fn load_that_fits(&self, vehicle: TypeId, slack: i32) -> Option<[f64; 2]> {
        let capacity = &self.network.case.vehicles()[vehicle.index()];
        let latest = i32::from(self.state.hour) + slack;
        let (mut all_fit, mut loads) = (true, [0, 0]);
        for queued in &self.state.waiting.queues[self.lane] {
            let package = &self.state.book.packages[queued.package as usize];
            let fits = package.grams <= capacity.grams.0 && package.ml <= capacity.ml.0;
            all_fit &= fits;
            if fits {
                loads[0] += i64::from(package.load);
                loads[1] += if queued.critical <= latest { i64::from(package.load) } else { 0 };
            }
        }
        (!all_fit).then(|| loads.map(|load| f64::from(vehicles(load))))
    }

    /// Room of one vehicle of a type for what waits, in largest vehicles: as much of the load as it takes, scaled up to a full one.
    pub fn room(&self, vehicle: TypeId) -> f64 {
        let sums = &self.state.waiting.sums[self.lane];
        let capacity = &self.network.case.vehicles()[vehicle.index()];
        let volume = f64::from(capacity.ml.0) / sums.ml.max(1) as f64;
        let weight = f64::from(capacity.grams.0) / sums.grams.max(1) as f64;
        volume.min(weight) * self.load()
    }

    /// Sum of package sizes whose slack is at most `slack` hours, late ones included, in largest vehicles.
    pub fn load_within(&self, slack: i32) -> f64 {
        let sums = &self.state.waiting.sums[self.lane];
        if slack >= SLACK_HOURS {
            return f64::from(vehicles(sums.load));
        }
        let (load, _) = if slack < 0 { (0, 0) } else { self.by_slack().between(0, slack) };
        f64::from(vehicles(sums.late_load + load))
    }

    /// The lane's shares of penalties, and of any late price, of packages with slack from `from` to `to` hours, both below 24; currency.
    pub fn penalty_between(&self, from: i32, to: i32) -> f64 {
        if to < from { 0.0 } else { self.by_slack().between(from, to.min(SLACK_HOURS - 1)).1 as f64 / 1e6 }
    }

    /// What the lane's late packages cost for each hour that they wait; currency.
    pub fn late_cost_per_hour(&self) -> f64 {
        self.state.waiting.sums[self.lane].late_penalty as f64 / 1e6 * self.network.case.late().hourly
    }

    /// Hours until the smoothed inflow has filled the last truck; infinite without any.
    pub fn hours_to_fill(&self) -> f64 {
        (1.0 - self.load().fract()) / f64::from(self.state.smooth_inflow[self.lane])
    }

    /// Load that comes by truck in `hours` hours, 1 to 23, and will wait for this lane, in largest vehicles.
    pub fn inbound(&self, hours: usize) -> f64 {
        f64::from(vehicles(self.state.road.inbound(self.lane, self.state.hour, hours, hours)))
    }

    /// Smoothed load released here for the lane, largest vehicles an hour.
    pub fn fresh_inflow(&self) -> f64 {
        f64::from(self.state.smooth_fresh_inflow[self.lane])
    }

    /// Cost of a dispatch by vehicle type at tariff 1, currency, `[type]`.
    pub fn costs(&self) -> &[f64] {
        self.network.costs(self.lane)
    }

    /// Cost of the largest vehicle, currency.
    pub fn largest_cost(&self) -> f64 {
        self.network.largest_cost(self.lane)
    }

    /// Cost of the cheapest vehicles for all that waits: full largest ones, and the cheapest type that takes the rest by weight and
    /// volume; currency.
    pub fn cheapest_cost(&self) -> f64 {
        let sums = &self.state.waiting.sums[self.lane];
        let weight_and_volume = (sums.grams, sums.ml);
        f64::from(observe::cheapest_vehicles(self.network, self.lane, weight_and_volume, self.mix()).0)
    }

    /// Cost of the cheapest vehicles for so much load, in largest vehicles, of the mix of weight and volume that waits; currency.
    pub fn cost_of_load(&self, load: f64) -> f64 {
        f64::from(observe::cost_of_load(self.network, self.lane, load as f32, self.mix()))
    }

    fn mix(&self) -> observe::Mix {
        let sums = &self.state.waiting.sums[self.lane];
        observe::mix(observe::parts(self.network, sums.grams, sums.ml))
    }

    fn by_slack(&self) -> crate::waiting::BySlack<'_> {
        self.state.waiting.by_slack(self.lane, i32::from(self.state.hour))
    }
}
