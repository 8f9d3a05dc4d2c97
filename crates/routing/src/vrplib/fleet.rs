//! Vehicles of an instance, and the stops that each may serve.

use super::instance::Instance;
use super::rounding::Rounding;
use crate::fault::Fault;
use crate::model::{AccessRule, HORIZON, Load, Vehicle, VehicleType, Window};

/// Most vehicles.
const MOST: f64 = 100_000.0;

/// What makes a vehicle type: capacity, prices, reloads, list of stops.
type Key = (i64, i64, i64, Vec<u16>, u16);

/// Types, vehicles, and who may not come where.
pub type Fleet = (Vec<VehicleType>, Vec<Vehicle>, Vec<AccessRule>);

/// Lists of stops that a vehicle may serve, those that differ.
pub fn allowed(instance: &Instance) -> Result<Option<Vec<Vec<f64>>>, Fault> {
    let Some(rows) = own_lists(instance)? else { return Ok(None) };
    let mut lists: Vec<Vec<f64>> = rows.into_iter().map(<[f64]>::to_vec).collect();
    lists.sort_unstable_by(|a, b| {
        a.iter().zip(b).map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne()).unwrap_or(a.len().cmp(&b.len()))
    });
    lists.dedup();
    Ok(Some(lists))
}

fn own_lists(instance: &Instance) -> Result<Option<Vec<&[f64]>>, Fault> {
    instance.rows("VEHICLES_ALLOWED_CLIENTS_SECTION", count(instance)?, 0)
}

/// Vehicles; one for each stop where nobody says.
fn count(instance: &Instance) -> Result<usize, Fault> {
    let customers = (instance.places() - instance.depots()) as f64;
    let count = instance.number("VEHICLES").unwrap_or(customers);
    if (0.0..=MOST).contains(&count) {
        return Ok(count as usize);
    }
    Err(Fault::new("VEHICLES".into(), count, "is out of range", "give a number from 0 to 100000"))
}

pub fn fleet(
    instance: &Instance,
    rounding: Rounding,
    windows: &[Window],
    lists: Option<&[Vec<f64>]>,
) -> Result<Fleet, Fault> {
    let count = count(instance)?;
    let column = |name: &str, other: f64| Ok(instance.column(name, count)?.unwrap_or_else(|| vec![other; count]));
    let capacity = column("CAPACITY", 1e6)?;
    let fixed = column("VEHICLES_FIXED_COST", 0.0)?;
    let unit = column("VEHICLES_UNIT_DISTANCE_COST", 1.0)?;
    let home = column("VEHICLES_DEPOT", 1.0)?;
    let longest = instance.number("VEHICLES_MAX_DURATION");
    let longest = longest.map(|number| rounding.apply(number).clamp(0, HORIZON.into()) as i32);
    let reloads = instance.rows("VEHICLES_RELOAD_DEPOT_SECTION", count, 0)?;
    let own_lists = own_lists(instance)?;
    let depot = |number: f64| {
        if (1.0..=instance.depots() as f64).contains(&number) {
            return Ok(number as u32 - 1);
        }
        Err(Fault::new("VEHICLES_DEPOT".into(), number, "is no depot", "name depots by their numbers, from 1"))
    };
    let mut keys: Vec<Key> = Vec::new();
    let mut vehicles = Vec::with_capacity(count);
    for number in 0..count {
        let reload = reloads.as_ref().map_or(&[][..], |rows| rows[number]);
        let reload = reload.iter().map(|at| depot(*at).map(|depot| depot as u16)).collect::<Result<Vec<_>, _>>()?;
        let list =
            lists.zip(own_lists.as_ref()).and_then(|(lists, own)| lists.iter().position(|list| list == own[number]));
        let money = rounding.apply(fixed[number]);
        let key = (rounding.apply(capacity[number]), money, unit[number] as i64, reload, list.unwrap_or(0) as u16);
        let kind = keys.iter().position(|other| *other == key).unwrap_or_else(|| {
            keys.push(key);
            keys.len() - 1
        });
        let start = depot(home[number])?;
        let shift = Some(windows[start as usize]);
        vehicles.push(Vehicle { kind: kind as u16, shift, start, end: Some(start), ..Vehicle::default() });
    }
    let rule = |list: usize| AccessRule {
        types: (0..keys.len()).filter(|kind| usize::from(keys[*kind].4) == list).map(|kind| kind as u16).collect(),
        ..AccessRule::default()
    };
    let rules = (0..lists.map_or(0, <[_]>::len)).map(rule).collect();
    let types = keys.iter().map(|(capacity, fixed, unit, reload, _)| VehicleType {
        capacity: Load { parcels: (*capacity).clamp(0, 1 << 30) as i32, ..Load::UNLIMITED },
        fixed: *fixed,
        per_m: *unit,
        max_s: longest,
        max_trips: if reload.is_empty() { 1 } else { 255 },
        reload_depots: reload.clone(),
        ..VehicleType::default()
    });
    Ok((types.collect(), vehicles, rules))
}
