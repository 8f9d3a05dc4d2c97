//! A few runs whose profiles can be told by hand.

use super::*;

/// Policies x and y on cases of 3 and 5 hubs, seeds 0 and 1; y costs .9, 1.1, 1.0 and 2.0 of x.
fn runs() -> RunRows {
    let rows = [
        ("small", 3, "x", 0, 100.0),
        ("small", 3, "x", 1, 100.0),
        ("small", 3, "y", 0, 90.0),
        ("small", 3, "y", 1, 110.0),
        ("large", 5, "x", 0, 1_000.0),
        ("large", 5, "x", 1, 500.0),
        ("large", 5, "y", 0, 1_000.0),
        ("large", 5, "y", 1, 1_000.0),
    ];
    RunRows {
        cases: rows.iter().map(|row| row.0.to_owned()).collect(),
        hubs: rows.iter().map(|row| row.1).collect(),
        policies: rows.iter().map(|row| row.2.to_owned()).collect(),
        seeds: rows.iter().map(|row| row.3).collect(),
        total_costs: rows.iter().map(|row| row.4).collect(),
        ..RunRows::default()
    }
}

#[test]
fn ratios_pair_runs_of_one_demand() {
    let ratios = ratios(&runs(), "x");
    assert_eq!(ratios, [1.0, 1.0, 0.9, 1.1, 1.0, 1.0, 1.0, 2.0].map(Some));
    assert_eq!(super::ratios::ratios(&runs(), "z"), [None; 8]);
}

#[test]
fn a_profile_counts_the_runs_up_to_a_level() {
    let runs = runs();
    let profiles = Profiles::of(&runs, &ratios(&runs, "x"), &["x", "y"]);
    let at = |policy: usize, level: f64| {
        let point = profiles.levels.iter().rposition(|&other| other <= level).unwrap();
        // In quarters, since each policy has four runs.
        (profiles.shares[policy][point] * 4.0).round() as u32
    };
    // Levels end at 1.3 times the best run, so the run that costs twice as much is never reached.
    assert!(*profiles.levels.last().unwrap() < 1.25);
    assert_eq!([at(0, 0.99), at(0, 1.02)], [0, 4]);
    assert_eq!([at(1, 0.895), at(1, 0.95), at(1, 1.05), at(1, 1.15)], [0, 1, 2, 3]);
}

/// Of y's two runs of the small case one is cheap. Two draws of them have none, one or two cheap ones with chances 1/4, 1/2 and 1/4; the
/// other case has none: the band at .95 goes from no run of four to two.
#[test]
fn a_band_draws_the_runs_of_a_case_anew() {
    let runs = runs();
    let profiles = Profiles::of(&runs, &ratios(&runs, "x"), &["x", "y"]);
    let point = profiles.levels.iter().rposition(|&level| level <= 0.95).unwrap();
    let [lows, highs] = profiles.bands[1].as_ref().unwrap();
    assert_eq!((lows[point], highs[point]), (0.0, 0.5));
    let [lows, highs] = profiles.bands[0].as_ref().unwrap();
    assert_eq!((lows, highs), (&profiles.shares[0], &profiles.shares[0]), "the reference costs what it costs");
}

#[test]
fn sizes_average_over_cases_of_as_many_hubs() {
    let runs = runs();
    let sizes = Sizes::of(&runs, &ratios(&runs, "x"), &["x", "y"]);
    assert_eq!(sizes.hubs, [3, 5]);
    assert_eq!(sizes.cost_to_reference, [[Some(1.0), Some(1.0)], [Some(1.0), Some(1.5)]]);
}

#[test]
fn no_runs_at_all_are_a_page() {
    let comparison = Comparison { reference: "x".to_owned(), cases: Vec::new(), overall: Vec::new() };
    assert!(page(&Evaluation { runs: RunRows::default(), comparison }).contains("0 cases"));
}
