//! The cells of a column, and how each kind of them is stored.
//!
//! zstd throughout. Numbers and times are delta packed, floats byte-stream split, names kept in a dictionary and text ids not:
//! a dictionary of ids that occur once costs more than the ids.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, Int32Array, Int64Array, StringArray, TimestampMicrosecondArray,
};
use linehaul_case::PackageIds;
use parquet::basic::Encoding;
use parquet::file::properties::WriterPropertiesBuilder;
use parquet::schema::types::ColumnPath;

/// The cells of a column, in the type that their [`Kind`](crate::column::Kind) has.
#[derive(Clone, Debug, PartialEq)]
pub enum Cells {
    /// Names that repeat.
    Text(Vec<String>),
    /// Names that repeat, some unknown.
    OptionalText(Vec<Option<String>>),
    /// Package ids.
    Ids(PackageIds),
    /// Numbers.
    Float(Vec<f64>),
    /// Numbers, some unknown.
    OptionalFloat(Vec<Option<f64>>),
    /// Whole numbers.
    Int(Vec<i64>),
    /// Small whole numbers.
    SmallInt(Vec<i32>),
    /// Small whole numbers, some unknown.
    OptionalSmallInt(Vec<Option<i32>>),
    /// Seconds since 1970-01-01 UTC.
    Time(Vec<i64>),
    /// Seconds since 1970-01-01 UTC, some unknown.
    OptionalTime(Vec<Option<i64>>),
    /// Truth values.
    Flag(Vec<bool>),
}

impl Cells {
    /// Whether the file marks the column as one that may have empty cells: all times and small whole numbers, full or not.
    pub(crate) fn may_be_null(&self) -> bool {
        matches!(
            self,
            Self::OptionalText(_)
                | Self::OptionalFloat(_)
                | Self::SmallInt(_)
                | Self::OptionalSmallInt(_)
                | Self::Time(_)
                | Self::OptionalTime(_)
        )
    }

    /// The cells for Arrow.
    pub(crate) fn to_array(&self) -> ArrayRef {
        match self {
            Self::Text(texts) | Self::Ids(PackageIds::Texts(texts)) => Arc::new(StringArray::from_iter_values(texts)),
            Self::Int(numbers) | Self::Ids(PackageIds::Numbers(numbers)) => {
                Arc::new(Int64Array::from_iter_values(numbers.iter().copied()))
            }
            Self::OptionalText(texts) => Arc::new(texts.iter().map(Option::as_deref).collect::<StringArray>()),
            Self::Float(numbers) => Arc::new(Float64Array::from_iter_values(numbers.iter().copied())),
            Self::OptionalFloat(numbers) => Arc::new(numbers.iter().copied().collect::<Float64Array>()),
            Self::SmallInt(numbers) => Arc::new(Int32Array::from_iter_values(numbers.iter().copied())),
            Self::OptionalSmallInt(numbers) => Arc::new(numbers.iter().copied().collect::<Int32Array>()),
            Self::Time(seconds) => times(seconds.iter().copied().map(Some)),
            Self::OptionalTime(seconds) => times(seconds.iter().copied()),
            Self::Flag(flags) => Arc::new(BooleanArray::from(flags.clone())),
        }
    }

    /// Sets how Parquet stores them.
    pub(crate) fn encode(&self, properties: WriterPropertiesBuilder, path: ColumnPath) -> WriterPropertiesBuilder {
        match self {
            Self::Text(_) | Self::OptionalText(_) => properties.set_column_dictionary_enabled(path, true),
            Self::Ids(PackageIds::Texts(_)) => properties.set_column_encoding(path, Encoding::DELTA_LENGTH_BYTE_ARRAY),
            Self::Float(_) | Self::OptionalFloat(_) => {
                properties.set_column_encoding(path, Encoding::BYTE_STREAM_SPLIT)
            }
            Self::Ids(PackageIds::Numbers(_))
            | Self::Int(_)
            | Self::SmallInt(_)
            | Self::OptionalSmallInt(_)
            | Self::Time(_)
            | Self::OptionalTime(_) => properties.set_column_encoding(path, Encoding::DELTA_BINARY_PACKED),
            Self::Flag(_) => properties,
        }
    }
}

fn times(seconds: impl Iterator<Item = Option<i64>>) -> ArrayRef {
    let micros = seconds.map(|time| time.map(|seconds| seconds * 1_000_000));
    Arc::new(micros.collect::<TimestampMicrosecondArray>().with_timezone("UTC"))
}
