//! Typed positions of the rows of a market.

use serde::Serialize;

macro_rules! ids {
    ($($(#[doc = $about:literal])+ $Id:ident($number:ty),)+) => {
        $(
            $(#[doc = $about])+
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
            pub struct $Id(pub $number);

            impl $Id {
                /// The id of a position.
                pub fn from_index(index: usize) -> Self {
                    Self(index as $number)
                }

                /// The position.
                pub fn index(self) -> usize {
                    self.0 as usize
                }
            }
        )+
    };
}

ids! {
    /// A stop, by its row.
    StopId(u32),
    /// A driver, by its row.
    DriverId(u32),
    /// A type of vehicles, by its row.
    VehicleId(u16),
    /// A depot, in the order of `market.toml`.
    DepotId(u16),
    /// An access rule, in the order of `market.toml`.
    AccessId(u16),
    /// A class of promises, in the order of `market.toml`.
    ClassId(u16),
    /// An area, in the order in which stops name them.
    AreaId(u16),
    /// A class of ways, in the order of the matrix.
    MatrixId(u16),
}
