//! What a policy is worth at a glance, when its training has ended: unseen graphs of several sizes, the demo case, and a schedule of it
//! that was proved. Everything lies in the run's folder.

use std::path::Path;
use std::sync::Arc;

use linehaul_agents::decide::learned::Learned;
use linehaul_agents::decide::run::run;
use linehaul_agents::judge::exam::{FamilyExam, FamilyResult};
use linehaul_agents::judge::held_out::{HeldOut, HeldOutScore};
use linehaul_case::Demand;
use linehaul_case::network::Network;
use linehaul_env::loading::DockSettings;
use linehaul_nets::policy::Policy;
use linehaul_tables::{PackagesFormat, ScheduleMeta, write_atomically, write_case, write_schedule};
use linehaul_verify::verify;
use linehaul_worlds::generate::{Family, WorldSpec, us_metro_12};

use crate::commands::generate::demo_extras;
use crate::failure::Failure;
use crate::figures::{self, count, number, table};
use crate::inputs::CaseInput;
use crate::output;
use crate::progress::Progress;

/// Hubs of the graphs.
const HUBS: [usize; 3] = [5, 20, 50];
/// Graphs of each size, and their seed, which no training and no exam uses.
const GRAPHS: u64 = 4;
const SEED: u64 = 7_401;

/// Examines a policy, writes the results below `folder`, and returns what to tell.
pub fn first_look(folder: &Path, policy: &Policy, policy_hash: String, quiet: bool) -> Result<String, Failure> {
    let n_runs = (HUBS.len() as u64 * GRAPHS + 1) * HeldOut::RUNS_PER_CASE;
    let progress = Progress::new("examining", n_runs, "runs", quiet);
    let mut results: Vec<FamilyResult> = Vec::new();
    for n_hubs in HUBS {
        let specs = (0..GRAPHS).map(|index| WorldSpec { n_hubs, ..Family::Base.spec(SEED, index) });
        let exam = FamilyExam::of_specs(&format!("{n_hubs} hubs"), specs, &|| progress.step());
        results.push(exam.examine(policy));
    }
    let case_folder = folder.join("us-metro-12");
    write_case(&case_folder, &us_metro_12(), PackagesFormat::Parquet, &demo_extras())?;
    let demo = CaseInput::read(&case_folder)?;
    let opponent = HeldOut::tuned(vec![Arc::clone(&demo.network)], &|| progress.step());
    let HeldOutScore { ratios, mean, interval } = opponent.score(std::slice::from_ref(policy));
    results.push(FamilyResult { family: "us-metro-12".into(), ratios, mean, interval });
    drop(progress);
    write_atomically(&folder.join("first-look.json"), output::json(&results).as_bytes())?;
    let (schedule, claims) = scheduled(folder, &case_folder, &demo, policy, policy_hash)?;
    Ok(format!(
        "\nzero-shot, total cost against the economic heuristic tuned on each network itself:\n\n{}\n\
         results:   {}\nschedule:  {schedule} (every claim holds, {} checked)\n",
        rows(&results),
        folder.join("first-look.json").display(),
        count(claims),
    ))
}

/// Schedules the demo and proves it. Returns where the schedule lies, and how many claims hold.
fn scheduled(
    folder: &Path,
    case_folder: &Path,
    demo: &CaseInput,
    policy: &Policy,
    policy_hash: String,
) -> Result<(String, u64), Failure> {
    let (network, out): (&Arc<Network>, _) = (&demo.network, folder.join("schedule-us-metro-12"));
    let demand = Demand::of(demo.case(), 0);
    let mut manager = Learned::new(std::slice::from_ref(policy));
    let schedule = run(network, &demand, DockSettings::default(), &mut manager, |_| ());
    let meta = ScheduleMeta {
        case: demo.case().name().to_owned(),
        case_hash: demo.hash.clone(),
        policy: folder.join("best").display().to_string(),
        policy_hash,
        seed: 0,
        late_price: 0.0,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    write_schedule(&out, demo.case(), &demand, &schedule, &meta)?;
    let report = verify(&out, case_folder)?;
    if report.holds() {
        return Ok((out.display().to_string(), report.checked.total()));
    }
    let claim = report.broken.first().map_or_else(String::new, ToString::to_string);
    let problem = format!("{}: {} claims do not hold: {claim}", out.display(), count(report.n_broken.total()));
    Err(Failure::new(problem, "this is a fault of linehaul: please report it"))
}

fn rows(results: &[FamilyResult]) -> String {
    let rows = results.iter().map(|result| {
        let interval = result
            .interval
            .as_ref()
            .map_or_else(String::new, |interval| figures::interval(interval.low, interval.high));
        let wins = result.ratios.iter().filter(|ratio| **ratio < 1.0).count();
        [result.family.clone(), number(result.mean, 3), interval, format!("{wins} of {}", result.ratios.len())]
    });
    table(["network", "cost vs tuned", "95 %", "cheaper on"], rows)
}
