//! A column as CSV would have it, for tables that come in both forms.

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_schema::DataType;

use super::{ParquetTable, is_text};
use crate::column::{Column, Kind};
use crate::error::TablesError;

impl ParquetTable {
    /// A column of its kind as CSV would have it, `None` where the cell is empty or an optional column is absent.
    pub fn plain(&self, column: &Column) -> Result<Vec<Option<String>>, TablesError> {
        if !self.has(column) {
            return Ok(vec![None; self.len()]);
        }
        let array = match column.kind {
            Kind::Float => self.typed(column, "numbers", DataType::is_numeric)?.clone(),
            Kind::Ids => {
                self.typed(column, "whole numbers or text", |kind| kind.is_integer() || is_text(kind))?.clone()
            }
            Kind::Int => {
                let array = self.typed(column, "whole numbers", |kind| kind.is_integer() || kind.is_floating())?;
                if array.data_type().is_floating() {
                    self.check_whole(column, array)?;
                }
                self.cast(column, array, &DataType::Int64)?
            }
            _ => self.typed(column, "text", is_text)?.clone(),
        };
        let array = self.cast(column, &array, &DataType::Utf8)?;
        Ok(array.as_string::<i32>().iter().map(|text| text.map(str::to_owned)).collect())
    }
}
