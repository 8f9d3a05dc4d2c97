//! Who acts at which hub: one policy for all, or one for each; and whose turn it is to learn.

use linehaul_nets::policy::Policy;
use linehaul_nets::shape::Shape;
use rand_pcg::Pcg64;
use serde::{Deserialize, Serialize};

use crate::learn::learner::Learner;

/// How hubs learn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// One policy, all hubs learn at once.
    Shared,
    /// One policy; in each period one hub of each world learns while the others act by the policy as it was when the period began.
    RoundRobin,
    /// A policy for each hub, all learn at once: on the hubs of one network only.
    PerHub,
}

/// Policies that act together.
#[derive(Clone, Debug, PartialEq)]
pub struct Team {
    /// How they learn.
    pub mode: Mode,
    /// Who learns: one policy, or one for each hub.
    pub learners: Vec<Learner>,
    /// The policy of hubs whose turn it is not.
    pub frozen: Option<Policy>,
}

impl Team {
    /// Random weights; `n_hubs` matters where each hub has its own.
    pub fn random(mode: Mode, shape: &Shape, n_hubs: usize, rng: &mut Pcg64) -> Self {
        let n = if mode == Mode::PerHub { n_hubs } else { 1 };
        Self { mode, learners: (0..n).map(|_| Learner::random(shape, rng)).collect(), frozen: None }
    }

    /// Begins a period: who does not learn acts as the others do now.
    pub fn begin_period(&mut self) {
        if self.mode == Mode::RoundRobin {
            self.frozen = Some(self.learners[0].policy.clone());
        }
    }

    /// Which policy acts at a hub of a world in a period: a learner's number, or one more than there are for the frozen one.
    pub fn acts(&self, period: u64, hub: usize, n_hubs: usize) -> usize {
        match self.mode {
            Mode::Shared => 0,
            Mode::RoundRobin => usize::from(hub as u64 != period % n_hubs as u64),
            Mode::PerHub => hub,
        }
    }

    /// What all policies are like.
    pub fn shape(&self) -> &Shape {
        &self.learners[0].policy.shape
    }

    /// All policies that act, the learners first.
    pub fn actors(&self) -> impl Iterator<Item = &Policy> {
        self.learners.iter().map(|learner| &learner.policy).chain(&self.frozen)
    }
}
