//! A first look at a case: how large it is, where the freight goes, and everything in it that looks odd.
//!
//! A valid case can still be a wrong one: weights in pounds, a hub that nothing reaches, promises that nobody could keep. This
//! answers what a planner asks before trusting any result, and says in sentences what to check. All freight is taken to ride its
//! primary path; rules and disruptions are left out, so loads are what the tables ask for, not what a schedule will do.

mod figures;
mod hubs_and_lanes;
mod packages;
mod text;
mod traffic;

use serde::Serialize;

use self::figures::{largest, median};
use self::traffic::Traffic;
use linehaul_case::{Case, Hub};

/// Lanes listed in [`Inspection::busiest_lanes`].
const N_BUSIEST: usize = 10;

/// What a case holds. Times are hours, volumes m3, weights kg, money the case's currency, shares 0 to 1.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Inspection {
    /// Name of the case.
    pub name: String,
    /// Number of hourly steps.
    pub hours: u16,
    /// Currency of every amount.
    pub currency: String,
    /// Number of hubs.
    pub n_hubs: usize,
    /// Number of lanes, each direction by itself.
    pub n_lanes: usize,
    /// Number of vehicle types.
    pub n_vehicle_types: usize,
    /// Number of packages.
    pub n_packages: usize,
    /// Packages released in an hour, in the mean.
    pub packages_per_hour: f64,
    /// The hour in which most packages are released; the first of several.
    pub busiest_hour: u16,
    /// Packages released in that hour.
    pub packages_in_busiest_hour: usize,
    /// Volume released in an hour, in the mean.
    pub m3_per_hour: f64,
    /// Weight released in an hour, in the mean.
    pub kg_per_hour: f64,
    /// Values of the packages.
    pub value: Values,
    /// Late penalties of the packages.
    pub penalty: Penalties,
    /// Time that packages could wait and still be on time: due - released - hours of the primary path.
    pub slack_hours: Slacks,
    /// Share of packages due at the horizon or later: they cannot count as late.
    pub due_beyond_horizon_share: f64,
    /// The ten lanes with most load, busiest first.
    pub busiest_lanes: Vec<LaneLine>,
    /// Every hub, in the order of the case.
    pub hubs: Vec<HubLine>,
    /// What looks odd, a sentence each; empty if nothing does.
    pub suspicious: Vec<String>,
}

/// Values of packages.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Values {
    /// Sum.
    pub total: f64,
    /// Median.
    pub median: f64,
    /// Largest.
    pub max: f64,
}

/// Penalties, each paid once when a package becomes late.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Penalties {
    /// Median.
    pub median: f64,
    /// Median as a share of what the largest vehicle costs on a typical lane: the median one of those that packages use. In the
    /// generated worlds it is about 0.1; above 1, trucks leave for a single package, and far below 0.01 they never do.
    pub median_in_trucks: f64,
}

/// Quantiles of slack, hours.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Slacks {
    /// Least.
    pub min: i64,
    /// One package in twenty has less.
    pub p5: i64,
    /// One in four has less.
    pub p25: i64,
    /// Median.
    pub p50: i64,
    /// One in four has more.
    pub p75: i64,
    /// One in twenty has more.
    pub p95: i64,
    /// Most.
    pub max: i64,
    /// Share of packages that are late from the start: nothing can deliver them in time.
    pub negative_share: f64,
}

/// A lane and its freight.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LaneLine {
    /// Origin.
    pub from: String,
    /// Destination.
    pub to: String,
    /// Length, km.
    pub km: f64,
    /// Driving and handling time.
    pub hours: u16,
    /// Loads of the largest vehicle an hour.
    pub loads_per_hour: f64,
    /// Packages whose primary path takes the lane.
    pub packages: usize,
}

/// A hub and its freight.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HubLine {
    /// Id.
    pub id: String,
    /// Packages released here.
    pub packages_out: usize,
    /// Packages for this hub.
    pub packages_in: usize,
    /// Lanes that leave.
    pub out_degree: usize,
    /// Trucks that may leave in an hour.
    pub max_dispatch_per_hour: u16,
    /// Loads of the largest vehicle that leave in an hour in the mean, transit included.
    pub expected_trucks_per_hour: f64,
}

/// Looks a case over.
pub fn inspect(case: &Case) -> Inspection {
    let traffic = Traffic::of(case);
    let packages = case.packages();
    let hours = f64::from(case.hours());
    let (busiest_hour, packages_in_busiest_hour) = busiest_hour(case);
    let penalties: Vec<f64> = packages.values.iter().map(|&value| case.late().penalty(value).to_f64()).collect();
    let penalty = median(&penalties);
    let beyond = (0..packages.len()).filter(|&row| packages.due_hour(row) >= i64::from(case.hours())).count();
    Inspection {
        name: case.name().to_owned(),
        hours: case.hours(),
        currency: case.currency().to_owned(),
        n_hubs: case.hubs().len(),
        n_lanes: case.lanes().len(),
        n_vehicle_types: case.vehicles().len(),
        n_packages: packages.len(),
        packages_per_hour: packages.len() as f64 / hours,
        busiest_hour,
        packages_in_busiest_hour,
        m3_per_hour: packages.ml.iter().map(|ml| ml.to_m3()).sum::<f64>() / hours,
        kg_per_hour: packages.grams.iter().map(|grams| grams.to_kg()).sum::<f64>() / hours,
        value: Values {
            total: packages.values.iter().sum(),
            median: median(&packages.values),
            max: packages.values.iter().copied().fold(0.0, f64::max),
        },
        penalty: Penalties { median: penalty, median_in_trucks: penalty / typical_truck_cost(case, &traffic) },
        slack_hours: slacks(&traffic),
        due_beyond_horizon_share: beyond as f64 / packages.len() as f64,
        busiest_lanes: busiest_lanes(case, &traffic),
        hubs: hub_lines(case, &traffic),
        suspicious: packages::suspicious(case, &traffic).chain(hubs_and_lanes::suspicious(case, &traffic)).collect(),
    }
}

fn busiest_hour(case: &Case) -> (u16, usize) {
    let mut released = vec![0; usize::from(case.hours())];
    for row in 0..case.packages().len() {
        released[case.packages().released_hour(row) as usize] += 1;
    }
    let most = released.iter().copied().max().unwrap_or(0);
    let hour = released.iter().position(|&count| count == most).unwrap_or(0);
    (hour as u16, most)
}

/// Cost of the largest vehicle on the median one of the lanes that packages use.
fn typical_truck_cost(case: &Case, traffic: &Traffic) -> f64 {
    let largest = largest(case);
    let used = case.lanes().iter().zip(&traffic.lane_packages).filter(|(_, packages)| **packages > 0);
    let cost = |km: f64| (largest.cost_per_dispatch + largest.cost_per_km * km) * case.cost_multiplier();
    median(&used.map(|(lane, _)| cost(lane.metres.to_km())).collect::<Vec<f64>>())
}

fn slacks(traffic: &Traffic) -> Slacks {
    let mut slacks = traffic.slacks.clone();
    slacks.sort_unstable();
    let at = |share: f64| slacks[((slacks.len() - 1) as f64 * share).round() as usize];
    Slacks {
        min: at(0.0),
        p5: at(0.05),
        p25: at(0.25),
        p50: at(0.5),
        p75: at(0.75),
        p95: at(0.95),
        max: at(1.0),
        negative_share: slacks.partition_point(|&slack| slack < 0) as f64 / slacks.len() as f64,
    }
}

fn busiest_lanes(case: &Case, traffic: &Traffic) -> Vec<LaneLine> {
    let mut order: Vec<usize> = (0..case.lanes().len()).collect();
    order.sort_by(|&a, &b| traffic.lane_loads[b].total_cmp(&traffic.lane_loads[a]));
    let line = |index: usize| {
        let lane = &case.lanes()[index];
        LaneLine {
            from: case.hubs()[lane.from.index()].id.clone(),
            to: case.hubs()[lane.to.index()].id.clone(),
            km: lane.metres.to_km(),
            hours: lane.hours,
            loads_per_hour: traffic.lane_loads[index],
            packages: traffic.lane_packages[index],
        }
    };
    order.into_iter().take(N_BUSIEST).map(line).collect()
}

fn hub_lines(case: &Case, traffic: &Traffic) -> Vec<HubLine> {
    let line = |(index, hub): (usize, &Hub)| HubLine {
        id: hub.id.clone(),
        packages_out: traffic.packages_out[index],
        packages_in: traffic.packages_in[index],
        out_degree: case.lanes().iter().filter(|lane| lane.from.index() == index).count(),
        max_dispatch_per_hour: hub.max_dispatch_per_hour,
        expected_trucks_per_hour: traffic.hub_loads[index],
    };
    case.hubs().iter().enumerate().map(line).collect()
}

#[cfg(test)]
mod tests;
