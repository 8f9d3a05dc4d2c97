//! A route, call by call: its way, its times, its loads, what it may, and what it costs.

use linehaul_market::{DepotId, Load, Market, Spot, Stop, StopId, Task, VehicleId, Window, clock};
use linehaul_tables::CallRows;
use linehaul_tables::schema::route_files::CALLS;

use crate::market::itinerary::Itinerary;
use crate::market::service;
use crate::market::shift::Shift;
use crate::market::tour::Tour;
use crate::market::ways::{Place, Ways};
use crate::report::{Report, Table};

const TIMES: &str = "docs/routes.md: times";
const LOADS: &str = "docs/routes.md: loads and trips";
const RULES: &str = "docs/routes.md: who may serve a stop";
const LIMITS: &str = "docs/routes.md: shifts and limits";
const WAYS: &str = "docs/routes.md: ways";

/// One that walks a route of a file.
struct Walk<'a> {
    market: &'a Market,
    ways: &'a Ways<'a>,
    calls: &'a CallRows,
    route: &'a Itinerary,
    vehicle: VehicleId,
    shift: Shift<'a>,
    place: Place,
    load: Load,
    /// Pickups whose deliveries are to come in this trip.
    open: Vec<StopId>,
    tour: Tour,
}

/// Proves a route; what follows from a row that is wrong is not reported again, and then there is no tour.
pub fn prove(
    market: &Market,
    ways: &Ways<'_>,
    calls: &CallRows,
    route: &Itinerary,
    report: &mut Report,
) -> Option<Tour> {
    let driver = &market.drivers()[route.driver.index()];
    let start_s = calls.leave_s[route.rows.start];
    let mut walk = Walk {
        market,
        ways,
        calls,
        route,
        vehicle: driver.vehicle,
        shift: Shift::new(market, driver, start_s),
        place: driver.start.index(),
        load: Load::default(),
        open: Vec::new(),
        tour: Tour { start_s, trips: 1, ..Tour::default() },
    };
    walk.start(report)?;
    for at in 1..route.spots.len() {
        walk.call(at, report)?;
    }
    walk.finish(report)
}

impl Walk<'_> {
    fn start(&mut self, report: &mut Report) -> Option<()> {
        let row = self.route.rows.start;
        let driver = &self.market.drivers()[self.route.driver.index()];
        let open = self.market.depots()[driver.start.index()].open;
        let start_s = self.tour.start_s;
        let release = self.begin_trip(0);
        let from = driver.shift.map_or(0, |shift| shift.open).max(open.open).max(release);
        let until = driver.shift.map_or(i32::MAX, |shift| shift.close).min(open.close);
        let place = Table::Calls.at(row, &CALLS.leave_s);
        let in_time = report.check((from..=until).contains(&start_s), place, LIMITS, || {
            (
                clock(start_s),
                format!("from {} to {}, when shift, depot and parcels are ready", clock(from), clock(until)),
            )
        });
        let same = report.equal(Table::Calls.at(row, &CALLS.metres), WAYS, self.calls.metres[row], 0)
            & report.equal(Table::Calls.at(row, &CALLS.arrival_s), TIMES, self.calls.arrival_s[row], start_s)
            & report.equal(Table::Calls.at(row, &CALLS.begin_s), TIMES, self.calls.begin_s[row], start_s)
            & report.equal(Table::Calls.at(row, &CALLS.road_pause_s), TIMES, self.calls.road_pause_s[row], 0)
            & report.equal(Table::Calls.at(row, &CALLS.pause_s), TIMES, self.calls.pause_s[row], 0);
        (in_time & same & self.check_load(row, report)).then_some(())
    }

    /// Loads what the trip after a call hands over; says when all of it is at the depot.
    fn begin_trip(&mut self, at: usize) -> i32 {
        self.load = Load::default();
        let mut release = 0;
        for spot in &self.route.spots[at + 1..] {
            let Spot::Stop(stop) = spot else { break };
            let stop = &self.market.stops()[stop.index()];
            if stop.task == Task::Delivery {
                self.add(stop.load, 1);
                release = release.max(stop.released_s);
            }
        }
        release
    }

    fn add(&mut self, load: Load, sign: i32) {
        // Of a file that is made up the sum may be anything.
        self.load.grams = self.load.grams.saturating_add(sign * load.grams);
        self.load.ml = self.load.ml.saturating_add(sign * load.ml);
        self.load.parcels = self.load.parcels.saturating_add(sign * load.parcels);
    }

    fn call(&mut self, at: usize, report: &mut Report) -> Option<()> {
        let row = self.route.rows.start + at;
        let spot = self.route.spots[at];
        let to = match spot {
            Spot::Stop(stop) => self.market.depots().len() + stop.index(),
            Spot::Start(depot) | Spot::Reload(depot) | Spot::End(depot) => depot.index(),
        };
        let metres = match self.ways.length(self.vehicle, self.place, to, self.calls.metres[row]) {
            Ok(metres) => metres,
            Err(expected) => {
                let expected = expected.map_or("no road leads there".to_owned(), |metres| metres.to_string());
                report.check(false, Table::Calls.at(row, &CALLS.metres), WAYS, || {
                    (self.calls.metres[row].to_string(), expected)
                });
                return None;
            }
        };
        report.equal(Table::Calls.at(row, &CALLS.metres), WAYS, metres, self.calls.metres[row]);
        let paused = self.shift.drive(self.ways.seconds(self.vehicle, self.place, to, metres)?);
        let place = Table::Calls.at(row, &CALLS.arrival_s);
        let stated = self.calls.arrival_s[row];
        if !report.check(paused.is_some(), place, TIMES, || (clock(stated), "a way that ends".to_owned())) {
            return None;
        }
        let paused = paused.unwrap_or_default();
        let arrival = self.shift.time;
        let same = report.equal(place, TIMES, stated, arrival)
            & report.equal(Table::Calls.at(row, &CALLS.road_pause_s), TIMES, self.calls.road_pause_s[row], paused);
        self.place = to;
        self.tour.metres = self.tour.metres.saturating_add(metres);
        self.tour.pause_s += i64::from(paused);
        if !same {
            return None;
        }
        match spot {
            Spot::Stop(stop) => self.serve(row, stop, report),
            Spot::Reload(depot) => self.reload(row, at, depot, report),
            Spot::Start(_) | Spot::End(_) => self.end(row, report),
        }
    }

    fn serve(&mut self, row: usize, id: StopId, report: &mut Report) -> Option<()> {
        let market = self.market;
        let stop: &Stop = &market.stops()[id.index()];
        let driver = &market.drivers()[self.route.driver.index()];
        let place = Table::Calls.at(row, &CALLS.places);
        let skilled = stop.skills & !driver.skills == 0;
        let whose = |wanted: &str| (format!("stop {} by {}", stop.id, driver.id), wanted.to_owned());
        let mut may = report.check(skilled, place, RULES, || whose("a driver with its skills"));
        let vehicle = self.vehicle;
        let next = |time: i32| service::next(market, vehicle, stop, time);
        let begun = self.begin(row, stop.service_s, &next, report);
        let begin_s = begun?;
        let cost = service::add_costs(market, self.route.driver, stop, begin_s, &mut self.tour.costs);
        may &= report.check(cost.is_some(), place, RULES, || whose("the driver that is fixed for it"));
        self.tour.stops += 1;
        may &= match stop.task {
            Task::Delivery => {
                self.add(stop.load, -1);
                true
            }
            Task::Pickup => {
                self.add(stop.load, 1);
                true
            }
            Task::PickupFor(_) => {
                self.add(stop.load, 1);
                self.open.push(id);
                true
            }
            Task::DeliveryOf(pickup) => {
                self.add(stop.load, -1);
                let taken = self.open.iter().position(|other| *other == pickup).map(|at| self.open.remove(at));
                report.check(taken.is_some(), place, LOADS, || whose("its pickup before it, in one trip"))
            }
        };
        (may & self.check_load(row, report)).then_some(())
    }

    /// Waits and serves, or loads; says when that begins.
    fn begin(
        &mut self,
        row: usize,
        service_s: i32,
        next: &dyn Fn(i32) -> Option<i32>,
        report: &mut Report,
    ) -> Option<i32> {
        let arrival = self.shift.time;
        let paused = self.shift.wait(service_s, next);
        let place = Table::Calls.at(row, &CALLS.begin_s);
        let stated = self.calls.begin_s[row];
        if !report.check(paused.is_some(), place, RULES, || {
            (clock(stated), "a time that windows, access rules and promises allow".to_owned())
        }) {
            return None;
        }
        let paused = paused.unwrap_or_default();
        let begin = self.shift.time;
        self.shift.time += service_s;
        self.tour.pause_s += i64::from(paused);
        self.tour.waiting_s += i64::from(begin - arrival - paused);
        self.tour.service_s += i64::from(service_s);
        let same = report.equal(place, TIMES, stated, begin)
            & report.equal(Table::Calls.at(row, &CALLS.pause_s), TIMES, self.calls.pause_s[row], paused)
            & report.equal(Table::Calls.at(row, &CALLS.leave_s), TIMES, self.calls.leave_s[row], self.shift.time);
        same.then_some(begin)
    }

    fn reload(&mut self, row: usize, at: usize, id: DepotId, report: &mut Report) -> Option<()> {
        let depot = &self.market.depots()[id.index()];
        let place = Table::Calls.at(row, &CALLS.places);
        let listed = self.shift.vehicle.reload_depots.contains(&id);
        let mut may =
            report.check(listed, place, LOADS, || (depot.id.clone(), "a depot where it may reload".to_owned()));
        may &= self.check_pairs(row, report);
        self.tour.trips += 1;
        let most = self.shift.vehicle.max_trips;
        may &= report.check(self.tour.trips as u32 <= most, Table::Calls.at(row, &CALLS.trips), LIMITS, || {
            (self.tour.trips.to_string(), format!("{most} at most"))
        });
        let release = self.begin_trip(at);
        let Window { open, close } = depot.open;
        let next = |time: i32| Some(time.max(open).max(release)).filter(|time| *time <= close);
        self.begin(row, depot.reload_s, &next, report)?;
        (may & self.check_load(row, report)).then_some(())
    }

    fn end(&mut self, row: usize, report: &mut Report) -> Option<()> {
        let time = self.shift.time;
        self.load = Load::default();
        let same = report.equal(Table::Calls.at(row, &CALLS.begin_s), TIMES, self.calls.begin_s[row], time)
            & report.equal(Table::Calls.at(row, &CALLS.leave_s), TIMES, self.calls.leave_s[row], time)
            & report.equal(Table::Calls.at(row, &CALLS.pause_s), TIMES, self.calls.pause_s[row], 0);
        (same & self.check_load(row, report)).then_some(())
    }

    fn check_pairs(&self, row: usize, report: &mut Report) -> bool {
        let open = || self.open.iter().map(|stop| self.market.stops()[stop.index()].id.as_str()).collect::<Vec<_>>();
        report.check(self.open.is_empty(), Table::Calls.at(row, &CALLS.places), LOADS, || {
            (format!("taken up and on board: {}", open().join(", ")), "handed over in the same trip".to_owned())
        })
    }

    fn check_load(&self, row: usize, report: &mut Report) -> bool {
        let Load { grams, ml, parcels } = self.load;
        let room = self.shift.vehicle.capacity;
        let fits = grams <= room.grams && ml <= room.ml && parcels <= room.parcels;
        let text = |load: Load| {
            format!("{} kg, {} m3, {} parcels", f64::from(load.grams) / 1e3, f64::from(load.ml) / 1e6, load.parcels)
        };
        let close = |stated: f64, parts: i32, per_unit: f64| (stated * per_unit - f64::from(parts)).abs() <= 1e-3;
        let fits = report.check(fits, Table::Calls.at(row, &CALLS.kg), LOADS, || {
            (text(self.load), format!("at most {}", text(room)))
        });
        let of =
            |stated: f64, parts: i32, per_unit: f64| (stated.to_string(), (f64::from(parts) / per_unit).to_string());
        let (kg, m3) = (self.calls.kg[row], self.calls.m3[row]);
        fits & report.check(close(kg, grams, 1e3), Table::Calls.at(row, &CALLS.kg), LOADS, || of(kg, grams, 1e3))
            & report.check(close(m3, ml, 1e6), Table::Calls.at(row, &CALLS.m3), LOADS, || of(m3, ml, 1e6))
            & report.equal(Table::Calls.at(row, &CALLS.parcels), LOADS, self.calls.parcels[row], parcels)
    }

    /// Limits of the whole route, and what it costs.
    fn finish(mut self, report: &mut Report) -> Option<Tour> {
        let row = self.route.rows.end - 1;
        let driver = &self.market.drivers()[self.route.driver.index()];
        let end = self.shift.time;
        let seconds = end - self.tour.start_s;
        let vehicle = self.shift.vehicle;
        let place = Table::Calls.at(row, &CALLS.leave_s);
        let close = driver.shift.map_or(i32::MAX, |shift| shift.close);
        let mut holds = report.check(end <= close, place, LIMITS, || (clock(end), format!("back by {}", clock(close))));
        let limits = [
            (vehicle.max_s, i64::from(seconds), "s"),
            (vehicle.max_m, i64::from(self.tour.metres), "m"),
            (vehicle.max_stops.map(|most| most as i32), i64::from(self.tour.stops), "stops"),
        ];
        for (most, is, unit) in limits {
            let Some(most) = most else { continue };
            holds &= report.check(is <= i64::from(most), place, LIMITS, || {
                (format!("{is} {unit}"), format!("{most} {unit} at most"))
            });
        }
        holds &= self.check_pairs(row, report);
        self.tour.end_s = end;
        self.tour.add_costs(self.market, vehicle);
        holds.then_some(self.tour)
    }
}
