//! What kept a package from riding: the one limit that, eased by the least, would let it go with the plan as it is.
//!
//! A truck that goes is eased by a little room, the dock by a whole truck, so a reason is looked for in this order, on the
//! package's own lane before detours, and the first that applies is given:
//!
//! 1. No type that may drive its lanes holds it alone: weight or volume.
//! 2. Nothing: it fits a truck that goes, or a truck that could go would pay. The plan can be bettered.
//! 3. Class: a truck that goes has room, but carries goods that exclude it.
//! 4. Orders, availability, cap: one more truck would pay with it and what else is left for the lane, and the limit forbids it.
//! 5. Weight, volume: the truck that lacks the least room for it, as a share of its capacity.
//! 6. Value: no truck that could take it goes, and what it and the rest of its lane are worth does not pay for one.
//!
//! "Pays" is judged by filling one truck with the package and then the best for their size of what is left: a further truck that
//! pays only as part of a rearrangement goes unseen. A package that must ride pays for any truck.

mod constraint;
mod dock;

use crate::instance::{Choice, Instance};
use crate::plan::Plan;
use dock::Dock;

pub use constraint::Constraint;

/// Why a package is left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The package.
    pub package: u32,
    /// What keeps it.
    pub constraint: Constraint,
    /// What else would have to give way at the same time; empty as a rule.
    pub also: Vec<Constraint>,
    /// The same for a planner. Trucks are counted from 1.
    pub sentence: String,
}

/// A reason for each package that a plan leaves behind, in the order of packages. The plan keeps all limits.
pub fn explain(instance: &Instance, plan: &Plan) -> Vec<Reason> {
    let dock = Dock::after(instance, plan);
    let left = dock.left.iter().map(|&package| dock.reason(package as usize));
    left.collect()
}

impl Dock<'_> {
    fn reason(&self, package: usize) -> Reason {
        let found = self
            .too_large(package)
            .or_else(|| self.overlooked(package))
            .or_else(|| self.class(package))
            .or_else(|| self.one_more_truck(package))
            .or_else(|| self.room(package))
            .unwrap_or_else(|| self.value(package));
        let (constraint, also, sentence) = found;
        Reason { package: package as u32, constraint, also, sentence }
    }

    fn too_large(&self, package: usize) -> Option<Found> {
        let instance = self.instance;
        let allowed = |choice: &Choice| {
            let lane = &instance.lanes()[usize::from(choice.lane)];
            (0..instance.vehicles().len()).filter(|&vehicle| lane.allows(vehicle))
        };
        let options = instance.options(package);
        if options.iter().any(|choice| allowed(choice).any(|vehicle| instance.fits(package, vehicle))) {
            return None;
        }
        let own = &instance.lanes()[usize::from(options[0].lane)].id;
        let (Some(grams), Some(ml)) = (
            allowed(&options[0]).map(|vehicle| instance.vehicles()[vehicle].grams).max(),
            allowed(&options[0]).map(|vehicle| instance.vehicles()[vehicle].ml).max(),
        ) else {
            let sentence = format!("No vehicle type may drive lane {own}.");
            return Some((Constraint::Availability, Vec::new(), sentence));
        };
        let (heavy, large) = (instance.grams()[package] > grams, instance.ml()[package] > ml);
        let size = format!("{} and {}", kg(instance.grams()[package]), m3(instance.ml()[package]));
        let sentence = format!("At {size} it is more than any vehicle that may drive lane {own} holds.");
        Some(match (heavy, large) {
            (true, false) => (Constraint::Weight, Vec::new(), sentence),
            (false, true) => (Constraint::Volume, Vec::new(), sentence),
            _ => (Constraint::Weight, vec![Constraint::Volume], sentence),
        })
    }

    fn overlooked(&self, package: usize) -> Option<Found> {
        for choice in self.options(package) {
            let lane = usize::from(choice.lane);
            let id = &self.instance.lanes()[lane].id;
            let wanted = choice.worth > 0.0 || self.instance.must_ride()[package];
            let free = self.trucks_on(lane).find(|truck| truck.takes(self.instance, package));
            if let Some(truck) = free.filter(|_| wanted) {
                let sentence = format!("No limit keeps it: it still fits truck {} on lane {id}.", truck.number);
                return Some((Constraint::Nothing, Vec::new(), sentence));
            }
            if self.blocking(package, lane).is_some_and(|blocking| blocking.is_empty()) {
                let sentence = format!("No limit keeps it: one more truck on lane {id} may leave and would pay.");
                return Some((Constraint::Nothing, Vec::new(), sentence));
            }
        }
        None
    }

    fn class(&self, package: usize) -> Option<Found> {
        let own = usize::from(self.instance.classes()[package]);
        let has_room = |truck: &&dock::Room| truck.short(self.instance, package) == (0, 0);
        let lanes = self.options(package).map(|choice| usize::from(choice.lane));
        let truck = lanes.flat_map(|lane| self.trucks_on(lane)).find(has_room)?;
        let excluded = self.instance.conflicts()[own] & truck.classes;
        if excluded == 0 {
            // It has room for a package that is worth nothing.
            return None;
        }
        let ids = self.instance.class_ids();
        let (on_board, own) = (&ids[excluded.trailing_zeros() as usize], &ids[own]);
        let lane = &self.instance.lanes()[truck.lane].id;
        let sentence =
            format!("Truck {} on lane {lane} has room, but carries {on_board}, which excludes {own}.", truck.number);
        Some((Constraint::Class, Vec::new(), sentence))
    }

    fn one_more_truck(&self, package: usize) -> Option<Found> {
        let lanes = self.options(package).map(|choice| usize::from(choice.lane));
        let blocked = lanes.filter_map(|lane| self.blocking(package, lane).map(|blocking| (lane, blocking)));
        let (lane, blocking) = blocked.min_by_key(|(_, blocking)| blocking.len())?;
        let (&first, also) = blocking.split_first()?;
        let order = &self.instance.lanes()[lane];
        let more = format!("One more truck on lane {} would take it", order.id);
        let sentence = match first {
            Constraint::Orders if self.may_send(lane) => {
                format!("{more}, but what is left of its order ({}) is for a smaller one.", order.trucks)
            }
            Constraint::Orders => format!("{more}, but its order is used up ({}).", order.trucks),
            Constraint::Availability => {
                let types = self.types_for(package, lane).map(|vehicle| {
                    let kind = &self.instance.vehicles()[vehicle];
                    format!("{} {}", kind.available, kind.id)
                });
                format!("{more}, but all vehicles that hold it are in use ({}).", types.collect::<Vec<_>>().join(", "))
            }
            _ => format!("{more}, but the dock's cap is used up ({}).", self.instance.max_trucks()),
        };
        Some((first, also.to_vec(), sentence))
    }

    fn room(&self, package: usize) -> Option<Found> {
        let lanes = self.options(package).map(|choice| usize::from(choice.lane));
        let shares = lanes.flat_map(|lane| self.trucks_on(lane)).map(|truck| {
            let (grams, ml) = truck.short(self.instance, package);
            let kind = &self.instance.vehicles()[truck.vehicle];
            let share = |short: u32, most: u32| f64::from(short) / f64::from(most.max(1));
            (share(grams, kind.grams), share(ml, kind.ml), truck)
        });
        // A single limit before two, then the least room.
        let both = |&(weight, volume, _): &(f64, f64, &dock::Room)| weight > 0.0 && volume > 0.0;
        let short = shares.filter(|&(weight, volume, _)| weight + volume > 0.0);
        let (weight, volume, truck) =
            short.min_by(|a, b| both(a).cmp(&both(b)).then((a.0 + a.1).total_cmp(&(b.0 + b.1))))?;
        let (grams, ml) = truck.short(self.instance, package);
        let lacks = match (grams, ml) {
            (grams, 0) => kg(grams),
            (0, ml) => m3(ml),
            (grams, ml) => format!("{} and {}", kg(grams), m3(ml)),
        };
        let lane = &self.instance.lanes()[truck.lane].id;
        let sentence = format!("Truck {} on lane {lane} lacks {lacks} of room for it.", truck.number);
        let mut found = match (grams, ml) {
            (_, 0) => vec![Constraint::Weight],
            (0, _) => vec![Constraint::Volume],
            _ if weight >= volume => vec![Constraint::Weight, Constraint::Volume],
            _ => vec![Constraint::Volume, Constraint::Weight],
        };
        if truck.excludes(self.instance, package) {
            found.push(Constraint::Class);
        }
        Some((found[0], found[1..].to_vec(), sentence))
    }

    fn value(&self, package: usize) -> Found {
        let own = self.instance.options(package)[0];
        let order = &self.instance.lanes()[usize::from(own.lane)];
        let costs = self.types_for(package, usize::from(own.lane)).map(|vehicle| order.costs[vehicle]);
        let cheapest = costs.fold(f64::INFINITY, f64::min);
        let sentence = if cheapest.is_finite() {
            let worth = own.worth;
            format!(
                "It is worth {worth:.2} on lane {}, too little with what else is left for a truck of {cheapest:.2}.",
                order.id
            )
        } else {
            format!("It is worth {:.2} on lane {}, too little for a truck on a detour.", own.worth, order.id)
        };
        (Constraint::Value, Vec::new(), sentence)
    }

    fn options(&self, package: usize) -> impl Iterator<Item = &Choice> {
        self.instance.options(package).iter()
    }
}

type Found = (Constraint, Vec<Constraint>, String);

fn kg(grams: u32) -> String {
    format!("{} kg", f64::from(grams) / 1e3)
}

fn m3(ml: u32) -> String {
    format!("{} m3", f64::from(ml) / 1e6)
}

#[cfg(test)]
mod tests;
