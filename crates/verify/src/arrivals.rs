//! When trucks arrive that events have delayed, turned back or let in early, or that waited at the gate of a closed hub.
//!
//! Hour by hour, as a gatekeeper would count: who is under way, who stands at which gate. Events about trucks and closures are claims
//! themselves; one that makes no sense is reported and changes nothing.

use std::collections::HashSet;

use linehaul_case::{Event, MAX_DELAY};
use linehaul_tables::events_text;

use crate::basis::Basis;
use crate::moment::Moment;
use crate::report::{Report, Table};
use crate::truck::Truck;

const RULE: &str = "docs/model.md: events";

/// Moves the arrivals of trucks to where the events put them.
pub fn tell(basis: &Basis, trucks: &mut [Option<Truck>], report: &mut Report) {
    let mut yard = Yard { basis, trucks, under_way: Vec::new(), at_gate: HashSet::new(), shut: HashSet::new() };
    let mut lanes_closed = HashSet::new();
    let (mut row, mut next) = (0, 0);
    for hour in 0..basis.horizon() {
        yard.unload(hour);
        while let Some(timed) = basis.news.events.get(row).filter(|timed| i64::from(timed.hour) == hour) {
            let now = Moment::event(hour, row);
            let holds = match timed.event {
                Event::TruckLate { truck, hours } => yard.late(truck, i64::from(hours), now),
                Event::TruckBrokenDown { truck, hours } => yard.broken_down(truck, i64::from(hours), now),
                Event::TruckArrived { truck } => yard.arrived(truck, now),
                Event::HubClosed { hub } => yard.shut.insert(hub.index()),
                Event::HubOpened { hub } => yard.opened(hub.index(), now),
                Event::LaneClosed { lane } => lanes_closed.insert(lane),
                Event::LaneOpened { lane } => lanes_closed.remove(&lane),
                _ => true,
            };
            report.check(holds, Table::Events.line(row), RULE, || {
                let expected =
                    "a truck that is under way, or a lane or hub that is open or closed as the event implies";
                let event = events_text(basis.case, &basis.demand, std::slice::from_ref(timed));
                (event.trim_end().to_owned(), expected.to_owned())
            });
            row += 1;
        }
        // Rows stand in order of their hours; one that does not is reported elsewhere and not followed here.
        while next < yard.trucks.len() && yard.trucks[next].is_none_or(|truck| truck.hour <= hour) {
            yard.under_way.push(next);
            next += 1;
        }
    }
}

struct Yard<'a, 'b> {
    basis: &'a Basis<'b>,
    trucks: &'a mut [Option<Truck>],
    under_way: Vec<usize>,
    at_gate: HashSet<usize>,
    shut: HashSet<usize>,
}

impl Yard<'_, '_> {
    /// Trucks due are unloaded, or wait at the gate for another hour.
    fn unload(&mut self, hour: i64) {
        for truck in self.under_way.clone() {
            if self.trucks[truck].is_some_and(|truck| truck.arrival.hour == hour) {
                self.come(truck, Moment::start(hour));
            }
        }
        let trucks = &self.trucks;
        self.under_way.retain(|&truck| trucks[truck].is_some_and(|truck| truck.arrival.hour > hour));
    }

    /// A truck comes to its hub.
    fn come(&mut self, row: usize, now: Moment) {
        let Some(truck) = &mut self.trucks[row] else { return };
        let closed = self.shut.contains(&truck.hub(self.basis));
        truck.arrival = if closed { Moment::start(now.hour + 1) } else { now };
        if closed {
            self.at_gate.insert(row);
        } else {
            self.at_gate.remove(&row);
        }
    }

    fn on_road(&self, truck: u32, now: Moment) -> Option<usize> {
        let row = truck as usize;
        let truck = self.trucks.get(row).copied().flatten()?;
        (self.under_way.contains(&row) && truck.arrival > now).then_some(row)
    }

    fn late(&mut self, truck: u32, hours: i64, now: Moment) -> bool {
        let Some(row) = self.on_road(truck, now) else { return false };
        let Some(truck) = &mut self.trucks[row] else { return false };
        let arrival = truck.arrival.hour + hours;
        let in_reach = arrival <= self.basis.horizon() + i64::from(MAX_DELAY);
        if in_reach {
            truck.arrival = Moment::start(arrival);
            self.at_gate.remove(&row);
        }
        in_reach
    }

    fn broken_down(&mut self, truck: u32, hours: i64, now: Moment) -> bool {
        let Some(row) = self.on_road(truck, now) else { return false };
        let Some(truck) = self.trucks[row].as_mut().filter(|truck| !truck.came_back) else { return false };
        truck.came_back = true;
        truck.arrival = Moment::start(now.hour + hours);
        self.at_gate.remove(&row);
        if hours == 0 {
            self.come(row, now);
        }
        true
    }

    fn arrived(&mut self, truck: u32, now: Moment) -> bool {
        let Some(row) = self.on_road(truck, now) else { return false };
        self.come(row, now);
        true
    }

    /// A hub opens: who stands at its gate is unloaded at once.
    fn opened(&mut self, hub: usize, now: Moment) -> bool {
        let was_shut = self.shut.remove(&hub);
        for row in self.under_way.clone() {
            if self.at_gate.contains(&row) && self.trucks[row].is_some_and(|truck| truck.hub(self.basis) == hub) {
                self.come(row, now);
            }
        }
        was_shut
    }
}
