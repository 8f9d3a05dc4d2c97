//! Memory over many updates. It is a program of its own: counted is one thread, and what Burn keeps for all threads is freed by any of them.

use std::sync::Arc;

use linehaul_agents::learn::config::{
    CriticSees, NetworkConfig, NetworkKind, PolicyConfig, PpoConfig, TrainConfig, Trunk,
};
use linehaul_agents::learn::experience::Experience;
use linehaul_agents::learn::ppo::{Goal, Optimizers, Pace, update};
use linehaul_agents::learn::rollout::{Crew, Stage};
use linehaul_agents::learn::team::{Mode, Team};
use linehaul_agents::learn::worlds::Worlds;
use linehaul_nets::device::Device;
use linehaul_worlds::generate::Family;
use rand_pcg::Pcg64;

const UPDATES: u64 = 10_000;

/// An hour of one small world, updated on again and again: bytes that are held after all updates beyond those held before.
fn growth(kind: NetworkKind, critic: CriticSees) -> i64 {
    let config = TrainConfig {
        network: NetworkConfig { kind, ..NetworkConfig::default() },
        policy: PolicyConfig { hidden: vec![4], critic, ..PolicyConfig::default() },
        ppo: PpoConfig { epochs: 1, critic_share: 1.0, ..PpoConfig::default() },
        ..TrainConfig::default()
    };
    let worlds = Worlds {
        family: Family::Sparse,
        cases: Vec::new(),
        case_share: 0.0,
        seed: 1,
        places: 1,
        late_price_share: 0.0,
        multiplier: None,
    };
    let mut team = Team::random(Mode::Shared, &config.shape(), 0, &mut Pcg64::new(1, 1));
    let mut experience = Experience::default();
    Crew::new(Arc::new(worlds), 0..1, 0, 1, &team).collect(&team, Stage::Learning, &mut experience);
    let mut optimizers = Optimizers::new(&team.learners[0]);
    let device = Device::default();
    let mut updates = |numbers: std::ops::Range<u64>| {
        for number in numbers {
            let pace = Pace {
                actor_rate: 1e-4,
                critic_rate: 1e-4,
                trunk: Trunk::Learns,
                entropy: 0.0,
                seed: (1, number),
                goal: Goal::Reward { anchor: None },
                device: &device,
            };
            let rollouts = [&experience.rollouts[0]];
            update(&mut team.learners[0], &mut optimizers, &rollouts, &config.ppo, pace).unwrap();
        }
    };
    // Until what a thread keeps for another time has the sizes of an update.
    updates(0..1_000);
    allocation_counter::measure(|| updates(1_000..1_000 + UPDATES)).bytes_current
}

/// A number of four bytes kept by each update would be 40,000 bytes.
#[test]
fn memory_is_flat_over_ten_thousand_updates() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    for (kind, critic) in [
        (NetworkKind::Lane, CriticSees::Local),
        (NetworkKind::Hub, CriticSees::Hub),
        (NetworkKind::Graph, CriticSees::Graph),
    ] {
        let grown = pool.install(|| growth(kind, critic));
        assert!(grown.abs() < 10_000, "{kind:?}: {grown} bytes");
    }
}
