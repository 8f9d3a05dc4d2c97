//! A market as the kernel takes it.

use linehaul_market::{Market, Pin as MarketPin, Stop, Task, Vehicle};
use linehaul_routing::model;

use super::ways::Ways;

/// The input of a market. Class 0 of promises is that of stops that name none; the last area is known to all.
pub fn input(market: &Market, ways: &Ways) -> model::Input {
    let classes = [model::PromiseClass::default()].into_iter();
    let named = market.promises().iter().map(|class| model::PromiseClass { late_per_minute: class.late_per_minute });
    let bands: Vec<model::Band> =
        market.traffic().iter().map(|band| model::Band { from_s: band.from_s, speed: band.speed }).collect();
    let matrix = |(metres, seconds): &(Vec<i32>, Vec<i32>)| model::Matrix {
        metres: metres.clone(),
        seconds: seconds.clone(),
        bands: bands.clone(),
    };
    model::Input {
        places: ways.places() as u32,
        stops: market.stops().iter().enumerate().map(|(number, _)| stop(market, ways, number)).collect(),
        depots: depots(market, ways),
        types: market.vehicles().iter().map(vehicle_type).collect(),
        vehicles: vehicles(market, ways),
        matrices: ways.classes().iter().map(matrix).collect(),
        rules: rules(market),
        classes: classes.chain(named).collect(),
        unfamiliar: market.unfamiliar(),
        balance: (market.balance())
            .map(|balance| model::Balance { target_s: balance.target_s, per_hour: balance.per_hour }),
    }
}

fn window(window: linehaul_market::Window) -> model::Window {
    model::Window { open: window.open, close: window.close }
}

fn load(load: linehaul_market::Load) -> model::Load {
    model::Load { grams: load.grams, ml: load.ml, parcels: load.parcels }
}

fn grade<T>(pin: &MarketPin<T>) -> model::Grade {
    pin.price.map_or(model::Grade::Fixed, model::Grade::Price)
}

fn stop(market: &Market, ways: &Ways, number: usize) -> model::Stop {
    let stop: &Stop = &market.stops()[number];
    model::Stop {
        place: ways.of_stop(linehaul_market::StopId::from_index(number)),
        load: load(stop.load),
        task: match stop.task {
            Task::Delivery => model::Task::Delivery,
            Task::Pickup => model::Task::Pickup,
            Task::PickupFor(other) => model::Task::PickupFor(other.0),
            Task::DeliveryOf(other) => model::Task::DeliveryOf(other.0),
        },
        service_s: stop.service_s,
        windows: stop.windows.iter().copied().map(window).collect(),
        skills: stop.skills,
        access: stop.access.iter().map(|rule| rule.0).collect(),
        class: stop.class.map_or(0, |class| class.0 + 1),
        left_out: stop.left_out,
        release_s: stop.released_s,
        area: stop.area.map_or(market.areas().len() as u16, |area| area.0),
        pin: model::Pin {
            vehicle: stop.driver.map(|pin| (pin.value.0, grade(&pin))),
            after: None,
            promised: stop.told.map(|pin| (window(pin.value), grade(&pin))),
        },
    }
}

fn depots(market: &Market, ways: &Ways) -> Vec<model::Depot> {
    let depot = |(number, depot): (usize, &linehaul_market::Depot)| model::Depot {
        place: ways.of_depot(linehaul_market::DepotId::from_index(number)),
        open: window(depot.open),
        reload_s: depot.reload_s,
    };
    market.depots().iter().enumerate().map(depot).collect()
}

fn vehicle_type(vehicle: &Vehicle) -> model::VehicleType {
    let driving = vehicle.pauses.driving.map(|(after_s, pause_s)| model::Break::Driving { after_s, pause_s });
    let lunches = vehicle.pauses.lunches.iter();
    let lunches = lunches.map(|&(open, pause_s)| model::Break::Lunch { window: window(open), pause_s });
    model::VehicleType {
        capacity: load(vehicle.capacity),
        fixed: vehicle.fixed,
        per_m: vehicle.per_m,
        per_hour: vehicle.per_hour,
        overtime: vehicle.overtime.map(|(after_s, per_hour)| model::Overtime { after_s, per_hour }),
        matrix: vehicle.ways.0,
        speed: vehicle.speed,
        max_s: vehicle.max_s,
        max_m: vehicle.max_m,
        max_stops: vehicle.max_stops,
        max_trips: vehicle.max_trips,
        reload_depots: vehicle.reload_depots.iter().map(|depot| depot.0).collect(),
        breaks: driving.into_iter().chain(lunches).collect(),
        height_mm: vehicle.height_mm,
        emission_class: vehicle.emission_class,
    }
}

fn vehicles(market: &Market, ways: &Ways) -> Vec<model::Vehicle> {
    let known_to_all = market.areas().len() as u16;
    let vehicle = |driver: &linehaul_market::Driver| model::Vehicle {
        kind: driver.vehicle.0,
        shift: driver.shift.map(window),
        start: ways.of_depot(driver.start),
        end: driver.end.map(|depot| ways.of_depot(depot)),
        skills: driver.skills,
        knows: driver.knows.as_ref().map(|areas| areas.iter().map(|area| area.0).chain([known_to_all]).collect()),
        locked: Vec::new(),
        aboard: None,
    };
    market.drivers().iter().map(vehicle).collect()
}

fn rules(market: &Market) -> Vec<model::AccessRule> {
    let rule = |rule: &linehaul_market::Access| model::AccessRule {
        types: rule.vehicles.iter().map(|vehicle| vehicle.0).collect(),
        max_height_mm: rule.max_height_mm,
        min_emission_class: rule.min_emission_class,
        hours: rule.hours.iter().copied().map(window).collect(),
    };
    market.access().iter().map(rule).collect()
}
