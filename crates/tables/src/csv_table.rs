//! A CSV file, row by row, with cells by column name.
//!
//! Unknown columns are errors: a misspelt optional column would otherwise be a silent default. Lines are only worked out when
//! an error needs one, by counting the file again, so that reading keeps nothing per row.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::column::{Column, Table};
use crate::error::{Fault, TablesError};
use crate::files::open;
use crate::names::suggestion;

/// An open CSV file and its current row.
pub(crate) struct CsvTable {
    path: PathBuf,
    reader: csv::Reader<BufReader<File>>,
    record: csv::StringRecord,
    /// Columns of the file and their positions.
    columns: Vec<(&'static str, usize)>,
}

impl CsvTable {
    /// Opens the file and checks its header.
    pub fn open(path: &Path, table: &Table) -> Result<Self, TablesError> {
        let mut reader = reader(path)?;
        let header = reader.headers().map_err(|error| csv_error(path, &error))?.clone();
        let known: Vec<&'static str> = table.names().collect();
        let required: Vec<&str> = table.columns.iter().filter(|column| !column.optional).map(|c| c.name).collect();
        if header.is_empty() {
            let remedy = format!("the first line must name the columns {}", required.join(","));
            return Err(TablesError::new(path, "the file is empty", remedy));
        }
        let mut columns = Vec::new();
        for (position, name) in header.iter().enumerate() {
            let fault = |problem: &str, remedy: String| {
                TablesError::new(path, format!("{problem} column \"{name}\""), remedy).at_line(1).in_column(name)
            };
            let column = *known
                .iter()
                .find(|&&column| column == name)
                .ok_or_else(|| fault("unknown", suggestion(name, &known, "column")))?;
            if columns.iter().any(|&(earlier, _)| earlier == column) {
                return Err(fault("repeated", "name each column once".to_owned()));
            }
            columns.push((column, position));
        }
        match required.iter().find(|&&name| !columns.iter().any(|&(column, _)| column == name)) {
            Some(name) => {
                let remedy = format!("add it: the columns are {}", required.join(","));
                Err(TablesError::new(path, format!("the column \"{name}\" is missing"), remedy)
                    .at_line(1)
                    .in_column(name))
            }
            None => Ok(Self { path: path.to_owned(), reader, record: csv::StringRecord::new(), columns }),
        }
    }

    /// Goes to the next row; false after the last.
    pub fn advance(&mut self) -> Result<bool, TablesError> {
        self.reader.read_record(&mut self.record).map_err(|error| csv_error(&self.path, &error))
    }

    /// A cell, empty when its optional column is absent.
    pub fn cell(&self, column: &Column) -> &str {
        let position = self.columns.iter().find(|(name, _)| *name == column.name);
        position.map_or("", |&(_, position)| &self.record[position])
    }

    /// A cell that must not be empty.
    pub fn text(&self, column: &Column) -> Result<&str, TablesError> {
        match self.cell(column) {
            "" => Err(self.fault(column, Fault::new("the cell is empty", "give a value"))),
            text => Ok(text),
        }
    }

    /// A cell with a number.
    pub fn number(&self, column: &Column) -> Result<f64, TablesError> {
        let number: f64 = self.parse(column, "give a number such as 12.5")?;
        if number.is_finite() {
            return Ok(number);
        }
        Err(self.fault(column, Fault::new(format!("{number} is not a finite number"), "give a number such as 12.5")))
    }

    /// A cell with a whole number from 0 to 65,535.
    pub fn count(&self, column: &Column) -> Result<u16, TablesError> {
        self.parse(column, "give a whole number from 0 to 65535")
    }

    fn parse<T: FromStr>(&self, column: &Column, remedy: &str) -> Result<T, TablesError> {
        let text = self.text(column)?;
        text.parse().map_err(|_| self.fault(column, Fault::new(format!("\"{text}\" is not a number in range"), remedy)))
    }

    /// Places a fault at a cell of the current row.
    pub fn fault(&self, column: &Column, fault: Fault) -> TablesError {
        self.row_fault(fault).in_column(column.name)
    }

    /// Places a fault at the current row.
    pub fn row_fault(&self, fault: Fault) -> TablesError {
        let line = self.record.position().and_then(|position| line_at(&self.path, position.byte()));
        fault.at(&self.path).at_line(line)
    }
}

/// The bytes of a CSV file.
pub(crate) fn csv_bytes<'a>(
    columns: impl Iterator<Item = &'a str>,
    rows: impl Iterator<Item = Vec<String>>,
) -> Vec<u8> {
    const IN_MEMORY: &str = "rows of one length into memory cannot fail";
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(columns).expect(IN_MEMORY);
    rows.for_each(|row| writer.write_record(row).expect(IN_MEMORY));
    writer.into_inner().expect(IN_MEMORY)
}

/// The line of a data row, counted from 0.
pub(crate) fn line_of_row(path: &Path, row: usize) -> Option<usize> {
    let mut reader = reader(path).ok()?;
    let record = reader.records().nth(row)?.ok()?;
    line_at(path, record.position()?.byte())
}

fn reader(path: &Path) -> Result<csv::Reader<BufReader<File>>, TablesError> {
    let file = open(path)?;
    Ok(csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(BufReader::new(file)))
}

/// The line on which a record starts. The reader's position may stand before the line ends that precede the record.
fn line_at(path: &Path, byte: u64) -> Option<usize> {
    let mut line = 1;
    for (position, next) in BufReader::new(File::open(path).ok()?).bytes().enumerate() {
        let next = next.ok()?;
        if position as u64 >= byte && !matches!(next, b'\r' | b'\n') {
            break;
        }
        line += usize::from(next == b'\n');
    }
    Some(line)
}

fn csv_error(path: &Path, error: &csv::Error) -> TablesError {
    let line = error.position().and_then(|position| line_at(path, position.byte()));
    let (problem, remedy) = match error.kind() {
        csv::ErrorKind::Io(error) => return TablesError::io(path, "read the file", error),
        csv::ErrorKind::Utf8 { .. } => ("this is not UTF-8 text".to_owned(), "save the file as UTF-8"),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            (format!("{len} cells under a header of {expected_len}"), "give each row one cell a column")
        }
        _ => (error.to_string(), "check this line"),
    };
    TablesError::new(path, problem, remedy).at_line(line)
}
