//! Schedules that another program has read and saved again: the values are the same, the metadata is gone, and columns have the types
//! that the program prefers.

use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, ArrayRef, Float64Array, Int64Array, RecordBatch};
use arrow_schema::{DataType, TimeUnit};
use linehaul_tables::{ScheduleFiles, read_schedule, read_schedule_on_trust};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Compression;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use tempfile::TempDir;

use crate::schedules::{meta, written};

const FILES: [&str; 3] = ["departures.parquet", "loads.parquet", "packages.parquet"];

/// What a program makes of a column's type, of the order of the columns, of compression and metadata.
struct Program {
    retype: fn(&DataType) -> DataType,
    reversed: bool,
    compression: Compression,
    metadata: &'static [(&'static str, &'static str)],
}

/// Knows no empty whole numbers, counts nanoseconds, and writes notes of its own.
const PANDAS: Program = Program {
    retype: |kind| match kind {
        DataType::Int32 => DataType::Float64,
        DataType::Timestamp(_, zone) => DataType::Timestamp(TimeUnit::Nanosecond, zone.clone()),
        other => other.clone(),
    },
    reversed: false,
    compression: Compression::SNAPPY,
    metadata: &[("pandas", "{\"index_columns\": []}")],
};

/// Long texts, no metadata, columns in another order.
const POLARS: Program = Program {
    retype: |kind| match kind {
        DataType::Utf8 => DataType::LargeUtf8,
        other => other.clone(),
    },
    reversed: true,
    compression: Compression::SNAPPY,
    metadata: &[],
};

/// Dictionaries, narrow numbers, times without a zone, no compression.
const OTHER: Program = Program {
    retype: |kind| match kind {
        DataType::Utf8 => DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8)),
        DataType::Int64 => DataType::UInt16,
        DataType::Timestamp(..) => DataType::Timestamp(TimeUnit::Millisecond, None),
        other => other.clone(),
    },
    reversed: false,
    compression: Compression::UNCOMPRESSED,
    metadata: &[("note", "saved by hand")],
};

fn read_batch(path: &Path) -> RecordBatch {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap().build().unwrap();
    reader.into_iter().next().unwrap().unwrap()
}

/// Saves a file again with one column changed.
fn change_column(path: &Path, name: &str, change: impl Fn(&ArrayRef) -> ArrayRef) {
    let batch = read_batch(path);
    let schema = batch.schema();
    let columns = schema.fields().iter().zip(batch.columns()).map(|(field, column)| {
        let column = if field.name() == name { change(column) } else { Arc::clone(column) };
        (field.name().clone(), column, true)
    });
    let batch = RecordBatch::try_from_iter_with_nullable(columns).unwrap();
    let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

impl Program {
    /// Reads a file and saves it again.
    fn resave(&self, path: &Path) {
        let batch = read_batch(path);
        let mut columns: Vec<(String, ArrayRef, bool)> = Vec::new();
        for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
            // Only what may be empty loses its type.
            let kept = *field.data_type() == DataType::Int32 && column.null_count() == 0;
            let to = if kept { DataType::Int32 } else { (self.retype)(field.data_type()) };
            columns.push((field.name().clone(), arrow_cast::cast(column, &to).unwrap(), true));
        }
        if self.reversed {
            columns.reverse();
        }
        let batch = RecordBatch::try_from_iter_with_nullable(columns).unwrap();
        let pairs = self.metadata.iter().map(|(key, value)| KeyValue::new((*key).to_owned(), (*value).to_owned()));
        let properties =
            WriterProperties::builder().set_compression(self.compression).set_key_value_metadata(Some(pairs.collect()));
        let mut writer =
            ArrowWriter::try_new(File::create(path).unwrap(), batch.schema(), Some(properties.build())).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
    }
}

fn tables(files: &ScheduleFiles) -> String {
    format!("{:?}\n{:?}\n{:?}\n{:?}", files.departures, files.loads, files.packages, files.summary)
}

#[test]
fn a_file_that_was_saved_again_is_refused_with_what_to_do() {
    for program in [PANDAS, POLARS, OTHER] {
        for name in FILES {
            let folder = written();
            let path = folder.path().join(name);
            program.resave(&path);
            let error = read_schedule(folder.path()).unwrap_err();
            assert_eq!(error.path, path);
            assert!(error.problem.contains("another program saved the file again"), "{error}");
            assert!(error.remedy.contains("docs/commands.md") && error.remedy.contains("--trust-case"), "{error}");
        }
    }
}

#[test]
fn on_trust_the_rows_are_those_that_were_written() {
    for program in [PANDAS, POLARS, OTHER] {
        let folder = written();
        let before = read_schedule(folder.path()).unwrap();
        for name in FILES {
            program.resave(&folder.path().join(name));
        }
        let after = read_schedule_on_trust(folder.path(), None).unwrap();
        assert_eq!(tables(&after), tables(&before));
        assert_eq!(after.meta, before.meta);
    }
}

/// A claim is not rounded to one that holds.
#[test]
fn a_part_of_a_second_is_refused() {
    let folder = written();
    let path = folder.path().join("departures.parquet");
    change_column(&path, "arrives_at", |column| {
        let parts = arrow_cast::cast(column, &DataType::Int64).unwrap();
        let later = Int64Array::from_iter_values(parts.as_primitive::<Int64Type>().values().iter().map(|t| t + 1));
        arrow_cast::cast(&later, column.data_type()).unwrap()
    });
    let message = read_schedule_on_trust(folder.path(), None).unwrap_err().to_string();
    assert!(message.contains("departures.parquet, row 1, arrives_at: the time is no whole second"), "{message}");
}

/// `summary.json` without what made the schedule.
fn forget_meta(folder: &TempDir) {
    let path = folder.path().join("summary.json");
    let mut json: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    json.as_object_mut().unwrap().remove("meta");
    fs::write(&path, json.to_string()).unwrap();
}

#[test]
fn the_seed_comes_from_whatever_file_still_has_it_or_from_the_user() {
    let folder = written();
    forget_meta(&folder);
    assert!(read_schedule(folder.path()).unwrap_err().to_string().contains("missing field `meta`"));
    // Two of three lost their metadata; the last still has it all.
    POLARS.resave(&folder.path().join(FILES[0]));
    POLARS.resave(&folder.path().join(FILES[1]));
    assert_eq!(read_schedule_on_trust(folder.path(), None).unwrap().meta, meta());
    POLARS.resave(&folder.path().join(FILES[2]));
    let error = read_schedule_on_trust(folder.path(), None).unwrap_err();
    assert!(error.path.ends_with("summary.json") && error.remedy.contains("--seed N"), "{error}");
    assert_eq!(read_schedule_on_trust(folder.path(), Some(5)).unwrap().meta.seed, 5);
}

#[test]
fn files_of_two_schedules_are_refused_on_trust_too() {
    let folder = written();
    let path = folder.path().join("summary.json");
    let text = fs::read_to_string(&path).unwrap().replace("\"seed\": 7", "\"seed\": 8");
    fs::write(&path, text).unwrap();
    POLARS.resave(&folder.path().join(FILES[0]));
    let error = read_schedule_on_trust(folder.path(), None).unwrap_err();
    assert!(error.path.ends_with(FILES[1]) && error.problem.contains("`linehaul.seed` is \"7\""), "{error}");
}

/// A column of decimals where whole numbers belong is read only if it has none but whole ones.
#[test]
fn half_an_hour_of_transit_is_named_with_its_row() {
    let folder = written();
    let path = folder.path().join("packages.parquet");
    change_column(&path, "transit_hours", |_| Arc::new(Float64Array::from(vec![Some(7.0), Some(3.5), None])));
    let error = read_schedule_on_trust(folder.path(), None).unwrap_err();
    assert_eq!((error.row, error.column.as_deref()), (Some(2), Some("transit_hours")), "{error}");
}

/// Saved by pyarrow with `compression="gzip"`.
#[test]
fn a_compression_that_is_not_read_is_named() {
    let folder = written();
    let path = folder.path().join("departures.parquet");
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/gzip/departures.parquet");
    fs::copy(fixture, &path).unwrap();
    let error = read_schedule_on_trust(folder.path(), None).unwrap_err();
    assert_eq!(error.path, path);
    assert!(error.problem.contains("compression") && error.remedy.contains("zstd, snappy"), "{error}");
}
