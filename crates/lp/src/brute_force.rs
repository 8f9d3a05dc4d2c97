//! All assignments of packages to trucks, and all types for these: the best score of a small instance, worked out the slow way.

use crate::instance::Instance;

/// The best [`Value::score`](crate::plan::Value::score) of up to about ten packages.
pub fn best_score(instance: &Instance) -> f64 {
    let must_ride = instance.must_ride().iter().filter(|&&must| must).count();
    let nothing = -instance.must_ride_penalty() * must_ride as f64;
    let mut search = Search { instance, trucks: Vec::new(), best: nothing };
    search.assign(0, nothing);
    search.best
}

struct Search<'a> {
    instance: &'a Instance,
    /// `(lane, packages)`.
    trucks: Vec<(usize, Vec<usize>)>,
    best: f64,
}

impl Search<'_> {
    /// Tries every place of a package and of all after it; `score` is that of those before it, trucks being free of charge.
    fn assign(&mut self, package: usize, score: f64) {
        let instance = self.instance;
        let gain = |package: usize| {
            let best = instance.options(package).iter().map(|choice| choice.worth).fold(0.0, f64::max);
            best + if instance.must_ride()[package] { instance.must_ride_penalty() } else { 0.0 }
        };
        if score + (package..instance.n_packages()).map(gain).sum::<f64>() <= self.best {
            return;
        }
        if package == instance.n_packages() {
            let mut available: Vec<u32> = instance.vehicles().iter().map(|vehicle| vehicle.available).collect();
            let mut others: Vec<u32> = instance.lanes().iter().map(crate::instance::Lane::most_others).collect();
            if let Some(cost) = self.cheapest(0, &mut available, &mut others) {
                self.best = self.best.max(score - cost);
            }
            return;
        }
        for choice in instance.options(package) {
            let lane = usize::from(choice.lane);
            let score = score + gain(package) - instance.options(package).iter().map(|c| c.worth).fold(0.0, f64::max)
                + choice.worth;
            for truck in 0..self.trucks.len() {
                if self.trucks[truck].0 == lane {
                    self.trucks[truck].1.push(package);
                    if self.agrees(truck) {
                        self.assign(package + 1, score);
                    }
                    self.trucks[truck].1.pop();
                }
            }
            let on_lane = self.trucks.iter().filter(|(of, _)| *of == lane).count() as u32;
            if on_lane < instance.lanes()[lane].trucks && (self.trucks.len() as u32) < instance.max_trucks() {
                self.trucks.push((lane, vec![package]));
                if self.agrees(self.trucks.len() - 1) {
                    self.assign(package + 1, score);
                }
                self.trucks.pop();
            }
        }
        self.assign(package + 1, score);
    }

    /// Whether some type holds a truck's load and its classes go together.
    fn agrees(&self, truck: usize) -> bool {
        let packages = &self.trucks[truck].1;
        let class = |package: usize| usize::from(self.instance.classes()[package]);
        let excluded = |a: usize, b: usize| self.instance.conflicts()[class(a)] >> class(b) & 1 == 1;
        (0..self.instance.vehicles().len()).any(|vehicle| self.holds(truck, vehicle))
            && packages.iter().all(|&a| packages.iter().all(|&b| !excluded(a, b)))
    }

    fn holds(&self, truck: usize, vehicle: usize) -> bool {
        let (lane, packages) = &self.trucks[truck];
        let kind = &self.instance.vehicles()[vehicle];
        let sum = |sizes: &[u32]| packages.iter().map(|&package| u64::from(sizes[package])).sum::<u64>();
        self.instance.lanes()[*lane].allows(vehicle)
            && sum(self.instance.grams()) <= u64::from(kind.grams)
            && sum(self.instance.ml()) <= u64::from(kind.ml)
    }

    /// Least cost of types for the trucks from one on.
    fn cheapest(&self, truck: usize, available: &mut [u32], others: &mut [u32]) -> Option<f64> {
        let Some((lane, _)) = self.trucks.get(truck) else { return Some(0.0) };
        let mut best: Option<f64> = None;
        for vehicle in 0..available.len() {
            let other = u32::from(!self.instance.lanes()[*lane].allows_last(vehicle));
            if available[vehicle] > 0 && others[*lane] >= other && self.holds(truck, vehicle) {
                available[vehicle] -= 1;
                others[*lane] -= other;
                if let Some(rest) = self.cheapest(truck + 1, available, others) {
                    let cost = self.instance.lanes()[*lane].costs[vehicle] + rest;
                    best = Some(best.map_or(cost, |best| best.min(cost)));
                }
                available[vehicle] += 1;
                others[*lane] += other;
            }
        }
        best
    }
}
