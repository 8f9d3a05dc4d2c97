//! `linehaul calibrate`: the late price at which a policy holds a cap on lateness, as a file that `--late-price` takes.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use linehaul_agents::judge::calibrate::{Calibration, Cap, PriceRange, Tried};
use linehaul_agents::judge::frontier::Frontier;
use linehaul_case::Demand;
use linehaul_report::frontier::{Curve, Figure, Point};
use linehaul_tables::write_atomically;

use crate::failure::Failure;
use crate::figures::{count, number, percent, table};
use crate::inputs::{CaseInput, PRETRAINED, Policy};
use crate::late_price::{CalibrationFile, parse_cap};
use crate::output;
use crate::progress::Progress;

/// Find the late price at which a policy holds a cap on lateness.
#[derive(Args)]
pub struct Calibrate {
    /// Policy: a heuristic's name, NAME:FILE.toml with parameters, or a checkpoint (runs/x/best).
    #[arg(long, default_value = PRETRAINED, value_name = "POLICY")]
    policy: String,
    /// Case folder.
    #[arg(long, value_name = "DIR")]
    case: PathBuf,
    /// Largest share of late packages, above 0 and at most 1; nine tenths of it are aimed at.
    #[arg(long, value_name = "SHARE", value_parser = parse_cap)]
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
        let policy = Policy::parse(&self.policy)?;
        let input = CaseInput::read(&self.case)?;
        policy.check(input.case())?;
        let demand = Demand::of(input.case(), self.seed);
        let quiet_progress = quiet || self.json;
        let progress = Progress::new("calibrating", Calibration::TRIES as u64, "runs", quiet_progress);
        let attempt = |price| {
            let tried = Tried::run(&input.network, &demand, price, &mut *policy.manager());
            progress.step();
            tried
        };
        let calibration = Calibration::search(Cap::new(self.max_late), PriceRange::of(&input.network), attempt);
        drop(progress);
        let file = CalibrationFile::new(&calibration, &policy, &input, self.seed);
        write_atomically(&self.out, file.to_toml().as_bytes())?;
        let frontier = self.frontier.map(|n| {
            let steps = usize::from(n) * Frontier::runs_per_price();
            let progress = Progress::new("tracing", steps as u64, "runs", quiet_progress);
            Frontier::trace(&input.network, &demand, n.into(), &|| policy.manager(), &|| progress.step())
        });
        if let Some(frontier) = &frontier {
            self.write_frontier(frontier, &policy, &input)?;
        }
        if self.json {
            output::print(&output::json(&calibration))?;
        } else if !quiet {
            output::print(&self.text(&calibration, &input))?;
        }
        Ok(if calibration.held { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }

    fn write_frontier(&self, frontier: &Frontier, policy: &Policy, input: &CaseInput) -> Result<(), Failure> {
        let case = input.case();
        let points = serde_json::json!({
            "case": case.name(),
            "case_hash": input.hash,
            "policy": policy.name,
            "policy_hash": policy.hash(),
            "seed": self.seed,
            "points": frontier,
        });
        write_atomically(&self.out.with_extension("json"), output::json(&points).as_bytes())?;
        let curve = |label: &str, tried: &[Tried]| Curve {
            label: label.to_owned(),
            points: tried.iter().map(|tried| Point { late_share: tried.late_share, cost: tried.total_cost }).collect(),
        };
        let figure = Figure {
            title: format!("{}, demand seed {}: what punctuality costs", case.name(), self.seed),
            currency: case.currency().to_owned(),
            cap: self.max_late,
            curves: vec![curve(&policy.name, &frontier.policy), curve("economic, tuned", &frontier.economic)],
        };
        Ok(write_atomically(&self.out.with_extension("svg"), figure.svg().as_bytes())?)
    }

    fn text(&self, calibration: &Calibration, input: &CaseInput) -> String {
        let (case, cap, chosen) = (input.case(), calibration.cap, &calibration.chosen);
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
            let found =
                format!("late price {}: {} late", money(chosen.late_price, case.currency()), share(chosen.late_share));
            if chosen.late_share <= cap.aim { found } else { found + ", which holds the cap but not the aim" }
        } else {
            format!("no late price holds the cap: the most punctual is {} late", share(chosen.late_share))
        };
        let mut text = format!(
            "{} under {} (demand seed {}): at most {} late, {} aimed at\n\n{}\n{result}\nlate price: {file} (use --late-price {file})\n",
            case.name(),
            self.policy,
            self.seed,
            share(cap.late_share),
            share(cap.aim),
            table(["late price", "late", "total cost", "vs none", "fill m3", "trucks"], rows),
            file = self.out.display(),
        );
        if self.frontier.is_some() {
            let beside = |extension| self.out.with_extension(extension).display().to_string();
            text += &format!("cost against lateness: {}, {}\n", beside("json"), beside("svg"));
        }
        text
    }
}

fn money(amount: f64, currency: &str) -> String {
    format!("{} {currency}", number(amount, 2))
}

/// A share in percent, without zeros that say nothing.
pub fn share(share: f64) -> String {
    let text = number(share * 100.0, 2);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{text} %")
}
