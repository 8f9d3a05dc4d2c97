//! tmp
use crate::failure::Failure;
use clap::Args;
use std::process::ExitCode;
/// tmp
#[derive(Args)]
pub struct Tune {}
impl Tune {
    pub fn run(&self, _: bool) -> Result<ExitCode, Failure> {
        Ok(ExitCode::SUCCESS)
    }
}
