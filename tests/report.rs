//! `linehaul report` and `linehaul compare`: the commands, the pages' data, and the pages in a real browser.

pub mod browser;
pub mod page;

mod commands;
mod comparisons;
mod data;
mod explanation;
mod in_browser;
mod refusals;
mod smoothness;
mod training;
mod zoom;
