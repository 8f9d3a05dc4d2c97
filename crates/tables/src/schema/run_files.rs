//! The tables that evaluations and training runs write.

use crate::declare::rows;

rows! {
    /// A run of an evaluation: one policy on one case under one demand. `docs/metrics.md` defines the figures.
    RUNS: RunColumns, RunRows in "runs.parquet" {
        /// Name of the case.
        cases: Vec<String> = Text("case", ""),
        /// Hubs of the case.
        hubs: Vec<i64> = Int("hubs", "hubs"),
        /// Name of the policy.
        policies: Vec<String> = Text("policy", ""),
        /// Seed of the demand.
        seeds: Vec<i64> = Int("seed", ""),
        /// Late price that the policy was given.
        late_prices: Vec<f64> = Float("late_price", "currency"),
        /// Shipment, SLA and settlement.
        total_costs: Vec<f64> = Float("total_cost", "currency"),
        /// What the trucks cost.
        shipment_costs: Vec<f64> = Float("shipment_cost", "currency"),
        /// One-off penalties of late packages.
        late_penalty_costs: Vec<f64> = Float("late_penalty_cost", "currency"),
        /// What late packages cost for each hour that they went on waiting.
        late_waiting_costs: Vec<f64> = Float("late_waiting_cost", "currency"),
        /// What is under way at the end.
        settlement_costs: Vec<f64> = Float("settlement_cost", "currency"),
        /// What no schedule of this demand can cost less than.
        lower_bounds: Vec<f64> = Float("lower_bound", "currency"),
        /// Share of late packages, 0 to 1.
        late_shares: Vec<f64> = Float("late_share", "share"),
        /// Packages of the demand.
        packages: Vec<i64> = Int("packages", "packages"),
        /// Packages at their destination.
        delivered: Vec<i64> = Int("delivered", "packages"),
        /// Trucks that left.
        departures: Vec<i64> = Int("departures", "trucks"),
        /// Loaded m3 over offered m3, 0 to 1.
        fill_m3: Vec<f64> = Float("fill_m3", "share"),
        /// Loaded kg over offered kg, 0 to 1.
        fill_kg: Vec<f64> = Float("fill_kg", "share"),
        /// Mean m3 capacity of the trucks that left.
        vehicle_m3: Vec<f64> = Float("mean_vehicle_m3", "m3"),
        /// Kilometres driven.
        vehicle_km: Vec<f64> = Float("vehicle_km", "km"),
        /// Mean hours from release to delivery, delivered packages.
        transit_hours: Vec<f64> = Float("mean_transit_hours", "h"),
        /// Mean hours at hubs from release to delivery, delivered packages.
        dwell_hours: Vec<f64> = Float("mean_dwell_hours", "h"),
        /// Mean trucks that a delivered package took.
        hops: Vec<f64> = Float("mean_hops", "trucks"),
    }
}

rows! {
    /// An iteration of a training run; a figure of episodes is NaN where none ended. `docs/metrics.md` defines the figures.
    ITERATIONS: IterationColumns, IterationRows in "metrics.parquet" {
        /// Iterations done, from 1.
        iterations: Vec<i64> = Int("iteration", ""),
        /// Hub-hours simulated since the start.
        hub_steps: Vec<i64> = Int("hub_steps", "hub-hours"),
        /// Lane-hours of the iteration.
        rows: Vec<i64> = Int("rows", "lane-hours"),
        /// Lane-hours with something to choose.
        decisions: Vec<i64> = Int("decisions", "lane-hours"),
        /// Mean reward of a lane and hour.
        rewards: Vec<f64> = Float("reward", ""),
        /// Mean return of a lane over an episode.
        episode_returns: Vec<f64> = Float("episode_return", ""),
        /// Episodes that ended.
        episodes: Vec<i64> = Int("episodes", "episodes"),
        /// Share of late packages in them, 0 to 1.
        late_shares: Vec<f64> = Float("late_share", "share"),
        /// Used share of offered m3 in them, 0 to 1.
        fill_m3: Vec<f64> = Float("fill_m3", "share"),
        /// Trucks an episode.
        departures: Vec<f64> = Float("departures", "trucks"),
        /// Entropy of the choices.
        entropies: Vec<f64> = Float("entropy", "nats"),
        /// KL divergence from the policy that acted.
        kl: Vec<f64> = Float("kl", "nats"),
        /// Share of decisions that were clipped, 0 to 1.
        clipped: Vec<f64> = Float("clipped", "share"),
        /// Share of decisions in which the likeliest choice was made; in imitation, how often it is the teacher's.
        agreements: Vec<f64> = Float("agreement", "share"),
        /// Share of the returns' variance that the critic explains, at most 1.
        explained_variances: Vec<f64> = Float("explained_variance", "share"),
        /// Passes that the actor made, with the part of the last; NaN in iterations of a version that did not count them.
        passes: Vec<f64> = Float("passes", "passes"),
        /// Mean norm of the actor's gradient in the first pass, before it is shortened.
        actor_gradients: Vec<f64> = Float("actor_gradient", ""),
        /// Mean norm of the critic's gradient in the first pass, before it is shortened.
        critic_gradients: Vec<f64> = Float("critic_gradient", ""),
        /// Share of the actor's hidden units that were below 0 on all rows of the first pass, 0 to 1.
        actor_dead: Vec<f64> = Float("actor_dead", "share"),
        /// Share of the critic's hidden units that were below 0 on all rows of the first pass, 0 to 1.
        critic_dead: Vec<f64> = Float("critic_dead", "share"),
        /// Learning rate of the actor.
        learning_rates: Vec<f64> = Float("learning_rate", ""),
        /// Wall clock to collect.
        collect_seconds: Vec<f64> = Float("collect_seconds", "s"),
        /// Wall clock to update.
        update_seconds: Vec<f64> = Float("update_seconds", "s"),
    }
}
