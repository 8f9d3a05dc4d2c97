//! A stop as the search reads it.

use crate::check::MOST_MONEY;
use crate::model::{Grade, Input, Task, Window};

/// What leaving out a stop costs that must be served: more than any price, so that no price buys it.
pub const REQUIRED: i64 = 10 * MOST_MONEY;

/// One stop.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    pub place: u32,
    pub load: [i32; 3],
    pub service_s: i32,
    pub release_s: i32,
    pub task: Task,
    /// Price of leaving it out, [`REQUIRED`] where it must be served.
    pub left_out: i64,
    /// Service that begins later is late.
    pub due: i32,
    /// Millionths a minute late; 0 where nothing is paid.
    pub late_per_minute: i64,
    /// What should come right before it, and the price of another.
    pub after: Option<(Option<u32>, i64)>,
    /// Service that begins outside is moved.
    pub promised: Window,
    /// Millionths a minute moved.
    pub moved_per_minute: i64,
}

impl Job {
    /// Whether the cost of a route depends on when it is served, or after what.
    pub fn is_priced_by_time(&self) -> bool {
        self.late_per_minute > 0 || self.moved_per_minute > 0 || self.after.is_some()
    }
}

pub fn compile(input: &Input) -> Vec<Job> {
    let jobs = input.stops.iter().map(|stop| {
        let late = input.classes.get(usize::from(stop.class)).and_then(|class| class.late_per_minute);
        let (promised, moved_per_minute) = match stop.pin.promised {
            Some((window, Grade::Price(price))) => (window, price),
            _ => (Window::ALWAYS, 0),
        };
        Job {
            place: stop.place,
            load: stop.load.columns(),
            service_s: stop.service_s,
            release_s: if matches!(stop.task, Task::Delivery) { stop.release_s } else { 0 },
            task: stop.task,
            left_out: stop.left_out.unwrap_or(REQUIRED),
            due: stop.windows.last().map_or(Window::ALWAYS.close, |window| window.close),
            late_per_minute: late.unwrap_or(0),
            after: stop.pin.after,
            promised,
            moved_per_minute,
        }
    });
    jobs.collect()
}
