//! Columns of times, in whatever unit they were stored.

use arrow_array::ArrayRef;
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_schema::{DataType, TimeUnit};

use super::ParquetTable;
use crate::column::Column;
use crate::error::{Fault, TablesError};
use crate::quantity::Rounding;

impl ParquetTable {
    /// A column of times in seconds since 1970-01-01 UTC, `None` where the cell is empty.
    pub fn optional_times(&self, column: &Column, rounding: Rounding) -> Result<Vec<Option<i64>>, TablesError> {
        let (parts, per_second) = self.time_parts(column)?;
        let parts = parts.as_primitive::<Int64Type>();
        Ok(parts.iter().map(|time| time.map(|t| rounding.seconds(t, per_second))).collect())
    }

    /// Times as counts of the column's unit, and how many of them are a second.
    fn time_parts(&self, column: &Column) -> Result<(ArrayRef, i64), TablesError> {
        let array = self.typed(column, "timestamps", |kind| matches!(kind, DataType::Timestamp(..)))?;
        let per_second = match array.data_type() {
            DataType::Timestamp(TimeUnit::Millisecond, _) => 1_000,
            DataType::Timestamp(TimeUnit::Microsecond, _) => 1_000_000,
            DataType::Timestamp(TimeUnit::Nanosecond, _) => 1_000_000_000,
            _ => 1,
        };
        Ok((self.cast(column, array, &DataType::Int64)?, per_second))
    }

    /// A column of times in seconds since 1970-01-01 UTC.
    pub fn times(&self, column: &Column, rounding: Rounding) -> Result<Vec<i64>, TablesError> {
        self.full(column, "timestamps", |_| true)?;
        Ok(self.optional_times(column, rounding)?.into_iter().flatten().collect())
    }

    /// The same without a part of a second in any cell: a claim is not rounded to one that holds.
    pub(super) fn whole_times(&self, column: &Column) -> Result<Vec<Option<i64>>, TablesError> {
        let (parts, per_second) = self.time_parts(column)?;
        let parts = parts.as_primitive::<Int64Type>();
        match parts.iter().position(|time| time.is_some_and(|t| t % per_second != 0)) {
            Some(row) => Err(self.fault(column, row, Fault::new("the time is no whole second", "give whole seconds"))),
            None => Ok(parts.iter().map(|time| time.map(|t| t / per_second)).collect()),
        }
    }
}
