//! What takes room on a vehicle, in three integers that are never mixed.

/// Weight, volume and count. The default is nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Load {
    /// Grams.
    pub grams: i32,
    /// Millilitres.
    pub ml: i32,
    /// Parcels.
    pub parcels: i32,
}

impl Load {
    /// More than any vehicle carries, for capacities that nobody limits.
    pub const UNLIMITED: Self = Self { grams: LARGEST, ml: LARGEST, parcels: LARGEST };

    /// The three of them in a row.
    pub(crate) fn columns(self) -> [i32; 3] {
        [self.grams, self.ml, self.parcels]
    }
}

/// Largest load in any unit, so that two of them can be added.
pub(crate) const LARGEST: i32 = 1 << 30;
