//! What the events of a schedule say, looked up by hour: promises, cancellations, closures and caps.
//!
//! An event counts from its hour on: after trucks have been unloaded and packages released, before trucks leave.

use std::collections::HashMap;
use std::path::Path;

use linehaul_case::{Case, Demand, Event, TimedEvent};
use linehaul_tables::{EVENTS, parse_events};

use crate::moment::Moment;
use crate::report::{Report, Table};

/// Hours and what holds from each of them on, in order.
type Timeline<T> = Vec<(i64, T)>;

/// Events by what they are about.
#[derive(Default)]
pub struct News {
    /// All of them, in order.
    pub events: Vec<TimedEvent>,
    /// From when on nobody waits for a package any more, by row.
    cancelled: HashMap<usize, Moment>,
    /// When it was handed over, of those that an event released, by row.
    released: HashMap<usize, Moment>,
    /// Due hours and when they were promised, the first of them before the start, by row.
    dues: HashMap<usize, Vec<(Moment, i64)>>,
    caps: HashMap<usize, Timeline<u16>>,
    fleet: HashMap<usize, Timeline<Option<u16>>>,
    /// Whether it is closed.
    lanes: HashMap<usize, Timeline<bool>>,
    hubs: HashMap<usize, Timeline<bool>>,
}

impl News {
    /// Reads the lines of a file against the demand that they happened to. A file that makes no sense is a broken claim, and no news.
    pub fn read(text: &str, case: &Case, demand: &Demand, report: &mut Report) -> Self {
        if text.is_empty() {
            return Self::default();
        }
        match parse_events(Path::new(EVENTS), text, case, demand, &[]) {
            Ok(events) => Self::of(events, demand),
            Err(error) => {
                let row = error.line.unwrap_or(1) - 1;
                let column = error.column.map_or_else(String::new, |column| format!("{column}: "));
                report.check(false, Table::Events.line(row), "docs/formats.md", || {
                    (format!("{column}{}", error.problem), error.remedy.into())
                });
                Self::default()
            }
        }
    }

    fn of(events: Vec<TimedEvent>, demand: &Demand) -> Self {
        let mut news = Self::default();
        let mut due_hours: Vec<i64> = (0..demand.packages.len()).map(|row| demand.packages.due_hour(row)).collect();
        for (line, TimedEvent { hour, event }) in events.iter().enumerate() {
            let hour = i64::from(*hour);
            let now = Moment::event(hour, line);
            match event {
                Event::Announced(new) => due_hours.push(new.due_seconds.div_euclid(3_600)),
                Event::Cancelled { package } => {
                    news.cancelled.entry(*package as usize).or_insert(now);
                }
                Event::Released { package } => {
                    news.released.insert(*package as usize, now);
                }
                Event::DueChanged { package, due_seconds } => {
                    let row = *package as usize;
                    let dues = news.dues.entry(row).or_insert_with(|| vec![(Moment::start(i64::MIN), due_hours[row])]);
                    dues.push((now, due_seconds.div_euclid(3_600)));
                }
                Event::LaneClosed { lane } => news.lanes.entry(lane.index()).or_default().push((hour, true)),
                Event::LaneOpened { lane } => news.lanes.entry(lane.index()).or_default().push((hour, false)),
                Event::HubClosed { hub } => news.hubs.entry(hub.index()).or_default().push((hour, true)),
                Event::HubOpened { hub } => news.hubs.entry(hub.index()).or_default().push((hour, false)),
                Event::HubCapacity { hub, trucks } => news.caps.entry(hub.index()).or_default().push((hour, *trucks)),
                Event::FleetCapacity { vehicle, trucks } => {
                    news.fleet.entry(vehicle.index()).or_default().push((hour, *trucks));
                }
                _ => {}
            }
        }
        Self { events, ..news }
    }

    /// Whether nothing happened.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// When a package was cancelled.
    pub fn cancelled(&self, package: usize) -> Option<Moment> {
        self.cancelled.get(&package).copied()
    }

    /// When an event had a package handed over.
    pub fn released(&self, package: usize) -> Option<Moment> {
        self.released.get(&package).copied()
    }

    /// The due hours of a package and when each was promised, where there are several.
    pub fn dues(&self, package: usize) -> Option<&[(Moment, i64)]> {
        self.dues.get(&package).map(Vec::as_slice)
    }

    /// The last due hour that was promised by a moment; none where the promise never changed.
    pub fn due(&self, package: usize, by: Moment) -> Option<i64> {
        self.dues(package)?.iter().rev().find(|(from, _)| *from <= by).map(|(_, due)| *due)
    }

    /// Most trucks that may leave a hub in an hour, where an event says so.
    pub fn cap(&self, hub: usize, hour: i64) -> Option<u16> {
        at(self.caps.get(&hub)?, hour)
    }

    /// Most trucks of a type that may leave a hub in an hour; as in the case where no event says otherwise.
    pub fn fleet(&self, vehicle: usize, hour: i64, of_case: Option<u16>) -> Option<u16> {
        self.fleet.get(&vehicle).and_then(|fleet| at(fleet, hour)).unwrap_or(of_case)
    }

    /// Whether a lane is closed when trucks leave.
    pub fn lane_closed(&self, lane: usize, hour: i64) -> bool {
        self.lanes.get(&lane).and_then(|lanes| at(lanes, hour)).unwrap_or(false)
    }

    /// Whether a hub is closed when trucks leave.
    pub fn hub_closed(&self, hub: usize, hour: i64) -> bool {
        self.hubs.get(&hub).and_then(|hubs| at(hubs, hour)).unwrap_or(false)
    }
}

fn at<T: Copy>(timeline: &Timeline<T>, hour: i64) -> Option<T> {
    timeline.iter().rev().find(|(from, _)| *from <= hour).map(|(_, value)| *value)
}
