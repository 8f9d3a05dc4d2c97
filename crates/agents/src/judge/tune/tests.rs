use linehaul_env::loading::DockSettings;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use linehaul_case::Demand;
use linehaul_case::network::Network;
use linehaul_worlds::generate::{WorldSpec, generate};

use super::*;
use crate::decide::run::run;

const SEEDS: [u64; 2] = [0, 5];

/// Two worlds whose costs differ eightfold by their multipliers alone.
fn cases() -> Vec<EvaluatedCase> {
    let case = |name: &str, seed, cost_multiplier| {
        let spec = WorldSpec {
            n_hubs: 4,
            lane_loads_per_hour: 0.05,
            cost_multiplier,
            hours: 72,
            seed,
            ..WorldSpec::default()
        };
        EvaluatedCase { name: name.into(), network: Network::new(Arc::new(generate(&spec))) }
    };
    vec![case("cheap", 1, 0.5), case("line\nbreak", 2, 4.0)]
}

fn named(name: &str) -> Heuristic {
    Heuristic::named(name).unwrap()
}

/// Costs of a setting, `[case, seed]`.
fn costs(heuristic: &Heuristic, cases: &[EvaluatedCase]) -> Vec<f64> {
    let cost = |case: &EvaluatedCase, seed| {
        let demand = Demand::of(&case.network.case, seed);
        run(&case.network, &demand, DockSettings::default(), &mut *heuristic.manager(), |_| ()).summary.total_cost
    };
    cases.iter().flat_map(|case| SEEDS.map(|seed| cost(case, seed))).collect()
}

#[test]
fn the_best_setting_is_that_of_a_plain_search() {
    let (kind, cases) = (named("full-truck"), cases());
    let default = costs(&kind, &cases);
    let mut best: Option<(f64, Heuristic)> = None;
    for setting in kind.grid() {
        let score =
            costs(&setting, &cases).iter().zip(&default).map(|(cost, default)| cost / default).sum::<f64>() / 4.0;
        if best.as_ref().is_none_or(|best| score < best.0 - 1e-12) {
            best = Some((score, setting));
        }
    }
    let done = AtomicUsize::new(0);
    let tuned = tune(&kind, &cases, &SEEDS, &|| {
        done.fetch_add(1, Ordering::Relaxed);
    });
    let (score, setting) = best.unwrap();
    assert_eq!(tuned.heuristic, setting);
    assert!((tuned.score - score).abs() < 1e-12);
    assert_eq!(done.into_inner(), n_settings(&kind) * 4);
}

#[test]
fn the_ranking_holds_every_setting_in_order() {
    let kind = named("economic");
    let tuned = tune(&kind, &cases(), &SEEDS, &|| ());
    // The default is not in the grid of 50: its parameters depend on the multiplier.
    assert_eq!((tuned.ranking.len(), n_settings(&kind)), (51, 51));
    assert!(tuned.ranking.is_sorted_by(|a, b| a.score <= b.score));
    let default = tuned.ranking.iter().find(|setting| setting.heuristic == kind).unwrap();
    assert!((default.score - 1.0).abs() < 1e-12 && tuned.score <= 1.0);
    assert!((default.cost_to_bound - tuned.default_cost_to_bound).abs() < 1e-12);
    assert_eq!((&tuned.heuristic, tuned.cost_to_bound), (&tuned.ranking[0].heuristic, tuned.ranking[0].cost_to_bound));
    for pair in tuned.ranking.windows(2).filter(|pair| pair[0].score.total_cmp(&pair[1].score).is_eq()) {
        let place = |setting: &Setting| settings(&kind).iter().position(|other| *other == setting.heuristic);
        assert!(place(&pair[0]) < place(&pair[1]), "equals come in the order of the grid");
    }
}

#[test]
fn a_setting_for_each_case_costs_no_more_than_one_for_all() {
    let (kind, cases) = (named("urgency-value"), cases());
    let one = tune(&kind, &cases, &SEEDS, &|| ());
    let each = tune_each(&kind, &cases, &SEEDS, &|| ());
    assert_eq!(each.len(), 2);
    for (case, tuned) in cases.iter().zip(&each) {
        assert_eq!(*tuned, tune(&kind, std::slice::from_ref(case), &SEEDS, &|| ()));
        let of_one = tuned.ranking.iter().find(|setting| setting.heuristic == one.heuristic).unwrap();
        assert!(tuned.score <= of_one.score);
    }
    assert!(mean(&[each[0].score, each[1].score]) <= one.score + 1e-12);
    assert_ne!(each[0].heuristic, each[1].heuristic, "an eightfold multiplier should matter");
}

#[test]
fn a_rule_without_parameters_is_its_own_best() {
    let tuned = tune(&named("greedy"), &cases(), &SEEDS, &|| ());
    assert_eq!((tuned.heuristic, tuned.ranking.len()), (named("greedy"), 1));
}

#[test]
fn the_file_tells_its_origin_and_reads_back() {
    let tuned = tune(&named("economic"), &cases(), &SEEDS, &|| ());
    let text = tuned.to_toml();
    assert_eq!(toml::from_str::<Heuristic>(&text).unwrap(), tuned.heuristic);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[..3],
        ["# The best of 51 settings.", "# Cases: \"cheap\", \"line\\nbreak\"", "# Demand seeds: 0, 5"]
    );
    assert_eq!(lines[3], format!("# Total cost over that of the default parameters: {:.6}", tuned.score));
    assert!(text.contains("\npolicy = \"economic\"\n"));
}
