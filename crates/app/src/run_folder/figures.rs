//! The figures of iterations, as curves and as a table.

use std::borrow::Cow;

use linehaul_agents::learn::layer_figures::LayerFigures;
use linehaul_agents::learn::metrics::IterationMetrics;
use linehaul_tables::IterationRows;

/// The figures that are worth a curve, by group.
pub fn figures(metrics: &IterationMetrics) -> Vec<(Cow<'static, str>, f64)> {
    let always = [
        ("experience/reward", metrics.reward),
        ("experience/hub_steps", metrics.hub_steps as f64),
        ("update/entropy", metrics.entropy),
        ("update/kl", metrics.kl),
        ("update/clipped", metrics.clipped),
        ("update/agreement", metrics.agreement),
        ("update/explained_variance", metrics.explained_variance),
        ("update/passes", metrics.passes),
        ("update/learning_rate", f64::from(metrics.learning_rate)),
        ("actor/gradient", metrics.actor_gradient),
        ("actor/dead", metrics.actor_dead),
        ("critic/gradient", metrics.critic_gradient),
        ("critic/dead", metrics.critic_dead),
        ("time/collect", metrics.collect_seconds),
        ("time/update", metrics.update_seconds),
    ];
    let ended = [
        ("episodes/return", metrics.episode_return),
        ("episodes/late_share", metrics.late_share),
        ("episodes/fill_m3", metrics.fill_m3),
        ("episodes/departures", metrics.departures),
    ];
    let known = ended.into_iter().filter_map(|(tag, figure)| Some((tag, figure?)));
    let of_layers = metrics.layers.iter().flat_map(|LayerFigures { network, layer, gradient, dead }| {
        let tag = |what: &str| Cow::from(format!("{network}/{what}_of_layers/{layer}"));
        [Some((tag("gradient"), *gradient)), dead.map(|dead| (tag("dead"), dead))]
    });
    always.into_iter().chain(known).map(|(tag, figure)| (tag.into(), figure)).chain(of_layers.flatten()).collect()
}

/// One row an iteration; NaN where no episode ended.
pub fn iteration_rows(rows: &[IterationMetrics]) -> IterationRows {
    let int = |of: fn(&IterationMetrics) -> u64| rows.iter().map(|row| of(row) as i64).collect();
    let float = |of: fn(&IterationMetrics) -> f64| rows.iter().map(of).collect();
    IterationRows {
        iterations: int(|row| row.iteration),
        hub_steps: int(|row| row.hub_steps),
        rows: int(|row| row.rows),
        decisions: int(|row| row.decisions),
        rewards: float(|row| row.reward),
        episode_returns: float(|row| row.episode_return.unwrap_or(f64::NAN)),
        episodes: int(|row| row.episodes),
        late_shares: float(|row| row.late_share.unwrap_or(f64::NAN)),
        fill_m3: float(|row| row.fill_m3.unwrap_or(f64::NAN)),
        departures: float(|row| row.departures.unwrap_or(f64::NAN)),
        entropies: float(|row| row.entropy),
        kl: float(|row| row.kl),
        clipped: float(|row| row.clipped),
        agreements: float(|row| row.agreement),
        explained_variances: float(|row| row.explained_variance),
        passes: float(|row| row.passes),
        actor_gradients: float(|row| row.actor_gradient),
        critic_gradients: float(|row| row.critic_gradient),
        actor_dead: float(|row| row.actor_dead),
        critic_dead: float(|row| row.critic_dead),
        learning_rates: float(|row| f64::from(row.learning_rate)),
        collect_seconds: float(|row| row.collect_seconds),
        update_seconds: float(|row| row.update_seconds),
    }
}
