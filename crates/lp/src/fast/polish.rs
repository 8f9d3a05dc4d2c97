//! Small improvements of a load: cheaper types, fuller trucks, better packages.

use super::Fast;
use super::state::{give_back, take};
use crate::instance::Instance;

/// Packages left behind that are considered for each truck.
const CONSIDERED: usize = 64;

impl Fast {
    pub(super) fn polish(&mut self, instance: &Instance) {
        self.trade_down(instance);
        self.lists.rewind();
        for truck in 0..self.state.trucks.len() {
            self.improve(instance, truck);
        }
        self.lists.rewind();
    }

    /// Gives each truck the cheapest type that holds its load.
    fn trade_down(&mut self, instance: &Instance) {
        let state = &mut self.state;
        for truck in &mut state.trucks {
            let lane = &instance.lanes()[usize::from(truck.lane)];
            let was = usize::from(truck.vehicle);
            let mut best = was;
            for (vehicle, kind) in instance.vehicles().iter().enumerate() {
                let holds = truck.grams <= kind.grams && truck.ml <= kind.ml;
                if holds
                    && lane.costs[vehicle] < lane.costs[best]
                    && state.available[vehicle] > 0
                    && lane.allows(vehicle)
                {
                    best = vehicle;
                }
            }
            if best != was {
                give_back(&mut state.available[was]);
                take(&mut state.available[best]);
                truck.vehicle = best as u8;
            }
        }
    }

    /// Adds packages left behind to a truck, or puts them in the place of one that is worth less.
    fn improve(&mut self, instance: &Instance, truck: usize) {
        let state = &mut self.state;
        let loaded = &mut state.trucks[truck];
        let load = &mut state.loads[truck];
        let kind = &instance.vehicles()[usize::from(loaded.vehicle)];
        let lane = usize::from(loaded.lane);
        let free = self.lists.open(lane).filter(|&at| !state.used[self.lists.entries[at].package as usize]);
        let mut considered: [u32; CONSIDERED] = [0; CONSIDERED];
        let mut n = 0;
        for at in free.take(CONSIDERED) {
            considered[n] = at as u32;
            n += 1;
        }
        for &at in &considered[..n] {
            let entry = self.lists.entries[at as usize];
            if instance.conflicts()[usize::from(entry.class)] & loaded.classes != 0 {
                continue;
            }
            let over_grams = entry.grams.saturating_sub(kind.grams - loaded.grams);
            let over_ml = entry.ml.saturating_sub(kind.ml - loaded.ml);
            if over_grams == 0 && over_ml == 0 {
                load.push(at);
            } else {
                // The least worth that makes the room.
                let mut out = (entry.worth, None);
                for (place, &other) in load.iter().enumerate() {
                    let other = &self.lists.entries[other as usize];
                    if other.worth < out.0 && other.grams >= over_grams && other.ml >= over_ml {
                        out = (other.worth, Some(place));
                    }
                }
                let Some(place) = out.1 else { continue };
                let other = self.lists.entries[std::mem::replace(&mut load[place], at) as usize];
                state.used[other.package as usize] = false;
                loaded.grams -= other.grams;
                loaded.ml -= other.ml;
                loaded.worth -= other.worth;
            }
            // A class whose last package went stays on the mask: the truck is stricter than it need be, never laxer.
            state.used[entry.package as usize] = true;
            loaded.grams += entry.grams;
            loaded.ml += entry.ml;
            loaded.classes |= 1 << entry.class;
            loaded.worth += entry.worth;
        }
    }
}
