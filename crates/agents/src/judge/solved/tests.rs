use linehaul_env::loading::DockSettings;
use linehaul_worlds::generate::{WorldSpec, generate};
use rand_pcg::Pcg64;

use super::*;
use crate::decide::actions::ActionSpace;
use crate::decide::policies::shape;
use crate::decide::run::Episode;
use linehaul_nets::shape::{CriticView, Kind};

fn policy() -> Policy {
    let shape = shape(ActionSpace::Vehicles, vec![8], (Kind::Lane, CriticView::Local), false);
    Policy::random(shape, &mut Pcg64::new(8, 8))
}

fn case(cap: f64) -> CappedCase {
    let spec = WorldSpec {
        n_hubs: 4,
        lane_loads_per_hour: 0.03,
        cost_multiplier: 3.0,
        hours: 48,
        seed: 9,
        ..WorldSpec::default()
    };
    CappedCase::new("toy".into(), Network::new(Arc::new(generate(&spec))), Cap::new(cap), 3, &|| ())
}

#[test]
fn both_sides_are_judged_on_fresh_demand_without_their_price() {
    let case = case(0.02);
    let result = case.examine(&policy());
    for (side, heuristic) in [(&result.policy, None), (&result.opponent, Some(&result.heuristic))] {
        let costs: Vec<f64> = (1..4)
            .map(|seed| {
                let mut manager = heuristic
                    .map_or_else(|| Box::new(Learned::new(&[policy()])) as Box<dyn FleetManager>, Heuristic::manager);
                let demand = Demand::of(&case.network.case, seed);
                let episode = Episode {
                    network: &case.network,
                    demand: &demand,
                    dock: DockSettings::default(),
                    late_price: side.calibrated.late_price,
                };
                let summary = episode.run(&mut *manager, |_| ()).schedule.summary;
                summary.shipment_cost + summary.sla_cost + summary.settlement_cost
            })
            .collect();
        assert!((side.total_cost - mean(&costs)).abs() < 1e-6 * side.total_cost);
        assert_eq!(side.held, side.late_share <= 0.02);
    }
    assert!(result.opponent.held);
    assert_eq!(result.solved, result.policy.held && result.policy.total_cost <= result.opponent.total_cost);
}

/// With every package allowed to be late nobody needs a price.
#[test]
fn no_cap_means_no_price() {
    let result = case(1.0).examine(&policy());
    assert_eq!((result.policy.calibrated.late_price, result.opponent.calibrated.late_price), (0.0, 0.0));
    assert!(result.policy.held && result.opponent.held);
}

#[test]
fn a_group_counts_what_is_solved_and_spreads_over_its_cases() {
    let cases = [case(0.02), case(1.0)];
    let group = GroupResult::of("two".into(), &cases, &policy());
    assert_eq!(group.solved(), group.cases.iter().filter(|case| case.solved).count());
    assert!((group.mean - f64::midpoint(group.cases[0].ratio, group.cases[1].ratio)).abs() < 1e-12);
    let interval = group.interval.unwrap();
    assert!(interval.low <= group.mean && group.mean <= interval.high);
    let alone = GroupResult::of("one".into(), &cases[..1], &policy());
    let ratios = alone.cases[0].ratios();
    let interval = alone.interval.unwrap();
    assert_eq!(ratios.len(), 3);
    assert!(ratios.iter().all(|ratio| (interval.low - 1e-9..=interval.high + 1e-9).contains(ratio)));
}
