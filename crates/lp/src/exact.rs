//! The exact formulation: a binary for each package and truck. For small instances, tests and proofs.
//!
//! Each lane has as many places for trucks as may leave on it. With `x[i,k]` whether package i rides at place k, `z[k,t]` whether
//! the truck at place k is of type t, and `u[k,c]` whether class c is on board there:
//!
//! ```text
//! max  sum p[i,lane of k] x[i,k] - sum c[t,lane of k] z[k,t]
//!      sum_k x[i,k] <= 1                          each package once
//!      sum_i w[i] x[i,k] <= sum_t W[t] z[k,t]     weight; the same with volumes
//!      sum_t z[k,t] <= 1                          one truck a place: orders
//!      sum z <= n[j] - 1                          over places of lane j and types that the last truck must not have
//!      sum_k z[k,t] <= A[t]                       availability
//!      sum z <= D                                 the dock's cap
//!      x[i,k] <= u[k,class of i], u[k,a] + u[k,b] <= 1   for each pair of classes that exclude each other
//!      r[k] >= r[k+1], r[k] = sum_t (t+1) z[k,t]  on a lane higher types first, unused places last
//! ```
//!
//! The last row forbids the same plan with trucks of different types swapped. (Ordering equal trucks by weight as well changed
//! nothing: 110 against 198 ms at best, a tenth slower at worst.) The search begins at the fast load, which saves a third.

use crate::aggregate::{Units, penalty};
use crate::instance::{Instance, VehicleType};
use crate::plan::{Plan, PlanTruck};
use crate::solver::{Answer, Column, Counts, Limits, Model, Packed};

/// Seconds at the most, 4.5 measured. All instances of 10 packages are proved best in about .5 ms, 154 of 160 of 50 packages in 60 ms
/// on average, and three quarters of those of 200 that are small enough to be tried, in 280 ms.
pub const LIMITS: Limits = Limits { nodes: 5_000, columns: 600 };

/// Solves the exact formulation and rechecks the plan; `fast` loads where that fails, and gives the start.
pub fn solve(
    instance: &Instance,
    limits: Limits,
    fast: &mut dyn FnMut(&Instance) -> Plan,
    counts: &mut Counts,
) -> Packed {
    let start = fast(instance);
    let answer = if n_columns(instance) > limits.columns {
        (Answer::too_large(), None)
    } else {
        let exact = ExactModel::new(instance);
        let point = exact.point_of(instance, &start);
        let mut answer = exact.model.solve(limits.nodes, Some(&point));
        let left = instance.must_ride().iter().filter(|&&must| must).count();
        answer.bound -= instance.must_ride_penalty() * left as f64;
        let plan = answer.values.as_ref().map(|values| plan_of(&exact.places, values));
        (answer, plan)
    };
    Packed::new(instance, answer.1, &answer.0, &mut |_| start.clone(), counts)
}

/// Columns that the model of an instance has, leaving out those of classes.
pub fn n_columns(instance: &Instance) -> usize {
    let n_vehicles = instance.vehicles().len();
    let mut columns: usize = (0..instance.lanes().len()).map(|lane| n_places(instance, lane) * n_vehicles).sum();
    for package in 0..instance.n_packages() {
        columns += instance.options(package).iter().map(|c| n_places(instance, usize::from(c.lane))).sum::<usize>();
    }
    columns
}

/// Trucks that can leave on a lane, of all types that may drive it.
fn n_places(instance: &Instance, lane: usize) -> usize {
    let order = &instance.lanes()[lane];
    let types = instance.vehicles().iter().enumerate().filter(|&(vehicle, _)| order.allows(vehicle));
    let available: u64 = types.map(|(_, vehicle)| u64::from(vehicle.available)).sum();
    available.min(u64::from(instance.most_trucks(lane))) as usize
}

/// A place for a truck.
struct Place {
    lane: usize,
    /// `(type, column)`.
    types: Vec<(usize, Column)>,
    /// `(package, column)`.
    packages: Vec<(usize, Column)>,
    /// `(class, column)`, of classes that exclude another.
    classes: Vec<(usize, Column)>,
}

struct ExactModel {
    model: Model,
    /// By lane.
    places: Vec<Place>,
}

impl ExactModel {
    fn new(instance: &Instance) -> Self {
        let mut exact = Self { model: Model::new(), places: Vec::new() };
        for lane in 0..instance.lanes().len() {
            for _ in 0..n_places(instance, lane) {
                exact.add_place(instance, lane);
            }
        }
        exact.limit_trucks(instance);
        exact.load_once(instance.n_packages());
        for place in &exact.places {
            capacity_rows(&mut exact.model, instance, place);
            class_rows(&mut exact.model, instance, place);
            presence_rows(&mut exact.model, instance, place);
        }
        for pair in exact.places.windows(2).filter(|pair| pair[0].lane == pair[1].lane) {
            order_row(&mut exact.model, &pair[0], &pair[1]);
        }
        exact
    }

    fn add_place(&mut self, instance: &Instance, lane: usize) {
        let order = &instance.lanes()[lane];
        let allowed = (0..instance.vehicles().len()).filter(|&vehicle| order.allows(vehicle));
        let types: Vec<_> = allowed.map(|vehicle| (vehicle, self.model.count(1, -order.costs[vehicle]))).collect();
        let mut packages = Vec::new();
        for package in 0..instance.n_packages() {
            if let Some(worth) = instance.worth(package, lane)
                && types.iter().any(|&(vehicle, _)| instance.fits(package, vehicle))
            {
                packages.push((package, self.model.count(1, worth + penalty(instance, package))));
            }
        }
        let exclusive = (0..instance.conflicts().len()).filter(|&class| instance.conflicts()[class] != 0);
        let classes = exclusive.map(|class| (class, self.model.share(0.0))).collect();
        self.places.push(Place { lane, types, packages, classes });
    }

    /// One truck a place, availability and cap.
    fn limit_trucks(&mut self, instance: &Instance) {
        let all = || self.places.iter().flat_map(|place| &place.types);
        let mut rows = Vec::new();
        for place in &self.places {
            rows.push((place.types.iter().map(|&(_, column)| (column, 1.0)).collect::<Vec<_>>(), 1.0));
        }
        let mut limit = |terms: Vec<(Column, f64)>, most: u32| {
            if (most as usize) < terms.len() {
                rows.push((terms, f64::from(most)));
            }
        };
        for (vehicle, of_type) in instance.vehicles().iter().enumerate() {
            limit(all().filter(|(t, _)| *t == vehicle).map(|&(_, column)| (column, 1.0)).collect(), of_type.available);
        }
        limit(all().map(|&(_, column)| (column, 1.0)).collect(), instance.max_trucks());
        for (lane, order) in instance.lanes().iter().enumerate() {
            let places = self.places.iter().filter(|place| place.lane == lane);
            let others = places.flat_map(|place| &place.types).filter(|(vehicle, _)| !order.allows_last(*vehicle));
            limit(others.map(|&(_, column)| (column, 1.0)).collect(), order.most_others());
        }
        for (terms, most) in rows {
            self.model.row(terms, most);
        }
    }

    fn load_once(&mut self, n_packages: usize) {
        let mut rides = vec![Vec::new(); n_packages];
        for &(package, column) in self.places.iter().flat_map(|place| &place.packages) {
            rides[package].push((column, 1.0));
        }
        rides.into_iter().filter(|terms| terms.len() > 1).for_each(|terms| self.model.row(terms, 1.0));
    }

    /// A plan as a point of the model, its trucks in the order that the rows ask for.
    fn point_of(&self, instance: &Instance, plan: &Plan) -> Vec<f64> {
        let mut point = vec![0.0; self.model.n_columns()];
        let mut trucks: Vec<&PlanTruck> = plan.trucks.iter().collect();
        trucks.sort_by_key(|truck| (truck.lane, std::cmp::Reverse(truck.vehicle)));
        let mut places = self.places.iter();
        for truck in trucks {
            // A plan within the limits of the instance finds as many places as it has trucks.
            let Some(place) = places.find(|place| place.lane == usize::from(truck.lane)) else { break };
            for &(vehicle, column) in &place.types {
                point[column] = f64::from(u8::from(vehicle == usize::from(truck.vehicle)));
            }
            for &(package, column) in &place.packages {
                if truck.packages.contains(&(package as u32)) {
                    point[column] = 1.0;
                    let class = usize::from(instance.classes()[package]);
                    place.classes.iter().filter(|(c, _)| *c == class).for_each(|&(_, of_class)| point[of_class] = 1.0);
                }
            }
        }
        point
    }
}

fn capacity_rows(model: &mut Model, instance: &Instance, place: &Place) {
    let units = Units::of(instance);
    let kg = |&(package, column): &(usize, Column)| Some((column, units.kg(instance.grams()[package])?));
    let litres = |&(package, column): &(usize, Column)| Some((column, units.litres(instance.ml()[package])?));
    let mut weight: Vec<_> = place.packages.iter().filter_map(kg).collect();
    let mut volume: Vec<_> = place.packages.iter().filter_map(litres).collect();
    for &(vehicle, column) in &place.types {
        weight.push((column, -f64::from(instance.vehicles()[vehicle].grams) / 1e3));
        volume.push((column, -f64::from(instance.vehicles()[vehicle].ml) / 1e3));
    }
    model.row(weight, 0.0);
    model.row(volume, 0.0);
}

fn class_rows(model: &mut Model, instance: &Instance, place: &Place) {
    for &(class, on_board) in &place.classes {
        for &(package, column) in &place.packages {
            if usize::from(instance.classes()[package]) == class {
                model.row(vec![(column, 1.0), (on_board, -1.0)], 0.0);
            }
        }
        for &(other, beside) in place.classes.iter().filter(|(other, _)| *other > class) {
            if instance.conflicts()[class] >> other & 1 == 1 {
                model.row(vec![(on_board, 1.0), (beside, 1.0)], 1.0);
            }
        }
    }
}

/// A package rides only where a truck that holds it does. True without saying, but the relaxation does not know: sending a
/// tenth of a truck for a tenth of the lane is what it likes best. Worth its rows where a lane fills two trucks at most: solved
/// up to 20 times faster there, and 4 times slower with the rows on every lane.
fn presence_rows(model: &mut Model, instance: &Instance, place: &Place) {
    let most = |size: fn(&VehicleType) -> u32| instance.vehicles().iter().map(size).max().map_or(0, u64::from);
    let sum = |sizes: &[u32]| place.packages.iter().map(|&(package, _)| u64::from(sizes[package])).sum::<u64>();
    if sum(instance.grams()) > 2 * most(|v| v.grams) || sum(instance.ml()) > 2 * most(|v| v.ml) {
        return;
    }
    for &(package, column) in &place.packages {
        let holding = place.types.iter().filter(|&&(vehicle, _)| instance.fits(package, vehicle));
        let terms = holding.map(|&(_, truck)| (truck, -1.0)).chain([(column, 1.0)]);
        model.row(terms.collect(), 0.0);
    }
}

/// Higher types first, unused places last.
fn order_row(model: &mut Model, first: &Place, second: &Place) {
    let rank = |place: &Place, factor: f64| -> Vec<(Column, f64)> {
        place.types.iter().map(|&(vehicle, column)| (column, factor * (vehicle + 1) as f64)).collect()
    };
    model.row([rank(second, 1.0), rank(first, -1.0)].concat(), 0.0);
}

/// The plan of a point; places without cargo are no trucks.
fn plan_of(places: &[Place], values: &[f64]) -> Plan {
    let on = |column: Column| values[column] > 0.5;
    let mut plan = Plan::default();
    for place in places {
        let packages: Vec<u32> =
            place.packages.iter().filter(|&&(_, column)| on(column)).map(|&(package, _)| package as u32).collect();
        let vehicle = place.types.iter().find(|&&(_, column)| on(column));
        if let (false, Some(&(vehicle, _))) = (packages.is_empty(), vehicle) {
            plan.trucks.push(PlanTruck { lane: place.lane as u16, vehicle: vehicle as u8, packages });
        }
    }
    plan
}

#[cfg(test)]
mod tests;
