//! What a period of training was like: means over its iterations.

use linehaul_agents::learn::metrics::IterationMetrics;
use serde::Serialize;

/// Means over the iterations since the last checkpoint.
#[derive(Debug, Serialize)]
pub struct Period {
    /// Share of late packages in episodes that ended, 0 to 1; none if none ended.
    pub late_share: Option<f64>,
    /// Used share of offered m3 in them.
    pub fill_m3: Option<f64>,
    /// Mean reward of a lane and hour.
    pub reward: f64,
    /// Mean return of a lane over an episode; none if no episode was seen whole.
    pub episode_return: Option<f64>,
    /// Entropy of the choices, nats.
    pub entropy: f64,
    /// KL divergence from the policy that acted, nats.
    pub kl: f64,
    /// Share of decisions that were clipped.
    pub clipped: f64,
    /// Share of the returns' variance that the critic explains.
    pub explained_variance: f64,
    /// Hub-hours simulated a second of collecting and updating.
    pub hub_steps_per_second: f64,
    /// Share of that time that went into collecting.
    pub collect_share: f64,
}

impl Period {
    /// Of its iterations, at least one; `before` is the hub-hours simulated before the first.
    pub fn of(rows: &[IterationMetrics], before: u64) -> Self {
        let mean = |of: fn(&IterationMetrics) -> f64| rows.iter().map(of).sum::<f64>() / rows.len() as f64;
        let known = |of: fn(&IterationMetrics) -> Option<f64>| {
            let values: Vec<f64> = rows.iter().filter_map(of).collect();
            (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
        };
        let (collect, update) = (mean(|row| row.collect_seconds), mean(|row| row.update_seconds));
        Self {
            late_share: known(|row| row.late_share),
            fill_m3: known(|row| row.fill_m3),
            reward: mean(|row| row.reward),
            episode_return: known(|row| row.episode_return),
            entropy: mean(|row| row.entropy),
            kl: mean(|row| row.kl),
            clipped: mean(|row| row.clipped),
            explained_variance: mean(|row| row.explained_variance),
            hub_steps_per_second: (rows[rows.len() - 1].hub_steps - before) as f64
                / rows.len() as f64
                / (collect + update),
            collect_share: collect / (collect + update),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(iteration: u64, late_share: Option<f64>) -> IterationMetrics {
        IterationMetrics {
            iteration,
            hub_steps: 100 * iteration,
            rows: 1,
            decisions: 1,
            reward: -1.0,
            episode_return: None,
            episodes: u64::from(late_share.is_some()),
            late_share,
            fill_m3: late_share,
            departures: late_share,
            entropy: 0.5,
            kl: 0.0,
            clipped: 0.0,
            agreement: 0.0,
            explained_variance: 0.0,
            passes: 3.0,
            actor_gradient: 0.5,
            critic_gradient: 0.5,
            actor_dead: 0.0,
            critic_dead: 0.0,
            layers: Vec::new(),
            learning_rate: 0.1,
            collect_seconds: 1.0,
            update_seconds: 3.0,
        }
    }

    /// 100 hub-hours in 4 seconds an iteration, one of them to collect.
    #[test]
    fn speed_counts_from_the_checkpoint_before() {
        let period = Period::of(&[row(5, None), row(6, None)], 400);
        assert!((period.hub_steps_per_second - 25.0).abs() < 1e-12);
        assert!((period.collect_share - 0.25).abs() < 1e-12);
    }

    #[test]
    fn episodes_that_did_not_end_are_no_zeros() {
        assert_eq!(Period::of(&[row(1, None), row(2, Some(0.5))], 0).late_share, Some(0.5));
        assert_eq!(Period::of(&[row(1, None)], 0).late_share, None);
    }
}
