//! A TOML file as tables whose values know where they stand.
//!
//! Walked by hand instead of by serde: an id that is only found wrong when it is looked up still points at its line, and an
//! unknown key is met with the nearest known one.

use std::fs;
use std::ops::{Range, RangeBounds};
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::column::{Column, Table};
use crate::error::{Fault, TablesError};
use crate::files;
use crate::names::suggestion;

/// The text of a TOML file.
pub(crate) struct TomlFile {
    path: PathBuf,
    text: String,
}

/// A table, of which only known keys are left.
pub(crate) struct TomlTable<'a> {
    file: &'a TomlFile,
    name: String,
    span: Range<usize>,
    entries: DeTable<'a>,
}

/// A value under its key.
#[derive(Clone)]
pub(crate) struct TomlValue<'a> {
    file: &'a TomlFile,
    key: String,
    value: Spanned<DeValue<'a>>,
}

impl TomlFile {
    /// Reads the text.
    pub fn read(path: &Path) -> Result<Self, TablesError> {
        files::is_there(path)?;
        let text = fs::read_to_string(path).map_err(|error| TablesError::io(path, "read the file", &error))?;
        let text = text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned);
        Ok(Self { path: path.to_owned(), text })
    }

    /// The whole file as a table with these keys.
    pub fn root(&self, known: impl Iterator<Item = &'static str>) -> Result<TomlTable<'_>, TablesError> {
        let known: Vec<&str> = known.collect();
        let root = DeTable::parse(&self.text).map_err(|error| {
            let problem = format!("this is not TOML: {}", error.message());
            let span = error.span().unwrap_or(0..0);
            TablesError::new(&self.path, problem, "correct the syntax").with_excerpt(&self.text, span)
        })?;
        TomlTable::new(self, String::new(), 0..0, root.into_inner(), &known)
    }

    /// Places a fault at the value of a dotted key.
    pub fn fault_at_key(&self, key: &str, fault: Fault) -> TablesError {
        let error = fault.at(&self.path).in_column(key);
        let span = DeTable::parse(&self.text).ok().and_then(|root| {
            let mut parts = key.split('.');
            let first = root.get_ref().get(parts.next()?)?;
            parts.try_fold(first, |value, part| value.get_ref().get(part)).map(Spanned::span)
        });
        match span {
            Some(span) => error.with_excerpt(&self.text, span),
            None => error,
        }
    }
}

impl TomlFile {
    /// Places a fault at a key of a row, from 0, of a list of tables; at the row where the key is not there.
    pub fn fault_in_list(&self, list: &str, row: usize, key: &str, fault: Fault) -> TablesError {
        let error = fault.at(&self.path).in_column(&dotted(list, key));
        let span = DeTable::parse(&self.text).ok().and_then(|root| {
            let row = root.get_ref().get(list)?.get_ref().get(row)?.clone();
            Some(row.get_ref().get(key).map_or_else(|| row.span(), Spanned::span))
        });
        match span {
            Some(span) => error.with_excerpt(&self.text, span),
            None => error,
        }
    }
}

impl<'a> TomlTable<'a> {
    fn new(
        file: &'a TomlFile,
        name: String,
        span: Range<usize>,
        entries: DeTable<'a>,
        known: &[&str],
    ) -> Result<Self, TablesError> {
        if let Some(key) = entries.keys().find(|key| !known.contains(&key.get_ref().as_ref())) {
            let text = key.get_ref().as_ref();
            let fault = Fault::new(format!("unknown key `{text}`"), suggestion(text, known, "key"));
            return Err(fault.at(&file.path).in_column(&dotted(&name, text)).with_excerpt(&file.text, key.span()));
        }
        Ok(Self { file, name, span, entries })
    }

    /// Takes the value of a key.
    pub fn take(&mut self, key: &Column) -> Option<TomlValue<'a>> {
        self.take_named(key.name)
    }

    fn take_named(&mut self, key: &str) -> Option<TomlValue<'a>> {
        let value = self.entries.remove(key)?;
        Some(TomlValue { file: self.file, key: dotted(&self.name, key), value })
    }

    /// Takes the value of a key that must be there.
    pub fn require(&mut self, key: &Column) -> Result<TomlValue<'a>, TablesError> {
        let name = key.name;
        self.take(key).ok_or_else(|| self.fault(name, Fault::new(format!("the key `{name}` is missing"), "add it")))
    }

    /// Takes an array of tables, empty when it is absent.
    pub fn tables(&mut self, table: &Table) -> Result<Vec<Self>, TablesError> {
        let Some(list) = self.take_named(table.key()) else { return Ok(Vec::new()) };
        list.list()?.into_iter().map(|value| value.table(table)).collect()
    }

    /// Places a fault at this table.
    pub fn fault(&self, key: &str, fault: Fault) -> TablesError {
        let error = fault.at(&self.file.path).in_column(&dotted(&self.name, key));
        if self.span.is_empty() { error } else { error.with_excerpt(&self.file.text, self.span.clone()) }
    }
}

impl<'a> TomlValue<'a> {
    /// Text.
    pub fn text(&self) -> Result<&str, TablesError> {
        self.value.get_ref().as_str().ok_or_else(|| self.wrong_type("text in quotes"))
    }

    /// A date and time, or any text, as text.
    pub fn time_text(&self) -> Result<String, TablesError> {
        match self.value.get_ref() {
            DeValue::Datetime(time) => Ok(time.to_string()),
            _ => self.text().map(str::to_owned),
        }
    }

    /// A number.
    pub fn number(&self) -> Result<f64, TablesError> {
        let number = match self.value.get_ref() {
            DeValue::Integer(integer) => integer.as_str().parse().ok(),
            DeValue::Float(float) => float.as_str().parse().ok(),
            _ => None,
        };
        number.ok_or_else(|| self.wrong_type("a number"))
    }

    /// A number within bounds, which `remedy` names.
    pub fn number_in(&self, bounds: impl RangeBounds<f64>, remedy: &str) -> Result<f64, TablesError> {
        let number = self.number()?;
        if number.is_finite() && bounds.contains(&number) {
            return Ok(number);
        }
        Err(self.fault(Fault::new(format!("{number} is out of range"), remedy)))
    }

    /// A whole number.
    pub fn integer(&self) -> Result<i64, TablesError> {
        let integer = self.value.get_ref().as_integer();
        let integer = integer.and_then(|integer| i64::from_str_radix(integer.as_str(), integer.radix()).ok());
        integer.ok_or_else(|| self.wrong_type("a whole number"))
    }

    /// A whole number from 0 to a limit.
    pub fn count(&self, most: u16) -> Result<u16, TablesError> {
        let number = self.integer()?;
        u16::try_from(number).ok().filter(|&count| count <= most).ok_or_else(|| {
            self.fault(Fault::new(format!("{number} is out of range"), format!("give a whole number from 0 to {most}")))
        })
    }

    /// The values of an array.
    pub fn list(self) -> Result<Vec<Self>, TablesError> {
        match self.value.get_ref() {
            DeValue::Array(array) => Ok(array
                .iter()
                .map(|value| Self { file: self.file, key: self.key.clone(), value: value.clone() })
                .collect()),
            _ => Err(self.wrong_type("a list in brackets")),
        }
    }

    /// A table with these keys.
    pub fn table(self, table: &Table) -> Result<TomlTable<'a>, TablesError> {
        let known: Vec<&str> = table.names().collect();
        let span = self.value.span();
        match self.value.get_ref() {
            DeValue::Table(entries) => TomlTable::new(self.file, self.key, span, entries.clone(), &known),
            _ => Err(self.wrong_type("a table")),
        }
    }

    /// Whether this is an array.
    pub fn is_list(&self) -> bool {
        self.value.get_ref().is_array()
    }

    /// Places a fault at this value.
    pub fn fault(&self, fault: Fault) -> TablesError {
        fault.at(&self.file.path).in_column(&self.key).with_excerpt(&self.file.text, self.value.span())
    }

    fn wrong_type(&self, wanted: &str) -> TablesError {
        let text = &self.file.text[self.value.span()];
        self.fault(Fault::new(format!("{text} is not {wanted}"), format!("give {wanted}")))
    }
}

fn dotted(table: &str, key: &str) -> String {
    if table.is_empty() || key.is_empty() { format!("{table}{key}") } else { format!("{table}.{key}") }
}
