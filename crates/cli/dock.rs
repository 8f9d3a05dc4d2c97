//! How docks are loaded, as the command line and a configuration say it, and what was learned of the loads.

use std::path::{Path, PathBuf};

use clap::Args;
use linehaul_env::loading::{DockSettings, LoadingGap, LoadingRecord, Solver};
use linehaul_tables::write_atomically;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::figures::{count, percent, table};
use crate::output;

/// Options of commands that simulate.
#[derive(Args)]
pub struct DockOptions {
    /// What loads the trucks: fast, aggregate or exact. Solvers take milliseconds to seconds where the fast load takes microseconds.
    #[arg(long, value_name = "SOLVER")]
    dock_solver: Option<String>,
    /// Share of the dock-hours, 0 to 1, whose loads are held against the bound of an integer program.
    #[arg(long, value_name = "SHARE")]
    certify: Option<f64>,
    /// Configuration with a table `dock` of solver and certify. Options beside it win.
    #[arg(long, value_name = "FILE.toml")]
    config: Option<PathBuf>,
}

/// What such a file holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfigFile {
    #[serde(default)]
    dock: DockSettings,
}

impl DockOptions {
    /// Options and file together.
    pub fn settings(&self) -> Result<DockSettings, Failure> {
        let mut settings = match &self.config {
            Some(file) => read(file)?,
            None => DockSettings::default(),
        };
        if let Some(solver) = &self.dock_solver {
            settings.solver = named(solver)?;
        }
        settings.certify = self.certify.unwrap_or(settings.certify);
        if !(0.0..=1.0).contains(&settings.certify) {
            let problem = format!("certify: {} is not a share", settings.certify);
            return Err(Failure::new(problem, "give a number from 0 to 1, such as 0.01"));
        }
        Ok(settings)
    }
}

fn named(name: &str) -> Result<Solver, Failure> {
    match name {
        "fast" => Ok(Solver::Fast),
        "aggregate" => Ok(Solver::Aggregate),
        "exact" => Ok(Solver::Exact),
        _ => Err(Failure::new(format!("\"{name}\" is not a dock solver"), "use fast, aggregate or exact")),
    }
}

fn read(file: &Path) -> Result<DockSettings, Failure> {
    let place = file.display();
    let text = std::fs::read_to_string(file).map_err(|error| {
        Failure::new(format!("{place}: cannot read: {error}"), "check the path of the configuration")
    })?;
    let config: ConfigFile = toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
        let problem = format!("{place}, line {line}: {}", error.message());
        Failure::new(problem, "[dock] takes solver = \"fast\", \"aggregate\" or \"exact\", and certify = a share")
    })?;
    Ok(config.dock)
}

/// What was learned of the loads, by policy.
#[derive(Serialize)]
pub struct Loading {
    #[serde(flatten)]
    dock: DockSettings,
    policies: Vec<PolicyLoading>,
    /// The dock-hour with the largest gap of all.
    #[serde(skip_serializing_if = "Option::is_none")]
    worst: Option<WorstPlace>,
    #[serde(skip)]
    worst_file: String,
}

#[derive(Serialize)]
struct PolicyLoading {
    policy: String,
    gap: Option<LoadingGap>,
    /// Dock-hours that a solver solved to the end.
    solved: u64,
    /// Whose answer failed its recheck, so that the fast load took its place.
    refused: u64,
    /// That ended at a limit of work.
    limits: u64,
}

#[derive(Serialize)]
struct WorstPlace {
    policy: String,
    hub: String,
    hour: u16,
    gap: f64,
}

/// Name of the file with the worst load.
const WORST: &str = "worst-load.json";

impl Loading {
    /// The records of policies.
    pub fn new(records: Vec<(String, LoadingRecord)>, dock: DockSettings) -> Self {
        let mut loading = Self { dock, policies: Vec::new(), worst: None, worst_file: String::new() };
        for (policy, record) in records {
            let gap = record.gap();
            let LoadingRecord { solved, refused, limits, worst, .. } = record;
            if let Some(worst) =
                worst.filter(|worst| loading.worst.as_ref().is_none_or(|of_all| worst.gap > of_all.gap))
            {
                loading.worst_file = output::json(&worst.instance);
                let place = WorstPlace { policy: policy.clone(), hub: worst.hub, hour: worst.hour, gap: worst.gap };
                loading.worst = Some(place);
            }
            loading.policies.push(PolicyLoading { policy, gap, solved, refused, limits });
        }
        loading
    }

    /// Writes `loading.json` and the worst load, where anything was learned. Returns a line that says where.
    pub fn write(&self, folder: &Path) -> Result<String, Failure> {
        if self.dock == DockSettings::default() {
            return Ok(String::new());
        }
        write_atomically(&folder.join("loading.json"), output::json(self).as_bytes())?;
        let Some(worst) = &self.worst else { return Ok(String::new()) };
        let file = folder.join(WORST);
        write_atomically(&file, self.worst_file.as_bytes())?;
        let WorstPlace { policy, hub, hour, .. } = worst;
        let file = file.display();
        Ok(format!("worst load: {hub} at hour {hour} under {policy}; explained by: linehaul pack {file}\n"))
    }

    /// A row a policy; nothing where nothing was learned.
    pub fn text(&self) -> String {
        let mut text = String::new();
        if self.dock.certify > 0.0 {
            let rows = self.policies.iter().map(|policy| {
                let share =
                    |of: fn(&LoadingGap) -> f64| policy.gap.as_ref().map_or("-".into(), |gap| percent(of(gap), 2));
                let number = |of: fn(&LoadingGap) -> u64| count(policy.gap.as_ref().map_or(0, of));
                [
                    policy.policy.clone(),
                    number(|gap| gap.certified),
                    number(|gap| gap.unproved),
                    share(|gap| gap.mean),
                    share(|gap| gap.p95),
                    share(|gap| gap.worst),
                ]
            });
            text = format!("\n{}", table(["loading gap", "dock-hours", "unproved", "mean", "p95", "worst"], rows));
        }
        if self.dock.solver != Solver::Fast {
            let rows = self.policies.iter().map(|policy| {
                [policy.policy.clone(), count(policy.solved), count(policy.limits), count(policy.refused)]
            });
            text += &format!("\n{}", table(["dock-hours by solver", "to the end", "at a limit", "refused"], rows));
        }
        text
    }
}
