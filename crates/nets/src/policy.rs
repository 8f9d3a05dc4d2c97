//! A policy: what it is like, and the weights of the actor that scores a lane's choices from the lane's own features.
//!
//! One scorer for every lane of every network is what makes a policy work on graphs that it has never seen: no weight belongs to a hub, a lane
//! or a number of lanes. Actor and critic share nothing, so neither's loss disturbs the other, and at work no critic is needed.

use rand_pcg::Pcg64;

use crate::net::Net;
use crate::shape::{Adapters, Shape};

/// Spread of the last layer's initial weights: choices start almost alike.
const GAIN: f32 = 0.05;

/// A policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// What it is like.
    pub shape: Shape,
    /// Weights of the actor, in the layout of [`Shape::actor`].
    pub actor: Vec<f32>,
}

impl Policy {
    /// Random weights.
    pub fn random(shape: Shape, rng: &mut Pcg64) -> Self {
        Self { actor: shape.actor().initial(GAIN, rng), shape }
    }

    /// The same with adapters for hubs: as yet without effect.
    #[must_use]
    pub fn with_adapters(self, adapters: Adapters, rng: &mut Pcg64) -> Self {
        let trunk = self.actor;
        let mut adapted = Self::random(Shape { adapters: Some(adapters), ..self.shape }, rng);
        let start = adapted.shape.actor().adapters().end;
        adapted.actor[start..].copy_from_slice(&trunk);
        adapted
    }

    /// The actor's network.
    pub fn net(&self) -> Net {
        Net::new(&self.shape.actor(), &self.actor)
    }
}
