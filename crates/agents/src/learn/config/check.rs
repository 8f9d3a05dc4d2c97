//! Which values a configuration may have: each by itself, together, and with the cases and weights that it names.

use std::ops::RangeInclusive;
use std::sync::Arc;

use linehaul_case::network::Network;
use linehaul_nets::shape::Shape;
use linehaul_worlds::generate::Family;

use super::error::ConfigError;
use super::network::{CriticSees, NetworkConfig, NetworkKind, Trunk};
use super::settings::{NOTHING, TrainConfig};
use crate::learn::learner::Learner;
use crate::learn::team::Mode;

/// Cost multipliers that a run may be given: all that any carrier has, and cases can be made of.
pub const MULTIPLIERS: RangeInclusive<f64> = 1e-3..=1e3;

impl TrainConfig {
    /// Refuses values out of their range, and those that do not go together.
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if let Some(Checked { key, value, range, .. }) = self.out_of_range() {
            return Err(fault(key, format!("{key} is {value}"), &format!("it must be {range}")));
        }
        if self.anchor.weight > 0.0 && self.from == NOTHING && self.teacher().is_none() {
            let problem = "anchor.weight is above 0, and there is nothing to stay near";
            let remedy = "give --imitate or --from, or set anchor.weight=0";
            return Err(fault("anchor.weight", problem.into(), remedy));
        }
        self.check_network()
    }

    /// Refuses networks that see lanes which are not there to be seen.
    fn check_network(&self) -> Result<(), ConfigError> {
        let NetworkConfig { kind, heads, rounds, adapters, trunk } = &self.network;
        let (critic, sees) = (self.policy.critic, *kind != NetworkKind::Lane);
        let width = self.policy.hidden[0];
        let attends = *kind == NetworkKind::Hub || critic == CriticSees::Hub;
        let messages = *kind == NetworkKind::Graph || critic == CriticSees::Graph;
        if attends && !width.is_multiple_of(*heads) {
            let problem = format!("network.heads is {heads}, and the first hidden layer is {width} wide");
            return Err(fault("network.heads", problem, "give heads that divide it"));
        }
        if sees && self.policy.action.numbers().describes() {
            let problem = "policy.action gives a lane a row for each choice, and network.kind sees lanes with one row";
            return Err(fault(
                "policy.action",
                problem.into(),
                "choose vehicles, urgency or counts, or network.kind=lane",
            ));
        }
        if messages && self.policy.mode != Mode::Shared {
            let problem =
                format!("networks with {rounds} rounds of messages see all hubs, and policy.mode is not shared");
            return Err(fault("policy.mode", problem, "set policy.mode=shared, or the kinds lane or hub"));
        }
        if *adapters > 0 && self.policy.mode != Mode::Shared {
            let problem = "network.adapters is above 0, and policy.mode is not shared";
            return Err(fault("network.adapters", problem.into(), "set policy.mode=shared, or network.adapters=0"));
        }
        if *adapters > 0 && self.worlds.cases.is_empty() {
            let problem = "network.adapters is above 0, and no case is given whose hubs could have one";
            return Err(fault("network.adapters", problem.into(), "set worlds.cases, or network.adapters=0"));
        }
        if *trunk == Trunk::Fixed && (*adapters == 0 || self.from == NOTHING) {
            let problem = "network.trunk is fixed, and there is nothing trained to keep or nothing else to learn";
            return Err(fault(
                "network.trunk",
                problem.into(),
                "give --from and network.adapters, or set it to learns",
            ));
        }
        Ok(())
    }

    /// Refuses cases that cannot be trained on: a rollout must fit into each one's horizon, and policies of hubs need one network.
    pub fn check_cases<'a>(&self, networks: impl Iterator<Item = &'a Arc<Network>> + Clone) -> Result<(), ConfigError> {
        let (per_hub, hours) = (self.policy.mode == Mode::PerHub, self.rollout.hours);
        if let Some(short) = networks.clone().find(|network| network.case.hours() < hours) {
            let case = &short.case;
            let problem = format!("case \"{}\" has {} hours, rollout.hours is {hours}", case.name(), case.hours());
            return Err(fault("rollout.hours", problem, "give a longer case, or shorter rollouts"));
        }
        let mut sizes = networks.map(|network| network.n_hubs);
        let first = sizes.next();
        if per_hub && sizes.any(|n_hubs| Some(n_hubs) != first) {
            let problem = "policy.mode is per-hub, and the cases differ in their number of hubs";
            return Err(fault("policy.mode", problem.into(), "give cases of one network"));
        }
        Ok(())
    }

    /// Refuses weights of another run that are not of the kind that this one asks for.
    pub fn check_beginning(&self, learners: &[Learner], networks: &[Arc<Network>]) -> Result<(), ConfigError> {
        let per_hub = self.policy.mode == Mode::PerHub;
        let shape = &learners[0].policy.shape;
        let adapters = self.network.adapters_of(networks);
        let trunk = Shape { adapters: None, ..shape.clone() };
        let fits = trunk == self.shape() && (shape.adapters.is_none() || shape.adapters == adapters);
        if fits && (learners.len() > 1) == per_hub {
            return Ok(());
        }
        let problem = format!("{}: its policy is not of the kind that [policy] and [network] ask for", self.from);
        Err(fault(
            "from",
            problem,
            "give action, hidden, critic, mode, kind and adapters as in the config.toml of its run",
        ))
    }

    /// The first value out of its range.
    fn out_of_range(&self) -> Option<Checked> {
        let Self { worlds, policy, network, rollout, ppo, checkpoint, anchor, .. } = self;
        let share = |x: f32| (0.0..=1.0).contains(&x);
        let hidden = (1..=4).contains(&policy.hidden.len()) && policy.hidden.iter().all(|w| (1..=1024).contains(w));
        let known = self.imitation.heuristic == NOTHING || self.teacher().is_some();
        let stays = !worlds.cases.is_empty() && worlds.case_share >= 1.0;
        let checks = [
            checked(self.iterations >= 1, "iterations", self.iterations, "at least 1"),
            checked(
                worlds.family.parse::<Family>().is_ok(),
                "worlds.family",
                &worlds.family,
                "a family of `linehaul generate`",
            ),
            checked((0.0..=1.0).contains(&worlds.case_share), "worlds.case_share", worlds.case_share, "0 to 1"),
            checked(
                (0.0..=1.0).contains(&worlds.late_price_share),
                "worlds.late_price_share",
                worlds.late_price_share,
                "0 to 1",
            ),
            checked(
                worlds.multiplier == 0.0 || MULTIPLIERS.contains(&worlds.multiplier),
                "worlds.multiplier",
                worlds.multiplier,
                "a thousandth to a thousand, or 0 to draw it",
            ),
            checked(hidden, "policy.hidden", format!("{:?}", policy.hidden), "one to four widths of 1 to 1024"),
            checked((1..=64).contains(&network.heads), "network.heads", network.heads, "1 to 64"),
            checked((1..=8).contains(&network.rounds), "network.rounds", network.rounds, "1 to 8"),
            checked((0..=64).contains(&network.adapters), "network.adapters", network.adapters, "0 to 64"),
            checked((1..=4096).contains(&rollout.worlds), "rollout.worlds", rollout.worlds, "1 to 4096"),
            checked(
                (1..=480).contains(&rollout.hours),
                "rollout.hours",
                rollout.hours,
                "1 to 480, the horizon of generated worlds",
            ),
            checked(
                (1..=rollout.worlds).contains(&rollout.crews),
                "rollout.crews",
                rollout.crews,
                "1 to rollout.worlds",
            ),
            checked(share(ppo.averaged), "ppo.averaged", ppo.averaged, "0 to 1"),
            checked(ppo.lr > 0.0 && ppo.lr <= 1.0, "ppo.lr", ppo.lr, "above 0, at most 1"),
            checked(share(ppo.lr_end), "ppo.lr_end", ppo.lr_end, "0 to 1"),
            checked(share(ppo.entropy_end), "ppo.entropy_end", ppo.entropy_end, "0 to 1"),
            checked(share(ppo.entropy), "ppo.entropy", ppo.entropy, "0 to 1"),
            checked(share(ppo.gamma), "ppo.gamma", ppo.gamma, "0 to 1"),
            checked(share(ppo.lambda), "ppo.lambda", ppo.lambda, "0 to 1"),
            checked((1.0..=100.0).contains(&ppo.slowest), "ppo.slowest", ppo.slowest, "1 to 100"),
            checked(
                ppo.critic_share > 0.0 && ppo.critic_share <= 1.0,
                "ppo.critic_share",
                ppo.critic_share,
                "above 0, at most 1",
            ),
            checked(
                ppo.actor_share > 0.0 && ppo.actor_share <= 1.0,
                "ppo.actor_share",
                ppo.actor_share,
                "above 0, at most 1",
            ),
            checked(ppo.clip > 0.0 && ppo.clip < 1.0, "ppo.clip", ppo.clip, "between 0 and 1"),
            checked((1..=100).contains(&ppo.epochs), "ppo.epochs", ppo.epochs, "1 to 100"),
            checked(
                ppo.target_kl >= 0.0 && ppo.target_kl.is_finite(),
                "ppo.target_kl",
                ppo.target_kl,
                "above 0, or 0 to make all passes",
            ),
            checked(ppo.minibatch >= 1, "ppo.minibatch", ppo.minibatch, "at least 1"),
            checked(ppo.max_gradient_norm > 0.0, "ppo.max_gradient_norm", ppo.max_gradient_norm, "above 0"),
            checked(
                known,
                "imitation.heuristic",
                &self.imitation.heuristic,
                "none or a heuristic of `linehaul evaluate`",
            ),
            checked(anchor.weight >= 0.0 && anchor.weight.is_finite(), "anchor.weight", anchor.weight, "0 or more"),
            checked(
                policy.mode != Mode::PerHub || stays,
                "policy.mode",
                "per-hub",
                "another, or worlds.cases given and worlds.case_share 1: hubs with policies of their own need networks that stay",
            ),
            checked(checkpoint.every >= 1, "checkpoint.every", checkpoint.every, "at least 1"),
            checked(checkpoint.worlds >= 1, "checkpoint.worlds", checkpoint.worlds, "at least 1"),
        ];
        checks.into_iter().find(|checked| !checked.holds)
    }
}

/// A value that was looked at.
struct Checked {
    holds: bool,
    key: &'static str,
    value: String,
    range: &'static str,
}

#[expect(clippy::needless_pass_by_value, reason = "numbers and texts are given as they are")]
fn checked(holds: bool, key: &'static str, value: impl ToString, range: &'static str) -> Checked {
    Checked { holds, key, value: value.to_string(), range }
}

/// A fault that belongs to no place in a file.
fn fault(key: &str, problem: String, remedy: &str) -> ConfigError {
    ConfigError { key: key.into(), problem, remedy: remedy.into(), span: None }
}
