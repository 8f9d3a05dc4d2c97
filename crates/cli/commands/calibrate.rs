//! `linehaul calibrate`: the late price at which a policy holds a cap on lateness, as a file that `--late-price` takes.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use linehaul_agents::judge::calibrate::Tried;
use linehaul_app::calibrate::{CalibrateRequest, Calibrated, calibrate};
use linehaul_app::failure::Failure;
use linehaul_app::policy::PRETRAINED;

use crate::bar::Bars;
use crate::figures::{count, number, percent, share, table};
use crate::given::cap;
use crate::shown::Shown;

/// Find the late price at which a policy holds a cap on lateness.
#[derive(Args)]
pub struct Calibrate {
    /// Policy: a heuristic's name, NAME:FILE.toml with parameters, or a checkpoint (runs/x/best).
    #[arg(long, default_value = PRETRAINED, value_name = "POLICY")]
    policy: String,
    /// Case folder.
    #[arg(long, value_name = "DIR")]
    case: PathBuf,
    /// Largest share of late packages, above 0 and at most 1; eight tenths of it are aimed at.
    #[arg(long, value_name = "SHARE", value_parser = cap)]
    max_late: f64,
    /// Seed of the demand to find the price on: 0 is the case's own packages, any other redraws their days.
    #[arg(long, default_value_t = 0, value_name = "N")]
    seed: u64,
    /// File to write.
    #[arg(long, value_name = "FILE", default_value = "late-price.toml")]
    out: PathBuf,
    /// Show cost against lateness at N late prices, for the policy and the economic heuristic tuned for each price: points as .json and
    /// a figure as .svg, beside the file.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(3..=100))]
    frontier: Option<u16>,
    /// Print what was tried as JSON.
    #[arg(long)]
    json: bool,
}

impl Calibrate {
    /// Runs the command. The exit code is 1 where no late price holds the cap.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let shown = Shown::asked(self.json, quiet);
        let request = CalibrateRequest {
            policy: self.policy.clone(),
            case: self.case.clone(),
            max_late: self.max_late,
            seed: self.seed,
            out: self.out.clone(),
            frontier: self.frontier,
        };
        let calibrated = calibrate(&request, &Bars::new(shown))?;
        shown.print(&calibrated.calibration, || self.text(&calibrated))?;
        Ok(if calibrated.calibration.held { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }

    fn text(&self, calibrated: &Calibrated) -> String {
        let Calibrated { calibration, case, currency, frontier } = calibrated;
        let (cap, chosen) = (calibration.cap, &calibration.chosen);
        let mut tried: Vec<&Tried> = calibration.trail.iter().collect();
        tried.sort_by(|a, b| a.late_price.total_cmp(&b.late_price));
        let free = tried[0].total_cost;
        let rows = tried.into_iter().map(|tried| {
            [
                number(tried.late_price, 2) + if tried == chosen { " *" } else { "  " },
                percent(tried.late_share, 2),
                number(tried.total_cost, 0),
                format!("{:+.2} %", (tried.total_cost / free - 1.0) * 100.0),
                percent(tried.fill_m3, 1),
                count(tried.departures),
            ]
        });
        let result = if calibration.held {
            let found = format!("late price {}: {} late", money(chosen.late_price, currency), share(chosen.late_share));
            if chosen.late_share <= cap.aim { found } else { found + ", which holds the cap but not the aim" }
        } else {
            format!("no late price holds the cap: the most punctual is {} late", share(chosen.late_share))
        };
        let mut text = format!(
            "{case} under {} (demand seed {}): at most {} late, {} aimed at\n\n{}\n{result}\nlate price: {file} (use --late-price {file})\n",
            self.policy,
            self.seed,
            share(cap.late_share),
            share(cap.aim),
            table(["late price", "late", "total cost", "vs none", "fill m3", "trucks"], rows),
            file = self.out.display(),
        );
        if let Some([points, figure]) = frontier {
            text += &format!("cost against lateness: {}, {}\n", points.display(), figure.display());
        }
        text
    }
}

fn money(amount: f64, currency: &str) -> String {
    format!("{} {currency}", number(amount, 2))
}
