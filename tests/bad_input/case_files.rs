//! Case folders with missing, misnamed or mistyped parts.

use super::refusal::{assert_refused, assert_spoiled_refused, assert_toy_refused};
use crate::program::schedule;
use crate::toy_case::Toy;

#[test]
fn the_toy_case_is_sound() {
    Toy::new().schedule(&[]).assert_code(0);
}

#[test]
fn a_missing_folder_or_file() {
    let toy = Toy::new();
    let nowhere = toy.case().join("elsewhere");
    assert_refused(&schedule(&nowhere, &toy.out(), &[]), &["case/elsewhere: there is no such folder"], "case.toml");
    for file in ["case.toml", "hubs.csv", "lanes.csv", "vehicles.csv"] {
        let toy = Toy::new();
        toy.remove(file);
        assert_toy_refused(&toy, &[&format!("case/{file}: the file is missing")], "a case is a folder with");
    }
    let toy = Toy::new();
    toy.remove("packages.csv");
    assert_toy_refused(&toy, &["packages.parquet: the file is missing"], "packages.parquet or .csv");
}

#[test]
fn a_missing_column_or_key() {
    let toy = Toy::new();
    toy.write("lanes.csv", "from,to,hours\na,b,2\n");
    assert_toy_refused(&toy, &["lanes.csv:1, km: the column \"km\" is missing"], "from,to,km,hours");
    assert_spoiled_refused("case.toml", ["currency = \"EUR\"\n", ""], &["case.toml, currency", "missing"], "add it");
}

#[test]
fn an_unknown_column_or_key() {
    assert_spoiled_refused(
        "case.toml",
        ["hours", "horus"],
        &["case.toml:2, horus: unknown key"],
        "did you mean `hours`?",
    );
    assert_spoiled_refused(
        "lanes.csv",
        ["km", "kms"],
        &["lanes.csv:1, kms: unknown column \"kms\""],
        "did you mean `km`?",
    );
    let toy = Toy::new();
    toy.write("rules.toml", "[[tarif]]\nhours = [0, 5]\nfactor = 2\n");
    assert_toy_refused(&toy, &["rules.toml:1, tarif: unknown key `tarif`"], "did you mean `tariff`?");
}

#[test]
fn the_faulty_line_of_a_text_file_is_shown() {
    let toy = Toy::new();
    toy.replace("case.toml", "hours", "horus");
    let text = toy.schedule(&[]).stderr;
    assert!(text.contains("[case.toml:2:1]") && text.contains("horus = 48"), "{text}");
}

#[test]
fn a_value_of_the_wrong_type() {
    let cases = [
        (
            "case.toml",
            ["hours = 48", "hours = \"48\""],
            "case.toml:2, hours: \"48\" is not a whole number",
            "a whole number",
        ),
        ("lanes.csv", ["b,c,200", "b,c,far"], "lanes.csv:3, km: \"far\" is not a number", "give a number"),
        ("lanes.csv", ["c,b,200,3", "c,b,200,2.5"], "lanes.csv:4, hours: \"2.5\"", "whole number"),
        (
            "packages.csv",
            ["2024-01-02T00:00:00Z,40", "soon,40"],
            "packages.csv:3, due_at: \"soon\" is not a time",
            "RFC 3339",
        ),
    ];
    for (file, change, problem, remedy) in cases {
        assert_spoiled_refused(file, change, &[problem], remedy);
    }
}

#[test]
fn a_number_that_is_none() {
    let cases = [
        ("hubs.csv", ["50.7", "inf"], "hubs.csv:3, lat: inf is not a finite number"),
        ("lanes.csv", ["b,c,200", "b,c,NaN"], "lanes.csv:3, km: NaN is not a finite number"),
        ("vehicles.csv", ["0.6", "-inf"], "vehicles.csv:3, cost_per_km: -inf is not a finite number"),
        ("packages.csv", [",40,", ",nan,"], "packages.csv:3, kg: NaN is not a finite number"),
        ("packages.csv", [",0.25,", ",infinity,"], "packages.csv:3, m3: inf is not a finite number"),
    ];
    for (file, change, problem) in cases {
        assert_spoiled_refused(file, change, &[problem], "give a number");
    }
    assert_spoiled_refused(
        "case.toml",
        ["hours = 48", "hours = 48\ncost_multiplier = nan"],
        &["case.toml:3, cost_multiplier: NaN"],
        "1 is usual",
    );
}

#[test]
fn a_hub_that_is_not_listed() {
    assert_spoiled_refused("lanes.csv", ["b,c,200", "b,d,200"], &["lanes.csv:3, to: there is no hub \"d\""], "a, b, c");
    assert_spoiled_refused(
        "packages.csv",
        ["2,b,c", "2,bonn,c"],
        &["packages.csv:3, origin: there is no hub \"bonn\""],
        "a, b, c",
    );
}

#[test]
fn an_id_that_is_taken() {
    assert_spoiled_refused(
        "hubs.csv",
        ["c,Köln,51,7,2\n", "c,Köln,51,7,2\na,Ahrweiler,51,7,2\n"],
        &["hubs.csv:5, id: \"a\" is already the id of an earlier hub"],
        "unique id",
    );
    assert_spoiled_refused(
        "vehicles.csv",
        ["van", "truck"],
        &["vehicles.csv:3, id: \"truck\" is already"],
        "unique id",
    );
    assert_spoiled_refused("packages.csv", ["3,c,a", "1,c,a"], &["packages.csv:4, id: 1 is already"], "unique id");
}
