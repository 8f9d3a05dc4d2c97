//! Cases out of nothing, and a first look at any case.
//!
//! [`market`] draws days of the last mile. [`generate`] makes random worlds, families of them and the demo; [`inspect`] shows what a case holds and what is suspicious in it.

pub mod generate;

pub mod inspect;

pub mod market;
