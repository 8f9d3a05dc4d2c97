//! Trucks filled one package at a time in integers: what turns the amounts of a relaxation into a plan.

use crate::instance::Instance;
use crate::plan::{Plan, PlanTruck};

/// Trucks of one dock while they are being filled. No truck is ever beyond a limit; the caller sees to it that the trucks
/// themselves are within orders, availability and cap.
pub(crate) struct Filling<'a> {
    instance: &'a Instance,
    trucks: Vec<Loading>,
    loaded: Vec<bool>,
}

/// A truck being filled.
#[derive(Clone)]
struct Loading {
    lane: usize,
    vehicle: usize,
    /// Room left, grams and millilitres.
    grams: u32,
    ml: u32,
    /// Classes on board, one bit a class.
    classes: u64,
    worth: f64,
    must_ride: bool,
    packages: Vec<u32>,
}

impl<'a> Filling<'a> {
    pub fn new(instance: &'a Instance) -> Self {
        Self { instance, trucks: Vec::new(), loaded: vec![false; instance.n_packages()] }
    }

    /// Opens a truck.
    pub fn open(&mut self, lane: usize, vehicle: usize) {
        let kind = &self.instance.vehicles()[vehicle];
        self.trucks.push(Loading {
            lane,
            vehicle,
            grams: kind.grams,
            ml: kind.ml,
            classes: 0,
            worth: 0.0,
            must_ride: false,
            packages: Vec::new(),
        });
    }

    /// Loads a package onto the first truck of a lane with room, unless it is loaded already.
    pub fn put(&mut self, package: usize, lane: usize) {
        let instance = self.instance;
        if self.loaded[package] {
            return;
        }
        let (grams, ml) = (instance.grams()[package], instance.ml()[package]);
        let class = usize::from(instance.classes()[package]);
        let fits = |truck: &&mut Loading| {
            truck.lane == lane
                && grams <= truck.grams
                && ml <= truck.ml
                && truck.classes & instance.conflicts()[class] == 0
        };
        if let Some(truck) = self.trucks.iter_mut().find(fits) {
            truck.grams -= grams;
            truck.ml -= ml;
            truck.classes |= 1 << class;
            truck.worth += instance.worth(package, lane).expect("the caller asks for a lane that the package may take");
            truck.must_ride |= instance.must_ride()[package];
            truck.packages.push(package as u32);
            self.loaded[package] = true;
        }
    }

    /// Sends home the trucks that are worth less than they cost and carry nothing that must ride.
    pub fn drop_unworthy(&mut self) {
        let instance = self.instance;
        let loaded = &mut self.loaded;
        self.trucks.retain(|truck| {
            let worthy = truck.must_ride || truck.worth >= instance.lanes()[truck.lane].costs[truck.vehicle];
            if !worthy {
                truck.packages.iter().for_each(|&package| loaded[package as usize] = false);
            }
            worthy && !truck.packages.is_empty()
        });
    }

    /// Gives each truck the cheapest type that holds its load and is still there.
    pub fn settle(&mut self) {
        let instance = self.instance;
        let mut used = vec![0; instance.vehicles().len()];
        self.trucks.iter().for_each(|truck| used[truck.vehicle] += 1);
        for truck in &mut self.trucks {
            let (was, costs) = (truck.vehicle, &instance.lanes()[truck.lane].costs);
            let kinds = instance.vehicles();
            let (grams, ml) = (kinds[was].grams - truck.grams, kinds[was].ml - truck.ml);
            for vehicle in 0..kinds.len() {
                let kind = &kinds[vehicle];
                // Where the last truck is limited, one of the types that it may have stays one.
                let order = &instance.lanes()[truck.lane];
                let cheaper = costs[vehicle] < costs[truck.vehicle]
                    && order.allows(vehicle)
                    && (order.allows_last(vehicle) || !order.allows_last(truck.vehicle));
                if cheaper && grams <= kind.grams && ml <= kind.ml && used[vehicle] < kind.available {
                    truck.vehicle = vehicle;
                }
            }
            used[was] -= 1;
            used[truck.vehicle] += 1;
            (truck.grams, truck.ml) = (kinds[truck.vehicle].grams - grams, kinds[truck.vehicle].ml - ml);
        }
    }

    /// The plan, without trucks that are empty.
    pub fn into_plan(self) -> Plan {
        let used = self.trucks.into_iter().filter(|truck| !truck.packages.is_empty());
        let trucks = used.map(|truck| PlanTruck {
            lane: truck.lane as u16,
            vehicle: truck.vehicle as u8,
            packages: truck.packages,
        });
        Plan { trucks: trucks.collect() }
    }
}
