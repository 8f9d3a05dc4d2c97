//! Loads by a solver, and loads held against what any could be worth.

use linehaul_case::network::Network;
use linehaul_lp::solver::{Counts, Limits, Packed};
use linehaul_lp::{Instance, Plan, PlanTruck, aggregate, exact, fast};

use super::dock::Dock;
use super::instance::DockInstance;
use super::items::Place;
use crate::loading::{Solver, WorstLoad};
use crate::order::Order;
use crate::state::State;

/// A bound below this share of what waits is the solver's margin on a dock that can send nothing.
const NOTHING: f64 = 1e-6;
/// Docks that are bounded by the exact program too; milliseconds at the most.
const EXACT_BOUND: Limits = Limits { nodes: 500, columns: 150 };

impl State {
    /// Loads a hub by the chosen solver and certifies the load if its hour is in the sample.
    pub(super) fn load_as_set(&mut self, network: &Network, dock: &mut Dock, hub: usize, orders: &[Order]) {
        let sampled = sampled(dock.settings.certify, self.book.seed, hub, self.hour);
        let solver = dock.settings.solver;
        if !sampled && solver == Solver::Fast {
            return self.load(network, dock, hub, orders);
        }
        let built = self.instance(network, dock, hub, orders);
        if solver == Solver::Fast {
            self.load(network, dock, hub, orders);
        } else {
            self.load_by_solver(network, dock, hub, &built);
        }
        if sampled {
            self.certify(network, dock, hub, built);
        }
    }

    fn load_by_solver(&mut self, network: &Network, dock: &mut Dock, hub: usize, built: &DockInstance) {
        let instance = &built.instance;
        let mut counts = Counts::default();
        let packed: Packed = if dock.settings.solver == Solver::Exact {
            exact::solve(instance, exact::LIMITS, &mut fast::solve, &mut counts)
        } else {
            aggregate::solve(instance, aggregate::LIMITS, &mut fast::solve, &mut counts)
        };
        dock.record.count(packed.solved);
        dock.loader.clear();
        dock.unmark();
        for truck in &packed.plan.trucks {
            let truck_lane = built.lanes[usize::from(truck.lane)];
            let number = dock.loader.send(truck_lane, truck.vehicle);
            for &package in &truck.packages {
                let key = built.keys[package as usize];
                let Place { slot, position } = Place::of(key);
                let lane = network.lane_offsets[hub] as usize + slot;
                dock.loader.put(number, &self.item_at(network, lane, slot, position, truck_lane as usize));
            }
        }
        self.mark_loaded(network, dock, hub);
    }

    /// Compares the load with the least bound.
    fn certify(&self, network: &Network, dock: &mut Dock, hub: usize, built: DockInstance) {
        let instance = &built.instance;
        let bound = bound(instance);
        let worths = (0..instance.n_packages()).map(|package| instance.options(package)[0].worth);
        if !bound.is_finite() {
            dock.record.unproved += 1;
            return;
        }
        let plan = plan(dock, &built);
        let score = plan.check(instance).expect("loads are built in integers").score();
        // The margin of a bound is at most a millionth.
        let gap = if bound <= NOTHING * worths.sum::<f64>() { 0.0 } else { ((bound - score) / bound).max(0.0) };
        dock.record.gaps.push(gap);
        if dock.record.worst.as_ref().is_none_or(|worst| gap > worst.gap) {
            let hub = network.case.hubs()[hub].id.clone();
            dock.record.worst = Some(WorstLoad { gap, hub, hour: self.hour, instance: Box::new(built.file) });
        }
    }
}

/// The load of a dock as a plan of the instance.
fn plan(dock: &Dock, built: &DockInstance) -> Plan {
    let lane = |id: u32| built.lanes.iter().position(|&lane| lane == id).expect("trucks leave on ordered lanes");
    let trucks = dock.loader.trucks().iter();
    let mut trucks: Vec<PlanTruck> = trucks
        .map(|truck| PlanTruck { lane: lane(truck.lane) as u16, vehicle: truck.vehicle, packages: Vec::new() })
        .collect();
    let packages: std::collections::BTreeMap<u32, u32> =
        built.keys.iter().enumerate().map(|(package, &key)| (key, package as u32)).collect();
    for (at, truck) in trucks.iter_mut().enumerate() {
        truck.packages.extend(dock.loader.load_of(at).iter().map(|item| packages[&item.key]));
    }
    Plan { trucks }
}

/// No load of the dock is worth more. Where the dock is small, the exact program tightens the aggregate one, which lets packages ride in
/// parts: with a single small truck that alone can be a tenth.
fn bound(instance: &Instance) -> f64 {
    let aggregate = aggregate::bound(instance, aggregate::Trucks::Whole, aggregate::LIMITS);
    let exact = exact::solve(instance, EXACT_BOUND, &mut fast::solve, &mut Counts::default()).bound;
    aggregate.min(exact)
}

/// Whether a hub-hour is in the sample: a share of them, drawn by a hash of seed, hub and hour, so that neither the policy nor the
/// number of threads moves it.
fn sampled(share: f64, seed: u64, hub: usize, hour: u16) -> bool {
    let unit = (mix(seed ^ mix((hub as u64) << 16 | u64::from(hour))) >> 11) as f64 / (1_u64 << 53) as f64;
    unit < share
}

/// The finaliser of `SplitMix64` (Steele, Lea and Flood, Fast splittable pseudorandom number generators, 2014).
fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
