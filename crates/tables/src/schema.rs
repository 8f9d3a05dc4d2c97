//! What each file holds: the one place where its columns, their kinds, units and meanings are written down; those of `rules.toml`
//! stand beside what reads and writes them, in `rules`.
//!
//! `docs/formats.md` is made from these declarations; a test compares it.

pub mod case_files;
pub mod event_file;
pub mod market_files;
pub mod route_files;
pub mod run_files;
pub mod schedule_files;
pub mod summary_file;
