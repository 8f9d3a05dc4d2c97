//! Packages in Parquet: every usual form of a column is read alike, and broken files are named.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, TimeUnit};
use linehaul_case::PackageIds;
use linehaul_tables::{Cells, PackagesFormat, TablesError, write_case, write_table};
use parquet::arrow::ArrowWriter;

use crate::toy::Toy;

/// The toy case with its packages in Parquet.
fn toy() -> Toy {
    let toy = Toy::new();
    let case = toy.read().unwrap();
    write_case(&toy.path().join("copy"), &case.case, PackagesFormat::Parquet, &case.extras).unwrap();
    toy.remove("packages.csv");
    fs::rename(toy.path().join("copy/packages.parquet"), toy.path().join("packages.parquet")).unwrap();
    toy
}

const TIME: i64 = 1_704_067_200; // 2024-01-01T00:00:00Z, seconds

/// The toy's first two packages, in columns.
fn columns() -> Vec<(&'static str, Cells)> {
    let texts = |texts: [&str; 2]| Cells::Text(texts.map(str::to_owned).to_vec());
    vec![
        ("id", Cells::Int(vec![1, 2])),
        ("origin", texts(["a", "b"])),
        ("destination", texts(["c", "c"])),
        ("released_at", Cells::Time(vec![TIME; 2])),
        ("due_at", Cells::Time(vec![TIME + 86_400; 2])),
        ("kg", Cells::Float(vec![1.0, 2.0])),
        ("m3", Cells::Float(vec![1.0, 2.0])),
        ("value", Cells::Float(vec![1.0, 2.0])),
    ]
}

/// The fault of a table with one column replaced.
fn fault_of(name: &str, column: Cells) -> TablesError {
    let toy = toy();
    let mut columns = columns();
    columns.iter_mut().find(|(column, _)| *column == name).unwrap().1 = column;
    write_table(&toy.path().join("packages.parquet"), &columns).unwrap();
    toy.fault()
}

fn write_batch(path: &Path, columns: Vec<(&str, ArrayRef)>) {
    let batch = RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(n, c)| (n, c, true))).unwrap();
    let mut writer = ArrowWriter::try_new(fs::File::create(path).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

#[test]
fn every_usual_type_of_column_is_read() {
    let dictionary = |values| DataType::Dictionary(Box::new(DataType::Int8), Box::new(values));
    let texts = [
        DataType::Utf8,
        DataType::LargeUtf8,
        DataType::Utf8View,
        dictionary(DataType::Utf8),
        dictionary(DataType::LargeUtf8),
    ];
    let ids = [DataType::Int64, DataType::Int32, DataType::UInt8, DataType::UInt64, DataType::Int16];
    let numbers = [DataType::Float64, DataType::Float32, DataType::Int32, DataType::UInt64, DataType::Int64];
    let times = [
        DataType::Timestamp(TimeUnit::Second, None),
        DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into())),
        DataType::Timestamp(TimeUnit::Microsecond, Some("+02:00".into())),
        DataType::Timestamp(TimeUnit::Nanosecond, None),
        DataType::Timestamp(TimeUnit::Nanosecond, Some("UTC".into())),
    ];
    let text = |values: [&str; 2]| Arc::new(StringArray::from(values.to_vec())) as ArrayRef;
    let number = |values: [f64; 2]| Arc::new(Float64Array::from(values.to_vec())) as ArrayRef;
    let seconds = |time: i64| Arc::new(Int64Array::from(vec![time; 2])) as ArrayRef;
    let mut seen = Vec::new();
    for form in 0..5 {
        let cast = |array: &ArrayRef, to: &DataType| arrow_cast::cast(array, to).unwrap();
        let time = |time: i64| {
            let instants = cast(&seconds(time), &DataType::Timestamp(TimeUnit::Second, Some("UTC".into())));
            cast(&instants, &times[form])
        };
        let toy = toy();
        write_batch(
            &toy.path().join("packages.parquet"),
            vec![
                ("id", cast(&number([1.0, 2.0]), &ids[form])),
                ("origin", cast(&text(["a", "b"]), &texts[form])),
                ("destination", cast(&text(["c", "a"]), &texts[form])),
                ("released_at", time(TIME)),
                ("due_at", time(TIME + 86_400)),
                ("kg", cast(&number([1.0, 2.0]), &numbers[form])),
                ("m3", cast(&number([1.0, 2.0]), &numbers[form])),
                ("value", cast(&number([3.0, 4.0]), &numbers[form])),
                ("class", cast(&(Arc::new(StringArray::from(vec![None, Some("food")])) as ArrayRef), &texts[form])),
            ],
        );
        let case = toy.read().unwrap().case;
        assert_eq!(case.classes(), ["general", "food"]);
        seen.push(format!("{:?}", case.packages()));
    }
    assert!(seen.iter().all(|packages| *packages == seen[0]), "{seen:#?}");
}

#[test]
fn text_ids_stay_text() {
    let toy = toy();
    let mut columns = columns();
    columns[0].1 = Cells::Ids(PackageIds::Texts(vec!["x1".to_owned(), "007".to_owned()]));
    write_table(&toy.path().join("packages.parquet"), &columns).unwrap();
    assert_eq!(toy.read().unwrap().case.packages().ids.text(1), "007");
}

#[test]
fn a_fault_names_its_row_and_column() {
    for (column, values, row, part) in [
        ("kg", Cells::Float(vec![1.0, f64::NAN]), 2, "NaN is not a finite number"),
        ("kg", Cells::Float(vec![-1.0, 1.0]), 1, "-1 is negative"),
        ("kg", Cells::Float(vec![1.0, 5e6]), 2, "too large"),
        ("m3", Cells::Float(vec![1.0, f64::INFINITY]), 2, "inf is not a finite number"),
        ("value", Cells::Float(vec![1.0, f64::NAN]), 2, "NaN is not a finite number"),
        ("origin", Cells::Text(vec!["a".to_owned(), "q".to_owned()]), 2, "no hub \"q\""),
        ("due_at", Cells::OptionalTime(vec![Some(TIME), None]), 2, "the cell is empty"),
        ("due_at", Cells::Time(vec![TIME, TIME - 1]), 2, "hours before released_at"),
        ("due_at", Cells::Time(vec![TIME, TIME * 1_000]), 2, "check the unit"),
        ("kg", Cells::OptionalSmallInt(vec![None, Some(1)]), 1, "the cell is empty"),
        ("id", Cells::Int(vec![7, 7]), 2, "7 is already"),
    ] {
        let error = fault_of(column, values);
        let message = error.to_string();
        assert!(error.path.ends_with("packages.parquet") && message.contains(part), "{message}\nlacks {part:?}");
        assert_eq!((error.row, error.column.as_deref()), (Some(row), Some(column)), "{message}");
    }
}

#[test]
fn a_column_of_the_wrong_type_is_named() {
    let words = || Cells::Text(vec!["1".to_owned(), "2".to_owned()]);
    for (column, values, part) in [
        ("kg", words(), "not numbers"),
        ("due_at", words(), "not timestamps"),
        ("origin", Cells::Int(vec![1, 2]), "not text"),
        ("id", Cells::Float(vec![1.0, 2.0]), "not whole numbers or text"),
    ] {
        let message = fault_of(column, values).to_string();
        assert!(message.contains(part) && message.contains(column), "{message}");
    }
}

#[test]
fn unknown_and_missing_columns_are_named() {
    let toy = toy();
    let path = toy.path().join("packages.parquet");
    let mut table = columns();
    table[6].0 = "m4";
    write_table(&path, &table).unwrap();
    assert!(toy.fault().to_string().contains("unknown column \"m4\""));
    table.remove(6);
    write_table(&path, &table).unwrap();
    assert!(toy.fault().to_string().contains("the column \"m3\" is missing"));
}

#[test]
fn empty_truncated_and_foreign_files_are_named() {
    let toy = toy();
    let path = toy.path().join("packages.parquet");
    let whole = fs::read(&path).unwrap();
    for bytes in [&whole[..whole.len() / 2], &whole[..whole.len() - 1], b"", b"id,origin\n"] {
        toy.write("packages.parquet", bytes);
        assert!(toy.fault().to_string().contains("not a whole Parquet file"), "{}", toy.fault());
    }
    let none = [("id", Cells::Int(vec![]))];
    let empty = columns().into_iter().map(|(name, column)| {
        let column = match column {
            Cells::Text(_) => Cells::Text(vec![]),
            Cells::Time(_) => Cells::Time(vec![]),
            Cells::Float(_) => Cells::Float(vec![]),
            _ => none[0].1.clone(),
        };
        (name, column)
    });
    write_table(&path, &empty.collect::<Vec<_>>()).unwrap();
    assert!(toy.fault().to_string().contains("the table has no rows"));
}

#[test]
fn damaged_files_are_faults_and_never_panics() {
    let toy = toy();
    let whole = fs::read(toy.path().join("packages.parquet")).unwrap();
    for position in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[position] ^= 0x55;
        toy.write("packages.parquet", damaged);
        // A flipped bit of a value may go unseen; what matters is that reading ends.
        let _ = toy.read();
    }
}
