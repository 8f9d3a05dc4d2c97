//! What pages are made of adds up to what the files claim.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use super::page::{DEMO, data, report};
use crate::demo;

fn sum(column: &Value) -> f64 {
    column.as_array().unwrap().iter().filter_map(Value::as_f64).sum()
}

#[track_caller]
fn assert_close(found: f64, wanted: &Value) {
    let wanted = wanted.as_f64().unwrap();
    assert!((found - wanted).abs() <= 1e-9 * wanted.abs().max(1.0), "{found} is not {wanted}");
}

/// Late costs by hour are derived from stays and slacks; the summary's come from the simulator.
#[test]
fn days_add_up_to_the_summary() {
    let (data, summary) = (data(&DEMO.html()), DEMO.summary());
    assert_eq!(data["summary"], summary);
    let days = &data["days"];
    for cost in ["shipment_cost", "late_penalty_cost", "late_waiting_cost"] {
        assert_close(sum(&days[cost]), &summary[cost]);
    }
    for count in ["delivered", "judged", "late"] {
        assert_close(sum(&days[count]), &summary[count]);
    }
    for (by_type, total) in
        days["departures"].as_array().unwrap().iter().zip(summary["departures_by_type"].as_array().unwrap())
    {
        assert_close(sum(by_type), &total["departures"]);
    }
    let hours = days["transit_hours"].as_array().unwrap().iter().zip(days["delivered"].as_array().unwrap());
    let hours: f64 = hours.map(|(mean, n)| mean.as_f64().unwrap_or(0.0) * n.as_f64().unwrap()).sum();
    assert_close(hours / summary["delivered"].as_f64().unwrap(), &summary["mean_transit_hours"]);
}

#[test]
fn lanes_add_up_to_the_summary() {
    let (data, summary) = (data(&DEMO.html()), DEMO.summary());
    let lanes = data["lane_totals"].as_array().unwrap();
    let total = |name: &str| lanes.iter().map(|lane| lane[name].as_f64().unwrap()).sum::<f64>();
    assert_close(total("cost"), &summary["shipment_cost"]);
    assert_close(total("departures"), &summary["departures"]);
    assert_close(total("packages"), &Value::from(demo::SCHEDULE.loads.departure_ids.len()));
}

#[test]
fn the_same_schedule_gives_the_same_bytes() {
    let folder = TempDir::new().unwrap();
    let again = folder.path().join("again.html");
    let arguments = ["--case".as_ref(), &*demo::dir(), "--threads".as_ref(), "1".as_ref(), "--out".as_ref(), &*again];
    report(&DEMO.schedule(), &arguments).assert_code(0);
    assert!(fs::read(&again).unwrap() == fs::read(DEMO.html()).unwrap());
}
