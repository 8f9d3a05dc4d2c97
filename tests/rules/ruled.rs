//! The demo case with a rule, its schedule, and the schedule without the rule held against it.

use std::fs;
use std::path::{Path, PathBuf};

use linehaul_tables::{ScheduleFiles, read_case, read_schedule, write_schedule_files};
use tempfile::TempDir;

use crate::demo;
use crate::folders::copy;
use crate::program::{schedule, verify};

/// A case with a rule, scheduled and verified.
pub struct Ruled {
    folder: TempDir,
    pub files: ScheduleFiles,
}

/// A row of `departures.parquet`, hours from the start.
#[derive(Clone, Copy, Debug)]
pub struct Truck<'a> {
    pub hour: u16,
    pub arrival: u16,
    pub from: &'a str,
    pub to: &'a str,
    pub vehicle: &'a str,
    pub km: f64,
    pub cost: f64,
}

impl Ruled {
    /// The demo case with this `rules.toml`.
    pub fn by(rules: &str) -> Self {
        Self::with(|case| {
            copy(&demo::dir(), case);
            fs::write(case.join("rules.toml"), rules).unwrap();
        })
    }

    /// A case written into the folder that the function gets.
    pub fn with(write: impl FnOnce(&Path)) -> Self {
        let folder = TempDir::new().unwrap();
        let (case, out) = (folder.path().join("case"), folder.path().join("schedule"));
        write(&case);
        schedule(&case, &out, &[]).assert_code(0);
        verify(&out, &case).assert_code(0);
        Self { files: read_schedule(&out).unwrap(), folder }
    }

    /// Case folder.
    pub fn case(&self) -> PathBuf {
        self.folder.path().join("case")
    }

    /// All trucks.
    pub fn trucks(&self) -> Vec<Truck<'_>> {
        trucks(&self.files)
    }

    /// Passes the schedule of the demo without the rule off as one of this case: `verify` must name the table, column and rule.
    #[track_caller]
    pub fn assert_old_schedule_breaks(&self, table: &str, column: &str, rule: &str) {
        let mut files = demo::SCHEDULE.clone();
        files.meta.case_hash = read_case(&self.case()).unwrap().hash;
        let dir = self.folder.path().join("old");
        write_schedule_files(&dir, &files).unwrap();
        let verified = verify(&dir, &self.case());
        verified.assert_code(1);
        let named = |line: &str| line.starts_with(table) && line.contains(column) && line.contains(rule);
        assert!(verified.stderr.lines().any(named), "no {table}, {column}, {rule} in\n{}", verified.stderr);
    }
}

/// The trucks of the demo without any rule.
pub fn old_trucks() -> Vec<Truck<'static>> {
    trucks(&demo::SCHEDULE)
}

fn trucks(files: &ScheduleFiles) -> Vec<Truck<'_>> {
    let rows = &files.departures;
    let hour = |time: i64| ((time - demo::CASE.case.start()) / 3_600) as u16;
    (0..rows.ids.len())
        .map(|row| Truck {
            hour: hour(rows.departed_at[row]),
            arrival: hour(rows.arrives_at[row]),
            from: &rows.origins[row],
            to: &rows.destinations[row],
            vehicle: &rows.vehicle_types[row],
            km: rows.km[row],
            cost: rows.costs[row],
        })
        .collect()
}
