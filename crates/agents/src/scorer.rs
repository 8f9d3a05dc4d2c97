//! From lanes to logits: gathers the actor's rows, runs the network once, and hands each lane its logits.

use linehaul_env::world::World;

use crate::actions::{ActionSpace, Actions};
use crate::categorical::MAX_CHOICES;
use crate::decisions::Decisions;
use crate::network::Perceptron;
use crate::policy::{Policy, Shape};

/// An actor at work, with its rows.
pub struct Scorer {
    shape: Shape,
    actor: Perceptron,
    /// `[row, FEATURES + n_extras]`
    rows: Vec<f32>,
    /// Columns beyond the features, `[row, n_extras]`.
    extras: Vec<f32>,
    /// `[row, n_outputs]`
    outputs: Vec<f32>,
}

impl Scorer {
    /// The actor of a policy.
    pub fn new(policy: &Policy) -> Self {
        let actor = Perceptron::new(&policy.shape.actor(), &policy.actor);
        Self { shape: policy.shape.clone(), actor, rows: Vec::new(), extras: Vec::new(), outputs: Vec::new() }
    }

    /// Rows that a lane with this mask takes.
    pub fn n_rows(&self, mask: u16) -> u32 {
        self.shape.space.n_rows(mask) as u32
    }

    /// Forgets all lanes.
    pub fn clear(&mut self) {
        self.rows.clear();
        self.extras.clear();
    }

    /// Adds a lane with its observation and, in a policy with hints, the hinted choice.
    pub fn push(
        &mut self,
        actions: &Actions,
        at: (&World, usize),
        mask: u16,
        observation: &[f32],
        hint: Option<usize>,
    ) {
        let space = self.shape.space;
        let first = self.extras.len();
        match (space.describes(), self.shape.hints) {
            (false, false) => {}
            (true, false) => actions.describe(at.0, at.1, mask, &mut self.extras),
            (false, true) => self.extras.extend((0..space.n_choices()).map(|choice| flag(hint == Some(choice)))),
            (true, true) => {
                for choice in choices(mask) {
                    actions.describe(at.0, at.1, 1 << choice, &mut self.extras);
                    self.extras.push(flag(hint == Some(choice)));
                }
            }
        }
        let n_extras = self.shape.n_extras();
        for row in 0..space.n_rows(mask) {
            self.rows.extend_from_slice(observation);
            self.rows.extend_from_slice(&self.extras[first + row * n_extras..][..n_extras]);
        }
    }

    /// Scores all lanes; their logits come in the order in which they were added.
    pub fn score(&mut self) -> Outputs<'_> {
        self.outputs = if self.rows.is_empty() { Vec::new() } else { self.actor.outputs(&self.rows) };
        Outputs { space: self.shape.space, left: &self.outputs, spread: [0.0; MAX_CHOICES] }
    }

    /// Adds the rows scored last to a log.
    pub fn tell(&self, log: &mut Decisions) {
        log.add_rows(&self.rows, &self.outputs, &self.shape);
    }

    /// Columns beyond the features of all rows, `[row, n_extras]`.
    pub fn extras(&self) -> &[f32] {
        &self.extras
    }
}

/// Outputs of an actor, lane after lane.
pub struct Outputs<'a> {
    space: ActionSpace,
    left: &'a [f32],
    spread: [f32; MAX_CHOICES],
}

impl<'a> Outputs<'a> {
    /// Of a space, from the actor's outputs.
    pub fn new(space: ActionSpace, outputs: &'a [f32]) -> Self {
        Self { space, left: outputs, spread: [0.0; MAX_CHOICES] }
    }

    /// Logits of the next lane, `[choice]`, whose mask this is.
    pub fn next(&mut self, mask: u16) -> &[f32] {
        let (these, left) = self.left.split_at(self.space.n_rows(mask) * self.space.n_outputs());
        self.left = left;
        if !self.space.describes() {
            return these;
        }
        for (choice, &logit) in choices(mask).zip(these) {
            self.spread[choice] = logit;
        }
        &self.spread[..self.space.n_choices()]
    }
}

/// The choice of a mask that leaves none.
pub fn only(mask: u16) -> Option<usize> {
    mask.is_power_of_two().then(|| mask.trailing_zeros() as usize)
}

/// Choices of a mask, in order.
pub fn choices(mask: u16) -> impl Iterator<Item = usize> {
    (0..MAX_CHOICES).filter(move |choice| mask >> choice & 1 == 1)
}

fn flag(set: bool) -> f32 {
    f32::from(u8::from(set))
}
