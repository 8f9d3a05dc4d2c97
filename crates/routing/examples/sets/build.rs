//! From an instance to an input, as the sets count: rounding, objective, and what their further sections mean.

use linehaul_routing::model::{AccessRule, Depot, HORIZON, Input, Load, Matrix, Stop, Vehicle, VehicleType, Window};

use super::vrplib::Instance;

/// What becomes of numbers that are no integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// They are.
    None,
    /// Tenths, cut off.
    Tenths,
    /// Thousandths, to the nearest.
    Thousandths,
}

impl Rounding {
    /// The rounding of the set that a file belongs to.
    pub fn of(file: &str) -> Self {
        let has = |name: &str| file.contains(name);
        if has("ORTEC") {
            Self::None
        } else if has("HFVRP") || has("MDVRPTW") || has("SDVRPTW") {
            Self::Thousandths
        } else {
            Self::Tenths
        }
    }

    /// What the best-known cost of a file is multiplied by: some are written in whole units, some as they come out.
    pub fn scale_of_best(self, file: &str, best: f64) -> f64 {
        match self {
            Self::Tenths if file.contains("/VRPTW/") => 10.0,
            Self::Thousandths if file.contains("HFVRP") && best < 1e7 => 1e5,
            _ => 1.0,
        }
    }

    fn apply(self, number: f64) -> i64 {
        match self {
            Self::None => number as i64,
            Self::Tenths => (number * 10.0) as i64,
            Self::Thousandths => (number * 1000.0).round() as i64,
        }
    }
}

/// The input.
pub fn input(instance: &Instance, rounding: Rounding) -> Input {
    let count = instance.number("DIMENSION").expect("a dimension") as usize;
    let depots = instance.depots();
    let small = |number: f64| rounding.apply(number).clamp(0, i64::from(HORIZON)) as i32;
    let column = |name: &str| instance.column(name, count);
    let zeros = || vec![0.0; count];
    let (demand, prize) = (column("DEMAND").unwrap_or_else(zeros), column("PRIZE").unwrap_or_else(zeros));
    let (service, release) =
        (column("SERVICE_TIME").unwrap_or_else(zeros), column("RELEASE_TIME").unwrap_or_else(zeros));
    let windows: Vec<Window> = match instance.rows("TIME_WINDOW_SECTION") {
        Some(rows) => rows.iter().map(|row| Window { open: small(row[0]), close: small(row[1]) }).collect(),
        None => vec![Window::ALWAYS; count],
    };
    let metres = matrix(instance, rounding, count);
    let (types, vehicles, rules) = fleet(instance, rounding, &windows, depots);
    let access = allowed(instance).map_or(Vec::new(), |allowed| (0..allowed.len() as u16).collect::<Vec<_>>());
    let stops = (depots..count).map(|place| Stop {
        place: place as u32,
        load: Load { parcels: small(demand[place]), ..Load::default() },
        service_s: small(service[place]),
        windows: vec![windows[place]],
        access: access.iter().copied().filter(|rule| !may(instance, *rule, place)).collect(),
        left_out: (prize[place] > 0.0).then(|| rounding.apply(prize[place])),
        release_s: small(release[place]),
        ..Stop::default()
    });
    Input {
        places: count as u32,
        stops: stops.collect(),
        depots: (0..depots).map(|place| Depot { place: place as u32, open: Window::ALWAYS, reload_s: 0 }).collect(),
        types,
        vehicles,
        matrices: vec![Matrix { seconds: metres.clone(), metres, bands: Vec::new() }],
        rules,
        ..Input::default()
    }
}

fn matrix(instance: &Instance, rounding: Rounding, count: usize) -> Vec<i32> {
    if let Some(rows) = instance.whole_rows("EDGE_WEIGHT_SECTION") {
        return rows.iter().flatten().map(|number| rounding.apply(*number) as i32).collect();
    }
    let places = instance.rows("NODE_COORD_SECTION").expect("places");
    let mut metres = Vec::with_capacity(count * count);
    for from in &places {
        metres.extend(places.iter().map(|to| rounding.apply((from[0] - to[0]).hypot(from[1] - to[1])) as i32));
    }
    metres
}

/// Lists of stops that a vehicle may serve, those that differ.
fn allowed(instance: &Instance) -> Option<Vec<Vec<f64>>> {
    let mut lists: Vec<Vec<f64>> =
        instance.rows("VEHICLES_ALLOWED_CLIENTS_SECTION")?.into_iter().map(<[f64]>::to_vec).collect();
    lists.sort_unstable_by(|a, b| a.partial_cmp(b).expect("numbers"));
    lists.dedup();
    Some(lists)
}

/// Whether vehicles of a list may serve a place.
fn may(instance: &Instance, list: u16, place: usize) -> bool {
    allowed(instance).is_none_or(|lists| lists[usize::from(list)].contains(&(place as f64 + 1.0)))
}

/// What makes a vehicle type: capacity, prices, reloads, list of stops.
type Key = (i64, i64, i64, Vec<u16>, u16);

fn fleet(
    instance: &Instance,
    rounding: Rounding,
    windows: &[Window],
    depots: usize,
) -> (Vec<VehicleType>, Vec<Vehicle>, Vec<AccessRule>) {
    let customers = windows.len() - depots;
    let count = instance.number("VEHICLES").map_or(customers, |number| number as usize);
    let column = |name: &str, other: f64| instance.column(name, count).unwrap_or_else(|| vec![other; count]);
    let capacity = column("CAPACITY", 1e6);
    let fixed = column("VEHICLES_FIXED_COST", 0.0);
    let unit = column("VEHICLES_UNIT_DISTANCE_COST", 1.0);
    let home = column("VEHICLES_DEPOT", 1.0);
    let longest = instance.number("VEHICLES_MAX_DURATION").map(|number| rounding.apply(number) as i32);
    let reloads = instance.rows("VEHICLES_RELOAD_DEPOT_SECTION");
    let lists = allowed(instance);
    let own_lists = instance.rows("VEHICLES_ALLOWED_CLIENTS_SECTION");
    let mut keys: Vec<Key> = Vec::new();
    let mut vehicles = Vec::with_capacity(count);
    for number in 0..count {
        let reload = reloads.as_ref().map_or(Vec::new(), |rows| rows[number].iter().map(|at| *at as u16 - 1).collect());
        let list = match (&lists, &own_lists) {
            (Some(lists), Some(own)) => lists.iter().position(|list| list == own[number]).expect("listed") as u16,
            _ => 0,
        };
        let money = rounding.apply(fixed[number]);
        let key = (rounding.apply(capacity[number]), money, unit[number] as i64, reload, list);
        let kind = keys.iter().position(|other| *other == key).unwrap_or_else(|| {
            keys.push(key);
            keys.len() - 1
        });
        let start = home[number] as u32 - 1;
        let shift = Some(windows[start as usize]);
        vehicles.push(Vehicle { kind: kind as u16, shift, start, end: Some(start), ..Vehicle::default() });
    }
    let rule = |list: usize| AccessRule {
        types: (0..keys.len()).filter(|kind| usize::from(keys[*kind].4) == list).map(|kind| kind as u16).collect(),
        ..AccessRule::default()
    };
    let rules = (0..lists.map_or(0, |lists| lists.len())).map(rule).collect();
    let types = keys.iter().map(|(capacity, fixed, unit, reload, _)| VehicleType {
        capacity: Load { parcels: (*capacity).min(1 << 30) as i32, ..Load::UNLIMITED },
        fixed: *fixed,
        per_m: *unit,
        max_s: longest,
        max_trips: if reload.is_empty() { 1 } else { 255 },
        reload_depots: reload.clone(),
        ..VehicleType::default()
    });
    (types.collect(), vehicles, rules)
}
