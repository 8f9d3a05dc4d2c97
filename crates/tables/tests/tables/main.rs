//! Case and schedule folders on disk: what is read, what is refused and with which words, and what is written back.

mod atomic;
mod faults;
mod formats;
mod markets;
mod odd_files;
mod parquet_forms;
mod resaved;
mod round_trip;
mod rules;
mod schedules;
mod toy;
