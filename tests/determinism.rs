//! The same seed gives the same bytes, on any number of threads and any number of times; another seed gives others.

mod batches;
mod clones;
mod random_orders;
mod schedules;
