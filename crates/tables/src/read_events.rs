//! Lines of JSON into events of a case: names become indices, and what the case could not have is refused.

use std::collections::HashMap;
use std::path::Path;

use chrono::DateTime;
use linehaul_case::{
    Case, CaseError, ClassId, Demand, Event, Grams, HubId, LaneId, MAX_DELAY, Millilitres, NewPackage, PackageIds,
    TimedEvent, TypeId, check_announced,
};
use serde_json::{Map, Value};

use crate::error::TablesError;
use crate::events::{Id, Line};

const FORM: &str = "write events as docs/formats.md lists them";

/// Reads a file of events that happen to a demand of a case, after others; all of them in order of their hours, those of one hour as told.
///
/// # Errors
/// The first line that is no event, names what the case does not have, or announces a package that the case could not have.
pub fn read_events(
    path: &Path,
    case: &Case,
    demand: &Demand,
    before: &[TimedEvent],
) -> Result<Vec<TimedEvent>, TablesError> {
    let text = std::fs::read_to_string(path).map_err(|error| TablesError::io(path, "read the file", &error))?;
    parse_events(path, &text, case, demand, before)
}

/// The same from a text; `path` is for errors.
pub fn parse_events(
    path: &Path,
    text: &str,
    case: &Case,
    demand: &Demand,
    before: &[TimedEvent],
) -> Result<Vec<TimedEvent>, TablesError> {
    let mut reader = Reader::new(path, case, demand, before);
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        reader.line = at + 1;
        reader.read(line)?;
    }
    reader.finish()
}

/// From names to indices, line after line.
struct Reader<'a> {
    path: &'a Path,
    /// The line at hand, from 1.
    line: usize,
    case: &'a Case,
    hubs: HashMap<&'a str, HubId>,
    /// Rows by id, those that events announce included.
    packages: HashMap<String, u32>,
    /// Whether ids are whole numbers.
    numbers: bool,
    events: Vec<TimedEvent>,
    /// Line and package of each announcement that was read.
    announced: Vec<(usize, NewPackage)>,
}

impl<'a> Reader<'a> {
    fn new(path: &'a Path, case: &'a Case, demand: &Demand, before: &[TimedEvent]) -> Self {
        let demand = demand.after(case, before);
        let ids = &demand.packages.ids;
        Self {
            path,
            line: 0,
            case,
            hubs: case.hubs().iter().enumerate().map(|(at, hub)| (hub.id.as_str(), HubId::from_index(at))).collect(),
            packages: (0..ids.len()).map(|row| (ids.text(row), row as u32)).collect(),
            numbers: matches!(ids, PackageIds::Numbers(_)),
            events: before.to_vec(),
            announced: Vec::new(),
        }
    }

    fn read(&mut self, text: &str) -> Result<(), TablesError> {
        let mut object: Map<String, Value> = serde_json::from_str(text)
            .map_err(|error| self.fault("", format!("this is not an event: {error}"), FORM))?;
        let at = object.remove("at").ok_or_else(|| self.fault("at", "the event has no `at`", FORM))?;
        let at = at.as_str().ok_or_else(|| self.fault("at", format!("{at} is not a time"), FORM))?;
        let hour = -(-self.seconds("at", at)?).div_euclid(3_600);
        if !(0..i64::from(self.case.hours())).contains(&hour) {
            let problem = format!("{at} is hour {hour}, outside the {} hours of the case", self.case.hours());
            return Err(self.fault("at", problem, "leave the event out"));
        }
        if let Some(last) = self.events.last().filter(|last| i64::from(last.hour) > hour) {
            let problem = format!("{at} is hour {hour}, before hour {} of the event before it", last.hour);
            return Err(self.fault("at", problem, "tell events in the order of their time"));
        }
        let kind = object.get("event").and_then(Value::as_str).unwrap_or("event").to_owned();
        let line: Line = serde_json::from_value(Value::Object(object))
            .map_err(|error| self.fault("", format!("{kind}: {error}"), FORM))?;
        let event = self.event(line)?;
        if let Event::Announced(new) = &event {
            self.announced.push((self.line, NewPackage::clone(new)));
        }
        self.events.push(TimedEvent { hour: hour as u16, event });
        Ok(())
    }

    fn event(&mut self, line: Line) -> Result<Event, TablesError> {
        Ok(match line {
            Line::PackageAnnounced { package, origin, destination, released_at, due_at, kg, m3, value, class } => {
                Event::Announced(Box::new(NewPackage {
                    id: self.new_id(&package)?,
                    origin: self.hub("origin", &origin)?,
                    destination: self.hub("destination", &destination)?,
                    released_seconds: self.seconds("released_at", &released_at)?,
                    due_seconds: self.seconds("due_at", &due_at)?,
                    grams: Grams(self.whole("kg", kg, 1e3)?),
                    ml: Millilitres(self.whole("m3", m3, 1e6)?),
                    value,
                    class: self.class(class.as_deref())?,
                }))
            }
            Line::PackageReleased { package } => Event::Released { package: self.package(&package)? },
            Line::PackageCancelled { package } => Event::Cancelled { package: self.package(&package)? },
            Line::DueChanged { package, due_at } => {
                let due_seconds = self.seconds("due_at", &due_at)?;
                if due_seconds.abs() > 60_000 * 3_600 {
                    let problem = format!("{due_at} is more than 60,000 hours from the start");
                    return Err(self.fault("due_at", problem, "give a due time within reach"));
                }
                Event::DueChanged { package: self.package(&package)?, due_seconds }
            }
            Line::TruckLate { departure, hours } => {
                Event::TruckLate { truck: self.truck(departure)?, hours: self.delay(hours, 1)? }
            }
            Line::TruckBrokenDown { departure, hours } => {
                Event::TruckBrokenDown { truck: self.truck(departure)?, hours: self.delay(hours, 0)? }
            }
            Line::TruckArrived { departure } => Event::TruckArrived { truck: self.truck(departure)? },
            Line::LaneClosed { origin, destination } => Event::LaneClosed { lane: self.lane(&origin, &destination)? },
            Line::LaneOpened { origin, destination } => Event::LaneOpened { lane: self.lane(&origin, &destination)? },
            Line::HubClosed { hub } => Event::HubClosed { hub: self.hub("hub", &hub)? },
            Line::HubOpened { hub } => Event::HubOpened { hub: self.hub("hub", &hub)? },
            Line::HubCapacity { hub, trucks } => Event::HubCapacity { hub: self.hub("hub", &hub)?, trucks },
            Line::FleetCapacity { vehicle_type, trucks } => {
                let at = self.case.vehicles().iter().position(|vehicle| vehicle.id == vehicle_type);
                let vehicle = at.map(TypeId::from_index);
                Event::FleetCapacity {
                    vehicle: self.known(vehicle, "vehicle_type", &vehicle_type, "vehicle type")?,
                    trucks,
                }
            }
        })
    }

    /// All events in order, once every package that was announced is one that the case could have.
    fn finish(mut self) -> Result<Vec<TimedEvent>, TablesError> {
        let packages: Vec<NewPackage> = self.announced.iter().map(|(_, new)| new.clone()).collect();
        if let Err(CaseError { row, column, problem, remedy, .. }) = check_announced(self.case, &packages) {
            self.line = self.announced[row.unwrap_or(0)].0;
            return Err(self.fault(column, problem, remedy));
        }
        Ok(self.events)
    }

    fn fault(&self, key: &str, problem: impl Into<Box<str>>, remedy: impl Into<Box<str>>) -> TablesError {
        TablesError::new(self.path, problem, remedy).at_line(self.line).in_column(key)
    }

    fn seconds(&self, key: &str, text: &str) -> Result<i64, TablesError> {
        let time = DateTime::parse_from_rfc3339(text).map_err(|_| {
            let remedy = "write it with its zone, as 2026-01-06T07:00:00Z";
            self.fault(key, format!("\"{text}\" is not a time"), remedy)
        })?;
        Ok(time.timestamp().saturating_sub(self.case.start()))
    }

    fn known<T>(&self, found: Option<T>, key: &str, id: &str, what: &str) -> Result<T, TablesError> {
        found.ok_or_else(|| {
            self.fault(key, format!("there is no {what} \"{id}\""), format!("name a {what} of the case"))
        })
    }

    fn hub(&self, key: &str, id: &str) -> Result<HubId, TablesError> {
        self.known(self.hubs.get(id).copied(), key, id, "hub")
    }

    fn lane(&self, origin: &str, destination: &str) -> Result<LaneId, TablesError> {
        let ends = (self.hub("origin", origin)?, self.hub("destination", destination)?);
        let at = self.case.lanes().iter().position(|lane| (lane.from, lane.to) == ends);
        at.map(LaneId::from_index).ok_or_else(|| {
            let problem = format!("no lane leads from \"{origin}\" to \"{destination}\"");
            self.fault("destination", problem, "name a lane of lanes.csv")
        })
    }

    fn class(&self, name: Option<&str>) -> Result<ClassId, TablesError> {
        let Some(name) = name else { return Ok(ClassId(0)) };
        let at = self.case.classes().iter().position(|class| class == name);
        self.known(at.map(ClassId::from_index), "class", name, "goods class")
    }

    fn package(&self, id: &Id) -> Result<u32, TablesError> {
        let text = self.id(id)?;
        self.known(self.packages.get(&text).copied(), "package", &text, "package")
    }

    /// The id as the demand has it: where ids are numbers, "01" is 1.
    fn id(&self, id: &Id) -> Result<String, TablesError> {
        let text = id.text();
        if !self.numbers {
            return Ok(text);
        }
        text.parse::<i64>().map(|number| number.to_string()).map_err(|_| {
            let problem = format!("\"{text}\" is not a whole number, as the ids of this demand are");
            self.fault("package", problem, "give a number")
        })
    }

    fn new_id(&mut self, id: &Id) -> Result<String, TablesError> {
        let text = self.id(id)?;
        let row = self.packages.len() as u32;
        if self.packages.insert(text.clone(), row).is_some() {
            let problem = format!("\"{text}\" is already the id of a package");
            return Err(self.fault("package", problem, "give each package a unique id"));
        }
        Ok(text)
    }

    /// A `departure_id` of the schedule, counted from 1, as a number of a truck, counted from 0.
    fn truck(&self, departure: u32) -> Result<u32, TablesError> {
        let remedy = "give the departure_id of departures.parquet";
        departure.checked_sub(1).ok_or_else(|| self.fault("departure", "0 is not a departure", remedy))
    }

    fn delay(&self, hours: u16, least: u16) -> Result<u16, TablesError> {
        if (least..=MAX_DELAY).contains(&hours) {
            return Ok(hours);
        }
        let remedy = format!("give {least} to {MAX_DELAY} hours");
        Err(self.fault("hours", format!("{hours} hours are no delay"), remedy))
    }

    /// A size in whole units, `units` to one of the file's.
    fn whole(&self, key: &str, amount: f64, units: f64) -> Result<u32, TablesError> {
        let rounded = (amount * units).round();
        if (0.0..=f64::from(u32::MAX)).contains(&rounded) {
            return Ok(rounded as u32);
        }
        let remedy = format!("give 0 to {}", f64::from(u32::MAX) / units);
        Err(self.fault(key, format!("{amount} is not a size"), remedy))
    }
}
