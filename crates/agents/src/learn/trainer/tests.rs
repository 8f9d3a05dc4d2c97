use std::convert::Infallible;

use linehaul_case::rules::Rules;
use linehaul_case::{
    Case, CaseTables, ClassId, Demand, Grams, Hub, HubId, Lane, LateCost, Metres, Millilitres, PackageIds, Packages,
    VehicleType,
};
use linehaul_env::loading::DockSettings;

use super::*;
use crate::decide::actions::ActionSpace;
use crate::decide::learned::Learned;
use crate::decide::run::run;
use crate::learn::config::{
    AnchorConfig, CheckpointConfig, CriticSees, ImitationConfig, NetworkConfig, NetworkKind, PolicyConfig, PpoConfig,
    RolloutConfig, WorldsConfig,
};
use crate::learn::team::Mode;

mod watched;

/// Keeps every checkpoint.
#[derive(Default)]
struct Kept(Vec<Checkpoint>);

impl TrainingLog for Kept {
    type Error = Infallible;

    fn iteration(&mut self, _: &IterationMetrics) -> Result<(), Infallible> {
        Ok(())
    }

    fn checkpoint(&mut self, checkpoint: &Checkpoint, _: &HeldOutScore, _: bool) -> Result<(), Infallible> {
        self.0.push(checkpoint.clone());
        Ok(())
    }
}

/// Four iterations in two periods on small worlds; checkpoints hold the plain mean of all weights so far.
pub(super) fn small() -> TrainConfig {
    TrainConfig {
        seed: 3,
        iterations: 4,
        policy: PolicyConfig { hidden: vec![8], ..PolicyConfig::default() },
        worlds: WorldsConfig { family: "sparse".into(), ..WorldsConfig::default() },
        rollout: RolloutConfig { worlds: 4, hours: 24, crews: 2 },
        ppo: PpoConfig { averaged: 1.0, ..PpoConfig::default() },
        checkpoint: CheckpointConfig { every: 2, worlds: 1 },
        ..TrainConfig::default()
    }
}

pub(super) fn finished(mut trainer: Trainer) -> Vec<Checkpoint> {
    let held_out = HeldOut::tuned(trainer.held_out_networks(), &|| ());
    let mut kept = Kept::default();
    trainer.train(&held_out, &mut kept).unwrap();
    kept.0
}

#[test]
fn a_resumed_run_ends_with_the_same_bytes() {
    let whole = finished(Trainer::new(small(), Vec::new()));
    assert_eq!(whole.iter().map(|checkpoint| checkpoint.iteration).collect::<Vec<_>>(), [2, 4]);
    let half = Checkpoint::from_bytes(&whole[0].to_bytes()).unwrap();
    let resumed = finished(Trainer::resume(small(), Vec::new(), half));
    assert_eq!(resumed.last(), whole.last());
    assert!(resumed.last().unwrap().to_bytes() == whole.last().unwrap().to_bytes(), "equal, but not the same bytes");
}

#[test]
fn a_checkpoint_holds_the_average_and_what_goes_on_learning() {
    let policy = |averaged| {
        let ppo = PpoConfig { averaged, ..PpoConfig::default() };
        let trained = finished(Trainer::new(TrainConfig { ppo, ..small() }, Vec::new())).pop().unwrap();
        (trained.policies[0].actor.clone(), trained.learners[0].policy.actor.clone())
    };
    let ((mean, learner), (newest, same)) = (policy(1.0), policy(0.0));
    assert_eq!(learner, same, "averaging changed how the actor learns");
    assert_eq!(newest, same);
    assert_ne!(mean, learner);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| finished(Trainer::new(small(), Vec::new())).pop().unwrap().to_bytes())
    };
    assert!(on(1) == on(2), "two threads give other bytes than one");
}

#[test]
fn another_seed_gives_another_policy() {
    let end = |seed| finished(Trainer::new(TrainConfig { seed, ..small() }, Vec::new())).pop().unwrap().policies;
    assert_ne!(end(3)[0].actor, end(4)[0].actor);
}

/// Two hubs, one lane there and one back, one type of truck of 40 m3 that costs 100. Each hour a package of 10 m3 is released at
/// the first hub with three hours to spare and a penalty of 500. So the best is a full truck every fourth hour, neither sooner,
/// when it is not full, nor later, when the first of its packages is late: 12 trucks in 48 hours.
pub(super) fn toy() -> Arc<Network> {
    let hub = |id: &str| Hub { id: id.into(), name: id.into(), lat: 0.0, lon: 0.0, max_dispatch_per_hour: 4 };
    let lane = |from, to| Lane { from: HubId(from), to: HubId(to), metres: Metres(100_000), hours: 1, types: 1 };
    let truck = VehicleType {
        id: "truck".into(),
        grams: Grams(10_000_000),
        ml: Millilitres(40_000_000),
        cost_per_km: 1.0,
        cost_per_dispatch: 0.0,
        per_hub_per_hour: None,
    };
    let hours = 48;
    let n = usize::from(hours);
    let released: Vec<i64> = (0..i64::from(hours)).map(|hour| hour * 3_600).collect();
    let packages = Packages {
        ids: PackageIds::Numbers((1..=n as i64).collect()),
        origins: vec![HubId(0); n],
        destinations: vec![HubId(1); n],
        announced_seconds: released.clone(),
        due_seconds: released.iter().map(|release| release + 4 * 3_600).collect(),
        released_seconds: released,
        grams: vec![Grams(1_000); n],
        ml: vec![Millilitres(10_000_000); n],
        values: vec![500.0; n],
        classes: vec![ClassId(0); n],
    };
    let case = CaseTables {
        name: "toy".into(),
        start: 0,
        hours,
        currency: "EUR".into(),
        source: String::new(),
        late: LateCost { shares: vec![(0.0, 1.0)], ..LateCost::default() },
        cost_multiplier: 1.0,
        hubs: vec![hub("a"), hub("b")],
        lanes: vec![lane(0, 1), lane(1, 0)],
        vehicles: vec![truck],
        classes: vec!["general".into()],
        packages,
        rules: Rules::default(),
    };
    Network::new(Arc::new(Case::new(case).unwrap()))
}

#[test]
fn the_best_policy_of_a_toy_is_learned() {
    let toy = toy();
    let config = TrainConfig {
        iterations: 60,
        policy: PolicyConfig { hidden: vec![16, 16], ..PolicyConfig::default() },
        worlds: WorldsConfig { case_share: 1.0, late_price_share: 0.0, ..WorldsConfig::default() },
        rollout: RolloutConfig { worlds: 8, hours: 48, crews: 2 },
        ppo: PpoConfig { lr: 5e-3, minibatch: 128, ..PpoConfig::default() },
        checkpoint: CheckpointConfig { every: 60, worlds: 1 },
        ..TrainConfig::default()
    };
    let policies = finished(Trainer::new(config, vec![toy.clone()])).pop().unwrap().policies;
    let demand = Demand::of(&toy.case, 0);
    let summary = run(&toy, &demand, DockSettings::default(), &mut Learned::new(&policies), |_| ()).summary;
    assert_eq!((summary.departures, summary.shipment_cost, summary.late), (12, 1_200.0, 0));
}

/// Everything that a checkpoint may hold at once: described choices, a critic with the world's mean, hints, an anchor.
#[test]
fn a_resumed_run_of_every_kind_of_policy_ends_with_the_same_bytes() {
    let config = TrainConfig {
        policy: PolicyConfig {
            action: ActionSpace::Options,
            hidden: vec![8],
            critic: CriticSees::Pooled,
            ..PolicyConfig::default()
        },
        imitation: ImitationConfig { heuristic: "economic".into(), iterations: 1 },
        anchor: AnchorConfig { weight: 0.5, iterations: 10 },
        ..small()
    };
    let whole = finished(Trainer::new(config.clone(), Vec::new()));
    let half = Checkpoint::from_bytes(&whole[0].to_bytes()).unwrap();
    assert_eq!(half.anchors.len(), 1);
    let resumed = finished(Trainer::resume(config, Vec::new(), half));
    assert!(resumed.last().unwrap().to_bytes() == whole.last().unwrap().to_bytes());
}

/// Actors and critics that see their neighbours.
fn neighbours() -> [TrainConfig; 3] {
    [
        (NetworkKind::Hub, CriticSees::Hub),
        (NetworkKind::Graph, CriticSees::Graph),
        (NetworkKind::Lane, CriticSees::Graph),
    ]
    .map(|(kind, critic)| TrainConfig {
        network: NetworkConfig { kind, heads: 2, rounds: 2, ..NetworkConfig::default() },
        policy: PolicyConfig { critic, ..small().policy },
        ..small()
    })
}

#[test]
fn networks_that_see_neighbours_train_to_the_same_bytes_on_any_threads_and_when_resumed() {
    for config in neighbours() {
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| finished(Trainer::new(config.clone(), Vec::new())))
        };
        let (one, two) = (on(1), on(2));
        assert!(one[1].to_bytes() == two[1].to_bytes(), "two threads give other bytes than one");
        let half = Checkpoint::from_bytes(&one[0].to_bytes()).unwrap();
        let resumed = finished(Trainer::resume(config, Vec::new(), half));
        assert!(resumed.last().unwrap().to_bytes() == one[1].to_bytes());
    }
}

/// Before its first step an update looks at the policy that acted: had it other rows or neighbours before it, their choices would differ.
#[test]
fn an_update_sees_what_was_seen_when_it_was_decided() {
    for config in neighbours().into_iter().chain([small()]) {
        let ppo = PpoConfig { epochs: 1, minibatch: 1 << 20, ..config.ppo.clone() };
        let mut trainer = Trainer::new(TrainConfig { ppo, ..config }, Vec::new());
        trainer.begin_period();
        let metrics = trainer.iterate().unwrap();
        assert!(metrics.decisions > 100 && metrics.kl.abs() < 1e-9, "{metrics:?}");
    }
}

#[test]
fn who_has_no_turn_does_not_change() {
    let policy = PolicyConfig { mode: Mode::RoundRobin, ..small().policy };
    let mut trainer = Trainer::new(TrainConfig { policy, ..small() }, Vec::new());
    let before = trainer.team.learners[0].policy.clone();
    trainer.begin_period();
    trainer.iterate().unwrap();
    assert_eq!(trainer.team.frozen, Some(before.clone()));
    assert_ne!(trainer.team.learners[0].policy.actor, before.actor);
    // One hub of each world learns: fewer lanes than all worlds have.
    let lanes = |mode| {
        let policy = PolicyConfig { mode, ..small().policy };
        let mut trainer = Trainer::new(TrainConfig { policy, ..small() }, Vec::new());
        trainer.begin_period();
        trainer.iterate().unwrap();
        trainer.experiences.iter().map(|experience| experience.rollouts[0].n_lanes).sum::<usize>()
    };
    assert!(lanes(Mode::RoundRobin) * 2 < lanes(Mode::Shared));
}

#[test]
fn each_hub_may_have_a_policy_of_its_own() {
    let config = TrainConfig {
        policy: PolicyConfig { mode: Mode::PerHub, hidden: vec![8], ..PolicyConfig::default() },
        worlds: WorldsConfig { case_share: 1.0, ..WorldsConfig::default() },
        rollout: RolloutConfig { worlds: 4, hours: 48, crews: 2 },
        ..small()
    };
    let trained = finished(Trainer::new(config, vec![toy()])).pop().unwrap();
    assert_eq!(trained.policies.len(), 2);
    assert_ne!(trained.policies[0].actor, trained.policies[1].actor);
    assert_eq!(Checkpoint::from_bytes(&trained.to_bytes()).unwrap(), trained);
}

/// Hints say what the heuristic would choose; once it is no longer imitated they are zero.
#[test]
fn hints_are_zero_after_imitation() {
    let imitation = ImitationConfig { heuristic: "economic".into(), iterations: 1 };
    let mut trainer = Trainer::new(TrainConfig { imitation, ..small() }, Vec::new());
    trainer.begin_period();
    let hinted = |trainer: &mut Trainer| {
        trainer.iterate().unwrap();
        let extras = trainer.experiences.iter().flat_map(|experience| &experience.rollouts[0].extras);
        extras.filter(|extra| **extra != 0.0).count()
    };
    assert!(hinted(&mut trainer) > 0);
    assert_eq!(hinted(&mut trainer), 0);
}

#[test]
fn what_a_heuristic_does_is_learned_by_imitation() {
    let imitation = ImitationConfig { heuristic: "full-truck".into(), iterations: 40 };
    let ppo = PpoConfig { lr: 3e-3, minibatch: 128, ..PpoConfig::default() };
    let mut trainer = Trainer::new(TrainConfig { imitation, iterations: 40, ppo, ..small() }, Vec::new());
    trainer.begin_period();
    let agreement: Vec<f64> = (0..40).map(|_| trainer.iterate().unwrap().agreement).collect();
    assert!(agreement[39] > 0.9 && agreement[39] > agreement[0], "{} to {}", agreement[0], agreement[39]);
}

/// Zero by zero is a NaN of either sign, depending on the processor.
#[test]
fn a_score_that_is_no_number_gives_way_to_any_that_is() {
    for nan in [f64::NAN, -f64::NAN] {
        assert!(is_better(nan, None));
        assert!(is_better(2.0, Some(nan)));
        assert!(!is_better(nan, Some(2.0)));
    }
    assert!(is_better(1.0, Some(2.0)) && !is_better(2.0, Some(2.0)));
}
