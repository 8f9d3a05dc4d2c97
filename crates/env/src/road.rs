//! Trucks under way: a ring of arrival hours, and what each lane may know of it.

use linehaul_case::network::Network;
use serde::{Deserialize, Serialize};

use crate::fields::clone_fields;

/// A truck's load in its arrival hour's list of packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnderWay {
    /// Lane driven.
    pub lane: u32,
    /// Where its packages end in the hour's list; they start where the truck before ends.
    pub end: u32,
    /// Number of the departure in its episode.
    pub number: u32,
    /// Whether it comes back to where it left.
    pub returning: bool,
    /// Whether it stands at the gate of a closed hub.
    pub at_gate: bool,
    /// Size of the whole load, units of `LOAD_ONE`.
    pub load: i64,
}

/// Everything that arrives in one hour, in order of departure.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arriving {
    /// Trucks.
    pub trucks: Vec<UnderWay>,
    /// Their packages; [`PENALTY_DUE`] marks those whose penalty fell due before.
    pub packages: Vec<u32>,
}

clone_fields!(Arriving { trucks, packages });

impl UnderWay {
    /// The hub where it is unloaded.
    pub fn to(&self, network: &Network) -> usize {
        let lane = self.lane as usize;
        if self.returning { network.lane_from[lane] } else { network.lane_to[lane] }.index()
    }
}

impl Arriving {
    /// Trucks with their packages.
    pub fn loads(&self) -> impl Iterator<Item = (&UnderWay, &[u32])> {
        let mut start = 0;
        self.trucks.iter().map(move |truck| {
            let load = &self.packages[start..truck.end as usize];
            start = truck.end as usize;
            (truck, load)
        })
    }

    /// Adds a truck and its packages.
    pub fn add(&mut self, truck: UnderWay, packages: &[u32]) {
        self.packages.extend_from_slice(packages);
        self.trucks.push(UnderWay { end: self.packages.len() as u32, ..truck });
    }

    /// Takes out a truck by its number, with its packages.
    fn remove(&mut self, number: u32) -> Option<(UnderWay, Vec<u32>)> {
        let at = self.trucks.iter().position(|truck| truck.number == number)?;
        let start = if at == 0 { 0 } else { self.trucks[at - 1].end };
        let truck = self.trucks.remove(at);
        let packages: Vec<u32> = self.packages.drain(start as usize..truck.end as usize).collect();
        for later in &mut self.trucks[at..] {
            later.end -= packages.len() as u32;
        }
        Some((truck, packages))
    }
}

/// A truck whose arrival an event has moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Number of the departure in its episode.
    pub number: u32,
    /// Hour in which it is or was unloaded.
    pub arrival: u16,
    /// Whether it came back to where it left.
    pub returning: bool,
}

/// Mark on a package number.
pub const PENALTY_DUE: u32 = 1 << 31;

/// All trucks of a world that are under way.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Road {
    /// `[hour modulo ring]`
    pub arriving: Vec<Arriving>,
    /// Load on trucks on each lane, `[lane]`.
    pub in_transit: Vec<i64>,
    /// Load on trucks that will wait for a lane when it arrives, `[lane, hour modulo ring]`, and over all hours, `[lane]`.
    inbound: Vec<i64>,
    all_inbound: Vec<i64>,
    /// Slots of both rings, a power of two.
    ring: usize,
}

clone_fields!(Road { arriving, in_transit, inbound, all_inbound, ring });

impl Road {
    /// An empty road; no truck takes `ring` hours or more, a power of two.
    pub fn new(n_lanes: usize, ring: usize) -> Self {
        assert!(ring.is_power_of_two());
        Self {
            arriving: (0..ring).map(|_| Arriving::default()).collect(),
            in_transit: vec![0; n_lanes],
            inbound: vec![0; n_lanes * ring],
            all_inbound: vec![0; n_lanes],
            ring,
        }
    }

    /// What arrives in an hour within the ring.
    pub fn at(&mut self, hour: u16) -> &mut Arriving {
        let slot = self.slot(usize::from(hour));
        &mut self.arriving[slot]
    }

    /// Makes room for trucks that take so many hours.
    pub fn reach(&mut self, hour: u16, hours: usize) {
        let ring = (hours + 1).next_power_of_two();
        if ring <= self.ring {
            return;
        }
        let mut wider = Self::new(self.in_transit.len(), ring);
        // The hours of the old ring, from now on, have slots of their own in both.
        for ahead in 0..self.ring {
            let (from, to) = (self.slot(usize::from(hour) + ahead), wider.slot(usize::from(hour) + ahead));
            std::mem::swap(&mut self.arriving[from], &mut wider.arriving[to]);
            for lane in 0..self.in_transit.len() {
                wider.inbound[lane * ring + to] = self.inbound[lane * self.ring + from];
            }
        }
        wider.in_transit.clone_from(&self.in_transit);
        wider.all_inbound.clone_from(&self.all_inbound);
        *self = wider;
    }

    /// Finds a truck by its number among those that arrive after an hour, and takes it out: the hour of its arrival, itself and its packages.
    pub fn take(&mut self, number: u32, hour: u16) -> Option<(u16, UnderWay, Vec<u32>)> {
        (1..self.ring).find_map(|ahead| {
            let arrival = hour + ahead as u16;
            let (truck, packages) = self.at(arrival).remove(number)?;
            Some((arrival, truck, packages))
        })
    }

    /// Trucks under way with the hour of their arrival, from the hour after `hour` on.
    pub fn under_way(&self, hour: u16) -> impl Iterator<Item = (u16, &UnderWay, &[u32])> {
        (1..self.ring).flat_map(move |ahead| {
            let arrival = hour + ahead as u16;
            let slot = &self.arriving[self.slot(usize::from(arrival))];
            slot.loads().map(move |(truck, load)| (arrival, truck, load))
        })
    }

    /// Announces load that will wait for a lane from an hour on.
    pub fn announce(&mut self, lane: usize, hour: u16, load: i64) {
        let slot = self.slot(usize::from(hour));
        self.inbound[lane * self.ring + slot] += load;
        self.all_inbound[lane] += load;
    }

    /// Clears what was announced for a lane and an hour: it has come.
    pub fn clear(&mut self, lane: usize, hour: u16) {
        let slot = self.slot(usize::from(hour));
        self.all_inbound[lane] -= std::mem::take(&mut self.inbound[lane * self.ring + slot]);
    }

    /// Load that will wait for a lane from `hour + from` to `hour + to`, both within the ring.
    pub fn inbound(&self, lane: usize, hour: u16, from: usize, to: usize) -> i64 {
        if self.all_inbound[lane] == 0 {
            return 0;
        }
        let slots = &self.inbound[lane * self.ring..(lane + 1) * self.ring];
        (from..=to).map(|ahead| slots[self.slot(usize::from(hour) + ahead)]).sum()
    }

    /// The same for hours 1, 2, 3 to 5, 6, 7 to 11 and 12 to 23.
    pub fn inbound_by_band(&self, lane: usize, hour: u16) -> [i64; 6] {
        if self.all_inbound[lane] == 0 {
            return [0; 6];
        }
        [(1, 1), (2, 2), (3, 5), (6, 6), (7, 11), (12, 23)].map(|(from, to)| self.inbound(lane, hour, from, to))
    }

    fn slot(&self, hour: usize) -> usize {
        hour & (self.ring - 1)
    }

    /// Whether all of it is of a network and packages numbered below `n_packages`.
    pub fn fits(&self, network: &Network, n_packages: usize) -> bool {
        let n = network.n_lanes;
        let known = |marked: &u32| ((marked & !PENALTY_DUE) as usize) < n_packages;
        let whole = |slot: &Arriving| {
            slot.trucks.iter().all(|truck| (truck.lane as usize) < n)
                && slot.trucks.is_sorted_by_key(|truck| truck.end)
                && slot.trucks.last().map_or(0, |truck| truck.end as usize) == slot.packages.len()
                && slot.packages.iter().all(known)
        };
        self.ring.is_power_of_two()
            && self.ring >= network.ring_hours
            && self.arriving.len() == self.ring
            && self.inbound.len() == n * self.ring
            && [self.in_transit.len(), self.all_inbound.len()] == [n; 2]
            && self.arriving.iter().all(whole)
    }

    /// Memory, bytes.
    pub fn bytes(&self) -> usize {
        let of = |slot: &Arriving| size_of_val(slot) + size_of_val(&*slot.trucks) + size_of_val(&*slot.packages);
        self.arriving.iter().map(of).sum::<usize>() + size_of_val(&*self.in_transit) + size_of_val(&*self.inbound)
    }
}
