//! The checks of an input: after them nothing that indexes, adds or compares can fail.

mod fields;
mod fleet;
mod stops;
#[cfg(test)]
mod tests;

use crate::fault::Fault;
use crate::model::{Input, Matrix, UNREACHABLE};

use fields::{check_money, check_seconds, check_windows};

pub use fields::MOST_MONEY;

/// Most stops, places and vehicles of a day.
const MOST: usize = 200_000;

/// The first fault, if there is one.
pub fn check(input: &Input) -> Result<(), Fault> {
    sizes(input)?;
    for (number, matrix) in input.matrices.iter().enumerate() {
        check_matrix(input.places as usize, number, matrix)?;
    }
    for (number, rule) in input.rules.iter().enumerate() {
        check_windows(&format!("rules[{number}].hours"), &rule.hours)?;
    }
    for (number, class) in input.classes.iter().enumerate() {
        check_money(|| format!("classes[{number}].late_per_minute"), class.late_per_minute.unwrap_or(0))?;
    }
    check_money(|| "unfamiliar".into(), input.unfamiliar)?;
    if let Some(balance) = input.balance {
        check_money(|| "balance.per_hour".into(), balance.per_hour)?;
        check_seconds(|| "balance.target_s".into(), balance.target_s)?;
    }
    fleet::check(input)?;
    stops::check(input)
}

fn sizes(input: &Input) -> Result<(), Fault> {
    let counts = [
        ("stops", input.stops.len()),
        ("vehicles", input.vehicles.len()),
        ("places", input.places as usize),
        ("types", input.types.len()),
        ("matrices", input.matrices.len()),
    ];
    for (name, count) in counts {
        if count > MOST {
            return Err(Fault::new(name.into(), count, "are too many", "split the day into parts of 200,000 at most"));
        }
    }
    Ok(())
}

fn check_matrix(places: usize, number: usize, matrix: &Matrix) -> Result<(), Fault> {
    for (name, values) in [("metres", &matrix.metres), ("seconds", &matrix.seconds)] {
        let place = |at: usize| format!("matrices[{number}].{name}[{}, {}]", at / places, at % places);
        if values.len() != places * places {
            let place = format!("matrices[{number}].{name}");
            return Err(Fault::new(
                place,
                values.len(),
                "values are not a square",
                "give a row and a column per place",
            ));
        }
        if let Some(at) = values.iter().position(|value| !(0..=UNREACHABLE).contains(value)) {
            let remedy = "give 0 or more, and 268435456 where no road leads";
            return Err(Fault::new(place(at), values[at], "is out of range", remedy));
        }
    }
    let bands = &matrix.bands;
    let ascending = bands.windows(2).all(|two| two[0].from_s < two[1].from_s);
    if !bands.is_empty() && (bands[0].from_s != 0 || !ascending) {
        let place = format!("matrices[{number}].bands");
        return Err(Fault::new(place, bands[0].from_s, "starts no ascending row from 0", "sort them and begin at 0"));
    }
    match bands.iter().find(|band| !(1..=100_000).contains(&band.speed)) {
        Some(band) => {
            let place = format!("matrices[{number}].bands");
            Err(Fault::new(place, band.speed, "is no speed", "give thousandths from 1 to 100000"))
        }
        None => Ok(()),
    }
}
