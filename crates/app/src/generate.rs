//! Random cases of a family, or the demo case.

use std::path::PathBuf;

use linehaul_case::{Case, CaseTables};
use linehaul_tables::{CaseExtras, PackagesFormat, write_case};
use linehaul_worlds::generate::{Family, us_metro_12};
use rayon::prelude::*;

use crate::demo::{DEMO, demo_extras};
use crate::failure::Failure;
use crate::families::family;
use crate::observer::{Observer, Progress};

/// Cases to write.
#[derive(Clone, Debug)]
pub struct GenerateRequest {
    /// What they are like, one of [`names`].
    pub family: String,
    /// Number of cases; the demo is one.
    pub count: u64,
    /// Seed; the same family, seed and number give the same bytes.
    pub seed: u64,
    /// Folder that the cases are written into, one folder each.
    pub out: PathBuf,
    /// Format of the packages.
    pub packages: PackagesFormat,
}

/// What can be generated: the families, and the demo.
pub fn names() -> Vec<&'static str> {
    Family::ALL.into_iter().map(Family::name).chain([DEMO]).collect()
}

/// Writes cases. Returns how many.
pub fn generate(request: &GenerateRequest, observer: &dyn Observer) -> Result<u64, Failure> {
    let GenerateRequest { count, seed, out, packages, .. } = request;
    if request.family == DEMO {
        write_case(&out.join(DEMO), &us_metro_12(), *packages, &demo_extras())?;
        return Ok(1);
    }
    let family = family(&request.family)?;
    let extras = CaseExtras { licence: "none: generated".into(), scale: "each package stands for itself".into() };
    let progress = Progress::new(observer, "generating", *count, "cases");
    (0..*count).into_par_iter().try_for_each(|index| {
        let name = format!("{}-{seed}-{index:03}", family.name());
        let spec = family.spec(*seed, index);
        let tables = CaseTables { name, ..linehaul_worlds::generate::generate(&spec).into_tables() };
        let case = Case::new(tables).expect("a case by another name is as sound");
        write_case(&out.join(case.name()), &case, *packages, &extras)?;
        progress.step();
        Ok::<_, Failure>(())
    })?;
    Ok(*count)
}
