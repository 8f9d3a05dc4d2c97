//! What a fleet manager asks for on a lane: an upper limit on trucks, never a duty.

use linehaul_case::TypeId;

/// More trucks than any hub can send in an hour.
const NO_LIMIT: u16 = u16::MAX;

/// An order for one lane and hour. Packages of the lane open trucks, best first, until all are loaded or the limit is reached;
/// each truck then gets the cheapest type that holds its load, and other packages of the lane fill it up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// No truck.
    Hold,
    /// Trucks for everything that waits.
    Trucks {
        /// Most of them, at least 1.
        most: u16,
        /// Largest type that the last of them may have; any if absent. The others may have any.
        last: Option<TypeId>,
    },
    /// As many trucks as the packages with at most this slack need, hours.
    Urgent {
        /// Slack, hours.
        slack: u16,
    },
    /// As many trucks as the head of the queue needs, when it is sorted by penalty times urgency.
    Head {
        /// Share of the queue's packages, rounded up, 1 to 99 hundredths.
        percent: u8,
    },
}

impl Order {
    /// At most `trucks` trucks of any type; none holds everything back.
    pub fn trucks(trucks: usize) -> Self {
        let most = trucks.min(usize::from(NO_LIMIT)) as u16;
        if most == 0 { Self::Hold } else { Self::Trucks { most, last: None } }
    }

    /// One truck of at most this type.
    pub fn one_of(vehicle: TypeId) -> Self {
        Self::Trucks { most: 1, last: Some(vehicle) }
    }

    /// As many trucks as the packages with at most this slack, hours, need; others fill them up.
    pub fn urgent(slack: u16) -> Self {
        Self::Urgent { slack }
    }

    /// As many trucks as a share of the queue, 0 to 1, needs, when it is sorted by penalty times urgency; others fill them up. 0 holds
    /// everything back.
    pub fn queue(share: f32) -> Self {
        match (share.clamp(0.0, 1.0) * 100.0).round() as u8 {
            0 => Self::Hold,
            100 => Self::trucks(usize::from(NO_LIMIT)),
            percent => Self::Head { percent },
        }
    }

    /// Whether nothing may leave.
    pub fn is_hold(self) -> bool {
        self == Self::Hold
    }

    /// Most trucks that may leave.
    pub fn max_trucks(self) -> u32 {
        match self {
            Self::Hold => 0,
            Self::Trucks { most, .. } => u32::from(most),
            Self::Urgent { .. } | Self::Head { .. } => u32::from(NO_LIMIT),
        }
    }

    /// Largest type that the last truck may have; any if absent.
    pub fn last_type(self) -> Option<TypeId> {
        if let Self::Trucks { last, .. } = self { last } else { None }
    }

    /// Whether a package with this slack, hours, opens a truck; others ride where room is left.
    pub fn opens(self, slack: i32) -> bool {
        if let Self::Urgent { slack: most } = self { slack <= i32::from(most) } else { true }
    }

    /// Hundredths of the queue whose packages open trucks, where not all do.
    pub fn head(self) -> Option<u8> {
        if let Self::Head { percent } = self { Some(percent) } else { None }
    }
}
