//! A policy while it learns: with the critic that its advantages come from.

use linehaul_nets::critic::Critic;
use linehaul_nets::policy::Policy;
use linehaul_nets::shape::{Adapters, Shape};
use rand_pcg::Pcg64;

/// A policy and its critic.
#[derive(Clone, Debug, PartialEq)]
pub struct Learner {
    /// The policy.
    pub policy: Policy,
    /// Its critic.
    pub critic: Critic,
}

impl Learner {
    /// Random weights.
    pub fn random(shape: &Shape, rng: &mut Pcg64) -> Self {
        Self { policy: Policy::random(shape.clone(), rng), critic: Critic::random(shape, rng) }
    }

    /// The same with adapters, if its policy has none yet.
    #[must_use]
    pub fn with_adapters(self, adapters: &Adapters, rng: &mut Pcg64) -> Self {
        if self.policy.shape.adapters.is_some() {
            return self;
        }
        Self { policy: self.policy.with_adapters(adapters.clone(), rng), ..self }
    }
}
