//! The kernel's plan as routes of a market.

use linehaul_market::{
    Call, Costs, DepotId, DriverId, LeftOut, Load, Market, Reason, Route, Routes, Spot, StopId, Task,
};
use linehaul_routing::{Plan, Problem, Timetable, Visit};

use super::ways::Ways;

/// Routes of a plan of this problem, which the kernel made.
pub fn routes(market: &Market, ways: &Ways, problem: &Problem, plan: &Plan) -> Routes {
    let (costs, timetables) = problem.price(plan).expect("a plan of the search works");
    let route = |(route, timetable): (&linehaul_routing::Route, &Timetable)| Route {
        driver: DriverId(route.vehicle),
        calls: calls(market, ways, route, timetable),
        costs: named(&timetable.costs),
    };
    let left_out = plan.left_out.iter().map(|&stop| LeftOut {
        stop: StopId(stop),
        reason: problem.reason(stop).map_or_else(|| crowded(market, stop), reason),
    });
    Routes {
        routes: plan.routes.iter().zip(&timetables).map(route).collect(),
        left_out: left_out.collect(),
        costs: named(&costs),
    }
}

fn crowded(market: &Market, stop: u32) -> Reason {
    if market.stops()[stop as usize].left_out.is_some() { Reason::Cheaper } else { Reason::Crowded }
}

/// The reason as a market has it.
pub fn reason(reason: linehaul_routing::Reason) -> Reason {
    match reason {
        linehaul_routing::Reason::NoVehicle => Reason::NoVehicle,
        linehaul_routing::Reason::TooLarge => Reason::TooLarge,
        linehaul_routing::Reason::NoSkill => Reason::NoSkill,
        linehaul_routing::Reason::Barred => Reason::Barred,
        linehaul_routing::Reason::OutOfTime => Reason::OutOfTime,
    }
}

/// Costs as a market names them. No stop is asked to come right after another, so none is reordered.
pub fn named(costs: &linehaul_routing::Costs) -> Costs {
    debug_assert_eq!(costs.reordered, 0);
    Costs {
        fixed: costs.fixed,
        distance: costs.distance,
        hours: costs.hours,
        overtime: costs.overtime,
        balance: costs.balance,
        late: costs.late,
        unfamiliar: costs.unfamiliar,
        moved: costs.moved,
        told: costs.promises,
        left_out: costs.left_out,
        unserved: costs.unserved,
    }
}

fn calls(market: &Market, ways: &Ways, route: &linehaul_routing::Route, timetable: &Timetable) -> Vec<Call> {
    let driver = &market.drivers()[route.vehicle as usize];
    let class = market.vehicles()[driver.vehicle.index()].ways.index();
    let mut load = loaded(market, &route.visits);
    let mut place = ways.of_depot(driver.start);
    let start = |load| Call {
        spot: Spot::Start(driver.start),
        metres: 0,
        arrival_s: route.start_s,
        road_pause_s: 0,
        pause_s: 0,
        begin_s: route.start_s,
        leave_s: route.start_s,
        load,
    };
    let mut calls = vec![start(load)];
    for (at, call) in timetable.calls.iter().enumerate() {
        let (spot, next) = match call.visit {
            Visit::Stop(stop) => {
                let sign = match market.stops()[stop as usize].task {
                    Task::Delivery | Task::DeliveryOf(_) => -1,
                    Task::Pickup | Task::PickupFor(_) => 1,
                };
                load = plus(load, market.stops()[stop as usize].load, sign);
                (Spot::Stop(StopId(stop)), ways.of_stop(StopId(stop)))
            }
            Visit::Reload(depot) => {
                load = loaded(market, &route.visits[at + 1..]);
                (Spot::Reload(DepotId(depot)), ways.of_depot(DepotId(depot)))
            }
        };
        calls.push(Call {
            spot,
            metres: ways.metres(class, place, next),
            arrival_s: call.arrival_s,
            road_pause_s: call.road_pause_s,
            pause_s: call.pause_s,
            begin_s: call.start_s,
            leave_s: call.leave_s,
            load,
        });
        place = next;
    }
    if let Some(depot) = driver.end {
        let end = timetable.end_s;
        calls.push(Call {
            spot: Spot::End(depot),
            metres: ways.metres(class, place, ways.of_depot(depot)),
            arrival_s: end,
            road_pause_s: timetable.end_pause_s,
            pause_s: 0,
            begin_s: end,
            leave_s: end,
            load: Load::default(),
        });
    }
    calls
}

/// What a trip that begins here loads at the depot.
fn loaded(market: &Market, visits: &[Visit]) -> Load {
    let trip = visits.iter().map_while(|visit| match *visit {
        Visit::Stop(stop) => Some(&market.stops()[stop as usize]),
        Visit::Reload(_) => None,
    });
    trip.filter(|stop| stop.task == Task::Delivery).fold(Load::default(), |load, stop| plus(load, stop.load, 1))
}

fn plus(load: Load, more: Load, sign: i32) -> Load {
    Load {
        grams: load.grams + sign * more.grams,
        ml: load.ml + sign * more.ml,
        parcels: load.parcels + sign * more.parcels,
    }
}
