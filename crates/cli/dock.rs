//! How docks are loaded, as options, and what was learned of the loads, as tables.

use std::path::{Path, PathBuf};

use clap::Args;
use linehaul_app::dock::{DockRequest, Loading};
use linehaul_env::loading::{LoadingGap, Solver};

use crate::figures::{count, percent, table};

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

impl DockOptions {
    /// As part of a request.
    pub fn request(&self) -> DockRequest {
        DockRequest { solver: self.dock_solver.clone(), certify: self.certify, config: self.config.clone() }
    }
}

/// A row a policy; nothing where nothing was learned.
pub fn loading_text(loading: &Loading) -> String {
    let mut text = String::new();
    if loading.dock.certify > 0.0 {
        let rows = loading.policies.iter().map(|policy| {
            let share = |of: fn(&LoadingGap) -> f64| policy.gap.as_ref().map_or("-".into(), |gap| percent(of(gap), 2));
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
    if loading.dock.solver != Solver::Fast {
        let rows = loading
            .policies
            .iter()
            .map(|policy| [policy.policy.clone(), count(policy.solved), count(policy.limits), count(policy.refused)]);
        text += &format!("\n{}", table(["dock-hours by solver", "to the end", "at a limit", "refused"], rows));
    }
    text
}

/// Where the worst load is, if there is one, in the folder that was written.
pub fn worst_line(loading: &Loading, folder: &Path) -> String {
    loading.worst.as_ref().map_or_else(String::new, |worst| {
        let file = Loading::worst_file(folder);
        let file = file.display();
        format!(
            "worst load: {} at hour {} under {}; explained by: linehaul pack {file}\n",
            worst.hub, worst.hour, worst.policy
        )
    })
}
