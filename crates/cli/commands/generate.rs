//! `linehaul generate`: random cases of a family, or the demo case.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use linehaul_app::failure::Failure;
use linehaul_app::generate::{GenerateRequest, generate, names};
use linehaul_tables::PackagesFormat;

use crate::bar::Bars;
use crate::figures::counted;
use crate::shown::Shown;

/// Write random cases, or the demo case.
#[derive(Args)]
pub struct Generate {
    /// What the cases are like; `us-metro-12` is the demo, one fixed case.
    #[arg(long, value_name = "FAMILY", value_parser = PossibleValuesParser::new(names()))]
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

impl Generate {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let packages = match self.packages {
            Format::Parquet => PackagesFormat::Parquet,
            Format::Csv => PackagesFormat::Csv,
        };
        let &Self { count, seed, .. } = self;
        let request = GenerateRequest { family: self.family.clone(), count, seed, out: self.out.clone(), packages };
        let shown = Shown::asked(false, quiet);
        let cases = generate(&request, &Bars::new(shown))?;
        shown.tell(|| format!("{} in {}\n", counted(cases as usize, "case"), self.out.display()))?;
        Ok(ExitCode::SUCCESS)
    }
}
