//! A public instance, solved and compared with its best-known cost.

use std::path::{Path, PathBuf};

use linehaul_routing::vrplib::{Instance, Rounding, input};
use linehaul_routing::{Found, Problem, Visit};
use linehaul_tables::write_atomically;
use serde::Serialize;

use super::SearchRequest;
use super::search::{islands, search};
use crate::failure::Failure;
use crate::observer::Observer;

/// An instance to solve.
#[derive(Clone, Debug)]
pub struct InstanceRequest {
    /// Its file, of the form VRPLIB.
    pub file: PathBuf,
    /// How numbers are rounded; as the set that the path names unless given.
    pub rounding: Option<Rounding>,
    /// How to search.
    pub search: SearchRequest,
    /// File for the solution.
    pub out: Option<PathBuf>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Solved {
    /// Name of the file.
    pub instance: String,
    /// Cost as the set counts.
    pub cost: i64,
    /// Best-known cost, of the `.sol` beside the file.
    pub best_known: Option<i64>,
    /// What it costs more, as a share.
    pub gap: Option<f64>,
    /// Routes.
    pub routes: usize,
    /// Stops that are left out.
    pub left_out: usize,
    /// Iterations of all searches.
    pub iterations: u64,
    /// Searches side by side.
    pub islands: u32,
    /// Seed.
    pub seed: u64,
}

/// Solves an instance.
pub fn solve_instance(
    request: &InstanceRequest,
    observer: &dyn Observer,
    enough: &(dyn Fn() -> bool + Sync),
) -> Result<Solved, Failure> {
    let file = &request.file;
    let shown = file.display().to_string();
    let unreadable =
        |error: std::io::Error| Failure::new(format!("{shown}: cannot read the file: {error}"), "check the path");
    let bytes = std::fs::read(file).map_err(unreadable)?;
    let path = file.canonicalize().unwrap_or_else(|_| file.clone()).display().to_string();
    let rounding = request.rounding.unwrap_or_else(|| Rounding::of(&path));
    let fault = |fault: linehaul_routing::Fault| Failure::new(format!("{shown}: {fault}"), fault.remedy);
    let instance = Instance::read(&String::from_utf8_lossy(&bytes)).map_err(fault)?;
    let problem = input(&instance, rounding).and_then(Problem::new).map_err(fault)?;
    let (found, _) = search(&problem, &request.search, observer, enough);
    let (costs, _) = problem.price(&found.plan).expect("a plan of the search works");
    let best_known = best_known(file, &path, rounding);
    if let Some(out) = &request.out {
        write_atomically(out, solution(&instance, &found, costs.total()).as_bytes())?;
    }
    Ok(Solved {
        instance: file.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        cost: costs.total(),
        best_known,
        gap: best_known.map(|best| costs.total() as f64 / best as f64 - 1.0),
        routes: found.plan.routes.len(),
        left_out: found.plan.left_out.len(),
        iterations: found.rounds,
        islands: islands(&request.search),
        seed: request.search.seed,
    })
}

/// The cost of the solution file beside an instance.
fn best_known(file: &Path, path: &str, rounding: Rounding) -> Option<i64> {
    let text = std::fs::read_to_string(file.with_extension("sol")).ok()?;
    let line = text.lines().find(|line| line.starts_with("Cost"))?;
    let number: f64 = line.trim_start_matches("Cost").trim_start_matches(':').trim().parse().ok()?;
    let best = (number * rounding.scale_of_best(path, number)).round() as i64;
    (best > 0).then_some(best)
}

/// Routes as `.sol` files have them: places by number, depots first, and who drives where.
fn solution(instance: &Instance, found: &Found, cost: i64) -> String {
    let mut text = String::new();
    for (number, route) in found.plan.routes.iter().enumerate() {
        let place = |visit: &Visit| match visit {
            Visit::Stop(stop) => instance.depots() + *stop as usize,
            Visit::Reload(depot) => usize::from(*depot),
        };
        let places: Vec<String> = route.visits.iter().map(|visit| place(visit).to_string()).collect();
        text.push_str(&format!("Route #{}: {} @ {}\n", number + 1, places.join(" "), route.vehicle));
    }
    text.push_str(&format!("Cost {cost}\n"));
    text
}
