//! Whatever happens to whatever world, the auditor proves the schedule that was planned anew, events and all.

use std::sync::Arc;

use linehaul_agents::FleetManager;
use linehaul_agents::decide::heuristics::Heuristic;
use linehaul_agents::decide::replan::Run;
use linehaul_agents::decide::run::Episode as Plan;
use linehaul_case::network::Network;
use linehaul_case::{
    Case, ClassId, Demand, Event, Grams, HubId, LaneId, Millilitres, NewPackage, TimedEvent, TypeId, check_announced,
};
use linehaul_env::loading::DockSettings;
use linehaul_tables::{ScheduleMeta, read_schedule, write_schedule};
use linehaul_verify::audit;
use proptest::prelude::*;
use tempfile::TempDir;

use crate::random_worlds::episodes;

/// What happens: a kind, an hour within what is left, and two numbers that say to whom.
type Drawn = (u8, u16, u16, u16);

fn news() -> impl Strategy<Value = Vec<Drawn>> {
    proptest::collection::vec(any::<Drawn>(), 1..14)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn every_claim_of_a_schedule_planned_anew_holds(episode in episodes(), from in any::<u16>(), drawn in news()) {
        let case = episode.case();
        let network = Network::new(Arc::new(case.clone()));
        let demand = Demand::of(&case, episode.demand_seed);
        let dock = DockSettings::default();
        let plan = Plan { network: &network, demand: &demand, dock, late_price: 0.0 }.run(&mut *manager(), |_| ());
        let run = Run { network: &network, demand: &demand, late_price: 0.0, dock };
        let from = from % case.hours();
        let progress = run.replayed(&plan.schedule.departures, &[], from).unwrap();
        let mut told = events(&case, &demand, plan.schedule.departures.len(), from, &drawn);
        // What makes no sense is refused by itself; the rest is told again without it.
        let schedule = loop {
            match run.go_on(&progress, &told, &mut *manager()) {
                Ok(outcome) => break outcome.schedule,
                Err(nonsense) => {
                    let at = told.iter().position(|event| *event == nonsense.event).unwrap();
                    told.remove(at);
                }
            }
        };
        let kept = progress.departures.len();
        prop_assert_eq!(&schedule.departures.lanes[..kept], &plan.schedule.departures.lanes[..kept]);
        let folder = TempDir::new().unwrap();
        let dir = folder.path().join("schedule");
        let meta = ScheduleMeta { case: case.name().to_owned(), case_hash: "hash".into(), seed: demand.seed, ..meta() };
        write_schedule(&dir, &case, &demand.after(&case, &schedule.events), &schedule, &meta, Vec::new()).unwrap();
        let report = audit(&case, "hash", &read_schedule(&dir).unwrap());
        prop_assert!(report.holds(), "{:?}\n{:#?}", told, report.broken);
    }
}

fn manager() -> Box<dyn FleetManager> {
    Heuristic::named("economic").expect("a heuristic").manager()
}

fn meta() -> ScheduleMeta {
    ScheduleMeta { policy: "economic".into(), version: "0".into(), ..ScheduleMeta::default() }
}

/// Events in order of their hours. Rows of packages count those that were announced before.
fn events(case: &Case, demand: &Demand, n_trucks: usize, from: u16, drawn: &[Drawn]) -> Vec<TimedEvent> {
    let mut drawn = drawn.to_vec();
    let left = case.hours() - from;
    for (_, hour, ..) in &mut drawn {
        *hour = from + *hour % left;
    }
    drawn.sort_by_key(|(_, hour, ..)| *hour);
    let mut announced = 0;
    let event = |&(kind, hour, a, b): &Drawn| {
        let (one, other) = (usize::from(a), usize::from(b));
        let package = (one % (demand.packages.len() + announced).max(1)) as u32;
        let truck = (one % n_trucks.max(1)) as u32;
        let lane = LaneId::from_index(one % case.lanes().len());
        let hub = HubId::from_index(one % case.hubs().len());
        let event = match kind % 13 {
            0 => {
                let new = new_package(case, demand, hour, announced, (one, other));
                if check_announced(case, std::slice::from_ref(&new)).is_err() {
                    Event::HubCapacity { hub, trucks: 1 }
                } else {
                    announced += 1;
                    Event::Announced(Box::new(new))
                }
            }
            1 => Event::Released { package },
            2 => Event::Cancelled { package },
            3 => Event::DueChanged { package, due_seconds: i64::from(hour) * 3_600 + (i64::from(b) - 9_000) * 10 },
            4 => Event::TruckLate { truck, hours: 1 + b % 60 },
            5 => Event::TruckBrokenDown { truck, hours: b % 9 },
            6 => Event::TruckArrived { truck },
            7 => Event::LaneClosed { lane },
            8 => Event::LaneOpened { lane },
            9 => Event::HubClosed { hub },
            10 => Event::HubOpened { hub },
            11 => Event::HubCapacity { hub, trucks: b % 4 },
            _ => {
                let vehicle = TypeId::from_index(one % case.vehicles().len());
                Event::FleetCapacity { vehicle, trucks: (b % 5).checked_sub(1) }
            }
        };
        TimedEvent { hour, event }
    };
    drawn.iter().map(event).collect()
}

fn new_package(case: &Case, demand: &Demand, hour: u16, n: usize, (one, other): (usize, usize)) -> NewPackage {
    let (from, to) = (one % case.hubs().len(), other % case.hubs().len());
    let released_seconds = i64::from(hour) * 3_600 + (other % 20) as i64 * 1_800;
    NewPackage {
        id: (1_000_000_000 + n).to_string(),
        origin: HubId::from_index(from),
        destination: HubId::from_index(to),
        released_seconds,
        due_seconds: released_seconds + (one % 60) as i64 * 3_600,
        grams: Grams(1_000),
        ml: Millilitres(10_000),
        value: demand.packages.values.first().copied().unwrap_or(1.0),
        class: ClassId(0),
    }
}
