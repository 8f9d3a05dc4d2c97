//! Prices and figures are carried through, never computed again: they are the same bits.
#![allow(clippy::float_cmp)]

use linehaul_case::Case;
use linehaul_env::order::Order;
use linehaul_env::world::World;
use linehaul_worlds::generate::{WorldSpec, generate};

use super::*;
use crate::decide::heuristics::Heuristic;

const RANGE: PriceRange = PriceRange { low: 5.0, high: 5_000.0 };

/// What a made-up policy does under a price.
fn made_up(late_price: f64, late_share: f64, total_cost: f64) -> Tried {
    Tried { late_price, late: 0, late_share, total_cost, fill_m3: 0.5, departures: 1 }
}

/// Late 10 % without a price and 1 % at 900; each unit of price costs one.
fn smooth(price: f64) -> Tried {
    made_up(price, 0.1 / (1.0 + price / 100.0), 1_000.0 + price)
}

fn network() -> Arc<Network> {
    let spec = WorldSpec {
        n_hubs: 4,
        lane_loads_per_hour: 0.05,
        cost_multiplier: 4.0,
        hours: 120,
        seed: 3,
        ..WorldSpec::default()
    };
    Network::new(Arc::new(generate(&spec)))
}

/// The aim is 1.6 %, which takes 0.1 / 0.016 = 1 + price / 100, price = 525.
#[test]
fn a_smooth_curve_is_met_within_the_resolution() {
    let found = Calibration::search(Cap::new(0.02), RANGE, smooth);
    assert!(found.held);
    assert!((524.9..525.0 * 1.02).contains(&found.chosen.late_price), "{:?}", found.chosen);
    let prices: Vec<f64> = found.trail.iter().map(|tried| tried.late_price).collect();
    assert_eq!(prices[..2], [0.0, RANGE.high]);
    // Twelve to the resolution, then above it until no gap is wider than two.
    assert_eq!(prices.len(), 15);
    assert!(prices[12..].iter().all(|&price| price > 2.0 * found.chosen.late_price), "{prices:?}");
}

#[test]
fn what_holds_without_a_price_gets_none() {
    let found = Calibration::search(Cap::new(0.13), RANGE, smooth);
    assert!(found.held);
    assert_eq!(found.trail, [smooth(0.0)]);
    assert_eq!(found.chosen.late_price, 0.0);
}

/// A learned policy was seen to be cheaper, and more punctual, at ten times the price at which it just holds.
#[test]
fn what_is_cheaper_far_above_is_found() {
    for saving in [2_000.0..3_000.0, 4_500.0..5_001.0] {
        let bargain = |price: f64| {
            made_up(price, smooth(price).late_share, if saving.contains(&price) { 1_100.0 } else { 1_000.0 + price })
        };
        let found = Calibration::search(Cap::new(0.02), RANGE, bargain);
        assert!(saving.contains(&found.chosen.late_price), "{:?}", found.chosen);
    }
}

/// A price does what another, up to a third off, should do: neither lateness nor cost follow it in order.
#[test]
fn on_a_noisy_curve_the_cheapest_that_holds_is_taken() {
    let noisy = |price: f64| Tried { late_price: price, ..smooth(price * (1.0 + 0.3 * (price * 1.7).sin())) };
    let found = Calibration::search(Cap::new(0.02), RANGE, noisy);
    let mut trail = found.trail.clone();
    trail.sort_by(|a, b| a.late_price.total_cmp(&b.late_price));
    assert!(trail.windows(2).any(|pair| pair[0].late_share < pair[1].late_share), "in order: {trail:?}");
    let holding: Vec<&Tried> = trail.iter().filter(|tried| tried.late_share <= 0.016).collect();
    assert!(holding.len() > 1 && found.held);
    assert!(holding.iter().all(|tried| tried.total_cost >= found.chosen.total_cost));
}

/// Between cap and aim: better than nothing, and said to hold the cap.
#[test]
fn a_cap_that_is_held_short_of_the_aim_is_held() {
    let stuck = |price: f64| made_up(price, if price > 50.0 { 0.019 } else { 0.03 }, 1_000.0 + price);
    let found = Calibration::search(Cap::new(0.02), RANGE, stuck);
    assert!(found.held);
    assert_eq!(found.chosen.late_share, 0.019);
    let cheapest = found.trail.iter().filter(|tried| tried.late_share < 0.02).map(|tried| tried.total_cost);
    assert_eq!(found.chosen.total_cost, cheapest.fold(f64::INFINITY, f64::min));
}

#[test]
fn a_cap_that_no_price_holds_is_reported_with_the_most_punctual() {
    let hopeless = |price: f64| made_up(price, 0.05 + 0.1 / (1.0 + price), 1_000.0 + price);
    let found = Calibration::search(Cap::new(0.02), RANGE, hopeless);
    assert!(!found.held);
    let least = found.trail.iter().map(|tried| tried.late_share).fold(f64::INFINITY, f64::min);
    assert_eq!(found.chosen.late_share, least);
    assert!(found.chosen.late_price > RANGE.high / 2.0, "up to the end of the range: {:?}", found.chosen);
}

/// A learned policy was seen to hold a cap at a low price and at the end of the range, and not between.
#[test]
fn what_holds_in_a_valley_below_is_found() {
    let valley = |price: f64| made_up(price, if (20.0..80.0).contains(&price) { 0.01 } else { 0.03 }, 1_000.0 + price);
    let found = Calibration::search(Cap::new(0.02), RANGE, valley);
    assert!(found.held && (20.0..30.0).contains(&found.chosen.late_price), "{found:?}");
    assert!(found.trail.len() <= Calibration::TRIES);
}

/// A lower aim goes on from the tries of a higher one.
#[test]
fn a_trail_is_searched_again_for_another_aim() {
    let mut trail = Trail::default();
    trail.search(0.02, RANGE, 6, smooth);
    let before = trail.0.clone();
    trail.search(0.01, RANGE, 6, smooth);
    assert_eq!(trail.0[..6], before);
    let found = trail.cheapest(0.01).unwrap();
    // 900 holds 1 % exactly.
    assert!((900.0..900.0 * 1.1).contains(&found.late_price), "{found:?}");
}

#[test]
fn prices_spread_from_none_over_the_range() {
    let prices = RANGE.spread(5);
    assert_eq!(prices.len(), 5);
    for (price, expected) in prices.iter().zip([0.0, 5.0, 50.0, 500.0, 5_000.0]) {
        assert!((price - expected).abs() < 1e-6, "{prices:?}");
    }
}

#[test]
fn prices_move_along_with_the_cost_of_trucks() {
    let dear = PriceRange::of(&network());
    let mut tables = (*network().case).clone().into_tables();
    tables.cost_multiplier /= 2.0;
    let cheap = PriceRange::of(&Network::new(Arc::new(Case::new(tables).unwrap())));
    assert!((dear.low / cheap.low - 2.0).abs() < 1e-9 && (dear.high / cheap.high - 2.0).abs() < 1e-9);
}

/// Sends nothing.
struct Never;

impl FleetManager for Never {
    fn order(&mut self, _: &World, orders: &mut [Order]) {
        orders.fill(Order::Hold);
    }
}

/// With nothing sent, all late packages together at their price would be far dearer than the penalties of the whole case.
#[test]
fn a_price_decides_and_is_in_no_cost() {
    let network = network();
    let demand = Demand::of(&network.case, 0);
    let high = PriceRange::of(&network).high;
    let tried = |late_price, manager: &mut dyn FleetManager| Tried::run(&network, &demand, late_price, manager);
    let economic = |late_price| tried(late_price, &mut *Heuristic::named("economic").unwrap().manager());
    assert!(economic(high).late_share < economic(0.0).late_share / 2.0);
    let (free, priced) = (tried(0.0, &mut Never), tried(high, &mut Never));
    assert_eq!(priced, Tried { late_price: high, ..free });
    let penalties: i64 = demand.packages.values.iter().map(|&value| network.case.late().penalty(value).0).sum();
    assert!(priced.late as f64 * high > 100.0 * penalties as f64 / 1e6);
    let episode = Episode { network: &network, demand: &demand, dock: DockSettings::default(), late_price: high };
    let summary = episode.run(&mut Never, |_| ()).schedule.summary;
    assert!(summary.late_penalty_cost <= penalties as f64 / 1e6);
    assert_eq!(summary.total_cost, priced.total_cost);
}
