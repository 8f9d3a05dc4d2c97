//! Small runs whose points can be told by hand, and files as they should not be.

use std::fs;

use super::*;

/// 10 hub-hours an iteration, a quarter of a second to collect them and three quarters to update.
fn rows(n: u64) -> Vec<Row> {
    let row = |iteration| Row {
        iteration,
        hub_steps: 10 * iteration,
        reward: Some(iteration as f64),
        late_share: (iteration % 2 == 0).then_some(0.5),
        collect_seconds: 0.25,
        update_seconds: 0.75,
        ..Row::default()
    };
    (1..=n).map(row).collect()
}

fn scores(n: u64) -> Vec<Score> {
    let score = |at: u64| Score {
        iteration: at,
        hub_steps: 10 * at,
        mean: 1.0 / at as f64,
        low: Some(0.5 / at as f64),
        high: Some(2.0 / at as f64),
        ratios: vec![0.5 / at as f64; 8],
    };
    (1..=n).map(score).collect()
}

fn world(at: usize) -> World {
    World { name: format!("{at}-world"), hubs: 4, lanes: 8, packages: 100, reference_cost: 1_000.0 }
}

fn run(name: &str, n: u64) -> TrainingRun {
    TrainingRun {
        name: name.to_owned(),
        version: Some("1.2.3".to_owned()),
        config: "seed = 7\n[ppo]\nlr = 0.5\n".parse().unwrap(),
        rows: rows(n),
        half_line: false,
        scores: scores(n),
        worlds: (0..8).map(world).collect(),
    }
}

fn curve<'a>(curves: Option<&'a curves::ByFigure>, name: &str) -> &'a [Option<f32>] {
    &curves.unwrap()[name]
}

#[test]
fn short_runs_are_shown_iteration_by_iteration() {
    let curves = Curves::of(&rows(4), Thinning::of(4, 1));
    assert_eq!((curves.iterations, curves.hub_steps), (vec![1, 2, 3, 4], vec![10, 20, 30, 40]));
    assert_eq!(curve(curves.raw.as_ref(), "reward"), [1.0, 2.0, 3.0, 4.0].map(Some));
    assert_eq!(curve(curves.raw.as_ref(), "late_share"), [None, Some(0.5), None, Some(0.5)]);
    assert!(curves.smooth.is_none());
}

/// Ten iterations by four: the last bucket is short. The window of three is cut at both ends.
#[test]
fn long_runs_are_means_over_buckets_and_windows() {
    let thinning = Thinning { bucket: 4, window: 3, smooth_only: false };
    let curves = Curves::of(&rows(10), thinning);
    assert_eq!(curves.iterations, [4, 8, 10]);
    assert_eq!(curve(curves.raw.as_ref(), "reward"), [2.5, 6.5, 9.5].map(Some));
    assert_eq!(curve(curves.smooth.as_ref(), "reward"), [4.0, 8.0, 9.5].map(Some));
    assert_eq!(curve(curves.raw.as_ref(), "hub_steps_per_second"), [Some(10.0); 3]);
    assert_eq!(curve(curves.raw.as_ref(), "collect_share"), [Some(0.25); 3]);
}

/// Buckets count iterations, not lines, so that runs stand over one another.
#[test]
fn a_run_that_was_cut_keeps_its_places() {
    let thinning = Thinning { bucket: 4, window: 1, smooth_only: false };
    let curves = Curves::of(&rows(10)[2..], thinning);
    assert_eq!(curves.iterations, [4, 8, 10]);
    assert_eq!(curve(curves.raw.as_ref(), "reward"), [3.5, 6.5, 9.5].map(Some));
}

#[test]
fn the_best_score_is_the_first_of_equals() {
    let mut run = run("a", 3);
    run.scores[1].mean = 0.1;
    run.scores[2].mean = 0.1;
    let data = serde_json::to_value(Scores::of(&run)).unwrap();
    assert_eq!(data["best"]["iteration"], 2);
    assert_eq!(data["best"]["seconds"], 2.0);
    assert_eq!(data["last"]["iteration"], 3);
}

#[test]
fn settings_tell_what_differs() {
    let (a, mut b) = (run("a", 1), run("b", 1));
    b.config.insert("seed".to_owned(), 8.into());
    let settings = serde_json::to_value(Settings::of(&[a, b], "seed = 7\n[ppo]\nlr = 0.1\n")).unwrap();
    let expected = serde_json::json!([
        { "key": "seed", "default": "7", "values": ["7", "8"], "is_common": false, "is_changed": true },
        { "key": "ppo.lr", "default": "0.1", "values": ["0.5", "0.5"], "is_common": true, "is_changed": true },
    ]);
    assert_eq!(settings["keys"], expected);
}

/// Twelve thousand iterations, each with a checkpoint, of one run and of thirty.
#[test]
fn a_page_stays_small() {
    let long = run("long", 12_000);
    let one = page(std::slice::from_ref(&long), "", None);
    let thirty = page(&vec![long; 30], "", None);
    println!("pages: {} and {} kB", one.len() / 1000, thirty.len() / 1000);
    assert!(one.len() < 1_000_000 && thirty.len() < 3_000_000, "{} and {} bytes", one.len(), thirty.len());
}

#[test]
fn a_hostile_name_stays_text() {
    let mut run = run("</script><script>alert(1)", 3);
    run.worlds[0].name = "</script><script>alert(2)".to_owned();
    let html = page(&[run], "", None);
    assert!(!html.contains("<script>alert"), "the name is markup");
}

const LINE: &str = r#"{"iteration":1,"hub_steps":10,"reward":-0.5,"late_share":null,"fill_m3":null,"entropy":0.9,"kl":0.01,"clipped":0.1,"explained_variance":null,"collect_seconds":0.1,"update_seconds":0.2}"#;

fn folder(metrics: &str) -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    fs::write(folder.path().join("config.toml"), "# A run of linehaul 9.8.7, resolved\nseed = 3\n").unwrap();
    fs::write(folder.path().join("metrics.jsonl"), metrics).unwrap();
    folder
}

#[test]
fn half_a_line_at_the_end_is_left_out_and_told() {
    let second = LINE.replace(":1,", ":2,");
    for cut in [1, 20, second.len() - 1] {
        let run = read(folder(&format!("{LINE}\n{}", &second[..cut])).path()).unwrap();
        assert!(run.half_line);
        assert_eq!(run.rows.len(), 1);
    }
    // A whole line that lacks its end only is whole.
    let run = read(folder(&format!("{LINE}\n{second}")).path()).unwrap();
    assert!(!run.half_line);
    assert_eq!((run.rows.len(), run.version.as_deref()), (2, Some("9.8.7")));
}

#[test]
fn a_run_without_an_iteration_is_a_page() {
    let run = read(folder("").path()).unwrap();
    assert!(run.rows.is_empty() && run.scores.is_empty());
    assert!(page(&[run], "", None).contains("\"iterations\":0"));
}

#[test]
fn damage_within_a_log_is_placed() {
    let refused = |metrics: &str| read(folder(metrics).path()).unwrap_err().to_string();
    assert!(refused(&format!("{LINE}\nx\n{LINE}\n")).contains("metrics.jsonl:2"), "{}", refused("x\n"));
    assert!(refused(&format!("{LINE}\n{LINE}\n")).contains("iteration 1 follows iteration 1"));
}

#[test]
fn scores_need_their_worlds() {
    let folder = folder(&format!("{LINE}\n"));
    let score = r#"{"iteration":1,"hub_steps":10,"mean":0.9,"low":null,"high":null,"ratios":[0.9]}"#;
    fs::write(folder.path().join("held-out.jsonl"), format!("{score}\n")).unwrap();
    assert!(read(folder.path()).unwrap_err().to_string().contains("held-out-worlds.json"));
    fs::write(folder.path().join("held-out-worlds.json"), "[]").unwrap();
    assert!(read(folder.path()).unwrap_err().to_string().contains("iteration 1 has 1 ratios of 0 worlds"));
}
