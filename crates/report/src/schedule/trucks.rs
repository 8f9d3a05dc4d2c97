//! Departures as numbers: names become indices, times become hours, and each is checked on the way.

use std::collections::{HashMap, HashSet};

use linehaul_case::{Case, Event, TimedEvent};
use linehaul_tables::DepartureRows;

use crate::error::ReportError;

const TABLE: &str = "departures.parquet";

/// Trucks in order of departure, then of the file; `[truck]` each.
#[derive(Debug, Default)]
pub(super) struct Trucks {
    pub ids: Vec<i64>,
    /// Hours of departure, 0 to the horizon - 1.
    pub hours: Vec<i64>,
    /// Hours of arrival, also beyond the horizon.
    pub arrivals: Vec<i64>,
    pub lanes: Vec<usize>,
    /// Hubs where they were unloaded: the ends of their lanes, or where they left if they broke down.
    pub hubs: Vec<usize>,
    pub types: Vec<usize>,
    pub grams: Vec<i64>,
    pub ml: Vec<i64>,
    /// Currency.
    pub costs: Vec<f64>,
}

impl Trucks {
    /// Reads the rows against the case, and where trucks came in against the events.
    pub fn read(case: &Case, rows: &DepartureRows, events: &[TimedEvent]) -> Result<Self, ReportError> {
        let hubs: HashMap<&str, usize> =
            case.hubs().iter().enumerate().map(|(at, hub)| (hub.id.as_str(), at)).collect();
        let lanes: HashMap<(usize, usize), usize> =
            case.lanes().iter().enumerate().map(|(at, lane)| ((lane.from.index(), lane.to.index()), at)).collect();
        let types: HashMap<&str, usize> =
            case.vehicles().iter().enumerate().map(|(at, v)| (v.id.as_str(), at)).collect();
        let mut order: Vec<usize> = (0..rows.ids.len()).collect();
        order.sort_by_key(|&row| rows.departed_at[row]);
        let broken_down = |timed: &TimedEvent| match timed.event {
            Event::TruckBrokenDown { truck, .. } => Some(truck as usize),
            _ => None,
        };
        let broken_down: HashSet<usize> = events.iter().filter_map(broken_down).collect();
        let mut trucks = Self::default();
        for row in order {
            let fault = |column, problem| ReportError::Contradiction { table: TABLE, row: row + 1, column, problem };
            let hub = |column, id: &str| {
                let unknown = || fault(column, format!("the case has no hub \"{id}\""));
                hubs.get(id).copied().ok_or_else(unknown)
            };
            let (from, to) = (hub("origin", &rows.origins[row])?, hub("destination", &rows.destinations[row])?);
            let no_lane = || {
                fault(
                    "origin",
                    format!("the case has no lane from \"{}\" to \"{}\"", rows.origins[row], rows.destinations[row]),
                )
            };
            let vehicle = &rows.vehicle_types[row];
            let no_type = || fault("vehicle_type", format!("the case has no vehicle type \"{vehicle}\""));
            let hour = (rows.departed_at[row] - case.start()).div_euclid(3_600);
            let arrival = (rows.arrives_at[row] - case.start()).div_euclid(3_600);
            if !(0..i64::from(case.hours())).contains(&hour) {
                return Err(fault(
                    "departed_at",
                    format!("hour {hour} is outside of the case's {} hours", case.hours()),
                ));
            }
            if arrival <= hour {
                return Err(fault(
                    "arrives_at",
                    format!("a truck that leaves in hour {hour} cannot arrive in hour {arrival}"),
                ));
            }
            trucks.ids.push(rows.ids[row]);
            trucks.hours.push(hour);
            trucks.arrivals.push(arrival);
            trucks.lanes.push(*lanes.get(&(from, to)).ok_or_else(no_lane)?);
            trucks.hubs.push(if broken_down.contains(&row) { from } else { to });
            trucks.types.push(*types.get(vehicle.as_str()).ok_or_else(no_type)?);
            trucks.grams.push((rows.kg[row] * 1e3).round() as i64);
            trucks.ml.push((rows.m3[row] * 1e6).round() as i64);
            trucks.costs.push(rows.costs[row]);
        }
        Ok(trucks)
    }

    /// Number of trucks.
    pub fn len(&self) -> usize {
        self.ids.len()
    }
}
