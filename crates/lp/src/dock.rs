//! What a dock is given and what it gives back.

/// Capacity of a vehicle type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vehicle {
    /// Payload, grams.
    pub grams: u32,
    /// Load volume, millilitres.
    pub ml: u32,
}

/// Vehicle types, ascending in size, and which goods classes exclude each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fleet {
    /// `[type]`, at most 16.
    pub vehicles: Vec<Vehicle>,
    /// Classes that class c must not share a truck with, one bit a class, `[class]`; classes beyond the end exclude none.
    pub conflicts: Vec<u64>,
}

/// Trucks that may leave on one lane: an upper limit, never a duty.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// The caller's name for the lane.
    pub lane: u32,
    /// Most trucks.
    pub trucks: u32,
    /// Types that may drive the lane, one bit a type.
    pub types: u16,
    /// Types that the last of `trucks` may have, one bit a type.
    pub last_types: u16,
    /// Cost of a truck, any unit, `[type]`.
    pub costs: &'a [f64],
}

/// A package as the dock sees it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Item {
    /// The caller's name for the package.
    pub key: u32,
    /// Weight, grams.
    pub grams: u32,
    /// Volume, millilitres.
    pub ml: u32,
    /// What loading it is worth for its size, not negative: the higher, the earlier it is loaded.
    pub rank: f32,
    /// What loading it is worth.
    pub worth: f32,
    /// Goods class, below 64.
    pub class: u8,
}

/// A loaded truck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Truck {
    /// The caller's name for the lane.
    pub lane: u32,
    /// Vehicle type.
    pub vehicle: u8,
    /// Loaded grams.
    pub grams: u32,
    /// Loaded millilitres.
    pub ml: u32,
    /// Classes on board, one bit a class.
    pub classes: u64,
}
