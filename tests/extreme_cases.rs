//! Costs and values at both ends of what a case may have: every policy still decides, and its schedule is proved.

use std::fs;

use linehaul_agents::decide::heuristics::Heuristic;

use crate::program::verify;
use crate::toy_case::Toy;

fn assert_proved(vehicles: [&str; 2], value: &str, header: &str) {
    let toy = Toy::new();
    toy.replace("vehicles.csv", "1.2,40", vehicles[0]);
    toy.replace("vehicles.csv", "0.6,20", vehicles[1]);
    toy.replace("packages.csv", "20000", value);
    toy.replace("case.toml", "currency", &format!("{header}\ncurrency"));
    for policy in Heuristic::NAMES.into_iter().chain(["pretrained"]) {
        for late_price in ["0", "1e9"] {
            toy.schedule(&["--policy", policy, "--late-price", late_price]).assert_code(0);
            let summary = fs::read_to_string(toy.out().join("summary.json")).unwrap();
            assert!(!summary.contains("null"), "{policy}: {summary}");
            verify(&toy.out(), &toy.case()).assert_code(0);
        }
    }
}

#[test]
fn the_dearest_trucks_and_goods() {
    assert_proved(["1e9,1e12", "1e9,9e11"], "1e9", "cost_multiplier = 800");
}

#[test]
fn the_cheapest_trucks_and_goods() {
    assert_proved(["0,1.5", "0,1"], "0", "cost_multiplier = 1e-6");
}
