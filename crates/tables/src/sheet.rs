//! A table of a market in CSV or Parquet, cell by cell as text: one reader and one writer serve both.
//!
//! A Parquet column must have the type that is declared; then its cells become text as CSV would have them, and go the same way. That
//! costs a few hundred milliseconds for 100,000 rows, and no fault is told in two ways.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use linehaul_market::{Window, parse_clock};

use crate::cells::Cells;
use crate::column::{Column, Kind, Table};
use crate::csv_table::{CsvTable, csv_bytes};
use crate::error::{Fault, TablesError};
use crate::files::is_there;
use crate::parquet_table::ParquetTable;
use crate::write_table::parquet_bytes;

/// How tables are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetFormat {
    /// To look at and to edit.
    Csv,
    /// Small and fast.
    Parquet,
}

/// An open table and its current row.
pub(crate) enum Sheet {
    Csv(CsvTable),
    Parquet { table: Box<ParquetTable>, columns: Vec<(&'static str, Vec<Option<String>>)>, next: usize },
}

/// The file of a table, which may be CSV or Parquet but not both; none where it is absent.
pub(crate) fn find(dir: &Path, stem: &str) -> Result<Option<PathBuf>, TablesError> {
    let [parquet, csv] = ["parquet", "csv"].map(|extension| dir.join(stem).with_extension(extension));
    match (is_there(&parquet)?, is_there(&csv)?) {
        (true, true) => {
            let problem = format!("there is a {stem}.parquet too");
            Err(TablesError::new(&csv, problem, "keep one of the two"))
        }
        (true, false) => Ok(Some(parquet)),
        (false, true) => Ok(Some(csv)),
        (false, false) => Ok(None),
    }
}

/// The bytes of rows of cells, one a column of the table; optional columns that are empty are left out.
pub(crate) fn sheet_bytes(
    path: &Path,
    table: &Table,
    rows: &[Vec<String>],
    format: SheetFormat,
) -> Result<Vec<u8>, TablesError> {
    let kept = |at: &usize| !table.columns[*at].optional || rows.iter().any(|row| !row[*at].is_empty());
    let kept: Vec<usize> = (0..table.columns.len()).filter(kept).collect();
    match format {
        SheetFormat::Csv => {
            let names = kept.iter().map(|at| table.columns[*at].name);
            Ok(csv_bytes(names, rows.iter().map(|row| kept.iter().map(|at| row[*at].clone()).collect())))
        }
        SheetFormat::Parquet => {
            let columns: Vec<(&str, Cells)> =
                kept.iter().map(|at| (table.columns[*at].name, cells(table.columns[*at].kind, rows, *at))).collect();
            parquet_bytes(path, &columns, Vec::new())
        }
    }
}

fn cells(kind: Kind, rows: &[Vec<String>], at: usize) -> Cells {
    let column = || rows.iter().map(|row| row[at].as_str());
    match kind {
        Kind::Float => Cells::OptionalFloat(column().map(|text| text.parse().ok()).collect()),
        Kind::Int => Cells::OptionalSmallInt(column().map(|text| text.parse().ok()).collect()),
        _ => Cells::OptionalText(column().map(|text| (!text.is_empty()).then(|| text.to_owned())).collect()),
    }
}

impl Sheet {
    pub fn open(path: &Path, table: &Table) -> Result<Self, TablesError> {
        if path.extension().is_some_and(|extension| extension == "csv") {
            return CsvTable::open(path, table).map(Self::Csv);
        }
        let file = ParquetTable::read(path, table)?;
        let column = |column: &'static Column| Ok((column.name, file.plain(column)?));
        let columns = table.columns.iter().map(column).collect::<Result<_, TablesError>>()?;
        Ok(Self::Parquet { table: Box::new(file), columns, next: 0 })
    }

    /// Goes to the next row; false after the last.
    pub fn advance(&mut self) -> Result<bool, TablesError> {
        match self {
            Self::Csv(table) => table.advance(),
            Self::Parquet { table, next, .. } => {
                *next += 1;
                Ok(*next <= table.len())
            }
        }
    }

    /// A cell; empty where its optional column is absent.
    pub fn cell(&self, column: &Column) -> &str {
        match self {
            Self::Csv(table) => table.cell(column),
            Self::Parquet { columns, next, .. } => {
                let cells = columns.iter().find(|(name, _)| *name == column.name);
                cells.and_then(|(_, cells)| cells[*next - 1].as_deref()).map_or("", str::trim)
            }
        }
    }

    /// A cell as text of its own.
    pub fn text(&self, column: &Column) -> String {
        self.cell(column).to_owned()
    }

    /// A number; an empty cell says `if_empty`.
    pub fn number(&self, column: &Column, if_empty: Option<f64>) -> Result<f64, TablesError> {
        let number: f64 = self.parsed(column, if_empty, "a number such as 12.5")?;
        if number.is_finite() {
            return Ok(number);
        }
        Err(self.fault(column, Fault::new(format!("{number} is not a finite number"), "give a number such as 12.5")))
    }

    /// A whole number; an empty cell says `if_empty`.
    pub fn whole(&self, column: &Column, if_empty: Option<i64>) -> Result<i64, TablesError> {
        self.parsed(column, if_empty, "a whole number")
    }

    /// A number, if there is one.
    pub fn optional_number(&self, column: &Column) -> Result<Option<f64>, TablesError> {
        if self.cell(column).is_empty() { Ok(None) } else { self.number(column, None).map(Some) }
    }

    /// A whole number, if there is one.
    pub fn optional_whole(&self, column: &Column) -> Result<Option<i64>, TablesError> {
        if self.cell(column).is_empty() { Ok(None) } else { self.whole(column, None).map(Some) }
    }

    fn parsed<T: FromStr>(&self, column: &Column, if_empty: Option<T>, wanted: &str) -> Result<T, TablesError> {
        let remedy = format!("give {wanted}");
        match (self.cell(column), if_empty) {
            ("", Some(value)) => Ok(value),
            ("", None) => Err(self.fault(column, Fault::new("the cell is empty", remedy))),
            (text, _) => {
                text.parse().map_err(|_| self.fault(column, Fault::new(format!("\"{text}\" is not {wanted}"), remedy)))
            }
        }
    }

    /// Names separated by semicolons.
    pub fn names(&self, column: &Column) -> Vec<String> {
        let names = self.cell(column).split(';').map(str::trim).filter(|name| !name.is_empty());
        names.map(str::to_owned).collect()
    }

    /// Windows separated by semicolons.
    pub fn windows(&self, column: &Column) -> Result<Vec<Window>, TablesError> {
        let text = self.cell(column);
        text.split(';')
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(|text| self.one_window(column, text))
            .collect()
    }

    /// A window, if there is one.
    pub fn window(&self, column: &Column) -> Result<Option<Window>, TablesError> {
        let text = self.cell(column);
        if text.is_empty() { Ok(None) } else { self.one_window(column, text).map(Some) }
    }

    fn one_window(&self, column: &Column, text: &str) -> Result<Window, TablesError> {
        Window::parse(text).ok_or_else(|| self.fault(column, not_a_window(text)))
    }

    /// A time of day in seconds, 0 where the cell is empty.
    pub fn clock(&self, column: &Column) -> Result<i32, TablesError> {
        let text = self.cell(column);
        if text.is_empty() {
            return Ok(0);
        }
        parse_clock(text).ok_or_else(|| self.fault(column, not_a_time(text)))
    }

    /// Places a fault at a cell of the current row.
    pub fn fault(&self, column: &Column, fault: Fault) -> TablesError {
        match self {
            Self::Csv(table) => table.fault(column, fault),
            Self::Parquet { table, next, .. } => table.fault(column, *next - 1, fault),
        }
    }
}

/// The refusal of a text that should be a window.
pub(crate) fn not_a_window(text: &str) -> Fault {
    Fault::new(format!("\"{text}\" is not a window"), "give it as 08:00-12:00")
}

/// The refusal of a text that should be a time.
pub(crate) fn not_a_time(text: &str) -> Fault {
    Fault::new(format!("\"{text}\" is not a time of day"), "give it as 08:30")
}
