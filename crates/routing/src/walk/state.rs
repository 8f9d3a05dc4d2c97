//! Where a vehicle stands in the middle of its route.

use crate::problem::Job;

/// Before the first stop of a trip.
pub const NOBODY: u32 = u32::MAX;

/// See the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    pub place: u32,
    /// When it is free to go on.
    pub time: i32,
    /// When it reached the place, and when service began there.
    pub arrived: i32,
    pub began: i32,
    /// Seconds of driving, service and pauses since the start: what no waiting takes away.
    pub busy: i32,
    /// Of that, pauses; and what they were when it reached the place.
    pub paused: i32,
    pub paused_before: i32,
    /// Latest start with nothing so far moved.
    pub latest: i32,
    pub metres: i32,
    /// Seconds of driving since the last pause.
    pub driving: i32,
    /// Lunches that are over, one bit each.
    pub lunches: u8,
    /// Trips before this one.
    pub trip: u8,
    pub open_pairs: u16,
    pub stops: u32,
    /// The stop before, [`NOBODY`] at the start of a trip.
    pub before: u32,
    /// Handed over in this trip, of what was loaded at the depot.
    pub delivered: [i32; 3],
    /// On board, less what was loaded at the depot.
    pub aboard: [i32; 3],
    /// Largest that ever was.
    pub peak: [i32; 3],
}

impl Default for State {
    fn default() -> Self {
        Self {
            place: 0,
            time: 0,
            arrived: 0,
            began: 0,
            busy: 0,
            paused: 0,
            paused_before: 0,
            latest: 0,
            metres: 0,
            driving: 0,
            lunches: 0,
            trip: 0,
            open_pairs: 0,
            stops: 0,
            before: NOBODY,
            delivered: [0; 3],
            aboard: [0; 3],
            peak: [0; 3],
        }
    }
}

impl State {
    /// Something began at `start` and could begin up to `close` with nothing else moved.
    pub fn keep(&mut self, start: i32, close: i32) {
        self.latest = self.latest.min(close.max(start) - self.busy);
    }

    pub fn serve(&mut self, start: i32, seconds: i32) {
        self.began = start;
        self.time = start + seconds;
        self.busy += seconds;
    }

    /// Takes a stop's load into account; false where it does not fit.
    ///
    /// What was loaded at the depot is all that is handed over in the trip. On board at any time is that, and what was
    /// taken up less what was handed over; both the sum and the peak only grow, so a trip that fits to its end fits.
    pub fn carry(&mut self, job: &Job, capacity: &[i32; 3]) -> bool {
        let signs = job.signs();
        self.open_pairs = self.open_pairs.wrapping_add_signed(signs.pairs);
        let mut fits = self.open_pairs < u16::MAX / 2;
        for (unit, room) in capacity.iter().enumerate() {
            self.delivered[unit] += signs.delivered * job.load[unit];
            self.aboard[unit] += signs.aboard * job.load[unit];
            self.peak[unit] = self.peak[unit].max(self.aboard[unit]);
            fits &= self.delivered[unit] + self.peak[unit] <= *room;
        }
        fits
    }

    /// Begins a trip.
    pub fn unload(&mut self) {
        self.before = NOBODY;
        (self.delivered, self.aboard, self.peak) = ([0; 3], [0; 3], [0; 3]);
    }
}
