//! What ended episodes have cost and moved, summed up for the log.

use linehaul_env::world::World;

/// Sums over episodes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Episodes {
    /// Number of episodes.
    pub count: u64,
    /// Packages judged and late.
    pub judged: u64,
    /// Late ones among them.
    pub late: u64,
    /// Sum over episodes of the share of offered m3 that was used.
    pub fill: f64,
    /// Trucks that left.
    pub departures: u64,
    /// Episodes that were seen from their first hour, and the sum over them of the return of a lane: the mean over its lanes of the
    /// sum of their rewards.
    pub returns: (u64, f64),
}

impl Episodes {
    /// Adds an episode, and its return, the sum of all rewards, if it was seen from its first hour.
    pub fn add(&mut self, world: &World, rewards: Option<f64>) {
        let (ledger, case) = (world.ledger(), &world.network.case);
        let offered: f64 = (ledger.departures.iter().zip(case.vehicles()))
            .map(|(&n, vehicle)| f64::from(n) * f64::from(vehicle.ml.0))
            .sum();
        self.count += 1;
        self.judged += ledger.judged;
        self.late += ledger.late;
        self.fill += ledger.loaded.1 as f64 / offered.max(1.0);
        self.departures += ledger.departures.iter().map(|&n| u64::from(n)).sum::<u64>();
        if let Some(rewards) = rewards {
            self.returns.0 += 1;
            self.returns.1 += rewards / world.network.n_lanes as f64;
        }
    }

    /// Adds the sums of others.
    pub fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.judged += other.judged;
        self.late += other.late;
        self.fill += other.fill;
        self.departures += other.departures;
        self.returns.0 += other.returns.0;
        self.returns.1 += other.returns.1;
    }
}
