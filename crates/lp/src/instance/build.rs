//! From the file form to the columns, checked; and back.

use std::fmt::Display;

use super::file::{Costs, InstanceFile, LaneFile, OptionFile, PackageFile, VehicleFile};
use super::names::Names;
use super::{Choice, Instance, InstanceError, Lane, UNLIMITED, VehicleType};

const MOST_VEHICLES: usize = 16;
const MOST_LANES: usize = 64;
const MOST_CLASSES: usize = 64;
const MOST_PACKAGES: usize = 1_000_000;
/// Beyond this, sums of values lose their cents.
const MOST_MONEY: f64 = 1e12;
/// A higher one would push the values of ordinary packages below what a solver in floats can tell apart.
const HIGHEST_PRIORITY: u8 = 2;
const DEFAULT_CLASS: &str = "general";

impl Instance {
    /// Checks an instance and turns it into columns.
    pub fn new(file: &InstanceFile) -> Result<Self, InstanceError> {
        at_most("vehicles", file.vehicles.len(), MOST_VEHICLES)?;
        at_most("lanes", file.lanes.len(), MOST_LANES)?;
        at_most("packages", file.packages.len(), MOST_PACKAGES)?;
        let vehicle_ids = Names::new("vehicles", file.vehicles.iter().map(|vehicle| &*vehicle.id))?;
        let lane_ids = Names::new("lanes", file.lanes.iter().map(|lane| &*lane.id))?;
        Names::new("packages", file.packages.iter().map(|package| &*package.id))?;
        let mut instance = Self {
            vehicles: file.vehicles.iter().enumerate().map(vehicle).collect::<Result<_, _>>()?,
            lanes: Vec::new(),
            max_trucks: file.max_trucks.unwrap_or(UNLIMITED),
            class_ids: Vec::new(),
            conflicts: Vec::new(),
            package_ids: Vec::new(),
            grams: Vec::new(),
            ml: Vec::new(),
            classes: Vec::new(),
            must_ride: Vec::new(),
            priorities: Vec::new(),
            option_offsets: vec![0],
            options: Vec::new(),
            must_ride_penalty: 0.0,
        };
        for entry in file.lanes.iter().enumerate() {
            instance.lanes.push(lane(entry, &vehicle_ids)?);
        }
        for (at, package) in file.packages.iter().enumerate() {
            instance.push_package(&format!("packages[{at}] \"{}\"", package.id), package, &lane_ids)?;
        }
        instance.separate(&file.separate)?;
        instance.must_ride_penalty = instance.penalty();
        Ok(instance)
    }

    fn push_package(&mut self, place: &str, package: &PackageFile, lanes: &Names<'_>) -> Result<(), InstanceError> {
        self.grams.push(grams(&format!("{place}.kg"), package.kg)?);
        self.ml.push(millilitres(&format!("{place}.m3"), package.m3)?);
        if package.priority > HIGHEST_PRIORITY {
            let remedy = format!("give a priority from 0 to {HIGHEST_PRIORITY}");
            return Err(out_of_range(&format!("{place}.priority"), &package.priority, remedy));
        }
        let class = self.class(place, package.class.as_deref().unwrap_or(DEFAULT_CLASS))?;
        self.package_ids.push(package.id.clone());
        self.classes.push(class);
        self.must_ride.push(package.must_ride);
        self.priorities.push(package.priority);
        if package.options.is_empty() {
            let remedy = "list the lane that it takes, and lanes of detours behind it".into();
            return Err(InstanceError::Missing { field: format!("{place}.options"), value: "a lane".into(), remedy });
        }
        let first = self.options.len();
        for option in &package.options {
            let lane = lanes.find(&format!("{place}.options.lane"), &option.lane)? as u16;
            if self.options[first..].iter().any(|choice| choice.lane == lane) {
                let (field, value) = (format!("{place}.options"), option.lane.clone());
                return Err(InstanceError::Twice { field, value, remedy: "list each lane once".into() });
            }
            let value = money(&format!("{place}.options.value"), option.value)?;
            let worth = value * 1000_f64.powi(i32::from(package.priority));
            self.options.push(Choice { lane, value, worth });
        }
        self.option_offsets.push(self.options.len() as u32);
        Ok(())
    }

    /// Position of a class, a new one if need be.
    fn class(&mut self, place: &str, id: &str) -> Result<u8, InstanceError> {
        if let Some(at) = self.class_ids.iter().position(|known| known == id) {
            return Ok(at as u8);
        }
        if self.class_ids.len() == MOST_CLASSES {
            let remedy = format!("use at most {MOST_CLASSES} classes; the rest can be \"{DEFAULT_CLASS}\"");
            return Err(out_of_range(&format!("{place}.class"), &format!("\"{id}\""), remedy));
        }
        self.class_ids.push(id.to_owned());
        self.conflicts.push(0);
        Ok((self.class_ids.len() - 1) as u8)
    }

    /// Records pairs of classes; those of which no package is here take a place all the same.
    fn separate(&mut self, pairs: &[[String; 2]]) -> Result<(), InstanceError> {
        for (at, [a, b]) in pairs.iter().enumerate() {
            let place = format!("separate[{at}]");
            if a == b {
                let remedy = "name two different classes".into();
                return Err(InstanceError::Twice { field: place, value: a.clone(), remedy });
            }
            let (a, b) = (self.class(&place, a)?, self.class(&place, b)?);
            self.conflicts[usize::from(a)] |= 1 << b;
            self.conflicts[usize::from(b)] |= 1 << a;
        }
        Ok(())
    }

    /// See [`Instance::must_ride_penalty`].
    fn penalty(&self) -> f64 {
        if !self.must_ride.contains(&true) {
            return 0.0;
        }
        let best = |package| self.options(package).iter().map(|choice| choice.worth).fold(0.0, f64::max);
        let worths: f64 = (0..self.n_packages()).map(best).sum();
        let costs = self.lanes.iter().flat_map(|lane| &lane.costs).copied().filter(|cost| cost.is_finite());
        let orders: u64 = (0..self.lanes.len()).map(|lane| u64::from(self.most_trucks(lane))).sum();
        let trucks = orders.min(u64::from(self.max_trucks)).min(self.n_packages() as u64);
        1.0 + worths + trucks as f64 * costs.fold(0.0, f64::max)
    }
}

impl TryFrom<InstanceFile> for Instance {
    type Error = InstanceError;

    fn try_from(file: InstanceFile) -> Result<Self, InstanceError> {
        Self::new(&file)
    }
}

impl From<Instance> for InstanceFile {
    fn from(instance: Instance) -> Self {
        let limit = |limit: u32| (limit != UNLIMITED).then_some(limit);
        let vehicle_ids: Vec<_> = instance.vehicles.iter().map(|vehicle| vehicle.id.clone()).collect();
        let vehicles = instance.vehicles.iter().map(|v| VehicleFile {
            id: v.id.clone(),
            max_kg: f64::from(v.grams) / 1e3,
            max_m3: f64::from(v.ml) / 1e6,
            available: limit(v.available),
        });
        let lanes = instance.lanes.iter().map(|lane| {
            let allowed: Vec<usize> = (0..vehicle_ids.len()).filter(|&vehicle| lane.allows(vehicle)).collect();
            let names = || allowed.iter().map(|&vehicle| vehicle_ids[vehicle].clone());
            LaneFile {
                id: lane.id.clone(),
                trucks: lane.trucks,
                costs: Costs::ById(names().zip(allowed.iter().map(|&vehicle| lane.costs[vehicle])).collect()),
                vehicle_types: (allowed.len() < vehicle_ids.len()).then(|| names().collect()),
                last_vehicle: (0..vehicle_ids.len())
                    .rfind(|&vehicle| lane.allows_last(vehicle))
                    .filter(|&last| last + 1 < vehicle_ids.len())
                    .map(|last| vehicle_ids[last].clone()),
            }
        });
        let class = |package: usize| instance.class_ids[usize::from(instance.classes[package])].clone();
        let option = |choice: &Choice| OptionFile {
            lane: instance.lanes[usize::from(choice.lane)].id.clone(),
            value: choice.value,
        };
        let packages = (0..instance.n_packages()).map(|package| PackageFile {
            id: instance.package_ids[package].clone(),
            kg: f64::from(instance.grams[package]) / 1e3,
            m3: f64::from(instance.ml[package]) / 1e6,
            class: Some(class(package)).filter(|class| class != DEFAULT_CLASS),
            must_ride: instance.must_ride[package],
            priority: instance.priorities[package],
            options: instance.options(package).iter().map(option).collect(),
        });
        let n_classes = instance.class_ids.len();
        let pairs = (0..n_classes).flat_map(|a| (a + 1..n_classes).map(move |b| (a, b)));
        let separate = pairs.filter(|&(a, b)| instance.conflicts[a] >> b & 1 == 1);
        Self {
            max_trucks: limit(instance.max_trucks),
            separate: separate.map(|(a, b)| [a, b].map(|class| instance.class_ids[class].clone())).collect(),
            vehicles: vehicles.collect(),
            lanes: lanes.collect(),
            packages: packages.collect(),
        }
    }
}

fn vehicle((at, vehicle): (usize, &VehicleFile)) -> Result<VehicleType, InstanceError> {
    let place = format!("vehicles[{at}] \"{}\"", vehicle.id);
    Ok(VehicleType {
        id: vehicle.id.clone(),
        grams: grams(&format!("{place}.max_kg"), vehicle.max_kg)?,
        ml: millilitres(&format!("{place}.max_m3"), vehicle.max_m3)?,
        available: vehicle.available.unwrap_or(UNLIMITED),
    })
}

fn lane((at, lane): (usize, &LaneFile), vehicles: &Names<'_>) -> Result<Lane, InstanceError> {
    let place = format!("lanes[{at}] \"{}\"", lane.id);
    let field = format!("{place}.costs");
    let n_vehicles = vehicles.known().len();
    let mut types = ((1_u32 << n_vehicles) - 1) as u16;
    if let Some(allowed) = &lane.vehicle_types {
        types = 0;
        for id in allowed {
            types |= 1 << vehicles.find(&format!("{place}.vehicle_types"), id)?;
        }
    }
    let mut last_types = u16::MAX;
    if let Some(id) = &lane.last_vehicle {
        let last = vehicles.find(&format!("{place}.last_vehicle"), id)?;
        if last + 1 < n_vehicles {
            last_types = ((2_u32 << last) - 1) as u16;
        }
    }
    let mut costs = vec![f64::INFINITY; n_vehicles];
    match &lane.costs {
        Costs::InOrder(list) if list.len() != n_vehicles => {
            let remedy = format!("give one cost for each of the {n_vehicles} vehicles, in their order");
            return Err(out_of_range(&field, &format!("a list of {}", list.len()), remedy));
        }
        Costs::InOrder(list) => costs.copy_from_slice(list),
        Costs::ById(table) => {
            for (id, &cost) in table {
                costs[vehicles.find(&field, id)?] = cost;
            }
            if let Some(absent) =
                (0..n_vehicles).find(|&v| types >> v & 1 == 1 && !table.contains_key(vehicles.known()[v]))
            {
                let value = format!("the cost of \"{}\"", vehicles.known()[absent]);
                let remedy = "add it, or bar the type by `vehicle_types`".into();
                return Err(InstanceError::Missing { field, value, remedy });
            }
        }
    }
    for (vehicle, cost) in costs.iter_mut().enumerate() {
        if types >> vehicle & 1 == 1 {
            money(&field, *cost)?;
        } else {
            *cost = f64::INFINITY;
        }
    }
    Ok(Lane { id: lane.id.clone(), trucks: lane.trucks, types, last_types, costs })
}

fn at_most(field: &str, count: usize, most: usize) -> Result<(), InstanceError> {
    if count <= most {
        return Ok(());
    }
    Err(out_of_range(field, &format!("a count of {count}"), format!("give at most {most}")))
}

fn grams(field: &str, kg: f64) -> Result<u32, InstanceError> {
    whole(field, kg, 1e3, "kilograms")
}

fn millilitres(field: &str, m3: f64) -> Result<u32, InstanceError> {
    whole(field, m3, 1e6, "cubic metres")
}

/// The nearest whole part. Exact for every number with three (six) decimals: dividing by the scale and multiplying by it again
/// errs by less than 1e-6 parts below 2^32.
fn whole(field: &str, value: f64, per_unit: f64, unit: &str) -> Result<u32, InstanceError> {
    let most = (f64::from(u32::MAX) / per_unit).floor();
    if (0.0..=most).contains(&value) {
        return Ok((value * per_unit).round() as u32);
    }
    Err(out_of_range(field, &value, format!("give {unit} from 0 to {most}")))
}

fn money(field: &str, amount: f64) -> Result<f64, InstanceError> {
    if (0.0..=MOST_MONEY).contains(&amount) {
        return Ok(amount);
    }
    Err(out_of_range(field, &amount, format!("give an amount from 0 to {MOST_MONEY:e}")))
}

fn out_of_range(field: &str, value: &dyn Display, remedy: String) -> InstanceError {
    InstanceError::OutOfRange { field: field.to_owned(), value: value.to_string(), remedy }
}
