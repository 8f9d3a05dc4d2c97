//! A column of a file: its name, what its cells are, their unit, what an empty cell says, and what the column means.
//!
//! Every file is declared once, below [`crate::schema`], by one of the three macros here. Reader, writer, auditor and `docs/formats.md`
//! take names and kinds from there, so that a new column is one line and no list of names can fall behind.

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
    /// A number.
    Float,
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

/// Declares a file that is read and written cell by cell: `$TABLE.lat` is a column, `$Columns::TABLE` all of them.
macro_rules! columns {
    ($(#[doc = $about:literal])+ $TABLE:ident: $Columns:ident in $file:literal {
        $($(#[doc = $meaning:literal])+ $field:ident: $kind:ident($unit:literal $(, $presence:ident $if_empty:literal)?),)+
    }) => {
        $crate::column::declare! {
            $(#[doc = $about])+ $TABLE: $Columns in $file {
                $($(#[doc = $meaning])+ $field: $kind(stringify!($field), $unit $(, $presence $if_empty)?),)+
            }
        }
    };
}

/// Declares a file that is read and written column by column, together with the type of its rows.
macro_rules! rows {
    ($(#[doc = $about:literal])+ $TABLE:ident: $Columns:ident, $Rows:ident in $file:literal {
        $($(#[doc = $meaning:literal])+ $field:ident: $cells:ty = $kind:ident($name:literal, $unit:literal $(, $presence:ident $if_empty:literal)?),)+
    }) => {
        $crate::column::declare! {
            $(#[doc = $about])+ $TABLE: $Columns in $file {
                $($(#[doc = $meaning])+ $field: $kind($name, $unit $(, $presence $if_empty)?),)+
            }
        }

        $(#[doc = $about])+
        #[doc = ""]
        #[doc = "Columns of one length; times in seconds since 1970-01-01 UTC."]
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $Rows {
            $($(#[doc = $meaning])+ pub $field: $cells,)+
        }

        impl $crate::rows::Rows for $Rows {
            const TABLE: $crate::column::Table = $Columns::TABLE;

            fn lengths(&self) -> Vec<(&'static $crate::column::Column, usize)> {
                vec![$((&$TABLE.$field, self.$field.len())),+]
            }

            fn to_cells(&self) -> Vec<$crate::cells::Cells> {
                vec![$($crate::cells::Cells::$kind(self.$field.clone())),+]
            }

            fn from_cells(cells: Vec<$crate::cells::Cells>) -> Option<Self> {
                let mut cells = cells.into_iter();
                Some(Self {
                    $($field: match cells.next()? {
                        $crate::cells::Cells::$kind(cells) => cells,
                        _ => return None,
                    },)+
                })
            }
        }
    };
}

/// Declares keys together with the struct that serde reads and writes them as.
macro_rules! record {
    ($(#[doc = $about:literal])+ $TABLE:ident: $Columns:ident, $Record:ident in $file:literal {
        $($(#[doc = $meaning:literal])+ $(#[serde($attribute:ident)])? $field:ident: $type:ty = $kind:ident($unit:literal $(, $presence:ident $if_empty:literal)?),)+
    }) => {
        $crate::column::declare! {
            $(#[doc = $about])+ $TABLE: $Columns in $file {
                $($(#[doc = $meaning])+ $field: $kind(stringify!($field), $unit $(, $presence $if_empty)?),)+
            }
        }

        $(#[doc = $about])+
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $Record {
            $($(#[doc = $meaning])+ $(#[serde($attribute)])? pub $field: $type,)+
        }
    };
}

/// What all of them have in common: a struct with the columns by field, a constant of it, and the table.
macro_rules! declare {
    ($(#[doc = $about:literal])+ $TABLE:ident: $Columns:ident in $file:literal {
        $($(#[doc = $meaning:literal])+ $field:ident: $kind:ident($name:expr, $unit:literal $(, $presence:ident $if_empty:literal)?),)+
    }) => {
        #[doc = concat!("Columns of `", $file, "`.")]
        #[derive(Clone, Copy, Debug)]
        pub struct $Columns {
            $($(#[doc = $meaning])+ pub $field: $crate::column::Column,)+
        }

        #[doc = concat!("The columns of `", $file, "`.")]
        pub const $TABLE: $Columns = $Columns {
            $($field: $crate::column::Column {
                name: $name,
                kind: $crate::column::Kind::$kind,
                unit: $unit,
                if_empty: $crate::column::presence!(if_empty $($presence $if_empty)?),
                optional: $crate::column::presence!(optional $($presence)?),
                meaning: concat!($($meaning),+),
            },)+
        };

        impl $Columns {
            /// The file.
            pub const TABLE: $crate::column::Table =
                $crate::column::Table { file: $file, about: concat!($($about),+), columns: &[$($TABLE.$field),+] };
        }
    };
}

/// `empty "..."`: a cell may be empty, which says so much. `optional "..."`: the column may be left out as well.
macro_rules! presence {
    (if_empty) => {
        None
    };
    (if_empty $presence:ident $if_empty:literal) => {
        Some($if_empty)
    };
    (optional) => {
        false
    };
    (optional optional) => {
        true
    };
    (optional empty) => {
        false
    };
}

pub(crate) use {columns, declare, presence, record, rows};
