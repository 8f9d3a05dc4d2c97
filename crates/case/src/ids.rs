//! Typed indices. Each is a position in a table of the case or of the network, so a hub cannot be taken for a lane.

use serde::{Deserialize, Serialize};

macro_rules! index {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub $inner);

        impl $name {
            /// The position as an array index.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// The id at an array index.
            pub fn from_index(index: usize) -> Self {
                Self(index as $inner)
            }
        }
    };
}

index!(
    /// Position in the hub table.
    HubId(u16)
);
index!(
    /// Position in the lane table. A case's lanes are sorted by origin, so the lanes of a hub are neighbours.
    LaneId(u32)
);
index!(
    /// Position in the vehicle table. A case's types are sorted by volume, then weight: the last is the largest.
    TypeId(u8)
);
index!(
    /// Position in the table of goods classes.
    ClassId(u8)
);
