//! The demo case as a folder.

use std::path::Path;

use linehaul_tables::{CaseExtras, PackagesFormat, write_case};
use linehaul_worlds::generate::us_metro_12;

use crate::cases::CaseInput;
use crate::failure::Failure;

/// Its name.
pub const DEMO: &str = "us-metro-12";

/// What its header says beside the case.
pub fn demo_extras() -> CaseExtras {
    CaseExtras {
        licence: "populations: US Census Bureau, public domain".into(),
        scale: "each package stands for itself".into(),
    }
}

/// The demo in a folder of its own, written there unless it is there already: a run that is resumed looks at it again.
pub fn demo_in(folder: &Path) -> Result<CaseInput, Failure> {
    match CaseInput::read(folder) {
        Ok(input) if input.case().name() == DEMO => Ok(input),
        _ => {
            write_case(folder, &us_metro_12(), PackagesFormat::Parquet, &demo_extras())?;
            CaseInput::read(folder)
        }
    }
}
