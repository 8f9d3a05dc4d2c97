//! Adding up prices, by name or just the sum.

use crate::cost::Costs;
use crate::model::{HORIZON, Task, Window};
use crate::problem::{Job, Spot};

use super::state::NOBODY;

/// Who adds up.
pub trait Tally {
    fn fixed(&mut self, micros: i64);
    fn distance(&mut self, micros: i64);
    fn hours(&mut self, micros: i64);
    fn overtime(&mut self, micros: i64);
    fn balance(&mut self, micros: i64);
    fn late(&mut self, micros: i64);
    fn unfamiliar(&mut self, micros: i64);
    fn moved(&mut self, micros: i64);
    fn reordered(&mut self, micros: i64);
    fn promises(&mut self, micros: i64);
    fn total(&self) -> i64;
}

macro_rules! by_name {
    ($($part:ident),*) => {
        impl Tally for Costs {
            $(fn $part(&mut self, micros: i64) { self.$part += micros; })*
            fn total(&self) -> i64 { self.total() }
        }
        impl Tally for i64 {
            $(#[inline] fn $part(&mut self, micros: i64) { *self += micros; })*
            #[inline] fn total(&self) -> i64 { *self }
        }
    };
}

by_name!(fixed, distance, hours, overtime, balance, late, unfamiliar, moved, reordered, promises);

/// What a stop does to a load, as factors.
pub struct Signs {
    pub delivered: i32,
    pub aboard: i32,
    pub pairs: i16,
}

impl Job {
    pub fn is_delivery(&self) -> bool {
        matches!(self.task, Task::Delivery)
    }

    pub fn is_pickup(&self) -> bool {
        matches!(self.task, Task::Pickup)
    }

    pub fn signs(&self) -> Signs {
        match self.task {
            Task::Delivery => Signs { delivered: 1, aboard: -1, pairs: 0 },
            Task::Pickup => Signs { delivered: 0, aboard: 1, pairs: 0 },
            Task::PickupFor(_) => Signs { delivered: 0, aboard: 1, pairs: 1 },
            Task::DeliveryOf(_) => Signs { delivered: 0, aboard: -1, pairs: -1 },
        }
    }

    /// How late service may begin that begins at `start` in a window, with nothing dearer.
    pub fn keep(&self, start: i32, close: i32) -> i32 {
        let mut keep = close;
        if self.late_per_minute > 0 {
            keep = keep.min(self.due.max(start));
        }
        if self.moved_per_minute > 0 {
            keep = keep.min(self.promised.close.max(start));
        }
        keep
    }

    /// What service costs that begins at `start`, after a stop.
    pub fn price(&self, spot: &Spot, before: u32, start: i32, tally: &mut impl Tally) {
        tally.unfamiliar(spot.unfamiliar);
        tally.moved(spot.moved);
        if !self.is_priced_by_time() {
            return;
        }
        tally.late(self.late_per_minute * i64::from(outside(start, Window { open: -HORIZON, close: self.due })) / 60);
        tally.promises(self.moved_per_minute * i64::from(outside(start, self.promised)) / 60);
        if let Some((expected, price)) = self.after {
            tally.reordered(if expected.unwrap_or(NOBODY) == before { 0 } else { price });
        }
    }
}

/// Seconds outside a window.
fn outside(time: i32, window: Window) -> i32 {
    (time - window.close).max(window.open - time).max(0)
}
