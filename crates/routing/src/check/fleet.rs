//! The checks of depots, vehicle types and vehicles.

use super::fields::{check_index, check_load, check_money, check_seconds, check_windows};
use crate::fault::Fault;
use crate::model::{Break, Input, Task, Vehicle, VehicleType};

pub fn check(input: &Input) -> Result<(), Fault> {
    for (number, depot) in input.depots.iter().enumerate() {
        check_index(|| format!("depots[{number}].place"), depot.place as usize, input.places as usize)?;
        check_windows(&format!("depots[{number}].open"), &[depot.open])?;
        check_seconds(|| format!("depots[{number}].reload_s"), depot.reload_s)?;
    }
    for (number, kind) in input.types.iter().enumerate() {
        check_type(input, number, kind)?;
    }
    let mut held = vec![false; input.stops.len()];
    for (number, vehicle) in input.vehicles.iter().enumerate() {
        check_vehicle(input, number, vehicle, &mut held)?;
    }
    Ok(())
}

fn check_type(input: &Input, number: usize, kind: &VehicleType) -> Result<(), Fault> {
    let at = |field: &str| format!("types[{number}].{field}");
    check_load(|| at("capacity"), kind.capacity)?;
    let overtime = kind.overtime.map_or((0, 0), |overtime| (overtime.after_s, overtime.per_hour));
    for (field, price) in
        [("fixed", kind.fixed), ("per_m", kind.per_m), ("per_hour", kind.per_hour), ("overtime", overtime.1)]
    {
        check_money(|| at(field), price)?;
    }
    check_index(|| at("matrix"), kind.matrix.into(), input.matrices.len())?;
    check_seconds(|| at("overtime.after_s"), overtime.0)?;
    check_seconds(|| at("max_s"), kind.max_s.unwrap_or(0))?;
    if !(1..=100_000).contains(&kind.speed) {
        return Err(Fault::new(at("speed"), kind.speed, "is no speed", "give thousandths from 1 to 100000"));
    }
    if kind.max_m.is_some_and(|metres| metres < 0) {
        return Err(Fault::new(at("max_m"), kind.max_m.unwrap_or(0), "is negative", "give metres, 0 or more"));
    }
    if kind.max_trips == 0 {
        return Err(Fault::new(at("max_trips"), 0, "is no trip", "give 1 or more"));
    }
    for &depot in &kind.reload_depots {
        check_index(|| at("reload_depots"), depot.into(), input.depots.len())?;
    }
    let lunches = kind.breaks.iter().filter(|pause| matches!(pause, Break::Lunch { .. })).count();
    if lunches > 8 || kind.breaks.len() > lunches + 1 {
        let remedy = "give eight lunches and one rule of driving at most";
        return Err(Fault::new(at("breaks"), kind.breaks.len(), "are too many", remedy));
    }
    for pause in &kind.breaks {
        let (after_s, pause_s) = match *pause {
            Break::Driving { after_s, pause_s } => (after_s, pause_s),
            Break::Lunch { window, pause_s } => {
                check_windows(&at("breaks"), &[window])?;
                (1, pause_s)
            }
        };
        check_seconds(|| at("breaks"), pause_s)?;
        if after_s <= 0 {
            return Err(Fault::new(at("breaks"), after_s, "lets nobody drive", "give seconds of driving, 1 or more"));
        }
    }
    Ok(())
}

fn check_vehicle(input: &Input, number: usize, vehicle: &Vehicle, held: &mut [bool]) -> Result<(), Fault> {
    let at = |field: &str| format!("vehicles[{number}].{field}");
    check_index(|| at("kind"), vehicle.kind.into(), input.types.len())?;
    check_index(|| at("start"), vehicle.start as usize, input.places as usize)?;
    check_index(|| at("end"), vehicle.end.unwrap_or(0) as usize, input.places.max(1) as usize)?;
    if let Some(shift) = vehicle.shift {
        check_windows(&at("shift"), &[shift])?;
    }
    let carried = vehicle.aboard.iter().flatten();
    for &stop in carried {
        check_index(|| at("aboard"), stop as usize, input.stops.len())?;
        if input.stops[stop as usize].task != Task::Delivery {
            return Err(Fault::new(
                at("aboard"),
                stop,
                "is no delivery from the depot",
                "list parcels to be delivered",
            ));
        }
    }
    for &stop in &vehicle.locked {
        check_index(|| at("locked"), stop as usize, input.stops.len())?;
        if std::mem::replace(&mut held[stop as usize], true) {
            return Err(Fault::new(at("locked"), stop, "is locked twice", "lock a stop to one vehicle, once"));
        }
    }
    Ok(())
}
