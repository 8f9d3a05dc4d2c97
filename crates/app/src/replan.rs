//! Something happened: what has left stays, the rest is decided anew, and whoever asked is told what changes and what it costs.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use linehaul_agents::decide::replan::{Change, Progress, Run, changes};
use linehaul_case::schedule::{Departures, Summary};
use linehaul_case::{Case, Demand, TimedEvent};
use linehaul_env::snapshot::Snapshot;
use linehaul_tables::{
    CHANGES, EVENTS, ScheduleFiles, ScheduleMeta, events_text, parse_events, read_events, read_schedule, recorded,
    write_schedule,
};
use serde::Serialize;

use crate::cases::CaseInput;
use crate::dock::DockRequest;
use crate::failure::Failure;
use crate::places::{Places, SCHEDULE_FILES};
use crate::policy::Policy;

/// A schedule to plan anew.
#[derive(Clone, Debug)]
pub struct ReplanRequest {
    /// Case folder.
    pub case: PathBuf,
    /// What has happened so far.
    pub so_far: SoFar,
    /// File of the events that are new; none of them before the hour of planning.
    pub events: PathBuf,
    /// Who decides; the policy of before unless given.
    pub policy: Option<String>,
    /// Folder to write the new schedule to.
    pub out: PathBuf,
    /// How docks are loaded.
    pub dock: DockRequest,
}

/// What has happened so far.
#[derive(Clone, Debug)]
pub enum SoFar {
    /// As a snapshot has it.
    Snapshot(PathBuf),
    /// What a schedule says of the hours before one.
    Schedule {
        /// Schedule folder.
        folder: PathBuf,
        /// The first hour that is planned anew; that of the first new event unless given.
        hour: Option<u16>,
    },
}

/// A schedule that was planned anew.
#[derive(Clone, Debug)]
pub struct Replanned {
    /// What it is of.
    pub meta: ScheduleMeta,
    /// The first hour that was planned anew.
    pub hour: u16,
    /// Hours of the case.
    pub hours: u16,
    /// Currency of the case.
    pub currency: String,
    /// Trucks that had left.
    pub kept: usize,
    /// Events, those of before included.
    pub events: usize,
    /// What differs, in order of hours and lanes.
    pub changes: Vec<ChangedTruck>,
    /// Figures of the plan of before, and of the new one.
    pub before: Summary,
    /// See `before`.
    pub now: Summary,
    /// Time that it took to come to the state of the hour, and to decide the rest.
    pub took: (Duration, Duration),
}

/// A truck that one plan has and the other has not.
#[derive(Clone, Debug, Serialize)]
pub struct ChangedTruck {
    /// `dropped` or `added`.
    pub change: &'static str,
    /// Departure hour.
    pub hour: u16,
    /// Origin hub.
    pub origin: String,
    /// Destination hub.
    pub destination: String,
    /// Vehicle type.
    pub vehicle_type: String,
    /// Packages aboard.
    pub packages: usize,
    /// Kilograms aboard.
    pub kg: f64,
    /// Cubic metres aboard.
    pub m3: f64,
    /// Cost, currency.
    pub cost: f64,
}

/// A run that goes on, and the plan that it had.
struct Before {
    meta: ScheduleMeta,
    progress: Progress,
    /// Absent where only a snapshot was given: then it is what the policy does without news.
    plan: Option<(Departures, Summary)>,
}

/// Plans the rest of a schedule anew and writes it. Nothing is written where something is refused.
pub fn replan(request: &ReplanRequest) -> Result<Replanned, Failure> {
    check_places(request)?;
    let dock = request.dock.settings()?;
    let input = CaseInput::read(&request.case)?;
    let case = input.case();
    let began = Instant::now();
    let given = Given::read(&request.so_far, &input)?;
    let (seed, late_price) = given.seed_and_late_price();
    let demand = Demand::of(case, seed);
    let run = Run { network: &input.network, demand: &demand, late_price, dock };
    let (before, told) = given.begin(&request.events, &run)?;
    let name = request.policy.clone().unwrap_or_else(|| before.meta.policy.clone());
    let policy = Policy::parse(&name)?;
    policy.check(case)?;
    let came = began.elapsed();

    let began = Instant::now();
    let outcome = run.go_on(&before.progress, &told, &mut *policy.manager()).map_err(|nonsense| {
        let met = demand.after(case, &before.progress.events).after(case, &told);
        let event = events_text(case, &met, std::slice::from_ref(&nonsense.event));
        let problem = format!("{}: {}: {}", request.events.display(), event.trim_end(), nonsense.refused);
        Failure::new(problem, "correct the event, or leave it out")
    })?;
    let decided = began.elapsed();
    let (plan, summary) = if let Some(plan) = before.plan {
        plan
    } else {
        let outcome = run.go_on(&before.progress, &[], &mut *policy.manager());
        let schedule = outcome.expect("no news, no nonsense").schedule;
        (schedule.departures, schedule.summary)
    };

    let schedule = outcome.schedule;
    let hour = before.progress.state.hour();
    let met = demand.after(case, &schedule.events);
    let meta = ScheduleMeta {
        policy_hash: policy.hash(),
        policy: policy.name,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        ..before.meta
    };
    let changes = changed_trucks(case, &plan, &schedule.departures, hour);
    let more = vec![(CHANGES.into(), changes_csv(&changes).into_bytes())];
    write_schedule(&request.out, case, &met, &schedule, &meta, more)?;
    Ok(Replanned {
        meta,
        hour,
        hours: case.hours(),
        currency: case.currency().to_owned(),
        kept: before.progress.departures.len(),
        events: schedule.events.len(),
        changes,
        before: summary,
        now: schedule.summary,
        took: (came, decided),
    })
}

/// What was given of the run so far, read.
enum Given<'a> {
    Snapshot(Box<Snapshot>),
    Schedule { folder: &'a Path, files: Box<ScheduleFiles>, hour: Option<u16> },
}

impl<'a> Given<'a> {
    fn read(so_far: &'a SoFar, input: &CaseInput) -> Result<Self, Failure> {
        match so_far {
            SoFar::Snapshot(path) => Ok(Self::Snapshot(Box::new(read_snapshot(path, input)?))),
            SoFar::Schedule { folder, hour } => {
                let files = Box::new(read_schedule(folder)?);
                if files.meta.case_hash != input.hash {
                    let (place, name) = (folder.display(), &files.meta.case);
                    let problem = format!("{place}: the schedule is of a case \"{name}\" with other files");
                    return Err(Failure::new(problem, "give the case that the schedule was made for"));
                }
                Ok(Self::Schedule { folder, files, hour: *hour })
            }
        }
    }

    fn seed_and_late_price(&self) -> (u64, f64) {
        match self {
            Self::Snapshot(snapshot) => (snapshot.seed, snapshot.late_price),
            Self::Schedule { files, .. } => (files.meta.seed, files.meta.late_price),
        }
    }

    /// The run up to the hour of planning, and what is new.
    fn begin(self, path: &Path, run: &Run<'_>) -> Result<(Before, Vec<TimedEvent>), Failure> {
        let (case, demand) = (&*run.network.case, run.demand);
        match self {
            Self::Snapshot(snapshot) => {
                let Snapshot { case: name, case_hash, policy, seed, late_price, state, departures, events } = *snapshot;
                let told = read_events(path, case, demand, &events)?.split_off(events.len());
                not_before(path, &told, state.hour())?;
                let meta = ScheduleMeta { case: name, case_hash, policy, seed, late_price, ..ScheduleMeta::default() };
                Ok((Before { meta, progress: Progress { state, departures, events }, plan: None }, told))
            }
            Self::Schedule { folder, files, hour } => {
                let events = parse_events(&folder.join(EVENTS), &files.events, case, demand, &[])?;
                let told = read_events(path, case, demand, &events)?.split_off(events.len());
                let last = events.last().map_or(0, |event| event.hour);
                let hour = hour.or_else(|| told.first().map(|event| event.hour)).unwrap_or(last).max(last);
                if hour > case.hours() {
                    let problem = format!("--at: hour {hour} is beyond the {} hours of the case", case.hours());
                    return Err(Failure::new(problem, format!("give 0 to {}", case.hours())));
                }
                not_before(path, &told, hour)?;
                let plan = recorded(folder, &files, case, &demand.after(case, &events))?;
                let progress = run.replayed(&plan, &events, hour).map_err(|error| {
                    let problem = format!("{}: {error}", folder.display());
                    Failure::new(problem, "see what `linehaul verify` says of this schedule")
                })?;
                Ok((Before { meta: files.meta, progress, plan: Some((plan, files.summary)) }, told))
            }
        }
    }
}

/// Refuses news of hours that are over.
fn not_before(path: &Path, told: &[TimedEvent], hour: u16) -> Result<(), Failure> {
    match told.first().filter(|event| event.hour < hour) {
        None => Ok(()),
        Some(event) => Err(Failure::new(
            format!("{}: event 1 is of hour {}, and hour {hour} is planned first", path.display(), event.hour),
            "tell what happened from that hour on, or plan from an earlier one",
        )),
    }
}

fn read_snapshot(path: &Path, input: &CaseInput) -> Result<Snapshot, Failure> {
    let place = path.display();
    let bytes = fs::read(path)
        .map_err(|error| Failure::new(format!("{place}: cannot read: {error}"), "check the path of the snapshot"))?;
    Snapshot::from_bytes(&bytes, &input.network, &input.hash)
        .map_err(|error| Failure::new(format!("{place}: {}", error.problem), error.remedy))
}

fn changed_trucks(case: &Case, old: &Departures, new: &Departures, from: u16) -> Vec<ChangedTruck> {
    let truck = |change: &'static str, plan: &Departures, row: usize| {
        let lane = &case.lanes()[plan.lanes[row].index()];
        ChangedTruck {
            change,
            hour: plan.hours[row],
            origin: case.hubs()[lane.from.index()].id.clone(),
            destination: case.hubs()[lane.to.index()].id.clone(),
            vehicle_type: case.vehicles()[plan.types[row].index()].id.clone(),
            packages: plan.load(row).len(),
            kg: plan.grams[row] as f64 / 1e3,
            m3: plan.ml[row] as f64 / 1e6,
            cost: plan.costs[row],
        }
    };
    let of = |change: Change| match change {
        Change::Dropped(row) => truck("dropped", old, row),
        Change::Added(row) => truck("added", new, row),
    };
    changes(old, new, from).into_iter().map(of).collect()
}

fn changes_csv(changes: &[ChangedTruck]) -> String {
    let quoted = |text: &str| {
        if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
    };
    let mut text = "change,hour,origin,destination,vehicle_type,packages,kg,m3,cost\n".to_owned();
    for truck in changes {
        let ChangedTruck { change, hour, origin, destination, vehicle_type, packages, kg, m3, cost } = truck;
        let names = [origin, destination, vehicle_type].map(|name| quoted(name)).join(",");
        text.push_str(&format!("{change},{hour},{names},{packages},{kg},{m3},{cost:.2}\n"));
    }
    text
}

fn check_places(request: &ReplanRequest) -> Result<(), Failure> {
    let mut places = Places::default();
    places.reads_case(&request.case);
    places.reads([&request.events]);
    match &request.so_far {
        SoFar::Snapshot(path) => places.reads([path]),
        SoFar::Schedule { folder, .. } => places.reads_results(folder),
    }
    places.replaces(&request.out, &SCHEDULE_FILES);
    places.writes([request.out.join(CHANGES)]);
    places.check()
}
