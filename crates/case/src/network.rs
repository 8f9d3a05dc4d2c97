//! The fixed side of a world: lanes by hub, routes, costs and capacities, compiled from a case and shared by all its worlds.

use std::sync::Arc;

use crate::calendar::Calendar;
use crate::case::Case;
use crate::ids::{HubId, LaneId, TypeId};
use crate::route::{Route, penalty_share};
use crate::routes::{self, UNREACHABLE};

/// One largest vehicle in the integer unit of load: loads are summed as whole numbers, so they come out exactly as they went in.
pub const LOAD_ONE: u64 = 1 << 24;

/// Largest detour, over the shortest way, that a package may take: 0.25 more cut the cost by 3.4 % against none (measured on
/// generated worlds), more brought nothing.
const DETOUR_NUMERATOR: u64 = 5;
const DETOUR_DENOMINATOR: u64 = 4;

/// Everything about a case's network that never changes.
#[derive(Clone, Debug)]
pub struct Network {
    /// The case.
    pub case: Arc<Case>,
    /// Number of hubs.
    pub n_hubs: usize,
    /// Number of lanes.
    pub n_lanes: usize,
    /// Number of vehicle types.
    pub n_types: usize,
    /// Lanes of hub h are `lane_offsets[h]..lane_offsets[h + 1]`, `[hub + 1]`.
    pub lane_offsets: Vec<u32>,
    /// `[lane]`
    pub lane_from: Vec<HubId>,
    /// `[lane]`
    pub lane_to: Vec<HubId>,
    /// Nominal hours, `[lane]`.
    pub lane_hours: Vec<u16>,
    /// Vehicle types allowed, one bit a type, `[lane]`.
    pub lane_types: Vec<u16>,
    /// Cost of a dispatch at tariff 1, currency, `[lane, type]`.
    pub lane_costs: Vec<f64>,
    /// The same for decisions, where single precision is enough, `[lane, type]`.
    small_costs: Vec<f32>,
    /// Mean load that takes the lane as primary lane, largest vehicles an hour, `[lane]`.
    pub lane_flows: Vec<f32>,
    /// Lane l's loads towards the next lanes of its far end are `next_offsets[l]..next_offsets[l + 1]` in a world's flat array, in
    /// the order of those lanes, `[lane + 1]`.
    pub next_offsets: Vec<u32>,
    /// Lanes that reach a hub, flat; those of hub h are `arriving_offsets[h]..arriving_offsets[h + 1]`.
    pub arriving: Vec<LaneId>,
    /// `[hub + 1]`
    pub arriving_offsets: Vec<u32>,
    /// `[from, destination]`
    routes: Vec<Route>,
    /// Eligible detours of `[from, destination]`, one bit a lane in the order of the hub's lanes.
    detours: Vec<u64>,
    /// Cost of the largest vehicle along the primary path, currency, `[from, destination]`.
    route_costs: Vec<f64>,
    /// Closures, tariffs and delays by hour; absent when the case has none.
    pub calendar: Option<Calendar>,
    /// Volume of each type over that of the largest, `[type]`.
    pub type_shares: Vec<f32>,
    /// Payload of each type over that of the largest, `[type]`.
    pub type_payloads: Vec<f32>,
    /// The types that stand for a van and a box truck among the smaller ones; fleets differ in their number of types.
    pub sizes: [Option<TypeId>; 2],
    /// Observation feature of the cost multiplier: `log2(multiplier) / 6 + 0.5`, within [0, 1].
    pub multiplier_feature: f32,
    /// Whether a hub can send only so many trucks of some type in an hour.
    pub limited_fleet: bool,
    /// More hours than any truck is under way, a power of two, at least 32.
    pub ring_hours: usize,
}

/// Volumes of a van and a box truck, in largest vehicles: those of the generated fleets.
const SIZES: [f32; 2] = [14.0 / 85.0, 38.0 / 85.0];

/// Each size gets the smaller type whose volume is nearest in ratio; a type that is nearest to both stands for the nearer one.
fn sizes(case: &Case) -> [Option<TypeId>; 2] {
    let largest = case.vehicles().len() - 1;
    let share = |vehicle: usize| case.vehicles()[vehicle].ml.0 as f32 / case.vehicles()[largest].ml.0 as f32;
    let distance = |size: f32, vehicle: usize| (share(vehicle) / size).ln().abs();
    let nearest = |size: f32| (0..largest).min_by(|&a, &b| distance(size, a).total_cmp(&distance(size, b)));
    let [mut small, mut middle] = SIZES.map(nearest);
    if let (Some(vehicle), true) = (small, small == middle) {
        if distance(SIZES[0], vehicle) < distance(SIZES[1], vehicle) {
            middle = None;
        } else {
            small = None;
        }
    }
    [small, middle].map(|vehicle| vehicle.map(TypeId::from_index))
}

impl Network {
    /// Compiles a case.
    pub fn new(case: Arc<Case>) -> Arc<Self> {
        let (n_hubs, n_lanes, n_types) = (case.hubs().len(), case.lanes().len(), case.vehicles().len());
        let lane_offsets = offsets(n_hubs, case.lanes().iter().map(|lane| lane.from.index()));
        let arriving_offsets = offsets(n_hubs, case.lanes().iter().map(|lane| lane.to.index()));
        let mut arriving: Vec<LaneId> = (0..n_lanes).map(LaneId::from_index).collect();
        arriving.sort_by_key(|lane| case.lanes()[lane.index()].to);
        let mut next_offsets = vec![0];
        for lane in case.lanes() {
            let to = lane.to.index();
            next_offsets.push(next_offsets.last().unwrap() + lane_offsets[to + 1] - lane_offsets[to]);
        }
        let lane_costs: Vec<f64> = (case.lanes().iter())
            .flat_map(|lane| {
                let km = lane.metres.to_km();
                let multiplier = case.cost_multiplier();
                case.vehicles().iter().map(move |v| (v.cost_per_dispatch + v.cost_per_km * km) * multiplier)
            })
            .collect();
        let calendar = Calendar::of(&case);
        let lane_hours: Vec<u16> = (0..n_lanes).map(|lane| case.transit_hours(lane)).collect();
        let longest = lane_hours.iter().copied().max().unwrap_or(1);
        let longest = calendar.as_ref().map_or(longest, |calendar| calendar.longest_hours().max(longest));
        let mut network = Self {
            n_hubs,
            n_lanes,
            n_types,
            lane_from: case.lanes().iter().map(|lane| lane.from).collect(),
            lane_to: case.lanes().iter().map(|lane| lane.to).collect(),
            lane_hours,
            lane_types: case.lanes().iter().map(|lane| lane.types).collect(),
            lane_offsets,
            small_costs: lane_costs.iter().map(|&cost| cost as f32).collect(),
            lane_costs,
            lane_flows: Vec::new(),
            next_offsets,
            arriving,
            arriving_offsets,
            routes: Vec::new(),
            detours: Vec::new(),
            route_costs: Vec::new(),
            calendar,
            type_shares: case
                .vehicles()
                .iter()
                .map(|v| v.ml.0 as f32 / case.vehicles()[n_types - 1].ml.0 as f32)
                .collect(),
            type_payloads: (case.vehicles().iter())
                .map(|v| v.grams.0 as f32 / case.vehicles()[n_types - 1].grams.0 as f32)
                .collect(),
            sizes: sizes(&case),
            multiplier_feature: (case.cost_multiplier().log2() / 6.0 + 0.5).clamp(0.0, 1.0) as f32,
            limited_fleet: case.vehicles().iter().any(|vehicle| vehicle.per_hub_per_hour.is_some()),
            ring_hours: (usize::from(longest) + 1).next_power_of_two().max(32),
            case,
        };
        network.fill_routes();
        network.lane_flows = network.flows();
        Arc::new(network)
    }

    /// Lanes that leave a hub.
    pub fn lanes_of(&self, hub: usize) -> std::ops::Range<usize> {
        self.lane_offsets[hub] as usize..self.lane_offsets[hub + 1] as usize
    }

    /// Lanes that reach a hub.
    pub fn lanes_to(&self, hub: usize) -> &[LaneId] {
        &self.arriving[self.arriving_offsets[hub] as usize..self.arriving_offsets[hub + 1] as usize]
    }

    /// Cost of a dispatch at tariff 1, currency.
    pub fn cost(&self, lane: usize, vehicle: TypeId) -> f64 {
        self.lane_costs[lane * self.n_types + vehicle.index()]
    }

    /// Costs of a dispatch at tariff 1 by vehicle type, currency, `[type]`.
    pub fn costs(&self, lane: usize) -> &[f64] {
        &self.lane_costs[lane * self.n_types..(lane + 1) * self.n_types]
    }

    /// The same in single precision.
    pub fn small_costs(&self, lane: usize) -> &[f32] {
        &self.small_costs[lane * self.n_types..(lane + 1) * self.n_types]
    }

    /// Cost of the largest vehicle on a lane, currency.
    pub fn largest_cost(&self, lane: usize) -> f64 {
        self.lane_costs[(lane + 1) * self.n_types - 1]
    }

    /// The route of a package at a hub; the hub is not its destination.
    pub fn route(&self, hub: usize, destination: usize) -> Route {
        self.routes[hub * self.n_hubs + destination]
    }

    /// Whether lanes lead from one hub to another.
    pub fn reaches(&self, hub: usize, destination: usize) -> bool {
        self.route(hub, destination).lane.index() < self.n_lanes
    }

    /// Eligible detours of a package at a hub, one bit a lane in the order of the hub's lanes.
    pub fn detours(&self, hub: usize, destination: usize) -> u64 {
        self.detours[hub * self.n_hubs + destination]
    }

    /// Cost of the largest vehicle along the primary path, currency: what one full truck pays from hub to destination.
    pub fn route_cost(&self, hub: usize, destination: usize) -> f64 {
        self.route_costs[hub * self.n_hubs + destination]
    }

    /// Size of a weight and a volume in largest vehicles: the larger share.
    pub fn size(&self, grams: u32, ml: u32) -> f64 {
        let largest = &self.case.vehicles()[self.n_types - 1];
        (f64::from(grams) / f64::from(largest.grams.0)).max(f64::from(ml) / f64::from(largest.ml.0))
    }

    /// Size of a weight and a volume in units of load: the larger share of the largest vehicle, rounded to the nearest.
    pub fn load(&self, grams: u32, ml: u32) -> u64 {
        let largest = &self.case.vehicles()[self.n_types - 1];
        let part =
            |amount: u32, capacity: u32| (u64::from(amount) * LOAD_ONE + u64::from(capacity) / 2) / u64::from(capacity);
        part(grams, largest.grams.0).max(part(ml, largest.ml.0))
    }

    fn fill_routes(&mut self) {
        let (n, lanes) = (self.n_hubs, self.case.lanes());
        let distances = routes::distances(n, lanes);
        let primary = routes::primary_lanes(n, lanes, &distances);
        self.routes = vec![Route::NOWHERE; n * n];
        self.detours = vec![0; n * n];
        self.route_costs = vec![0.0; n * n];
        for destination in 0..n {
            let cell = |hub: usize| hub * n + destination;
            // From the nearest hub on: the route of a lane's far end is known before the lane's own.
            let mut hubs: Vec<usize> =
                (0..n).filter(|&hub| hub != destination && primary[cell(hub)].is_some()).collect();
            hubs.sort_by_key(|&hub| (distances[cell(hub)], hub));
            for hub in hubs {
                let lane = primary[cell(hub)].unwrap();
                let to = lanes[lane].to.index();
                let after = if to == destination { Route::NOWHERE } else { self.routes[cell(to)] };
                let next = if to == destination { Route::FINAL } else { (after.lane.0 - self.lane_offsets[to]) as u16 };
                let hours = self.lane_hours[lane].saturating_add(after.hours);
                self.route_costs[cell(hub)] = self.largest_cost(lane) + self.route_costs[cell(to)];
                self.routes[cell(hub)] = Route {
                    lane: LaneId::from_index(lane),
                    hours,
                    hours_after: after.hours,
                    next,
                    penalty_share: penalty_share(self.largest_cost(lane), self.route_costs[cell(hub)]),
                };
                for other in self.lanes_of(hub).filter(|&other| other != lane) {
                    let rest = distances[cell(lanes[other].to.index())];
                    if rest != UNREACHABLE
                        && rest < distances[cell(hub)]
                        && (u64::from(lanes[other].metres.0) + rest) * DETOUR_DENOMINATOR
                            <= distances[cell(hub)] * DETOUR_NUMERATOR
                    {
                        self.detours[cell(hub)] |= 1 << (other - self.lane_offsets[hub] as usize);
                    }
                }
            }
        }
    }

    /// The case's own packages routed over their primary lanes, averaged over the horizon.
    fn flows(&self) -> Vec<f32> {
        let n = self.n_hubs;
        let packages = self.case.packages();
        let mut between = vec![0_u64; n * n];
        for row in 0..packages.len() {
            let pair = packages.origins[row].index() * n + packages.destinations[row].index();
            between[pair] += self.load(packages.grams[row].0, packages.ml[row].0);
        }
        let mut loads = vec![0_u64; self.n_lanes];
        for (pair, load) in between.into_iter().enumerate().filter(|(_, load)| *load > 0) {
            let (mut hub, destination) = (pair / n, pair % n);
            while hub != destination {
                let lane = self.route(hub, destination).lane.index();
                loads[lane] += load;
                hub = self.lane_to[lane].index();
            }
        }
        let scale = 1.0 / (LOAD_ONE as f64 * f64::from(self.case.hours()));
        loads.into_iter().map(|load| (load as f64 * scale) as f32).collect()
    }
}

/// Start of each group in a table sorted by group.
fn offsets(n_groups: usize, groups: impl Iterator<Item = usize>) -> Vec<u32> {
    let mut offsets = vec![0; n_groups + 1];
    for group in groups {
        offsets[group + 1] += 1;
    }
    for group in 0..n_groups {
        offsets[group + 1] += offsets[group];
    }
    offsets
}
