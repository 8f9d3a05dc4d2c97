//! Ways between all places for one class of vehicles.

/// From a second on, the speed in thousandths of the matrix's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// First second.
    pub from_s: i32,
    /// Speed, more than 0.
    pub speed: i32,
}

/// Square matrices, row by row, `[from, to]`; they need not be symmetric.
///
/// Speeds change in steps, and a way is driven step by step (Ichoua, Gendreau and Potvin 2003): who leaves later never
/// arrives earlier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// Metres.
    pub metres: Vec<i32>,
    /// Seconds at the speed 1000.
    pub seconds: Vec<i32>,
    /// Speeds by time of day, ascending, the first from 0 on; none where nothing changes.
    pub bands: Vec<Band>,
}
