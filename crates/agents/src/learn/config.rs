//! What a training run is set to: as it was typed, resolved, and judged in one place.
//!
//! A file holds what differs from the defaults; [`TrainConfig`] is what came of it, in full. Parsing comes first, so errors keep line and
//! column; overrides (`ppo.lr=3e-4`) are applied to the table after that. Unknown keys are found by comparing with the defaults, which have
//! every key, so the nearest known one can be named.

mod network;
mod settings;

mod error;
mod typed;

mod check;

pub use self::check::MULTIPLIERS;
pub use self::error::ConfigError;
pub use self::network::{CriticSees, NetworkConfig, NetworkKind, Trunk};
pub use self::settings::{
    AnchorConfig, CheckpointConfig, ImitationConfig, NOTHING, PolicyConfig, PpoConfig, RolloutConfig, TrainConfig,
    WorldsConfig,
};
pub use self::typed::TypedConfig;

#[cfg(test)]
mod tests;
