//! A load as every solver gives it, and its recheck: all hard limits again, in integers, from the instance alone.

use crate::instance::Instance;

/// Trucks that leave with their packages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// None of them empty.
    pub trucks: Vec<PlanTruck>,
}

/// A truck that leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanTruck {
    /// Position of its lane.
    pub lane: u16,
    /// Position of its type.
    pub vehicle: u8,
    /// Positions of its packages.
    pub packages: Vec<u32>,
}

/// What a plan that keeps every limit is worth.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Value {
    /// Sum over loaded packages, priorities counted.
    pub worth: f64,
    /// Sum over trucks.
    pub cost: f64,
    /// Packages that must ride and do not, ascending.
    pub must_ride_left: Vec<u32>,
    /// Penalty for each of these, [`Instance::must_ride_penalty`].
    pub must_ride_penalty: f64,
}

impl Value {
    /// `worth - cost`.
    pub fn objective(&self) -> f64 {
        self.worth - self.cost
    }

    /// `worth - cost - must_ride_penalty x number of must-ride packages left`: what solvers maximise and bounds bound.
    pub fn score(&self) -> f64 {
        self.objective() - self.must_ride_penalty * self.must_ride_left.len() as f64
    }
}

/// A limit that a plan breaks. Trucks are counted from 0.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// A truck names a lane, type or package that is not there.
    #[error("truck {truck} names lane, type or package {value}, which is not there")]
    Unknown {
        /// Position of the truck.
        truck: usize,
        /// What it names.
        value: u32,
    },
    /// A truck without cargo.
    #[error("truck {truck} is empty")]
    Empty {
        /// Position of the truck.
        truck: usize,
    },
    /// The type may not drive the lane.
    #[error("truck {truck} is of a type that may not drive its lane")]
    Barred {
        /// Position of the truck.
        truck: usize,
    },
    /// Too heavy.
    #[error("truck {truck} carries {grams} g of at most {most} g")]
    Weight {
        /// Position of the truck.
        truck: usize,
        /// Its load.
        grams: u64,
        /// Its payload.
        most: u64,
    },
    /// Too large.
    #[error("truck {truck} carries {ml} ml of at most {most} ml")]
    Volume {
        /// Position of the truck.
        truck: usize,
        /// Its load.
        ml: u64,
        /// Its load volume.
        most: u64,
    },
    /// Classes on one truck that must not be.
    #[error("truck {truck} carries package {package} beside goods of a class that excludes it")]
    Classes {
        /// Position of the truck.
        truck: usize,
        /// The later of the two.
        package: u32,
    },
    /// A package twice.
    #[error("package {package} is loaded twice")]
    Twice {
        /// The package.
        package: u32,
    },
    /// A package on a lane that it may not take.
    #[error("package {package} may not take the lane of truck {truck}")]
    Lane {
        /// Position of the truck.
        truck: usize,
        /// The package.
        package: u32,
    },
    /// More trucks than ordered.
    #[error("{trucks} trucks leave on lane {lane}, at most {most} were ordered")]
    Orders {
        /// Position of the lane.
        lane: usize,
        /// Trucks that leave.
        trucks: u32,
        /// The order.
        most: u32,
    },
    /// More trucks beyond the type of the last than the order allows.
    #[error("{trucks} trucks on lane {lane} are larger than its last may be, at most {most} were ordered")]
    Last {
        /// Position of the lane.
        lane: usize,
        /// Such trucks that leave.
        trucks: u32,
        /// The limit.
        most: u32,
    },
    /// More trucks of a type than there are.
    #[error("{trucks} trucks of type {vehicle} leave, there are {most}")]
    Availability {
        /// Position of the type.
        vehicle: usize,
        /// Trucks that leave.
        trucks: u32,
        /// The limit.
        most: u32,
    },
    /// More trucks than the dock may send.
    #[error("{trucks} trucks leave, the dock may send {most}")]
    Cap {
        /// Trucks that leave.
        trucks: u32,
        /// The limit.
        most: u32,
    },
}

impl Plan {
    /// Checks every hard limit in integers and gives the objective; sums run in the order of trucks and packages.
    pub fn check(&self, instance: &Instance) -> Result<Value, Broken> {
        self.check_trucks(instance)?;
        let mut loaded = vec![false; instance.n_packages()];
        let mut value = Value { must_ride_penalty: instance.must_ride_penalty(), ..Value::default() };
        for (truck, PlanTruck { lane, vehicle, packages }) in self.trucks.iter().enumerate() {
            let (lane, vehicle) = (usize::from(*lane), usize::from(*vehicle));
            value.cost += instance.lanes()[lane].costs[vehicle];
            let (mut grams, mut ml, mut classes) = (0_u64, 0_u64, 0_u64);
            for &package in packages {
                let at = package as usize;
                let known = loaded.get_mut(at).ok_or(Broken::Unknown { truck, value: package })?;
                if std::mem::replace(known, true) {
                    return Err(Broken::Twice { package });
                }
                value.worth += instance.worth(at, lane).ok_or(Broken::Lane { truck, package })?;
                let class = usize::from(instance.classes()[at]);
                if instance.conflicts()[class] & classes != 0 {
                    return Err(Broken::Classes { truck, package });
                }
                classes |= 1 << class;
                grams += u64::from(instance.grams()[at]);
                ml += u64::from(instance.ml()[at]);
            }
            let vehicle = &instance.vehicles()[vehicle];
            if grams > u64::from(vehicle.grams) {
                return Err(Broken::Weight { truck, grams, most: u64::from(vehicle.grams) });
            }
            if ml > u64::from(vehicle.ml) {
                return Err(Broken::Volume { truck, ml, most: u64::from(vehicle.ml) });
            }
        }
        let left =
            loaded.iter().zip(instance.must_ride()).enumerate().filter(|(_, (loaded, must))| !**loaded && **must);
        value.must_ride_left = left.map(|(package, _)| package as u32).collect();
        Ok(value)
    }

    /// Checks what concerns trucks whatever they carry.
    fn check_trucks(&self, instance: &Instance) -> Result<(), Broken> {
        let mut by_lane = vec![0_u32; instance.lanes().len()];
        let mut others = vec![0_u32; instance.lanes().len()];
        let mut by_type = vec![0_u32; instance.vehicles().len()];
        for (truck, PlanTruck { lane, vehicle, packages }) in self.trucks.iter().enumerate() {
            let (lane, vehicle) = (usize::from(*lane), usize::from(*vehicle));
            *by_lane.get_mut(lane).ok_or(Broken::Unknown { truck, value: lane as u32 })? += 1;
            *by_type.get_mut(vehicle).ok_or(Broken::Unknown { truck, value: vehicle as u32 })? += 1;
            if !instance.lanes()[lane].allows(vehicle) {
                return Err(Broken::Barred { truck });
            }
            others[lane] += u32::from(!instance.lanes()[lane].allows_last(vehicle));
            if packages.is_empty() {
                return Err(Broken::Empty { truck });
            }
        }
        for (lane, &trucks) in by_lane.iter().enumerate() {
            let most = instance.lanes()[lane].trucks;
            if trucks > most {
                return Err(Broken::Orders { lane, trucks, most });
            }
            let (trucks, most) = (others[lane], instance.lanes()[lane].most_others());
            if trucks > most {
                return Err(Broken::Last { lane, trucks, most });
            }
        }
        for (vehicle, &trucks) in by_type.iter().enumerate() {
            let most = instance.vehicles()[vehicle].available;
            if trucks > most {
                return Err(Broken::Availability { vehicle, trucks, most });
            }
        }
        let (trucks, most) = (self.trucks.len() as u32, instance.max_trucks());
        if trucks > most { Err(Broken::Cap { trucks, most }) } else { Ok(()) }
    }

    /// Whether each package is loaded, `[package]`.
    pub fn loaded(&self, instance: &Instance) -> Vec<bool> {
        let mut loaded = vec![false; instance.n_packages()];
        for &package in self.trucks.iter().flat_map(|truck| &truck.packages) {
            loaded[package as usize] = true;
        }
        loaded
    }
}

#[cfg(test)]
mod tests;
