//! From an instance to an input, as the sets count: rounding, objective, and what their further sections mean.

use super::fleet::{allowed, fleet};
use super::instance::Instance;
use super::rounding::Rounding;
use crate::fault::Fault;
use crate::model::{Depot, HORIZON, Input, Load, Matrix, Stop, UNREACHABLE, Window};

/// The input.
pub fn input(instance: &Instance, rounding: Rounding) -> Result<Input, Fault> {
    let count = instance.places();
    let depots = instance.depots();
    let small = |number: f64| rounding.apply(number).clamp(0, i64::from(HORIZON)) as i32;
    let column = |name: &str| Ok::<_, Fault>(instance.column(name, count)?.unwrap_or_else(|| vec![0.0; count]));
    let (demand, prize) = (column("DEMAND")?, column("PRIZE")?);
    let (service, release) = (column("SERVICE_TIME")?, column("RELEASE_TIME")?);
    let windows: Vec<Window> = match instance.rows("TIME_WINDOW_SECTION", count, 2)? {
        Some(rows) => rows.iter().map(|row| Window { open: small(row[0]), close: small(row[1]) }).collect(),
        None => vec![Window::ALWAYS; count],
    };
    let metres = matrix(instance, rounding)?;
    let lists = allowed(instance)?;
    let (types, vehicles, rules) = fleet(instance, rounding, &windows, lists.as_deref())?;
    let access = |place: usize| match &lists {
        None => Vec::new(),
        Some(lists) => {
            let barred = |list: &usize| !lists[*list].contains(&(place as f64 + 1.0));
            (0..lists.len()).filter(barred).map(|list| list as u16).collect()
        }
    };
    let stops = (depots..count).map(|place| Stop {
        place: place as u32,
        load: Load { parcels: small(demand[place]), ..Load::default() },
        service_s: small(service[place]),
        windows: vec![windows[place]],
        access: access(place),
        left_out: (prize[place] > 0.0).then(|| rounding.apply(prize[place])),
        release_s: small(release[place]),
        ..Stop::default()
    });
    Ok(Input {
        places: count as u32,
        stops: stops.collect(),
        depots: (0..depots).map(|place| Depot { place: place as u32, open: Window::ALWAYS, reload_s: 0 }).collect(),
        types,
        vehicles,
        matrices: vec![Matrix { seconds: metres.clone(), metres, bands: Vec::new() }],
        rules,
        ..Input::default()
    })
}

fn matrix(instance: &Instance, rounding: Rounding) -> Result<Vec<i32>, Fault> {
    let count = instance.places();
    let small = |number: f64| rounding.apply(number).clamp(0, UNREACHABLE.into()) as i32;
    if let Some(numbers) = instance.numbers("EDGE_WEIGHT_SECTION") {
        if numbers.len() != count * count {
            let remedy = "give a row and a column for each place";
            return Err(Fault::new("EDGE_WEIGHT_SECTION".into(), numbers.len(), "numbers are not a square", remedy));
        }
        return Ok(numbers.into_iter().map(small).collect());
    }
    let places = instance.rows("NODE_COORD_SECTION", count, 2)?.ok_or_else(|| {
        Fault::new("NODE_COORD_SECTION".into(), "nothing", "says where places are", "give coordinates or edge weights")
    })?;
    let mut metres = Vec::with_capacity(count * count);
    for from in &places {
        metres.extend(places.iter().map(|to| small((from[0] - to[0]).hypot(from[1] - to[1]))));
    }
    Ok(metres)
}
