//! Ways whose speed changes with the hour.

use super::Walker;
use crate::model::{Band, Input};
use crate::problem::Problem;
use crate::random::{Features, day};
use crate::search::Rng;

#[test]
fn who_leaves_later_never_arrives_earlier() {
    let mut input: Input = day(1, 10, Features { full: false, hours: true, types: false });
    let mut rng = Rng::new(1);
    let bands = (0..30).map(|number| Band { from_s: number * 3000, speed: 200 + rng.below(1500) as i32 });
    input.matrices[0].bands = bands.collect();
    let problem = Problem::new(input).unwrap();
    let walker = Walker::new(&problem, 0);
    let mut changed = 0;
    for seconds in [0, 1, 7, 900, 4000, 20_000] {
        let arrival = |time| {
            let mut state = walker.start_at(time);
            walker.drive(&mut state, seconds);
            state.time
        };
        for time in 0..60_000 {
            assert!(arrival(time) <= arrival(time + 1), "{seconds} s from {time}");
            changed += i32::from(arrival(time + 1) - arrival(time) != 1);
        }
    }
    assert!(changed > 100, "speeds change nothing");
}
