//! Reports: what other commands wrote, as pages that open anywhere.
//!
//! A page is one HTML file: data, style and script are inside, a content-security policy forbids everything else, and
//! no server or network is needed. The crate reads files and never simulates; what a page derives, such as what waits
//! where in which hour, follows from the case and the schedule.
//!
//! [`Folder::of`] tells what a folder holds by its files. There is one module for each kind of folder: [`schedule`],
//! [`routes`], [`evaluation`], [`training`] for one run or several, and [`comparison`] for two schedules; [`explanation`] draws
//! figures that lie in no folder. Each turns what it gets into data; `page.rs` puts data, markup and scripts together.
//! Everything that draws is in `assets/`.

mod error;
mod folder;

pub mod comparison;
pub mod evaluation;
pub mod explanation;
pub mod frontier;
pub mod routes;
pub mod schedule;
pub mod training;

mod columns;
mod page;
mod script;

mod geography;
mod outline;
mod projection;
mod scatter;

pub use error::ReportError;
pub use folder::Folder;
