use super::tests::{finished, small, toy};
use super::*;
use crate::learn::config::{NetworkConfig, NetworkKind, PpoConfig, RolloutConfig, Trunk, WorldsConfig};

/// Adapters of the toy's two hubs, which are half of the worlds.
fn adapted(kind: NetworkKind, trunk: Trunk) -> TrainConfig {
    TrainConfig {
        from: "somewhere".into(),
        network: NetworkConfig { kind, trunk, adapters: 3, ..NetworkConfig::default() },
        worlds: WorldsConfig { case_share: 0.5, ..small().worlds },
        rollout: RolloutConfig { worlds: 4, hours: 48, crews: 2 },
        ..small()
    }
}

/// A run that goes on from random weights without adapters.
fn begun(config: TrainConfig) -> Trainer {
    let learner = Learner::random(&config.shape(), &mut Pcg64::new(9, 9));
    config.check_beginning(std::slice::from_ref(&learner), &[toy()]).unwrap();
    Trainer::from(config, vec![toy()], vec![learner])
}

#[test]
fn a_fixed_trunk_stays_while_adapters_learn() {
    let trainer = begun(adapted(NetworkKind::Lane, Trunk::Fixed));
    let before = trainer.team.learners[0].policy.clone();
    assert_eq!(before.shape.adapters.as_ref().unwrap().hubs, ["a", "b"]);
    let trained = finished(trainer).pop().unwrap();
    assert_eq!(Checkpoint::from_bytes(&trained.to_bytes()).unwrap(), trained);
    let after = &trained.learners[0].policy;
    let n_adapters = before.shape.actor().adapters().end;
    assert!(before.actor[n_adapters..] == after.actor[n_adapters..], "the trunk moved");
    let part = |name: &str| before.shape.actor().parts().find(|part| part.name == name).unwrap().place;
    for name in ["adapter.seen.0.weight", "adapter.hub.0.weight", "adapter.shift.0.weight"] {
        assert_ne!(before.actor[part(name)], after.actor[part(name)], "{name} did not move");
    }
}

#[test]
fn a_trunk_that_learns_moves_too_and_is_resumed_to_the_byte() {
    let config = adapted(NetworkKind::Lane, Trunk::Learns);
    let trainer = begun(config.clone());
    let before = trainer.team.learners[0].policy.actor.clone();
    let whole = finished(trainer);
    assert_ne!(before.last(), whole[1].learners[0].policy.actor.last());
    let half = Checkpoint::from_bytes(&whole[0].to_bytes()).unwrap();
    config.check_beginning(&half.learners, &[toy()]).unwrap();
    let resumed = finished(Trainer::resume(config, vec![toy()], half));
    assert!(resumed.last().unwrap().to_bytes() == whole[1].to_bytes());
}

/// Before its first step an update looks at the policy that acted: had it other hubs before it, its choices would differ.
#[test]
fn an_update_sees_the_hubs_that_were_seen() {
    for kind in [NetworkKind::Lane, NetworkKind::Hub, NetworkKind::Graph] {
        let ppo = PpoConfig { epochs: 1, minibatch: 1 << 20, ..PpoConfig::default() };
        let mut trainer = begun(TrainConfig { ppo, ..adapted(kind, Trunk::Learns) });
        // Adapters that count for something.
        trainer.team.learners[0].policy.actor.iter_mut().for_each(|weight| *weight += 0.3);
        trainer.begin_period();
        let metrics = trainer.iterate().unwrap();
        assert!(metrics.decisions > 50 && metrics.kl.abs() < 1e-9, "{kind:?}: {metrics:?}");
    }
}
