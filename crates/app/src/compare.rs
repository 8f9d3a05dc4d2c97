//! What changed between two schedules of one case.

use std::path::PathBuf;

use linehaul_report::comparison::{self, Comparison};
use linehaul_tables::read_schedule;

use crate::failure::Failure;
use crate::page::Page;
use crate::places::{Places, SCHEDULE_FILES};

/// Schedules to compare.
#[derive(Clone, Debug)]
pub struct CompareRequest {
    /// Schedule folder.
    pub a: PathBuf,
    /// Schedule folder to compare with it.
    pub b: PathBuf,
    /// Page to write besides.
    pub out: Option<PathBuf>,
}

/// What changed.
#[derive(Clone, Debug)]
pub struct Compared {
    /// Figures, trucks and lanes of both.
    pub comparison: Comparison,
    /// The page that was written.
    pub page: Option<Page>,
}

/// Compares two schedules.
pub fn compare(request: &CompareRequest) -> Result<Compared, Failure> {
    let CompareRequest { a, b, out } = request;
    let mut places = Places::default();
    places.reads([a, b].into_iter().flat_map(|folder| SCHEDULE_FILES.map(|name| folder.join(name))));
    places.writes(out);
    places.check()?;
    let comparison = Comparison::of(&read_schedule(a)?, &read_schedule(b)?)?;
    let page = out.as_ref().map(|out| Page::write(out, &comparison::page(&comparison))).transpose()?;
    Ok(Compared { comparison, page })
}
