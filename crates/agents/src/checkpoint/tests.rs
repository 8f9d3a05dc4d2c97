use super::*;
use crate::actions::ActionSpace;
use crate::policy::Critic;
use rand_pcg::Pcg64;

fn checkpoint() -> Checkpoint {
    let mut rng = Pcg64::new(1, 1);
    let shape = Shape { space: ActionSpace::Urgency, hidden: vec![8, 4], critic: Critic::Pooled, hints: true };
    let policies: Vec<Policy> = (0..2).map(|_| Policy::random(shape.clone(), &mut rng)).collect();
    let mut optimizers: Vec<Optimizers> = policies.iter().map(Optimizers::new).collect();
    let mut moved = policies[1].actor.clone();
    optimizers[1].actor.step(&mut moved, &policies[1].actor, 0.1, 1.0);
    Checkpoint {
        anchors: policies.iter().map(|policy| policy.actor.clone()).collect(),
        learners: policies.iter().rev().map(|policy| policy.actor.clone()).collect(),
        policies,
        optimizers,
        iteration: 3,
        hub_steps: 77,
        score: Some(1.318_500_685_350_570_5),
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
fn a_flipped_bit_is_found() {
    let mut bytes = checkpoint().to_bytes();
    let last = bytes.len() - 3;
    bytes[last] ^= 4;
    let error = Checkpoint::from_bytes(&bytes).unwrap_err();
    assert!(error.problem.contains("checksum"), "{error}");
}

#[test]
fn a_part_of_a_file_is_refused() {
    let bytes = checkpoint().to_bytes();
    for end in [0, 7, 100, bytes.len() - 1] {
        let error = Checkpoint::from_bytes(&bytes[..end]).unwrap_err();
        assert!(error.problem.starts_with("this is no checkpoint"), "{error}");
    }
}

#[test]
fn other_features_are_refused_by_their_version() {
    let other = FEATURE_VERSION / 10 * 10 + (FEATURE_VERSION + 1) % 10;
    let error = Checkpoint::from_bytes(&with_features(other)).unwrap_err();
    assert_eq!(
        error.problem,
        format!("the checkpoint has feature version {other}, this program has {FEATURE_VERSION}")
    );
}

/// Files of before have a count for a version, 4 the last. It is read as long as the table is still that of then.
#[test]
fn of_counted_versions_none_but_the_last_is_read() {
    assert_eq!(Checkpoint::from_bytes(&with_features(4)).ok(), (FEATURE_VERSION == VERSION_4).then(checkpoint));
    let error = Checkpoint::from_bytes(&with_features(3)).unwrap_err();
    assert!(error.problem.contains("feature version 3"), "{error}");
}

/// The bytes of a checkpoint that names another version of the features, blanks after it.
fn with_features(version: u64) -> Vec<u8> {
    let mut bytes = checkpoint().to_bytes();
    let key = format!("features\\\":{FEATURE_VERSION}");
    let begin = bytes.windows(key.len()).position(|window| window == key.as_bytes()).unwrap();
    let other = format!("{:width$}", format!("features\\\":{version}"), width = key.len());
    bytes[begin..begin + key.len()].copy_from_slice(other.as_bytes());
    bytes
}

#[test]
fn a_file_of_another_program_is_refused() {
    let bytes = safetensors::serialize(Vec::<(String, TensorView<'_>)>::new(), None).unwrap();
    let error = Checkpoint::from_bytes(&bytes).unwrap_err();
    assert!(error.problem.contains("no policy of linehaul"), "{error}");
}
