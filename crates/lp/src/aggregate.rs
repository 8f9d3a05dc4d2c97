//! The aggregate formulation: trucks of a lane and type as a number, packages in parts. It bounds every plan, and its numbers
//! of trucks, filled in integers, are a good one.
//!
//! With `x[i,j]` the part of package i on lane j and `y[t,j]` trucks of type t on lane j (the surrogate relaxation of a multiple
//! knapsack problem: Kellerer, Pferschy and Pisinger, Knapsack Problems, 2004, chapter 10):
//!
//! ```text
//! max  sum p[i,j] x[i,j] - sum c[t,j] y[t,j]
//!      sum_j x[i,j] <= 1                        each package once
//!      sum_i w[i] x[i,j] <= sum_t W[t] y[t,j]   weight of a lane; the same with volumes
//!      sum_t y[t,j] <= n[j]                     orders; n[j] - 1 over types that the last truck must not have
//!      sum_j y[t,j] <= A[t]                     availability
//!      sum y <= D                               the dock's cap
//!      0 <= x <= 1,  y >= 0
//! ```
//!
//! `p` is the worth, plus the penalty of leaving it for a package that must ride. With `y` real this is the aggregate LP, with `y`
//! integer the aggregate MILP: the bound that is worth reporting, for where trucks are few the LP sends a tenth of one. Goods
//! classes are left out, and so is a package where no type that may drive the lane holds it. Weights are in kilograms and volumes
//! in litres; parts below a millionth of the largest vehicle count as nothing, which only raises the bound and keeps the
//! coefficients within what a simplex can resolve.

use crate::fill::Filling;
use crate::instance::Instance;
use crate::plan::Plan;
use crate::solver::{Answer, Column, Counts, Limits, Model, Packed};

/// Of 472 instances of up to 1,000 packages and 8 lanes two ended at this many nodes, after .2 and .8 s. Means: .03 to .3 ms for
/// 10 packages, .1 to 1 for 50, 1 to 20 for 200, 7 to 130 for 1,000; the LP alone .05, .3, 2 and 18 at the most.
pub const LIMITS: Limits = Limits { nodes: 2_000, columns: 20_000 };

/// Whether trucks come in parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trucks {
    /// The aggregate LP.
    InParts,
    /// The aggregate MILP.
    Whole,
}

/// An upper bound of [`Value::score`](crate::plan::Value::score) of every plan; infinite where the solver failed or its limit
/// came before any proof.
pub fn bound(instance: &Instance, trucks: Trucks, limits: Limits) -> f64 {
    let model = AggregateModel::new(instance, trucks);
    if model.model.n_columns() > limits.columns {
        return f64::INFINITY;
    }
    model.model.solve(limits.nodes, None).bound + model.constant
}

/// Solves the aggregate MILP, fills its trucks in integers and rechecks the plan; `fast` loads where that fails.
pub fn solve(
    instance: &Instance,
    limits: Limits,
    fast: &mut dyn FnMut(&Instance) -> Plan,
    counts: &mut Counts,
) -> Packed {
    let AggregateModel { model, shares, trucks, constant } = AggregateModel::new(instance, Trucks::Whole);
    let mut answer =
        if model.n_columns() > limits.columns { Answer::too_large() } else { model.solve(limits.nodes, None) };
    answer.bound += constant;
    let plan = answer.values.as_ref().map(|values| fill(instance, values, &shares, &trucks));
    Packed::new(instance, plan, &answer, fast, counts)
}

struct AggregateModel {
    model: Model,
    /// `(package, lane, column)`.
    shares: Vec<(usize, usize, Column)>,
    /// `(lane, type, column)`.
    trucks: Vec<(usize, usize, Column)>,
    /// What the objective leaves out: minus the penalties of all packages that must ride.
    constant: f64,
}

impl AggregateModel {
    fn new(instance: &Instance, kind: Trucks) -> Self {
        let mut model = Model::new();
        let (n_lanes, n_vehicles) = (instance.lanes().len(), instance.vehicles().len());
        let units = Units::of(instance);
        let mut trucks = Vec::new();
        for (lane, order) in instance.lanes().iter().enumerate() {
            for (vehicle, of_type) in
                instance.vehicles().iter().enumerate().filter(|&(vehicle, _)| order.allows(vehicle))
            {
                let mut most = instance.most_trucks(lane).min(of_type.available);
                if !order.allows_last(vehicle) {
                    most = most.min(order.most_others());
                }
                if most == 0 {
                    // What only such a truck would hold does not ride.
                    continue;
                }
                let column = match kind {
                    Trucks::InParts => model.amount(most, -order.costs[vehicle]),
                    Trucks::Whole => model.count(most, -order.costs[vehicle]),
                };
                trucks.push((lane, vehicle, column));
            }
        }
        let mut shares = Vec::new();
        let mut weight = vec![Vec::new(); n_lanes];
        let mut volume = vec![Vec::new(); n_lanes];
        for package in 0..instance.n_packages() {
            let first = shares.len();
            for choice in instance.options(package) {
                let lane = usize::from(choice.lane);
                if !trucks.iter().any(|&(of_lane, vehicle, _)| of_lane == lane && instance.fits(package, vehicle)) {
                    continue;
                }
                let column = model.share(choice.worth + penalty(instance, package));
                shares.push((package, lane, column));
                weight[lane].extend(units.kg(instance.grams()[package]).map(|kg| (column, kg)));
                volume[lane].extend(units.litres(instance.ml()[package]).map(|litres| (column, litres)));
            }
            if shares.len() > first + 1 {
                model.row(shares[first..].iter().map(|&(_, _, column)| (column, 1.0)).collect(), 1.0);
            }
        }
        for &(lane, vehicle, column) in &trucks {
            weight[lane].push((column, -f64::from(instance.vehicles()[vehicle].grams) / 1e3));
            volume[lane].push((column, -f64::from(instance.vehicles()[vehicle].ml) / 1e3));
        }
        weight.into_iter().chain(volume).for_each(|terms| model.row(terms, 0.0));
        let sum = |of: &dyn Fn(usize, usize) -> bool| -> Vec<(Column, f64)> {
            trucks
                .iter()
                .filter(|&&(lane, vehicle, _)| of(lane, vehicle))
                .map(|&(_, _, column)| (column, 1.0))
                .collect()
        };
        // A limit that all packages on trucks of their own would keep is none.
        let mut limit = |terms, most: u32| {
            if (most as usize) < instance.n_packages() {
                model.row(terms, f64::from(most));
            }
        };
        for lane in 0..n_lanes {
            let order = &instance.lanes()[lane];
            limit(sum(&|of_lane, _| of_lane == lane), order.trucks);
            limit(sum(&|of_lane, vehicle| of_lane == lane && !order.allows_last(vehicle)), order.most_others());
        }
        for vehicle in 0..n_vehicles {
            limit(sum(&|_, of_type| of_type == vehicle), instance.vehicles()[vehicle].available);
        }
        limit(sum(&|_, _| true), instance.max_trucks());
        let must_ride = instance.must_ride().iter().filter(|&&must| must).count();
        Self { model, shares, trucks, constant: -instance.must_ride_penalty() * must_ride as f64 }
    }
}

/// What loading a package saves beside its worth.
pub(crate) fn penalty(instance: &Instance, package: usize) -> f64 {
    if instance.must_ride()[package] { instance.must_ride_penalty() } else { 0.0 }
}

/// Coefficients of weight and volume rows.
pub(crate) struct Units {
    least_grams: u32,
    least_ml: u32,
}

impl Units {
    pub fn of(instance: &Instance) -> Self {
        let most =
            |size: fn(&crate::instance::VehicleType) -> u32| instance.vehicles().iter().map(size).max().unwrap_or(0);
        Self { least_grams: most(|v| v.grams) / 1_000_000, least_ml: most(|v| v.ml) / 1_000_000 }
    }

    /// Kilograms, `None` where they count as nothing.
    pub fn kg(&self, grams: u32) -> Option<f64> {
        (grams > self.least_grams).then(|| f64::from(grams) / 1e3)
    }

    /// Litres, `None` where they count as nothing.
    pub fn litres(&self, ml: u32) -> Option<f64> {
        (ml > self.least_ml).then(|| f64::from(ml) / 1e3)
    }
}

/// Opens the trucks of the solution, the largest of a lane first, and loads the packages: those that must ride, then by their
/// part in the solution, the owner lane before detours, the best for their size first; then whatever still fits.
fn fill(
    instance: &Instance,
    values: &[f64],
    shares: &[(usize, usize, Column)],
    trucks: &[(usize, usize, Column)],
) -> Plan {
    let mut filling = Filling::new(instance);
    let mut by_size = trucks.to_vec();
    let size = |vehicle: usize| (instance.vehicles()[vehicle].ml, instance.vehicles()[vehicle].grams);
    by_size.sort_by_key(|&(lane, vehicle, _)| (lane, std::cmp::Reverse(size(vehicle))));
    for (lane, vehicle, column) in by_size {
        for _ in 0..values[column].round() as u32 {
            filling.open(lane, vehicle);
        }
    }
    let largest = |of: fn(&crate::instance::VehicleType) -> u32| {
        f64::from(instance.vehicles().iter().map(of).max().unwrap_or(1).max(1))
    };
    let (most_grams, most_ml) = (largest(|v| v.grams), largest(|v| v.ml));
    let rank = |&(package, lane, column): &(usize, usize, Column)| {
        let room = (f64::from(instance.grams()[package]) / most_grams).max(f64::from(instance.ml()[package]) / most_ml);
        let worth = instance.worth(package, lane).unwrap_or(0.0);
        let must = instance.must_ride()[package];
        // Parts in tenths: what is in the solution comes first, what is cut by the last truck behind it. Those that must ride
        // are all to be loaded, for which first fit does best with the largest first.
        let rest = if must { -room } else { -worth / room.max(1e-9) };
        (!must, -(values[column] * 10.0).round(), rest)
    };
    let mut order: Vec<_> = shares.iter().map(|share| (rank(share), *share)).collect();
    order.sort_by(|(a, _), (b, _)| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2)));
    for _ in 0..2 {
        // The second round fills the room of what the first sent home.
        for &(_, (package, lane, _)) in &order {
            filling.put(package, lane);
        }
        filling.settle();
        filling.drop_unworthy();
    }
    filling.into_plan()
}

#[cfg(test)]
mod tests;
