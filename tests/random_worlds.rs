//! Random cases with rules of every kind, and random orders for them, as `proptest` draws and shrinks them.
//!
//! Hubs, lanes, classes and hours are drawn as plain numbers and wrapped into range, so that any draw fits any case.

use std::ops::Range;

use linehaul_case::rules::{Blockade, MustRide, Outage, Scope, Slowdown, Surge, Tariff, Weekly};
use linehaul_case::{Case, CaseTables, ClassId, HubId, LaneId, TypeId};
use linehaul_env::order::Order;
use linehaul_worlds::generate::{Family, WorldSpec, generate};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// Everything that a random episode takes.
#[derive(Clone, Debug)]
pub struct Episode {
    pub spec: WorldSpec,
    pub rules: Vec<Rule>,
    pub demand_seed: u64,
    /// Given out lane after lane and hour after hour, from the start again at the end.
    pub orders: Vec<Order>,
}

/// A rule in numbers; [`Rule::add_to`] makes them fit the case.
#[derive(Clone, Debug)]
pub enum Rule {
    Closure(Place, Range<u16>),
    Curfew(Place, Range<u16>),
    LaneTypes(usize, u16),
    Separate(u8, u8),
    MustRideClass(u8),
    MustRidePackage(usize),
    Surge(Range<u16>, f64, Option<usize>, Option<usize>),
    Tariff(Range<u16>, f64, Place),
    Slowdown(Range<u16>, u16, Place),
    Blockade(Range<u16>, Place),
    Outage(Range<u16>, usize),
    FleetLimit(usize, u16),
}

/// What a rule concerns, in numbers.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    Network,
    Hub(usize),
    Lane(usize),
}

const CLASSES: [&str; 4] = ["general", "food", "chemicals", "furniture"];

/// Small worlds, up to a dozen rules, up to 300 orders in turn.
pub fn episodes() -> impl Strategy<Value = Episode> {
    (specs(), vec(rules(), 0..12), 0..4_u64, vec(orders(), 1..300))
        .prop_map(|(spec, rules, demand_seed, orders)| Episode { spec, rules, demand_seed, orders })
}

fn specs() -> impl Strategy<Value = WorldSpec> {
    // Exponents of 10: loads .005 to .25, multipliers .25 to 8, vehicles from half to twice their size.
    let factors = (-2.3..-0.6, -0.6..0.9, -0.3..0.3);
    (2..=8_usize, 48..=120_u16, factors, any::<u64>()).prop_map(|(n_hubs, hours, (loads, cost, vehicle), seed)| {
        WorldSpec {
            n_hubs,
            lane_loads_per_hour: 10_f64.powf(loads),
            cost_multiplier: 10_f64.powf(cost),
            vehicle_scale: 10_f64.powf(vehicle),
            hours,
            seed,
            variety: Family::Train.spec(seed, 0).variety,
        }
    })
}

fn orders() -> impl Strategy<Value = Order> {
    let most = prop_oneof![3 => 1..4_u16, 1 => Just(u16::MAX)];
    let last = prop_oneof![(0..4_u8).prop_map(|last| Some(TypeId(last))), Just(None)];
    prop_oneof![
        3 => Just(Order::Hold),
        3 => (most, last).prop_map(|(most, last)| Order::Trucks { most, last }),
        1 => (0..30_u16).prop_map(Order::urgent),
        1 => (1_u8..100).prop_map(|percent| Order::Head { percent }),
    ]
}

fn rules() -> impl Strategy<Value = Rule> {
    let n = any::<u16>().prop_map(usize::from);
    let place = || {
        let n = any::<u16>().prop_map(usize::from);
        prop_oneof![Just(Place::Network), n.clone().prop_map(Place::Hub), n.prop_map(Place::Lane)]
    };
    let hours = || (0..120_u16, 1..30_u16).prop_map(|(from, length)| from..from + length);
    let week = || (0..167_u16, 1..20_u16).prop_map(|(from, length)| from..(from + length).min(168));
    prop_oneof![
        (place(), week()).prop_map(|(place, week)| Rule::Closure(place, week)),
        (place(), week()).prop_map(|(place, week)| Rule::Curfew(place, week)),
        (n.clone(), 0..8_u16).prop_map(|(lane, types)| Rule::LaneTypes(lane, types)),
        (0..4_u8, 1..4_u8).prop_map(|(class, next)| Rule::Separate(class, next)),
        (0..4_u8).prop_map(Rule::MustRideClass),
        n.clone().prop_map(Rule::MustRidePackage),
        (hours(), 0.0..2.5, option::of(n.clone()), option::of(n.clone()))
            .prop_map(|(hours, factor, origin, destination)| Rule::Surge(hours, factor, origin, destination)),
        (hours(), 0.3..3.0, place()).prop_map(|(hours, factor, place)| Rule::Tariff(hours, factor, place)),
        (hours(), 0..12_u16, place()).prop_map(|(hours, extra, place)| Rule::Slowdown(hours, extra, place)),
        (hours(), place()).prop_map(|(hours, place)| Rule::Blockade(hours, place)),
        (hours(), n.clone()).prop_map(|(hours, hub)| Rule::Outage(hours, hub)),
        (n, 0..3_u16).prop_map(|(vehicle, trucks)| Rule::FleetLimit(vehicle, trucks)),
    ]
}

impl Episode {
    /// The case, with goods of four classes.
    pub fn case(&self) -> Case {
        let mut tables = generate(&self.spec).into_tables();
        tables.classes = CLASSES.map(str::to_owned).to_vec();
        for (row, class) in tables.packages.classes.iter_mut().enumerate() {
            *class = ClassId((row * 7 % 11 % CLASSES.len()) as u8);
        }
        self.rules.iter().for_each(|rule| rule.add_to(&mut tables));
        Case::new(tables).expect("rules in range make a sound case")
    }
}

impl Rule {
    fn add_to(&self, case: &mut CaseTables) {
        let (n_hubs, n_lanes, n_types) = (case.hubs.len(), case.lanes.len(), case.vehicles.len());
        let hub = |n: usize| HubId::from_index(n % n_hubs);
        let scope = |place| match place {
            Place::Network => Scope::Network,
            Place::Hub(n) => Scope::Hub(hub(n)),
            Place::Lane(n) => Scope::Lane(LaneId::from_index(n % n_lanes)),
        };
        let weekly = |place, week: &Range<u16>| Weekly { scope: scope(place), hours_of_week: vec![week.clone()] };
        let rules = &mut case.rules;
        match self.clone() {
            Self::Closure(place, week) => rules.closures.push(weekly(place, &week)),
            Self::Curfew(place, week) => rules.curfews.push(weekly(place, &week)),
            // The largest type stays, so that every package fits.
            Self::LaneTypes(lane, types) => case.lanes[lane % n_lanes].types &= types | 1 << (n_types - 1),
            Self::Separate(class, next) => rules.separate.push([ClassId(class), ClassId((class + next) % 4)]),
            Self::MustRideClass(class) => rules.must_ride.push(MustRide::Class(ClassId(class))),
            Self::MustRidePackage(row) => rules.must_ride.push(MustRide::Package(row % case.packages.len())),
            Self::Surge(hours, factor, origin, destination) => {
                rules.surges.push(Surge { hours, factor, origin: origin.map(hub), destination: destination.map(hub) });
            }
            Self::Tariff(hours, factor, place) => rules.tariffs.push(Tariff { hours, factor, scope: scope(place) }),
            Self::Slowdown(hours, extra_hours, place) => {
                rules.slowdowns.push(Slowdown { hours, extra_hours, scope: scope(place) });
            }
            Self::Blockade(hours, place) => rules.blockades.push(Blockade { hours, scope: scope(place) }),
            Self::Outage(hours, n) => rules.outages.push(Outage { hours, hub: hub(n) }),
            Self::FleetLimit(vehicle, trucks) => case.vehicles[vehicle % n_types].per_hub_per_hour = Some(trucks),
        }
    }
}
