//! The cargo of each departure: the sum of its loads, within the truck, of classes that may share it.

use linehaul_tables::DepartureRows;
use linehaul_tables::schema::schedule_files::DEPARTURES;

use crate::basis::Basis;
use crate::departures::Departures;
use crate::figures::{self, EXACT, Figure};
use crate::loads::Loads;
use crate::report::{Report, Table};

const LIMITS: &str = "docs/model.md: hard limits";
const SUMS: &str = "a departure carries its loads";

/// Sum of sizes, exact.
#[derive(Clone, Copy, Debug, Default)]
pub struct Size {
    /// Weight.
    pub grams: u64,
    /// Volume, millilitres.
    pub ml: u64,
}

impl Size {
    /// Of packages of the demand.
    pub fn of<'p>(basis: &Basis, packages: impl IntoIterator<Item = &'p usize>) -> Self {
        packages.into_iter().fold(Self::default(), |size, &package| Self {
            grams: size.grams + u64::from(basis.demand.packages.grams[package].0),
            ml: size.ml + u64::from(basis.demand.packages.ml[package].0),
        })
    }

    /// What a vehicle type carries.
    pub fn capacity(basis: &Basis, vehicle: usize) -> Self {
        let vehicle = &basis.case.vehicles()[vehicle];
        Self { grams: vehicle.grams.0.into(), ml: vehicle.ml.0.into() }
    }
}

impl std::ops::Add for Size {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { grams: self.grams + other.grams, ml: self.ml + other.ml }
    }
}

/// Checks the cargo of every departure.
pub fn check(basis: &Basis, table: &DepartureRows, departures: &Departures, loads: &Loads, report: &mut Report) {
    for (row, aboard) in loads.aboard.iter().enumerate() {
        let size = Size::of(basis, aboard);
        let capacity = departures.types[row].map(|vehicle| Size::capacity(basis, vehicle));
        if !loads.doubtful_departures[row] {
            let loaded = report.check(!aboard.is_empty(), Table::Departures.at(row, &DEPARTURES.kg), SUMS, || {
                (format!("{} without any load", table.kg[row]), "at least one package".to_owned())
            });
            if loaded {
                check_sums(table, size, capacity, row, report);
            }
        }
        if let Some(capacity) = capacity {
            check_capacity(size, capacity, row, report);
        }
        check_classes(basis, aboard, row, report);
    }
}

fn check_sums(table: &DepartureRows, size: Size, capacity: Option<Size>, row: usize, report: &mut Report) {
    let kg = table.kg[row];
    report.check(figures::is_whole(kg, 1e3, size.grams), Table::Departures.at(row, &DEPARTURES.kg), SUMS, || {
        (kg.to_string(), (size.grams as f64 / 1e3).to_string())
    });
    let m3 = table.m3[row];
    report.check(figures::is_whole(m3, 1e6, size.ml), Table::Departures.at(row, &DEPARTURES.m3), SUMS, || {
        (m3.to_string(), (size.ml as f64 / 1e6).to_string())
    });
    if let Some(capacity) = capacity {
        let share = |used: u64, offered: u64| used as f64 / offered as f64;
        let expected = share(size.grams, capacity.grams).max(share(size.ml, capacity.ml));
        let figure = Figure { stated: table.fill[row], expected, tolerance: EXACT };
        report.close(Table::Departures.at(row, &DEPARTURES.fill), "fill is the larger share of kg and m3", figure);
    }
}

fn check_capacity(size: Size, capacity: Size, row: usize, report: &mut Report) {
    let columns = [(&DEPARTURES.kg, size.grams, capacity.grams, 1e3), (&DEPARTURES.m3, size.ml, capacity.ml, 1e6)];
    for (column, used, offered, units) in columns {
        report.check(used <= offered, Table::Departures.at(row, column), LIMITS, || {
            (format!("a load of {}", used as f64 / units), format!("at most {}", offered as f64 / units))
        });
    }
}

fn check_classes(basis: &Basis, aboard: &[usize], row: usize, report: &mut Report) {
    for &[one, other] in &basis.case.rules().separate {
        let classes = &basis.demand.packages.classes;
        let first = aboard.iter().position(|&package| classes[package] == one);
        let last = aboard.iter().rposition(|&package| classes[package] == other);
        let apart = first.zip(last).is_none_or(|(first, last)| first == last);
        report.check(apart, Table::Departures.at(row, &DEPARTURES.ids), "docs/model.md: separate", || {
            let class = |class: linehaul_case::ClassId| &basis.case.classes()[class.index()];
            (format!("\"{}\" and \"{}\" aboard", class(one), class(other)), "one of them".to_owned())
        });
    }
}
