//! A route walked visit by visit: times, loads, pauses and prices. It knows every feature; what it says is the law.
//!
//! A vehicle leaves at its earliest, works as early as it can, and then leaves as late as that allows: finishing early comes
//! first, being on the road no longer than needed second. Where ways take the same time all day and there are no pauses, the
//! state carries how late the start may be with nothing else moved (the latest start of a segment in Vidal, Crainic, Gendreau
//! and Prins 2013, section 4.1, without its time warp). Elsewhere the start waits out what the first stop would wait.

mod drive;
mod serve;
mod state;
mod tally;
#[cfg(test)]
mod tests;

use crate::model::Balance;
use crate::problem::{Job, Kind, Problem, Profile, Reload, Spot};

pub(crate) use state::State;
pub(crate) use tally::Tally;

/// One kind of vehicle that walks.
#[derive(Clone, Copy)]
pub(crate) struct Walker<'a> {
    problem: &'a Problem,
    jobs: &'a [Job],
    spots: &'a [Spot],
    kind: &'a Kind,
    profile: &'a Profile,
    balance: Option<Balance>,
    /// No pauses, and ways that take the same time all day.
    plain: bool,
    /// Whether anything depends on how long the route takes.
    times_routes: bool,
}

/// What a whole route comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Finish {
    pub cost: i64,
    pub start_s: i32,
    pub end_s: i32,
    pub metres: i32,
    pub paused: i32,
}

impl<'a> Walker<'a> {
    pub fn new(problem: &'a Problem, kind: u32) -> Self {
        let profile = problem.profile(kind);
        let spots = problem.spots().of(kind);
        let kind = problem.kind(kind);
        let balance = problem.input().balance;
        Self {
            problem,
            jobs: problem.jobs(),
            spots,
            kind,
            profile,
            balance,
            plain: profile.bands.is_empty() && kind.driving.is_none() && kind.lunches.is_empty(),
            times_routes: kind.per_hour > 0 || kind.overtime.is_some() || kind.max_s != i32::MAX || balance.is_some(),
        }
    }

    /// Leaves for a first trip whose parcels are all there from `release` on.
    pub fn start(&self, release: i32) -> State {
        self.start_at(self.kind.shift.open.max(if self.kind.on_road { 0 } else { release }))
    }

    /// Leaves at a time.
    pub fn start_at(&self, time: i32) -> State {
        let mut state = State { place: self.kind.start, time, latest: self.kind.last_start, ..State::default() };
        for (number, (window, _)) in self.kind.lunches.iter().enumerate() {
            state.lunches |= u8::from(time >= window.open) << number;
        }
        state
    }

    /// Goes on to a stop and serves it; false where that cannot be.
    pub fn stop(&self, state: &mut State, stop: u32, tally: &mut impl Tally) -> bool {
        let (job, spot) = (&self.jobs[stop as usize], &self.spots[stop as usize]);
        let left = *state;
        let (metres, seconds) = self.profile.way(state.place, job.place);
        state.place = job.place;
        state.metres += metres;
        self.drive(state, seconds);
        let Some((start, close)) = self.begin(state, job.service_s, |time| self.problem.spots().start(spot, time))
        else {
            return false;
        };
        if self.plain {
            state.keep(start, job.keep(start, close));
        } else if state.stops == 0 {
            state.latest =
                if self.times_routes { self.last_departure(&left, state, seconds, start) } else { left.time };
        }
        job.price(spot, state.before, start, tally);
        state.serve(start, job.service_s);
        state.before = stop;
        state.stops += 1;
        let wrong_trip = self.kind.on_road && job.is_delivery() && spot.aboard != (state.trip == 0);
        state.carry(job, &self.kind.capacity) && state.stops <= self.kind.max_stops && !wrong_trip
    }

    /// Goes on to a depot, to load parcels that are all there from `release` on.
    pub fn reload(&self, state: &mut State, depot: &Reload, release: i32) -> bool {
        let (metres, seconds) = self.profile.way(state.place, depot.place);
        state.place = depot.place;
        state.metres += metres;
        self.drive(state, seconds);
        let open = depot.open.open.max(release);
        let may = |time: i32| (time <= depot.open.close).then_some((time.max(open), depot.open.close));
        let Some((start, close)) = self.begin(state, depot.seconds, may) else { return false };
        if self.plain {
            state.keep(start, close);
        }
        state.serve(start, depot.seconds);
        state.trip += 1;
        let whole = state.open_pairs == 0;
        state.unload();
        whole && start <= depot.open.close && u32::from(state.trip) < self.kind.max_trips
    }

    /// Goes home, having left as late as can be.
    pub fn finish(&self, mut state: State, tally: &mut impl Tally) -> Option<Finish> {
        self.go_home(&mut state);
        let start_s = if self.plain {
            state.latest.min(self.kind.shift.close - state.busy).min(state.time - state.busy)
        } else {
            state.latest
        };
        self.settle(&state, start_s, tally)
    }

    /// Goes home, having left at a time.
    pub fn finish_from(&self, mut state: State, start_s: i32, tally: &mut impl Tally) -> Option<Finish> {
        self.go_home(&mut state);
        self.settle(&state, start_s, tally)
    }

    fn go_home(&self, state: &mut State) {
        if self.kind.end as usize != self.problem.input().places as usize {
            let (metres, seconds) = self.profile.way(state.place, self.kind.end);
            state.metres += metres;
            self.drive(state, seconds);
        }
    }

    fn settle(&self, state: &State, start_s: i32, tally: &mut impl Tally) -> Option<Finish> {
        let seconds = state.time - start_s;
        let late = state.time > self.kind.shift.close || state.open_pairs != 0;
        if late || seconds > self.kind.max_s || state.metres > self.kind.max_m {
            return None;
        }
        tally.fixed(self.kind.fixed);
        tally.distance(self.kind.per_m * i64::from(state.metres));
        self.price_hours(seconds, tally);
        Some(Finish { cost: tally.total(), start_s, end_s: state.time, metres: state.metres, paused: state.paused })
    }

    /// Prices that depend on how long a route takes.
    pub fn price_hours(&self, seconds: i32, tally: &mut impl Tally) {
        tally.hours(self.kind.per_hour * i64::from(seconds) / 3600);
        if let Some(overtime) = self.kind.overtime {
            tally.overtime(overtime.per_hour * i64::from((seconds - overtime.after_s).max(0)) / 3600);
        }
        if let Some(balance) = self.balance {
            tally.balance(balance.per_hour * i64::from((seconds - balance.target_s).abs()) / 3600);
        }
    }

    /// Whether nothing but windows, ways and loads matters on the way.
    pub fn is_plain(&self) -> bool {
        self.plain
    }

    /// Whether anything depends on how long the route takes.
    pub fn times_routes(&self) -> bool {
        self.times_routes
    }
}
