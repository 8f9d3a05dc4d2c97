//! The lane again, in detail: the next hour, packages, small vehicles, slack.

use super::cells::Cells;
use super::seen::Seen;
use crate::features;
use linehaul_case::TypeId;

features! {
    pub(super) fn write(mut cells: Cells<'_, { TABLE.len() }>, seen: &Seen<'_>) {
        let (network, own) = (seen.network(), seen.own);
        let hours = f32::from(network.lane_hours[seen.lane]);
        let [van, box_truck] = network.sizes;
        let (van, box_truck) = (Size::of(seen, van), Size::of(seen, box_truck));
    }

    inbound_1: "vehicles", Hour, "saturated(4 x inbound in 1 h)" => saturated(4.0 * own.next_hour, 1.0);
    fresh_inflow: "vehicles/h", State, "saturated(6 x inflow that is released here)" => saturated(6.0 * seen.fresh_inflow(), 1.0);
    package_size: "vehicles", State, "saturated(mean size of a package / room of the smallest vehicle)"
        => saturated(own.mean_package, own.room(network, 0));
    long_lane: "h", Network, "saturated(hours of the lane / 24)" in [1.0 / 25.0, 1.0] => saturated(hours, 24.0);
    van_cost: "currency", Network, "min(cost of a van / truck cost, 1); 1 without any" => capped(van.cost.0, van.cost.1);
    van_room: "vehicles", State, "min(room of a van / f, 1); 0 without any" => share(van.room.0, van.room.1);
    box_truck_cost: "currency", Network, "min(cost of a box truck / truck cost, 1); 1 without any"
        => capped(box_truck.cost.0, box_truck.cost.1);
    box_truck_room: "vehicles", State, "min(room of a box truck / f, 1); 0 without any"
        => share(box_truck.room.0, box_truck.room.1);
    slack: "h", Hour, "saturated(mean slack of what is not late / 24)" => saturated(own.slack, 24.0);
}

/// The type that stands for a size of vehicle, as quotients. A size that none stands for costs as much as the largest and takes nothing.
struct Size {
    cost: (f32, f32),
    room: (f32, f32),
}

impl Size {
    #[inline]
    fn of(seen: &Seen<'_>, size: Option<TypeId>) -> Self {
        let Some(vehicle) = size.map(TypeId::index) else { return Self { cost: (1.0, 1.0), room: (0.0, 1.0) } };
        let room = seen.own.room(seen.network(), vehicle);
        Self {
            cost: (seen.network().small_costs(seen.lane)[vehicle], seen.own.largest_cost),
            room: (room, room.max(seen.own.load)),
        }
    }
}
