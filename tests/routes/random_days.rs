//! Days at random, with every feature of a market: whatever the router plans, the auditor agrees with to the second and the millionth.

use linehaul_market::{
    DepotRow, DriverRow, MarketTables, MatrixRows, PromiseRow, SpeedRow, StopRow, VehicleRow, Window,
};
use linehaul_worlds::market::{draw, made_town};

use super::routed;

/// Numbers that look random, from a seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

fn day(seed: u64) -> MarketTables {
    let mut dice = Dice(seed);
    let mut tables = draw(&made_town(), 12 + dice.roll(30) as usize, seed);
    tables.depots.push(DepotRow {
        id: "north".to_owned(),
        lat: 46.65,
        lon: 2.41,
        open: Some(Window { open: 30_000, close: 70_000 }),
        reload_s: 300,
    });
    tables.speeds.push(SpeedRow { from_km: 18.0, kmh: 61.3 });
    tables.promises.push(PromiseRow { id: "told".to_owned(), late_per_minute: Some(1.25) });
    if dice.roll(2) == 0 {
        tables.header.balance = Some((4.0, 3.5));
    }
    let drivers: Vec<String> = tables.drivers.iter().map(|driver| driver.id.clone()).collect();
    tables.stops.iter_mut().for_each(|stop| change_stop(stop, &drivers, &mut dice));
    tables.vehicles.iter_mut().for_each(|vehicle| change_vehicle(vehicle, &mut dice));
    tables.drivers.iter_mut().for_each(|driver| change_driver(driver, &mut dice));
    if dice.roll(3) == 0 {
        tables.matrix = Some(matrix(&tables, &mut dice));
    }
    tables
}

fn change_stop(stop: &mut StopRow, drivers: &[String], dice: &mut Dice) {
    let pair = !stop.pickup.is_empty() || stop.task == "pickup";
    if dice.roll(6) == 0 {
        stop.driver.clone_from(&drivers[dice.roll(drivers.len() as u64) as usize]);
        stop.driver_price = (dice.roll(2) == 0).then_some(2.5);
    }
    if dice.roll(6) == 0 {
        let open = 30_000 + dice.roll(20_000) as i32;
        stop.told = Some(Window { open, close: open + 3_600 });
        stop.told_per_minute = (dice.roll(3) > 0).then_some(0.2);
        "told".clone_into(&mut stop.promise);
    }
    if !pair && dice.roll(5) == 0 {
        stop.kg *= 20.0;
    }
    if dice.roll(8) == 0 {
        stop.service_s = 4_000;
    }
}

fn change_vehicle(vehicle: &mut VehicleRow, dice: &mut Dice) {
    vehicle.drive_h = (dice.roll(2) == 0).then_some(0.5);
    vehicle.drive_pause_min = 12.5;
    if dice.roll(2) == 0 {
        // A window that a service can cover whole.
        vehicle.lunch = vec![Window { open: 40_000, close: 40_200 }, Window { open: 55_000, close: 58_000 }];
    }
    vehicle.max_stops = (dice.roll(3) == 0).then_some(7);
    vehicle.max_km = (dice.roll(3) == 0).then_some(90.0);
    vehicle.max_kg = 150.0 + 40.0 * dice.roll(5) as f64;
    vehicle.max_parcels = (dice.roll(3) == 0).then_some(14);
    vehicle.speed = 0.8 + dice.roll(40) as f64 / 100.0;
    vehicle.reload_depots = if dice.roll(2) == 0 { vec!["north".to_owned()] } else { Vec::new() };
}

fn change_driver(driver: &mut DriverRow, dice: &mut Dice) {
    ["", "-", "north"][dice.roll(3) as usize].clone_into(&mut driver.end);
    if dice.roll(4) == 0 {
        "north".clone_into(&mut driver.start);
    }
}

/// Ways of two sorts that are not symmetric, some of which no road leads.
fn matrix(tables: &MarketTables, dice: &mut Dice) -> MatrixRows {
    let places: Vec<&String> =
        tables.depots.iter().map(|depot| &depot.id).chain(tables.stops.iter().map(|stop| &stop.id)).collect();
    let mut rows = MatrixRows::default();
    for from in &places {
        for to in places.iter().filter(|to| *to != from) {
            let road = dice.roll(40) > 0;
            rows.ways.push(String::new());
            rows.from.push((*from).clone());
            rows.to.push((*to).clone());
            rows.metres.push(road.then_some(500 + dice.roll(9_000) as i32));
            rows.seconds.push(road.then_some(60 + dice.roll(1_500) as i32));
        }
    }
    rows
}

#[test]
fn the_auditor_agrees_with_the_router_on_every_day() {
    let mut served = 0;
    for seed in 0..40 {
        served += routed(&day(seed))["summary"]["served"].as_u64().unwrap();
    }
    assert!(served > 500, "{served} stops are served on forty days");
}
