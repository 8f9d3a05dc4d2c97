//! A new plan for the rest of a run: what has left stays, what was told counts, and a fleet manager decides the hours that are left.

use std::sync::Arc;

use linehaul_case::network::Network;
use linehaul_case::schedule::Departures;
use linehaul_case::{Demand, TimedEvent};
use linehaul_env::apply::Refused;
use linehaul_env::dispatch::NotThere;
use linehaul_env::feed::Feed;
use linehaul_env::loading::DockSettings;
use linehaul_env::order::Order;
use linehaul_env::state::State;
use linehaul_env::summary::Outcome;
use linehaul_env::world::World;

use crate::decide::fleet_manager::FleetManager;

/// A run up to the begin of an hour.
#[derive(Clone, Debug)]
pub struct Progress {
    /// The state, with all events of its hour that were told before.
    pub state: State,
    /// What has left; packages are rows of the demand.
    pub departures: Departures,
    /// What was told so far, in order.
    pub events: Vec<TimedEvent>,
}

/// What a run is about.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// The network.
    pub network: &'a Arc<Network>,
    /// The packages, without those that events announce.
    pub demand: &'a Demand,
    /// Extra price of a late package that decisions see and no cost has, currency.
    pub late_price: f64,
    /// How docks are loaded.
    pub dock: DockSettings,
}

/// An event that made no sense when its hour came.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{refused}")]
pub struct Nonsense {
    /// The event.
    pub event: TimedEvent,
    /// Why.
    pub refused: Refused,
}

impl Run<'_> {
    /// The run up to an hour as its departures tell it; `record` may go on beyond, `events` are those told so far.
    ///
    /// # Errors
    /// A truck of the record that cannot have left as it says.
    pub fn replayed(&self, record: &Departures, events: &[TimedEvent], hour: u16) -> Result<Progress, NotThere> {
        let mut world = World::new(self.network.clone(), self.feed(events.to_vec()));
        world.record();
        let mut next = 0;
        while world.hour() < hour {
            let ends = next + record.hours[next..].partition_point(|&departed| departed <= world.hour());
            world.replay(record, next..ends)?;
            next = ends;
        }
        let departures = world.take_log();
        Ok(Progress { state: world.state().clone(), departures, events: events.to_vec() })
    }

    /// Goes on to the horizon from where a run stands; `told` are the events that are new, none of them before that hour.
    ///
    /// # Errors
    /// The first of these that makes no sense.
    pub fn go_on(
        &self,
        progress: &Progress,
        told: &[TimedEvent],
        manager: &mut dyn FleetManager,
    ) -> Result<Outcome, Nonsense> {
        let all: Vec<TimedEvent> = progress.events.iter().chain(told).cloned().collect();
        let mut world = World::at(self.network.clone(), self.feed(all.clone()), progress.state.clone());
        world.set_dock(self.dock);
        world.record_after(progress.departures.clone());
        let now = world.hour();
        for event in told.iter().take_while(|event| event.hour == now) {
            world.apply(&event.event).map_err(|refused| Nonsense { event: event.clone(), refused })?;
        }
        let mut orders = vec![Order::Hold; self.network.n_lanes];
        while !world.is_over() {
            manager.order(&world, &mut orders);
            world.step(&orders);
            if let Some((event, refused)) = world.refused().first() {
                return Err(Nonsense { event: event.clone(), refused: *refused });
            }
        }
        let demand = self.demand.after(&self.network.case, &all);
        let mut outcome = Outcome::of(&mut world, &demand);
        outcome.schedule.events = all;
        Ok(outcome)
    }

    fn feed(&self, events: Vec<TimedEvent>) -> Arc<Feed> {
        Feed::with_events(self.network, self.demand, self.late_price, events)
    }
}

/// What a new plan does otherwise: a truck, by its row in the old plan or in the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// A truck of the old plan that does not leave, or not with this load.
    Dropped(usize),
    /// A truck of the new plan.
    Added(usize),
}

/// What differs between two plans from an hour on, in order of hours and lanes. Trucks of one lane, hour and type with the same load are
/// the same.
pub fn changes(old: &Departures, new: &Departures, from: u16) -> Vec<Change> {
    type Key = (u16, u32, u8, Vec<u32>);
    let key = |plan: &Departures, truck: usize| -> Key {
        let mut load = plan.load(truck).to_vec();
        load.sort_unstable();
        (plan.hours[truck], plan.lanes[truck].0, plan.types[truck].0, load)
    };
    let keys = |plan: &Departures| -> Vec<(Key, usize)> {
        let first = plan.hours.partition_point(|&hour| hour < from);
        let mut keys: Vec<_> = (first..plan.len()).map(|truck| (key(plan, truck), truck)).collect();
        keys.sort_unstable();
        keys
    };
    let (old, new) = (keys(old), keys(new));
    let (mut left, mut right) = (old.iter().peekable(), new.iter().peekable());
    let mut changes = Vec::new();
    loop {
        match (left.peek(), right.peek()) {
            (None, None) => return changes,
            (Some(one), Some(other)) if one.0 == other.0 => {
                left.next();
                right.next();
            }
            (Some(one), other) if other.is_none_or(|other| one.0 < other.0) => {
                changes.push(Change::Dropped(one.1));
                left.next();
            }
            (_, Some(other)) => {
                changes.push(Change::Added(other.1));
                right.next();
            }
            (Some(_), None) => unreachable!("the arm above takes what has no other"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use linehaul_case::{Event, HubId};
    use linehaul_worlds::generate::{WorldSpec, generate};

    use crate::decide::heuristics::Heuristic;
    use crate::decide::run::Episode;

    fn manager() -> Box<dyn FleetManager> {
        Heuristic::named("economic").expect("a heuristic").manager()
    }

    /// Whatever the hour, a run that is replayed and continued without news is the run.
    #[test]
    fn without_news_nothing_changes() {
        let spec = WorldSpec { n_hubs: 6, lane_loads_per_hour: 0.2, hours: 120, seed: 8, ..WorldSpec::default() };
        let network = Network::new(Arc::new(generate(&spec)));
        let demand = Demand::of(&network.case, 2);
        let dock = DockSettings::default();
        let whole = Episode { network: &network, demand: &demand, dock, late_price: 0.0 }.run(&mut *manager(), |_| ());
        let plan = whole.schedule.departures;
        let run = Run { network: &network, demand: &demand, late_price: 0.0, dock };
        for hour in [0, 1, 50, 119, 120] {
            let progress = run.replayed(&plan, &[], hour).unwrap();
            let again = run.go_on(&progress, &[], &mut *manager()).unwrap().schedule;
            assert_eq!(again.departures, plan, "from hour {hour}");
            assert_eq!(again.summary, whole.schedule.summary);
            assert_eq!(changes(&plan, &again.departures, hour), []);
        }
    }

    /// Nothing leaves a hub that closes at hour 50, what left before stays, and the changes tell one plan from the other.
    #[test]
    fn news_change_what_is_left() {
        let spec = WorldSpec { n_hubs: 6, lane_loads_per_hour: 0.3, hours: 120, seed: 9, ..WorldSpec::default() };
        let network = Network::new(Arc::new(generate(&spec)));
        let demand = Demand::of(&network.case, 0);
        let dock = DockSettings::default();
        let whole = Episode { network: &network, demand: &demand, dock, late_price: 0.0 }.run(&mut *manager(), |_| ());
        let plan = whole.schedule.departures;
        let run = Run { network: &network, demand: &demand, late_price: 0.0, dock };
        let progress = run.replayed(&plan, &[], 50).unwrap();
        let told = [TimedEvent { hour: 50, event: Event::HubClosed { hub: HubId(2) } }];
        let new = run.go_on(&progress, &told, &mut *manager()).unwrap().schedule.departures;
        let (n, kept) = (progress.departures.len(), |plan: &Departures| plan.loads[..plan.ends[20] as usize].to_vec());
        assert_eq!(new.hours[..n], plan.hours[..n]);
        assert_eq!(kept(&new), kept(&plan));
        let leaves_2 = |truck: &usize| network.lane_from[new.lanes[*truck].index()] == HubId(2);
        assert_eq!((n..new.len()).filter(leaves_2).count(), 0);
        let changes = changes(&plan, &new, 50);
        let dropped = changes.iter().filter(|change| matches!(change, Change::Dropped(_))).count();
        assert_eq!(plan.len() - dropped + (changes.len() - dropped), new.len());
        assert!(dropped > 0);
        let twice = [told[0].clone(), told[0].clone()];
        assert_eq!(run.go_on(&progress, &twice, &mut *manager()).unwrap_err().refused, Refused::Closed);
    }
}
