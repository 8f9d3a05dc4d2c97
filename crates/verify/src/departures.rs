//! Each departure by itself: its id, its order, its lane, its truck, its arrival and its cost.

use std::collections::HashMap;

use linehaul_tables::schema::schedule_files::DEPARTURES;
use linehaul_tables::{Column, DepartureRows, Rows};

use crate::arrivals;
use crate::basis::Basis;
use crate::figures::{self, EXACT, Figure};
use crate::moment::Moment;
use crate::report::{Report, Table};
use crate::truck::Truck;

const ROUTES: &str = "docs/model.md: routes";
const HOUR: &str = "docs/model.md: an hour t, load and depart";

/// The departures of a file, by row.
pub struct Departures {
    /// Trucks; none where hour or lane make no sense.
    pub trucks: Vec<Option<Truck>>,
    /// Vehicle types; none where the case has no such type.
    pub types: Vec<Option<usize>>,
    /// Rows by `departure_id`.
    pub rows_by_id: HashMap<i64, usize>,
}

/// What departures are looked up in.
struct Names<'a> {
    hubs: HashMap<&'a str, usize>,
    lanes: HashMap<(usize, usize), usize>,
    types: HashMap<&'a str, usize>,
}

/// Reads and checks the table.
pub fn read(basis: &Basis, table: &DepartureRows, report: &mut Report) -> Departures {
    let n_rows = report.common_rows(Table::Departures, &table.lengths());
    let names = Names::of(basis);
    let mut departures =
        Departures { trucks: Vec::new(), types: Vec::new(), rows_by_id: ids(&table.ids[..n_rows], report) };
    for row in 0..n_rows {
        let lane = names.lane(basis, table, row, report);
        let vehicle = names.vehicle(table, row, report);
        let hour = departure_hour(basis, table, row, report);
        if let (Some(lane), Some(vehicle)) = (lane, vehicle) {
            check_allowed(basis, lane, vehicle, row, report);
        }
        if let Some(lane) = lane {
            let expected = basis.case.lanes()[lane].metres.to_km();
            let figure = Figure { stated: table.km[row], expected, tolerance: EXACT };
            report.close(Table::Departures.at(row, &DEPARTURES.km), ROUTES, figure);
        }
        let truck = hour.zip(lane).map(|(hour, lane)| Truck {
            hour,
            arrival: Moment::start(basis.calendar.arrival(lane, hour)),
            lane,
            came_back: false,
        });
        if let (Some(truck), Some(vehicle)) = (truck, vehicle) {
            let figure = Figure { stated: table.costs[row], expected: cost(basis, truck, vehicle), tolerance: EXACT };
            report.close(Table::Departures.at(row, &DEPARTURES.costs), "docs/model.md: shipment", figure);
        }
        departures.trucks.push(truck);
        departures.types.push(vehicle);
    }
    if !basis.news.is_empty() {
        arrivals::tell(basis, &mut departures.trucks, report);
    }
    for (row, truck) in departures.trucks.iter().enumerate() {
        if let Some(truck) = *truck {
            check_arrival(basis, table, truck, row, report);
        }
    }
    departures
}

/// `(cost_per_dispatch + cost_per_km x km) x cost_multiplier x tariff`
pub fn cost(basis: &Basis, truck: Truck, vehicle: usize) -> f64 {
    let (lane, vehicle) = (&basis.case.lanes()[truck.lane], &basis.case.vehicles()[vehicle]);
    (vehicle.cost_per_dispatch + vehicle.cost_per_km * lane.metres.to_km())
        * basis.case.cost_multiplier()
        * basis.calendar.tariff(truck.lane, truck.hour)
}

/// Ids run from 1. One that does not is read as its row number, so that one slip is one broken claim.
fn ids(ids: &[i64], report: &mut Report) -> HashMap<i64, usize> {
    let mut rows_by_id = HashMap::with_capacity(ids.len());
    for (row, &id) in ids.iter().enumerate() {
        let number = row as i64 + 1;
        let follows = row > 0 && ids[row - 1].checked_add(1) == Some(id);
        let place = Table::Departures.at(row, &DEPARTURES.ids);
        let good = report
            .check(id == number || follows, place, "ids run from 1 in order", || (id.to_string(), number.to_string()));
        rows_by_id.entry(if good { id } else { number }).or_insert(row);
    }
    rows_by_id
}

fn departure_hour(basis: &Basis, table: &DepartureRows, row: usize, report: &mut Report) -> Option<i64> {
    let start = basis.case.start();
    let seconds = table.departed_at[row];
    let hour = figures::hour(start, seconds).filter(|hour| (0..basis.horizon()).contains(hour));
    let place = Table::Departures.at(row, &DEPARTURES.departed_at);
    report.check(hour.is_some(), place, "docs/model.md: units", || {
        (figures::time_text(start, seconds), format!("a whole hour from 0 to {}", basis.horizon() - 1))
    });
    let before = if row == 0 { i64::MIN } else { table.departed_at[row - 1] };
    report.check(before <= seconds, place, "departures are sorted by departed_at", || {
        let expected = format!("{} of the row before, or later", figures::time_text(start, before));
        (figures::time_text(start, seconds), expected)
    });
    hour
}

fn check_arrival(basis: &Basis, table: &DepartureRows, truck: Truck, row: usize, report: &mut Report) {
    let stated = table.arrives_at[row];
    let holds = figures::hour(basis.case.start(), stated) == Some(truck.arrival.hour);
    report.check(holds, Table::Departures.at(row, &DEPARTURES.arrives_at), HOUR, || {
        (figures::time_text(basis.case.start(), stated), format!("hour {}", truck.arrival.hour))
    });
}

fn check_allowed(basis: &Basis, lane: usize, vehicle: usize, row: usize, report: &mut Report) {
    let allowed = basis.case.lanes()[lane].types >> vehicle & 1 == 1;
    let place = Table::Departures.at(row, &DEPARTURES.vehicle_types);
    report.check(allowed, place, "docs/model.md: hard limits, barred", || {
        let lane = &basis.case.lanes()[lane];
        let (from, to) = (basis.hub_text(lane.from.index()), basis.hub_text(lane.to.index()));
        (format!("\"{}\"", basis.case.vehicles()[vehicle].id), format!("a type that may drive {from} -> {to}"))
    });
}

impl<'a> Names<'a> {
    fn of(basis: &Basis<'a>) -> Self {
        let lanes = basis.case.lanes().iter().enumerate();
        Self {
            hubs: basis.case.hubs().iter().enumerate().map(|(hub, row)| (row.id.as_str(), hub)).collect(),
            lanes: lanes.map(|(lane, row)| ((row.from.index(), row.to.index()), lane)).collect(),
            types: basis.case.vehicles().iter().enumerate().map(|(vehicle, row)| (row.id.as_str(), vehicle)).collect(),
        }
    }

    fn lane(&self, basis: &Basis, table: &DepartureRows, row: usize, report: &mut Report) -> Option<usize> {
        let mut hub = |column: &Column, id: &str| {
            let hub = self.hubs.get(id).copied();
            report.check(hub.is_some(), Table::Departures.at(row, column), ROUTES, || {
                (format!("\"{id}\""), "a hub of the case".to_owned())
            });
            hub
        };
        let origin = hub(&DEPARTURES.origins, &table.origins[row]);
        let destination = hub(&DEPARTURES.destinations, &table.destinations[row]);
        let ends = origin.zip(destination)?;
        let lane = self.lanes.get(&ends).copied();
        report.check(lane.is_some(), Table::Departures.at(row, &DEPARTURES.destinations), ROUTES, || {
            (basis.hub_text(ends.1), format!("a hub that a lane from {} leads to", basis.hub_text(ends.0)))
        });
        lane
    }

    fn vehicle(&self, table: &DepartureRows, row: usize, report: &mut Report) -> Option<usize> {
        let id = table.vehicle_types[row].as_str();
        let vehicle = self.types.get(id).copied();
        report.check(
            vehicle.is_some(),
            Table::Departures.at(row, &DEPARTURES.vehicle_types),
            "docs/model.md: routes",
            || (format!("\"{id}\""), "a vehicle type of the case".to_owned()),
        );
        vehicle
    }
}
