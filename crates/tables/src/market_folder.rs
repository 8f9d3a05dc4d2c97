//! The files of a market folder: what they are called, which are there, and their hash.

use std::path::{Path, PathBuf};

use crate::column::Table;
use crate::error::TablesError;
use crate::files;
use crate::schema::market_files::{DriverColumns, MarketKeys, MatrixColumns, StopColumns, VanColumns};
use crate::sheet::find;

pub(crate) const MARKET_TOML: &str = MarketKeys::TABLE.file;

/// The files of a market, all there.
pub(crate) struct MarketFiles {
    pub header: PathBuf,
    pub stops: PathBuf,
    pub vehicles: PathBuf,
    pub drivers: PathBuf,
    pub matrix: Option<PathBuf>,
}

/// What a table's file is called without its extension.
pub(crate) fn stem(table: &Table) -> &'static str {
    table.file.split('.').next().unwrap_or_default()
}

impl MarketFiles {
    pub fn find(dir: &Path) -> Result<Self, TablesError> {
        let remedy = "a market is a folder with market.toml, and stops, vehicles and drivers as .csv or .parquet";
        if !dir.is_dir() {
            let problem = if dir.exists() { "this is not a folder" } else { "there is no such folder" };
            return Err(TablesError::new(dir, problem, remedy));
        }
        let missing = |name: &str| TablesError::new(&dir.join(name), "the file is missing", remedy);
        let table = |table: &Table| find(dir, stem(table))?.ok_or_else(|| missing(table.file));
        let header = dir.join(MARKET_TOML);
        if !files::is_there(&header)? {
            return Err(missing(MARKET_TOML));
        }
        Ok(Self {
            header,
            stops: table(&StopColumns::TABLE)?,
            vehicles: table(&VanColumns::TABLE)?,
            drivers: table(&DriverColumns::TABLE)?,
            matrix: find(dir, stem(&MatrixColumns::TABLE))?,
        })
    }

    /// Hash of the files as they lie on disk, with their names and lengths.
    pub fn hash(&self) -> Result<String, TablesError> {
        let mut hasher = blake3::Hasher::new();
        for path in [&self.header, &self.stops, &self.vehicles, &self.drivers].into_iter().chain(&self.matrix) {
            let bytes = files::read(path)?;
            hasher.update(path.file_name().unwrap_or_default().as_encoded_bytes());
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(&bytes);
        }
        Ok(hasher.finalize().to_hex().to_string())
    }
}
