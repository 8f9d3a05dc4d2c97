//! The fast path: trucks are opened and filled one package at a time, best first, each package into the first truck with room.
//!
//! A load comes about in three phases, which the caller drives: [`Loader::load`] opens trucks for the packages that order them,
//! lane by lane, and [`Loader::exchange`] swaps what is left behind with what is worth less; [`Loader::settle`] gives each truck the cheapest type that holds its load; [`Loader::top_up`] fills what room
//! is left with packages that alone would not have sent a truck. All scratch is kept, so a warm loader does not allocate.

use crate::dock::{Fleet, Item, Order, Truck, Vehicle};
use crate::exchange::{Board, Columns, Piece, considered, exchange};
use crate::rank::Ranking;

/// After so many packages in a row that fit no truck, the rest is taken not to fit either: it is worth less, and room is short.
const PATIENCE: u32 = 48;

/// Loads one dock at a time.
#[derive(Clone, Debug, Default)]
pub struct Loader {
    fleet: Fleet,
    trucks: Vec<Truck>,
    /// What each truck carries. More than there are trucks, so that emptied ones are used again.
    loads: Vec<Vec<Item>>,
    /// Items of the last call that no truck had room for, the best first.
    refused: Vec<Item>,
    /// Whether that was for want of trucks of the dock or of a type, not of the order.
    dock_is_short: bool,
    /// Trucks that may still leave the dock.
    left: u32,
    /// Trucks of each type that may still leave; `u32::MAX` where there is no limit.
    available: Vec<u32>,
    ranking: Ranking,
    columns: Columns,
}

impl Loader {
    /// A loader for a fleet.
    pub fn new(fleet: Fleet) -> Self {
        Self { available: vec![u32::MAX; fleet.vehicles.len()], fleet, ..Self::default() }
    }

    /// Takes over another fleet.
    pub fn set_fleet(&mut self, fleet: &Fleet) {
        self.fleet.vehicles.clone_from(&fleet.vehicles);
        self.fleet.conflicts.clone_from(&fleet.conflicts);
    }

    /// Begins a dock-hour: `trucks` may leave in all, `available` of each type.
    pub fn open(&mut self, trucks: u32, available: impl Iterator<Item = u32>) {
        self.trucks.clear();
        self.dock_is_short = false;
        self.left = trucks;
        self.available.clear();
        self.available.extend(available);
        debug_assert_eq!(self.available.len(), self.fleet.vehicles.len());
    }

    /// Loads `items` onto the trucks of an order, opening them as needed.
    ///
    /// May be called again for the same lane with further items, before any other lane: the trucks already open count.
    pub fn load(&mut self, order: &Order<'_>, items: &[Item]) {
        self.load_with(order, items, PATIENCE);
    }

    /// As [`Loader::load`], for items that must ride: each is tried, however many before it did not fit.
    pub fn load_each(&mut self, order: &Order<'_>, items: &[Item]) {
        self.load_with(order, items, u32::MAX);
    }

    fn load_with(&mut self, order: &Order<'_>, items: &[Item], patience: u32) {
        let first = self.first_of(order.lane);
        let least = least(items);
        // Trucks before this one are full for all items.
        let mut open_from = first;
        self.fill(items, patience, |loader, item| {
            open_from += loader.trucks[open_from..].iter().take_while(|truck| loader.is_full(truck, least)).count();
            let open = (open_from..loader.trucks.len()).find(|&truck| loader.fits(truck, item));
            open.or_else(|| loader.open_truck(order, first, item))
        });
    }

    /// Puts items that the last call refused in the place of others on the lane's trucks that are worth less.
    pub fn exchange(&mut self, lane: u32) {
        if self.refused.is_empty() {
            return;
        }
        let first = self.first_of(lane);
        self.refused.truncate(considered(self.trucks.len() - first));
        let conflicts = |class: u8| self.fleet.conflicts.get(usize::from(class)).copied().unwrap_or(0);
        for (truck, load) in self.trucks.iter_mut().zip(&mut self.loads).skip(first) {
            let vehicle = self.fleet.vehicles[usize::from(truck.vehicle)];
            let mut board = Board { grams: truck.grams, ml: truck.ml, classes: truck.classes };
            exchange(vehicle, &mut board, load, &mut self.refused, &mut self.columns, conflicts, |_, _| ());
            Board { grams: truck.grams, ml: truck.ml, classes: truck.classes } = board;
        }
    }

    /// Gives each truck of a lane the cheapest available type that holds its load, the smaller of equals. A type with more weight
    /// or volume than the truck had is no choice: what was refused for want of room could then have ridden.
    pub fn settle(&mut self, order: &Order<'_>) {
        for truck in self.first_of(order.lane)..self.trucks.len() {
            let Truck { grams, ml, vehicle, .. } = self.trucks[truck];
            let was = usize::from(vehicle);
            let room = self.fleet.vehicles[was];
            let mut best = was;
            for vehicle in 0..was {
                let Vehicle { grams: max_grams, ml: max_ml } = self.fleet.vehicles[vehicle];
                let cheaper = order.costs[vehicle].total_cmp(&order.costs[best]).then(vehicle.cmp(&best)).is_lt();
                // Where the last truck is limited, one of the types that it may have stays one.
                let types = if order.last_types >> was & 1 == 1 { order.types & order.last_types } else { order.types };
                if types >> vehicle & 1 == 1
                    && cheaper
                    && (grams..=room.grams).contains(&max_grams)
                    && (ml..=room.ml).contains(&max_ml)
                    && self.available[vehicle] > 0
                {
                    best = vehicle;
                }
            }
            if best != was {
                self.give_back(was);
                self.take(best);
                self.trucks[truck].vehicle = best as u8;
            }
        }
    }

    /// Fills the room left in the trucks of a lane; opens none.
    pub fn top_up(&mut self, lane: u32, items: &[Item]) {
        let Some(first) = self.trucks.iter().position(|truck| truck.lane == lane) else { return };
        let n_trucks = self.trucks[first..].iter().take_while(|truck| truck.lane == lane).count();
        self.fill(items, PATIENCE, |loader, item| (first..first + n_trucks).find(|&truck| loader.fits(truck, item)));
    }

    /// Puts items, best first, where `place` says; gives up after more than `patience` in a row that it has no place for.
    fn fill(&mut self, items: &[Item], patience: u32, mut place: impl FnMut(&mut Self, &Item) -> Option<usize>) {
        if self.all_fit_one_truck(items) {
            // Nothing to choose, so nothing to sort.
            self.ranking.keep(items.len());
        } else {
            self.ranking.sort(items.iter().map(|item| item.rank));
        }
        let ranked = std::mem::take(&mut self.ranking.order);
        let mut misses = 0;
        self.refused.clear();
        for item in ranked.iter().map(|&at| &items[at as usize]) {
            if let Some(truck) = place(self, item) {
                self.put(truck, item);
                misses = 0;
            } else {
                self.refused.push(*item);
                if misses == patience {
                    break;
                }
                misses += 1;
            }
        }
        self.ranking.order = ranked;
    }

    /// Whether a truck of the lane has at least `1 / share` of its weight and of its volume left.
    pub fn has_room(&self, lane: u32, share: u32) -> bool {
        self.trucks.iter().filter(|truck| truck.lane == lane).any(|truck| {
            let Vehicle { grams, ml } = self.fleet.vehicles[usize::from(truck.vehicle)];
            grams - truck.grams >= grams / share && ml - truck.ml >= ml / share
        })
    }

    /// Forgets all trucks; limits are the caller's from here on.
    pub fn clear(&mut self) {
        self.trucks.clear();
    }

    /// Adds a truck that the caller chose; trucks of a lane come one after the other. Returns its number.
    pub fn send(&mut self, lane: u32, vehicle: u8) -> usize {
        let number = self.trucks.len();
        if self.loads.len() == number {
            self.loads.push(Vec::new());
        }
        self.loads[number].clear();
        self.trucks.push(Truck { lane, vehicle, grams: 0, ml: 0, classes: 0 });
        number
    }

    /// The trucks, grouped by lane in the order of loading.
    pub fn trucks(&self) -> &[Truck] {
        &self.trucks
    }

    /// What a truck carries, in order of loading.
    pub fn load_of(&self, truck: usize) -> &[Item] {
        &self.loads[truck]
    }

    /// Whether items were refused since [`Loader::open`] because the dock or a type had no more trucks, though the order had.
    pub fn dock_is_short(&self) -> bool {
        self.dock_is_short
    }

    /// Whether all items fit the smallest type together, whatever else is limited.
    fn all_fit_one_truck(&self, items: &[Item]) -> bool {
        let Some(smallest) = self.fleet.vehicles.first() else { return true };
        let (mut grams, mut ml) = (0_u64, 0_u64);
        for item in items {
            grams += u64::from(item.grams);
            ml += u64::from(item.ml);
        }
        grams <= u64::from(smallest.grams)
            && ml <= u64::from(smallest.ml)
            && self.fleet.conflicts.iter().all(|c| *c == 0)
    }

    /// Trucks of a lane are together at the end while its packages are being loaded.
    fn first_of(&self, lane: u32) -> usize {
        self.trucks.iter().rposition(|truck| truck.lane != lane).map_or(0, |other| other + 1)
    }

    fn fits(&self, truck: usize, item: &Item) -> bool {
        let truck = &self.trucks[truck];
        let vehicle = self.fleet.vehicles[usize::from(truck.vehicle)];
        // A load is never above a capacity, so the differences do not wrap.
        item.grams <= vehicle.grams - truck.grams
            && item.ml <= vehicle.ml - truck.ml
            && truck.classes & self.conflicts(item.class) == 0
    }

    /// Whether nothing of at least this weight and volume fits a truck any more.
    fn is_full(&self, truck: &Truck, least: Vehicle) -> bool {
        let vehicle = self.fleet.vehicles[usize::from(truck.vehicle)];
        least.grams > vehicle.grams - truck.grams || least.ml > vehicle.ml - truck.ml
    }

    fn conflicts(&self, class: u8) -> u64 {
        self.fleet.conflicts.get(usize::from(class)).copied().unwrap_or(0)
    }

    /// Opens a truck of the largest type that the order, the lane and the dock allow, if the item fits it.
    fn open_truck(&mut self, order: &Order<'_>, first: usize, item: &Item) -> Option<usize> {
        let opened = (self.trucks.len() - first) as u32;
        if opened >= order.trucks {
            return None;
        }
        if self.left == 0 {
            self.dock_is_short = true;
            return None;
        }
        let last = opened + 1 == order.trucks;
        let fits = |vehicle: &usize| {
            let Vehicle { grams, ml } = self.fleet.vehicles[*vehicle];
            let types = if last { order.types & order.last_types } else { order.types };
            types >> vehicle & 1 == 1 && self.available[*vehicle] > 0 && item.grams <= grams && item.ml <= ml
        };
        let vehicle = (0..self.fleet.vehicles.len()).rev().find(fits);
        self.dock_is_short |= vehicle.is_none();
        let vehicle = vehicle?;
        self.take(vehicle);
        self.left -= 1;
        Some(self.send(order.lane, vehicle as u8))
    }

    /// Puts an item onto a truck that it fits.
    pub fn put(&mut self, truck: usize, item: &Item) {
        self.loads[truck].push(*item);
        let truck = &mut self.trucks[truck];
        truck.grams += item.grams;
        truck.ml += item.ml;
        truck.classes |= 1 << item.class;
    }

    fn take(&mut self, vehicle: usize) {
        if self.available[vehicle] != u32::MAX {
            self.available[vehicle] -= 1;
        }
    }

    fn give_back(&mut self, vehicle: usize) {
        self.available[vehicle] = self.available[vehicle].saturating_add(1);
    }
}

impl Piece for Item {
    fn size(&self) -> (u32, u32, u8) {
        (self.grams, self.ml, self.class)
    }

    fn worth(&self) -> f64 {
        f64::from(self.worth)
    }
}

/// The least weight and the least volume of the items.
fn least(items: &[Item]) -> Vehicle {
    let none = Vehicle { grams: u32::MAX, ml: u32::MAX };
    items.iter().fold(none, |least, item| Vehicle { grams: least.grams.min(item.grams), ml: least.ml.min(item.ml) })
}

#[cfg(test)]
mod tests;
