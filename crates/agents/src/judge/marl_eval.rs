//! Runs in the layout of MARL-eval (Gorsane et al. 2022, "Towards a Standardised Performance Evaluation Protocol for Cooperative
//! MARL"; Python package `id-marl-eval`), for its plots: environment, task, algorithm, run, step, metric, values.
//!
//! A case is a task and a demand seed a run. MARL-eval asks for a series of steps with `absolute_metrics` at its end; an evaluation
//! has one step, told twice. It takes higher for better, so `return` is the negative cost.

use serde_json::{Map, Value, json};

use crate::judge::evaluate::Run;

/// The one environment of the file.
const ENVIRONMENT: &str = "linehaul";

/// The JSON that MARL-eval loads; commas in policy names, which it refuses, become semicolons.
pub fn marl_eval_json(runs: &[Run]) -> Value {
    let mut tasks = Map::new();
    for run in runs {
        let algorithm = run.policy.replace(',', ";");
        let metrics = metrics(run);
        let mut step = metrics.clone();
        step.insert("step_count".to_owned(), json!(0));
        let steps = json!({ "step_0": step, "absolute_metrics": metrics });
        let algorithms = child(&mut tasks, &run.case);
        child(algorithms, &algorithm).insert(format!("seed_{}", run.seed), steps);
    }
    json!({ ENVIRONMENT: tasks })
}

/// No name shares a word with `return` or `cost`, the metrics to normalise: MARL-eval would take it for one of them.
fn metrics(run: &Run) -> Map<String, Value> {
    let summary = &run.summary;
    let metrics = [
        ("return", -summary.total_cost),
        ("cost", summary.total_cost),
        ("bound_ratio", summary.cost_to_bound),
        ("late_share", summary.late_share),
        ("fill", summary.fill_m3),
    ];
    metrics.into_iter().map(|(name, value)| (name.to_owned(), json!([value]))).collect()
}

fn child<'a>(map: &'a mut Map<String, Value>, key: &str) -> &'a mut Map<String, Value> {
    let child = map.entry(key).or_insert_with(|| Value::Object(Map::new()));
    child.as_object_mut().expect("only objects are put in")
}
