//! Which values a configuration may have.

use linehaul_worlds::generate::Family;

use super::{NOTHING, TrainConfig};
use crate::learn::team::Mode;

impl TrainConfig {
    /// The first value out of its range, as `(key, value, what it must be)`.
    pub(super) fn out_of_range(&self) -> Option<(&'static str, String, &'static str)> {
        let (rollout, ppo) = (&self.rollout, &self.ppo);
        let share = |x: f32| (0.0..=1.0).contains(&x);
        let checks: [(bool, &'static str, String, &'static str); 23] = [
            (self.iterations >= 1, "iterations", self.iterations.to_string(), "at least 1"),
            (
                self.worlds.family.parse::<Family>().is_ok(),
                "worlds.family",
                self.worlds.family.clone(),
                "a family of `linehaul generate`",
            ),
            (
                (0.0..=1.0).contains(&self.worlds.case_share),
                "worlds.case_share",
                self.worlds.case_share.to_string(),
                "0 to 1",
            ),
            (
                (0.0..=1.0).contains(&self.worlds.late_price_share),
                "worlds.late_price_share",
                self.worlds.late_price_share.to_string(),
                "0 to 1",
            ),
            (
                (0.0..=1_000.0).contains(&self.worlds.multiplier),
                "worlds.multiplier",
                self.worlds.multiplier.to_string(),
                "above 0, at most 1000, or 0 to draw it",
            ),
            (
                (1..=4).contains(&self.policy.hidden.len())
                    && self.policy.hidden.iter().all(|w| (1..=1024).contains(w)),
                "policy.hidden",
                format!("{:?}", self.policy.hidden),
                "one to four widths of 1 to 1024",
            ),
            ((1..=4096).contains(&rollout.worlds), "rollout.worlds", rollout.worlds.to_string(), "1 to 4096"),
            (
                (1..=480).contains(&rollout.hours),
                "rollout.hours",
                rollout.hours.to_string(),
                "1 to 480, the horizon of generated worlds",
            ),
            (
                (1..=rollout.worlds).contains(&rollout.crews),
                "rollout.crews",
                rollout.crews.to_string(),
                "1 to rollout.worlds",
            ),
            (share(ppo.averaged), "ppo.averaged", ppo.averaged.to_string(), "0 to 1"),
            (ppo.lr > 0.0 && ppo.lr <= 1.0, "ppo.lr", ppo.lr.to_string(), "above 0, at most 1"),
            (
                share(ppo.lr_end) && share(ppo.entropy_end),
                "ppo.lr_end or ppo.entropy_end",
                format!("{} or {}", ppo.lr_end, ppo.entropy_end),
                "0 to 1",
            ),
            (share(ppo.entropy), "ppo.entropy", ppo.entropy.to_string(), "0 to 1"),
            (
                share(ppo.gamma) && share(ppo.lambda),
                "ppo.gamma or ppo.lambda",
                format!("{} or {}", ppo.gamma, ppo.lambda),
                "0 to 1",
            ),
            ((1.0..=100.0).contains(&ppo.slowest), "ppo.slowest", ppo.slowest.to_string(), "1 to 100"),
            (
                ppo.critic_share > 0.0 && ppo.critic_share <= 1.0,
                "ppo.critic_share",
                ppo.critic_share.to_string(),
                "above 0, at most 1",
            ),
            (ppo.clip > 0.0 && ppo.clip < 1.0, "ppo.clip", ppo.clip.to_string(), "between 0 and 1"),
            (
                (1..=100).contains(&ppo.epochs) && ppo.minibatch >= 1,
                "ppo.epochs or ppo.minibatch",
                format!("{} or {}", ppo.epochs, ppo.minibatch),
                "at least 1",
            ),
            (ppo.max_gradient_norm > 0.0, "ppo.max_gradient_norm", ppo.max_gradient_norm.to_string(), "above 0"),
            (
                self.imitation.heuristic == NOTHING || self.teacher().is_some(),
                "imitation.heuristic",
                self.imitation.heuristic.clone(),
                "none or a heuristic of `linehaul evaluate`",
            ),
            (self.anchor.weight >= 0.0, "anchor.weight", self.anchor.weight.to_string(), "0 or more"),
            (
                self.policy.mode != Mode::PerHub || (!self.worlds.cases.is_empty() && self.worlds.case_share >= 1.0),
                "policy.mode",
                "per-hub".into(),
                "another, or worlds.cases given and worlds.case_share 1: hubs with policies of their own need networks that stay",
            ),
            (
                self.checkpoint.every >= 1 && self.checkpoint.worlds >= 1,
                "checkpoint.every or checkpoint.worlds",
                format!("{} or {}", self.checkpoint.every, self.checkpoint.worlds),
                "at least 1",
            ),
        ];
        checks.into_iter().find(|check| !check.0).map(|(_, key, value, range)| (key, value, range))
    }
}
