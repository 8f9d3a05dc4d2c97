//! The update: a few passes over an iteration's experience in minibatches, for the actor and the critic at the same time.
//!
//! Once advantages and returns are known the two networks have nothing to say to each other, so each makes all its passes on a thread of
//! its own. That uses two cores without a word between them, keeps products at the width of a whole minibatch, and gives the
//! same bytes on one thread. More cores than two speed up the simulation only.

use linehaul_env::observe::FEATURES;
use rand::seq::SliceRandom;
use rand_pcg::Pcg64;

use crate::adam::Adam;
use crate::advantage::{Discounts, advantages};
use crate::backward::Backward;
use crate::config::PpoConfig;
use crate::loss::{self, ActorRow, ActorWeights};
use crate::network::Widths;
use crate::policy::{Policy, ValueScale, mean_and_spread};
use crate::rollout::{Decision, Rollout};

/// Second words of the random streams that shuffle.
const STREAM_ACTOR: u128 = 0x0061_6374_6f72;
const STREAM_CRITIC: u128 = 0x6372_6974_6963;

/// Optimizers of both networks.
#[derive(Clone, Debug, PartialEq)]
pub struct Optimizers {
    /// The actor's.
    pub actor: Adam,
    /// The critic's.
    pub critic: Adam,
}

impl Optimizers {
    /// At rest, for a policy.
    pub fn new(policy: &Policy) -> Self {
        Self { actor: Adam::new(policy.actor.len()), critic: Adam::new(policy.critic.len()) }
    }
}

/// What is set for this iteration.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Learning rate.
    pub rate: f32,
    /// Weight of the entropy.
    pub entropy: f32,
    /// Seed of the run and number of the iteration, for the shuffles.
    pub seed: (u64, u64),
}

/// What an update tells about itself.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct UpdateFigures {
    /// Mean entropy of the choices, nats.
    pub entropy: f64,
    /// Mean KL divergence from the policy that acted, nats.
    pub kl: f64,
    /// Share of decisions whose ratio was clipped, 0 to 1.
    pub clipped: f64,
    /// Share of the returns' variance that the values before the update explain; 1 is all, below 0 worse than their mean.
    pub explained_variance: f64,
}

/// An iteration's experience, ready for minibatches: rows of all crews, one after another.
struct Samples<'a> {
    /// Observation of each row, `[row]`.
    observations: Vec<&'a [f32]>,
    /// `[row]`
    returns: Vec<f32>,
    /// Decisions with their normalised advantages and observations.
    decisions: Vec<(Decision, f32, &'a [f32])>,
    explained_variance: f64,
}

/// Updates a policy on an iteration's experience.
pub fn update(
    policy: &mut Policy,
    optimizers: &mut Optimizers,
    rollouts: &[Rollout],
    config: &PpoConfig,
    pace: Pace,
) -> UpdateFigures {
    let samples = Samples::of(rollouts, config);
    policy.rescale_values(&samples.returns);
    let n_minibatches = samples.returns.len().div_ceil(config.minibatch);
    let (actor_widths, critic_widths, scale) = (policy.actor_widths(), policy.critic_widths(), policy.value_scale);
    let (actor, critic) = (&mut policy.actor, &mut policy.critic);
    let rng = |stream: u128| Pcg64::new(u128::from(pace.seed.0), stream << 64 | u128::from(pace.seed.1));
    let (figures, ()) = rayon::join(
        || {
            let passes = Passes { widths: actor_widths, optimizer: &mut optimizers.actor, config, pace, n_minibatches };
            passes.actor(actor, &samples, &mut rng(STREAM_ACTOR))
        },
        || {
            let passes =
                Passes { widths: critic_widths, optimizer: &mut optimizers.critic, config, pace, n_minibatches };
            passes.critic(critic, &samples, scale, &mut rng(STREAM_CRITIC));
        },
    );
    UpdateFigures { explained_variance: samples.explained_variance, ..figures }
}

impl<'a> Samples<'a> {
    fn of(rollouts: &'a [Rollout], config: &PpoConfig) -> Self {
        let discounts = Discounts { gamma: config.gamma, lambda: config.lambda };
        let mut samples =
            Self { observations: Vec::new(), returns: Vec::new(), decisions: Vec::new(), explained_variance: 0.0 };
        let mut all_advantages = Vec::new();
        for rollout in rollouts {
            let advantages = advantages(&rollout.rewards, &rollout.values, rollout.n_lanes, discounts);
            samples.observations.extend(rollout.observations.chunks(FEATURES));
            samples.returns.extend(advantages.iter().zip(&rollout.values).map(|(advantage, value)| advantage + value));
            let row = |decision: &Decision| decision.row as usize;
            let observation = |decision: &Decision| &rollout.observations[row(decision) * FEATURES..][..FEATURES];
            samples.decisions.extend(
                rollout.decisions.iter().map(|decision| (*decision, advantages[row(decision)], observation(decision))),
            );
            all_advantages.extend(advantages);
        }
        // What the values leave of a return is its advantage.
        let ((mean, spread), (_, return_spread)) =
            (mean_and_spread(&all_advantages), mean_and_spread(&samples.returns));
        samples.explained_variance = 1.0 - f64::from(spread / return_spread.max(1e-6)).powi(2);
        for (_, advantage, _) in &mut samples.decisions {
            *advantage = (*advantage - mean) / (spread + 1e-6);
        }
        samples
    }
}

/// The passes of one network.
struct Passes<'a> {
    widths: Widths,
    optimizer: &'a mut Adam,
    config: &'a PpoConfig,
    pace: Pace,
    /// Minibatches of a pass, the same for both networks, so that they learn in step.
    n_minibatches: usize,
}

impl Passes<'_> {
    fn actor(self, weights: &mut [f32], samples: &Samples<'_>, rng: &mut Pcg64) -> UpdateFigures {
        let n_choices = self.widths.outputs();
        let loss_weights = ActorWeights { clip: self.config.clip, entropy: self.pace.entropy };
        let mut sums = (0_u64, UpdateFigures::default());
        let observation = |index: u32| samples.decisions[index as usize].2;
        self.walk(weights, samples.decisions.len(), rng, observation, |indices, logits, out| {
            for ((&index, logits), out) in indices.iter().zip(logits.chunks(n_choices)).zip(out.chunks_mut(n_choices)) {
                let (decision, advantage, _) = &samples.decisions[index as usize];
                let row = loss::actor(logits, decision, *advantage, loss_weights, out);
                add(&mut sums, row);
                for out in out {
                    *out /= indices.len() as f32;
                }
            }
        });
        let (n, sums) = (sums.0.max(1) as f64, sums.1);
        UpdateFigures { entropy: sums.entropy / n, kl: sums.kl / n, clipped: sums.clipped / n, explained_variance: 0.0 }
    }

    fn critic(self, weights: &mut [f32], samples: &Samples<'_>, scale: ValueScale, rng: &mut Pcg64) {
        let observation = |index: u32| samples.observations[index as usize];
        self.walk(weights, samples.returns.len(), rng, observation, |indices, outputs, out| {
            for ((&index, &output), out) in indices.iter().zip(outputs).zip(out) {
                let target = scale.target(samples.returns[index as usize]);
                *out = loss::critic(output, target) / indices.len() as f32;
            }
        });
    }

    /// Shuffles, cuts into minibatches of almost equal size and steps, pass after pass. `loss_gradient` is that of
    /// [`Backward::gradient`] for the samples of some indices.
    fn walk<'a>(
        self,
        weights: &mut [f32],
        n_samples: usize,
        rng: &mut Pcg64,
        observation: impl Fn(u32) -> &'a [f32],
        mut loss_gradient: impl FnMut(&[u32], &[f32], &mut [f32]),
    ) {
        let mut indices: Vec<u32> = (0..n_samples as u32).collect();
        let mut backward = Backward::new(self.widths);
        let mut rows = Vec::new();
        for _ in 0..self.config.epochs {
            indices.shuffle(rng);
            for part in 0..self.n_minibatches {
                let bounds = [part, part + 1].map(|part| part * n_samples / self.n_minibatches);
                if bounds[0] < bounds[1] {
                    let indices = &indices[bounds[0]..bounds[1]];
                    rows.clear();
                    for &index in indices {
                        rows.extend_from_slice(observation(index));
                    }
                    let gradient =
                        backward.gradient(weights, &rows, |outputs, out| loss_gradient(indices, outputs, out));
                    self.optimizer.step(weights, gradient, self.pace.rate, self.config.max_gradient_norm);
                }
            }
        }
    }
}

fn add(sums: &mut (u64, UpdateFigures), row: ActorRow) {
    sums.0 += 1;
    sums.1.entropy += f64::from(row.entropy);
    sums.1.kl += f64::from(row.kl);
    sums.1.clipped += f64::from(u8::from(row.clipped));
}
