//! Kinds of vehicles: those that nothing tells apart.

use crate::model::{Break, Grade, Input, Overtime, Vehicle, Window};

/// Where and when a vehicle may reload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reload {
    /// Depot, by number.
    pub depot: u16,
    pub place: u32,
    pub open: Window,
    pub seconds: i32,
}

/// One kind.
#[derive(Clone, Debug)]
pub struct Kind {
    /// Vehicle type.
    pub of_type: u16,
    /// Its vehicles, ascending.
    pub vehicles: Vec<u32>,
    pub capacity: [i32; 3],
    pub fixed: i64,
    pub per_m: i64,
    pub per_hour: i64,
    pub overtime: Option<Overtime>,
    pub profile: u32,
    pub start: u32,
    /// The place that is nowhere where the route is open.
    pub end: u32,
    /// When it may leave and be back.
    pub shift: Window,
    /// Latest that it may leave: a depot may close before the shift ends.
    pub last_start: i32,
    pub max_s: i32,
    pub max_m: i32,
    pub max_stops: u32,
    pub max_trips: u32,
    pub reloads: Vec<Reload>,
    /// Seconds of driving that need a pause, and the pause.
    pub driving: Option<(i32, i32)>,
    /// Windows and seconds.
    pub lunches: Vec<(Window, i32)>,
    pub skills: u64,
    pub knows: Option<Vec<u16>>,
    pub locked: Vec<u32>,
    /// On the road, with its parcels aboard.
    pub on_road: bool,
}

/// All kinds, and the kind of each vehicle.
pub fn compile(input: &Input, profile_of: &[u32]) -> (Vec<Kind>, Vec<u32>) {
    let mut pinned = vec![false; input.vehicles.len()];
    for stop in &input.stops {
        if let Some((vehicle, Grade::Fixed | Grade::Price(1..))) = stop.pin.vehicle {
            pinned[vehicle as usize] = true;
        }
    }
    let mut kinds: Vec<Kind> = Vec::new();
    let mut kind_of = Vec::with_capacity(input.vehicles.len());
    let mut shared: Vec<(usize, &Vehicle)> = Vec::new();
    for (number, vehicle) in input.vehicles.iter().enumerate() {
        let single = pinned[number] || !vehicle.locked.is_empty() || vehicle.aboard.is_some();
        let known =
            if single { None } else { shared.iter().find(|(_, other)| *other == vehicle).map(|(kind, _)| *kind) };
        if known.is_none() && !single {
            shared.push((kinds.len(), vehicle));
        }
        let kind = known.unwrap_or(kinds.len());
        if known.is_none() {
            kinds.push(compile_one(input, vehicle, profile_of));
        }
        kinds[kind].vehicles.push(number as u32);
        kind_of.push(kind as u32);
    }
    (kinds, kind_of)
}

fn compile_one(input: &Input, vehicle: &Vehicle, profile_of: &[u32]) -> Kind {
    let of_type = &input.types[usize::from(vehicle.kind)];
    let shift = vehicle.shift.unwrap_or(Window::ALWAYS);
    let on_road = vehicle.aboard.is_some();
    let depot = if on_road { None } else { input.depots.iter().find(|depot| depot.place == vehicle.start) };
    let open = depot.map_or(Window::ALWAYS, |depot| depot.open);
    let reload = |&number: &u16| {
        let depot = &input.depots[usize::from(number)];
        Reload { depot: number, place: depot.place, open: depot.open, seconds: depot.reload_s }
    };
    let mut lunches: Vec<(Window, i32)> = Vec::new();
    let mut driving = None;
    for pause in &of_type.breaks {
        match *pause {
            Break::Driving { after_s, pause_s } => driving = Some((after_s, pause_s)),
            Break::Lunch { window, pause_s } => lunches.push((window, pause_s)),
        }
    }
    lunches.sort_unstable();
    Kind {
        of_type: vehicle.kind,
        vehicles: Vec::new(),
        capacity: of_type.capacity.columns(),
        fixed: of_type.fixed,
        per_m: of_type.per_m,
        per_hour: of_type.per_hour,
        overtime: of_type.overtime,
        profile: profile_of[usize::from(vehicle.kind)],
        start: vehicle.start,
        end: vehicle.end.unwrap_or(input.places),
        shift: Window { open: shift.open.max(open.open), close: shift.close },
        last_start: shift.close.min(open.close),
        max_s: of_type.max_s.unwrap_or(i32::MAX),
        max_m: of_type.max_m.unwrap_or(i32::MAX),
        max_stops: of_type.max_stops.unwrap_or(u32::MAX),
        max_trips: of_type.max_trips,
        reloads: of_type.reload_depots.iter().map(reload).collect(),
        driving,
        lunches,
        skills: vehicle.skills,
        knows: vehicle.knows.clone(),
        locked: vehicle.locked.clone(),
        on_road,
    }
}
