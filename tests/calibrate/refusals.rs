//! Late prices and caps that are none.

use std::fs;

use super::{Sparse, calibrate, economic_schedule};
use crate::demo;
use crate::program::{linehaul, schedule};

#[test]
fn a_price_of_another_case_or_policy_is_refused() {
    let sparse = Sparse::new();
    sparse.calibrate(&["--max-late", "0.02"]).assert_code(0);
    let price = sparse.at("price.toml");
    let price = price.to_str().unwrap();
    let refused = |finished: crate::program::Finished, parts: &[&str]| {
        finished.assert_code(2);
        for part in parts {
            assert!(finished.stderr.contains(part), "{} lacks {part}", finished.stderr);
        }
    };
    let out = sparse.at("out");
    let other_case = economic_schedule(&demo::dir(), &out, &["--late-price", price]);
    refused(
        other_case,
        &["price.toml: the late price is of case \"sparse-7-000\"", "linehaul calibrate --policy economic"],
    );
    let other_policy = schedule(&sparse.case(), &out, &["--late-price", price, "--policy", "greedy"]);
    refused(other_policy, &["is of policy \"economic\"", "this is policy \"greedy\"", "calibrate again"]);
    let cases = sparse.at("cases");
    let evaluate = |more: &[&str]| {
        let given =
            ["evaluate", "--policies", "greedy", "--seeds", "1", "--cases", cases.to_str().unwrap(), "--late-price"];
        linehaul(given.iter().chain(more))
    };
    refused(evaluate(&[price]), &["policy \"economic\" on case \"sparse-7-000\"", "leave the file out"]);
    refused(evaluate(&["5", price]), &["a late price as a number, and more beside it", "one number for all"]);
    assert!(!out.exists());
}

#[test]
fn what_is_no_price_is_refused() {
    let sparse = Sparse::new();
    let out = sparse.at("out");
    let with = |price: &str| economic_schedule(&sparse.case(), &out, &["--late-price", price]);
    for price in ["-1", "NaN", "inf", "2e9"] {
        let refused = linehaul([
            "schedule".as_ref(),
            "--case".as_ref(),
            sparse.case().as_os_str(),
            "--out".as_ref(),
            out.as_os_str(),
            format!("--late-price={price}").as_ref(),
        ]);
        refused.assert_code(2);
        assert!(refused.stderr.contains("is not a late price") && refused.stderr.contains("0 to 1,000,000,000"));
    }
    let missing = with("no/such.toml");
    missing.assert_code(2);
    assert!(missing.stderr.contains("no/such.toml: cannot read"), "{}", missing.stderr);
    sparse.calibrate(&["--max-late", "0.5"]).assert_code(0);
    let file = sparse.at("price.toml");
    let text = fs::read_to_string(&file).unwrap().replace("late_price =", "late_prize =");
    fs::write(&file, text).unwrap();
    let wrong = with(file.to_str().unwrap());
    wrong.assert_code(2);
    assert!(wrong.stderr.contains("price.toml:2: unknown field `late_prize`"), "{}", wrong.stderr);
    assert!(!out.exists());
}

#[test]
fn a_cap_is_a_share() {
    for cap in ["0", "1.5", "-0.1", "NaN", "2%"] {
        let refused = calibrate(&demo::dir(), "no/file.toml".as_ref(), &[&format!("--max-late={cap}")]);
        refused.assert_code(2);
        assert!(refused.stderr.contains("such as 0.02 for 2 %"), "{}", refused.stderr);
    }
}
