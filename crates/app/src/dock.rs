//! How docks are loaded, as it was asked for, and what was learned of the loads.

use std::path::{Path, PathBuf};

use linehaul_env::loading::{DockSettings, LoadingGap, LoadingRecord, Solver};
use linehaul_tables::{LOADING, WORST_LOAD};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::json::json;

/// How docks are to be loaded; the fast load, unexamined, unless something else is given.
#[derive(Clone, Debug, Default)]
pub struct DockRequest {
    /// What loads the trucks: fast, aggregate or exact.
    pub solver: Option<String>,
    /// Share of the dock-hours, 0 to 1, whose loads are held against the bound of an integer program.
    pub certify: Option<f64>,
    /// Configuration with a table `dock` of solver and certify. What is given beside it wins.
    pub config: Option<PathBuf>,
}

/// What such a file holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfigFile {
    #[serde(default)]
    dock: DockSettings,
}

impl DockRequest {
    /// What was given and the file together.
    pub(crate) fn settings(&self) -> Result<DockSettings, Failure> {
        let mut settings = match &self.config {
            Some(file) => read(file)?,
            None => DockSettings::default(),
        };
        if let Some(solver) = &self.solver {
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
#[derive(Clone, Debug, Serialize)]
pub struct Loading {
    /// How docks were loaded.
    #[serde(flatten)]
    pub dock: DockSettings,
    /// By policy.
    pub policies: Vec<PolicyLoading>,
    /// The dock-hour with the largest gap of all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worst: Option<WorstLoad>,
}

/// What was learned of the loads of one policy.
#[derive(Clone, Debug, Serialize)]
pub struct PolicyLoading {
    /// Its name.
    pub policy: String,
    /// What a better load could have been worth, where that was looked for.
    pub gap: Option<LoadingGap>,
    /// Dock-hours that a solver solved to the end.
    pub solved: u64,
    /// Whose answer failed its recheck, so that the fast load took its place.
    pub refused: u64,
    /// That ended at a limit of work.
    pub limits: u64,
}

/// A dock-hour.
#[derive(Clone, Debug, Serialize)]
pub struct WorstLoad {
    /// Name of the policy.
    pub policy: String,
    /// Name of the hub.
    pub hub: String,
    /// Hour of the horizon.
    pub hour: u16,
    /// What a better load could have been worth, as a share.
    pub gap: f64,
    /// The dock as JSON, which `linehaul pack` explains.
    #[serde(skip)]
    pub instance: String,
}

impl Loading {
    /// The records of policies.
    pub(crate) fn new(records: Vec<(String, LoadingRecord)>, dock: DockSettings) -> Self {
        let mut loading = Self { dock, policies: Vec::new(), worst: None };
        for (policy, record) in records {
            let gap = record.gap();
            let LoadingRecord { solved, refused, limits, worst, .. } = record;
            if let Some(worst) =
                worst.filter(|worst| loading.worst.as_ref().is_none_or(|of_all| worst.gap > of_all.gap))
            {
                let (policy, instance) = (policy.clone(), json(&worst.instance));
                loading.worst = Some(WorstLoad { policy, hub: worst.hub, hour: worst.hour, gap: worst.gap, instance });
            }
            loading.policies.push(PolicyLoading { policy, gap, solved, refused, limits });
        }
        loading
    }

    /// Whether docks were loaded as they always are: then nothing was learned.
    pub fn is_plain(&self) -> bool {
        self.dock == DockSettings::default()
    }

    /// The file of the worst load, in the folder that was written.
    pub fn worst_file(folder: &Path) -> PathBuf {
        folder.join(WORST_LOAD)
    }

    /// Names and bytes of the files of what was learned and of the worst load, where anything was learned.
    pub(crate) fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        if self.is_plain() {
            return Vec::new();
        }
        let learned = (LOADING.into(), json(self).into_bytes());
        let worst = self.worst.as_ref().map(|worst| (WORST_LOAD.into(), worst.instance.clone().into_bytes()));
        std::iter::once(learned).chain(worst).collect()
    }
}
