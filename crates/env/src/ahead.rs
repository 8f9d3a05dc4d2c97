//! What is known of packages that are not released yet: those that were announced by now.
//!
//! A world holds its whole demand from the start. Nothing that decides may look at it but through here: a package is known from the hour
//! in which the carrier has heard of it, and what was cancelled is known to be gone.

use linehaul_case::network::Network;

use crate::state::vehicles;
use crate::world::World;

/// A package that was announced and is not released yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coming {
    /// Its number in the book. Numbers tell what else will come: only their order may be used.
    pub(crate) package: u32,
    /// Hour of its release, after the current one.
    pub release: u16,
    /// Hub where it is released.
    pub origin: u16,
    /// Its destination.
    pub destination: u16,
    /// Last hour of a delivery on time.
    pub due: i32,
    /// Size in units of load.
    pub load: u32,
}

impl World {
    /// What was announced by now and is released in the next `hours` hours.
    pub fn announced(&self, hours: u16) -> impl Iterator<Item = Coming> {
        let (state, feed, hour) = (&self.state, &self.feed, self.state.hour);
        let until = hour.saturating_add(hours);
        let end = |hour: u16| feed.ends.get(usize::from(hour)).or(feed.ends.last()).map_or(0, |&end| end);
        let planned = (end(hour)..end(until)).filter(move |&n| feed.known_from[n as usize] <= i32::from(hour));
        // What an event has announced is known since.
        let told = feed.book.packages.len() as u32..state.book.packages.len() as u32;
        planned.chain(told).filter_map(move |number| {
            let (package, release) = (&state.book.packages[number as usize], state.book.releases[number as usize]);
            (release > hour && release <= until && !package.marks.cancelled()).then(|| Coming {
                package: number,
                release,
                origin: state.book.origins[number as usize].0,
                destination: package.destination,
                due: package.due,
                load: package.load,
            })
        })
    }
}

/// Announced loads lane by lane and hour by hour, for rules: here, and on their way from other hubs if they never waited.
#[derive(Clone, Debug, Default)]
pub struct Ahead {
    hours: usize,
    /// Units of load released for the lane in so many hours, `[lane, hours ahead - 1]`.
    here: Vec<i64>,
    /// Units of load released upstream that could wait for the lane in so many hours, `[lane, hours ahead - 1]`.
    upstream: Vec<i64>,
}

impl Ahead {
    /// Looks at what is announced for the next `hours` hours.
    pub fn look(&mut self, world: &World, hours: u16) {
        let network: &Network = &world.network;
        self.hours = usize::from(hours);
        for loads in [&mut self.here, &mut self.upstream] {
            loads.clear();
            loads.resize(network.n_lanes * self.hours, 0);
        }
        for coming in world.announced(hours) {
            let (mut hub, destination) = (usize::from(coming.origin), usize::from(coming.destination));
            let mut ahead = usize::from(coming.release - world.hour());
            let mut loads = &mut self.here;
            while hub != destination && ahead <= self.hours {
                let lane = network.route(hub, destination).lane.index();
                loads[lane * self.hours + ahead - 1] += i64::from(coming.load);
                ahead += usize::from(network.lane_hours[lane]);
                hub = network.lane_to[lane].index();
                loads = &mut self.upstream;
            }
        }
    }

    /// Announced load that is released for a lane in each of the next hours, largest vehicles, `[hours ahead - 1]`.
    pub fn here(&self, lane: usize) -> impl Iterator<Item = f64> {
        self.here[lane * self.hours..(lane + 1) * self.hours].iter().map(|&load| f64::from(vehicles(load)))
    }

    /// Announced load, released at other hubs, that could wait for a lane in each of the next hours, largest vehicles,
    /// `[hours ahead - 1]`.
    pub fn upstream(&self, lane: usize) -> impl Iterator<Item = f64> {
        self.upstream[lane * self.hours..(lane + 1) * self.hours].iter().map(|&load| f64::from(vehicles(load)))
    }
}
