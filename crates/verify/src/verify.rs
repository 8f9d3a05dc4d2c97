//! From folders to a report.

use std::path::Path;

use linehaul_market::{Market, MarketTables, MatrixRows};
use linehaul_tables::{
    TablesError, read_case, read_market, read_market_tables, read_routes, read_schedule, read_schedule_on_trust,
};

use crate::audit::{audit, audit_on_trust};
use crate::market::audit_routes;
use crate::report::Report;

/// Why a schedule cannot be audited. A schedule that is wrong is a [`Report`], not an error.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// A file that cannot be read.
    #[error(transparent)]
    Tables(#[from] TablesError),
    /// A schedule of another case.
    #[error(
        "the schedule was made for case \"{schedule_case}\" (hash {schedule_hash}), this is case \"{case}\" (hash {case_hash}); \
         give the folder of the case that it was made for, make the schedule again, or take this case on trust with --trust-case"
    )]
    OtherCase {
        /// Name of the case in the schedule's metadata.
        schedule_case: String,
        /// Hash of the case in the schedule's metadata.
        schedule_hash: String,
        /// Name of the case that was given.
        case: String,
        /// Hash of the case that was given.
        case_hash: String,
    },
    /// Routes of another market.
    #[error(
        "the routes were made for market \"{routes_market}\" (hash {routes_hash}), this is market \"{market}\" (hash {market_hash}); \
         give the folder of the market that they were made for, or make the routes again"
    )]
    OtherMarket {
        /// Name of the market in the summary.
        routes_market: String,
        /// Hash of the market in the summary.
        routes_hash: String,
        /// Name of the market that was given.
        market: String,
        /// Hash of the market that was given.
        market_hash: String,
    },
}

/// Reads a schedule and its case, and proves every claim.
pub fn verify(schedule_dir: &Path, case_dir: &Path) -> Result<Report, VerifyError> {
    let loaded = read_case(case_dir)?;
    let files = read_schedule(schedule_dir)?;
    if files.meta.case_hash != loaded.hash {
        return Err(VerifyError::OtherCase {
            schedule_case: files.meta.case,
            schedule_hash: files.meta.case_hash,
            case: loaded.case.name().to_owned(),
            case_hash: loaded.hash,
        });
    }
    Ok(audit(&loaded.case, &loaded.hash, &files))
}

/// Reads routes and their market, and proves every claim. Ways that a service told are taken from the routes.
pub fn verify_routes(routes_dir: &Path, market_dir: &Path) -> Result<Report, VerifyError> {
    let loaded = read_market(market_dir)?;
    let files = read_routes(routes_dir)?;
    if files.meta.market_hash != loaded.hash {
        return Err(VerifyError::OtherMarket {
            routes_market: files.meta.market,
            routes_hash: files.meta.market_hash,
            market: loaded.market.header().name.clone(),
            market_hash: loaded.hash,
        });
    }
    let market = match &files.matrix {
        Some(matrix) => with_ways(routes_dir, market_dir, matrix)?,
        None => loaded.market,
    };
    Ok(audit_routes(&market, &loaded.hash, &files))
}

/// A market with the ways of its routes.
fn with_ways(routes_dir: &Path, market_dir: &Path, matrix: &MatrixRows) -> Result<Market, VerifyError> {
    let tables = MarketTables { matrix: Some(matrix.clone()), ..read_market_tables(market_dir)? };
    Market::new(tables).map_err(|error| {
        let path = routes_dir.join("matrix.parquet");
        TablesError::new(&path, format!("{}: {}", error.column, error.problem), error.remedy).into()
    })
}

/// Reads a schedule that another program may have saved again, and proves every claim but that it is of this case, which is taken on
/// trust. A seed that is given stands in for that of the files.
pub fn verify_on_trust(schedule_dir: &Path, case_dir: &Path, seed: Option<u64>) -> Result<Report, VerifyError> {
    let loaded = read_case(case_dir)?;
    let files = read_schedule_on_trust(schedule_dir, seed)?;
    Ok(audit_on_trust(&loaded.case, &files))
}
