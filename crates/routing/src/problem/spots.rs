//! When a kind of vehicle may serve a stop, and what it costs extra: windows, promises, access rules, skills and pins in one.

use super::kind::Kind;
use crate::model::{Grade, HORIZON, Input, Stop, Window};

/// A stop as one kind of vehicle sees it.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    /// First second of service.
    pub open: i32,
    /// Last second of service; before `open` where this kind may not come at all.
    pub close: i32,
    /// Where its windows begin, and how many there are.
    first: u32,
    count: u16,
    /// The kind carries it already, on the first trip.
    pub aboard: bool,
    /// Price of a driver who does not know the area.
    pub unfamiliar: i64,
    /// Price of another driver than before.
    pub moved: i64,
}

impl Spot {
    /// Whether this kind may come at all.
    pub fn is_allowed(&self) -> bool {
        self.open <= self.close
    }

    /// What a visit costs whenever it is made.
    pub fn extra(&self) -> i64 {
        self.unfamiliar + self.moved
    }
}

/// All of them, `[kind, stop]`.
#[derive(Clone, Debug)]
pub struct Spots {
    stops: usize,
    all: Vec<Spot>,
    windows: Vec<Window>,
}

impl Spots {
    pub fn new(input: &Input, kinds: &[Kind], kind_of: &[u32]) -> Self {
        let mut aboard = vec![None; input.stops.len()];
        let mut locked = vec![None; input.stops.len()];
        for (vehicle, kind) in input.vehicles.iter().zip(kind_of) {
            vehicle.aboard.iter().flatten().for_each(|&stop| aboard[stop as usize] = Some(*kind));
            vehicle.locked.iter().for_each(|&stop| locked[stop as usize] = Some(*kind));
        }
        let mut all = Self { stops: input.stops.len(), all: Vec::new(), windows: Vec::new() };
        for (number, kind) in kinds.iter().enumerate() {
            for (at, stop) in input.stops.iter().enumerate() {
                let holder = locked[at].or(aboard[at]).or_else(|| fixed(stop, kind_of));
                let may = holder.is_none_or(|holder| holder == number as u32)
                    && stop.skills & !kind.skills == 0
                    && stop.load.columns().iter().zip(kind.capacity).all(|(load, room)| *load <= room);
                let moved = match stop.pin.vehicle {
                    Some((vehicle, Grade::Price(price))) if kind_of[vehicle as usize] != number as u32 => price,
                    _ => 0,
                };
                let knows = kind.knows.as_ref().is_none_or(|areas| areas.binary_search(&stop.area).is_ok());
                let aboard = aboard[at] == Some(number as u32);
                all.push(
                    if may { windows(input, stop, kind) } else { Vec::new() },
                    aboard,
                    [if knows { 0 } else { input.unfamiliar }, moved],
                );
            }
        }
        all
    }

    fn push(&mut self, windows: Vec<Window>, aboard: bool, [unfamiliar, moved]: [i64; 2]) {
        let open = windows.first().map_or(1, |window| window.open);
        let close = windows.last().map_or(0, |window| window.close);
        let (first, count) = (self.windows.len() as u32, windows.len() as u16);
        self.all.push(Spot { open, close, first, count, aboard, unfamiliar, moved });
        if windows.len() > 1 {
            self.windows.extend(windows);
        }
    }

    /// Rows of a kind, `[stop]`.
    pub fn of(&self, kind: u32) -> &[Spot] {
        let from = kind as usize * self.stops;
        &self.all[from..from + self.stops]
    }

    /// Whether any stop has several windows.
    pub fn any_several(&self) -> bool {
        !self.windows.is_empty()
    }

    /// The first second, not before `arrival`, at which service may begin, with the end of its window.
    pub fn start(&self, spot: &Spot, arrival: i32) -> Option<(i32, i32)> {
        if arrival > spot.close {
            return None;
        }
        if spot.count == 1 {
            return Some((arrival.max(spot.open), spot.close));
        }
        let windows = &self.windows[spot.first as usize..][..spot.count.into()];
        windows.iter().find(|window| arrival <= window.close).map(|window| (arrival.max(window.open), window.close))
    }
}

fn fixed(stop: &Stop, kind_of: &[u32]) -> Option<u32> {
    match stop.pin.vehicle {
        Some((vehicle, Grade::Fixed)) => Some(kind_of[vehicle as usize]),
        _ => None,
    }
}

/// When service may begin: the stop's windows, and any time after the last where lateness has a price, less the hours at
/// which a rule bars the kind, less what was promised firmly.
fn windows(input: &Input, stop: &Stop, kind: &Kind) -> Vec<Window> {
    let mut windows = if stop.windows.is_empty() { vec![Window::ALWAYS] } else { stop.windows.clone() };
    let late = input.classes.get(usize::from(stop.class)).and_then(|class| class.late_per_minute);
    if let (Some(_), Some(last)) = (late, windows.last_mut()) {
        last.close = HORIZON;
    }
    if let Some((promised, Grade::Fixed)) = stop.pin.promised {
        let both =
            |window: &Window| Window { open: window.open.max(promised.open), close: window.close.min(promised.close) };
        windows = windows.iter().map(both).filter(|window| window.open <= window.close).collect();
    }
    let of_type = &input.types[usize::from(kind.of_type)];
    for &rule in &stop.access {
        let rule = &input.rules[usize::from(rule)];
        let barred = rule.types.contains(&kind.of_type)
            || rule.max_height_mm.is_some_and(|height| of_type.height_mm > height)
            || rule.min_emission_class.is_some_and(|class| of_type.emission_class < class);
        match (barred, rule.hours.is_empty()) {
            (false, _) => {}
            (true, true) => return Vec::new(),
            (true, false) => rule.hours.iter().for_each(|hours| cut(&mut windows, *hours, stop.service_s)),
        }
    }
    windows
}

/// Takes out the starts of a service that would touch the hours.
fn cut(windows: &mut Vec<Window>, hours: Window, service_s: i32) {
    let first = hours.open - service_s.max(1) + 1;
    let mut left = Vec::with_capacity(windows.len() + 1);
    for window in windows.iter() {
        left.push(Window { open: window.open, close: window.close.min(first - 1) });
        left.push(Window { open: window.open.max(hours.close + 1), close: window.close });
    }
    left.retain(|window| window.open <= window.close);
    *windows = left;
}
