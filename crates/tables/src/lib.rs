//! Cases in, schedules out: the only crate that knows CSV, Arrow and Parquet.
//!
//! [`read_case`] turns a case folder into a checked [`linehaul_case::Case`]; [`write_schedule`] turns a simulated horizon into
//! a schedule folder, and [`read_schedule`] reads that back for whoever checks or draws it. A folder is written whole or not at
//! all, with the same bytes each time. Every fault is a [`TablesError`] that says where, what, and what to do.
//!
//! Which columns a file has, and what they mean, is said once, in [`schema`]; [`formats`] is the same as a document.

mod error;
mod names;
mod quantity;

mod cells;
mod column;
mod declare;
pub mod formats;
mod rows;
pub mod schema;

mod csv_table;
mod files;
mod parquet_table;
mod toml_table;

mod case_folder;
mod case_header;
mod hubs_vehicles_lanes;
mod packages;
mod read_case;
mod rules;
mod week;

mod atomic;
mod write_case;
mod write_table;

mod sheet;

mod market_folder;
mod market_header;
mod read_market;
mod read_pool;
mod write_market;

mod events;
mod read_events;
mod write_events;

mod read_schedule;
mod recorded;
mod replaceable;
mod schedule_folder;
mod schedule_metadata;
mod write_schedule;

mod read_routes;
mod routes_folder;
mod write_routes;

mod read_runs;

pub use atomic::write_atomically;
pub use case_header::CaseExtras;
pub use cells::Cells;
pub use column::{Column, Kind, Table};
pub use error::{Excerpt, TablesError};
pub use events::EVENTS;
pub use files::is_there;
pub use read_case::{LoadedCase, read_case};
pub use read_events::{parse_events, read_events};
pub use read_market::{LoadedMarket, read_market, read_market_tables, read_matrix};
pub use read_pool::read_pool;
pub use read_routes::{are_routes, read_routes};
pub use read_runs::read_runs;
pub use read_schedule::{read_schedule, read_schedule_on_trust};
pub use recorded::recorded;
pub use replaceable::{CHANGES, LOADING, PAGE, WORST_LOAD, check_replaceable};
pub use routes_folder::{ROUTES_GEOJSON, RouteFiles};
pub use rows::Rows;
pub use schedule_folder::ScheduleFiles;
pub use schema::route_files::{CallRows, RouteMeta, RouteSummary, StopPlanRows, TourRows};
pub use schema::run_files::{IterationRows, RunRows};
pub use schema::schedule_files::{DepartureRows, LoadRows, PackageRows, ScheduleMeta};
pub use sheet::SheetFormat;
pub use write_case::{PackagesFormat, write_case};
pub use write_events::events_text;
pub use write_market::{write_market, write_matrix};
pub use write_routes::{check_routes_replaceable, write_routes};
pub use write_schedule::{write_schedule, write_schedule_files};
pub use write_table::{write_rows, write_table};
