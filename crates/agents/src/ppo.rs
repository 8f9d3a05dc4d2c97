//! The update: a few passes over an iteration's experience in minibatches, for the actor and the critic at the same time.
//!
//! Once advantages and returns are known the two networks have nothing to say to each other, so each makes all its passes on a thread of
//! its own. That uses two cores without a word between them, keeps products at the width of a whole minibatch, and gives the
//! same bytes on one thread. More cores than two speed up the simulation only.

use rand::seq::SliceRandom;
use rand_pcg::Pcg64;

use crate::adam::Adam;
use crate::backward::Backward;
use crate::categorical::Categorical;
use crate::config::PpoConfig;
use crate::loss::{self, ActorRow, ActorWeights};
use crate::network::{Perceptron, Widths};
use crate::policy::{Policy, Shape, ValueScale};
use crate::rollout::Rollout;
use crate::samples::Samples;
use crate::scorer::{Outputs, choices};

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
pub struct Pace<'a> {
    /// Learning rate.
    pub rate: f32,
    /// Weight of the entropy.
    pub entropy: f32,
    /// Seed of the run and number of the iteration, for the shuffles.
    pub seed: (u64, u64),
    /// What the actor learns from.
    pub goal: Goal<'a>,
}

/// What the actor learns from.
#[derive(Clone, Copy, Debug)]
pub enum Goal<'a> {
    /// Its advantages.
    Reward {
        /// Weights of an actor to stay near, and the weight of the distance.
        anchor: Option<(&'a [f32], f32)>,
    },
    /// The choices of a teacher.
    Imitation,
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
    /// Share of decisions in which the likeliest choice was made, 0 to 1.
    pub agreement: f64,
    /// Share of the returns' variance that the values before the update explain; 1 is all, below 0 worse than their mean.
    pub explained_variance: f64,
}

impl UpdateFigures {
    /// Mean over policies, weighed by their numbers of decisions.
    pub fn mean(figures: &[(usize, Self)]) -> Self {
        let all = figures.iter().map(|(n, _)| *n).sum::<usize>().max(1) as f64;
        let mean = |of: fn(&Self) -> f64| figures.iter().map(|(n, figures)| *n as f64 / all * of(figures)).sum();
        Self {
            entropy: mean(|figures| figures.entropy),
            kl: mean(|figures| figures.kl),
            clipped: mean(|figures| figures.clipped),
            agreement: mean(|figures| figures.agreement),
            explained_variance: mean(|figures| figures.explained_variance),
        }
    }
}

/// Updates a policy on an iteration's experience.
pub fn update(
    policy: &mut Policy,
    optimizers: &mut Optimizers,
    rollouts: &[&Rollout],
    config: &PpoConfig,
    pace: Pace<'_>,
) -> UpdateFigures {
    let samples = Samples::of(rollouts, &policy.shape, config);
    policy.rescale_values(&samples.returns);
    let n_minibatches = samples.returns.len().div_ceil(config.minibatch);
    let (shape, scale) = (&policy.shape, policy.value_scale);
    let (actor, critic) = (&mut policy.actor, &mut policy.critic);
    let rng = |stream: u128| Pcg64::new(u128::from(pace.seed.0), stream << 64 | u128::from(pace.seed.1));
    let (figures, ()) = rayon::join(
        || {
            let optimizer = &mut optimizers.actor;
            let passes = Passes { widths: shape.actor(), optimizer, config, pace, n_minibatches };
            passes.actor(actor, shape, &samples, &mut rng(STREAM_ACTOR))
        },
        || {
            let optimizer = &mut optimizers.critic;
            let passes = Passes { widths: shape.critic(), optimizer, config, pace, n_minibatches };
            passes.critic(critic, &samples, scale, &mut rng(STREAM_CRITIC));
        },
    );
    UpdateFigures { explained_variance: samples.explained_variance, ..figures }
}

/// The passes of one network.
struct Passes<'a> {
    widths: Widths,
    optimizer: &'a mut Adam,
    config: &'a PpoConfig,
    pace: Pace<'a>,
    /// Minibatches of a pass, the same for both networks, so that they learn in step.
    n_minibatches: usize,
}

/// A minibatch on its way through a network.
struct Minibatch<'a> {
    /// Numbers of its samples.
    indices: &'a [u32],
    /// The network's rows.
    rows: &'a [f32],
    /// What it made of them, `[row, output]`.
    outputs: &'a [f32],
}

impl Passes<'_> {
    fn actor(self, weights: &mut [f32], shape: &Shape, samples: &Samples<'_>, rng: &mut Pcg64) -> UpdateFigures {
        let (space, goal) = (shape.space, self.pace.goal);
        let anchor = match goal {
            Goal::Reward { anchor: Some((weights, weight)) } => Some((Perceptron::new(&self.widths, weights), weight)),
            _ => None,
        };
        let anchor_weight = anchor.as_ref().map_or(0.0, |anchor| anchor.1);
        let loss_weights = ActorWeights { clip: self.config.clip, entropy: self.pace.entropy, anchor: anchor_weight };
        let mut sums = (0_u64, UpdateFigures::default());
        let push = |index: u32, rows: &mut Vec<f32>| samples.decisions[index as usize].push(shape, rows);
        self.walk(weights, (samples.decisions.len(), 1.0), rng, push, |minibatch, out| {
            let anchored = anchor.as_ref().map(|(anchor, _)| anchor.outputs(minibatch.rows));
            let mut anchors = anchored.as_ref().map(|outputs| Outputs::new(space, outputs));
            let mut outputs = Outputs::new(space, minibatch.outputs);
            let mut gradient = [0.0; crate::categorical::MAX_CHOICES];
            let (mut out, share) = (out, 1.0 / minibatch.indices.len() as f32);
            for &index in minibatch.indices {
                let sample = &samples.decisions[index as usize];
                let mask = sample.decision.mask;
                let anchor = anchors.as_mut().map(|anchors| Categorical::new(anchors.next(mask), mask));
                let gradient = &mut gradient[..space.n_choices()];
                gradient.fill(0.0);
                let logits = outputs.next(mask);
                let row = match goal {
                    Goal::Imitation => loss::imitation(logits, &sample.decision, gradient),
                    Goal::Reward { .. } => {
                        loss::actor(logits, &sample.decision, sample.advantage, loss_weights, anchor.as_ref(), gradient)
                    }
                };
                add(&mut sums, row);
                let here;
                (here, out) = out.split_at_mut(space.n_rows(mask) * space.n_outputs());
                if space.describes() {
                    for (out, choice) in here.iter_mut().zip(choices(mask)) {
                        *out = gradient[choice] * share;
                    }
                } else {
                    for (out, slope) in here.iter_mut().zip(gradient) {
                        *out = *slope * share;
                    }
                }
            }
        });
        let (n, sums) = (sums.0.max(1) as f64, sums.1);
        UpdateFigures {
            entropy: sums.entropy / n,
            kl: sums.kl / n,
            clipped: sums.clipped / n,
            agreement: sums.agreement / n,
            explained_variance: 0.0,
        }
    }

    fn critic(self, weights: &mut [f32], samples: &Samples<'_>, scale: ValueScale, rng: &mut Pcg64) {
        let push = |index: u32, rows: &mut Vec<f32>| samples.push_row(index, rows);
        let share = self.config.critic_share;
        self.walk(weights, (samples.returns.len(), share), rng, push, |minibatch, out| {
            for ((&index, &output), out) in minibatch.indices.iter().zip(minibatch.outputs).zip(out) {
                let target = scale.target(samples.returns[index as usize]);
                *out = loss::critic(output, target) / minibatch.indices.len() as f32;
            }
        });
    }

    /// Shuffles, takes a share, cuts it into minibatches of almost equal size and steps, pass after pass. `push` appends the rows of a
    /// sample; `loss_gradient` overwrites zeros with the loss's gradient with respect to the outputs.
    fn walk(
        self,
        weights: &mut [f32],
        (n_samples, share): (usize, f32),
        rng: &mut Pcg64,
        push: impl Fn(u32, &mut Vec<f32>),
        mut loss_gradient: impl FnMut(Minibatch<'_>, &mut [f32]),
    ) {
        let mut all: Vec<u32> = (0..n_samples as u32).collect();
        let n_taken = (n_samples as f32 * share).ceil() as usize;
        let mut backward = Backward::new(self.widths);
        let mut rows = Vec::new();
        for _ in 0..self.config.epochs {
            let (taken, _) = all.partial_shuffle(rng, n_taken);
            for part in 0..self.n_minibatches {
                let bounds = [part, part + 1].map(|part| part * taken.len() / self.n_minibatches);
                if bounds[0] < bounds[1] {
                    let indices = &taken[bounds[0]..bounds[1]];
                    rows.clear();
                    for &index in indices {
                        push(index, &mut rows);
                    }
                    let gradient = backward.gradient(weights, &rows, |outputs, out| {
                        loss_gradient(Minibatch { indices, rows: &rows, outputs }, out);
                    });
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
    sums.1.agreement += f64::from(u8::from(row.agrees));
}
