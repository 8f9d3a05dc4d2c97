//! Policies that cannot be read, and explanations that cannot be made: refused by every command that takes a policy.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{case, pretrained};
use crate::bad_input::refusal::assert_refused;
use crate::folders::names;
use crate::program::linehaul;
use crate::skipped::skip;

/// What the program says to these bytes as a policy file.
#[track_caller]
fn assert_file_refused(bytes: &[u8], part: &str, remedy: &str) {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("mine.safetensors");
    fs::write(&file, bytes).unwrap();
    let (file, out) = (file.to_str().unwrap(), folder.path().join("out"));
    let case = crate::demo::dir();
    let (case, out) = (case.to_str().unwrap(), out.to_str().unwrap());
    for command in [
        &["policy", file][..],
        &["policy", file, "--explain", case],
        &["schedule", "--policy", file, "--case", case, "--out", out],
        &["exam", file],
    ] {
        assert_refused(&linehaul(command), &["mine.safetensors: ", part], remedy);
    }
    assert_eq!(names(folder.path()), ["mine.safetensors"]);
}

/// The bytes of the policy that comes with the program, with a text in its header replaced by one as long.
fn with(from: &str, to: &str) -> Vec<u8> {
    let mut bytes = fs::read(pretrained()).unwrap();
    let at = bytes.windows(from.len()).position(|window| window == from.as_bytes()).unwrap();
    bytes[at..at + from.len()].copy_from_slice(to.as_bytes());
    bytes
}

#[test]
fn damaged_files() {
    let whole = fs::read(pretrained()).unwrap();
    let damaged = "use an older checkpoint, or train again";
    assert_file_refused(&whole[..whole.len() / 2], "this is no policy file", damaged);
    assert_file_refused(b"policy = \"economic\"\n", "this is no policy file", damaged);
    assert_file_refused(&[], "this is no policy file", damaged);
    let mut flipped = whole.clone();
    flipped[whole.len() - 3] ^= 4;
    assert_file_refused(&flipped, "the numbers have checksum", damaged);
    assert_file_refused(&with("\\\"seed\\\":1", "\\\"seed\\\":-"), "the header does not fit", "");
}

/// Any single bit, at places all over the header: refused, or a file whose numbers are what they were.
#[test]
fn a_flipped_bit_anywhere_is_no_panic() {
    let folder = TempDir::new().unwrap();
    let (whole, file) = (fs::read(pretrained()).unwrap(), folder.path().join("mine.safetensors"));
    for at in (0..1500).step_by(29) {
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (at % 8);
        fs::write(&file, flipped).unwrap();
        let done = linehaul(["policy".as_ref(), file.as_os_str()]);
        assert!([0, 2].contains(&done.code) && !done.stderr.contains("panicked"), "byte {at}: {done:?}");
        assert!(done.code == 2 || done.stdout.contains("9,799 weights"), "byte {at}: {done:?}");
    }
}

#[test]
fn files_of_another_program() {
    let foreign = "train again, or use the program that wrote it";
    let features = "the file has feature version 5, this program has 0x0f241d90804348a5";
    assert_file_refused(&with("features\\\":4", "features\\\":5"), features, foreign);
    assert_file_refused(&with("format\\\":4", "format\\\":9"), "the file has format version 9", foreign);
    assert_file_refused(&with("vehicles\\\"", "vehicle_\\\""), "chooses among \"vehicle_\"", foreign);
    assert_file_refused(&with("lane_features\\\":80", "lane_features\\\":81"), "81 features of a lane", foreign);
}

#[test]
fn weights_of_another_shape_and_weights_that_are_no_numbers() {
    let damaged = "use an older checkpoint, or train again";
    let shape = "tensor actor.0.weight is F32 [80, 64], not F32 [80, 32]";
    assert_file_refused(&with("[64,64]", "[32,64]"), shape, damaged);
    for weight in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let mut file = linehaul_agents::decide::policies::from_bytes(&fs::read(pretrained()).unwrap()).unwrap();
        file.policies[0].actor[7] = weight;
        let problem = format!("tensor actor.0.weight holds {weight}, with which nothing can be decided");
        assert_file_refused(&file.to_bytes(), &problem, damaged);
    }
}

#[test]
fn names_that_are_no_policy() {
    assert_refused(
        &linehaul(["policy", "pretrainer"]),
        &["\"pretrainer\" is not a policy"],
        "did you mean \"pretrained\"?",
    );
    let missing = linehaul(["policy", "no/such"]);
    assert_refused(&missing, &["no/such.safetensors: cannot read"], "check the path");
}

#[test]
fn explanations_that_cannot_be_made() {
    let folder = TempDir::new().unwrap();
    let case = case(folder.path());
    let case = case.to_str().unwrap();
    let explain =
        |policy: &str, case: &str, more: &[&str]| linehaul(["policy", policy, "--explain", case].iter().chain(more));
    let rule = explain("economic", case, &[]);
    assert_refused(&rule, &["--explain: \"economic\" is a rule, which reads no features"], "give pretrained");
    let nowhere = explain("pretrained", "no/case", &[]);
    assert_refused(&nowhere, &["no/case: there is no such folder"], "a case is a folder");
    let one = explain("pretrained", case, &["--seeds", "1"]);
    assert_refused(&one, &["--seeds: 1 demand has no interval"], "--seeds 1..6");
    let none = explain("pretrained", case, &["--seeds", "3..3"]);
    none.assert_code(2);
    assert!(none.stderr.contains("0 seeds: give 1 to 10000"), "{}", none.stderr);
    for option in [["--seeds", "3"], ["--out", "x"]] {
        let alone = linehaul(["policy", "pretrained"].iter().chain(&option));
        alone.assert_code(2);
        assert!(alone.stderr.contains("--explain"), "{}", alone.stderr);
    }
    let input = format!("{case}/case.toml");
    let over = explain("pretrained", case, &["--out", &format!("{input}/x.html")]);
    assert_refused(&over, &["case.toml: cannot write here"], "choose another folder");
    let page = folder.path().join("page.html");
    fs::create_dir(&page).unwrap();
    let is_folder = explain("pretrained", case, &["--seeds", "2", "--out", page.to_str().unwrap()]);
    assert_refused(&is_folder, &["page.html: this is a folder"], "name a file");
    if Path::new("/proc/self").exists() {
        for out in ["/proc/linehaul/page.html", "/proc/linehaul"] {
            assert_refused(
                &explain("pretrained", case, &["--out", out]),
                &["/proc/linehaul: cannot write here"],
                "choose another",
            );
        }
    } else {
        skip("/proc");
    }
}
