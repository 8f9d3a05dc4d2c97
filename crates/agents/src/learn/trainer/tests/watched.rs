//! What can be watched of a run, what steers it, and what stops it.

use linehaul_env::observe::{FEATURES, TABLE};
use linehaul_nets::places::Places;

use super::{Kept, finished, neighbours, small};
use crate::judge::held_out::HeldOut;
use crate::learn::checkpoint::Checkpoint;
use crate::learn::config::{PpoConfig, TrainConfig};
use crate::learn::experience::Experience;
use crate::learn::not_finite::{NotFinite, Role, Stopped};
use crate::learn::schedule::Schedule;
use crate::learn::trainer::Trainer;

#[test]
fn a_resumed_run_goes_on_with_its_schedules() {
    let ppo = PpoConfig {
        lr_schedule: Schedule::Cosine,
        entropy_schedule: Schedule::Constant,
        target_kl: 1e-5,
        ..small().ppo
    };
    let config = TrainConfig { ppo, ..small() };
    let whole = finished(Trainer::new(config.clone(), Vec::new()));
    let half = Checkpoint::from_bytes(&whole[0].to_bytes()).unwrap();
    let mut resumed = Trainer::resume(config.clone(), Vec::new(), half.clone());
    // Half of the run is done: half of the wave is passed.
    assert!((resumed.rate() - 1e-3 * (0.05 + 0.95 * 0.5)).abs() < 1e-7, "{}", resumed.rate());
    resumed.begin_period();
    assert_eq!(
        resumed.iterate().unwrap().learning_rate.to_bits(),
        Trainer::resume(config.clone(), Vec::new(), half.clone()).rate().to_bits()
    );
    let resumed = finished(Trainer::resume(config, Vec::new(), half));
    assert!(resumed.last().unwrap().to_bytes() == whole[1].to_bytes());
}

/// Two minibatches a pass: the first of the first pass meets the policy that acted, at KL 0, and is stepped; the second is too far.
#[test]
fn an_actor_that_went_too_far_makes_no_more_passes() {
    let iterated = |target_kl: f32| {
        let ppo = PpoConfig { lr: 0.5, epochs: 3, target_kl, minibatch: 1 << 20, ..small().ppo };
        let mut trainer = Trainer::new(TrainConfig { ppo, ..small() }, Vec::new());
        trainer.begin_period();
        let metrics = trainer.iterate().unwrap();
        (metrics, trainer.optimizers[0].actor.steps, trainer.optimizers[0].critic.steps)
    };
    let (metrics, actor_steps, critic_steps) = iterated(0.01);
    assert_eq!((actor_steps, critic_steps), (1, 3));
    assert_eq!(metrics.passes.to_bits(), 1.0_f64.to_bits());
    assert!(metrics.kl > 0.01, "{}", metrics.kl);
    assert_eq!(iterated(0.0).1, 3);
    assert_eq!(iterated(1e3).1, 3);
}

#[test]
fn figures_of_layers_name_each_layer_of_both_networks() {
    for config in neighbours().into_iter().chain([small()]) {
        let mut trainer = Trainer::new(config, Vec::new());
        trainer.begin_period();
        let metrics = trainer.iterate().unwrap();
        let shape = trainer.team.shape();
        let (actor, critic) = (shape.actor(), shape.critic());
        let names = actor.layers().chain(critic.layers()).map(|layer| layer.name);
        assert!(metrics.layers.iter().map(|layer| layer.layer.clone()).eq(names));
        // The norm of the whole gradient is at least that of any layer, and at most their sum.
        let of_actor =
            || metrics.layers.iter().filter(|layer| layer.network == Role::Actor).map(|layer| layer.gradient);
        let (most, sum) = (of_actor().fold(0.0, f64::max), of_actor().sum::<f64>());
        assert!((most..=sum).contains(&metrics.actor_gradient), "{most} {} {sum}", metrics.actor_gradient);
    }
}

/// Biases far below 0 keep all units of the first hidden layer down, of the actor alone.
#[test]
fn units_that_never_rise_are_counted() {
    let mut trainer = Trainer::new(small(), Vec::new());
    let shape = trainer.team.shape().clone();
    let first = shape.actor().layers().next().unwrap();
    trainer.team.learners[0].policy.actor[first.place.end - 8..first.place.end].fill(-1e3);
    trainer.begin_period();
    let metrics = trainer.iterate().unwrap();
    assert_eq!((metrics.layers[0].dead, metrics.layers[1].dead), (Some(1.0), None));
    assert!(metrics.actor_dead > 0.99 && metrics.critic_dead < 0.5, "{metrics:?}");
}

/// Poisons what the next iteration meets, and says what stopped it.
fn stopped_by(poison: impl FnOnce(&mut Trainer, &mut Vec<Experience>)) -> NotFinite {
    let mut trainer = Trainer::new(small(), Vec::new());
    trainer.begin_period();
    let mut experiences = Vec::new();
    trainer.collect(&mut experiences);
    poison(&mut trainer, &mut experiences);
    let diverged = trainer.learn(&experiences).unwrap_err();
    assert_eq!((diverged.iteration, diverged.hub), (1, None));
    diverged.what
}

#[test]
fn a_number_that_is_none_is_named_where_it_arose() {
    for wrong in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let reward = stopped_by(|_, experiences| experiences[1].rollouts[0].rewards[7] = wrong);
        assert_eq!(reward, NotFinite::Reward);
        // What lanes see goes through the critic before it is learned from.
        let observation = stopped_by(|trainer, experiences| {
            let rollout = &mut experiences[0].rollouts[0];
            rollout.observations[5 * FEATURES + 3] = wrong;
            let learner = &trainer.team.learners[0];
            let row = rollout.observations[5 * FEATURES..6 * FEATURES].to_vec();
            let outputs = learner.critic.net(&learner.policy.shape).outputs(&row, &Places::default());
            assert!(!outputs[0].is_finite(), "the critic hides {wrong}");
            rollout.values[5] = learner.critic.scale.value(outputs[0]);
        });
        assert_eq!(observation, NotFinite::Observation(TABLE[3].name));
        let value = stopped_by(|_, experiences| experiences[0].rollouts[0].values[9] = wrong);
        assert_eq!(value, NotFinite::Value);
        let actor = stopped_by(|trainer, _| trainer.team.learners[0].policy.actor[0] = wrong);
        assert_eq!(actor, NotFinite::Output(Role::Actor));
        let critic = stopped_by(|trainer, _| *trainer.team.learners[0].critic.weights.last_mut().unwrap() = wrong);
        // The residual of an infinite output is bounded: its gradient says nothing.
        let weight = NotFinite::Weight(Role::Critic, "1".into());
        assert_eq!(critic, if wrong.is_nan() { NotFinite::Output(Role::Critic) } else { weight });
    }
    // Infinite ones are bounded.
    let loss = stopped_by(|_, experiences| experiences[0].rollouts[0].decisions[0].log_probability = f32::NAN);
    assert_eq!(loss, NotFinite::Loss(Role::Actor));
}

#[test]
fn a_run_that_meets_such_a_number_stops_and_keeps_what_it_gave() {
    let mut trainer = Trainer::new(small(), Vec::new());
    let held_out = HeldOut::tuned(trainer.held_out_networks(), &|| ());
    let mut kept = Kept::default();
    trainer.config.iterations = 2;
    trainer.train(&held_out, &mut kept).unwrap();
    trainer.config.iterations = 4;
    trainer.team.learners[0].critic.weights[0] = f32::NAN;
    let Stopped::Diverged(diverged) = trainer.train(&held_out, &mut kept).unwrap_err();
    assert_eq!(diverged.to_string(), "iteration 3: a value of the critic is no finite number");
    assert_eq!(kept.0.len(), 1);
    let good = Checkpoint::from_bytes(&kept.0[0].to_bytes()).unwrap();
    assert!(good.learners[0].critic.weights.iter().all(|weight| weight.is_finite()));
}
