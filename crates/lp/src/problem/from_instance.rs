//! An instance as a problem: types sorted by size, packages scattered over their lanes.

use super::{LaneItems, Problem};
use crate::dock::{Item, Vehicle};
use crate::instance::Instance;

impl Problem {
    /// Takes over an instance. Returns nothing new: the types' positions in the instance go to `positions`, `[type]`.
    pub(crate) fn set(&mut self, instance: &Instance, positions: &mut Vec<u8>) {
        let vehicles = instance.vehicles();
        positions.clear();
        positions.extend(0..vehicles.len() as u8);
        positions.sort_unstable_by_key(|&at| (vehicles[usize::from(at)].ml, vehicles[usize::from(at)].grams, at));
        let sorted = positions.iter().map(|&at| &vehicles[usize::from(at)]);
        self.begin(instance.max_trucks(), sorted.clone().map(|vehicle| vehicle.available));
        self.fleet.vehicles.clear();
        self.fleet.vehicles.extend(sorted.map(|v| Vehicle { grams: v.grams, ml: v.ml }));
        self.fleet.conflicts.clear();
        self.fleet.conflicts.extend_from_slice(instance.conflicts());
        for lane in instance.lanes() {
            let mask =
                |types: u16| positions.iter().enumerate().fold(0, |mask, (at, &of)| mask | (types >> of & 1) << at);
            let (types, last_types) = (mask(lane.types), mask(lane.last_types));
            self.lanes.push(LaneItems { trucks: lane.trucks, types, last_types, ..LaneItems::default() });
            self.costs.extend(positions.iter().map(|&of| lane.costs[usize::from(of)]));
        }
        self.must_ride.extend_from_slice(instance.must_ride());
        self.scatter(instance);
    }

    /// Puts every package on its lanes.
    fn scatter(&mut self, instance: &Instance) {
        let (mut n_items, n_packages) = (0, instance.n_packages());
        for package in 0..n_packages {
            for (at, choice) in instance.options(package).iter().enumerate() {
                // Counts for now.
                let lane = &mut self.lanes[usize::from(choice.lane)];
                lane.end += 1;
                lane.own_end += u32::from(at == 0);
            }
            n_items += instance.options(package).len();
        }
        let mut start = 0;
        for lane in &mut self.lanes {
            let (own, all) = (lane.own_end, lane.end);
            (lane.start, lane.own_end, lane.end) = (start, start, start + own);
            start += all;
        }
        self.items.resize(n_items, Item::default());
        self.worths.resize(n_items, 0.0);
        self.packages.resize(n_items, 0);
        self.detours = n_items > n_packages;
        self.item_lanes.clear();
        self.item_lanes.resize(if self.detours { n_items } else { 0 }, 0);
        self.option_offsets.clear();
        self.options.clear();
        let [max_grams, max_ml] = self.largest();
        for package in 0..n_packages {
            let (grams, ml) = (instance.grams()[package], instance.ml()[package]);
            let size = (f64::from(grams) / max_grams).max(f64::from(ml) / max_ml).max(1e-12);
            let penalty = if self.must_ride[package] { instance.must_ride_penalty() } else { 0.0 };
            if self.detours {
                self.option_offsets.push(self.options.len() as u32);
            }
            for (at, choice) in instance.options(package).iter().enumerate() {
                let lane = &mut self.lanes[usize::from(choice.lane)];
                // Both ends grow to their places: the own packages' from the start, the riders' from where these will end.
                let end = if at == 0 { &mut lane.own_end } else { &mut lane.end };
                let item = *end as usize;
                *end += 1;
                let worth = choice.worth + penalty;
                let rank = (worth / size) as f32;
                let class = instance.classes()[package];
                self.items[item] = Item { key: item as u32, grams, ml, rank, worth: worth as f32, class };
                self.worths[item] = worth;
                self.packages[item] = package as u32;
                if self.detours {
                    self.options.push(item as u32);
                    self.item_lanes[item] = choice.lane as u8;
                }
            }
        }
        if self.detours {
            self.option_offsets.push(self.options.len() as u32);
        }
    }

    /// Payload and volume of the largest type, not 0.
    pub(crate) fn largest(&self) -> [f64; 2] {
        let most = |of: fn(&Vehicle) -> u32| self.fleet.vehicles.iter().map(of).max().unwrap_or(1).max(1);
        [most(|v| v.grams), most(|v| v.ml)].map(f64::from)
    }
}
