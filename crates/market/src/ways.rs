//! Ways that a market has in files.

/// Ways between all places: depots first, then stops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    /// One or more classes.
    pub classes: Vec<MatrixClass>,
}

/// Ways of one class of vehicles, `[from, to]`, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatrixClass {
    /// As vehicles name it.
    pub name: String,
    /// Metres; [`Matrix::NO_ROAD`] where none leads.
    pub metres: Vec<i32>,
    /// Seconds at the usual speed, likewise.
    pub seconds: Vec<i32>,
}

impl Matrix {
    /// Stands for a way that is not there.
    pub const NO_ROAD: i32 = i32::MAX;
}
