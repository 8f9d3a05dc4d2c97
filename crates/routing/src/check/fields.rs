//! The checks of single fields.

use crate::fault::Fault;
use crate::model::{HORIZON, LARGEST, Load, Window};

/// Most money of one price, so that the sum over all stops fits: a million of the currency.
pub const MOST_MONEY: i64 = 1_000_000_000_000;
pub fn check_windows(place: &str, windows: &[Window]) -> Result<(), Fault> {
    for (number, window) in windows.iter().enumerate() {
        let given = || (format!("{place}[{number}]"), format!("{} to {}", window.open, window.close));
        if window.open < 0 || window.close > HORIZON || window.open > window.close {
            let (place, value) = given();
            return Err(Fault::new(place, value, "is no window", "open at 0 or later and close after that"));
        }
        if number > 0 && windows[number - 1].close >= window.open {
            let (place, value) = given();
            return Err(Fault::new(place, value, "begins before the one above ends", "sort the windows and join them"));
        }
    }
    Ok(())
}

pub fn check_index(place: impl Fn() -> String, value: usize, count: usize) -> Result<(), Fault> {
    if value < count { Ok(()) } else { Err(Fault::new(place(), value, "does not exist", "name one that is listed")) }
}

pub fn check_money(place: impl Fn() -> String, value: i64) -> Result<(), Fault> {
    if (0..=MOST_MONEY).contains(&value) {
        return Ok(());
    }
    Err(Fault::new(
        place(),
        value,
        "is out of range",
        "give a price from 0 to a million of the currency, in millionths",
    ))
}

pub fn check_seconds(place: impl Fn() -> String, value: i32) -> Result<(), Fault> {
    if (0..=HORIZON).contains(&value) {
        return Ok(());
    }
    Err(Fault::new(place(), value, "is out of range", "give seconds from 0 to 67108864"))
}

pub fn check_load(place: impl Fn() -> String, load: Load) -> Result<(), Fault> {
    match load.columns().into_iter().find(|amount| !(0..=LARGEST).contains(amount)) {
        Some(amount) => Err(Fault::new(place(), amount, "is out of range", "give an amount from 0 to 1073741824")),
        None => Ok(()),
    }
}
