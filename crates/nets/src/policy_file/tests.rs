use rand_pcg::Pcg64;

use super::*;
use crate::shape::{Adapters, CriticView, Kind, Shape, Space};

fn space() -> Space {
    Space { name: "toy".into(), choices: 5, choice_features: 0 }
}

fn program() -> Program {
    Program { features: vec![11, 4], lane_features: 6, spaces: vec![space()] }
}

fn policies(n: usize) -> PolicyFile {
    let mut rng = Pcg64::new(1, 1);
    let shape = Shape {
        lane_features: 6,
        space: space(),
        hidden: vec![8, 4],
        critic: CriticView::Pooled,
        kind: Kind::Lane,
        adapters: None,
        hints: true,
    };
    PolicyFile {
        policies: (0..n).map(|_| Policy::random(shape.clone(), &mut rng)).collect(),
        features: 11,
        provenance: Provenance {
            version: "0.1.0".into(),
            commit: None,
            seed: u64::MAX,
            iterations: 3,
            hub_steps: 77,
            score: Some(1.318_500_685_350_570_5),
            held_out: Some(HeldOutFigures { worlds: 9, cheaper: 2, low: Some(0.1 + 0.2), high: Some(1.0 / 3.0) }),
            config: "seed = 1\n".into(),
        },
    }
}

#[test]
fn what_is_written_is_read_back_to_the_bit() {
    for n in [1, 2, 11] {
        let file = policies(n);
        let bytes = file.to_bytes();
        assert_eq!(PolicyFile::from_bytes(&bytes, &program()).unwrap(), file);
        assert_eq!(bytes, file.to_bytes());
    }
}

#[test]
fn adapters_are_read_back_and_refused_where_hubs_are_the_same() {
    let mut file = policies(1);
    let adapters = Adapters { rank: 2, hubs: vec!["leipzig".into(), "hamburg".into()] };
    file.policies[0] = file.policies[0].clone().with_adapters(adapters, &mut Pcg64::new(1, 1));
    let bytes = file.to_bytes();
    assert_eq!(PolicyFile::from_bytes(&bytes, &program()), Ok(file.clone()));
    file.policies[0].shape.adapters.as_mut().unwrap().hubs[1] = "leipzig".into();
    let error = PolicyFile::from_bytes(&file.to_bytes(), &program()).unwrap_err();
    assert!(error.problem.contains("adapters of 2 numbers for 2 hubs, 1 of them unlike"), "{error}");
}

#[test]
fn a_file_of_before_has_no_more_of_its_score() {
    let mut older = policies(1);
    older.provenance.held_out = None;
    let bytes = older.to_bytes();
    assert!(!String::from_utf8_lossy(&bytes).contains("held_out"), "nothing is written of what is not known");
    assert_eq!(PolicyFile::from_bytes(&bytes, &program()), Ok(older));
}

/// Three tensors more, as a training run may have.
#[test]
fn a_file_with_more_is_read_for_its_policy_or_for_all() {
    let (file, architecture) = (policies(1), Architecture::new(Kind::Lane, 2, &[3], 1));
    let flat: Vec<f32> = (0..13).map(|at| at as f32).collect();
    let mut tensors = Tensors::default();
    tensors.put("more", &architecture, &flat);
    let bytes = file.to_bytes_with(tensors, Some(Value::from("said")));
    assert_eq!(PolicyFile::from_bytes(&bytes, &program()).unwrap(), file);
    let opened = Opened::new(&bytes, &program()).unwrap();
    assert_eq!((opened.take("more", &architecture).unwrap(), opened.more), (flat, Some(Value::from("said"))));
}

/// What a reader says to a file in which some bytes were replaced by as many others.
fn refused(from: &str, to: &str) -> String {
    let mut bytes = policies(1).to_bytes();
    let at = bytes.windows(from.len()).position(|window| window == from.as_bytes()).unwrap();
    bytes[at..at + from.len()].copy_from_slice(to.as_bytes());
    PolicyFile::from_bytes(&bytes, &program()).unwrap_err().problem
}

#[test]
fn what_the_program_cannot_compute_is_refused_by_name() {
    assert_eq!(refused("features\\\":11", "features\\\":99"), "the file has feature version 99, this program has 11");
    let hash = Program { features: vec![0x0f24_1d90_8043_48a5], ..program() };
    let error = PolicyFile::from_bytes(&policies(1).to_bytes(), &hash).unwrap_err();
    assert_eq!(error.problem, "the file has feature version 11, this program has 0x0f241d90804348a5");
    assert_eq!(refused("format\\\":4", "format\\\":7"), "the file has format version 7, this program has 4");
    assert!(refused("\"toy", "\"tom").contains("chooses among \"tom\""));
    assert!(refused("choices\\\":5", "choices\\\":6").contains("6 choices of 0 features in \"toy\""));
    assert!(refused("lane_features\\\":6", "lane_features\\\":7").contains("7 features of a lane"));
    assert!(refused("[8,4]", "[0,4]").contains("hidden layers of [0, 4]"));
    assert!(refused("policies\\\":1", "policies\\\":0").contains("0 policies"));
    assert!(refused("policies\\\":1", "policies\\\":2").contains("hub.0.actor.0.weight"));
}

#[test]
fn a_version_that_names_the_same_features_is_taken() {
    let older = PolicyFile { features: 4, ..policies(1) };
    assert_eq!(PolicyFile::from_bytes(&older.to_bytes(), &program()), Ok(older));
}

#[test]
fn a_flipped_bit_is_found() {
    let mut bytes = policies(1).to_bytes();
    let last = bytes.len() - 3;
    bytes[last] ^= 4;
    let error = PolicyFile::from_bytes(&bytes, &program()).unwrap_err();
    assert!(error.problem.contains("checksum"), "{error}");
}

#[test]
fn weights_that_decide_nothing_are_refused() {
    for weight in [f32::NAN, f32::INFINITY] {
        let mut file = policies(2);
        file.policies[1].actor[5] = weight;
        let error = PolicyFile::from_bytes(&file.to_bytes(), &program()).unwrap_err();
        assert!(error.problem.contains(&format!("tensor hub.1.actor.0.weight holds {weight}")), "{error}");
    }
}

#[test]
fn a_part_of_a_file_and_a_file_of_another_program_are_refused() {
    let bytes = policies(1).to_bytes();
    for end in [0, 7, 100, bytes.len() - 1] {
        let error = PolicyFile::from_bytes(&bytes[..end], &program()).unwrap_err();
        assert!(error.problem.starts_with("this is no policy file"), "{error}");
    }
    let other = Tensors::default().to_bytes(("other", "{}".into()));
    let error = PolicyFile::from_bytes(&other, &program()).unwrap_err();
    assert!(error.problem.contains("no policy of linehaul"), "{error}");
}
