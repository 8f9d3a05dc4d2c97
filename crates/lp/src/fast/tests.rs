use super::*;
use crate::aggregate::{LIMITS, Trucks, bound};
use crate::exact;
use crate::random::{Recipe, random};
use crate::solver::{Counts, Solved};
use proptest::prelude::*;

proptest! {
    /// Whatever the rules, the load is within every limit and never above the bound; memory kept from one instance to the next
    /// changes nothing.
    #[test]
    fn every_load_is_within_all_limits_and_below_the_bound(
        seeds in prop::collection::vec(any::<u64>(), 1..4),
        packages in 0_usize..120,
        lanes in 1_usize..6,
        vehicles in 1_usize..4,
        trucks in 0_u64..5,
        rules in any::<bool>(),
    ) {
        let mut fast = Fast::default();
        for seed in seeds {
            let instance = random(seed, Recipe { packages, lanes, vehicles, trucks, rules });
            fast.load(&instance);
            let plan = fast.plan();
            prop_assert_eq!(&plan, &solve(&instance));
            let value = plan.check(&instance);
            prop_assert!(value.is_ok(), "{:?}", value);
            prop_assert!(value.unwrap().score() <= bound(&instance, Trucks::Whole, LIMITS));
        }
    }
}

/// The first round of loads finds out how much memory they take; the second takes none.
#[test]
fn a_warm_load_allocates_nothing() {
    let instances: Vec<_> = [5, 30, 120, 600]
        .into_iter()
        .flat_map(|packages| (0..6).map(move |seed| (seed, packages)))
        .map(|(seed, packages)| {
            random(seed, Recipe { packages, lanes: 4, vehicles: 3, trucks: 3, rules: seed % 2 == 0 })
        })
        .collect();
    let mut fast = Fast::default();
    let mut load_all = || instances.iter().for_each(|instance| fast.load(instance));
    assert!(allocation_counter::measure(&mut load_all).count_total > 0);
    assert_eq!(allocation_counter::measure(&mut load_all).count_total, 0);
}

/// Thirty docks of fifty packages, as far as the exact path can prove its plans the best.
#[test]
fn docks_of_fifty_are_loaded_nearly_as_well_as_can_be() {
    let recipe = Recipe { packages: 50, lanes: 3, vehicles: 2, trucks: 1, rules: false };
    let (mut best, mut fast, mut proved) = (0.0, 0.0, 0);
    for seed in 0..30 {
        let instance = random(seed, recipe);
        let packed = exact::solve(&instance, exact::LIMITS, &mut solve, &mut Counts::default());
        if packed.solved == Solved::Optimal {
            proved += 1;
            best += packed.value.score();
            fast += solve(&instance).check(&instance).unwrap().score();
        }
    }
    assert!(proved >= 20, "{proved}");
    assert!(fast >= 0.99 * best && fast <= best, "{fast} of {best}");
}

/// On forty small docks without rules the fast load is, in the mean, within three parts in a hundred of the best.
#[test]
fn small_docks_are_loaded_nearly_as_well_as_can_be() {
    let recipe = Recipe { packages: 12, lanes: 2, vehicles: 3, trucks: 3, rules: false };
    let (mut best, mut fast) = (0.0, 0.0);
    for seed in 0..40 {
        let instance = random(seed, recipe);
        let packed = exact::solve(&instance, exact::LIMITS, &mut solve, &mut Counts::default());
        if packed.solved == Solved::Optimal {
            best += packed.value.score();
            fast += solve(&instance).check(&instance).unwrap().score();
        }
    }
    assert!(best > 0.0);
    assert!(fast >= 0.97 * best, "{fast} of {best}");
}
