//! The limits that may keep a package, by name.

/// What keeps a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Constraint {
    /// The payload of trucks.
    Weight,
    /// The load volume of trucks.
    Volume,
    /// No more trucks are ordered on its lanes.
    Orders,
    /// No more trucks of a type that could take it.
    Availability,
    /// The dock may send no more trucks.
    Cap,
    /// A goods class on board.
    Class,
    /// It is not worth its truck.
    Value,
    /// No limit: the plan is not the best.
    Nothing,
}

impl Constraint {
    /// One word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Weight => "weight",
            Self::Volume => "volume",
            Self::Orders => "orders",
            Self::Availability => "availability",
            Self::Cap => "cap",
            Self::Class => "class",
            Self::Value => "value",
            Self::Nothing => "nothing",
        }
    }
}
