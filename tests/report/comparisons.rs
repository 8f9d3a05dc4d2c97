//! `linehaul compare` on schedules whose differences are known.

use serde_json::Value;
use tempfile::TempDir;

use super::page::DEMO;
use crate::demo;
use crate::program::{linehaul, schedule};

#[test]
fn a_schedule_against_itself_changes_nothing() {
    let dir = DEMO.schedule();
    let same = linehaul(["compare".as_ref(), dir.as_os_str(), dir.as_os_str(), "--json".as_ref()]);
    same.assert_code(0);
    let same: Value = serde_json::from_str(&same.stdout).unwrap();
    assert_eq!(same["departures"]["unchanged"], DEMO.summary()["departures"]);
    assert_eq!(same["departures"]["only_a"], serde_json::json!([]));
    assert!(same["figures"].as_array().unwrap().iter().all(|figure| figure["a"] == figure["b"]));
    let text = linehaul(["compare".as_ref(), dir.as_os_str(), dir.as_os_str()]).stdout;
    assert!(text.contains("total cost") && !text.contains("lanes that changed most"), "{text}");
}

#[test]
fn two_policies_differ_by_what_their_summaries_say() {
    let folder = TempDir::new().unwrap();
    let greedy = folder.path().join("greedy");
    schedule(&demo::dir(), &greedy, &["--policy", "greedy", "--quiet"]).assert_code(0);
    let ends = [DEMO.schedule(), greedy];
    let json = linehaul(["compare".as_ref(), ends[0].as_os_str(), ends[1].as_os_str(), "--json".as_ref()]);
    let compared: Value = serde_json::from_str(&json.assert_code(0).stdout).unwrap();
    let departures = |side: &str| {
        let only = compared["departures"][format!("only_{side}")].as_array().unwrap().len() as u64;
        let both = ["unchanged", "reloaded"].map(|kind| compared["departures"][kind].as_u64().unwrap());
        only + both.iter().sum::<u64>()
    };
    let figure = |name: &str| compared["figures"].as_array().unwrap().iter().find(|one| one["name"] == name).unwrap();
    assert_eq!(figure("departures")["a"], departures("a") as f64);
    assert_eq!(figure("departures")["b"], departures("b") as f64);
    let lanes = compared["lanes"].as_array().unwrap();
    let cost: f64 = lanes.iter().map(|lane| lane["b"]["cost"].as_f64().unwrap()).sum();
    assert!((cost - figure("shipment_cost")["b"].as_f64().unwrap()).abs() < 1e-3);
}
