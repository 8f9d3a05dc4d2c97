//! Training iterations as `linehaul train` does them, on generated worlds: hub-hours a second, and where the time goes.
//!
//! Wall-clock seconds of all iterations together, on as many threads as rayon is given (`RAYON_NUM_THREADS`). What the policy's
//! products take of the collecting is measured by doing them once more, on the same rows in the same portions.

use std::sync::Arc;
use std::time::Instant;

use linehaul_agents::learn::config::TrainConfig;
use linehaul_agents::learn::experience::{Experience, Rollout};
use linehaul_agents::learn::learner::Learner;
use linehaul_agents::learn::ppo::{Goal, Optimizers, Pace, update};
use linehaul_agents::learn::rollout::{Crew, Stage};
use linehaul_agents::learn::team::Team;
use linehaul_agents::learn::worlds::Worlds;
use linehaul_env::observe::FEATURES;
use linehaul_nets::device::Device;
use linehaul_nets::places::Places;
use rand_pcg::Pcg64;
use rayon::prelude::*;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Iterations: each world sees its horizon twice or more.
const ITERATIONS: u64 = 20;

fn main() {
    let (config, device) = (TrainConfig::default(), Device::default());
    let mut team = Team::random(config.policy.mode, &config.shape(), 0, &mut Pcg64::new(1, 1));
    let mut optimizers = Optimizers::new(&team.learners[0]);
    let mut crews = crews(&config, &team);
    let mut experiences: Vec<Experience> = crews.iter().map(|_| Experience::default()).collect();
    let (mut hub_steps, mut collecting, mut inferring, mut updating) = (0, 0.0, 0.0, 0.0);
    for iteration in 0..ITERATIONS {
        let ((), seconds) = timed(|| {
            let crews = crews.par_iter_mut().zip(&mut experiences);
            crews.for_each(|(crew, experience)| crew.collect(&team, Stage::Learning, experience));
        });
        collecting += seconds;
        let rollouts: Vec<&Rollout> = experiences.iter().map(|experience| &experience.rollouts[0]).collect();
        let learner = &mut team.learners[0];
        inferring += timed(|| rollouts.par_iter().for_each(|rollout| infer(learner, rollout))).1;
        let goal = Goal::Reward { anchor: None };
        let pace = Pace {
            actor_rate: config.ppo.lr,
            critic_rate: config.ppo.lr,
            entropy: config.ppo.entropy,
            seed: (config.seed, iteration),
            goal,
            device: &device,
            trunk: config.network.trunk,
        };
        updating += timed(|| update(learner, &mut optimizers, &rollouts, &config.ppo, pace)).1;
        hub_steps += experiences.iter().map(|experience| experience.hub_steps).sum::<u64>();
    }
    let total = collecting + updating;
    println!("{:.0} hub-steps/s on {} threads", hub_steps as f64 / total, rayon::current_num_threads());
    for (phase, seconds) in [("simulate", collecting - inferring), ("infer", inferring), ("update", updating)] {
        println!(
            "{phase:9} {:6.1} ms an iteration, {:2.0} %",
            1e3 * seconds / ITERATIONS as f64,
            100.0 * seconds / total
        );
    }
}

fn crews(config: &TrainConfig, team: &Team) -> Vec<Crew> {
    let rollout = &config.rollout;
    let source = Arc::new(Worlds {
        family: config.family(),
        cases: Vec::new(),
        case_share: 0.0,
        seed: config.seed,
        places: rollout.worlds,
        late_price_share: config.worlds.late_price_share,
        multiplier: None,
    });
    let places = |crew: u64| crew * rollout.worlds / rollout.crews..(crew + 1) * rollout.worlds / rollout.crews;
    (0..rollout.crews).map(|crew| Crew::new(Arc::clone(&source), places(crew), 0, rollout.hours, team)).collect()
}

/// The products of a rollout, hour by hour: the critic for all rows, the actor for those with a choice.
fn infer(learner: &Learner, rollout: &Rollout) {
    let actor = learner.policy.net();
    let critic = learner.critic.net(&learner.policy.shape);
    let mut left = rollout.decisions.as_slice();
    let mut chosen = Vec::new();
    for (hour, rows) in rollout.observations.chunks(rollout.n_lanes * FEATURES).enumerate() {
        std::hint::black_box(critic.outputs(rows, &Places::default()));
        let end = ((hour + 1) * rollout.n_lanes) as u32;
        let (here, later) = left.split_at(left.partition_point(|decision| decision.row < end));
        left = later;
        chosen.clear();
        for decision in here {
            chosen.extend_from_slice(&rollout.observations[decision.row as usize * FEATURES..][..FEATURES]);
        }
        std::hint::black_box(actor.outputs(&chosen, &Places::default()));
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed().as_secs_f64())
}
