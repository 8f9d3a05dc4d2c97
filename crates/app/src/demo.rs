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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// The end of a run that was resumed once found its own demo in the way.
    #[test]
    fn a_demo_that_is_there_is_read_and_nothing_else_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join(DEMO);
        let first = demo_in(&place).unwrap();
        assert_eq!(demo_in(&place).unwrap().hash, first.hash);
        let other = folder.path().join("other");
        fs::create_dir(&other).unwrap();
        fs::write(other.join("notes.txt"), "mine").unwrap();
        let Err(failure) = demo_in(&other) else { panic!("written over") };
        assert!(failure.message.ends_with("something else is already here"), "{failure}");
    }
}
