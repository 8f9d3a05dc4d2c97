//! From folders: what was written is read back and holds, and a schedule meets its own case only.

use std::path::Path;

use linehaul_case::Case;
use linehaul_tables::{CaseExtras, PackagesFormat, ScheduleFiles, read_case, write_case, write_schedule_files};

use super::lines;
use super::tiny::{case, case_with, schedule};
use crate::{VerifyError, verify};

/// Writes a case and a schedule that names its hash.
fn write(dir: &Path, case: &Case, mut files: ScheduleFiles) {
    write_case(&dir.join("case"), case, PackagesFormat::Csv, &CaseExtras::default()).unwrap();
    files.meta.case_hash = read_case(&dir.join("case")).unwrap().hash;
    write_schedule_files(&dir.join("schedule"), &files).unwrap();
}

#[test]
fn a_schedule_in_files_holds_and_a_change_shows() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &case(), schedule());
    let report = verify(&dir.path().join("schedule"), &dir.path().join("case")).unwrap();
    assert_eq!(lines(&report), "");

    let dir = tempfile::tempdir().unwrap();
    let mut files = schedule();
    files.packages.late[2] = false;
    write(dir.path(), &case(), files);
    let report = verify(&dir.path().join("schedule"), &dir.path().join("case")).unwrap();
    assert_eq!(lines(&report), "packages row 3, late: states false, expected true (docs/model.md: late)\n");
}

#[test]
fn another_case_is_refused_with_both_names_and_what_to_do() {
    let (own, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write(own.path(), &case(), schedule());
    let tidy = case_with(|tables| tables.name = "tidy".to_owned());
    write(other.path(), &tidy, schedule());
    let error = verify(&own.path().join("schedule"), &other.path().join("case")).unwrap_err();
    assert!(matches!(error, VerifyError::OtherCase { .. }));
    let text = error.to_string();
    assert!(["\"tiny\"", "\"tidy\"", "give the folder"].iter().all(|part| text.contains(part)), "{text}");

    let missing = verify(&own.path().join("nothing"), &own.path().join("case")).unwrap_err();
    assert!(matches!(missing, VerifyError::Tables(_)));
}
