//! What a policy is worth at a glance, when its training has ended: unseen graphs of several sizes, the demo case, and a schedule of it
//! that was proved. Everything lies in the run's folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use linehaul_agents::decide::learned::Learned;
use linehaul_agents::decide::run::run;
use linehaul_agents::judge::exam::{FamilyExam, FamilyResult};
use linehaul_agents::judge::held_out::{HeldOut, HeldOutScore};
use linehaul_case::Demand;
use linehaul_env::loading::DockSettings;
use linehaul_nets::policy::Policy;
use linehaul_tables::{ScheduleMeta, write_atomically, write_schedule};
use linehaul_verify::verify;
use linehaul_worlds::generate::{Family, WorldSpec};

use crate::cases::CaseInput;
use crate::checkpoint::BEST;
use crate::demo::{DEMO, demo_in};
use crate::failure::Failure;
use crate::json::json;
use crate::observer::{Observer, Progress};

/// Hubs of the graphs.
const HUBS: [usize; 3] = [5, 20, 50];
/// Graphs of each size, and their seed, which no training and no exam uses.
const GRAPHS: u64 = 4;
const SEED: u64 = 7_401;

/// What was seen.
#[derive(Clone, Debug)]
pub struct FirstLook {
    /// Total cost against the economic heuristic tuned on each network itself: graphs by size, and the demo.
    pub results: Vec<FamilyResult>,
    /// The file of these.
    pub file: PathBuf,
    /// Folder of the schedule of the demo.
    pub schedule: PathBuf,
    /// Claims of the schedule; every one holds.
    pub claims: u64,
}

/// Examines a policy and writes the results below `folder`.
pub fn first_look(
    folder: &Path,
    policy: &Policy,
    policy_hash: String,
    observer: &dyn Observer,
) -> Result<FirstLook, Failure> {
    let n_runs = (HUBS.len() as u64 * GRAPHS + 1) * HeldOut::RUNS_PER_CASE;
    let progress = Progress::new(observer, "examining", n_runs, "runs");
    let case_folder = folder.join(DEMO);
    let demo = demo_in(&case_folder)?;
    let mut results: Vec<FamilyResult> = Vec::new();
    for n_hubs in HUBS {
        let specs = (0..GRAPHS).map(|index| WorldSpec { n_hubs, ..Family::Base.spec(SEED, index) });
        let exam = FamilyExam::of_specs(&format!("{n_hubs} hubs"), specs, &|| progress.step());
        results.push(exam.examine(policy));
    }
    let opponent = HeldOut::tuned(vec![Arc::clone(&demo.network)], &|| progress.step());
    let HeldOutScore { ratios, mean, interval } = opponent.score(std::slice::from_ref(policy));
    results.push(FamilyResult { family: DEMO.into(), ratios, mean, interval });
    drop(progress);
    let file = folder.join("first-look.json");
    write_atomically(&file, json(&results).as_bytes())?;
    let schedule = folder.join("schedule-us-metro-12");
    let claims = scheduled(&schedule, &folder.join(BEST), (&case_folder, &demo), policy, policy_hash)?;
    Ok(FirstLook { results, file, schedule, claims })
}

/// Schedules the demo and proves it. Returns how many claims hold.
fn scheduled(
    out: &Path,
    checkpoint: &Path,
    (case_folder, demo): (&Path, &CaseInput),
    policy: &Policy,
    policy_hash: String,
) -> Result<u64, Failure> {
    let demand = Demand::of(demo.case(), 0);
    let mut manager = Learned::new(std::slice::from_ref(policy));
    let schedule = run(&demo.network, &demand, DockSettings::default(), &mut manager, |_| ());
    let meta = ScheduleMeta {
        case: demo.case().name().to_owned(),
        case_hash: demo.hash.clone(),
        policy: checkpoint.display().to_string(),
        policy_hash,
        seed: 0,
        late_price: 0.0,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    write_schedule(out, demo.case(), &demand, &schedule, &meta, Vec::new())?;
    let report = verify(out, case_folder)?;
    if report.holds() {
        return Ok(report.checked.total());
    }
    let claim = report.broken.first().map_or_else(String::new, ToString::to_string);
    let problem = format!("{}: {} claims do not hold: {claim}", out.display(), report.n_broken.total());
    Err(Failure::new(problem, "this is a fault of linehaul: please report it"))
}
