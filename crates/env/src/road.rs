//! Trucks under way: a ring of arrival hours, and what each lane may know of it.

use crate::fields::clone_fields;

/// A truck's load in its arrival hour's list of packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnderWay {
    /// Lane driven.
    pub lane: u32,
    /// Where its packages end in the hour's list; they start where the truck before ends.
    pub end: u32,
    /// Size of the whole load, units of `LOAD_ONE`.
    pub load: i64,
}

/// Everything that arrives in one hour, in order of departure.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Arriving {
    /// Trucks.
    pub trucks: Vec<UnderWay>,
    /// Their packages; [`PENALTY_DUE`] marks those whose penalty fell due before.
    pub packages: Vec<u32>,
}

clone_fields!(Arriving { trucks, packages });

/// Mark on a package number.
pub const PENALTY_DUE: u32 = 1 << 31;

/// All trucks of a world that are under way.
#[derive(Debug, Default, PartialEq, Eq)]
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

    /// Memory, bytes.
    pub fn bytes(&self) -> usize {
        let of = |slot: &Arriving| size_of_val(slot) + size_of_val(&*slot.trucks) + size_of_val(&*slot.packages);
        self.arriving.iter().map(of).sum::<usize>() + size_of_val(&*self.in_transit) + size_of_val(&*self.inbound)
    }
}
