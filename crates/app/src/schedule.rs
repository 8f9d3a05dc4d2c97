//! A case and a policy in, a schedule folder and its figures out.

use std::path::{Path, PathBuf};
use std::time::Duration;

use linehaul_agents::FleetManager;
use linehaul_agents::decide::fleet_manager::Timed;
use linehaul_agents::decide::learned::Learned;
use linehaul_agents::decide::replan::Run;
use linehaul_agents::decide::run::Episode;
use linehaul_case::Demand;
use linehaul_case::schedule::Summary;
use linehaul_env::snapshot::Snapshot;
use linehaul_env::summary::Outcome;
use linehaul_tables::{ScheduleMeta, write_atomically, write_schedule};

use crate::cases::CaseInput;
use crate::dock::{DockRequest, Loading};
use crate::failure::Failure;
use crate::late_price::LatePrice;
use crate::observer::{Observer, Progress};
use crate::places::{Places, SCHEDULE_FILES, name_within};
use crate::policy::{Policy, Rule};

/// A schedule to make.
#[derive(Clone, Debug)]
pub struct ScheduleRequest {
    /// Case folder.
    pub case: PathBuf,
    /// Policy: a heuristic's name, `NAME:FILE.toml` with parameters, `pretrained`, or a checkpoint.
    pub policy: String,
    /// Folder to write the schedule to; a schedule that is there already is replaced.
    pub out: PathBuf,
    /// Seed of the demand: 0 is the case's own packages, any other redraws their days.
    pub seed: u64,
    /// Extra price of a late package that decisions see and no cost has.
    pub late_price: Option<LatePrice>,
    /// File for every decision of a learned policy. It may lie in the schedule's folder, and is replaced with it.
    pub decisions: Option<PathBuf>,
    /// Where and when to keep the run as it stands, to plan anew from.
    pub snapshot: Option<SnapshotRequest>,
    /// How docks are loaded.
    pub dock: DockRequest,
}

/// A snapshot to take.
#[derive(Clone, Debug)]
pub struct SnapshotRequest {
    /// Its file.
    pub path: PathBuf,
    /// The hour at whose begin it is taken.
    pub hour: u16,
}

/// A schedule that was written.
#[derive(Clone, Debug)]
pub struct Scheduled {
    /// What it is of.
    pub meta: ScheduleMeta,
    /// Its figures.
    pub summary: Summary,
    /// Hours of the case.
    pub hours: u16,
    /// Currency of the case.
    pub currency: String,
    /// What was learned of the loads.
    pub loading: Loading,
    /// Mean and longest time in which the policy decided an hour.
    pub decided_in: (Duration, Duration),
}

/// Simulates a case under a policy and writes the schedule.
pub fn schedule(request: &ScheduleRequest, observer: &dyn Observer) -> Result<Scheduled, Failure> {
    let policy = Policy::parse(&request.policy)?;
    let dock = request.dock.settings()?;
    let input = CaseInput::read(&request.case)?;
    policy.check(input.case())?;
    let late_price = match &request.late_price {
        Some(price) => price.of(&policy, &input)?,
        None => 0.0,
    };
    check_places(request, &policy)?;
    let case = input.case();
    if let Some(SnapshotRequest { hour, .. }) = request.snapshot.as_ref().filter(|taken| taken.hour >= case.hours()) {
        let problem = format!("--at: hour {hour} is not within the {} hours of the case", case.hours());
        return Err(Failure::new(problem, format!("give 0 to {}", case.hours() - 1)));
    }
    let demand = Demand::of(case, request.seed);
    let what = format!("simulating {}", case.name());
    let progress = Progress::new(observer, &what, u64::from(case.hours()), "hours");
    let episode = Episode { network: &input.network, demand: &demand, dock, late_price };
    let run = |manager: &mut dyn FleetManager| {
        let mut timed = Timed::new(manager);
        (episode.run(&mut timed, |_| progress.step()), timed.times())
    };
    let ((outcome, times), decisions) = if request.decisions.is_some() {
        let mut manager = learned(&policy)?;
        manager.record();
        (run(&mut manager), Some(manager.take_log()))
    } else {
        (run(&mut *policy.manager()), None)
    };
    drop(progress);
    let Outcome { schedule, loading } = outcome;
    let meta = ScheduleMeta {
        case: case.name().to_owned(),
        case_hash: input.hash.clone(),
        policy_hash: policy.hash(),
        policy: policy.name,
        seed: request.seed,
        late_price,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let mut given: Vec<(&Path, Vec<u8>)> = Vec::new();
    if let (Some(path), Some(decisions)) = (&request.decisions, decisions) {
        let about = [("case", &*meta.case), ("policy_hash", &*meta.policy_hash), ("version", &*meta.version)];
        given.push((path, decisions.to_bytes(&about)));
    }
    if let Some(SnapshotRequest { path, hour }) = &request.snapshot {
        let run = Run { network: &input.network, demand: &demand, late_price, dock };
        let progress = run.replayed(&schedule.departures, &[], *hour).expect("what was just sent can be sent again");
        let snapshot = Snapshot {
            case: meta.case.clone(),
            case_hash: meta.case_hash.clone(),
            policy: meta.policy.clone(),
            seed: meta.seed,
            late_price,
            state: progress.state,
            departures: progress.departures,
            events: progress.events,
        };
        given.push((path, snapshot.to_bytes()));
    }
    let loading = Loading::new(vec![(meta.policy.clone(), loading)], dock);
    let (mut inside, mut elsewhere) = (loading.files(), Vec::new());
    for (path, bytes) in given {
        match name_within(&request.out, path) {
            Some(name) => inside.push((name, bytes)),
            None => elsewhere.push((path, bytes)),
        }
    }
    write_schedule(&request.out, case, &demand, &schedule, &meta, inside)?;
    for (path, bytes) in elsewhere {
        write_atomically(path, &bytes)?;
    }
    let (hours, currency) = (case.hours(), case.currency().to_owned());
    Ok(Scheduled { meta, summary: schedule.summary, hours, currency, loading, decided_in: times })
}

fn check_places(request: &ScheduleRequest, policy: &Policy) -> Result<(), Failure> {
    let mut places = Places::default();
    places.reads_case(&request.case);
    places.reads(policy.file.as_deref());
    places.reads(request.late_price.as_ref().and_then(LatePrice::file));
    places.reads(request.dock.config.as_deref());
    places.replaces(&request.out, &SCHEDULE_FILES);
    places.writes(request.decisions.as_deref());
    places.writes(request.snapshot.as_ref().map(|taken| &taken.path));
    places.check()
}

/// The manager of a learned policy: rules have no logits.
fn learned(policy: &Policy) -> Result<Learned, Failure> {
    match &policy.rule {
        Rule::Learned(file, _) => Ok(Learned::new(&file.policies)),
        Rule::Heuristic(_) => {
            let problem = format!("--decisions: \"{}\" is a rule, which has no logits", policy.name);
            Err(Failure::new(problem, "give --policy pretrained or a checkpoint, or leave --decisions out"))
        }
        Rule::Lookahead(..) => {
            let problem = format!("--decisions: \"{}\" is a lookahead, which has no logits", policy.name);
            Err(Failure::new(problem, "give --policy pretrained or a checkpoint, or leave --decisions out"))
        }
    }
}
