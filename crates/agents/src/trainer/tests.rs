use std::convert::Infallible;

use super::*;
use crate::config::{CheckpointConfig, PolicyConfig, RolloutConfig, WorldsConfig};

/// Keeps every checkpoint.
#[derive(Default)]
struct Kept(Vec<Checkpoint>);

impl TrainingLog for Kept {
    type Error = Infallible;

    fn iteration(&mut self, _: &IterationMetrics) -> Result<(), Infallible> {
        Ok(())
    }

    fn checkpoint(&mut self, checkpoint: &Checkpoint, _: bool) -> Result<(), Infallible> {
        self.0.push(checkpoint.clone());
        Ok(())
    }
}

/// Four iterations in two periods on small worlds.
fn small() -> TrainConfig {
    TrainConfig {
        seed: 3,
        iterations: 4,
        policy: PolicyConfig { hidden: vec![8], ..PolicyConfig::default() },
        worlds: WorldsConfig { family: "sparse".into(), ..WorldsConfig::default() },
        rollout: RolloutConfig { worlds: 4, hours: 24, crews: 2 },
        checkpoint: CheckpointConfig { every: 2, worlds: 1 },
        ..TrainConfig::default()
    }
}

fn finished(mut trainer: Trainer) -> Vec<Checkpoint> {
    let held_out = HeldOut::tuned(trainer.held_out_networks(), &|| ());
    let mut kept = Kept::default();
    let Ok(()) = trainer.train(&held_out, &mut kept);
    kept.0
}

#[test]
fn a_resumed_run_ends_with_the_same_bytes() {
    let whole = finished(Trainer::new(small()));
    assert_eq!(whole.iter().map(|checkpoint| checkpoint.iteration).collect::<Vec<_>>(), [2, 4]);
    let half = Checkpoint::from_bytes(&whole[0].to_bytes()).unwrap();
    let resumed = finished(Trainer::resume(small(), half));
    assert_eq!(resumed.last().unwrap().to_bytes(), whole.last().unwrap().to_bytes());
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| finished(Trainer::new(small())).pop().unwrap().to_bytes())
    };
    assert_eq!(on(1), on(2));
}

#[test]
fn another_seed_gives_another_policy() {
    let end = |seed| finished(Trainer::new(TrainConfig { seed, ..small() })).pop().unwrap().policy;
    assert_ne!(end(3).actor, end(4).actor);
}
