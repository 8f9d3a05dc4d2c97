//! Cases in, schedules out: the only crate that knows CSV, Arrow and Parquet.
//!
//! [`read_case`] turns a case folder into a checked [`linehaul_case::Case`]; [`write_schedule`] turns a simulated horizon into
//! a schedule folder, and [`read_schedule`] reads that back for whoever checks or draws it. A folder is written whole or not at
//! all, with the same bytes each time. Every fault is a [`TablesError`] that says where, what, and what to do.

mod error;
mod names;
mod quantity;

mod csv_table;
mod parquet_table;
mod toml_table;

mod case_header;
mod network;
mod packages;
mod read_case;
mod rules;
mod week;

mod atomic;
mod table;
mod write_case;
mod write_events;
mod write_rules;

mod events;
mod read_events;
mod read_runs;
mod read_schedule;
mod schedule_files;
mod write_schedule;

pub use atomic::write_atomically;
pub use case_header::CaseExtras;
pub use error::{Excerpt, TablesError};
pub use events::EVENTS;
pub use read_case::{LoadedCase, read_case};
pub use read_events::{parse_events, read_events};
pub use read_runs::{RunRows, read_runs};
pub use read_schedule::read_schedule;
pub use schedule_files::{DepartureRows, LoadRows, PackageRows, ScheduleFiles, ScheduleMeta};
pub use table::{Column, write_table};
pub use write_case::{PackagesFormat, write_case};
pub use write_events::events_text;
pub use write_schedule::{write_schedule, write_schedule_files};
