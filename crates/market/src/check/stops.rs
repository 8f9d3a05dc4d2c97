//! Stops, and pairs of them.

use std::collections::{HashMap, HashSet};

use super::fields::Place;
use super::names::Names;
use super::rules::check_count;
use crate::error::{MarketError, Table};
use crate::ids::{AccessId, AreaId, ClassId, DriverId, StopId};
use crate::limits::{MAX_SECONDS, MAX_SKILLS, MAX_STOPS, MAX_TYPES};
use crate::load::Load;
use crate::market::{Pin, Stop, Task};
use crate::tables::StopRow;

/// Names that stops refer to.
pub struct Known<'a> {
    pub skills: &'a Names<'a>,
    pub areas: &'a Names<'a>,
    pub access: &'a Names<'a>,
    pub promises: &'a Names<'a>,
    pub drivers: &'a Names<'a>,
    pub depots: &'a Names<'a>,
}

pub fn check_counts(skills: &Names<'_>, areas: &Names<'_>) -> Result<(), MarketError> {
    let most = |column, count: usize, most: usize| {
        if count <= most {
            return Ok(());
        }
        let problem = format!("stops name {count} different ones");
        Err(Place::of(Table::Stops, column).fault(problem, format!("name {most} at most")))
    };
    most("skills", skills.len(), MAX_SKILLS)?;
    most("area", areas.len(), MAX_TYPES)
}

pub fn stops(rows: &[StopRow], known: &Known<'_>) -> Result<Vec<Stop>, MarketError> {
    check_count(Table::Stops, rows.len(), 0, MAX_STOPS)?;
    let mut ids = HashSet::new();
    let mut stops = Vec::with_capacity(rows.len());
    for (row, stop) in rows.iter().enumerate() {
        let at = |column| Place::at(Table::Stops, row, column);
        at("id").id(&stop.id, &mut ids)?;
        if known.depots.find(&stop.id).is_some() {
            return Err(at("id").fault(format!("\"{}\" is a depot too", stop.id), "give stops and depots unlike ids"));
        }
        stops.push(one(row, stop, known)?);
    }
    pair_up(rows, &mut stops)?;
    Ok(stops)
}

fn one(row: usize, stop: &StopRow, known: &Known<'_>) -> Result<Stop, MarketError> {
    let at = |column| Place::at(Table::Stops, row, column);
    let task = match stop.task.as_str() {
        "" | "delivery" => Task::Delivery,
        "pickup" => Task::Pickup,
        other => return Err(at("task").fault(format!("\"{other}\" is no task"), "give delivery or pickup")),
    };
    let bit = |skill: &String| known.skills.find(skill).map_or(0, |skill| 1 << skill);
    let rule = |name: &String| at("access").find(name, known.access, "access rule").map(AccessId::from_index);
    let class = |name: &str| at("promise").find(name, known.promises, "class of promises").map(ClassId::from_index);
    let driver = match stop.driver.as_str() {
        "" => None,
        name => Some(Pin {
            value: DriverId::from_index(at("driver").find(name, known.drivers, "driver")?),
            price: stop.driver_price.map(|price| at("driver_price").money(price)).transpose()?,
        }),
    };
    let told = match stop.told {
        None => None,
        Some(window) => Some(Pin {
            value: at("told").window(window)?,
            price: stop.told_per_minute.map(|price| at("told_per_minute").money(price)).transpose()?,
        }),
    };
    Ok(Stop {
        id: stop.id.clone(),
        lat: at("lat").degrees(stop.lat, 90.0)?,
        lon: at("lon").degrees(stop.lon, 180.0)?,
        load: Load {
            grams: at("kg").grams(stop.kg)?,
            ml: at("m3").ml(stop.m3)?,
            parcels: at("parcels").parcels(stop.parcels)?,
        },
        task,
        service_s: at("service_s").seconds(stop.service_s)?,
        windows: at("windows").windows(&stop.windows)?,
        skills: stop.skills.iter().map(bit).fold(0, |bits, bit| bits | bit),
        access: stop.access.iter().map(rule).collect::<Result<_, _>>()?,
        class: if stop.promise.is_empty() { None } else { Some(class(&stop.promise)?) },
        left_out: stop.left_out.map(|price| at("left_out").money(price)).transpose()?,
        released_s: at("released").whole(stop.released_s.into(), 0, i64::from(MAX_SECONDS))? as i32,
        area: known.areas.find(&stop.area).map(AreaId::from_index),
        driver,
        told,
    })
}

/// Lets both stops of a pair name each other.
fn pair_up(rows: &[StopRow], stops: &mut [Stop]) -> Result<(), MarketError> {
    let positions: HashMap<&str, usize> = rows.iter().enumerate().map(|(row, stop)| (stop.id.as_str(), row)).collect();
    for (row, stop) in rows.iter().enumerate().filter(|(_, stop)| !stop.pickup.is_empty()) {
        let place = Place::at(Table::Stops, row, "pickup");
        let fault = |problem: String, remedy: &str| Err(place.fault(problem, remedy));
        if stops[row].task != Task::Delivery {
            return fault(format!("\"{}\" is itself a pickup", stop.id), "name a pickup at deliveries only");
        }
        let Some(&pickup) = positions.get(stop.pickup.as_str()) else {
            return fault(
                format!("there is no stop \"{}\"", stop.pickup),
                "name the stop that takes up what is handed over",
            );
        };
        match stops[pickup].task {
            Task::Pickup => {}
            Task::PickupFor(_) => {
                return fault(format!("\"{}\" is taken up for another stop", stop.pickup), "name each pickup once");
            }
            _ => return fault(format!("\"{}\" is no pickup", stop.pickup), "name a stop whose task is pickup"),
        }
        let alike = |a: &Stop, b: &Stop| a.load == b.load && a.left_out == b.left_out;
        if !alike(&stops[row], &stops[pickup]) {
            let problem = format!("its load or its price of being left out differs from that of \"{}\"", stop.pickup);
            return fault(problem, "give both the same kg, m3, parcels and left_out");
        }
        stops[pickup].task = Task::PickupFor(StopId::from_index(row));
        stops[row].task = Task::DeliveryOf(StopId::from_index(pickup));
    }
    Ok(())
}
