//! Why no vehicle can serve a stop, whatever else it does.

use crate::problem::Problem;
use crate::walk::Walker;

/// What keeps all vehicles from a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// There is no vehicle.
    NoVehicle,
    /// It is larger than any vehicle.
    TooLarge,
    /// No driver has its skills.
    NoSkill,
    /// A rule, a pin or a promise bars all vehicles that have room and skills.
    Barred,
    /// No vehicle that goes straight there is in time, and back in its shift. A way round by other stops may still be
    /// quicker, where the matrix says so.
    OutOfTime,
}

impl Problem {
    /// Why a stop can never be served; nothing where one vehicle could, if it served no other.
    pub fn reason(&self, stop: u32) -> Option<Reason> {
        let stops: Vec<u32> = match self.input().stops[stop as usize].task {
            crate::model::Task::PickupFor(other) => vec![stop, other],
            crate::model::Task::DeliveryOf(other) => vec![other, stop],
            _ => vec![stop],
        };
        let kinds: Vec<u32> = (0..self.kinds().len() as u32).collect();
        let skills = self.input().stops[stop as usize].skills;
        let load = self.job(stop).load;
        let steps: [(Reason, &dyn Fn(u32) -> bool); 4] = [
            (Reason::TooLarge, &|kind| (0..3).all(|unit| load[unit] <= self.kind(kind).capacity[unit])),
            (Reason::NoSkill, &|kind| skills & !self.kind(kind).skills == 0),
            (Reason::Barred, &|kind| self.spots().of(kind)[stop as usize].is_allowed()),
            (Reason::OutOfTime, &|kind| self.goes_alone(kind, &stops)),
        ];
        let mut left = kinds;
        if left.is_empty() {
            return Some(Reason::NoVehicle);
        }
        for (reason, can) in steps {
            left.retain(|kind| can(*kind));
            if left.is_empty() {
                return Some(reason);
            }
        }
        None
    }

    fn goes_alone(&self, kind: u32, stops: &[u32]) -> bool {
        let walker = Walker::new(self, kind);
        let release = stops.iter().map(|stop| self.job(*stop).release_s).max().unwrap_or(0);
        let mut state = walker.start(release);
        let mut cost = 0;
        let in_time = state.time <= self.kind(kind).last_start;
        in_time
            && stops.iter().all(|stop| walker.stop(&mut state, *stop, &mut cost))
            && walker.finish(state, &mut cost).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::Reason;
    use crate::model::{Input, Window};
    use crate::problem::Problem;
    use crate::random::{Features, day};
    use crate::search::{Budget, Options, plan};

    /// The reason for stop 0 of a plain day with a change; where there is one, the search leaves the stop out.
    fn reason(change: impl FnOnce(&mut Input)) -> Option<Reason> {
        let mut input = day(4, 8, Features { full: false, hours: false, types: false });
        input.stops.iter_mut().for_each(|stop| stop.pin.vehicle = None);
        input.stops[0].skills = 0;
        change(&mut input);
        let problem = Problem::new(input).unwrap();
        let found = plan(&problem, &Options { budget: Budget::Rounds(50), ..Options::default() }, &mut |_| ());
        problem.price(&found.plan).unwrap();
        let reason = problem.reason(0);
        assert!(reason.is_none() || found.plan.left_out.contains(&0));
        reason
    }

    #[test]
    fn each_fault_has_its_reason() {
        assert_eq!(reason(|_| ()), None);
        assert_eq!(reason(|input| input.vehicles.clear()), Some(Reason::NoVehicle));
        assert_eq!(reason(|input| input.stops[0].load.grams = 1_000_000), Some(Reason::TooLarge));
        assert_eq!(reason(|input| input.stops[0].skills = 4), Some(Reason::NoSkill));
        assert_eq!(reason(|input| input.stops[0].access = vec![1]), None);
        let barred = |input: &mut Input| {
            input.rules[1].min_emission_class = Some(7);
            input.stops[0].access = vec![1];
        };
        assert_eq!(reason(barred), Some(Reason::Barred));
        let early = |input: &mut Input| input.stops[0].windows = vec![Window { open: 0, close: 100 }];
        assert_eq!(reason(early), Some(Reason::OutOfTime));
    }
}
