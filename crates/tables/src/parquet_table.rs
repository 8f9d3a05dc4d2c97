//! A Parquet file as plain columns, whatever its writer chose for them.
//!
//! Text may be plain, large, a view or a dictionary, numbers of any width, timestamps of any unit; Arrow casts them to one form.
//! The kind of a column is checked before: a number in quotes is an error, not a number. The whole file is one batch in memory.

use std::error::Error;
use std::fs::File;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, TimeUnit};
use linehaul_case::PackageIds;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::metadata::KeyValue;

use crate::error::{Fault, TablesError};
use crate::names::suggestion;
use crate::quantity::Rounding;

/// A Parquet file in memory.
pub(crate) struct ParquetTable {
    path: PathBuf,
    batch: RecordBatch,
    /// Key-value metadata of the file.
    pub metadata: Vec<KeyValue>,
}

/// A text column: each distinct text once, and a key a row.
pub(crate) struct Labels {
    /// Distinct texts.
    pub values: Vec<String>,
    /// Index into `values` by row, `None` where the cell is empty.
    pub keys: Vec<Option<usize>>,
}

impl ParquetTable {
    /// Reads the file and checks its column names.
    pub fn read(path: &Path, required: &[&str], optional: &[&str]) -> Result<Self, TablesError> {
        let known: Vec<&str> = required.iter().chain(optional).copied().collect();
        Self::checked(path, required, |name| {
            if known.contains(&name) { Ok(()) } else { Err(suggestion(name, &known, "column")) }
        })
    }

    /// Reads a file that may have more columns than these.
    pub fn read_some(path: &Path, required: &[&str]) -> Result<Self, TablesError> {
        Self::checked(path, required, |_| Ok(()))
    }

    /// Reads a file whose columns are `known`, or else there is a remedy.
    fn checked(
        path: &Path,
        required: &[&str],
        known: impl Fn(&str) -> Result<(), String>,
    ) -> Result<Self, TablesError> {
        let file = File::open(path).map_err(|error| TablesError::io(path, "read the file", &error))?;
        let builder = decoded(path, || Ok(ParquetRecordBatchReaderBuilder::try_new(file)?))?;
        let schema = Arc::clone(builder.schema());
        for field in schema.fields() {
            let name = field.name().as_str();
            let fault = |problem: &str, remedy: String| {
                TablesError::new(path, format!("{problem} column \"{name}\""), remedy).in_column(name)
            };
            known(name).map_err(|remedy| fault("unknown", remedy))?;
            if schema.fields().iter().filter(|other| other.name() == name).count() > 1 {
                return Err(fault("repeated", "name each column once".to_owned()));
            }
        }
        if let Some(name) = required.iter().find(|name| schema.column_with_name(name).is_none()) {
            let remedy = format!("add it: the columns are {}", required.join(", "));
            return Err(TablesError::new(path, format!("the column \"{name}\" is missing"), remedy).in_column(name));
        }
        let metadata = builder.metadata().file_metadata().key_value_metadata().cloned().unwrap_or_default();
        let batch = decoded(path, || {
            let batches = builder.build()?.collect::<Result<Vec<_>, _>>()?;
            Ok(arrow_select::concat::concat_batches(&schema, &batches)?)
        })?;
        Ok(Self { path: path.to_owned(), batch, metadata })
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.batch.num_rows()
    }

    /// Whether an optional column is there.
    pub fn has(&self, column: &str) -> bool {
        self.batch.column_by_name(column).is_some()
    }

    /// A column of numbers.
    pub fn floats(&self, column: &str) -> Result<Vec<f64>, TablesError> {
        let array = self.full(column, "numbers", DataType::is_numeric)?;
        Ok(self.cast(column, array, &DataType::Float64)?.as_primitive::<Float64Type>().values().to_vec())
    }

    /// A column of whole numbers.
    pub fn integers(&self, column: &str) -> Result<Vec<i64>, TablesError> {
        let array = self.full(column, "whole numbers", DataType::is_integer)?;
        Ok(self.cast(column, array, &DataType::Int64)?.as_primitive::<Int64Type>().values().to_vec())
    }

    /// A column of whole numbers of 32 bits.
    pub fn small_integers(&self, column: &str) -> Result<Vec<i32>, TablesError> {
        self.full(column, "whole numbers", DataType::is_integer)?;
        Ok(self.optional_integers(column)?.into_iter().flatten().collect())
    }

    /// A column of whole numbers of 32 bits, `None` where the cell is empty.
    pub fn optional_integers(&self, column: &str) -> Result<Vec<Option<i32>>, TablesError> {
        let array = self.typed(column, "whole numbers", DataType::is_integer)?;
        Ok(self.cast(column, array, &DataType::Int32)?.as_primitive::<Int32Type>().iter().collect())
    }

    /// A column of truth values.
    pub fn flags(&self, column: &str) -> Result<Vec<bool>, TablesError> {
        let array = self.full(column, "true or false", |kind| *kind == DataType::Boolean)?;
        Ok(array.as_boolean().values().iter().collect())
    }

    /// A column of times in seconds since 1970-01-01 UTC, `None` where the cell is empty.
    pub fn optional_times(&self, column: &str, rounding: Rounding) -> Result<Vec<Option<i64>>, TablesError> {
        let array = self.typed(column, "timestamps", |kind| matches!(kind, DataType::Timestamp(..)))?;
        let per_second = match array.data_type() {
            DataType::Timestamp(TimeUnit::Millisecond, _) => 1_000,
            DataType::Timestamp(TimeUnit::Microsecond, _) => 1_000_000,
            DataType::Timestamp(TimeUnit::Nanosecond, _) => 1_000_000_000,
            _ => 1,
        };
        let parts = self.cast(column, array, &DataType::Int64)?;
        Ok(parts.as_primitive::<Int64Type>().iter().map(|time| time.map(|t| rounding.seconds(t, per_second))).collect())
    }

    /// A column of times in seconds since 1970-01-01 UTC.
    pub fn times(&self, column: &str, rounding: Rounding) -> Result<Vec<i64>, TablesError> {
        self.full(column, "timestamps", |_| true)?;
        Ok(self.optional_times(column, rounding)?.into_iter().flatten().collect())
    }

    /// A column of text that may have empty cells.
    pub fn optional_labels(&self, column: &str) -> Result<Labels, TablesError> {
        let array = self.typed(column, "text", is_text)?;
        let kind = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
        let labels = self.cast(column, array, &kind)?;
        let labels = labels.as_dictionary::<Int32Type>();
        let keys = labels
            .keys()
            .iter()
            .map(|key| key.map(|key| key as usize).filter(|&key| labels.values().is_valid(key)))
            .collect();
        let values =
            labels.values().as_string::<i32>().iter().map(|text| text.unwrap_or_default().to_owned()).collect();
        Ok(Labels { values, keys })
    }

    /// A column of text.
    pub fn labels(&self, column: &str) -> Result<Labels, TablesError> {
        self.full(column, "text", is_text)?;
        self.optional_labels(column)
    }

    /// A column of ids: whole numbers or text.
    pub fn ids(&self, column: &str) -> Result<PackageIds, TablesError> {
        let array = self.full(column, "whole numbers or text", |kind| kind.is_integer() || is_text(kind))?;
        if array.data_type().is_integer() {
            return self.integers(column).map(PackageIds::Numbers);
        }
        self.texts(column).map(PackageIds::Texts)
    }

    /// A column of text, copied out row by row.
    pub fn texts(&self, column: &str) -> Result<Vec<String>, TablesError> {
        let array = self.full(column, "text", is_text)?;
        let array = self.cast(column, array, &DataType::Utf8)?;
        Ok(array.as_string::<i32>().iter().flatten().map(str::to_owned).collect())
    }

    /// Places a fault at a row counted from 0.
    pub fn fault(&self, column: &str, row: usize, fault: Fault) -> TablesError {
        fault.at(&self.path).at_row(row + 1).in_column(column)
    }

    fn typed(&self, column: &str, wanted: &str, fits: impl Fn(&DataType) -> bool) -> Result<&ArrayRef, TablesError> {
        let array = self.batch.column_by_name(column).expect("the columns were checked when the file was opened");
        if fits(array.data_type()) {
            return Ok(array);
        }
        let problem = format!("the column has the type {}, not {wanted}", array.data_type());
        Err(TablesError::new(&self.path, problem, format!("store {wanted}")).in_column(column))
    }

    /// A column of the right type without an empty cell.
    fn full(&self, column: &str, wanted: &str, fits: impl Fn(&DataType) -> bool) -> Result<&ArrayRef, TablesError> {
        let array = self.typed(column, wanted, fits)?;
        match array.logical_nulls().and_then(|nulls| nulls.iter().position(|valid| !valid)) {
            Some(row) => Err(self.fault(column, row, Fault::new("the cell is empty", "give a value in each row"))),
            None => Ok(array),
        }
    }

    /// Casts, and finds the value that did not fit.
    fn cast(&self, column: &str, array: &ArrayRef, to: &DataType) -> Result<ArrayRef, TablesError> {
        let cast = arrow_cast::cast(array, to).map_err(|error| {
            TablesError::new(&self.path, error.to_string(), format!("store the column as {to}")).in_column(column)
        })?;
        if cast.null_count() > array.null_count() {
            let row = (0..array.len()).find(|&row| array.is_valid(row) && cast.is_null(row));
            let fault = Fault::new("the value is too large", format!("give a value within {to}"));
            return Err(self.fault(column, row.unwrap_or_default(), fault));
        }
        Ok(cast)
    }
}

/// Runs a part of the decoder, which panics over some damaged files where it should give an error.
fn decoded<T>(path: &Path, decode: impl FnOnce() -> Result<T, Box<dyn Error>>) -> Result<T, TablesError> {
    let problem = match panic::catch_unwind(AssertUnwindSafe(decode)) {
        Ok(Ok(part)) => return Ok(part),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "its parts contradict each other".to_owned(),
    };
    let problem = format!("this is not a whole Parquet file: {problem}");
    Err(TablesError::new(path, problem, "write or copy the file again"))
}

fn is_text(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, values) => is_text(values),
        kind => kind.is_string(),
    }
}
