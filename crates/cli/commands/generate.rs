//! `linehaul generate`: random cases of a family, or the demo case.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use linehaul_case::{Case, CaseTables};
use linehaul_tables::{CaseExtras, PackagesFormat, write_case};
use linehaul_worlds::generate::{Family, generate, us_metro_12};
use rayon::prelude::*;

use crate::failure::Failure;
use crate::figures::counted;
use crate::output;
use crate::progress::Progress;

/// Write random cases, or the demo case.
#[derive(Args)]
pub struct Generate {
    /// What the cases are like; `us-metro-12` is the demo, one fixed case.
    #[arg(long, value_name = "FAMILY", value_parser = families())]
    family: String,
    /// Number of cases.
    #[arg(long, default_value_t = 1, value_name = "N")]
    count: u64,
    /// Seed; the same family, seed and number give the same bytes.
    #[arg(long, default_value_t = 0, value_name = "N")]
    seed: u64,
    /// Folder that the cases are written into, one folder each.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Format of the packages.
    #[arg(long, value_enum, default_value_t = Format::Parquet)]
    packages: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Parquet,
    Csv,
}

const DEMO: &str = "us-metro-12";

fn families() -> clap::builder::PossibleValuesParser {
    Family::ALL.into_iter().map(Family::name).chain([DEMO]).collect::<Vec<_>>().into()
}

/// What the demo's header says beside the case.
pub fn demo_extras() -> CaseExtras {
    CaseExtras {
        licence: "populations: US Census Bureau, public domain".into(),
        scale: "each package stands for itself".into(),
    }
}

impl Generate {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let format = match self.packages {
            Format::Parquet => PackagesFormat::Parquet,
            Format::Csv => PackagesFormat::Csv,
        };
        if self.family == DEMO {
            write_case(&self.out.join(DEMO), &us_metro_12(), format, &demo_extras())?;
            return self.done(1, quiet);
        }
        let family: Family = self.family.parse().map_err(|error: linehaul_worlds::generate::UnknownFamily| {
            Failure::new(error.to_string(), "see `linehaul generate --help`")
        })?;
        let extras = CaseExtras { licence: "none: generated".into(), scale: "each package stands for itself".into() };
        let progress = Progress::new("generating", self.count, "cases", quiet);
        (0..self.count).into_par_iter().try_for_each(|index| {
            let name = format!("{}-{}-{index:03}", family.name(), self.seed);
            let tables = CaseTables { name, ..generate(&family.spec(self.seed, index)).into_tables() };
            let case = Case::new(tables).expect("a case by another name is as sound");
            write_case(&self.out.join(case.name()), &case, format, &extras)?;
            progress.step();
            Ok::<_, Failure>(())
        })?;
        drop(progress);
        self.done(self.count, quiet)
    }

    fn done(&self, cases: u64, quiet: bool) -> Result<ExitCode, Failure> {
        if !quiet {
            output::print(&format!("{} in {}\n", counted(cases as usize, "case"), self.out.display()))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
