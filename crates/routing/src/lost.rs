//! A vehicle that falls out in the middle of its route: what it leaves to the others.

use crate::model::{HORIZON, Input, Pin, Stop, Task, Window};

/// What becomes of the parcels on board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandOver {
    /// Others fetch them where the vehicle stands.
    Meet {
        /// Row of the matrices.
        place: u32,
        /// When they can be fetched.
        from_s: i32,
        /// Seconds that handing over a parcel takes.
        seconds: i32,
    },
    /// They are brought back to the depot.
    Depot {
        /// When they are there.
        from_s: i32,
    },
}

impl Input {
    /// Takes a vehicle out of the day. Nothing is locked or pinned to it any more; what it carries is handed over: the stops
    /// become pairs with a pickup at the meeting point, which stand at the end of the list, or wait for their release.
    pub fn lose(&mut self, vehicle: usize, hand_over: HandOver) {
        let Some(lost) = self.vehicles.get_mut(vehicle) else { return };
        lost.shift = Some(Window { open: 0, close: 0 });
        lost.locked.clear();
        let aboard = lost.aboard.take().unwrap_or_default();
        for stop in &mut self.stops {
            if stop.pin.vehicle.is_some_and(|(pinned, _)| pinned as usize == vehicle) {
                stop.pin.vehicle = None;
            }
        }
        for number in aboard {
            let pickup = self.stops.len() as u32;
            let Some(stop) = self.stops.get_mut(number as usize) else { continue };
            match hand_over {
                HandOver::Depot { from_s } => stop.release_s = stop.release_s.max(from_s),
                HandOver::Meet { place, from_s, seconds } => {
                    stop.task = Task::DeliveryOf(pickup);
                    let stop = Stop {
                        place,
                        service_s: seconds,
                        windows: vec![Window { open: from_s, close: HORIZON }],
                        task: Task::PickupFor(number),
                        access: Vec::new(),
                        class: stop.class,
                        release_s: 0,
                        pin: Pin::default(),
                        ..*stop
                    };
                    self.stops.push(stop);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::HandOver;
    use crate::model::{Input, Task};
    use crate::problem::Problem;
    use crate::random::{Features, day};
    use crate::search::{Budget, Options, plan};

    /// A day in which vehicle 0 is on the road with two parcels.
    fn on_the_road() -> Input {
        let mut input = day(2, 12, Features { full: false, hours: true, types: false });
        input.stops.iter_mut().for_each(|stop| {
            stop.pin.vehicle = None;
            (stop.skills, stop.left_out) = (0, None);
            stop.windows[0].close += 30_000;
        });
        input.vehicles[0].aboard = Some(vec![3, 4]);
        input
    }

    fn served(input: &Input) -> Vec<Vec<u32>> {
        let problem = Problem::new(input.clone()).unwrap();
        let found = plan(&problem, &Options { budget: Budget::Rounds(300), ..Options::default() }, &mut |_| ());
        problem.price(&found.plan).unwrap();
        assert_eq!(found.plan.left_out, []);
        let mut routes = vec![Vec::new(); input.vehicles.len()];
        found.plan.routes.iter().for_each(|route| routes[route.vehicle as usize] = route.stops().collect());
        routes
    }

    #[test]
    fn parcels_on_board_are_met_by_others() {
        let mut input = on_the_road();
        let before = served(&input);
        assert!(before[0].contains(&3) && before[0].contains(&4), "{before:?}");
        assert!(before[0].iter().all(|stop| [3, 4].contains(stop)), "it delivers what it does not carry: {before:?}");
        input.lose(0, HandOver::Meet { place: 7, from_s: 22_000, seconds: 30 });
        assert_eq!(input.stops[3].task, Task::DeliveryOf(12));
        let after = served(&input);
        assert_eq!(after[0], Vec::<u32>::new());
        let route = after.iter().find(|route| route.contains(&3)).unwrap();
        let at = |stop| route.iter().position(|other| *other == stop);
        assert!(at(12).is_some() && at(12) < at(3), "{route:?}");
    }

    #[test]
    fn parcels_that_are_brought_back_leave_the_depot_later() {
        let mut input = on_the_road();
        input.lose(0, HandOver::Depot { from_s: 30_000 });
        assert_eq!(input.stops[4].release_s, 30_000);
        assert_eq!(served(&input)[0], Vec::<u32>::new());
    }
}
