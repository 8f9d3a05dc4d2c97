//! The hour of the day.

use super::cells::Cells;
use super::seen::Seen;
use crate::features;

features! {
    pub(super) fn write(mut cells: Cells<'_, { TABLE.len() }>, seen: &Seen<'_>) {
        let clock = seen.clock;
    }

    day_sine: "h", HourOfDay, "0.5 + 0.5 sin(2 pi hour / 24)" => plain(clock.sine);
    day_cosine: "h", HourOfDay, "0.5 + 0.5 cos(2 pi hour / 24)" => plain(clock.cosine);
}
