//! What goes to a solver and what it says.

use good_lp::Variable;

/// How a solver's answer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Solved {
    /// With a proof that none is better.
    Optimal,
    /// At its limit of nodes or of size.
    Limit,
    /// With a numerical failure, or with an answer that breaks a limit in integers.
    Failed,
}

/// What goes to a solver beside the problem.
#[cfg_attr(not(feature = "highs"), expect(dead_code, reason = "microlp's columns are positions"))]
pub struct Work<'a> {
    pub columns: &'a [Variable],
    pub nodes: u64,
    pub start: Option<&'a [f64]>,
}

/// What a solver says.
pub struct Answer {
    pub solved: Solved,
    /// `[column]`; none if the solver found no feasible point.
    pub values: Option<Vec<f64>>,
    /// Upper bound of the objective, margin included; infinite where nothing was proved.
    pub bound: f64,
}

impl Answer {
    /// Nothing was tried.
    pub fn too_large() -> Self {
        Self { solved: Solved::Limit, values: None, bound: f64::INFINITY }
    }
}
