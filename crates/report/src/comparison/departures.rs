//! Departures of two schedules, matched.

use std::collections::BTreeMap;

use linehaul_tables::ScheduleFiles;
use serde::Serialize;

/// What became of the departures of a in b.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DepartureChanges {
    /// Same hour, lane, type and packages.
    pub unchanged: u64,
    /// Same hour, lane and type, other packages.
    pub reloaded: u64,
    /// Only in a, in order of time.
    pub only_a: Vec<Departure>,
    /// Only in b, in order of time.
    pub only_b: Vec<Departure>,
}

/// A truck that left.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Departure {
    /// Its id in its schedule.
    pub id: i64,
    /// Seconds since 1970-01-01 UTC.
    pub departed_at: i64,
    /// Id of the origin.
    pub from: String,
    /// Id of the destination.
    pub to: String,
    /// Id of the vehicle type.
    pub vehicle_type: String,
    /// Larger of the used shares of weight and volume.
    pub fill: f64,
    /// Currency.
    pub cost: f64,
}

/// What makes two trucks one: hour, origin, destination, type.
type Key<'a> = (i64, &'a str, &'a str, &'a str);
/// A truck with a key: its row and its packages, sorted.
type Truck = (usize, Vec<String>);

impl DepartureChanges {
    /// Matches the trucks of each key: first those with the same packages, then any.
    pub(super) fn of(a: &ScheduleFiles, b: &ScheduleFiles) -> Self {
        let mut changes = Self::default();
        let mut others = trucks(b);
        for (key, own) in trucks(a) {
            let mut rest = others.remove(&key).unwrap_or_default();
            let (mut left, n_others) = (Vec::new(), rest.len());
            for (row, load) in own {
                match rest.iter().position(|(_, other)| *other == load) {
                    Some(same) => drop(rest.remove(same)),
                    None => left.push(row),
                }
            }
            changes.unchanged += (n_others - rest.len()) as u64;
            let n_pairs = left.len().min(rest.len());
            changes.reloaded += n_pairs as u64;
            changes.only_a.extend(left[n_pairs..].iter().map(|&row| Departure::of(a, row)));
            changes.only_b.extend(rest[n_pairs..].iter().map(|(row, _)| Departure::of(b, *row)));
        }
        changes.only_b.extend(others.into_values().flatten().map(|(row, _)| Departure::of(b, row)));
        changes.only_b.sort_by_key(|departure| (departure.departed_at, departure.id));
        changes.only_a.sort_by_key(|departure| (departure.departed_at, departure.id));
        changes
    }
}

impl Departure {
    fn of(files: &ScheduleFiles, row: usize) -> Self {
        let rows = &files.departures;
        Self {
            id: rows.ids[row],
            departed_at: rows.departed_at[row],
            from: rows.origins[row].clone(),
            to: rows.destinations[row].clone(),
            vehicle_type: rows.vehicle_types[row].clone(),
            fill: rows.fill[row],
            cost: rows.costs[row],
        }
    }
}

fn trucks(files: &ScheduleFiles) -> BTreeMap<Key<'_>, Vec<Truck>> {
    let mut loads: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for (row, &id) in files.loads.departure_ids.iter().enumerate() {
        loads.entry(id).or_default().push(files.loads.package_ids.text(row));
    }
    let rows = &files.departures;
    let mut trucks: BTreeMap<Key<'_>, Vec<Truck>> = BTreeMap::new();
    for row in 0..rows.ids.len() {
        let mut load = loads.remove(&rows.ids[row]).unwrap_or_default();
        load.sort_unstable();
        let key = (rows.departed_at[row], &*rows.origins[row], &*rows.destinations[row], &*rows.vehicle_types[row]);
        trucks.entry(key).or_default().push((row, load));
    }
    trucks
}
