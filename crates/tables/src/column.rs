//! A column of a file: its name, what its cells are, their unit, what an empty cell says, and what the column means.
//!
//! Every column is declared once, below [`crate::schema`]. Reader, writer, auditor and `docs/formats.md` take names and kinds from there,
//! so that a new column is one line and no list of names can fall behind.

/// A column of a table, or a key of a TOML or JSON file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in the file.
    pub name: &'static str,
    /// What a cell is.
    pub kind: Kind,
    /// Unit of the cells, empty where there is none.
    pub unit: &'static str,
    /// What an empty cell says; `None` where each row has a value.
    pub if_empty: Option<&'static str>,
    /// Whether the whole column may be left out, which says the same as empty cells.
    pub optional: bool,
    /// What it says.
    pub meaning: &'static str,
}

/// What a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A name that repeats, or any text.
    Text,
    /// A package's id.
    Ids,
    /// The same as a name, which may be unknown.
    OptionalText,
    /// A number.
    Float,
    /// The same, which may be unknown.
    OptionalFloat,
    /// A whole number.
    Int,
    /// A whole number of 32 bits.
    SmallInt,
    /// The same, which may be unknown.
    OptionalSmallInt,
    /// A time.
    Time,
    /// The same, which may be unknown.
    OptionalTime,
    /// A truth value.
    Flag,
    /// Several values in brackets; TOML and JSON only.
    List,
    /// Keys with values of their own; TOML only.
    Keys,
}

/// A file, or a table within one.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Name of the file; a table of a TOML file follows after a comma.
    pub file: &'static str,
    /// What a row stands for.
    pub about: &'static str,
    /// Columns in the order of the file.
    pub columns: &'static [Column],
}

impl Table {
    /// Names of the columns.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().map(|column| column.name)
    }

    /// What a table within a TOML file is called there: `closure` for `rules.toml, [[closure]]`.
    pub fn key(&self) -> &'static str {
        self.file.rsplit(", ").next().unwrap_or_default().trim_matches(['[', ']'])
    }

    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}
