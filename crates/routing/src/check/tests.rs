//! Faults of each kind, and inputs that were shaken.

use crate::model::{Input, Task, UNREACHABLE, Window};
use crate::problem::Problem;
use crate::random::{Features, day};
use crate::reason::Reason;
use crate::search::{Budget, Options, Rng, plan};

const FULL: Features = Features { full: true, hours: true, types: true };

fn fault(change: impl FnOnce(&mut Input)) -> String {
    let mut input = day(1, 10, FULL);
    change(&mut input);
    Problem::new(input).err().map_or_else(String::new, |fault| fault.to_string())
}

#[test]
fn faults_name_their_place_and_value() {
    assert_eq!(fault(|_| ()), "");
    assert_eq!(fault(|input| input.stops[3].place = 99), "stops[3].place: 99 does not exist");
    assert_eq!(fault(|input| input.stops[2].service_s = -5), "stops[2].service_s: -5 is out of range");
    assert_eq!(fault(|input| input.stops[2].load.grams = -1), "stops[2].load: -1 is out of range");
    assert_eq!(
        fault(|input| input.stops[0].windows = vec![Window { open: 9, close: 3 }]),
        "stops[0].windows[0]: 9 to 3 is no window"
    );
    assert_eq!(
        fault(|input| input.stops[0].windows = vec![Window { open: 1, close: 5 }, Window { open: 5, close: 9 }]),
        "stops[0].windows[1]: 5 to 9 begins before the one above ends"
    );
    assert_eq!(
        fault(|input| {
            input.matrices[0].seconds.pop();
        }),
        "matrices[0].seconds: 143 values are not a square"
    );
    assert_eq!(fault(|input| input.matrices[0].metres[13] = -7), "matrices[0].metres[1, 1]: -7 is out of range");
    assert_eq!(fault(|input| input.vehicles[0].kind = 9), "vehicles[0].kind: 9 does not exist");
    assert_eq!(fault(|input| input.types[1].speed = 0), "types[1].speed: 0 is no speed");
    let task = fault(|input| (input.stops[0].task, input.stops[1].task) = (Task::PickupFor(1), Task::Delivery));
    assert_eq!(task, "stops[0].task: PickupFor(1) is not answered by the other stop");
}

#[test]
fn a_shaken_input_is_refused_or_planned() {
    let (mut refused, mut planned) = (0, 0);
    for seed in 0..400 {
        let mut input = day(seed, 8, FULL);
        let mut rng = Rng::new(seed);
        for _ in 0..=rng.below(3) {
            shake(&mut input, &mut rng);
        }
        let Ok(problem) = Problem::new(input) else {
            refused += 1;
            continue;
        };
        let options = Options { budget: Budget::Rounds(30), seed, ..Options::default() };
        let found = plan(&problem, &options, &mut |_| ());
        assert_eq!(problem.price(&found.plan).map(|(costs, _)| costs.total()), Ok(found.cost), "seed {seed}");
        let barred = |stop: &u32| problem.reason(*stop).is_some_and(|reason| reason != Reason::OutOfTime);
        let impossible: Vec<u32> = (0..problem.n_stops() as u32).filter(barred).collect();
        assert!(impossible.iter().all(|stop| found.plan.left_out.contains(stop)), "seed {seed}: {impossible:?}");
        planned += 1;
    }
    assert!(refused > 50 && planned > 50, "{refused} refused, {planned} planned");
}

fn shake(input: &mut Input, rng: &mut Rng) {
    let odd = [-1, 0, 1, 1 << 20, UNREACHABLE, i32::MAX, i32::MIN][rng.below(7)];
    let stop = rng.below(input.stops.len());
    let cell = rng.below(input.matrices[0].metres.len());
    match rng.below(12) {
        0 => input.stops[stop].load.ml = odd,
        1 => input.stops[stop].service_s = odd,
        2 => input.stops[stop].windows.iter_mut().for_each(|window| window.close = odd),
        3 => input.stops[stop].release_s = odd,
        4 => input.stops[stop].task = Task::DeliveryOf(odd as u32),
        5 => input.matrices[0].metres[cell] = odd,
        6 => input.matrices[0].seconds[cell] = odd,
        7 => input.vehicles.clear(),
        8 => input.vehicles.iter_mut().for_each(|vehicle| vehicle.shift = Some(Window { open: odd, close: odd })),
        9 => input.types[0].max_s = Some(odd),
        10 => input.types[0].capacity.parcels = odd,
        _ => input.stops[stop].left_out = Some(odd.into()),
    }
}
