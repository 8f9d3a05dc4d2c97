//! A Parquet file as plain columns, whatever its writer chose for them.
//!
//! Text may be plain, large, a view or a dictionary, numbers of any width, timestamps of any unit; Arrow casts them to one form.
//! The kind of a column is checked before: a number in quotes is an error, not a number. The whole file is one batch in memory.

mod plain;
mod times;

use std::error::Error;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::DataType;
use linehaul_case::PackageIds;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::metadata::KeyValue;

use crate::cells::Cells;
use crate::column::{Column, Kind, Table};
use crate::error::{Fault, TablesError};
use crate::files::open;
use crate::names::suggestion;
use crate::rows::Rows;

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
    pub fn read(path: &Path, table: &Table) -> Result<Self, TablesError> {
        let known: Vec<&str> = table.names().collect();
        Self::checked(
            path,
            table,
            |name| {
                if known.contains(&name) { Ok(()) } else { Err(suggestion(name, &known, "column")) }
            },
        )
    }

    /// Reads a file that may have more columns than are declared.
    pub fn read_some(path: &Path, table: &Table) -> Result<Self, TablesError> {
        Self::checked(path, table, |_| Ok(()))
    }

    /// Reads a file whose columns are `known`, or else there is a remedy.
    fn checked(path: &Path, table: &Table, known: impl Fn(&str) -> Result<(), String>) -> Result<Self, TablesError> {
        let file = open(path)?;
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
        let required: Vec<&str> = table.columns.iter().filter(|column| !column.optional).map(|c| c.name).collect();
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

    /// The rows of a table that is declared, column by column.
    pub fn rows<R: Rows>(&self) -> Result<R, TablesError> {
        let cells = R::TABLE.columns.iter().map(|column| self.cells(column)).collect::<Result<_, _>>()?;
        Ok(R::from_cells(cells).expect("cells are read in the kinds that the table declares"))
    }

    fn cells(&self, column: &Column) -> Result<Cells, TablesError> {
        Ok(match column.kind {
            Kind::Text | Kind::List | Kind::Keys => Cells::Text(self.texts(column)?),
            Kind::OptionalText => Cells::OptionalText(self.optional_texts(column)?),
            Kind::Ids => Cells::Ids(self.ids(column)?),
            Kind::OptionalFloat => Cells::OptionalFloat(self.optional_floats(column)?),
            Kind::Float => Cells::Float(self.floats(column)?),
            Kind::Int => Cells::Int(self.integers(column)?),
            Kind::SmallInt => Cells::SmallInt(self.small_integers(column)?),
            Kind::OptionalSmallInt => Cells::OptionalSmallInt(self.optional_integers(column)?),
            Kind::Time => {
                self.full(column, "timestamps", |_| true)?;
                Cells::Time(self.whole_times(column)?.into_iter().flatten().collect())
            }
            Kind::OptionalTime => Cells::OptionalTime(self.whole_times(column)?),
            Kind::Flag => Cells::Flag(self.flags(column)?),
        })
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.batch.num_rows()
    }

    /// Whether an optional column is there.
    pub fn has(&self, column: &Column) -> bool {
        self.batch.column_by_name(column.name).is_some()
    }

    /// A column of numbers.
    pub fn floats(&self, column: &Column) -> Result<Vec<f64>, TablesError> {
        let array = self.full(column, "numbers", DataType::is_numeric)?;
        Ok(self.cast(column, array, &DataType::Float64)?.as_primitive::<Float64Type>().values().to_vec())
    }

    /// A column of numbers, `None` where the cell is empty.
    pub fn optional_floats(&self, column: &Column) -> Result<Vec<Option<f64>>, TablesError> {
        let array = self.typed(column, "numbers", DataType::is_numeric)?;
        Ok(self.cast(column, array, &DataType::Float64)?.as_primitive::<Float64Type>().iter().collect())
    }

    /// A column of whole numbers.
    pub fn integers(&self, column: &Column) -> Result<Vec<i64>, TablesError> {
        let array = self.full(column, "whole numbers", DataType::is_integer)?;
        Ok(self.cast(column, array, &DataType::Int64)?.as_primitive::<Int64Type>().values().to_vec())
    }

    /// A column of whole numbers of 32 bits.
    pub fn small_integers(&self, column: &Column) -> Result<Vec<i32>, TablesError> {
        self.full(column, "whole numbers", DataType::is_integer)?;
        Ok(self.optional_integers(column)?.into_iter().flatten().collect())
    }

    /// A column of whole numbers of 32 bits, `None` where the cell is empty.
    pub fn optional_integers(&self, column: &Column) -> Result<Vec<Option<i32>>, TablesError> {
        let array = self.typed(column, "whole numbers", |kind| kind.is_integer() || kind.is_floating())?;
        if array.data_type().is_floating() {
            self.check_whole(column, array)?;
        }
        Ok(self.cast(column, array, &DataType::Int32)?.as_primitive::<Int32Type>().iter().collect())
    }

    /// Programs that know no empty whole numbers save a column with empty cells as decimals.
    fn check_whole(&self, column: &Column, array: &ArrayRef) -> Result<(), TablesError> {
        let numbers = self.cast(column, array, &DataType::Float64)?;
        let broken = |number: Option<f64>| number.is_some_and(|number| number.fract() != 0.0);
        match numbers.as_primitive::<Float64Type>().iter().position(broken) {
            Some(row) => Err(self.fault(column, row, Fault::new("this is not a whole number", "store whole numbers"))),
            None => Ok(()),
        }
    }

    /// A column of truth values.
    pub fn flags(&self, column: &Column) -> Result<Vec<bool>, TablesError> {
        let array = self.full(column, "true or false", |kind| *kind == DataType::Boolean)?;
        Ok(array.as_boolean().values().iter().collect())
    }

    /// A column of text that may have empty cells.
    pub fn optional_labels(&self, column: &Column) -> Result<Labels, TablesError> {
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
    pub fn labels(&self, column: &Column) -> Result<Labels, TablesError> {
        self.full(column, "text", is_text)?;
        self.optional_labels(column)
    }

    /// A column of ids: whole numbers or text.
    pub fn ids(&self, column: &Column) -> Result<PackageIds, TablesError> {
        let array = self.full(column, "whole numbers or text", |kind| kind.is_integer() || is_text(kind))?;
        if array.data_type().is_integer() {
            return self.integers(column).map(PackageIds::Numbers);
        }
        self.texts(column).map(PackageIds::Texts)
    }

    /// A column of text, copied out row by row.
    pub fn texts(&self, column: &Column) -> Result<Vec<String>, TablesError> {
        let array = self.full(column, "text", is_text)?;
        let array = self.cast(column, array, &DataType::Utf8)?;
        Ok(array.as_string::<i32>().iter().flatten().map(str::to_owned).collect())
    }

    /// A column of text, `None` where the cell is empty.
    pub fn optional_texts(&self, column: &Column) -> Result<Vec<Option<String>>, TablesError> {
        let array = self.typed(column, "text", is_text)?;
        let array = self.cast(column, array, &DataType::Utf8)?;
        Ok(array.as_string::<i32>().iter().map(|text| text.map(str::to_owned)).collect())
    }

    /// Places a fault at a row counted from 0.
    pub fn fault(&self, column: &Column, row: usize, fault: Fault) -> TablesError {
        fault.at(&self.path).at_row(row + 1).in_column(column.name)
    }

    fn typed(&self, column: &Column, wanted: &str, fits: impl Fn(&DataType) -> bool) -> Result<&ArrayRef, TablesError> {
        let array = self.batch.column_by_name(column.name).expect("the columns were checked when the file was opened");
        if fits(array.data_type()) {
            return Ok(array);
        }
        let problem = format!("the column has the type {}, not {wanted}", array.data_type());
        Err(TablesError::new(&self.path, problem, format!("store {wanted}")).in_column(column.name))
    }

    /// A column of the right type without an empty cell.
    fn full(&self, column: &Column, wanted: &str, fits: impl Fn(&DataType) -> bool) -> Result<&ArrayRef, TablesError> {
        let array = self.typed(column, wanted, fits)?;
        match array.logical_nulls().and_then(|nulls| nulls.iter().position(|valid| !valid)) {
            Some(row) => Err(self.fault(column, row, Fault::new("the cell is empty", "give a value in each row"))),
            None => Ok(array),
        }
    }

    /// Casts, and finds the value that did not fit.
    fn cast(&self, column: &Column, array: &ArrayRef, to: &DataType) -> Result<ArrayRef, TablesError> {
        let cast = arrow_cast::cast(array, to).map_err(|error| {
            TablesError::new(&self.path, error.to_string(), format!("store the column as {to}")).in_column(column.name)
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
    const CODEC: &str = "Disabled feature at compile time";
    let problem = match panic::catch_unwind(AssertUnwindSafe(decode)) {
        Ok(Ok(part)) => return Ok(part),
        Ok(Err(error)) if error.to_string().contains(CODEC) => {
            let problem = "its compression is not one of those that are read";
            return Err(TablesError::new(path, problem, "save the file with zstd, snappy or no compression"));
        }
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
