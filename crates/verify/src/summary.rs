//! The summary: every figure from own accounts.

use linehaul_case::schedule::{Amount, Summary, TypeCount};
use linehaul_tables::schema::summary_file::SUMMARY;

use crate::basis::Basis;
use crate::bound::lower_bound;
use crate::cargo::Size;
use crate::departures::{self, Departures};
use crate::figures::{EXACT, Figure, MONEY};
use crate::late::lateness;
use crate::loads::Loads;
use crate::moment::Moment;
use crate::packages::is_late;
use crate::report::{Report, Table};
use crate::trajectories::Trajectory;

const COSTS: &str = "docs/model.md: costs";
const FIGURES: &str = "docs/metrics.md";

/// Compares every figure.
pub fn check(stated: &Summary, expected: &Summary, report: &mut Report) {
    for (figure, column) in Summary::FIGURES.iter().zip(SUMMARY.columns) {
        let place = Table::Summary.whole(column);
        let close = |stated: f64, expected: f64, tolerance| Figure { stated, expected, tolerance };
        match ((figure.of)(stated), (figure.of)(expected)) {
            (Amount::Money(&s), Amount::Money(&e)) => report.close(place, COSTS, close(s, e, MONEY)),
            (Amount::Ratio(&s), Amount::Ratio(&e)) => report.close(place, FIGURES, close(s, e, EXACT)),
            (Amount::Count(&s), Amount::Count(&e)) => report.equal(place, FIGURES, s, e),
            (Amount::ByType(s), Amount::ByType(e)) => {
                report.check(s == e, place, FIGURES, || (types_text(s), types_text(e)))
            }
            _ => unreachable!("a figure is of one kind in every summary"),
        };
    }
}

/// Every figure, from what could be read of departures and packages.
pub fn expected(basis: &Basis, departures: &Departures, loads: &Loads, trajectories: &[Trajectory]) -> Summary {
    let mut summary = Summary { lower_bound: lower_bound(basis), ..Summary::default() };
    add_trucks(basis, departures, loads, &mut summary);
    add_packages(basis, trajectories, &mut summary);
    add_late_costs(basis, trajectories, &mut summary);
    summary.settlement_cost = settlement(basis, trajectories);
    summary.sla_cost = summary.late_penalty_cost + summary.late_waiting_cost;
    summary.total_cost = summary.shipment_cost + summary.sla_cost + summary.settlement_cost;
    summary.cost_to_bound = ratio(summary.total_cost, summary.lower_bound);
    summary
}

fn add_trucks(basis: &Basis, departures: &Departures, loads: &Loads, summary: &mut Summary) {
    let mut by_type = vec![0; basis.case.vehicles().len()];
    let (mut loaded, mut offered) = (Size::default(), Size::default());
    for (row, truck) in departures.trucks.iter().enumerate() {
        let size = Size::of(basis, &loads.aboard[row]);
        loaded = loaded + size;
        if let Some(truck) = truck {
            summary.vehicle_km += basis.case.lanes()[truck.lane].metres.to_km();
        }
        let Some(vehicle) = departures.types[row] else { continue };
        by_type[vehicle] += 1;
        offered = offered + Size::capacity(basis, vehicle);
        if let Some(truck) = *truck {
            summary.shipment_cost += departures::cost(basis, truck, vehicle);
        }
    }
    summary.departures = departures.trucks.len() as u64;
    summary.fill_m3 = ratio(loaded.ml as f64, offered.ml as f64);
    summary.fill_kg = ratio(loaded.grams as f64, offered.grams as f64);
    summary.mean_vehicle_m3 = ratio(offered.ml as f64 / 1e6, summary.departures as f64);
    let types = basis.case.vehicles().iter().zip(by_type);
    summary.departures_by_type =
        types.map(|(vehicle, departures)| TypeCount { vehicle_type: vehicle.id.clone(), departures }).collect();
}

fn add_packages(basis: &Basis, trajectories: &[Trajectory], summary: &mut Summary) {
    let (mut transit, mut riding, mut hops) = (0, 0, 0);
    for (package, trajectory) in trajectories.iter().enumerate() {
        let due_within = basis.demand.packages.due_hour(package) < basis.horizon();
        let judged = (due_within && !trajectory.cancelled) || trajectory.delivered.is_some();
        summary.judged += u64::from(judged);
        summary.cancelled += u64::from(trajectory.cancelled);
        summary.late += u64::from(is_late(basis, package, trajectory));
        if let Some(Moment { hour, .. }) = trajectory.delivered {
            summary.delivered += 1;
            transit += hour - basis.demand.packages.released_hour(package);
            riding += trajectory.riding_hours;
            hops += trajectory.hops;
        }
    }
    let mean = |sum: i64| ratio(sum as f64, summary.delivered as f64);
    (summary.mean_transit_hours, summary.mean_dwell_hours, summary.mean_hops) =
        (mean(transit), mean(transit - riding), mean(hops));
    summary.packages = trajectories.len() as u64;
    summary.under_way = summary.packages - summary.delivered - summary.cancelled;
    summary.late_share = ratio(summary.late as f64, summary.judged as f64);
}

/// Penalties are summed in whole millionths, times the hours that each goes on waiting for the hourly part.
fn add_late_costs(basis: &Basis, trajectories: &[Trajectory], summary: &mut Summary) {
    let (mut penalties, mut penalty_hours) = (0_i128, 0_i128);
    for (package, trajectory) in trajectories.iter().enumerate() {
        let lateness = lateness(basis, package, trajectory);
        if lateness.penalty {
            let penalty = i128::from(basis.case.late().penalty(basis.demand.packages.values[package]).0);
            penalties += penalty;
            penalty_hours += penalty * i128::from(lateness.waiting_hours);
        }
    }
    summary.late_penalty_cost = penalties as f64 / 1e6;
    summary.late_waiting_cost = basis.case.late().hourly * (penalty_hours as f64 / 1e6);
}

/// `size x route_cost / 0.7` of every package that is neither delivered nor cancelled, from where it stands or where its truck drives to.
fn settlement(basis: &Basis, trajectories: &[Trajectory]) -> f64 {
    let packages = &basis.demand.packages;
    let largest = Size::capacity(basis, basis.case.vehicles().len() - 1);
    let under_way = trajectories.iter().enumerate().filter(|(_, t)| t.delivered.is_none() && !t.cancelled);
    let costs = under_way.map(|(package, trajectory)| {
        let kg = f64::from(packages.grams[package].0) / largest.grams as f64;
        let m3 = f64::from(packages.ml[package].0) / largest.ml as f64;
        kg.max(m3) * basis.routes.cost(trajectory.end, packages.destinations[package].index()) / 0.7
    });
    costs.sum()
}

/// 0 where there is nothing to divide by.
fn ratio(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}

fn types_text(types: &[TypeCount]) -> String {
    let counts: Vec<String> = types.iter().map(|t| format!("{} \"{}\"", t.departures, t.vehicle_type)).collect();
    counts.join(", ")
}
