//! The files of a case folder: what they are called, which are there, and their hash.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::error::TablesError;
use crate::files;
use crate::schema::case_files::{CaseKeys, HubColumns, LaneColumns, PackageColumns, VehicleColumns};

pub(crate) const CASE_TOML: &str = CaseKeys::TABLE.file;
pub(crate) const HUBS_CSV: &str = HubColumns::TABLE.file;
pub(crate) const LANES_CSV: &str = LaneColumns::TABLE.file;
pub(crate) const VEHICLES_CSV: &str = VehicleColumns::TABLE.file;
pub(crate) const PACKAGES_PARQUET: &str = PackageColumns::TABLE.file;
pub(crate) const PACKAGES_CSV: &str = "packages.csv";
pub(crate) const RULES_TOML: &str = "rules.toml";

/// The files of a case, all there.
pub(crate) struct CaseFiles {
    pub header: PathBuf,
    pub hubs: PathBuf,
    pub lanes: PathBuf,
    pub vehicles: PathBuf,
    pub packages: PathBuf,
    pub rules: Option<PathBuf>,
}

impl CaseFiles {
    /// Looks for them. Only what is absent counts as left out: anything else under the name of a file is an error.
    pub fn find(dir: &Path) -> Result<Self, TablesError> {
        let remedy =
            "a case is a folder with case.toml, hubs.csv, lanes.csv, vehicles.csv and packages.parquet or .csv";
        if !dir.is_dir() {
            let problem = if dir.exists() { "this is not a folder" } else { "there is no such folder" };
            return Err(TablesError::new(dir, problem, remedy));
        }
        let missing = |name: &str| TablesError::new(&dir.join(name), "the file is missing", remedy);
        let optional = |name: &str| {
            let path = dir.join(name);
            Ok(files::is_there(&path)?.then_some(path))
        };
        let file = |name: &str| optional(name)?.ok_or_else(|| missing(name));
        let packages = match (optional(PACKAGES_PARQUET)?, optional(PACKAGES_CSV)?) {
            (Some(_), Some(both)) => {
                let problem = "there is a packages.parquet too";
                return Err(TablesError::new(&both, problem, "keep one of the two"));
            }
            (None, None) => return Err(missing(PACKAGES_PARQUET)),
            (Some(path), None) | (None, Some(path)) => path,
        };
        Ok(Self {
            header: file(CASE_TOML)?,
            hubs: file(HUBS_CSV)?,
            lanes: file(LANES_CSV)?,
            vehicles: file(VEHICLES_CSV)?,
            packages,
            rules: optional(RULES_TOML)?,
        })
    }

    /// Hash of the files as they lie on disk: names and lengths are in it, so that bytes cannot move between files unseen.
    pub fn hash(&self) -> Result<String, TablesError> {
        let mut hasher = blake3::Hasher::new();
        let mut buffer = vec![0; 1 << 16];
        let paths = [&self.header, &self.hubs, &self.lanes, &self.vehicles, &self.packages];
        for path in paths.into_iter().chain(&self.rules) {
            let failed = |error| TablesError::io(path, "read the file", &error);
            hasher.update(path.file_name().unwrap_or_default().as_encoded_bytes());
            hasher.update(&fs::metadata(path).map_err(failed)?.len().to_le_bytes());
            let mut file = files::open(path)?;
            loop {
                match file.read(&mut buffer).map_err(failed)? {
                    0 => break,
                    n => hasher.update(&buffer[..n]),
                };
            }
        }
        Ok(hasher.finalize().to_hex().to_string())
    }
}
