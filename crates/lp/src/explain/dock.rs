//! What a plan leaves: packages, room in its trucks, and trucks that could still leave.

use super::constraint::Constraint;
use crate::instance::{Instance, Lane, UNLIMITED};
use crate::plan::Plan;

/// So many of the packages left on a lane are tried beside one to see whether a truck would pay.
const COMPANIONS: usize = 500;

/// A dock after a plan has left.
pub struct Dock<'a> {
    pub instance: &'a Instance,
    /// Packages left behind, ascending.
    pub left: Vec<u32>,
    trucks: Vec<Room>,
    /// Trucks that could still leave, `[lane]`, `[type]` and in all.
    orders: Vec<u32>,
    /// Those of `orders` that may be of a type that the last must not have, `[lane]`.
    others: Vec<u32>,
    available: Vec<u32>,
    cap: u32,
    /// Packages left, the best for their size first, `[lane]`.
    waiting: Vec<Vec<u32>>,
}

/// Room left in a truck that goes.
pub struct Room {
    /// Counted from 1.
    pub number: usize,
    pub lane: usize,
    pub vehicle: usize,
    /// One bit a class on board.
    pub classes: u64,
    grams: u32,
    ml: u32,
}

impl Room {
    /// Grams and millilitres that a package lacks.
    pub fn short(&self, instance: &Instance, package: usize) -> (u32, u32) {
        (instance.grams()[package].saturating_sub(self.grams), instance.ml()[package].saturating_sub(self.ml))
    }

    /// Whether goods on board exclude a package.
    pub fn excludes(&self, instance: &Instance, package: usize) -> bool {
        instance.conflicts()[usize::from(instance.classes()[package])] & self.classes != 0
    }

    /// Whether a package still fits.
    pub fn takes(&self, instance: &Instance, package: usize) -> bool {
        self.short(instance, package) == (0, 0) && !self.excludes(instance, package)
    }

    fn put(&mut self, instance: &Instance, package: usize) {
        self.grams -= instance.grams()[package];
        self.ml -= instance.ml()[package];
        self.classes |= 1 << instance.classes()[package];
    }

    fn empty(instance: &Instance, number: usize, lane: usize, vehicle: usize) -> Self {
        let kind = &instance.vehicles()[vehicle];
        Self { number, lane, vehicle, classes: 0, grams: kind.grams, ml: kind.ml }
    }
}

impl<'a> Dock<'a> {
    /// The dock of an instance after a plan that keeps its limits.
    pub fn after(instance: &'a Instance, plan: &Plan) -> Self {
        let loaded = plan.loaded(instance);
        let left: Vec<u32> = (0..instance.n_packages() as u32).filter(|&package| !loaded[package as usize]).collect();
        let mut dock = Self {
            instance,
            trucks: Vec::new(),
            orders: instance.lanes().iter().map(|lane| lane.trucks).collect(),
            others: instance.lanes().iter().map(Lane::most_others).collect(),
            available: instance.vehicles().iter().map(|vehicle| vehicle.available).collect(),
            cap: instance.max_trucks(),
            waiting: waiting(instance, &left),
            left,
        };
        for (at, truck) in plan.trucks.iter().enumerate() {
            let (lane, vehicle) = (usize::from(truck.lane), usize::from(truck.vehicle));
            let mut room = Room::empty(instance, at + 1, lane, vehicle);
            truck.packages.iter().for_each(|&package| room.put(instance, package as usize));
            dock.trucks.push(room);
            dock.others[lane] -= u32::from(!instance.lanes()[lane].allows_last(vehicle));
            for limit in [&mut dock.orders[lane], &mut dock.available[vehicle], &mut dock.cap] {
                *limit -= u32::from(*limit != UNLIMITED);
            }
        }
        dock
    }

    /// Whether any truck may still leave on a lane as far as its order goes.
    pub fn may_send(&self, lane: usize) -> bool {
        self.orders[lane] > 0
    }

    /// Trucks that go on a lane.
    pub fn trucks_on(&self, lane: usize) -> impl Iterator<Item = &Room> {
        self.trucks.iter().filter(move |truck| truck.lane == lane)
    }

    /// Types that may drive a lane and hold a package.
    pub fn types_for(&self, package: usize, lane: usize) -> impl Iterator<Item = usize> {
        let types = 0..self.instance.vehicles().len();
        types
            .filter(move |&vehicle| self.instance.lanes()[lane].allows(vehicle) && self.instance.fits(package, vehicle))
    }

    /// What forbids one more truck on a lane, if one with the package would pay; `None` if it would not.
    pub fn blocking(&self, package: usize, lane: usize) -> Option<Vec<Constraint>> {
        let paying: Vec<usize> =
            self.types_for(package, lane).filter(|&vehicle| self.pays(package, lane, vehicle)).collect();
        if paying.is_empty() {
            return None;
        }
        // What is left of the order may be for smaller types only; then those are the ones to be had or not.
        let order = &self.instance.lanes()[lane];
        let ordered = |vehicle: &usize| order.allows_last(*vehicle) || self.others[lane] > 0;
        let ordered: Vec<usize> = paying.iter().copied().filter(ordered).collect();
        let wanted = if ordered.is_empty() { &paying } else { &ordered };
        let limits = [
            (Constraint::Orders, self.orders[lane] == 0 || ordered.is_empty()),
            (Constraint::Availability, wanted.iter().all(|&vehicle| self.available[vehicle] == 0)),
            (Constraint::Cap, self.cap == 0),
        ];
        Some(limits.into_iter().filter(|(_, blocks)| *blocks).map(|(constraint, _)| constraint).collect())
    }

    /// Whether one more truck earns its cost with a package and what else is left for the lane.
    fn pays(&self, package: usize, lane: usize, vehicle: usize) -> bool {
        let instance = self.instance;
        let cost = instance.lanes()[lane].costs[vehicle];
        let mut truck = Room::empty(instance, 0, lane, vehicle);
        truck.put(instance, package);
        let mut worth = instance.worth(package, lane).unwrap_or(0.0);
        for &other in self.waiting[lane].iter().take(COMPANIONS) {
            if worth > cost {
                break;
            }
            let other = other as usize;
            if other != package && truck.takes(instance, other) {
                truck.put(instance, other);
                worth += instance.worth(other, lane).unwrap_or(0.0);
            }
        }
        worth > cost || instance.must_ride()[package]
    }
}

fn waiting(instance: &Instance, left: &[u32]) -> Vec<Vec<u32>> {
    let most = |size: fn(&crate::instance::VehicleType) -> u32| {
        f64::from(instance.vehicles().iter().map(size).max().unwrap_or(0).max(1))
    };
    let (most_grams, most_ml) = (most(|vehicle| vehicle.grams), most(|vehicle| vehicle.ml));
    let mut lanes = vec![Vec::new(); instance.lanes().len()];
    for &package in left {
        let at = package as usize;
        let weight = f64::from(instance.grams()[at]) / most_grams;
        let size = weight.max(f64::from(instance.ml()[at]) / most_ml).max(1e-9);
        for choice in instance.options(at) {
            lanes[usize::from(choice.lane)].push((choice.worth / size, package));
        }
    }
    let sorted = lanes.into_iter().map(|mut lane| {
        lane.sort_by(|a: &(f64, u32), b| b.0.total_cmp(&a.0));
        lane.into_iter().map(|(_, package)| package).collect()
    });
    sorted.collect()
}
