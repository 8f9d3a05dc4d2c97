//! Input that cannot be used: exit code 2, one error that says where, what and what to do, and nothing written.

pub mod refusal;

mod arguments;
mod case_files;
mod packages;
mod sizes;

mod overlaps;
mod places;
mod policies;
mod schedules;
