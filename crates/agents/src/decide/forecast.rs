//! What may come beside what was announced, out of what was seen so far, nothing else: no rate of the case, no hour to come.

use linehaul_env::future::Again;
use linehaul_env::world::World;
use rand::RngExt;
use rand_pcg::Pcg64;

/// Hours of a day: days are drawn whole, for what is released in a day belongs together.
const DAY: u16 = 24;
/// Tells the draws of futures from all other uses of a seed.
const STREAM: u64 = 0x66_7574_7572_6573;

/// Draws what else is released in the next `hours` hours: each day to come takes what a day that was seen to its end has released, hour by
/// hour. Before any day is over, each hour takes what some hour so far has released.
///
/// What would be known by now, had it come on that day, is left out: it would have been announced. `number` tells futures of an hour apart.
pub fn draw(world: &World, number: u64, hours: u16) -> Vec<Again> {
    let (now, horizon) = (world.hour(), world.network.case.hours());
    let until = now.saturating_add(hours).min(horizon - 1);
    let full_days = now / DAY;
    let mut rng = Pcg64::new(u128::from(number) << 64 | u128::from(now), u128::from(STREAM));
    let mut drawn = Vec::new();
    let mut source = 0;
    for hour in now + 1..=until {
        let from = if full_days == 0 {
            rng.random_range(0..=now)
        } else {
            if hour == now + 1 || hour % DAY == 0 {
                source = rng.random_range(0..full_days) * DAY;
            }
            source + hour % DAY
        };
        let later = i32::from(hour) - i32::from(from);
        drawn.extend(world.seen(from).filter_map(|package| world.again(package, later)));
    }
    drawn
}
