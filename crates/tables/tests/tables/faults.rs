//! Every fault has one clear message: file, line or row, column, value, remedy.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use linehaul_tables::{TablesError, read_case};

use crate::toy::Toy;

/// File, line, column, and parts of the message of a fault.
#[track_caller]
fn assert_fault(error: &TablesError, file: &str, line: Option<usize>, column: Option<&str>, parts: &[&str]) {
    let message = error.to_string();
    assert!(error.path.ends_with(file), "{message}");
    assert_eq!(error.line, line, "{message}");
    assert_eq!(error.column.as_deref(), column, "{message}");
    for part in parts {
        assert!(message.contains(part), "{message}\nlacks {part:?}");
    }
    assert!(!error.remedy.is_empty(), "{message}");
}

/// Spoils one place of the toy case.
fn spoiled(file: &str, from: &str, to: &str) -> TablesError {
    let toy = Toy::new();
    toy.replace(file, from, to);
    toy.fault()
}

#[test]
fn a_missing_folder_or_file_is_named() {
    let error = read_case(Path::new("no/such/case")).unwrap_err();
    assert_fault(&error, "no/such/case", None, None, &["no such folder", "case.toml"]);
    for file in ["case.toml", "hubs.csv", "lanes.csv", "vehicles.csv"] {
        let toy = Toy::new();
        toy.remove(file);
        assert_fault(&toy.fault(), file, None, None, &["missing"]);
    }
    let toy = Toy::new();
    toy.remove("packages.csv");
    assert_fault(&toy.fault(), "packages.parquet", None, None, &["missing", "or .csv"]);
    toy.write("packages.csv", "");
    toy.write("packages.parquet", "");
    assert_fault(&toy.fault(), "packages.csv", None, None, &["keep one"]);
}

#[test]
fn keys_of_the_header_are_known_and_typed() {
    let error = spoiled("case.toml", "hours", "horus");
    assert_fault(&error, "case.toml", Some(2), Some("horus"), &["unknown key `horus`", "did you mean `hours`?"]);
    let excerpt = error.excerpt.unwrap();
    assert_eq!(&excerpt.text[excerpt.span], "horus");
    let error = spoiled("case.toml", "hours = 48", "hours = \"48\"");
    assert_fault(&error, "case.toml", Some(2), Some("hours"), &["\"48\" is not a whole number"]);
    let error = spoiled("case.toml", "hours = 48", "hours = 0");
    assert_fault(&error, "case.toml", Some(2), Some("hours"), &["0 is not a horizon"]);
    let error = spoiled("case.toml", "2024-01-01T00:00:00Z", "\"yesterday\"");
    assert_fault(&error, "case.toml", Some(3), Some("start"), &["\"yesterday\" is not a time", "RFC 3339"]);
    let error = spoiled("case.toml", "name = \"toy\"\n", "");
    assert_fault(&error, "case.toml", None, Some("name"), &["`name` is missing"]);
    let error = spoiled("case.toml", "source =", "source");
    assert_fault(&error, "case.toml", Some(5), None, &["not TOML"]);
    let error = spoiled("case.toml", "source = \"made up\"", "[late]\nhorly = 0.1");
    assert_fault(&error, "case.toml", Some(6), Some("late.horly"), &["did you mean `hourly`?"]);
    let error = spoiled("case.toml", "source = \"made up\"", "late.shares = [[5, 0.1]]");
    assert_fault(&error, "case.toml", Some(5), Some("late.shares"), &["the first from 0"]);
}

#[test]
fn columns_are_known_and_complete() {
    let error = spoiled("lanes.csv", "km", "kms");
    assert_fault(&error, "lanes.csv", Some(1), Some("kms"), &["unknown column \"kms\"", "did you mean `km`?"]);
    let error = spoiled("hubs.csv", "lat,", "lon,");
    assert_fault(&error, "hubs.csv", Some(1), Some("lon"), &["repeated"]);
    let toy = Toy::new();
    toy.write("lanes.csv", "from,to,hours\na,b,2\n");
    assert_fault(&toy.fault(), "lanes.csv", Some(1), Some("km"), &["\"km\" is missing", "from,to,km,hours"]);
    let error = spoiled("lanes.csv", "b,c,200,3", "b,c,200");
    assert_fault(&error, "lanes.csv", Some(3), None, &["3 cells under a header of 4"]);
}

#[test]
fn cells_are_numbers_of_the_right_kind() {
    let error = spoiled("lanes.csv", "b,c,200", "b,c,abc");
    assert_fault(&error, "lanes.csv", Some(3), Some("km"), &["\"abc\"", "give a number"]);
    for (file, from, to, line, column) in [
        ("lanes.csv", "b,c,200", "b,c,NaN", 3, "km"),
        ("lanes.csv", "b,c,200", "b,c,-5", 3, "km"),
        ("lanes.csv", "b,c,200", "b,c,4294968", 3, "km"),
        ("lanes.csv", "200,3", "200,2.5", 3, "hours"),
        ("hubs.csv", "50.7", "inf", 3, "lat"),
        ("hubs.csv", "50.7", "97", 3, "lat"),
        ("vehicles.csv", "0.6", "", 3, "cost_per_km"),
        ("vehicles.csv", "10000", "4294968", 2, "max_kg"),
        ("vehicles.csv", "van", "van;small", 3, "id"),
        ("packages.csv", ",40,", ",nan,", 3, "kg"),
        ("packages.csv", ",40,", ",-40,", 3, "kg"),
        ("packages.csv", ",0.25,", ",inf,", 3, "m3"),
        ("packages.csv", "20000", "NaN", 4, "value"),
        ("packages.csv", "20000", "-1", 4, "value"),
    ] {
        assert_fault(&spoiled(file, from, to), file, Some(line), Some(column), &[]);
    }
}

#[test]
fn names_must_exist_and_ids_must_be_unique() {
    let toy = Toy::new();
    for (file, text) in [
        ("hubs.csv", "b,Bonn"),
        ("lanes.csv", "a,b"),
        ("lanes.csv", "b,c"),
        ("lanes.csv", "c,b"),
        ("lanes.csv", "b,a"),
        ("packages.csv", "2,b"),
    ] {
        toy.replace(file, text, &text.replace('b', "bonn"));
    }
    toy.read().unwrap();
    toy.replace("lanes.csv", "bonn,c", "bon,c");
    assert_fault(&toy.fault(), "lanes.csv", Some(3), Some("from"), &["no hub \"bon\"", "did you mean `bonn`?"]);
    toy.replace("lanes.csv", "bon,c", "bonn,c");
    toy.replace("packages.csv", "2,bonn", "2,bomn");
    assert_fault(&toy.fault(), "packages.csv", Some(3), Some("origin"), &["did you mean `bonn`?"]);

    let error = spoiled("hubs.csv", "c,Köln,51,7,2", "c,Köln,51,7,2\na,Again,51,7,2");
    assert_fault(&error, "hubs.csv", Some(5), Some("id"), &["\"a\" is already"]);
    let error = spoiled("vehicles.csv", "van", "truck");
    assert_fault(&error, "vehicles.csv", Some(3), Some("id"), &["\"truck\" is already"]);
    let error = spoiled("packages.csv", "3,c,a", "1,c,a");
    assert_fault(&error, "packages.csv", Some(4), Some("id"), &["1 is already"]);
    let error = spoiled("lanes.csv", "from,to,km,hours\na,b,100,2", "from,to,km,hours,vehicle_types\na,b,100,2,vam");
    assert_fault(&error, "lanes.csv", Some(2), Some("vehicle_types"), &["did you mean `van`?"]);
}

#[test]
fn packages_must_be_possible_to_carry() {
    let error = spoiled("packages.csv", "2024-01-02T00:00:00Z,40", "2024-01-01T04:00:00Z,40");
    assert_fault(&error, "packages.csv", Some(3), Some("due_at"), &["hours before released_at"]);
    let error = spoiled("packages.csv", "2024-01-02T00:00:00Z,40", "soon,40");
    assert_fault(&error, "packages.csv", Some(3), Some("due_at"), &["\"soon\" is not a time", "RFC 3339"]);
    let error = spoiled("packages.csv", "2024-01-02T00:00:00Z,40", "9024-01-02T00:00:00Z,40");
    assert_fault(&error, "packages.csv", Some(3), Some("due_at"), &["more than a thousand years"]);
    let error = spoiled("lanes.csv", "b,c,200,3\n", "");
    assert_fault(&error, "packages.csv", Some(2), Some("destination"), &["no lanes lead from \"a\" to \"c\""]);
    let error = spoiled("packages.csv", ",2.5,", ",55,");
    assert_fault(&error, "packages.csv", Some(2), Some("m3"), &["500 kg and 55 m3 fit no vehicle type"]);
}

#[test]
fn tables_must_not_be_empty() {
    for (file, header, part) in [
        ("hubs.csv", "id,name,lat,lon,max_dispatch_per_hour\n", "at least two"),
        ("lanes.csv", "from,to,km,hours\n", "no lanes"),
        ("vehicles.csv", "id,max_kg,max_m3,cost_per_km,cost_per_dispatch\n", "at least one type"),
        ("packages.csv", "id,origin,destination,released_at,due_at,kg,m3,value\n", "at least one package"),
    ] {
        let toy = Toy::new();
        toy.write(file, header);
        assert_fault(&toy.fault(), file, None, None, &[part]);
        toy.write(file, "");
        assert_fault(&toy.fault(), file, None, None, &["the file is empty", "the first line must name"]);
    }
}

#[test]
fn reading_stops_at_the_first_hub_too_many() {
    let toy = Toy::new();
    let mut hubs = fs::read_to_string(toy.path().join("hubs.csv")).unwrap();
    for hub in 3..1_001 {
        writeln!(hubs, "h{hub},,0,0,1").unwrap();
    }
    // Had the reader gone on, it would have met this line first.
    hubs.push_str("broken\n");
    toy.write("hubs.csv", hubs);
    assert_fault(&toy.fault(), "hubs.csv", Some(1_002), None, &["more than 1000 hubs"]);
}

#[test]
fn encodings_of_spreadsheets_are_read_or_named() {
    let toy = Toy::new();
    let plain = format!("{:?}", toy.read().unwrap().case);
    for file in ["case.toml", "hubs.csv", "lanes.csv", "vehicles.csv", "packages.csv"] {
        toy.replace(file, "\n", "\r\n");
        let text = fs::read_to_string(toy.path().join(file)).unwrap();
        toy.write(file, format!("\u{feff}{text}"));
    }
    assert_eq!(format!("{:?}", toy.read().unwrap().case), plain);
    toy.replace("lanes.csv", "c,b,200", "\r\nc,b,many");
    assert_fault(&toy.fault(), "lanes.csv", Some(5), Some("km"), &["\"many\""]);

    let toy = Toy::new();
    toy.write("hubs.csv", b"id,name,lat,lon,max_dispatch_per_hour\na,Aachen,50,6,2\nk,K\xf6ln,51,7,2\n");
    assert_fault(&toy.fault(), "hubs.csv", Some(3), None, &["UTF-8"]);
    toy.write("case.toml", b"name = \"K\xf6ln\"\n");
    assert_fault(&toy.fault(), "case.toml", None, None, &["UTF-8"]);
}

/// A cost a kilometre of 1e308 once made a summary of nulls that no auditor could read.
#[test]
fn costs_beyond_counting_are_named() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cost-overflow");
    let error = read_case(&dir).unwrap_err();
    assert_fault(&error, "vehicles.csv", Some(2), Some("cost_per_km"), &["1e308 is not a cost", "from 0 to 1e9"]);

    let error = spoiled("vehicles.csv", "1.2,40", "1.2,1e13");
    assert_fault(
        &error,
        "vehicles.csv",
        Some(2),
        Some("cost_per_dispatch"),
        &["10000000000000.0 is not a cost", "1e12"],
    );
    for multiplier in ["1e-7", "1e7", "inf", "nan", "-1.0"] {
        let error = spoiled("case.toml", "currency", &format!("cost_multiplier = {multiplier}\ncurrency"));
        assert_fault(
            &error,
            "case.toml",
            Some(4),
            Some("cost_multiplier"),
            &["is not a factor on costs", "a millionth"],
        );
    }
    // 1e9 a km over 200 km, times a million: more than 1e15 a departure. The van drives the lane too.
    let toy = Toy::new();
    toy.replace("vehicles.csv", "1.2,40", "1e9,40");
    toy.read().unwrap();
    toy.replace("case.toml", "currency", "cost_multiplier = 1e5\ncurrency");
    let parts = ["departure from \"a\" to \"b\" may cost 1.0000000004e16", "within 1e-6 and 1e15"];
    assert_fault(&toy.fault(), "vehicles.csv", Some(2), Some("cost_per_km"), &parts);
}

#[test]
fn sums_beyond_counting_are_named() {
    // 4.6e18 millionths, over one penalty and 48 hours of waiting: 9.39e10. The demo of a table that counts in the wrong unit.
    let toy = Toy::new();
    toy.replace("case.toml", "currency", "late = { shares = [[0, 10]] }\ncurrency");
    let row = |id: usize| format!("{},b,c,2024-01-01T05:00:00Z,2024-01-02T00:00:00Z,40,0.25,1e9\n", id + 10);
    let mut packages = fs::read_to_string(toy.path().join("packages.csv")).unwrap();
    packages = packages
        .replace(",announced_at", "")
        .replace(",2024-01-01T00:00:00Z,", ",")
        .replace(",2023-12-31T00:00:00Z", "");
    packages.extend((0..3).map(row));
    toy.write("packages.csv", &packages);
    toy.read().unwrap();
    packages.extend((3..6).map(row));
    toy.write("packages.csv", &packages);
    assert_fault(
        &toy.fault(),
        "packages.csv",
        None,
        Some("value"),
        &["late penalties", "1.2", "at most 93", "thousands"],
    );

    // The truck has the larger volume: a package that fits the van only is as heavy as a million trucks.
    let toy = Toy::new();
    toy.replace("vehicles.csv", "truck,10000,50", "truck,0.001,50");
    assert_fault(&toy.fault(), "packages.csv", Some(2), Some("kg"), &["as heavy as 500000 of", "at most 255"]);

    let toy = Toy::new();
    let slowdown = "[[slowdown]]\nhours = [0, 48]\nextra_hours = 240\n";
    toy.write("rules.toml", slowdown.repeat(272));
    toy.read().unwrap();
    toy.write("rules.toml", slowdown.repeat(273));
    assert_fault(&toy.fault(), "rules.toml", None, Some("extra_hours"), &["add up to 65520 hours", "65535"]);

    let toy = Toy::new();
    let tariff = "[[tariff]]\nhours = [0, 48]\nfactor = 1e6\n";
    toy.write("rules.toml", tariff.repeat(2));
    toy.read().unwrap();
    toy.write("rules.toml", tariff.repeat(3));
    assert_fault(&toy.fault(), "vehicles.csv", Some(2), Some("cost_per_km"), &["e20", "within"]);
    // One after the other they do not multiply.
    let day = |day: usize| format!("[[tariff]]\nhours = [{}, {}]\nfactor = 1e6\n", day * 6, day * 6 + 6);
    toy.write("rules.toml", (0..8).map(day).collect::<String>());
    toy.read().unwrap();
}
