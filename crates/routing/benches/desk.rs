//! How fast a desk answers: one stop into 400 on some thirty routes, and twenty stops of a vehicle that is lost.

use divan::Bencher;
use linehaul_routing::model::{Break, Depot, Grade, Input, Load, Matrix, Pin, Stop, Vehicle, VehicleType, Window};
use linehaul_routing::{Budget, Desk, Heat, Problem, Route};

fn main() {
    divan::main();
}

/// A day of 400 stops in a town of 20 by 20 km; with pins, pauses, and hours that cost, or without.
fn day(full: bool) -> Input {
    const STOPS: u32 = 400;
    let mut word = 7u64;
    let mut below = |count: u64| {
        word = word.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (word >> 33) % count
    };
    let points: Vec<(i64, i64)> = (0..=STOPS).map(|_| (below(20_000) as i64, below(20_000) as i64)).collect();
    let mut metres = Vec::new();
    for from in &points {
        metres.extend(points.iter().map(|to| ((from.0 - to.0).abs() + (from.1 - to.1).abs()) as i32));
    }
    let stops = (1..=STOPS).map(|place| {
        let open = 28_800 + 1800 * below(8) as i32;
        let mut pin = Pin::default();
        if full && below(5) == 0 {
            pin.promised = Some((Window { open, close: open + 3600 }, Grade::Price(100_000)));
        }
        if full && below(10) == 0 {
            pin.vehicle = Some((below(40) as u32, Grade::Price(2_000_000)));
        }
        Stop {
            place,
            load: Load { grams: 1000, ml: 4000, parcels: 1 },
            service_s: 180,
            windows: vec![Window { open, close: open + 10_800 }],
            pin,
            ..Stop::default()
        }
    });
    let kind = VehicleType {
        capacity: Load { parcels: 14, ..Load::UNLIMITED },
        fixed: 40_000_000,
        per_m: 300,
        per_hour: if full { 20_000_000 } else { 0 },
        breaks: if full {
            vec![Break::Lunch { window: Window { open: 39_600, close: 46_800 }, pause_s: 1800 }]
        } else {
            Vec::new()
        },
        ..VehicleType::default()
    };
    let van = Vehicle { shift: Some(Window { open: 25_200, close: 64_800 }), end: Some(0), ..Vehicle::default() };
    Input {
        places: STOPS + 1,
        stops: stops.collect(),
        depots: vec![Depot { place: 0, open: Window::ALWAYS, reload_s: 0 }],
        types: vec![kind],
        vehicles: vec![van; 40],
        matrices: vec![Matrix { seconds: metres.iter().map(|metres| metres / 9).collect(), metres, bands: Vec::new() }],
        ..Input::default()
    }
}

fn desk(problem: &Problem) -> Desk<'_> {
    let mut desk = Desk::new(problem, 1);
    desk.fill();
    desk.improve(Heat::default(), Budget::Rounds(2000), &mut |_| ());
    desk
}

/// Takes a stop out and puts it in again.
#[divan::bench(args = [false, true])]
fn out_and_in(bencher: Bencher<'_, '_>, full: bool) {
    let problem = Problem::new(day(full)).expect("a day without faults");
    let mut desk = desk(&problem);
    let mut stop = 0;
    bencher.bench_local(|| {
        stop = (stop + 37) % 400;
        desk.remove(&[stop]) + desk.insert(&[stop])
    });
}

/// Takes a stop out.
#[divan::bench(args = [false, true])]
fn out(bencher: Bencher<'_, '_>, full: bool) {
    let problem = Problem::new(day(full)).expect("a day without faults");
    let mut desk = desk(&problem);
    let mut stop = 0;
    bencher.bench_local(|| {
        stop = (stop + 37) % 400;
        desk.remove(&[stop])
    });
}

/// Hands over the stops of two routes, and repairs for some rounds.
#[divan::bench(args = [false, true], sample_count = 10)]
fn repair(bencher: Bencher<'_, '_>, full: bool) {
    let problem = Problem::new(day(full)).expect("a day without faults");
    let found = desk(&problem).plan();
    let stops: Vec<u32> = found.routes[..2].iter().flat_map(Route::stops).take(20).collect();
    let mut start = found.clone();
    start.routes.drain(..2);
    bencher
        .with_inputs(|| {
            let mut desk = Desk::new(&problem, 1);
            desk.load(&start);
            desk
        })
        .bench_local_values(|mut desk| desk.repair(&stops, 500));
}
