//! Where events come from: the demand of a seed, and what is told besides.
//!
//! A feed hands a state the events of each hour. The simulated demand is one: its packages are in the book from the start and released in
//! their hours; who decides sees of them what was announced by then (`ahead.rs`). Events of a file or of a live network come beside it, through the same [`State::apply`](crate::state::State::apply).

use std::sync::Arc;

use linehaul_case::network::Network;
use linehaul_case::rules::MustRide;
use linehaul_case::{Demand, Event, TimedEvent, largest_late_price};

use crate::book::{Book, Package};

/// Everything that comes from outside over an episode.
#[derive(Clone, Debug)]
pub struct Feed {
    /// What is known before hour 0.
    pub book: Arc<Book>,
    /// Packages of the book released in hour t are `ends[t - 1]..ends[t]`, `[hour]`.
    pub ends: Vec<u32>,
    /// Hour from which each package of the book is known, at most that of its release; before hour 0 for most, `[package]`.
    pub known_from: Vec<i32>,
    /// What happens besides, in order.
    pub(crate) events: Vec<TimedEvent>,
    /// Hour and row of the packages that events announce, in the order of the hours.
    pub(crate) announced: Vec<(u16, u32)>,
}

impl Feed {
    /// Compiles a demand; `late_price` is added to the penalty in everything that decisions see, never in costs.
    pub fn of(network: &Network, demand: &Demand, late_price: f64) -> Arc<Self> {
        Self::with_events(network, demand, late_price, Vec::new())
    }

    /// The same demand, and events in order of their hours. A package that an event announces is released in its hour.
    pub fn with_events(network: &Network, demand: &Demand, late_price: f64, events: Vec<TimedEvent>) -> Arc<Self> {
        let packages = &demand.packages;
        // Beyond it, sums over all packages would not be exact.
        let late_price = late_price.min(largest_late_price(packages.len()));
        let must_ride = must_ride(network, demand);
        let mut rows: Vec<u32> = (0..packages.len() as u32).collect();
        let mut numbers = Vec::new();
        let key = |row: u32| (packages.released_hour(row as usize), packages.origins[row as usize]);
        if !rows.is_sorted_by_key(|&row| key(row)) {
            rows.sort_by_key(|&row| key(row));
            numbers.resize(rows.len(), 0);
            for (number, &row) in rows.iter().enumerate() {
                numbers[row as usize] = number as u32;
            }
        }
        let mut ends = vec![0; usize::from(network.case.hours())];
        for &row in &rows {
            ends[packages.released_hour(row as usize) as usize] += 1;
        }
        for hour in 1..ends.len() {
            ends[hour] += ends[hour - 1];
        }
        let record = |&row: &u32| {
            let must_ride = must_ride.get(row as usize) == Some(&true);
            Package::of(network, packages, row as usize, late_price, must_ride)
        };
        let known_from = |&row: &u32| {
            let heard = -(-packages.announced_seconds[row as usize]).div_euclid(3_600);
            heard.min(packages.released_hour(row as usize)).max(i64::from(i32::MIN)) as i32
        };
        let known_from = rows.iter().map(known_from).collect();
        let book = Book {
            packages: rows.iter().map(record).collect(),
            origins: rows.iter().map(|&row| packages.origins[row as usize]).collect(),
            releases: rows.iter().map(|&row| packages.released_hour(row as usize) as u16).collect(),
            rows,
            numbers,
            seed: demand.seed,
            late_price,
        };
        let announced = announced(network, packages.len() as u32, &events);
        Arc::new(Self { book: Arc::new(book), ends, known_from, events, announced })
    }

    /// Packages of the demand released in an hour.
    pub fn released(&self, hour: u16) -> std::ops::Range<u32> {
        let start = if hour == 0 { 0 } else { self.ends[usize::from(hour) - 1] };
        start..self.ends[usize::from(hour)]
    }

    /// What happens besides in an hour.
    pub fn events(&self, hour: u16) -> &[TimedEvent] {
        of_hour(&self.events, hour, |timed| timed.hour)
    }

    /// Rows of the packages that an event has announced and that are released in an hour.
    pub fn announced(&self, hour: u16) -> impl Iterator<Item = u32> {
        of_hour(&self.announced, hour, |release| release.0).iter().map(|release| release.1)
    }
}

/// The part of a list in order of hours that belongs to one of them.
fn of_hour<T>(all: &[T], hour: u16, hour_of: impl Fn(&T) -> u16) -> &[T] {
    let from = all.partition_point(|one| hour_of(one) < hour);
    let to = all.partition_point(|one| hour_of(one) <= hour);
    &all[from..to]
}

/// Hour and row of each package that an event announces, in the order of the hours, as planned.
fn announced(network: &Network, n_known: u32, events: &[TimedEvent]) -> Vec<(u16, u32)> {
    let mut releases = Vec::new();
    for timed in events {
        if let Event::Announced(new) = &timed.event {
            let planned = new.released_hour().max(i64::from(timed.hour));
            // A row for each, also where the horizon ends before its release.
            releases.push((planned.min(i64::from(network.case.hours())) as u16, n_known + releases.len() as u32));
        }
    }
    releases.sort_unstable();
    releases
}

/// `[row]`; empty when the case has no such rule.
fn must_ride(network: &Network, demand: &Demand) -> Vec<bool> {
    let rules = &network.case.rules().must_ride;
    if rules.is_empty() {
        return Vec::new();
    }
    let concerned = |row: usize| {
        rules.iter().any(|rule| match *rule {
            MustRide::Class(class) => demand.packages.classes[row] == class,
            MustRide::Package(package) => demand.case_rows[row] as usize == package,
        })
    };
    (0..demand.packages.len()).map(concerned).collect()
}
