//! What a route comes to, and what it costs as a whole.

use linehaul_market::{Costs, Market, Vehicle};

/// See the file. Costs of single visits are in it when the walk is over.
#[derive(Clone, Debug, Default)]
pub struct Tour {
    pub start_s: i32,
    pub end_s: i32,
    pub stops: i32,
    pub trips: i32,
    pub metres: i32,
    pub waiting_s: i64,
    pub pause_s: i64,
    pub service_s: i64,
    pub costs: Costs,
}

impl Tour {
    /// Adds the costs that depend on the whole route.
    pub fn add_costs(&mut self, market: &Market, vehicle: &Vehicle) {
        let seconds = self.end_s - self.start_s;
        let hours = |price: i64, seconds: i32| price * i64::from(seconds) / 3600;
        self.costs.fixed = vehicle.fixed;
        self.costs.distance = vehicle.per_m * i64::from(self.metres);
        self.costs.hours = hours(vehicle.per_hour, seconds);
        if let Some((after, price)) = vehicle.overtime {
            self.costs.overtime = hours(price, (seconds - after).max(0));
        }
        if let Some(balance) = market.balance() {
            self.costs.balance = hours(balance.per_hour, (seconds - balance.target_s).abs());
        }
    }
}
