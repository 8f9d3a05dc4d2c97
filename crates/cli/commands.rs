//! One file a command.

pub mod calibrate;
pub mod compare;
pub mod evaluate;
pub mod exam;
pub mod generate;
pub mod inspect;
pub mod multipliers;
pub mod pack;
pub mod report;
pub mod schedule;
pub mod sweep;
pub mod train;
pub mod tune;
pub mod verify;
