use linehaul_nets::shape::{CriticView, Kind};
use rand_pcg::Pcg64;

use super::*;
use crate::decide::actions::ActionSpace;
use crate::decide::policies::{self, shape};

fn checkpoint() -> Checkpoint {
    let mut rng = Pcg64::new(1, 1);
    let shape = shape(ActionSpace::Urgency, vec![8, 4], (Kind::Lane, CriticView::Pooled), true);
    let learners: Vec<Learner> = (0..2).map(|_| Learner::random(&shape, &mut rng)).collect();
    let mut optimizers: Vec<Optimizers> = learners.iter().map(Optimizers::new).collect();
    let mut moved = learners[1].policy.actor.clone();
    optimizers[1].actor.step(&mut moved, &learners[1].policy.actor, 0.1, 1.0);
    Checkpoint {
        anchors: learners.iter().map(|learner| learner.policy.actor.clone()).collect(),
        policies: learners.iter().rev().map(|learner| learner.policy.clone()).collect(),
        learners,
        optimizers,
        iteration: 3,
        hub_steps: 77,
        score: Some(1.318_500_685_350_570_5),
        held_out: Some(HeldOutFigures { worlds: 1, cheaper: 0, low: None, high: None }),
        best: None,
        config: TrainConfig::default(),
    }
}

#[test]
fn what_is_written_is_read_back_to_the_bit() {
    let checkpoint = checkpoint();
    let bytes = checkpoint.to_bytes();
    assert_eq!(Checkpoint::from_bytes(&bytes).unwrap(), checkpoint);
    assert_eq!(bytes, checkpoint.to_bytes());
}

#[test]
fn a_checkpoint_is_read_as_a_policy_file_too() {
    let checkpoint = checkpoint();
    let file = policies::from_bytes(&checkpoint.to_bytes()).unwrap();
    assert_eq!(file, checkpoint.policy_file());
    assert_eq!((file.policies, config_of(&file.provenance)), (checkpoint.policies, Ok(checkpoint.config)));
}

#[test]
fn a_policy_alone_is_no_checkpoint() {
    let error = Checkpoint::from_bytes(&checkpoint().policy_file().to_bytes()).unwrap_err();
    assert!(error.problem.contains("nothing of the run"), "{error}");
}

/// A run of format 3 with everything that a checkpoint may hold: described choices, hints, a pooled critic, an anchor.
/// The first weight of the average was moved, so that it is told from the learner, which it equals after so short a run.
const FORMAT_3: &[u8] = include_bytes!("format_3.safetensors");

#[test]
fn a_checkpoint_of_format_3_is_read_with_all_that_it_holds() {
    let read = Checkpoint::from_bytes(FORMAT_3).unwrap();
    assert_eq!((read.iteration, read.config.seed, read.config.policy.hidden.as_slice()), (2, 5, &[4][..]));
    assert_eq!(read.policies[0].shape, read.config.shape());
    assert_eq!((read.anchors.len(), read.best.is_some()), (1, true));
    assert_ne!(read.policies[0], read.learners[0].policy);
    let tensors = safetensors::SafeTensors::deserialize(FORMAT_3).unwrap();
    let first = |tensor: &str| {
        let bytes = tensors.tensor(tensor).unwrap().data()[..4].try_into().unwrap();
        f32::from_le_bytes(bytes).to_bits()
    };
    for (tensor, weights) in [
        ("actor.0.weight", &read.policies[0].actor),
        ("learner.0.weight", &read.learners[0].policy.actor),
        ("critic.0.weight", &read.learners[0].critic.weights),
        ("anchor.0.weight", &read.anchors[0]),
        ("adam.first.actor.0.weight", &read.optimizers[0].actor.first),
        ("adam.second.critic.0.weight", &read.optimizers[0].critic.second),
    ] {
        assert_eq!(weights[0].to_bits(), first(tensor), "{tensor}");
    }
    assert_eq!(policies::from_bytes(FORMAT_3).unwrap().policies, read.policies);
    assert_eq!(Checkpoint::from_bytes(&read.to_bytes()).unwrap(), read);
}

#[test]
fn a_flipped_bit_is_found() {
    let mut bytes = checkpoint().to_bytes();
    let last = bytes.len() - 3;
    bytes[last] ^= 4;
    let error = Checkpoint::from_bytes(&bytes).unwrap_err();
    assert!(error.problem.contains("checksum"), "{error}");
}
