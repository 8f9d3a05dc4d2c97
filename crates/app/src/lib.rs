//! What linehaul does, for whoever asks: the command line, a server, another language.
//!
//! Each use case is a file with its request, its result, and one function from the one to the other, which reads and writes files as
//! the request says. Nothing here prints, knows a terminal, or ends the process. What takes long tells an [`observer::Observer`] how
//! far it is; what goes wrong is a [`failure::Failure`] with place, value and remedy.

pub mod schedule;
pub mod verify;

pub mod seeds;
pub mod train;

pub mod compare;
pub mod evaluate;
pub mod exam;
pub mod replan;
pub mod report;

pub mod market;
pub mod route;

pub mod calibrate;
pub mod tune;

pub mod describe;
pub mod explain;

pub mod multipliers;
pub mod sweep;

pub mod generate;
pub mod inspect;
pub mod pack;

pub mod configuration;
pub mod dock;
pub mod first_look;
pub mod json;
pub mod late_price;
pub mod page;
pub mod period;
pub mod trained;

pub mod failure;
pub mod observer;
pub mod threads;

mod job;
mod many_runs;
mod run_folder;

mod cases;
mod checkpoint;
mod demo;
mod families;
mod nearest;
mod places;
pub mod policy;
