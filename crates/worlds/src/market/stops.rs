//! The stops of a day.

use linehaul_market::{Delivery, Pool, StopRow, Window};
use rand::RngExt;
use rand_pcg::Pcg64;

/// Seconds.
pub const HOUR: i32 = 3600;
/// Told apart from the other uses of a seed.
const STREAM: u128 = 0x73_746f_7073;
/// The hours in which customers are at home.
const DAY: Window = Window { open: 8 * HOUR, close: 20 * HOUR };

/// Areas: sectors of the compass around the hub, and its middle.
pub const AREAS: [&str; 9] = ["middle", "n", "ne", "e", "se", "s", "sw", "w", "nw"];

pub fn draw(pool: &Pool, count: usize, seed: u64) -> Vec<StopRow> {
    let mut rng = Pcg64::new(seed.into(), STREAM);
    let mut stops: Vec<StopRow> = Vec::with_capacity(count);
    let mut open_pair: Option<usize> = None;
    for number in 0..count {
        let delivery = &pool.deliveries[rng.random_range(0..pool.deliveries.len())];
        let mut stop = one(pool, delivery, number, &mut rng);
        // Two of each hundred make a pair: what the first takes up, the second hands over.
        let paired = rng.random::<f64>() < 0.02;
        if let Some(pickup) = open_pair.take() {
            let first = &stops[pickup];
            (stop.kg, stop.m3, stop.parcels) = (first.kg, first.m3, first.parcels);
            (stop.task, stop.pickup, stop.left_out) = (String::new(), first.id.clone(), None);
            (stop.windows, stop.released_s, stop.skills) = (Vec::new(), 0, first.skills.clone());
        } else if paired && number + 1 < count {
            "pickup".clone_into(&mut stop.task);
            (stop.windows, stop.released_s, stop.left_out) = (Vec::new(), 0, None);
            open_pair = Some(number);
        }
        stops.push(stop);
    }
    stops
}

fn one(pool: &Pool, delivery: &Delivery, number: usize, rng: &mut Pcg64) -> StopRow {
    let [share, kind, wide, late_trailer, rest, left_out] = std::array::from_fn(|_| rng.random::<f64>());
    let at_door = rng.random_range(0..=120);
    let kept = delivery.delivered_s / HOUR;
    // Kilometres east and north of the hub, near enough for sectors.
    let north = (delivery.lat - pool.hub[0]) * 111.2;
    let east = (delivery.lon - pool.hub[1]) * 111.2 * pool.hub[0].to_radians().cos();
    let distance = north.hypot(east);
    let pickup = kind < 0.04;
    let express = (0.04..0.12).contains(&kind);
    let mut access = Vec::new();
    if distance < 3.0 {
        access.push("clean".to_owned());
    }
    if rest < 0.03 {
        access.push("low".to_owned());
    }
    StopRow {
        id: format!("{}", number + 1),
        lat: delivery.lat,
        lon: delivery.lon,
        kg: delivery.kg,
        m3: delivery.m3,
        parcels: delivery.parcels,
        task: if pickup { "pickup".to_owned() } else { String::new() },
        service_s: 90 + 30 * delivery.parcels.min(20) + at_door,
        windows: windows(share, wide, kept, express),
        skills: if delivery.kg >= 25.0 { vec!["two-hands".to_owned()] } else { Vec::new() },
        access,
        promise: if express { "express".to_owned() } else { "standard".to_owned() },
        left_out: (left_out < 0.1 && !express).then(|| 12.0 + (delivery.value * 2.0).round() / 100.0),
        released_s: if !pickup && !express && late_trailer < 0.15 { 10 * HOUR + (rest * 10.0) as i32 * 900 } else { 0 },
        area: area(north, east, distance).to_owned(),
        ..StopRow::default()
    }
}

/// Three in ten customers are at home all day, four for half of it, the others for two or three hours around the time of day at which
/// their parcel came. Whoever has a wide window and little luck is away at noon.
fn windows(share: f64, wide: f64, kept: i32, express: bool) -> Vec<Window> {
    let kept = kept.clamp(9, 19);
    if express {
        return vec![Window { open: DAY.open, close: 12 * HOUR }];
    }
    if share < 0.3 {
        return Vec::new();
    }
    if share < 0.65 {
        return if kept < 13 {
            vec![Window { open: DAY.open, close: 13 * HOUR }]
        } else {
            vec![Window { open: 13 * HOUR, close: DAY.close }]
        };
    }
    if share < 0.7 {
        return vec![Window { open: DAY.open, close: 11 * HOUR }, Window { open: 16 * HOUR, close: DAY.close }];
    }
    let open = (kept - 1) * HOUR;
    vec![Window { open, close: (open + if wide < 0.5 { 2 } else { 3 } * HOUR).min(DAY.close) }]
}

fn area(north: f64, east: f64, distance: f64) -> &'static str {
    if distance < 4.0 {
        return AREAS[0];
    }
    // 0 is north, a quarter turn is east.
    let turn = east.atan2(north).rem_euclid(std::f64::consts::TAU) / std::f64::consts::TAU;
    AREAS[1 + (turn * 8.0).round() as usize % 8]
}
