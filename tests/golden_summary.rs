//! The figures of the demo case under the economic heuristic: a change of any of them is seen, and meant.
//!
//! Rounded to six digits, so that the last bits of a sum may differ between processors. After a change that is meant, run the
//! test with `INSTA_UPDATE=always` and look at what changed.

use serde_json::Value;

use crate::demo;

#[test]
fn the_figures_of_the_demo_stay() {
    let mut summary = serde_json::to_value(&demo::SCHEDULE.summary).unwrap();
    round(&mut summary);
    insta::assert_json_snapshot!("us-metro-12-economic", summary);
}

/// Rounds each number with a fraction to six significant digits.
fn round(value: &mut Value) {
    match value {
        Value::Number(number) if number.is_f64() => {
            let rounded: f64 = format!("{:.5e}", number.as_f64().unwrap()).parse().unwrap();
            *value = rounded.into();
        }
        Value::Array(values) => values.iter_mut().for_each(round),
        Value::Object(entries) => entries.values_mut().for_each(round),
        _ => {}
    }
}
