//! What an event does to a state, at once.
//!
//! The simulated demand, a file of events and a live network all come through [`State::apply`]; it asks nothing but the facts and the state.
//! An event that makes no sense, such as a truck that is late and has arrived, is refused and changes nothing.

use std::sync::Arc;

use linehaul_case::network::Network;
use linehaul_case::{Event, MAX_DELAY, NewPackage, Packages};

use crate::book::Package;
use crate::road::{Moved, PENALTY_DUE, UnderWay};
use crate::state::State;

/// Why an event makes no sense in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A row that nobody has announced.
    #[error("there is no such package")]
    NoPackage,
    /// A release of a package that was released before, or is in this hour by its announcement.
    #[error("the package is released already")]
    Released,
    /// Something about a package that is at its destination.
    #[error("the package is delivered")]
    Delivered,
    /// Something about a package that nobody waits for.
    #[error("the package was cancelled before")]
    Cancelled,
    /// A truck that has not left, or is unloaded.
    #[error("the truck is not under way")]
    NotUnderWay,
    /// A truck that comes back already.
    #[error("the truck has broken down before")]
    BrokenDown,
    /// An arrival beyond what a schedule can hold.
    #[error("the truck would arrive more than {MAX_DELAY} hours after the horizon")]
    TooLate,
    /// A lane or hub that is closed already.
    #[error("it is closed already")]
    Closed,
    /// A lane or hub that is open already.
    #[error("it is open already")]
    Open,
}

/// Where a package is.
enum Place {
    /// Not handed over yet.
    Ahead,
    /// In the queue of a lane.
    Waiting { lane: usize, position: usize },
    /// On a truck.
    Riding { arrival: u16, truck: UnderWay },
    /// At its destination.
    Delivered,
}

impl State {
    /// Takes in an event of the current hour.
    pub fn apply(&mut self, network: &Network, event: &Event) -> Result<(), Refused> {
        match event {
            Event::Announced(new) => {
                self.announce(network, new);
                Ok(())
            }
            &Event::Released { package } => self.release_now(network, package),
            &Event::Cancelled { package } => self.cancel(network, package),
            &Event::DueChanged { package, due_seconds } => self.change_due(network, package, due_seconds),
            &Event::TruckLate { truck, hours } => self.delay(network, truck, hours),
            &Event::TruckBrokenDown { truck, hours } => self.break_down(network, truck, hours),
            &Event::TruckArrived { truck } => self.arrive_now(network, truck),
            &Event::LaneClosed { lane } => when(self.limits.close_lane(lane), Refused::Closed),
            &Event::LaneOpened { lane } => when(self.limits.open_lane(lane), Refused::Open),
            &Event::HubClosed { hub } => when(self.limits.close_hub(hub), Refused::Closed),
            &Event::HubOpened { hub } => {
                when(self.limits.open_hub(hub), Refused::Open)?;
                self.let_in(network, hub.index());
                Ok(())
            }
            &Event::HubCapacity { hub, trucks } => {
                self.limits.set_cap(hub, trucks);
                Ok(())
            }
            &Event::FleetCapacity { vehicle, trucks } => {
                self.limits.set_fleet(vehicle, trucks);
                Ok(())
            }
        }
    }

    /// A package that nobody knew of. Its release is an event of its own.
    fn announce(&mut self, network: &Network, new: &NewPackage) {
        let book = Arc::make_mut(&mut self.book);
        let columns = Packages::of([new]);
        let must_ride = network.case.rules().must_ride_class(new.class);
        let number = book.packages.len() as u32;
        book.packages.push(Package::of(network, &columns, 0, book.late_price, must_ride));
        book.origins.push(new.origin);
        book.releases.push(new.released_hour().clamp(i64::from(self.hour), i64::from(u16::MAX)) as u16);
        book.rows.push(number);
        if !book.numbers.is_empty() {
            book.numbers.push(number);
        }
    }

    fn release_now(&mut self, network: &Network, row: u32) -> Result<(), Refused> {
        let number = self.number_of(row)?;
        // What is planned for this hour is handed over in it without being told.
        if self.book.releases[number as usize] <= self.hour {
            return Err(Refused::Released);
        }
        Arc::make_mut(&mut self.book).releases[number as usize] = self.hour;
        self.release(network, number);
        Ok(())
    }

    fn cancel(&mut self, network: &Network, row: u32) -> Result<(), Refused> {
        let number = self.number_of(row)?;
        match self.place(number) {
            Place::Delivered => return Err(Refused::Delivered),
            Place::Ahead => {}
            Place::Waiting { lane, position } => {
                self.forget(network, lane, position);
                self.waiting.queues[lane].remove(position);
            }
            Place::Riding { arrival, truck } => self.foretell(network, &truck, &[number], arrival, -1),
        }
        let record = &mut Arc::make_mut(&mut self.book).packages[number as usize];
        record.marks = record.marks.with_cancelled();
        self.ledger.cancelled += 1;
        Ok(())
    }

    fn change_due(&mut self, network: &Network, row: u32, due_seconds: i64) -> Result<(), Refused> {
        let number = self.number_of(row)?;
        let due = due_seconds.div_euclid(3_600) as i32;
        let place = self.place(number);
        if let Place::Delivered = place {
            return Err(Refused::Delivered);
        }
        if let Place::Waiting { lane, position } = place {
            self.forget(network, lane, position);
        }
        Arc::make_mut(&mut self.book).packages[number as usize].due = due;
        if let Place::Waiting { lane, position } = place {
            self.restand(network, lane, position);
        }
        Ok(())
    }

    /// Takes a waiting package out of the totals.
    fn forget(&mut self, network: &Network, lane: usize, position: usize) {
        let queued = self.waiting.queues[lane][position];
        let package = self.book.packages[queued.package as usize];
        let route = network.route(network.lane_from[lane].index(), usize::from(package.destination));
        self.waiting.forget(network, i32::from(self.hour), queued, &package, route);
    }

    /// Puts a waiting package whose promise has changed back into the totals, at its place in the queue.
    fn restand(&mut self, network: &Network, lane: usize, position: usize) {
        let hour = i32::from(self.hour);
        let mut queued = self.waiting.queues[lane][position];
        let package = self.book.packages[queued.package as usize];
        let route = network.route(network.lane_from[lane].index(), usize::from(package.destination));
        let was_late = queued.critical < hour;
        if !was_late {
            queued.critical = package.due - i32::from(route.hours);
        }
        self.waiting.queues[lane][position] = queued;
        self.waiting.account_again(network, hour, queued, &package, route);
        if queued.critical < hour && !was_late {
            let share = route.share_of(package.penalty + self.waiting.late_price);
            self.charge_penalty(network, lane, package.penalty, share);
        }
    }

    fn delay(&mut self, network: &Network, number: u32, hours: u16) -> Result<(), Refused> {
        let (arrival, truck, packages) = self.road.take(number, self.hour).ok_or(Refused::NotUnderWay)?;
        let later = arrival.saturating_add(hours);
        if later > network.case.hours() + MAX_DELAY {
            self.road.at(arrival).add(truck, &packages);
            return Err(Refused::TooLate);
        }
        self.foretell(network, &truck, &packages, arrival, -1);
        self.put_on_road(network, UnderWay { at_gate: false, ..truck }, &packages, later);
        Ok(())
    }

    fn break_down(&mut self, network: &Network, number: u32, hours: u16) -> Result<(), Refused> {
        if hours > MAX_DELAY {
            return Err(Refused::TooLate);
        }
        let (arrival, truck, packages) = self.road.take(number, self.hour).ok_or(Refused::NotUnderWay)?;
        if truck.returning {
            self.road.at(arrival).add(truck, &packages);
            return Err(Refused::BrokenDown);
        }
        self.foretell(network, &truck, &packages, arrival, -1);
        let truck = UnderWay { returning: true, at_gate: false, ..truck };
        self.put_on_road(network, truck, &packages, self.hour + hours);
        Ok(())
    }

    fn arrive_now(&mut self, network: &Network, number: u32) -> Result<(), Refused> {
        let (arrival, truck, packages) = self.road.take(number, self.hour).ok_or(Refused::NotUnderWay)?;
        self.foretell(network, &truck, &packages, arrival, -1);
        self.put_on_road(network, truck, &packages, self.hour);
        Ok(())
    }

    /// Unloads the trucks at the gate of a hub.
    fn let_in(&mut self, network: &Network, hub: usize) {
        let next = self.hour + 1;
        let at_gate = |truck: &UnderWay| truck.at_gate && truck.to(network) == hub;
        let waiting: Vec<u32> =
            self.road.at(next).trucks.iter().filter(|truck| at_gate(truck)).map(|t| t.number).collect();
        for number in waiting {
            self.arrive_now(network, number).expect("a truck at the gate arrives in the next hour");
        }
    }

    /// A truck that comes to a closed hub: it tries again in the next hour.
    pub(crate) fn wait_at_gate(&mut self, network: &Network, truck: UnderWay, packages: &[u32]) {
        self.foretell(network, &truck, packages, self.hour, -1);
        self.put_on_road(network, UnderWay { at_gate: true, ..truck }, packages, self.hour + 1);
    }

    /// Puts a truck on the road to arrive in an hour; unloads it if that is now.
    fn put_on_road(&mut self, network: &Network, truck: UnderWay, packages: &[u32], arrival: u16) {
        let UnderWay { number, returning, .. } = truck;
        self.moved.retain(|moved| moved.number != number);
        self.moved.push(Moved { number, arrival, returning });
        self.road.reach(self.hour, usize::from(arrival - self.hour));
        self.foretell(network, &truck, packages, arrival, 1);
        self.road.at(arrival).add(truck, packages);
        if arrival == self.hour {
            self.unload(network);
        }
    }

    /// Announces what a truck brings to the lanes where it will wait, or with sign -1 takes that back.
    fn foretell(&mut self, network: &Network, truck: &UnderWay, packages: &[u32], arrival: u16, sign: i64) {
        let hub = truck.to(network);
        for marked in packages {
            let package = &self.book.packages[(marked & !PENALTY_DUE) as usize];
            let destination = usize::from(package.destination);
            if destination != hub && !package.marks.cancelled() {
                let next = network.route(hub, destination).lane.index();
                self.road.announce(next, arrival, sign * i64::from(package.load));
            }
        }
    }

    /// The package's number; refused where it makes no sense to speak of it.
    fn number_of(&self, row: u32) -> Result<u32, Refused> {
        let number = self.book.number_of(row).ok_or(Refused::NoPackage)?;
        if self.book.packages[number as usize].marks.cancelled() { Err(Refused::Cancelled) } else { Ok(number) }
    }

    fn place(&self, number: u32) -> Place {
        for (lane, queue) in self.waiting.queues.iter().enumerate() {
            if let Some(position) = queue.iter().position(|queued| queued.package == number) {
                return Place::Waiting { lane, position };
            }
        }
        for (arrival, truck, load) in self.road.under_way(self.hour) {
            if load.iter().any(|marked| marked & !PENALTY_DUE == number) {
                return Place::Riding { arrival, truck: *truck };
            }
        }
        if self.book.releases[number as usize] >= self.hour { Place::Ahead } else { Place::Delivered }
    }
}

fn when(done: bool, otherwise: Refused) -> Result<(), Refused> {
    if done { Ok(()) } else { Err(otherwise) }
}
