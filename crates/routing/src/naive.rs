//! A plan walked second by second from what somebody wrote, for tests: slow, obvious, and with nothing of the kernel in it.

use crate::cost::Costs;
use crate::model::{Break, Grade, Input, Stop, Task, Vehicle, VehicleType, Window};
use crate::plan::{Plan, Route, Visit};

/// Cost of a plan by name; nothing where it breaks a rule.
pub fn price(input: &Input, plan: &Plan) -> Option<Costs> {
    let mut costs = Costs::default();
    let mut seen = vec![0; input.stops.len()];
    let mut vehicles = vec![0; input.vehicles.len()];
    for route in &plan.routes {
        vehicles[route.vehicle as usize] += 1;
        route.stops().for_each(|stop| seen[stop as usize] += 1);
        Walk::new(input, route).whole(route, &mut costs)?;
    }
    for &stop in &plan.left_out {
        seen[stop as usize] += 1;
        match input.stops[stop as usize].left_out {
            Some(price) => costs.left_out += price,
            None => costs.unserved += 10_000_000_000_000,
        }
    }
    (seen.iter().all(|times| *times == 1) && vehicles.iter().all(|times| *times < 2)).then_some(costs)
}

struct Walk<'a> {
    input: &'a Input,
    number: u32,
    vehicle: &'a Vehicle,
    kind: &'a VehicleType,
    time: i32,
    place: u32,
    metres: i32,
    driving: i32,
    had: Vec<bool>,
    load: [i32; 3],
}

impl<'a> Walk<'a> {
    fn new(input: &'a Input, route: &Route) -> Self {
        let vehicle = &input.vehicles[route.vehicle as usize];
        let kind = &input.types[usize::from(vehicle.kind)];
        let had = kind.breaks.iter().map(|pause| match pause {
            Break::Lunch { window, .. } => window.open <= route.start_s,
            Break::Driving { .. } => true,
        });
        Self {
            input,
            number: route.vehicle,
            vehicle,
            kind,
            time: route.start_s,
            place: vehicle.start,
            metres: 0,
            driving: 0,
            had: had.collect(),
            load: [0; 3],
        }
    }

    fn whole(&mut self, route: &Route, costs: &mut Costs) -> Option<()> {
        let shift = self.vehicle.shift.unwrap_or(Window::ALWAYS);
        let depot = self.input.depots.iter().find(|depot| depot.place == self.vehicle.start)?;
        let release = self.begin_trip(&route.visits);
        let start = route.start_s;
        let may = start >= shift.open && start >= depot.open.open && start >= release;
        if !may || start > shift.close || start > depot.open.close || self.load_too_large() {
            return None;
        }
        let mut before = None;
        let mut on_board = Vec::new();
        let mut trips = 1;
        for (at, visit) in route.visits.iter().enumerate() {
            match *visit {
                Visit::Stop(number) => {
                    self.serve(number, before, &mut on_board, costs)?;
                    before = Some(number);
                }
                Visit::Reload(depot) => {
                    trips += 1;
                    let listed = self.kind.reload_depots.contains(&depot);
                    let depot = &self.input.depots[usize::from(depot)];
                    self.drive(depot.place);
                    self.load = [0; 3];
                    let release = self.begin_trip(&route.visits[at + 1..]);
                    let open = move |time: i32| time >= depot.open.open && time >= release && time <= depot.open.close;
                    self.wait(depot.reload_s, &open)?;
                    self.time += depot.reload_s;
                    before = None;
                    if !listed || trips > self.kind.max_trips || self.load_too_large() || !on_board.is_empty() {
                        return None;
                    }
                }
            }
        }
        if let Some(end) = self.vehicle.end {
            self.drive(end);
        }
        let seconds = self.time - start;
        let stops = route.stops().count() as u32;
        let kind = self.kind;
        let too_long =
            kind.max_s.is_some_and(|most| seconds > most) || kind.max_m.is_some_and(|most| self.metres > most);
        let too_late = self.time > shift.close || kind.max_stops.is_some_and(|most| stops > most);
        if too_long || too_late || !on_board.is_empty() {
            return None;
        }
        costs.fixed += kind.fixed;
        costs.distance += kind.per_m * i64::from(self.metres);
        costs.hours += kind.per_hour * i64::from(seconds) / 3600;
        if let Some(overtime) = kind.overtime {
            costs.overtime += overtime.per_hour * i64::from((seconds - overtime.after_s).max(0)) / 3600;
        }
        if let Some(balance) = self.input.balance {
            costs.balance += balance.per_hour * i64::from((seconds - balance.target_s).abs()) / 3600;
        }
        Some(())
    }

    /// Loads what the trip hands over; says when all of it is there.
    fn begin_trip(&mut self, visits: &[Visit]) -> i32 {
        let mut release = 0;
        for visit in visits {
            let Visit::Stop(number) = *visit else { break };
            let stop = &self.input.stops[number as usize];
            if stop.task == Task::Delivery {
                self.add(stop, 1);
                release = release.max(stop.release_s);
            }
        }
        release
    }

    fn add(&mut self, stop: &Stop, sign: i32) {
        self.load[0] += sign * stop.load.grams;
        self.load[1] += sign * stop.load.ml;
        self.load[2] += sign * stop.load.parcels;
    }

    fn load_too_large(&self) -> bool {
        let room = self.kind.capacity;
        self.load[0] > room.grams || self.load[1] > room.ml || self.load[2] > room.parcels
    }

    fn serve(&mut self, number: u32, before: Option<u32>, on_board: &mut Vec<u32>, costs: &mut Costs) -> Option<()> {
        let stop = &self.input.stops[number as usize];
        if stop.skills & !self.vehicle.skills != 0 {
            return None;
        }
        if let Some((vehicle, grade)) = stop.pin.vehicle
            && vehicle != self.number
        {
            let Grade::Price(price) = grade else { return None };
            costs.moved += price;
        }
        self.drive(stop.place);
        let (input, kind_number) = (self.input, self.vehicle.kind);
        let start = self.wait(stop.service_s, &|time| may_begin(input, kind_number, stop, time))?;
        self.time += stop.service_s;
        match stop.task {
            Task::Delivery => self.add(stop, -1),
            Task::Pickup => self.add(stop, 1),
            Task::PickupFor(_) => {
                self.add(stop, 1);
                on_board.push(number);
            }
            Task::DeliveryOf(pickup) => {
                let at = on_board.iter().position(|other| *other == pickup)?;
                on_board.remove(at);
                self.add(stop, -1);
            }
        }
        if self.vehicle.knows.as_ref().is_some_and(|areas| !areas.contains(&stop.area)) {
            costs.unfamiliar += self.input.unfamiliar;
        }
        let due = stop.windows.last().map_or(i32::MAX, |window| window.close);
        let late = self.input.classes[usize::from(stop.class)].late_per_minute.unwrap_or(0);
        costs.late += late * i64::from((start - due).max(0)) / 60;
        if let Some((window, Grade::Price(price))) = stop.pin.promised {
            costs.promises += price * i64::from((start - window.close).max(window.open - start).max(0)) / 60;
        }
        if let Some((expected, price)) = stop.pin.after
            && expected != before
        {
            costs.reordered += price;
        }
        (!self.load_too_large()).then_some(())
    }

    fn lunch(&mut self, number: usize) {
        let Break::Lunch { window, pause_s } = self.kind.breaks[number] else { return };
        self.time = self.time.max(window.open) + pause_s;
        self.had[number] = true;
        if self.driving_rule().is_some_and(|(_, pause)| pause_s >= pause) {
            self.driving = 0;
        }
    }

    fn driving_rule(&self) -> Option<(i32, i32)> {
        self.kind.breaks.iter().find_map(|pause| match *pause {
            Break::Driving { after_s, pause_s } => Some((after_s, pause_s)),
            Break::Lunch { .. } => None,
        })
    }

    /// Lunches that were not had, by number, the earliest first.
    fn hungry(&self) -> Vec<(Window, usize)> {
        let mut all: Vec<_> = self.kind.breaks.iter().enumerate().filter(|(number, _)| !self.had[*number]).collect();
        all.retain(|(_, pause)| matches!(pause, Break::Lunch { .. }));
        let mut all: Vec<_> = all
            .into_iter()
            .map(|(number, pause)| match *pause {
                Break::Lunch { window, .. } => (window, number),
                Break::Driving { .. } => (Window::ALWAYS, number),
            })
            .collect();
        all.sort_unstable();
        all
    }

    fn drive(&mut self, to: u32) {
        let matrix = &self.input.matrices[usize::from(self.kind.matrix)];
        let at = self.place as usize * self.input.places as usize + to as usize;
        self.metres += matrix.metres[at];
        self.place = to;
        let seconds =
            (i64::from(matrix.seconds[at]) * 1000 + i64::from(self.kind.speed) - 1) / i64::from(self.kind.speed);
        let mut left = seconds * 1000;
        while left > 0 {
            if let Some((_, number)) = self.hungry().first().filter(|(window, _)| window.open <= self.time) {
                self.lunch(*number);
            } else if let Some((after, pause)) = self.driving_rule()
                && self.driving >= after
            {
                self.time += pause;
                self.driving = 0;
            } else {
                let band = matrix.bands.iter().rev().find(|band| band.from_s <= self.time);
                left -= band.map_or(1000, |band| i64::from(band.speed));
                self.time += 1;
                self.driving += 1;
            }
        }
    }

    /// Waits until something may begin; says when. The clock stands there then.
    fn wait(&mut self, service_s: i32, may: &dyn Fn(i32) -> bool) -> Option<i32> {
        let find = |from: i32| (from..=200_000).find(|time| may(*time));
        let mut start = find(self.time)?;
        for (window, number) in self.hungry() {
            if window.open <= self.time || window.open < start || start + service_s > window.close {
                self.lunch(number);
                start = find(self.time)?;
            }
        }
        if self.driving_rule().is_some_and(|(_, pause)| start - self.time >= pause) {
            self.driving = 0;
        }
        self.time = start;
        Some(start)
    }
}

fn may_begin(input: &Input, kind_number: u16, stop: &Stop, time: i32) -> bool {
    let within = |window: &Window| window.open <= time && time <= window.close;
    let last = stop.windows.last().map_or(i32::MAX, |window| window.close);
    let late = input.classes[usize::from(stop.class)].late_per_minute.is_some() && time > last;
    let open = stop.windows.is_empty() || stop.windows.iter().any(within) || late;
    let kept = !matches!(&stop.pin.promised, Some((window, Grade::Fixed)) if !within(window));
    let kind = &input.types[usize::from(kind_number)];
    let barred = stop.access.iter().map(|rule| &input.rules[usize::from(*rule)]).any(|rule| {
        let meets = rule.types.contains(&kind_number)
            || rule.max_height_mm.is_some_and(|height| kind.height_mm > height)
            || rule.min_emission_class.is_some_and(|class| kind.emission_class < class);
        let end = time + stop.service_s.max(1) - 1;
        meets && (rule.hours.is_empty() || rule.hours.iter().any(|hours| hours.open <= end && time <= hours.close))
    });
    open && kept && !barred
}
