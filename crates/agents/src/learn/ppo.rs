//! The update: a few passes over an iteration's experience in minibatches, for the actor and the critic at the same time.
//!
//! Once advantages and returns are known the two networks have nothing to say to each other, so each makes all its passes on a thread of
//! its own. Each halves its minibatches, so that a thread that is done or was never busy takes over every other half of what is left: the
//! actor has more to do than the critic. The halves are the same on one thread, and so are the bytes. More cores than four
//! speed up the simulation only.

use linehaul_nets::adam::Adam;
use linehaul_nets::categorical::{Categorical, MAX_CHOICES};
use linehaul_nets::critic::Critic;
use linehaul_nets::logits::{Outputs, Slopes};
use linehaul_nets::net::{Architecture, Gradient, Net};
use linehaul_nets::policy::Policy;
use rand::seq::SliceRandom;
use rand_pcg::Pcg64;

use crate::learn::config::PpoConfig;
use crate::learn::experience::Rollout;
use crate::learn::learner::Learner;
use crate::learn::loss::{self, ActorRow, ActorWeights};
use crate::learn::samples::Samples;

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
    /// At rest.
    pub fn new(learner: &Learner) -> Self {
        Self { actor: Adam::new(learner.policy.actor.len()), critic: Adam::new(learner.critic.weights.len()) }
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
    Learner { policy, critic }: &mut Learner,
    optimizers: &mut Optimizers,
    rollouts: &[&Rollout],
    config: &PpoConfig,
    pace: Pace<'_>,
) -> UpdateFigures {
    let samples = Samples::of(rollouts, &policy.shape, config);
    let architectures = (policy.shape.actor(), policy.shape.critic());
    critic.rescale(&architectures.1, samples.return_scale);
    let n_minibatches = samples.returns.len().div_ceil(config.minibatch);
    let rng = |stream: u128| Pcg64::new(u128::from(pace.seed.0), stream << 64 | u128::from(pace.seed.1));
    let (figures, ()) = rayon::join(
        || {
            let optimizer = &mut optimizers.actor;
            let passes = Passes { architecture: architectures.0, optimizer, config, pace, n_minibatches };
            passes.actor(policy, &samples, &mut rng(STREAM_ACTOR))
        },
        || {
            let optimizer = &mut optimizers.critic;
            let passes = Passes { architecture: architectures.1, optimizer, config, pace, n_minibatches };
            passes.critic(critic, &samples, &mut rng(STREAM_CRITIC));
        },
    );
    UpdateFigures { explained_variance: samples.explained_variance, ..figures }
}

/// The passes of one network.
struct Passes<'a> {
    architecture: Architecture,
    optimizer: &'a mut Adam,
    config: &'a PpoConfig,
    pace: Pace<'a>,
    /// Minibatches of a pass, the same for both networks, so that they learn in step.
    n_minibatches: usize,
}

/// Half a minibatch on its way through a network.
struct Half<'a> {
    /// Samples of the whole.
    size: usize,
    /// Numbers of the half's samples.
    indices: &'a [u32],
    /// The network's rows.
    rows: &'a [f32],
    /// What it made of them, `[row, output]`.
    outputs: &'a [f32],
}

impl Passes<'_> {
    fn actor(self, policy: &mut Policy, samples: &Samples<'_>, rng: &mut Pcg64) -> UpdateFigures {
        let (shape, weights) = (&policy.shape, &mut policy.actor);
        let (space, goal) = (&shape.space, self.pace.goal);
        let anchor = match goal {
            Goal::Reward { anchor: Some((weights, weight)) } => Some((Net::new(&self.architecture, weights), weight)),
            _ => None,
        };
        let anchor_weight = anchor.as_ref().map_or(0.0, |anchor| anchor.1);
        let loss_weights = ActorWeights { clip: self.config.clip, entropy: self.pace.entropy, anchor: anchor_weight };
        let mut sums = Sums::default();
        let push = |index: u32, rows: &mut Vec<f32>| samples.decisions[index as usize].push(shape, rows);
        let loss_gradient = |half: Half<'_>, out: &mut [f32]| {
            let mut sums = Sums::default();
            let anchored = anchor.as_ref().map(|(anchor, _)| anchor.outputs(half.rows));
            let mut anchors = anchored.as_ref().map(|outputs| Outputs::new(space, outputs));
            let mut outputs = Outputs::new(space, half.outputs);
            let mut slopes = Slopes::new(space, out);
            let mut gradient = [0.0; MAX_CHOICES];
            for &index in half.indices {
                let sample = &samples.decisions[index as usize];
                let mask = sample.decision.mask;
                let anchor = anchors.as_mut().map(|anchors| Categorical::new(anchors.next(mask), mask));
                let gradient = &mut gradient[..space.choices];
                gradient.fill(0.0);
                let logits = outputs.next(mask);
                let row = match goal {
                    Goal::Imitation => loss::imitation(logits, &sample.decision, gradient),
                    Goal::Reward { .. } => {
                        loss::actor(logits, &sample.decision, sample.advantage, loss_weights, anchor.as_ref(), gradient)
                    }
                };
                sums.add(row);
                slopes.write(mask, gradient, 1.0 / half.size as f32);
            }
            sums
        };
        self.walk(weights, (samples.decisions.len(), 1.0), rng, push, loss_gradient, |of_half| sums.join(&of_half));
        sums.mean()
    }

    fn critic(self, critic: &mut Critic, samples: &Samples<'_>, rng: &mut Pcg64) {
        let (weights, scale) = (&mut critic.weights, critic.scale);
        let push = |index: u32, rows: &mut Vec<f32>| samples.push_row(index, rows);
        let share = self.config.critic_share;
        let loss_gradient = |half: Half<'_>, out: &mut [f32]| {
            for ((&index, &output), out) in half.indices.iter().zip(half.outputs).zip(out) {
                let target = scale.target(samples.returns[index as usize]);
                *out = loss::critic(output, target) / half.size as f32;
            }
        };
        self.walk(weights, (samples.returns.len(), share), rng, push, loss_gradient, |()| ());
    }

    /// Shuffles, takes a share, cuts it into minibatches of almost equal size and steps, pass after pass. `push` appends the rows of a
    /// sample; `loss_gradient` overwrites zeros with the loss's gradient with respect to the outputs of half a minibatch, and what
    /// it tells besides is handed to `told`.
    fn walk<T: Send>(
        self,
        weights: &mut [f32],
        (n_samples, share): (usize, f32),
        rng: &mut Pcg64,
        push: impl Fn(u32, &mut Vec<f32>) + Sync,
        loss_gradient: impl Fn(Half<'_>, &mut [f32]) -> T + Sync,
        mut told: impl FnMut(T),
    ) {
        let mut all: Vec<u32> = (0..n_samples as u32).collect();
        let n_taken = (n_samples as f32 * share).ceil() as usize;
        let [mut left, mut right] = [(); 2].map(|()| (Gradient::new(&self.architecture), Vec::new()));
        for _ in 0..self.config.epochs {
            let (taken, _) = all.partial_shuffle(rng, n_taken);
            for part in 0..self.n_minibatches {
                let bounds = [part, part + 1].map(|part| part * taken.len() / self.n_minibatches);
                let minibatch = &taken[bounds[0]..bounds[1]];
                if minibatch.is_empty() {
                    continue;
                }
                let (size, frozen) = (minibatch.len(), &*weights);
                let net = Net::new(&self.architecture, frozen);
                let half = |(gradient, rows): &mut (Gradient, Vec<f32>), indices: &[u32]| {
                    rows.clear();
                    for &index in indices {
                        push(index, rows);
                    }
                    gradient.compute((&net, frozen), rows, |outputs, out| {
                        loss_gradient(Half { size, indices, rows, outputs }, out)
                    })
                };
                let (first, second) = minibatch.split_at(size / 2);
                let halves = rayon::join(|| half(&mut left, first), || half(&mut right, second));
                told(halves.0);
                told(halves.1);
                left.0.add(&right.0);
                self.optimizer.step(weights, left.0.flat(), self.pace.rate, self.config.max_gradient_norm);
            }
        }
    }
}

/// Sums over decisions.
#[derive(Default)]
struct Sums {
    n: u64,
    figures: UpdateFigures,
}

impl Sums {
    fn add(&mut self, row: ActorRow) {
        self.n += 1;
        self.figures.entropy += f64::from(row.entropy);
        self.figures.kl += f64::from(row.kl);
        self.figures.clipped += f64::from(u8::from(row.clipped));
        self.figures.agreement += f64::from(u8::from(row.agrees));
    }

    fn join(&mut self, other: &Self) {
        self.n += other.n;
        self.figures.entropy += other.figures.entropy;
        self.figures.kl += other.figures.kl;
        self.figures.clipped += other.figures.clipped;
        self.figures.agreement += other.figures.agreement;
    }

    fn mean(&self) -> UpdateFigures {
        let (n, sums) = (self.n.max(1) as f64, &self.figures);
        UpdateFigures {
            entropy: sums.entropy / n,
            kl: sums.kl / n,
            clipped: sums.clipped / n,
            agreement: sums.agreement / n,
            explained_variance: 0.0,
        }
    }
}
