//! How a file is declared: three macros, by how it is read and written.
//!
//! [`columns`] for files that go cell by cell, [`rows`] for files that go column by column, with the type of their rows, [`record`] for keys
//! that serde reads into a struct. Doc comments are the meanings: they are in the code's documentation and in `docs/formats.md`.

/// Declares a file that is read and written cell by cell: `$TABLE.lat` is a column, `$Columns::TABLE` all of them.
macro_rules! columns {
    ($(#[doc = $about:literal])+ $TABLE:ident: $Columns:ident in $file:literal {
        $($(#[doc = $meaning:literal])+ $field:ident: $kind:ident($unit:literal $(, $presence:ident $if_empty:literal)?),)+
    }) => {
        $crate::declare::declare! {
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
        $crate::declare::declare! {
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
        $crate::declare::declare! {
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
                if_empty: $crate::declare::presence!(if_empty $($presence $if_empty)?),
                optional: $crate::declare::presence!(optional $($presence)?),
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
