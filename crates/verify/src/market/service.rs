//! When a vehicle may serve a stop, and what that costs.

use linehaul_market::{Costs, Driver, DriverId, Market, Stop, Vehicle, VehicleId};

/// The first second from `time` on at which this type may begin at a stop; nothing where there is none.
pub fn next(market: &Market, vehicle: VehicleId, stop: &Stop, time: i32) -> Option<i32> {
    let barring = barring(market, vehicle, stop);
    let late = stop.class.is_some_and(|class| market.promises()[class.index()].late_per_minute.is_some());
    let mut at = time;
    loop {
        let was = at;
        let open = stop.windows.iter().find(|window| at <= window.close);
        match (open, stop.windows.is_empty() || late) {
            (Some(window), _) => at = at.max(window.open),
            (None, true) => {}
            (None, false) => return None,
        }
        if let Some(told) = stop.told.filter(|told| told.price.is_none()) {
            at = at.max(told.value.open);
            if at > told.value.close {
                return None;
            }
        }
        for rule in &barring {
            if rule.hours.is_empty() {
                return None;
            }
            let last = at + stop.service_s.max(1) - 1;
            if let Some(hours) = rule.hours.iter().find(|hours| hours.open <= last && at <= hours.close) {
                at = hours.close + 1;
            }
        }
        if at == was {
            return Some(at);
        }
    }
}

/// Rules of a stop that bar a type, at some hours or always.
fn barring<'a>(market: &'a Market, vehicle: VehicleId, stop: &'a Stop) -> Vec<&'a linehaul_market::Access> {
    let Vehicle { height_mm, emission_class, .. } = market.vehicles()[vehicle.index()];
    let bars = |rule: &&linehaul_market::Access| {
        rule.vehicles.contains(&vehicle)
            || rule.max_height_mm.is_some_and(|most| height_mm > most)
            || rule.min_emission_class.is_some_and(|least| emission_class < least)
    };
    stop.access.iter().map(|rule| &market.access()[rule.index()]).filter(bars).collect()
}

/// What a visit adds to the costs of its route; nothing where a fixed driver is another one.
pub fn add_costs(market: &Market, who: DriverId, stop: &Stop, begin_s: i32, costs: &mut Costs) -> Option<()> {
    let driver: &Driver = &market.drivers()[who.index()];
    if let Some(pin) = stop.driver.filter(|pin| pin.value != who) {
        costs.moved += pin.price?;
    }
    let knows = stop.area.is_none_or(|area| driver.knows.as_ref().is_none_or(|known| known.contains(&area)));
    if !knows {
        costs.unfamiliar += market.unfamiliar();
    }
    if let (Some(class), Some(last)) = (stop.class, stop.windows.last()) {
        let price = market.promises()[class.index()].late_per_minute.unwrap_or(0);
        costs.late += price * i64::from((begin_s - last.close).max(0)) / 60;
    }
    if let Some(told) = stop.told {
        let outside = (begin_s - told.value.close).max(told.value.open - begin_s).max(0);
        costs.told += told.price.unwrap_or(0) * i64::from(outside) / 60;
    }
    Some(())
}
