//! Random days with every feature on, for tests.

use crate::model::{
    AccessRule, Balance, Band, Break, Depot, Grade, Input, Load, Matrix, Overtime, Pin, PromiseClass, Stop, Task,
    Vehicle, VehicleType, Window,
};
use crate::search::Rng;

/// Which features a day has.
#[derive(Clone, Copy, Debug)]
pub struct Features {
    /// Pauses, speeds by the hour, several windows, prices of time, pairs, trips, releases.
    pub full: bool,
    /// Hours cost, and limits of time and way.
    pub hours: bool,
    /// Several types.
    pub types: bool,
}

/// A day of so many stops.
pub fn day(seed: u64, stops: usize, features: Features) -> Input {
    let mut rng = Rng::new(seed);
    let places = stops as u32 + 2;
    let points: Vec<(i32, i32)> = (0..places).map(|_| (rng.below(20_000) as i32, rng.below(20_000) as i32)).collect();
    let full = features.full;
    let mut all: Vec<Stop> = (0..stops as u32).map(|number| stop(&mut rng, number + 2, full)).collect();
    if full {
        pair_up(&mut rng, &mut all);
    }
    let n_types = if features.types { 3 } else { 1 };
    let types: Vec<VehicleType> = (0..n_types).map(|number| kind(&mut rng, number, features)).collect();
    let vehicles = (0..stops.div_ceil(3)).map(|_| vehicle(&mut rng, n_types, full)).collect();
    Input {
        places,
        stops: all,
        depots: vec![
            Depot { place: 0, open: Window { open: 0, close: 80_000 }, reload_s: 600 },
            Depot { place: 1, open: Window { open: 20_000, close: 60_000 }, reload_s: 0 },
        ],
        types,
        vehicles,
        matrices: vec![matrix(&mut rng, &points, full)],
        rules: vec![
            AccessRule { types: vec![1], hours: vec![Window { open: 30_000, close: 36_000 }], ..AccessRule::default() },
            AccessRule { max_height_mm: Some(3000), min_emission_class: Some(4), ..AccessRule::default() },
        ],
        classes: vec![PromiseClass::default(), PromiseClass { late_per_minute: full.then_some(2_000_000) }],
        unfamiliar: 700_000,
        balance: (full && rng.below(4) == 0).then_some(Balance { target_s: 20_000, per_hour: 3_000_000 }),
    }
}

fn matrix(rng: &mut Rng, points: &[(i32, i32)], full: bool) -> Matrix {
    let mut metres = Vec::new();
    for from in points {
        for to in points {
            metres.push((from.0 - to.0).abs() + (from.1 - to.1).abs() + rng.below(300) as i32);
        }
    }
    let seconds = metres.iter().map(|metres| metres / 8 + rng.below(60) as i32).collect();
    let band = |from_s, speed| Band { from_s, speed };
    let bands =
        if full && rng.below(2) == 0 { vec![band(0, 1200), band(25_000, 700), band(33_000, 1000)] } else { vec![] };
    Matrix { metres, seconds, bands }
}

fn stop(rng: &mut Rng, place: u32, full: bool) -> Stop {
    let open = 21_600 + rng.below(20_000) as i32;
    let close = open + 1800 + rng.below(12_000) as i32;
    let mut windows = vec![Window { open, close }];
    if full && rng.below(4) == 0 {
        windows.push(Window { open: close + 1800, close: close + 7200 });
    }
    let mut pin = Pin::default();
    if full && rng.below(6) == 0 {
        pin.promised = Some((Window { open, close: open + 1200 }, Grade::Price(500_000)));
    }
    if full && rng.below(8) == 0 {
        pin.after = Some((None, 900_000));
    }
    if rng.below(10) == 0 {
        pin.vehicle = Some((0, if full { Grade::Price(1_500_000) } else { Grade::Fixed }));
    }
    Stop {
        place,
        load: Load { grams: rng.below(20_000) as i32, ml: rng.below(90_000) as i32, parcels: 1 + rng.below(3) as i32 },
        task: if full && rng.below(5) == 0 { Task::Pickup } else { Task::Delivery },
        service_s: 60 + rng.below(400) as i32,
        windows,
        skills: u64::from(rng.below(6) == 0),
        access: if rng.below(4) == 0 && full { vec![rng.below(2) as u16] } else { Vec::new() },
        class: u16::from(rng.below(3) == 0),
        left_out: (rng.below(5) == 0).then_some(15_000_000),
        release_s: if full && rng.below(3) == 0 { rng.below(30_000) as i32 } else { 0 },
        area: rng.below(3) as u16,
        pin,
    }
}

/// Makes pairs of some stops beside each other.
fn pair_up(rng: &mut Rng, stops: &mut [Stop]) {
    for at in (1..stops.len()).step_by(2) {
        if rng.below(5) == 0 {
            stops[at - 1].task = Task::PickupFor(at as u32);
            stops[at].task = Task::DeliveryOf(at as u32 - 1);
            (stops[at].load, stops[at].left_out) = (stops[at - 1].load, stops[at - 1].left_out);
        }
    }
}

fn kind(rng: &mut Rng, number: usize, features: Features) -> VehicleType {
    // Now and then a window that a service covers whole.
    let length = [100, 4000][rng.below(2)];
    let pauses = |driving: bool, lunch: bool| {
        let mut breaks = Vec::new();
        if driving {
            breaks.push(Break::Driving { after_s: 7000, pause_s: 900 });
        }
        if lunch {
            breaks.push(Break::Lunch { window: Window { open: 30_000, close: 30_000 + length }, pause_s: 1800 });
        }
        breaks
    };
    let full = features.full;
    VehicleType {
        capacity: Load { grams: 60_000 + 40_000 * number as i32, ml: 500_000, parcels: 12 + 6 * number as i32 },
        fixed: 20_000_000 + 9_000_000 * number as i64,
        per_m: 300 + 50 * number as i64,
        per_hour: if features.hours { 18_000_000 } else { 0 },
        overtime: features.hours.then_some(Overtime { after_s: 20_000, per_hour: 9_000_000 }),
        speed: 1000 - 100 * number as i32,
        max_s: (features.hours && rng.below(2) == 0).then_some(30_000),
        max_m: (rng.below(3) == 0).then_some(120_000),
        max_stops: Some(14),
        max_trips: if full { 1 + rng.below(3) as u32 } else { 1 },
        reload_depots: if full { vec![0, 1] } else { Vec::new() },
        breaks: if full { pauses(rng.below(2) == 0, rng.below(2) == 0) } else { Vec::new() },
        height_mm: 2500 + 400 * number as i32,
        emission_class: 6 - number as u8,
        ..VehicleType::default()
    }
}

fn vehicle(rng: &mut Rng, n_types: usize, full: bool) -> Vehicle {
    let open = 18_000 + 1800 * rng.below(4) as i32;
    Vehicle {
        kind: rng.below(n_types) as u16,
        shift: Some(Window { open, close: open + 36_000 }),
        start: 0,
        end: if full && rng.below(4) == 0 { None } else { Some(0) },
        skills: u64::from(rng.below(2) == 0),
        knows: (rng.below(2) == 0).then(|| vec![0, rng.below(2) as u16 + 1]),
        ..Vehicle::default()
    }
}
