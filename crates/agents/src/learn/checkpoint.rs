//! A run between two periods as one file: a policy file with what else it takes to go on, the learners' weights and their optimizers'
//! moments. Whoever wants the policy alone reads it as any policy file.

use linehaul_nets::adam::Adam;
use linehaul_nets::critic::{Critic, ValueScale};
use linehaul_nets::net::Architecture;
use linehaul_nets::policy::Policy;
use linehaul_nets::policy_file::{FileError, HeldOutFigures, Opened, PolicyFile, Provenance, prefix};
use linehaul_nets::tensors::Tensors;
use rand_pcg::Pcg64;
use serde::{Deserialize, Serialize};

use crate::decide::policies::{feature_version, program};
use crate::learn::config::TrainConfig;
use crate::learn::learner::Learner;
use crate::learn::ppo::Optimizers;

/// Second word of the random stream of critics that a policy file does not hold.
const STREAM_CRITICS: u128 = 0x6372_6974_6963_7300;

/// A run at the end of a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    /// The policy that all hubs share, or that of each, `[hub]`: actors with averaged weights.
    pub policies: Vec<Policy>,
    /// What training goes on with, `[policy]`: actors that are not averaged, and their critics.
    pub learners: Vec<Learner>,
    /// The state of their optimizers, `[policy]`.
    pub optimizers: Vec<Optimizers>,
    /// Weights of the actors that these are to stay near, `[policy]`, or none.
    pub anchors: Vec<Vec<f32>>,
    /// Iterations done.
    pub iteration: u64,
    /// Hub-hours simulated.
    pub hub_steps: u64,
    /// Its cost over the tuned heuristic's on the held-out worlds.
    pub score: Option<f64>,
    /// More of that score; none in checkpoints of before.
    pub held_out: Option<HeldOutFigures>,
    /// The best score of the run so far.
    pub best: Option<f64>,
    /// The configuration of the run.
    pub config: TrainConfig,
}

/// What the header says of the tensors beyond the policies'. A file of format 3 has the same among other things.
#[derive(Serialize, Deserialize)]
struct Run {
    #[serde(alias = "policies")]
    learners: Vec<LearnerState>,
    anchored: bool,
    /// Floats are stored as their bits: text in JSON may come back as the neighbouring number.
    best: Option<u64>,
}

/// What is no tensor of a learner.
#[derive(Serialize, Deserialize)]
struct LearnerState {
    /// Mean and spread of returns, as bits, and whether any return was seen.
    value_scale: (u32, u32, bool),
    actor_steps: u64,
    critic_steps: u64,
}

impl Checkpoint {
    /// Its policies with where they come from.
    pub fn policy_file(&self) -> PolicyFile {
        PolicyFile {
            policies: self.policies.clone(),
            features: feature_version(),
            provenance: Provenance {
                version: env!("CARGO_PKG_VERSION").into(),
                commit: option_env!("LINEHAUL_COMMIT").map(Into::into),
                seed: self.config.seed,
                iterations: self.iteration,
                hub_steps: self.hub_steps,
                score: self.score,
                held_out: self.held_out.clone(),
                config: toml::to_string(&self.config).expect("a configuration is plain values"),
            },
        }
    }

    /// The bytes of the file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut tensors = Tensors::default();
        for (index, (learner, optimizers)) in self.learners.iter().zip(&self.optimizers).enumerate() {
            let of = prefix(self.learners.len(), index);
            let (actor, critic) = architectures(&learner.policy);
            tensors.put(&format!("{of}learner"), &actor, &learner.policy.actor);
            tensors.put(&format!("{of}critic"), &critic, &learner.critic.weights);
            for (name, architecture, adam) in
                [("actor", &actor, &optimizers.actor), ("critic", &critic, &optimizers.critic)]
            {
                tensors.put(&format!("{of}adam.first.{name}"), architecture, &adam.first);
                tensors.put(&format!("{of}adam.second.{name}"), architecture, &adam.second);
            }
            if let Some(anchor) = self.anchors.get(index) {
                tensors.put(&format!("{of}anchor"), &actor, anchor);
            }
        }
        let state = |(learner, optimizers): (&Learner, &Optimizers)| {
            let scale = learner.critic.scale;
            LearnerState {
                value_scale: (scale.mean.to_bits(), scale.spread.to_bits(), scale.known),
                actor_steps: optimizers.actor.steps,
                critic_steps: optimizers.critic.steps,
            }
        };
        let run = Run {
            learners: self.learners.iter().zip(&self.optimizers).map(state).collect(),
            anchored: !self.anchors.is_empty(),
            best: self.best.map(f64::to_bits),
        };
        let run = serde_json::to_value(run).expect("these are plain values");
        self.policy_file().to_bytes_with(tensors, Some(run))
    }

    /// Reads the bytes of a file of this format, or of the one before.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FileError> {
        let mut opened = Opened::new(bytes, &program())?;
        let more = opened.more.take().ok_or_else(|| FileError {
            problem: "this file holds a policy, and nothing of the run that made it".into(),
            remedy: "give a checkpoint, the `latest` or the `best` of a run".into(),
        })?;
        let Run { learners: states, anchored, best } = serde_json::from_value(more)
            .map_err(|error| FileError::damaged(format!("the header of the run does not fit: {error}")))?;
        let n = opened.file.policies.len();
        if states.len() != n {
            return Err(FileError::damaged(format!("the file has {n} policies and {} learners", states.len())));
        }
        let (mut learners, mut optimizers, mut anchors) = (Vec::new(), Vec::new(), Vec::new());
        for (index, (policy, state)) in opened.file.policies.iter().zip(states).enumerate() {
            let of = prefix(n, index);
            let (actor, critic) = architectures(policy);
            let take = |name: &str, architecture: &Architecture| opened.take(&format!("{of}{name}"), architecture);
            let adam = |name: &str, architecture: &Architecture, steps: u64| -> Result<Adam, FileError> {
                let first = take(&format!("adam.first.{name}"), architecture)?;
                Ok(Adam { first, second: take(&format!("adam.second.{name}"), architecture)?, steps })
            };
            let (mean, spread, known) = state.value_scale;
            let scale = ValueScale { mean: f32::from_bits(mean), spread: f32::from_bits(spread), known };
            let critic_weights = take("critic", &critic)?;
            learners.push(Learner {
                policy: Policy { shape: policy.shape.clone(), actor: take("learner", &actor)? },
                critic: Critic { weights: critic_weights, scale },
            });
            optimizers.push(Optimizers {
                actor: adam("actor", &actor, state.actor_steps)?,
                critic: adam("critic", &critic, state.critic_steps)?,
            });
            if anchored {
                anchors.push(take("anchor", &actor)?);
            }
        }
        let PolicyFile { policies, provenance, .. } = opened.file;
        Ok(Self {
            policies,
            learners,
            optimizers,
            anchors,
            iteration: provenance.iterations,
            hub_steps: provenance.hub_steps,
            score: provenance.score,
            held_out: provenance.held_out.clone(),
            best: best.map(f64::from_bits),
            config: config_of(&provenance)?,
        })
    }
}

/// The learners that another run begins with: of a checkpoint, whose averaged actors they have, or of a policy file, which knows no critic, so
/// that theirs are random, drawn by a seed.
pub fn beginning(bytes: &[u8], seed: u64) -> Result<Vec<Learner>, FileError> {
    let opened = Opened::new(bytes, &program())?;
    if opened.more.is_none() {
        let mut rng = Pcg64::new(u128::from(seed), STREAM_CRITICS);
        let learner = |policy: Policy| Learner { critic: Critic::random(&policy.shape, &mut rng), policy };
        return Ok(opened.file.policies.into_iter().map(learner).collect());
    }
    let Checkpoint { policies, learners, .. } = Checkpoint::from_bytes(bytes)?;
    let pairs = policies.into_iter().zip(learners);
    Ok(pairs.map(|(policy, learner)| Learner { policy, critic: learner.critic }).collect())
}

/// The configuration of the run that made a policy.
pub fn config_of(provenance: &Provenance) -> Result<TrainConfig, FileError> {
    toml::from_str(&provenance.config)
        .map_err(|error| FileError::damaged(format!("the configuration does not fit: {}", error.message())))
}

/// Of the actor and the critic.
fn architectures(policy: &Policy) -> (Architecture, Architecture) {
    (policy.shape.actor(), policy.shape.critic())
}

#[cfg(test)]
mod tests;
