//! The update: a few passes over an iteration's experience in minibatches, for the actor and the critic at the same time.
//!
//! Once advantages and returns are known the two networks have nothing to say to each other, so each makes all its passes on a thread of
//! its own (`passes.rs`). More cores than four speed up the simulation only.

use linehaul_nets::adam::Adam;
use linehaul_nets::categorical::{Categorical, MAX_CHOICES};
use linehaul_nets::critic::Critic;
use linehaul_nets::device::Device;
use linehaul_nets::logits::{Outputs, Slopes};
use linehaul_nets::net::Net;
use linehaul_nets::policy::Policy;
use rand_pcg::Pcg64;

use crate::learn::config::{PpoConfig, Trunk};
use crate::learn::experience::Rollout;
use crate::learn::layer_figures::NetworkFigures;
use crate::learn::learner::Learner;
use crate::learn::loss::{self, ActorRow, ActorWeights};
use crate::learn::not_finite::{NotFinite, Role};
use crate::learn::passes::{Half, Passes, Task};
use crate::learn::samples::{Part, Samples, Units};

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
    /// Learning rate of the actor.
    pub actor_rate: f32,
    /// And of the critic.
    pub critic_rate: f32,
    /// Weight of the entropy.
    pub entropy: f32,
    /// Seed of the run and number of the iteration, for the shuffles.
    pub seed: (u64, u64),
    /// What the actor learns from.
    pub goal: Goal<'a>,
    /// Where gradients are computed.
    pub device: &'a Device,
    /// Whether an actor learns beside its adapters.
    pub trunk: Trunk,
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
#[derive(Clone, Debug, Default, PartialEq)]
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
    /// What the actor's passes tell about it.
    pub actor: NetworkFigures,
    /// What the critic's do.
    pub critic: NetworkFigures,
}

impl UpdateFigures {
    /// Mean over policies, weighed by their numbers of decisions.
    pub fn mean(figures: &[(usize, Self)]) -> Self {
        let all = figures.iter().map(|(n, _)| *n).sum::<usize>().max(1) as f64;
        let mean = |of: fn(&Self) -> f64| figures.iter().map(|(n, figures)| *n as f64 / all * of(figures)).sum();
        let network = |of: fn(&Self) -> &NetworkFigures| {
            NetworkFigures::mean(figures.iter().map(|(n, figures)| (*n as f64 / all, of(figures))))
        };
        Self {
            entropy: mean(|figures| figures.entropy),
            kl: mean(|figures| figures.kl),
            clipped: mean(|figures| figures.clipped),
            agreement: mean(|figures| figures.agreement),
            explained_variance: mean(|figures| figures.explained_variance),
            actor: network(|figures| &figures.actor),
            critic: network(|figures| &figures.critic),
        }
    }
}

/// Updates a policy on an iteration's experience; where a number is none, it says where, and the policy is left in the middle of it.
pub fn update(
    Learner { policy, critic }: &mut Learner,
    optimizers: &mut Optimizers,
    rollouts: &[&Rollout],
    config: &PpoConfig,
    pace: Pace<'_>,
) -> Result<UpdateFigures, NotFinite> {
    let samples = Samples::of(rollouts, &policy.shape, config);
    let (mean, spread) = samples.return_scale;
    if !(mean.is_finite() && spread.is_finite() && samples.explained_variance.is_finite()) {
        return Err(NotFinite::in_experience(rollouts));
    }
    let [for_actor, for_critic] = [policy.shape.actor(), policy.shape.critic()];
    critic.rescale(&for_critic, samples.return_scale);
    let n_minibatches = samples.returns.len().div_ceil(config.minibatch);
    let rng = |stream: u128| Pcg64::new(u128::from(pace.seed.0), stream << 64 | u128::from(pace.seed.1));
    let learning = match pace.trunk {
        Trunk::Learns => 0..for_actor.n_weights(),
        Trunk::Fixed => for_actor.adapters(),
    };
    let passes = |role, architecture, (learning, rate), optimizer, stream| {
        let rng = rng(stream);
        Passes { role, architecture, learning, optimizer, config, device: pace.device, rate, n_minibatches, rng }
    };
    let (acts, values) = ((learning, pace.actor_rate), (0..for_critic.n_weights(), pace.critic_rate));
    let [actor, critic_passes] = [
        passes(Role::Actor, &for_actor, acts, &mut optimizers.actor, STREAM_ACTOR),
        passes(Role::Critic, &for_critic, values, &mut optimizers.critic, STREAM_CRITIC),
    ];
    let (acting, valuing) = rayon::join(
        || learn_to_act(actor, policy, &samples, pace.goal, pace.entropy),
        || learn_to_value(critic_passes, critic, &samples),
    );
    Ok(UpdateFigures { explained_variance: samples.explained_variance, critic: valuing?, ..acting? })
}

/// Makes the actor's passes.
fn learn_to_act(
    passes: Passes<'_>,
    policy: &mut Policy,
    samples: &Samples<'_>,
    goal: Goal<'_>,
    entropy: f32,
) -> Result<UpdateFigures, NotFinite> {
    let (shape, weights) = (&policy.shape, &mut policy.actor);
    let space = &shape.space;
    let anchor = match goal {
        Goal::Reward { anchor: Some((weights, weight)) } => Some((Net::new(passes.architecture, weights), weight)),
        _ => None,
    };
    let anchor_weight = anchor.as_ref().map_or(0.0, |anchor| anchor.1);
    let loss_weights = ActorWeights { clip: passes.config.clip, entropy, anchor: anchor_weight };
    let task = Task {
        units: samples.actor_units(shape.kind),
        share: 1.0,
        n_items: Units::n_decisions,
        gather: |units: &Units, number, part: &mut Part| samples.push_actor(shape, units, number, part),
        before: |part: &Part| anchor.as_ref().map(|(net, _)| net.outputs(&part.rows.values, &part.rows.places)),
        loss_gradient: |half: Half<'_, Option<Vec<f32>>>, out: &mut [f32]| {
            let mut sums = Sums::default();
            let mut anchors = half.before.as_ref().map(|outputs| Outputs::new(space, outputs));
            let mut outputs = Outputs::new(space, half.outputs);
            let mut slopes = Slopes::new(space, out);
            let mut gradient = [0.0; MAX_CHOICES];
            for &(number, row) in half.items {
                let sample = &samples.decisions[number as usize];
                let mask = sample.decision.mask;
                let anchor = anchors.as_mut().map(|anchors| Categorical::new(anchors.of(row, mask), mask));
                let gradient = &mut gradient[..space.choices];
                gradient.fill(0.0);
                let logits = outputs.of(row, mask);
                let told = match goal {
                    Goal::Imitation => loss::imitation(logits, &sample.decision, gradient),
                    Goal::Reward { .. } => {
                        loss::actor(logits, &sample.decision, sample.advantage, loss_weights, anchor.as_ref(), gradient)
                    }
                };
                sums.add(told);
                slopes.write(row, mask, gradient, 1.0 / half.size as f32);
            }
            sums
        },
    };
    let mut sums = Sums::default();
    let target_kl = f64::from(passes.config.target_kl);
    let actor = passes.walk(weights, &task, |halves: &[Sums]| {
        let (mut n, mut kl) = (0, 0.0);
        for half in halves {
            sums.join(half);
            (n, kl) = (n + half.n, kl + half.figures.kl);
        }
        // Where it is no number, the gradient is none either, and says so.
        let is_far = kl > target_kl * n as f64;
        target_kl == 0.0 || !is_far
    })?;
    Ok(UpdateFigures { actor, ..sums.mean() })
}

/// Makes the critic's passes.
fn learn_to_value(passes: Passes<'_>, critic: &mut Critic, samples: &Samples<'_>) -> Result<NetworkFigures, NotFinite> {
    let (weights, scale) = (&mut critic.weights, critic.scale);
    let kind = passes.architecture.kind();
    let task = Task {
        units: samples.critic_units(kind),
        share: passes.config.critic_share,
        n_items: Units::n_rows,
        gather: |units: &Units, number, part: &mut Part| samples.push_critic(units, number, part),
        before: |_: &Part| (),
        loss_gradient: |half: Half<'_, ()>, out: &mut [f32]| {
            for ((&(number, _), &output), out) in half.items.iter().zip(half.outputs).zip(out) {
                let target = scale.target(samples.returns[number as usize]);
                *out = loss::critic(output, target) / half.size as f32;
            }
        },
    };
    passes.walk(weights, &task, |_: &[()]| true)
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
            ..UpdateFigures::default()
        }
    }
}
