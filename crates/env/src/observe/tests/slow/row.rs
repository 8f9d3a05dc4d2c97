//! A row in double precision, each value with the name of its feature: what the table says, written down a second time.

use std::f64::consts::TAU;

use super::facts::{ALL, Slow, saturated};
use crate::observe::{FEATURE_VERSION, VERSION_4};
use linehaul_case::TypeId;
use linehaul_case::network::LOAD_ONE;

/// Features of a lane, in the order of the row.
pub struct Row {
    pub cells: Vec<(String, f64)>,
}

impl Row {
    pub fn of(slow: &Slow<'_>, lane: usize) -> Self {
        let mut row = Self { cells: Vec::new() };
        row.add_load(slow, lane);
        row.add_costs(slow, lane);
        row.add_flows(slow, lane);
        row.add_kind(slow, lane);
        row.add_hub(slow, lane);
        row.add_urgent(slow, lane);
        row.add_downstream(slow, lane);
        row.add_upstream(slow, lane);
        row.add_detail(slow, lane);
        row
    }

    fn add(&mut self, name: impl Into<String>, value: f64) {
        self.cells.push((name.into(), value));
    }

    fn add_load(&mut self, slow: &Slow<'_>, lane: usize) {
        let f = slow.load(lane);
        self.add("load", saturated(f));
        self.add("load_fraction", f - f.floor());
        self.add("load_whole", f.floor().min(4.0) / 4.0);
        self.add("empty", f64::from(u8::from(slow.total(lane) == 0.0)));
        let bands = [
            ("load_late", (i32::MIN, -1)),
            ("load_slack_0", (0, 0)),
            ("load_slack_1_2", (1, 2)),
            ("load_slack_3_5", (3, 5)),
            ("load_slack_6_11", (6, 11)),
            ("load_slack_12_23", (12, 23)),
            ("load_slack_24_on", (24, i32::MAX)),
        ];
        for (name, (from, to)) in bands {
            self.add(name, slow.share(lane, slow.load_within(lane, from, to)));
        }
    }

    fn add_costs(&mut self, slow: &Slow<'_>, lane: usize) {
        let (f, empty) = (slow.load(lane), slow.total(lane) == 0.0);
        let (cost, room) = slow.cheapest(lane);
        self.add("late_day", saturated(slow.late_day(lane) / cost));
        for (name, to) in [("0", 0), ("2", 2), ("5", 5), ("11", 11), ("23", 23), ("any", i32::MAX)] {
            self.add(format!("penalty_to_{name}"), saturated(slow.penalty_within(lane, 0, to) / cost));
        }
        self.add("full_truck_cost", if empty { 0.0 } else { (f * slow.largest_cost(lane) / cost).min(1.0) });
        self.add("fill", if empty { 0.0 } else { (f / room).min(1.0) });
        self.add("detour_load", saturated(slow.detour(lane)));
    }

    fn add_flows(&mut self, slow: &Slow<'_>, lane: usize) {
        for (from, to) in [(1, 2), (3, 5), (6, 11), (12, 23)] {
            self.add(format!("inbound_{from}_{to}"), saturated(slow.inbound(lane, from, to)));
        }
        let inflow = slow.inflow(lane).max(1e-4);
        self.add("inflow", saturated(6.0 * inflow));
        self.add("hours_to_fill", saturated((1.0 - slow.load(lane).fract()) / inflow / 12.0));
        self.add("lane_hours", (f64::from(slow.network.lane_hours[lane]) / 12.0).min(1.0));
        self.add("in_transit", saturated(slow.world.state.road.in_transit[lane] as f64 / LOAD_ONE as f64));
        self.add("idle", slow.idle(lane));
    }

    fn add_kind(&mut self, slow: &Slow<'_>, lane: usize) {
        let (case, empty) = (&slow.network.case, slow.total(lane) == 0.0);
        self.add("cost_multiplier", (case.cost_multiplier().log2() / 6.0 + 0.5).clamp(0.0, 1.0));
        let to = slow.network.lane_to[lane];
        let ends: f64 = slow.waiting(lane).filter(|(p, _)| p.destination == to.0).map(|(p, _)| Slow::size(p)).sum();
        self.add("final_load", slow.share(lane, ends));
        let truck = slow.largest_cost(lane);
        let density = slow.penalty_within(lane, ALL.0, ALL.1) / slow.total(lane);
        self.add("penalty_density", if empty { 0.5 } else { truck / (truck + density) });
        let (by_weight, by_volume) = slow.by_weight_and_volume(lane);
        self.add("weight", if empty { 0.5 } else { by_weight / (by_weight + by_volume) });
        let hub = slow.network.lane_from[lane].index();
        let hours_after = |destination: u16| slow.network.route(hub, usize::from(destination)).hours_after;
        let hours: f64 = slow.waiting(lane).map(|(p, _)| Slow::size(p) * f64::from(hours_after(p.destination))).sum();
        self.add("hours_after", saturated(slow.share(lane, hours) / 12.0));
    }

    fn add_hub(&mut self, slow: &Slow<'_>, lane: usize) {
        let hour = f64::from((slow.network.case.start_hour_of_day() + slow.world.state.hour) % 24);
        self.add("day_sine", 0.5 + 0.5 * (hour * TAU / 24.0).sin());
        self.add("day_cosine", 0.5 + 0.5 * (hour * TAU / 24.0).cos());

        let hub = slow.network.lane_from[lane].index();
        let sum = |of: &dyn Fn(usize) -> f64| slow.network.lanes_of(hub).map(of).sum::<f64>();
        let degree = slow.network.lanes_of(hub).len() as f64;
        let cap = f64::from(slow.network.case.hubs()[hub].max_dispatch_per_hour);
        let load = sum(&|l| slow.load(l));
        self.add("hub_load", saturated(load / degree));
        self.add("hub_trucks", (sum(&|l| slow.load(l).ceil()) / cap / 2.0).min(1.0));
        self.add("hub_lanes", (degree / 8.0).min(1.0));
        let late = sum(&|l| slow.load_within(l, i32::MIN, -1));
        self.add("hub_late", if load > 0.0 { (late / load).min(1.0) } else { 0.0 });
        self.add("hub_share", if load > 0.0 { slow.load(lane) / load } else { 0.0 });
        let mean_cost = sum(&|l| slow.largest_cost(l)) / degree;
        self.add("hub_penalty", saturated(sum(&|l| slow.penalty_within(l, 0, 5)) / mean_cost));
    }

    fn add_urgent(&mut self, slow: &Slow<'_>, lane: usize) {
        let truck = slow.largest_cost(lane);
        for to in [0, 2, 8] {
            let load = slow.load_within(lane, i32::MIN, to);
            let cost = slow.cost_of_load(lane, load);
            self.add(format!("urgent_{to}_cost"), (cost / truck).min(2.0) / 2.0);
            self.add(format!("urgent_{to}_fill"), (load * truck / cost).min(1.0));
            let some = if load > 0.0 { 1.0 } else { 0.0 };
            let now = slow.penalty_within(lane, 0, 0) + slow.late_day(lane);
            self.add(format!("urgent_{to}_now"), some * saturated(2.0 * now / cost));
            self.add(format!("urgent_{to}_soon"), some * saturated(2.0 * slow.penalty_within(lane, 0, 2) / cost));
        }
        let load = slow.load(lane) + slow.detour(lane);
        let cost = slow.cost_of_load(lane, load);
        self.add("detour_cost", (cost / truck).min(3.0) / 3.0);
        self.add("detour_fill", (load * truck / cost).min(1.0));
    }

    fn add_downstream(&mut self, slow: &Slow<'_>, lane: usize) {
        let lanes = slow.network.lanes_of(slow.network.lane_to[lane].index());
        let onward: f64 = lanes.clone().map(|next| slow.next_load(lane, next)).sum();
        let names = ["load", "fraction", "inbound", "inflow", "penalty", "idle", "cost", "room"];
        let mut means = names.map(|_| 0.0);
        for next in lanes.filter(|&next| slow.next_load(lane, next) > 0.0) {
            let share = slow.next_load(lane, next) / onward;
            let (f, truck) = (slow.load(next), slow.largest_cost(next));
            let values = [
                saturated(f),
                f.fract(),
                saturated(slow.inbound(next, 1, 6)),
                saturated(6.0 * slow.inflow(next)),
                saturated(slow.penalty_within(next, 0, 3) / truck),
                slow.idle(next),
                truck / (truck + slow.largest_cost(lane)),
                ((f.ceil() - f) / slow.next_load(lane, next)).min(1.0),
            ];
            means.iter_mut().zip(values).for_each(|(mean, value)| *mean += share * value);
        }
        for (name, mean) in names.into_iter().zip(means) {
            self.add(format!("next_{name}"), mean);
        }
    }

    fn add_upstream(&mut self, slow: &Slow<'_>, lane: usize) {
        let before = || slow.network.lanes_to(slow.network.lane_from[lane].index()).iter().map(|l| l.index());
        let hours = |lane: usize| f64::from(slow.network.lane_hours[lane]);
        let sum = |of: &dyn Fn(usize) -> f64| before().map(|l| slow.next_load(l, lane) * of(l)).sum::<f64>();
        let load = sum(&|_| 1.0);
        let mean = |of: &dyn Fn(usize) -> f64| if load > 0.0 { sum(of) / load } else { 0.0 };
        self.add("before_load", saturated(load));
        self.add("before_full", saturated(sum(&|l| slow.load(l).min(1.0))));
        self.add("before_near", saturated(sum(&|l| if hours(l) <= 3.0 { 1.0 } else { 0.0 })));
        self.add("before_hours", mean(&|l| (hours(l) / 12.0).min(1.0)));
        self.add("before_penalty", mean(&|l| saturated(slow.penalty_within(l, 0, 2) / slow.largest_cost(l))));
        self.add("before_idle", mean(&|l| slow.idle(l)));
    }

    fn add_detail(&mut self, slow: &Slow<'_>, lane: usize) {
        self.add("inbound_1", saturated(4.0 * slow.inbound(lane, 1, 1)));
        self.add("fresh_inflow", saturated(6.0 * f64::from(slow.world.state.smooth_fresh_inflow[lane])));
        let packages = slow.waiting(lane).count().max(1) as f64;
        self.add("package_size", saturated(slow.total(lane) / packages / slow.room(lane, 0)));
        self.add("long_lane", saturated(f64::from(slow.network.lane_hours[lane]) / 24.0));
        let f = slow.load(lane);
        for (name, size) in ["van", "box_truck"].into_iter().zip(slow.network.sizes) {
            let vehicle = size.map(TypeId::index);
            let cost = vehicle.map_or(1.0, |vehicle| slow.network.costs(lane)[vehicle] / slow.largest_cost(lane));
            let room = vehicle.map_or(0.0, |vehicle| if f > 0.0 { slow.room(lane, vehicle) / f } else { 1.0 });
            self.add(format!("{name}_cost"), cost.min(1.0));
            self.add(format!("{name}_room"), room.min(1.0));
        }
        let in_time = || slow.waiting(lane).filter(|(_, slack)| *slack >= 0);
        let load: f64 = in_time().map(|(package, _)| Slow::size(package)).sum();
        let hours: f64 = in_time().map(|(package, slack)| Slow::size(package) * f64::from(slack)).sum();
        self.add("slack", if load > 0.0 { saturated(hours / load / 24.0) } else { 0.0 });
    }
}

/// Goes when a feature changes: policies of version 4 are refused from then on.
#[test]
fn the_table_is_still_that_of_version_4() {
    assert_eq!(FEATURE_VERSION, VERSION_4, "{FEATURE_VERSION:#018x}");
}
