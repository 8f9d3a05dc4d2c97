//! What each file holds: the one place where its columns, their kinds, units and meanings are written down.
//!
//! `docs/formats.md` is made from these declarations; a test compares it.

pub mod case_files;
pub mod event_file;
pub mod rules_file;
pub mod run_files;
pub mod schedule_files;
pub mod summary_file;
