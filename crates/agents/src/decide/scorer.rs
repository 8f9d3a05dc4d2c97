//! From lanes to logits: gathers the actor's rows, runs the network once, and hands each lane its logits.

use std::collections::HashMap;

use linehaul_env::world::World;
use linehaul_nets::logits::Outputs;
use linehaul_nets::net::Net;
use linehaul_nets::places::Places;
use linehaul_nets::policy::Policy;
use linehaul_nets::row;
use linehaul_nets::shape::Shape;

use crate::decide::actions::Actions;
use crate::decide::decisions::Decisions;

/// An actor at work, with its rows.
pub struct Scorer {
    shape: Shape,
    /// Numbers of the hubs that have adapters, by id.
    adapters: HashMap<String, usize>,
    actor: Net,
    /// See [`linehaul_nets::row`].
    rows: Vec<f32>,
    /// Columns beyond the features, `[row, n_extras]`.
    extras: Vec<f32>,
    /// `[row, n_outputs]`
    outputs: Vec<f32>,
}

impl Scorer {
    /// The actor of a policy.
    pub fn new(policy: &Policy) -> Self {
        let (shape, actor) = (policy.shape.clone(), policy.net());
        let hubs = shape.adapters.iter().flat_map(|adapters| adapters.hubs.iter().cloned());
        let adapters = hubs.enumerate().map(|(at, hub)| (hub, at)).collect();
        Self { shape, adapters, actor, rows: Vec::new(), extras: Vec::new(), outputs: Vec::new() }
    }

    /// Rows that a lane with this mask takes.
    pub fn n_rows(&self, mask: u16) -> u32 {
        self.shape.space.n_rows(mask) as u32
    }

    /// Whether lanes see each other, so that all of them have to be added, those without a choice too.
    pub fn wants_all_lanes(&self) -> bool {
        !self.shape.kind.is_lane()
    }

    /// Forgets all lanes.
    pub fn clear(&mut self) {
        self.rows.clear();
        self.extras.clear();
    }

    /// Adds a lane with its observation and, in a policy with hints, the hinted choice. Returns its rows, `[row, input]`.
    pub fn push(
        &mut self,
        actions: &Actions,
        (world, lane): (&World, usize),
        mask: u16,
        observation: &[f32],
        hint: Option<usize>,
    ) -> &mut [f32] {
        let (first, first_cell) = (self.extras.len(), self.rows.len());
        let describe = |choice: usize, extras: &mut Vec<f32>| actions.describe(world, lane, choice, extras);
        let hub = (!self.adapters.is_empty()).then(|| self.adapter(world, lane)).flatten();
        row::push_extras(&self.shape, mask, (hint, hub), describe, &mut self.extras);
        row::push_actor(&self.shape, mask, observation, &self.extras[first..], &mut self.rows);
        &mut self.rows[first_cell..]
    }

    /// Number of the adapter of the hub that a lane leaves, if it has one.
    fn adapter(&self, world: &World, lane: usize) -> Option<usize> {
        let hub = world.network.lane_from[lane].index();
        self.adapters.get(&world.network.case.hubs()[hub].id).copied()
    }

    /// Scores all lanes; `places` are those of all lanes where they see each other, and not looked at elsewhere.
    pub fn score(&mut self, places: &Places) -> Outputs<'_> {
        self.outputs = self.actor.outputs(&self.rows, places);
        Outputs::new(&self.shape.space, &self.outputs)
    }

    /// Adds the rows scored last to a log, with the hour and the places that they were scored with.
    pub fn tell(&self, hour: u16, places: &Places, log: &mut Decisions) {
        log.add_rows(&self.rows, &self.outputs, &self.shape);
        if self.wants_all_lanes() {
            log.add_places(hour, places);
        }
    }

    /// Columns beyond the features of all rows, `[row, n_extras]`.
    pub fn extras(&self) -> &[f32] {
        &self.extras
    }
}
