//! The late price at which a policy holds a cap on lateness, as a file that schedules and evaluations take.

use std::path::PathBuf;

use linehaul_agents::judge::calibrate::{Calibration, Cap, PriceRange, Tried};
use linehaul_agents::judge::frontier::Frontier;
use linehaul_case::Demand;
use linehaul_report::frontier::{Curve, Figure, Point};
use linehaul_tables::write_atomically;

use crate::cases::CaseInput;
use crate::failure::Failure;
use crate::json::json;
use crate::late_price::CalibrationFile;
use crate::observer::{Observer, Progress};
use crate::places::Places;
use crate::policy::Policy;

/// A policy to calibrate.
#[derive(Clone, Debug)]
pub struct CalibrateRequest {
    /// Policy: a heuristic's name, `NAME:FILE.toml` with parameters, `pretrained`, or a checkpoint.
    pub policy: String,
    /// Case folder.
    pub case: PathBuf,
    /// Largest share of late packages, above 0 and at most 1.
    pub max_late: f64,
    /// Seed of the demand to find the price on: 0 is the case's own packages, any other redraws their days.
    pub seed: u64,
    /// File to write.
    pub out: PathBuf,
    /// Late prices at which cost against lateness is traced, beside the heuristic tuned for each; none for no trace.
    pub frontier: Option<u16>,
}

/// A late price that was found and written.
#[derive(Clone, Debug)]
pub struct Calibrated {
    /// What was tried and chosen. Whether the cap is held is part of it.
    pub calibration: Calibration,
    /// Name of the case.
    pub case: String,
    /// Its currency.
    pub currency: String,
    /// Points and figure of cost against lateness, if they were asked for.
    pub frontier: Option<[PathBuf; 2]>,
}

/// Finds a late price and writes it.
pub fn calibrate(request: &CalibrateRequest, observer: &dyn Observer) -> Result<Calibrated, Failure> {
    let policy = Policy::parse(&request.policy)?;
    let input = CaseInput::read(&request.case)?;
    policy.check(input.case())?;
    let beside = request.frontier.map(|_| ["json", "svg"].map(|extension| request.out.with_extension(extension)));
    let mut places = Places::default();
    places.reads_case(&request.case);
    places.reads(policy.file.as_ref());
    places.writes([&request.out]);
    places.writes(beside.iter().flatten());
    places.check()?;
    let demand = Demand::of(input.case(), request.seed);
    let progress = Progress::new(observer, "calibrating", Calibration::TRIES as u64, "runs");
    let attempt = |price| {
        let tried = Tried::run(&input.network, &demand, price, &mut *policy.manager());
        progress.step();
        tried
    };
    let calibration = Calibration::search(Cap::new(request.max_late), PriceRange::of(&input.network), attempt);
    drop(progress);
    let file = CalibrationFile::new(&calibration, &policy, &input, request.seed);
    write_atomically(&request.out, file.to_toml().as_bytes())?;
    if let (Some(n), Some([points, figure])) = (request.frontier, &beside) {
        let steps = usize::from(n) * Frontier::runs_per_price();
        let progress = Progress::new(observer, "tracing", steps as u64, "runs");
        let frontier = Frontier::trace(&input.network, &demand, n.into(), &|| policy.manager(), &|| progress.step());
        drop(progress);
        write_atomically(points, json(&points_of(&frontier, &policy, &input, request.seed)).as_bytes())?;
        write_atomically(figure, figure_of(&frontier, &policy, &input, request).svg().as_bytes())?;
    }
    let (case, currency) = (input.case().name().to_owned(), input.case().currency().to_owned());
    Ok(Calibrated { calibration, case, currency, frontier: beside })
}

fn points_of(frontier: &Frontier, policy: &Policy, input: &CaseInput, seed: u64) -> serde_json::Value {
    serde_json::json!({
        "case": input.case().name(),
        "case_hash": input.hash,
        "policy": policy.name,
        "policy_hash": policy.hash(),
        "seed": seed,
        "points": frontier,
    })
}

fn figure_of(frontier: &Frontier, policy: &Policy, input: &CaseInput, request: &CalibrateRequest) -> Figure {
    let curve = |label: &str, tried: &[Tried]| Curve {
        label: label.to_owned(),
        points: tried.iter().map(|tried| Point { late_share: tried.late_share, cost: tried.total_cost }).collect(),
    };
    Figure {
        title: format!("{}, demand seed {}: what punctuality costs", input.case().name(), request.seed),
        currency: input.case().currency().to_owned(),
        cap: request.max_late,
        curves: vec![curve(&policy.name, &frontier.policy), curve("economic, tuned", &frontier.economic)],
    }
}
