//! Events as the lines of a file.

use chrono::{DateTime, SecondsFormat};
use linehaul_case::{Case, Demand, Event, HubId, LaneId, PackageIds, TimedEvent};

use crate::events::{Id, Line};

/// Events that happened to a demand, one a line, in their order; the demand has the rows that they announced.
pub fn events_text(case: &Case, demand: &Demand, events: &[TimedEvent]) -> String {
    let id = |row: u32| match &demand.packages.ids {
        PackageIds::Numbers(ids) => Id::Number(ids[row as usize]),
        PackageIds::Texts(ids) => Id::Text(ids[row as usize].clone()),
    };
    let hub = |hub: HubId| case.hubs()[hub.index()].id.clone();
    let ends = |lane: LaneId| {
        let lane = &case.lanes()[lane.index()];
        (hub(lane.from), hub(lane.to))
    };
    let time = |seconds: i64| time_text(case.start() + seconds);
    let line = |event: &Event| match event {
        Event::Announced(new) => Line::PackageAnnounced {
            package: match &demand.packages.ids {
                PackageIds::Numbers(_) => Id::Number(new.id.parse().expect("checked when it was announced")),
                PackageIds::Texts(_) => Id::Text(new.id.clone()),
            },
            origin: hub(new.origin),
            destination: hub(new.destination),
            released_at: time(new.released_seconds),
            due_at: time(new.due_seconds),
            kg: new.grams.to_kg(),
            m3: new.ml.to_m3(),
            value: new.value,
            class: Some(case.classes()[new.class.index()].clone()).filter(|_| new.class.0 > 0),
        },
        Event::Released { package } => Line::PackageReleased { package: id(*package) },
        Event::Cancelled { package } => Line::PackageCancelled { package: id(*package) },
        Event::DueChanged { package, due_seconds } => {
            Line::DueChanged { package: id(*package), due_at: time(*due_seconds) }
        }
        Event::TruckLate { truck, hours } => Line::TruckLate { departure: truck + 1, hours: *hours },
        Event::TruckBrokenDown { truck, hours } => Line::TruckBrokenDown { departure: truck + 1, hours: *hours },
        Event::TruckArrived { truck } => Line::TruckArrived { departure: truck + 1 },
        Event::LaneClosed { lane } => {
            let (origin, destination) = ends(*lane);
            Line::LaneClosed { origin, destination }
        }
        Event::LaneOpened { lane } => {
            let (origin, destination) = ends(*lane);
            Line::LaneOpened { origin, destination }
        }
        Event::HubClosed { hub: of } => Line::HubClosed { hub: hub(*of) },
        Event::HubOpened { hub: of } => Line::HubOpened { hub: hub(*of) },
        Event::HubCapacity { hub: of, trucks } => Line::HubCapacity { hub: hub(*of), trucks: *trucks },
        Event::FleetCapacity { vehicle, trucks } => {
            Line::FleetCapacity { vehicle_type: case.vehicles()[vehicle.index()].id.clone(), trucks: *trucks }
        }
    };
    let mut text = String::new();
    for timed in events {
        let at = time(i64::from(timed.hour) * 3_600);
        let rest = serde_json::to_string(&line(&timed.event)).expect("texts and numbers are JSON");
        // The time first, as people write it.
        text.push_str(&format!("{{\"at\":\"{at}\",{}\n", &rest[1..]));
    }
    text
}

fn time_text(seconds: i64) -> String {
    DateTime::from_timestamp(seconds, 0)
        .map_or_else(|| seconds.to_string(), |time| time.to_rfc3339_opts(SecondsFormat::Secs, true))
}
