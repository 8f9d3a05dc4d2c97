//! Columns into a Parquet file, with the same bytes each time.

use std::path::Path;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::schema::types::ColumnPath;

use crate::atomic::write_atomically;
use crate::cells::Cells;
use crate::error::TablesError;
use crate::rows::Rows;

/// Writes a Parquet file of columns of one length, whole or not at all.
pub fn write_table(path: &Path, columns: &[(&str, Cells)]) -> Result<(), TablesError> {
    write_atomically(path, &parquet_bytes(path, columns, Vec::new())?)
}

/// Writes rows as their table is declared, whole or not at all.
pub fn write_rows<R: Rows>(path: &Path, rows: &R) -> Result<(), TablesError> {
    write_atomically(path, &rows_bytes(path, rows, Vec::new())?)
}

/// The bytes of a Parquet file of rows; `path` is for errors.
pub(crate) fn rows_bytes<R: Rows>(path: &Path, rows: &R, metadata: Vec<KeyValue>) -> Result<Vec<u8>, TablesError> {
    let columns: Vec<(&str, Cells)> = R::TABLE.names().zip(rows.to_cells()).collect();
    parquet_bytes(path, &columns, metadata)
}

/// The bytes of a Parquet file; `path` is for errors.
pub(crate) fn parquet_bytes(
    path: &Path,
    columns: &[(&str, Cells)],
    metadata: Vec<KeyValue>,
) -> Result<Vec<u8>, TablesError> {
    encoded(columns, metadata).map_err(|error| {
        TablesError::new(path, format!("cannot encode the table: {error}"), "give columns of one length")
    })
}

fn encoded(columns: &[(&str, Cells)], metadata: Vec<KeyValue>) -> Result<Vec<u8>, ParquetError> {
    let mut properties = WriterProperties::builder()
        .set_created_by(concat!("linehaul ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_dictionary_enabled(false)
        .set_key_value_metadata((!metadata.is_empty()).then_some(metadata));
    let mut fields = Vec::new();
    let mut arrays = Vec::new();
    for (name, cells) in columns {
        properties = cells.encode(properties, ColumnPath::from(*name));
        let array = cells.to_array();
        fields.push(Field::new(*name, array.data_type().clone(), cells.may_be_null()));
        arrays.push(array);
    }
    let schema = Arc::new(Schema::new(fields));
    let batch = RecordBatch::try_new(Arc::clone(&schema), arrays)?;
    let mut writer = ArrowWriter::try_new(Vec::new(), schema, Some(properties.build()))?;
    writer.write(&batch)?;
    writer.into_inner()
}
