//! What a policy saw, thought and chose, decision by decision: to learn from, and to check its network in another language.

use std::collections::{BTreeMap, HashMap};

use linehaul_env::observe::TABLE;
use linehaul_nets::places::Places;
use linehaul_nets::shape::Shape;
use safetensors::tensor::{Dtype, TensorView};
use serde_json::Value;

use crate::decide::actions::ActionSpace;

/// Decisions of one policy over an episode, in order of hours, then lanes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decisions {
    /// Names of the columns of the actor's rows, `[input]`.
    inputs: Vec<String>,
    /// Columns of its outputs.
    n_outputs: usize,
    /// What the actor saw, `[row, input]`: the observation, and what a choice adds to it where choices are described.
    rows: Vec<f32>,
    /// What it made of that, `[row, output]`: logits of the choices, or of one choice each.
    outputs: Vec<f32>,
    /// Hour of each row, and the hubs that its lane connects, `[row]`; nothing where each lane is scored by itself.
    row_hours: Vec<i64>,
    row_from: Vec<i64>,
    row_to: Vec<i64>,
    /// First row of each decision, `[decision]`.
    first_rows: Vec<i64>,
    /// `[decision]`
    hours: Vec<i64>,
    /// `[decision]`
    lanes: Vec<i64>,
    /// Allowed choices, one bit each, `[decision]`.
    masks: Vec<i64>,
    /// `[decision]`
    choices: Vec<i64>,
}

impl Decisions {
    /// Adds the rows of an actor and what it made of them; decisions on them follow.
    pub(crate) fn add_rows(&mut self, rows: &[f32], outputs: &[f32], shape: &Shape) {
        if self.inputs.is_empty() {
            (self.inputs, self.n_outputs) = (inputs(shape), shape.actor().outputs());
        }
        self.rows.extend_from_slice(rows);
        self.outputs.extend_from_slice(outputs);
    }

    /// Says where the lanes of the rows added last are, which see each other.
    pub(crate) fn add_places(&mut self, hour: u16, places: &Places) {
        self.row_hours.resize(self.row_hours.len() + places.from.len(), i64::from(hour));
        self.row_from.extend(places.from.iter().map(|&hub| i64::from(hub)));
        self.row_to.extend(places.to.iter().map(|&hub| i64::from(hub)));
    }

    /// Adds a decision, whose rows begin at `first_row`.
    pub(crate) fn add(&mut self, first_row: usize, (hour, lane): (u16, usize), mask: u16, choice: usize) {
        self.first_rows.push(first_row as i64);
        self.hours.push(i64::from(hour));
        self.lanes.push(lane as i64);
        self.masks.push(i64::from(mask));
        self.choices.push(choice as i64);
    }

    /// Rows so far.
    pub(crate) fn n_rows(&self) -> usize {
        self.rows.len() / self.inputs.len().max(1)
    }

    /// Number of decisions.
    pub fn len(&self) -> usize {
        self.hours.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.hours.is_empty()
    }

    /// As a safetensors file with the tensors `rows`, `outputs`, `first_row`, `hour`, `lane`, `mask` and `choice`, and of lanes that see each
    /// other `row_hour`, `row_from` and `row_to`. Its metadata is one JSON text under `linehaul`, because the format keeps several in no order: what `about` says and `inputs`, the names of the
    /// columns of `rows`.
    pub fn to_bytes(&self, about: &[(&str, &str)]) -> Vec<u8> {
        let mut header: BTreeMap<&str, Value> = about.iter().map(|(key, value)| (*key, Value::from(*value))).collect();
        header.insert("inputs", Value::from(self.inputs.as_slice()));
        let header = serde_json::to_string(&header).expect("a header is plain values");
        let floats = |values: &[f32]| values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>();
        let whole = |values: &[i64]| values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>();
        let (n_rows, n) = (self.n_rows(), self.len());
        let mut tensors: BTreeMap<&str, (Dtype, Vec<usize>, Vec<u8>)> = BTreeMap::from([
            ("rows", (Dtype::F32, vec![n_rows, self.inputs.len()], floats(&self.rows))),
            ("outputs", (Dtype::F32, vec![n_rows, self.n_outputs], floats(&self.outputs))),
            ("first_row", (Dtype::I64, vec![n], whole(&self.first_rows))),
            ("hour", (Dtype::I64, vec![n], whole(&self.hours))),
            ("lane", (Dtype::I64, vec![n], whole(&self.lanes))),
            ("mask", (Dtype::I64, vec![n], whole(&self.masks))),
            ("choice", (Dtype::I64, vec![n], whole(&self.choices))),
        ]);
        if !self.row_hours.is_empty() {
            for (name, values) in
                [("row_hour", &self.row_hours), ("row_from", &self.row_from), ("row_to", &self.row_to)]
            {
                tensors.insert(name, (Dtype::I64, vec![n_rows], whole(values)));
            }
        }
        let views = tensors.iter().map(|(name, (kind, shape, bytes))| {
            (*name, TensorView::new(*kind, shape.clone(), bytes).expect("the shape is that of the bytes"))
        });
        safetensors::serialize(views, Some(HashMap::from([("linehaul".to_owned(), header)]))).expect("names differ")
    }
}

/// Names of what an actor of a shape sees, in the order of its rows: the features of the lane, those of the choice, the hints.
fn inputs(shape: &Shape) -> Vec<String> {
    let features = TABLE.iter().chain(ActionSpace::of(&shape.space).features()).map(|feature| feature.name.to_owned());
    let hubs = shape.adapters.iter().flat_map(|adapters| &adapters.hubs);
    features
        .chain((0..shape.n_hints()).map(|choice| format!("hint_{choice}")))
        .chain(hubs.map(|hub| format!("at_{hub}")))
        .collect()
}
