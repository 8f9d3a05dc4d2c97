//! The checks of single values, each told with its place.

use std::fmt::Display;

use super::names::Names;
use crate::error::{MarketError, Table};
use crate::limits::{MAX_GRAMS, MAX_MONEY, MAX_SECONDS};
use crate::time::Window;

/// Where a value stands.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    table: Table,
    row: Option<usize>,
    column: &'static str,
}

impl Place {
    /// A value of the header.
    pub fn of(table: Table, column: &'static str) -> Self {
        Self { table, row: None, column }
    }

    /// A value of a row.
    pub fn at(table: Table, row: usize, column: &'static str) -> Self {
        Self { table, row: Some(row), column }
    }

    /// What is wrong here.
    pub fn fault(self, problem: impl Into<String>, remedy: impl Into<String>) -> MarketError {
        MarketError {
            table: self.table,
            row: self.row,
            column: self.column,
            problem: problem.into(),
            remedy: remedy.into(),
        }
    }

    fn range<T>(self, value: impl Display, remedy: String) -> Result<T, MarketError> {
        Err(self.fault(format!("{value} is out of range"), remedy))
    }

    /// A number within bounds.
    pub fn number(self, value: f64, low: f64, high: f64) -> Result<f64, MarketError> {
        if (low..=high).contains(&value) {
            return Ok(value);
        }
        self.range(value, format!("give a number from {low} to {high}"))
    }

    /// A whole number within bounds.
    pub fn whole(self, value: i64, low: i64, high: i64) -> Result<i64, MarketError> {
        if (low..=high).contains(&value) {
            return Ok(value);
        }
        self.range(value, format!("give a whole number from {low} to {high}"))
    }

    /// So many parts of a number from 0 on, rounded to the nearest; `most` counts parts.
    fn parts(self, value: f64, per_unit: f64, most: i64) -> Result<i64, MarketError> {
        let high = most as f64 / per_unit;
        self.number(value, 0.0, high).map(|value| (value * per_unit).round() as i64)
    }

    /// Grams of kilograms.
    pub fn grams(self, kg: f64) -> Result<i32, MarketError> {
        self.parts(kg, 1e3, i64::from(MAX_GRAMS)).map(|grams| grams as i32)
    }

    /// Millilitres of cubic metres.
    pub fn ml(self, m3: f64) -> Result<i32, MarketError> {
        self.parts(m3, 1e6, i64::from(MAX_GRAMS)).map(|ml| ml as i32)
    }

    /// Parcels.
    pub fn parcels(self, parcels: i64) -> Result<i32, MarketError> {
        self.whole(parcels, 0, i64::from(MAX_GRAMS)).map(|parcels| parcels as i32)
    }

    /// Millionths of a price.
    pub fn money(self, price: f64) -> Result<i64, MarketError> {
        self.parts(price, 1e6, MAX_MONEY)
    }

    /// Millionths a metre of a price a kilometre.
    pub fn money_a_metre(self, price_a_km: f64) -> Result<i64, MarketError> {
        self.parts(price_a_km, 1e3, MAX_MONEY / 1_000_000)
    }

    /// Seconds of something that takes them.
    pub fn seconds(self, seconds: i64) -> Result<i32, MarketError> {
        self.whole(seconds, 0, i64::from(MAX_SECONDS)).map(|seconds| seconds as i32)
    }

    /// Seconds of minutes.
    pub fn seconds_of_minutes(self, minutes: f64) -> Result<i32, MarketError> {
        self.parts(minutes, 60.0, i64::from(MAX_SECONDS)).map(|seconds| seconds as i32)
    }

    /// Seconds of hours.
    pub fn seconds_of_hours(self, hours: f64) -> Result<i32, MarketError> {
        self.parts(hours, 3600.0, i64::from(MAX_SECONDS)).map(|seconds| seconds as i32)
    }

    /// Thousandths of a factor.
    pub fn thousandths(self, factor: f64) -> Result<i32, MarketError> {
        self.number(factor, 0.001, 100.0).map(|factor| (factor * 1e3).round() as i32)
    }

    /// Thousandths of metres.
    pub fn millimetres(self, metres: f64) -> Result<i32, MarketError> {
        self.parts(metres, 1e3, 100_000).map(|mm| mm as i32)
    }

    /// Emission class.
    pub fn emission_class(self, class: i64) -> Result<u8, MarketError> {
        self.whole(class, 0, 254).map(|class| class as u8)
    }

    /// Degrees.
    pub fn degrees(self, degrees: f64, most: f64) -> Result<f64, MarketError> {
        self.number(degrees, -most, most)
    }

    /// A window that has a second.
    pub fn window(self, window: Window) -> Result<Window, MarketError> {
        if (0..=window.close).contains(&window.open) && window.close <= MAX_SECONDS {
            return Ok(window);
        }
        let problem = format!("{} ends before it begins, or begins before midnight", window.text());
        Err(self.fault(problem, "give it as 08:00-12:00; past midnight hours go on: 22:00-26:00"))
    }

    /// Windows, ascending and apart.
    pub fn windows(self, windows: &[Window]) -> Result<Vec<Window>, MarketError> {
        windows.iter().try_for_each(|window| self.window(*window).map(|_| ()))?;
        if let Some(two) = windows.windows(2).find(|two| two[0].close >= two[1].open) {
            let problem = format!("{} begins before {} ends", two[1].text(), two[0].text());
            return Err(self.fault(problem, "sort the windows and join those that overlap"));
        }
        Ok(windows.to_vec())
    }

    /// A name that is listed.
    pub fn find(self, name: &str, names: &Names<'_>, what: &str) -> Result<usize, MarketError> {
        names.find(name).ok_or_else(|| {
            self.fault(
                format!("there is no {what} \"{name}\""),
                format!("name a {what} that is listed: {}", names.some()),
            )
        })
    }

    /// A new id: not empty, without what separates names, and unlike those before.
    pub fn id<'a>(self, id: &'a str, before: &mut std::collections::HashSet<&'a str>) -> Result<(), MarketError> {
        if id.is_empty() || id == "-" {
            return Err(self.fault(format!("\"{id}\" is no id"), "give each row a unique id"));
        }
        if id.contains(';') {
            return Err(self.fault(format!("\"{id}\" has a semicolon"), "it separates names; use another sign"));
        }
        if !before.insert(id) {
            return Err(
                self.fault(format!("\"{id}\" is already the id of an earlier row"), "give each row a unique id")
            );
        }
        Ok(())
    }
}
