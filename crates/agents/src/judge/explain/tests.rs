use linehaul_env::observe::TABLE;
use linehaul_nets::shape::{CriticView, Kind};
use linehaul_worlds::generate::{WorldSpec, generate};
use rand_pcg::Pcg64;

use super::*;
use crate::decide::policies::shape;

const SEEDS: [u64; 2] = [1, 2];

fn network() -> Arc<Network> {
    let spec = WorldSpec { n_hubs: 4, lane_loads_per_hour: 0.3, hours: 72, seed: 3, ..WorldSpec::default() };
    Network::new(Arc::new(generate(&spec)))
}

/// A policy with random weights that ignores the columns of which this says so.
fn policy(space: ActionSpace, ignores: impl Fn(&str) -> bool) -> Policy {
    let mut policy =
        Policy::random(shape(space, vec![16], (Kind::Lane, CriticView::Local), false), &mut Pcg64::new(5, 5));
    let first = policy.shape.actor().parts().next().unwrap();
    let [_, outputs] = first.shape[..] else { panic!("a matrix: {first:?}") };
    let features = TABLE.iter().chain(space.features());
    for (column, _) in features.enumerate().filter(|(_, feature)| ignores(feature.name)) {
        policy.actor[first.place.start + column * outputs..][..outputs].fill(0.0);
    }
    policy
}

fn explained(policy: &Policy) -> Explanation {
    explain(std::slice::from_ref(policy), &network(), &SEEDS, &|| ())
}

fn is_untouched(explanation: &Explanation, group: &str) -> bool {
    let worth = explanation.groups.iter().find(|worth| worth.group.name == group).unwrap();
    let is_one = |ratio: f64| ratio.to_bits() == 1.0_f64.to_bits();
    let all = worth.ratios.iter().all(|ratio| is_one(*ratio));
    assert_eq!(all, worth.ratios.iter().any(|ratio| is_one(*ratio)), "{worth:?}");
    assert_eq!(all, worth.figures == explanation.plain, "{worth:?}");
    all
}

#[test]
fn what_a_policy_ignores_is_worth_nothing_to_the_bit_and_what_it_uses_is_not() {
    let explanation = explained(&policy(ActionSpace::Vehicles, |name| name.starts_with("hub_")));
    assert!(is_untouched(&explanation, "hub"));
    for used in ["load", "slack", "lane"] {
        assert!(!is_untouched(&explanation, used), "{used}");
    }
    let nothing = explanation.groups.iter().find(|worth| worth.group.name == "hub").unwrap().cost_ratio;
    let ends = nothing.interval.unwrap();
    assert_eq!([nothing.value, ends.low, ends.high].map(f64::to_bits), [1.0_f64.to_bits(); 3]);
}

#[test]
fn features_of_choices_are_permuted_too() {
    let explanation = explained(&policy(ActionSpace::Options, |name| name.starts_with("choice_taken")));
    let urgent =
        explained(&policy(ActionSpace::Options, |name| name.starts_with("choice_fill") || name == "choice_last_room"));
    assert!(!is_untouched(&explanation, "choice: fill") && is_untouched(&urgent, "choice: fill"));
    assert!(!is_untouched(&explanation, "load"));
}

/// All lanes of an hour have the same hour of the day: swapped among them it would seem to be worth nothing.
#[test]
fn what_all_lanes_of_an_hour_share_is_permuted_across_hours() {
    let explanation = explained(&policy(ActionSpace::Vehicles, |name| !name.starts_with("day_")));
    assert!(!is_untouched(&explanation, "hour of the day") && is_untouched(&explanation, "load"));
}

#[test]
fn the_dearest_come_first_and_the_number_of_threads_changes_nothing() {
    let policy = policy(ActionSpace::Vehicles, |_| false);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| explained(&policy))
    };
    let one = on(1);
    assert_eq!(one, on(3));
    assert!(one.groups.is_sorted_by(|a, b| a.cost_ratio.value >= b.cost_ratio.value));
    assert_eq!(one.groups.len() * SEEDS.len() + SEEDS.len(), n_runs(ActionSpace::Vehicles, SEEDS.len()));
}
