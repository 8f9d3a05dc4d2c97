//! Batches of worlds under random orders, on one thread and on two.

use linehaul_agents::learn::reward::reward;
use linehaul_env::batch::Batch;
use linehaul_worlds::generate::WorldSpec;
use rayon::ThreadPoolBuilder;

use super::clones::world;
use super::random_orders::random_orders;

const HOURS: u16 = 72;

/// Eight worlds of 2 to 9 hubs, sparse and dense.
fn batch() -> Batch {
    let spec = |index: usize| WorldSpec {
        n_hubs: 2 + index,
        lane_loads_per_hour: [0.02, 0.3][index % 2],
        cost_multiplier: 0.5 + index as f64,
        hours: HOURS,
        seed: index as u64,
        ..WorldSpec::default()
    };
    Batch::new((0..8).map(|index| world(&spec(index))).collect(), reward)
}

/// Bits of everything that a learner sees, hour by hour, on this many threads.
fn seen(threads: usize) -> Vec<(Vec<u32>, Vec<bool>, Vec<u32>)> {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let mut batch = batch();
        let mut seen = Vec::new();
        for hour in 0..HOURS {
            batch.step(&random_orders(u64::from(hour), batch.n_lanes()));
            let bits = |value: &f32| value.to_bits();
            let observations = batch.observations().iter().map(bits).collect();
            let masks = batch.masks().to_vec();
            seen.push((observations, masks, batch.rewards().iter().map(bits).collect()));
        }
        seen
    })
}

#[test]
fn one_and_two_threads_see_the_same() {
    let one = seen(1);
    for _ in 0..2 {
        for (hour, (one, two)) in one.iter().zip(seen(2)).enumerate() {
            assert!(*one == two, "hour {hour}");
        }
    }
}

/// What the comparison above compares is not all zeros.
#[test]
fn trucks_leave_and_rewards_differ() {
    let seen = seen(2);
    let (_, masks, rewards) = &seen[usize::from(HOURS) / 2];
    assert!(masks.contains(&true) && masks.contains(&false));
    assert!(rewards.iter().any(|&reward| reward != rewards[0]));
}
