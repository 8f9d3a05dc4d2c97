//! A world seen slowly: every feature from the packages themselves.

mod facts;
mod row;

pub use facts::Slow;
pub use row::Row;
