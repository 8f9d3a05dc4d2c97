//! Figures day by day: 24 hours from the start of the case each, the last day perhaps shorter. Over all days they add
//! up to those of the summary.

use linehaul_case::{Case, Packages};
use linehaul_tables::PackageRows;
use serde::Serialize;

use super::journeys::{Journeys, rows};
use super::trucks::Trucks;
use crate::error::ReportError;

/// Columns, `[day]` each.
#[derive(Debug, Serialize)]
pub(super) struct Days {
    /// Cost of the day's departures, currency.
    pub shipment_cost: Vec<f64>,
    /// Penalties that fell due, currency.
    pub late_penalty_cost: Vec<f64>,
    /// Late waiting, currency.
    pub late_waiting_cost: Vec<f64>,
    /// Departures, `[type, day]`.
    pub departures: Vec<Vec<u64>>,
    /// Loaded m3 over offered m3 of the day's departures; none without departures.
    pub fill_m3: Vec<Option<f64>>,
    /// The same with kg.
    pub fill_kg: Vec<Option<f64>>,
    /// Packages delivered.
    pub delivered: Vec<u64>,
    /// Packages delivered, or due within the horizon and never delivered; these on the day when they were due.
    pub judged: Vec<u64>,
    /// Of these, late ones.
    pub late: Vec<u64>,
    /// Mean hours from release to delivery of the packages delivered; none without any.
    pub transit_hours: Vec<Option<f64>>,
}

impl Days {
    /// Sums up.
    pub fn of(
        case: &Case,
        packages: &Packages,
        trucks: &Trucks,
        journeys: &Journeys,
        outcomes: &PackageRows,
    ) -> Result<Self, ReportError> {
        let n_days = usize::from(case.hours()).div_ceil(24);
        let by_hour = |amounts: &[f64]| amounts.chunks(24).map(|day| day.iter().sum()).collect();
        let mut days = Self {
            shipment_cost: vec![0.0; n_days],
            late_penalty_cost: by_hour(&journeys.penalties),
            late_waiting_cost: by_hour(&journeys.late_waiting),
            departures: vec![vec![0; n_days]; case.vehicles().len()],
            fill_m3: Vec::new(),
            fill_kg: Vec::new(),
            delivered: vec![0; n_days],
            judged: vec![0; n_days],
            late: vec![0; n_days],
            transit_hours: Vec::new(),
        };
        days.add_trucks(case, trucks);
        days.add_packages(case, packages, outcomes)?;
        Ok(days)
    }

    fn add_trucks(&mut self, case: &Case, trucks: &Trucks) {
        // Loaded and offered, by volume and by weight.
        let mut sums = vec![[0.0; 4]; self.shipment_cost.len()];
        for truck in 0..trucks.len() {
            let (day, vehicle) = (trucks.hours[truck] as usize / 24, &case.vehicles()[trucks.types[truck]]);
            self.shipment_cost[day] += trucks.costs[truck];
            self.departures[trucks.types[truck]][day] += 1;
            let amounts = [trucks.ml[truck], i64::from(vehicle.ml.0), trucks.grams[truck], i64::from(vehicle.grams.0)];
            sums[day].iter_mut().zip(amounts).for_each(|(sum, amount)| *sum += amount as f64);
        }
        self.fill_m3 = sums.iter().map(|sum| ratio(sum[0], sum[1])).collect();
        self.fill_kg = sums.iter().map(|sum| ratio(sum[2], sum[3])).collect();
    }

    fn add_packages(&mut self, case: &Case, packages: &Packages, outcomes: &PackageRows) -> Result<(), ReportError> {
        let hours = i64::from(case.hours());
        let mut transit = vec![0.0; self.delivered.len()];
        for (row, package) in rows(&packages.ids, &outcomes.ids).into_iter().enumerate() {
            let fault = |column, problem| ReportError::Contradiction {
                table: "packages.parquet",
                row: row + 1,
                column,
                problem,
            };
            let no_package = || fault("package_id", format!("the demand has no package {}", outcomes.ids.text(row)));
            let due = packages.due_hour(package.ok_or_else(no_package)?);
            let hour = match outcomes.delivered_at[row] {
                Some(time) => (time - case.start()).div_euclid(3_600),
                None if due < hours => due.max(0),
                None => continue,
            };
            if !(0..hours).contains(&hour) {
                return Err(fault("delivered_at", format!("hour {hour} is outside of the case's {hours} hours")));
            }
            let day = hour as usize / 24;
            self.judged[day] += 1;
            self.late[day] += u64::from(outcomes.late[row]);
            if outcomes.delivered_at[row].is_some() {
                self.delivered[day] += 1;
                transit[day] += f64::from(outcomes.transit_hours[row].unwrap_or_default());
            }
        }
        self.transit_hours =
            transit.iter().zip(&self.delivered).map(|(hours, &delivered)| ratio(*hours, delivered as f64)).collect();
        Ok(())
    }
}

fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}
