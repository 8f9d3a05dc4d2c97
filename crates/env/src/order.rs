//! What a fleet manager asks for on a lane: an upper limit on trucks, never a duty.

use linehaul_case::TypeId;

/// An order for one lane and hour. Packages of the lane open trucks, best first, until all are loaded or the limit is reached;
/// each truck then gets the cheapest type that holds its load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// Most trucks; 0 holds everything back.
    pub trucks: u16,
    /// Largest type that the last truck may have; the others may have any.
    pub last_type: TypeId,
    /// Only packages with at most this slack, hours, open a truck; the others ride where room is left.
    pub max_slack: u16,
    /// Only the first so many hundredths of the queue, sorted by value times urgency, open a truck; 100 for all.
    pub queue_percent: u8,
}

impl Order {
    /// No truck.
    pub const HOLD: Self = Self { trucks: 0, last_type: TypeId(u8::MAX), max_slack: u16::MAX, queue_percent: 100 };

    /// At most `trucks` trucks of any type.
    pub fn trucks(trucks: usize) -> Self {
        Self { trucks: trucks.min(usize::from(u16::MAX)) as u16, ..Self::HOLD }
    }

    /// One truck of at most this type.
    pub fn one_of(vehicle: TypeId) -> Self {
        Self { trucks: 1, last_type: vehicle, ..Self::HOLD }
    }

    /// As many trucks as the packages with at most this slack need; others fill them up.
    pub fn urgent(max_slack: u16) -> Self {
        Self { trucks: u16::MAX, max_slack, ..Self::HOLD }
    }

    /// As many trucks as the head of the queue needs, when it is sorted by penalty times urgency and cut at a share of its
    /// packages, 0 to 1, rounded up; others fill them up. 0 holds everything back.
    pub fn queue(share: f32) -> Self {
        let percent = (share.clamp(0.0, 1.0) * 100.0).round() as u8;
        if percent == 0 { Self::HOLD } else { Self { trucks: u16::MAX, queue_percent: percent, ..Self::HOLD } }
    }
}
