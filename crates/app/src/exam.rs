//! Checkpoints on generated families that they have never seen, each world's opponent tuned on that world; or under a cap on
//! lateness, on families and cases.

mod solved;

use std::path::{Path, PathBuf};

use linehaul_agents::judge::exam::{FamilyExam, FamilyResult};
use linehaul_agents::judge::held_out::HeldOut;
use linehaul_agents::judge::solved::GroupResult;
use linehaul_nets::policy_file::PolicyFile;

use self::solved::Capped;
use crate::checkpoint::read_policies;
use crate::failure::Failure;
use crate::families::families;
use crate::observer::{Observer, Progress};

/// Checkpoints to examine.
#[derive(Clone, Debug)]
pub struct ExamRequest {
    /// Checkpoints, as `runs/x/best`.
    pub checkpoints: Vec<PathBuf>,
    /// Names of families; all but the one of training unless given, none where only cases are.
    pub families: Option<Vec<String>>,
    /// Worlds of each family.
    pub worlds: u64,
    /// Seed of the worlds.
    pub seed: u64,
    /// Largest share of late packages, above 0 and at most 1: policy and opponent both hold it.
    pub max_late: Option<f64>,
    /// Case folders, or folders of cases, to examine on under a cap.
    pub cases: Vec<PathBuf>,
    /// Fresh demand seeds for each case, from 1, to be judged on under a cap.
    pub demands: u64,
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum ExamResults {
    /// By family, `[checkpoint, family]`.
    Free(Vec<Vec<FamilyResult>>),
    /// Under a cap on the share of late packages: by family and case, `[checkpoint, group]`.
    Capped(f64, Vec<Vec<GroupResult>>),
}

/// Examines checkpoints.
pub fn exam(request: &ExamRequest, observer: &dyn Observer) -> Result<ExamResults, Failure> {
    let families = match &request.families {
        None if !request.cases.is_empty() => Vec::new(),
        names => families(names.as_deref())?,
    };
    let checkpoints: Vec<(&Path, PolicyFile)> =
        (request.checkpoints.iter()).map(|path| Ok((path.as_path(), shared(path)?))).collect::<Result<_, Failure>>()?;
    if let Some(max_late) = request.max_late {
        let &ExamRequest { worlds, seed, demands, .. } = request;
        let capped = Capped { max_late, families: &families, worlds, seed, cases: &request.cases, demands };
        return Ok(ExamResults::Capped(max_late, capped.examine(&checkpoints, observer)?));
    }
    let n_runs = families.len() as u64 * request.worlds * HeldOut::RUNS_PER_CASE;
    let progress = Progress::new(observer, "examining", n_runs, "runs");
    let mut results: Vec<Vec<FamilyResult>> = vec![Vec::new(); checkpoints.len()];
    for &family in &families {
        progress.doing(&format!("examining {}", family.name()));
        let exam = FamilyExam::new(family, request.seed, request.worlds, &|| progress.step());
        for ((_, checkpoint), results) in checkpoints.iter().zip(&mut results) {
            results.push(exam.examine(&checkpoint.policies[0]));
        }
    }
    Ok(ExamResults::Free(results))
}

/// A checkpoint whose policy must fit any network.
fn shared(path: &Path) -> Result<PolicyFile, Failure> {
    let (checkpoint, _) = read_policies(path)?;
    if checkpoint.policies.len() == 1 {
        return Ok(checkpoint);
    }
    let problem = format!("{}: has a policy for each hub of one network", path.display());
    Err(Failure::new(problem, "evaluate it on that network"))
}
