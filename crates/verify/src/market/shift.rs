//! A driver's clock: driving second by second, pauses, waiting. Slow and obvious.

use linehaul_market::{Driver, Market, Vehicle, Window};

/// No clock goes further.
const END: i32 = 1_000_000;

/// The clock of a driver who left at a time.
pub struct Shift<'a> {
    market: &'a Market,
    pub vehicle: &'a Vehicle,
    pub time: i32,
    /// Seconds of driving since the last pause.
    driving: i32,
    /// Lunches that are not over, by the time at which they may begin.
    lunches: Vec<(Window, i32)>,
}

impl<'a> Shift<'a> {
    /// A lunch whose window is open when the driver leaves was had at home.
    pub fn new(market: &'a Market, driver: &Driver, start_s: i32) -> Self {
        let vehicle = &market.vehicles()[driver.vehicle.index()];
        let mut lunches = vehicle.pauses.lunches.clone();
        lunches.retain(|(window, _)| window.open > start_s);
        lunches.sort_unstable();
        Self { market, vehicle, time: start_s, driving: 0, lunches }
    }

    /// Drives what takes so many seconds at the usual speed. Says how long pauses on the road were; nothing where it never ends.
    pub fn drive(&mut self, usual: i64) -> Option<i32> {
        let own = i64::from(self.vehicle.speed);
        let mut left = (usual * 1000 + own - 1) / own * 1000;
        let mut paused = 0;
        while left > 0 {
            if self.time >= END {
                return None;
            }
            if self.lunches.first().is_some_and(|(window, _)| window.open <= self.time) {
                paused += self.lunch(0);
                continue;
            }
            if let Some((after, pause)) = self.vehicle.pauses.driving
                && self.driving >= after
            {
                self.time += pause;
                self.driving = 0;
                paused += pause;
                continue;
            }
            let band = self.market.traffic().iter().rfind(|band| band.from_s <= self.time);
            left -= band.map_or(1000, |band| i64::from(band.speed));
            self.time += 1;
            self.driving += 1;
        }
        Some(paused)
    }

    /// Waits, with pauses, until something that takes so many seconds may begin. `next` says when it may, from a time on. Says how long
    /// pauses were; nothing where it may not any more.
    pub fn wait(&mut self, service_s: i32, next: &dyn Fn(i32) -> Option<i32>) -> Option<i32> {
        let mut begin = next(self.time)?;
        let mut paused = 0;
        let mut at = 0;
        while at < self.lunches.len() {
            let window = self.lunches[at].0;
            let before = window.open <= self.time || window.open < begin || begin + service_s > window.close;
            if before {
                let length = self.lunches[at].1;
                self.lunch(at);
                paused += length;
                begin = next(self.time)?;
            } else {
                at += 1;
            }
        }
        if self.vehicle.pauses.driving.is_some_and(|(_, pause)| begin - self.time >= pause) {
            self.driving = 0;
        }
        self.time = begin;
        Some(paused)
    }

    /// Has a lunch, not before its window. Says how long it took.
    fn lunch(&mut self, at: usize) -> i32 {
        let (window, length) = self.lunches.remove(at);
        self.time = self.time.max(window.open) + length;
        if self.vehicle.pauses.driving.is_some_and(|(_, pause)| length >= pause) {
            self.driving = 0;
        }
        length
    }
}
