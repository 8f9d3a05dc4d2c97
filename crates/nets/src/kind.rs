//! What lanes see of each other in a network.

use serde::{Deserialize, Serialize};

/// Most rounds of messages.
const MAX_ROUNDS: usize = 16;

/// What lanes see of each other, in a network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Nothing: each lane for itself, by features of its own.
    #[default]
    Lane,
    /// The lanes that leave the same hub, by attention.
    Hub {
        /// Heads of the attention; the first hidden layer's width is a multiple.
        heads: usize,
    },
    /// The lanes of the hubs that it connects, and theirs, by messages.
    Graph {
        /// Rounds of messages: how many hops away a lane is seen.
        rounds: usize,
    },
}

impl Kind {
    /// Whether such a network can be built with a first hidden layer of this width, if there is one, for lanes of one row or several.
    pub fn is_sound(&self, width: Option<usize>, one_row: bool) -> bool {
        let neighbours = width.is_some() && one_row;
        match *self {
            Self::Lane => true,
            Self::Hub { heads } => neighbours && heads > 0 && width.is_some_and(|width| width.is_multiple_of(heads)),
            Self::Graph { rounds } => neighbours && (1..=MAX_ROUNDS).contains(&rounds),
        }
    }

    /// Whether lanes see nothing of each other.
    pub const fn is_lane(&self) -> bool {
        matches!(self, Self::Lane)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_of_neighbours_needs_a_width_and_one_row_a_lane() {
        let (hub, graph) = (Kind::Hub { heads: 2 }, Kind::Graph { rounds: 1 });
        assert!([Kind::Lane, hub, graph].iter().all(|kind| kind.is_sound(Some(8), true)));
        assert!(Kind::Lane.is_sound(None, false));
        assert!(![hub, graph].iter().any(|kind| kind.is_sound(None, true) || kind.is_sound(Some(8), false)));
        assert!(!hub.is_sound(Some(7), true) && !Kind::Hub { heads: 0 }.is_sound(Some(8), true));
        assert!(![0, MAX_ROUNDS + 1].iter().any(|&rounds| Kind::Graph { rounds }.is_sound(Some(8), true)));
    }
}
