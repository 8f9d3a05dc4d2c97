//! Plain columns into a Parquet file, each encoded as suits it, with the same bytes each time.
//!
//! zstd throughout. Numbers and times are delta packed, floats byte-stream split, names kept in a dictionary and text ids not:
//! a dictionary of ids that occur once costs more than the ids.

use std::path::Path;
use std::sync::Arc;

use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, Int32Array, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray,
};
use arrow_schema::{Field, Schema};
use linehaul_case::PackageIds;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{WriterProperties, WriterPropertiesBuilder};
use parquet::schema::types::ColumnPath;

use crate::atomic::write_atomically;
use crate::error::TablesError;

/// A column to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Names that repeat.
    Text(Vec<String>),
    /// Package ids.
    Ids(PackageIds),
    /// Numbers.
    Float(Vec<f64>),
    /// Whole numbers.
    Int(Vec<i64>),
    /// Small whole numbers, some unknown.
    SmallInt(Vec<Option<i32>>),
    /// Seconds since 1970-01-01 UTC, some unknown.
    Time(Vec<Option<i64>>),
    /// Truth values.
    Flag(Vec<bool>),
}

/// Writes a Parquet file of columns of one length, whole or not at all.
pub fn write_table(path: &Path, columns: &[(&str, Column)]) -> Result<(), TablesError> {
    write_atomically(path, &parquet_bytes(path, columns, Vec::new())?)
}

/// The bytes of a Parquet file; `path` is for errors.
pub(crate) fn parquet_bytes(
    path: &Path,
    columns: &[(&str, Column)],
    metadata: Vec<KeyValue>,
) -> Result<Vec<u8>, TablesError> {
    encoded(columns, metadata).map_err(|error| {
        TablesError::new(path, format!("cannot encode the table: {error}"), "give columns of one length")
    })
}

fn encoded(columns: &[(&str, Column)], metadata: Vec<KeyValue>) -> Result<Vec<u8>, ParquetError> {
    let mut properties = WriterProperties::builder()
        .set_created_by(concat!("linehaul ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_dictionary_enabled(false)
        .set_key_value_metadata((!metadata.is_empty()).then_some(metadata));
    let mut fields = Vec::new();
    let mut arrays = Vec::new();
    for (name, column) in columns {
        properties = column.encode(properties, ColumnPath::from(*name));
        let array = column.to_array();
        fields.push(Field::new(*name, array.data_type().clone(), column.may_be_unknown()));
        arrays.push(array);
    }
    let schema = Arc::new(Schema::new(fields));
    let batch = RecordBatch::try_new(Arc::clone(&schema), arrays)?;
    let mut writer = ArrowWriter::try_new(Vec::new(), schema, Some(properties.build()))?;
    writer.write(&batch)?;
    writer.into_inner()
}

impl Column {
    /// Times that are all known.
    pub fn times(seconds: &[i64]) -> Self {
        Self::Time(seconds.iter().copied().map(Some).collect())
    }

    fn may_be_unknown(&self) -> bool {
        matches!(self, Self::SmallInt(_) | Self::Time(_))
    }

    fn to_array(&self) -> ArrayRef {
        match self {
            Self::Text(texts) | Self::Ids(PackageIds::Texts(texts)) => Arc::new(StringArray::from_iter_values(texts)),
            Self::Int(numbers) | Self::Ids(PackageIds::Numbers(numbers)) => {
                Arc::new(Int64Array::from_iter_values(numbers.iter().copied()))
            }
            Self::Float(numbers) => Arc::new(Float64Array::from_iter_values(numbers.iter().copied())),
            Self::SmallInt(numbers) => Arc::new(numbers.iter().copied().collect::<Int32Array>()),
            Self::Time(seconds) => {
                let micros = seconds.iter().map(|time| time.map(|seconds| seconds * 1_000_000));
                Arc::new(micros.collect::<TimestampMicrosecondArray>().with_timezone("UTC"))
            }
            Self::Flag(flags) => Arc::new(BooleanArray::from(flags.clone())),
        }
    }

    fn encode(&self, properties: WriterPropertiesBuilder, path: ColumnPath) -> WriterPropertiesBuilder {
        match self {
            Self::Text(_) => properties.set_column_dictionary_enabled(path, true),
            Self::Ids(PackageIds::Texts(_)) => properties.set_column_encoding(path, Encoding::DELTA_LENGTH_BYTE_ARRAY),
            Self::Float(_) => properties.set_column_encoding(path, Encoding::BYTE_STREAM_SPLIT),
            Self::Ids(PackageIds::Numbers(_)) | Self::Int(_) | Self::SmallInt(_) | Self::Time(_) => {
                properties.set_column_encoding(path, Encoding::DELTA_BINARY_PACKED)
            }
            Self::Flag(_) => properties,
        }
    }
}
