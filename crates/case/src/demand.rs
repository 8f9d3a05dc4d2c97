//! The packages that a world meets: the case's own for seed 0, its days redrawn with replacement for every other seed.
//!
//! A demand is drawn before the first hour and never depends on what a policy does, so every policy meets the same packages.
//! Surges of the rules are applied here; `verify` builds the same demand from case and seed.

use rand::RngExt;
use rand_pcg::Pcg64;

use crate::case::Case;
use crate::event::{Event, TimedEvent};
use crate::packages::{PackageIds, Packages};
use crate::rules::Surge;

/// Packages of one seed, rows in order of release where days were redrawn, else in file order.
#[derive(Clone, Debug)]
pub struct Demand {
    /// The seed.
    pub seed: u64,
    /// All packages.
    pub packages: Packages,
    /// The row of the case's table that each row was drawn from.
    pub case_rows: Vec<u32>,
}

/// Streams are told apart by their second word, so that no two uses of one seed share draws.
const STREAM_DAYS: u64 = 0x6461_7973;
const STREAM_SURGE: u64 = 0x7375_7267;

impl Demand {
    /// Draws the demand of a seed.
    pub fn of(case: &Case, seed: u64) -> Self {
        if seed == 0 && case.rules().surges.is_empty() {
            let case_rows = (0..case.packages().len() as u32).collect();
            return Self { seed, packages: case.packages().clone(), case_rows };
        }
        let drawn: Vec<(u32, i64)> = if seed == 0 {
            (0..case.packages().len() as u32).map(|row| (row, 0)).collect()
        } else {
            redrawn_days(case, seed)
        };
        let drawn = surged(case, seed, drawn);
        Self { seed, packages: taken(case.packages(), &drawn), case_rows: drawn.iter().map(|&(row, _)| row).collect() }
    }
}

impl Demand {
    /// The demand as events have made it by the end: with the packages that they announced in the rows that follow, released and promised
    /// as they were last.
    #[must_use]
    pub fn after(&self, case: &Case, events: &[TimedEvent]) -> Self {
        let mut demand = self.clone();
        for TimedEvent { hour, event } in events {
            let now = i64::from(*hour) * 3_600;
            match event {
                Event::Announced(new) => {
                    demand.packages.push(new, now);
                    // No row of the case's table.
                    demand.case_rows.push(case.packages().len() as u32);
                }
                Event::Released { package } => demand.packages.released_seconds[*package as usize] = now,
                Event::DueChanged { package, due_seconds } => {
                    demand.packages.due_seconds[*package as usize] = *due_seconds;
                }
                _ => {}
            }
        }
        demand
    }
}

/// `(row, shift in hours)`: each day of the horizon takes all packages that were released on a day drawn at random.
fn redrawn_days(case: &Case, seed: u64) -> Vec<(u32, i64)> {
    let n_days = usize::from(case.hours()).div_ceil(24);
    let mut rows_by_day = vec![Vec::new(); n_days];
    for row in 0..case.packages().len() {
        rows_by_day[(case.packages().released_hour(row) / 24) as usize].push(row as u32);
    }
    let mut rng = Pcg64::new(u128::from(seed), u128::from(STREAM_DAYS));
    let mut drawn = Vec::with_capacity(case.packages().len());
    for day in 0..n_days {
        let source = rng.random_range(0..n_days);
        let shift = (day as i64 - source as i64) * 24;
        let within = |row: u32| case.packages().released_hour(row as usize) + shift < i64::from(case.hours());
        drawn.extend(rows_by_day[source].iter().filter(|row| within(**row)).map(|&row| (row, shift)));
    }
    drawn
}

/// Each package that a surge concerns is kept `factor` times: the whole part for certain, one more by chance.
fn surged(case: &Case, seed: u64, drawn: Vec<(u32, i64)>) -> Vec<(u32, i64)> {
    let mut drawn = drawn;
    for (index, surge) in case.rules().surges.iter().enumerate() {
        let stream = u128::from(STREAM_SURGE) << 32 | index as u128;
        let mut rng = Pcg64::new(u128::from(seed), stream);
        drawn = drawn
            .into_iter()
            .flat_map(|(row, shift)| {
                let copies = if concerns(surge, case.packages(), row as usize, shift) {
                    surge.factor as usize + usize::from(rng.random::<f64>() < surge.factor.fract())
                } else {
                    1
                };
                std::iter::repeat_n((row, shift), copies)
            })
            .collect();
    }
    drawn
}

fn concerns(surge: &Surge, packages: &Packages, row: usize, shift: i64) -> bool {
    let hour = packages.released_hour(row) + shift;
    (i64::from(surge.hours.start)..i64::from(surge.hours.end)).contains(&hour)
        && surge.origin.is_none_or(|hub| hub == packages.origins[row])
        && surge.destination.is_none_or(|hub| hub == packages.destinations[row])
}

/// Copies rows, shifted in time, with new ids: their numbers from 1.
fn taken(packages: &Packages, drawn: &[(u32, i64)]) -> Packages {
    fn column<T: Copy>(column: &[T], drawn: &[(u32, i64)]) -> Vec<T> {
        drawn.iter().map(|&(row, _)| column[row as usize]).collect()
    }
    let times = |column: &[i64]| drawn.iter().map(|&(row, shift)| column[row as usize] + shift * 3_600).collect();
    Packages {
        ids: PackageIds::Numbers((1..=drawn.len() as i64).collect()),
        origins: column(&packages.origins, drawn),
        destinations: column(&packages.destinations, drawn),
        announced_seconds: times(&packages.announced_seconds),
        released_seconds: times(&packages.released_seconds),
        due_seconds: times(&packages.due_seconds),
        grams: column(&packages.grams, drawn),
        ml: column(&packages.ml, drawn),
        values: column(&packages.values, drawn),
        classes: column(&packages.classes, drawn),
    }
}
