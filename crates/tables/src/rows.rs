//! Rows of a declared file, as plain columns of the types that their kinds have.

use crate::cells::Cells;
use crate::column::{Column, Table};

/// Rows of a table that is declared in [`crate::schema`].
pub trait Rows: Sized {
    /// The declaration.
    const TABLE: Table;

    /// Each column and the number of its cells.
    fn lengths(&self) -> Vec<(&'static Column, usize)>;

    /// The cells of each column, in the order of the declaration.
    fn to_cells(&self) -> Vec<Cells>;

    /// The rows of cells in that order; `None` if they are not of the declared kinds.
    fn from_cells(cells: Vec<Cells>) -> Option<Self>;
}
