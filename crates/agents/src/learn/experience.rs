//! What rollouts leave behind for the update.

use linehaul_env::observe::FEATURES;

use crate::learn::episodes::Episodes;

/// What a crew saw and did.
#[derive(Debug, Default)]
pub struct Experience {
    /// Hub-hours simulated.
    pub hub_steps: u64,
    /// Episodes that ended.
    pub episodes: Episodes,
    /// Of each policy that learns, `[policy]`.
    pub rollouts: Vec<Rollout>,
}

/// What one policy saw and did. A row is one of its lanes in one hour; rows stand by step, then lane.
#[derive(Debug, Default)]
pub struct Rollout {
    /// Lanes of the policy in the crew's worlds.
    pub n_lanes: usize,
    /// Patience of the carrier of each lane, hours, `[lane]`.
    pub patience: Vec<f32>,
    /// `[step, lane, FEATURES]`
    pub observations: Vec<f32>,
    /// Pools of the worlds, for a critic that sees them, `[step, world, FEATURES]`, see [`linehaul_nets::row::push_pool`].
    pub pools: Vec<f32>,
    /// Where each lane is, `[lane]`.
    pub places: Vec<Place>,
    /// Number of worlds.
    pub n_worlds: usize,
    /// Values by the critic, one step more than there are decisions, `[step + 1, lane]`.
    pub values: Vec<f32>,
    /// `[step, lane]`
    pub rewards: Vec<f32>,
    /// Rows in which there was something to choose.
    pub decisions: Vec<Decision>,
    /// Columns of the actor's rows beyond the features, `[actor row, n_extras]`.
    pub extras: Vec<f32>,
    /// Rows of the actor: those of decisions, or of all lanes where these see each other.
    pub n_actor_rows: u32,
}

impl Rollout {
    /// Step and place of a row.
    pub fn place(&self, row: usize) -> (usize, Place) {
        (row / self.n_lanes, self.places[row % self.n_lanes])
    }

    /// Observation of a row.
    pub fn observation(&self, row: usize) -> &[f32] {
        &self.observations[row * FEATURES..][..FEATURES]
    }

    /// Pool of a row's world; empty where the critic sees none.
    pub fn pool(&self, row: usize) -> &[f32] {
        if self.pools.is_empty() {
            return &[];
        }
        let (step, lane) = (row / self.n_lanes, row % self.n_lanes);
        let world = step * self.n_worlds + self.places[lane].world as usize;
        &self.pools[world * FEATURES..][..FEATURES]
    }
}

/// Where a lane of a crew is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// World of the crew.
    pub world: u32,
    /// Hub of the world that it leaves.
    pub from: u32,
    /// Hub of the world that it leads to.
    pub to: u32,
}

/// A choice that was made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decision {
    /// Row of the lane and hour.
    pub row: u32,
    /// First of its rows of the actor, counted from the rollout's begin.
    pub actor_row: u32,
    /// Allowed choices, one bit each.
    pub mask: u16,
    /// The choice.
    pub choice: u8,
    /// Logarithm of its probability when it was made.
    pub log_probability: f32,
}
