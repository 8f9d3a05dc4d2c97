//! A rollout: a future followed under the base, with what each lane has cost.

use std::sync::Arc;

use linehaul_env::feed::Feed;
use linehaul_env::order::Order;
use linehaul_env::world::World;

use crate::decide::fleet_manager::FleetManager;

/// What a lane has cost in a rollout, currency.
#[derive(Clone, Copy, Debug, Default)]
pub struct LaneCosts {
    /// Its trucks.
    pub vehicles: f64,
    /// Its shares of penalties and late waiting.
    pub late: f64,
    /// What full largest vehicles would have paid for the progress of its packages.
    pub credit: f64,
}

/// What a rollout has cost.
#[derive(Debug, Default)]
pub struct Trace {
    /// By lane.
    pub lanes: Vec<LaneCosts>,
    /// Whether it has reached the horizon.
    pub over: bool,
}

/// Where futures are run.
pub struct Rollouts {
    scratch: World,
    orders: Vec<Order>,
}

impl Rollouts {
    /// For a world and those like it.
    pub fn new(world: &World) -> Self {
        Self { scratch: world.clone(), orders: Vec::new() }
    }

    /// Runs a future from a world's state: orders of the hour, and those of the base from then on, for so many hours.
    pub fn run(
        &mut self,
        world: &World,
        future: &Arc<Feed>,
        base: &mut dyn FleetManager,
        hours: u16,
        orders: &[Order],
        trace: &mut Trace,
    ) {
        let until = world.hour().saturating_add(hours);
        let Self { scratch, orders: next } = self;
        scratch.enter(world, future);
        next.clear();
        next.extend_from_slice(orders);
        trace.lanes.clear();
        trace.lanes.resize(orders.len(), LaneCosts::default());
        loop {
            scratch.step(next);
            let costs = scratch.step_costs();
            for (lane, sums) in trace.lanes.iter_mut().enumerate() {
                sums.vehicles += costs.vehicles[lane];
                sums.late += costs.penalty[lane] + costs.late_waiting[lane];
                sums.credit += costs.credit[lane];
            }
            if scratch.is_over() || scratch.hour() >= until {
                break;
            }
            base.order(scratch, next);
        }
        trace.over = scratch.is_over();
    }
}
