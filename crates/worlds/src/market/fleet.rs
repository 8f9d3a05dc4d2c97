//! Vehicles and drivers of a day.

use linehaul_market::{DriverRow, StopRow, VehicleRow, Window};
use rand::RngExt;
use rand_pcg::Pcg64;

use super::stops::{AREAS, HOUR};

const STREAM: u128 = 0x64_7269_7665_7273;
/// Stops for which there is a driver.
const STOPS_A_DRIVER: usize = 40;

/// Two vans and a truck.
pub fn vehicles() -> Vec<VehicleRow> {
    let van = VehicleRow {
        cost_per_hour: 16.0,
        overtime_after_h: Some(8.0),
        overtime_per_hour: 8.0,
        speed: 1.0,
        max_hours: Some(10.0),
        max_trips: 3,
        drive_pause_min: 45.0,
        lunch: vec![Window { open: 12 * HOUR, close: 14 * HOUR }],
        lunch_min: 30.0,
        ..VehicleRow::default()
    };
    vec![
        VehicleRow {
            id: "e-van".to_owned(),
            max_kg: 650.0,
            max_m3: 4.2,
            cost_fixed: 38.0,
            cost_per_km: 0.22,
            max_km: Some(180.0),
            height_m: 2.0,
            emission_class: Some(9),
            ..van.clone()
        },
        VehicleRow {
            id: "van".to_owned(),
            max_kg: 1_200.0,
            max_m3: 11.0,
            cost_fixed: 46.0,
            cost_per_km: 0.34,
            height_m: 2.6,
            emission_class: Some(6),
            ..van.clone()
        },
        VehicleRow {
            id: "truck".to_owned(),
            max_kg: 3_200.0,
            max_m3: 22.0,
            cost_fixed: 80.0,
            cost_per_km: 0.58,
            speed: 0.9,
            drive_h: Some(4.5),
            height_m: 3.3,
            emission_class: Some(4),
            ..van
        },
    ]
}

/// One for each 40 stops, and two more. Of five, two drive an e-van, two a van and one a truck; two in three begin at seven.
pub fn drivers(stops: &[StopRow], seed: u64) -> Vec<DriverRow> {
    let mut rng = Pcg64::new(seed.into(), STREAM);
    let count = stops.len().div_ceil(STOPS_A_DRIVER) + 2;
    let driver = |number: usize| {
        let first = rng.random_range(0..AREAS.len());
        let open = if number % 3 == 2 { 10 } else { 7 } * HOUR;
        DriverRow {
            id: format!("driver-{}", number + 1),
            vehicle: ["van", "e-van", "van", "e-van", "truck"][number % 5].to_owned(),
            shift: Some(Window { open, close: open + 10 * HOUR }),
            skills: if [0, 2, 4].contains(&(number % 5)) { vec!["two-hands".to_owned()] } else { Vec::new() },
            knows: Some((0..4).map(|step| AREAS[(first + step) % AREAS.len()].to_owned()).collect()),
            ..DriverRow::default()
        }
    };
    (0..count).map(driver).collect()
}
