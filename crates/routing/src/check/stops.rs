//! The checks of stops.

use super::fields::{check_index, check_load, check_money, check_seconds, check_windows};
use crate::fault::Fault;
use crate::model::{Grade, Input, Stop, Task};

pub fn check(input: &Input) -> Result<(), Fault> {
    for (number, stop) in input.stops.iter().enumerate() {
        let at = |field: &str| format!("stops[{number}].{field}");
        check_index(|| at("place"), stop.place as usize, input.places as usize)?;
        check_load(|| at("load"), stop.load)?;
        check_seconds(|| at("service_s"), stop.service_s)?;
        check_seconds(|| at("release_s"), stop.release_s)?;
        check_windows(&at("windows"), &stop.windows)?;
        for &rule in &stop.access {
            check_index(|| at("access"), rule.into(), input.rules.len())?;
        }
        if !input.classes.is_empty() {
            check_index(|| at("class"), stop.class.into(), input.classes.len())?;
        }
        check_money(|| at("left_out"), stop.left_out.unwrap_or(0))?;
        check_pair(input, number, stop)?;
        check_pin(input, number, stop)?;
    }
    Ok(())
}

fn check_pair(input: &Input, number: usize, stop: &Stop) -> Result<(), Fault> {
    let Some(other) = stop.partner() else { return Ok(()) };
    check_index(|| format!("stops[{number}].task"), other as usize, input.stops.len())?;
    let partner = &input.stops[other as usize];
    let expected = match stop.task {
        Task::PickupFor(_) => Task::DeliveryOf(number as u32),
        _ => Task::PickupFor(number as u32),
    };
    let fault =
        |value: String, problem, remedy| Err(Fault::new(format!("stops[{number}].task"), value, problem, remedy));
    if partner.task != expected {
        return fault(format!("{:?}", stop.task), "is not answered by the other stop", "let both name each other");
    }
    if partner.load != stop.load {
        return fault(format!("{:?}", stop.load), "differs from the other stop's load", "give both the same load");
    }
    if partner.left_out != stop.left_out {
        return fault(
            format!("{:?}", stop.left_out),
            "differs from the other stop's price",
            "give both the same price",
        );
    }
    Ok(())
}

fn check_pin(input: &Input, number: usize, stop: &Stop) -> Result<(), Fault> {
    let at = |field: &str| format!("stops[{number}].pin.{field}");
    let price = |grade| if let Grade::Price(price) = grade { price } else { 0 };
    if let Some((vehicle, grade)) = stop.pin.vehicle {
        check_index(|| at("vehicle"), vehicle as usize, input.vehicles.len())?;
        check_money(|| at("vehicle"), price(grade))?;
    }
    if let Some((before, price)) = stop.pin.after {
        check_index(|| at("after"), before.unwrap_or(0) as usize, input.stops.len())?;
        check_money(|| at("after"), price)?;
    }
    if let Some((window, grade)) = stop.pin.promised {
        check_windows(&at("promised"), &[window])?;
        check_money(|| at("promised"), price(grade))?;
    }
    Ok(())
}
