//! The headline: cases solved under a cap.

use std::ffi::OsString;
use std::fs;

use serde_json::Value;

use super::Sparse;
use crate::program::{Finished, linehaul};

/// One iteration: what it decides is worth little, and all that is asked here is that it be judged rightly.
const CONFIG: &str = "seed = 5\niterations = 1\n[policy]\nhidden = [8]\n[worlds]\nfamily = \"sparse\"\n\
                      [rollout]\nworlds = 4\nhours = 24\n[checkpoint]\nevery = 1\nworlds = 1\n";

fn trained(sparse: &Sparse) {
    fs::write(sparse.at("small.toml"), CONFIG).unwrap();
    let given: [OsString; 6] = [
        "train".into(),
        "--quiet".into(),
        "--no-look".into(),
        sparse.at("small.toml").into(),
        "--runs".into(),
        sparse.at("runs").into(),
    ];
    linehaul(given).assert_code(0);
}

fn exam(sparse: &Sparse, more: &[OsString]) -> Finished {
    let given: [OsString; 4] = ["exam".into(), sparse.at("runs/small/best").into(), "--max-late".into(), "0.1".into()];
    linehaul(given.iter().chain(more))
}

#[test]
fn the_last_line_counts_what_the_table_and_the_cases_say() {
    let sparse = Sparse::new();
    trained(&sparse);
    let cases: Vec<OsString> = vec!["--cases".into(), sparse.case().into(), "--demands".into(), "2".into()];
    let text = exam(&sparse, &cases);
    text.assert_code(0);
    let json = exam(&sparse, &[cases, vec!["--json".into()]].concat());
    let results: Value = serde_json::from_str(&json.stdout).unwrap();
    let case = &results[0][0]["cases"][0];
    let (policy, opponent) = (&case["policy"], &case["opponent"]);
    let number = |side: &Value, figure: &str| side[figure].as_f64().unwrap();
    assert_eq!(policy["fresh"].as_array().unwrap().len(), 2);
    assert!(number(opponent, "late_share") <= 0.1 && opponent["held"] == true, "{opponent}");
    let solved = number(policy, "late_share") <= 0.1 && number(policy, "total_cost") <= number(opponent, "total_cost");
    assert_eq!(case["solved"], solved);
    let headline = format!("solved {} of 1 unseen cases at a 10 % late cap", u8::from(solved));
    assert_eq!(text.stdout.trim_end().lines().last(), Some(headline.as_str()), "{}", text.stdout);
}

#[test]
fn what_was_trained_on_is_not_unseen() {
    let sparse = Sparse::new();
    trained(&sparse);
    let same_worlds = ["--families", "sparse", "--seed", "5", "--worlds", "1"].map(OsString::from);
    let refused = exam(&sparse, &same_worlds);
    refused.assert_code(2);
    assert!(refused.stderr.contains("was trained on worlds of family sparse with seed 5"), "{}", refused.stderr);
    let config = CONFIG.replace("[worlds]", &format!("[worlds]\ncases = [{:?}]", sparse.case()));
    fs::remove_dir_all(sparse.at("runs")).unwrap();
    fs::write(sparse.at("small.toml"), config).unwrap();
    let train: [OsString; 5] =
        ["train".into(), "--no-look".into(), sparse.at("small.toml").into(), "--runs".into(), sparse.at("runs").into()];
    linehaul(train).assert_code(0);
    for cases in ["cases", "cases/sparse-7-000"] {
        let refused = exam(&sparse, &["--cases".into(), sparse.at(cases).into()]);
        refused.assert_code(2);
        assert!(refused.stderr.contains("leave it out of --cases"), "{}", refused.stderr);
    }
}
