use proptest::prelude::*;

use super::*;
use crate::brute_force::best_score;
use crate::exact;
use crate::naive;
use crate::random::{Recipe, random};
use crate::solver::Solved;

fn solved(instance: &Instance) -> Packed {
    solve(instance, LIMITS, &mut naive::solve, &mut Counts::default())
}

fn recipe(packages: std::ops::RangeInclusive<usize>, trucks: u64) -> impl Strategy<Value = Recipe> {
    (packages, 1_usize..=4, 1_usize..=3, 1..=trucks, any::<bool>())
        .prop_map(|(packages, lanes, vehicles, trucks, rules)| Recipe { packages, lanes, vehicles, trucks, rules })
}

#[test]
fn without_packages_nothing_goes() {
    let instance = random(1, Recipe { packages: 0, lanes: 2, vehicles: 2, trucks: 2, rules: false });
    let packed = solved(&instance);
    assert_eq!((packed.plan, packed.solved), (Plan::default(), Solved::Optimal));
    assert!((0.0..1e-3).contains(&packed.bound));
}

#[test]
fn a_model_beyond_the_limit_is_not_tried() {
    let instance = random(1, Recipe { packages: 30, lanes: 2, vehicles: 2, trucks: 2, rules: false });
    let limits = Limits { nodes: 10, columns: 20 };
    assert!(bound(&instance, Trucks::InParts, limits).is_infinite());
    let mut counts = Counts::default();
    let packed = solve(&instance, limits, &mut naive::solve, &mut counts);
    assert_eq!((packed.plan, packed.bound), (naive::solve(&instance), f64::INFINITY));
    assert_eq!(counts, Counts { limits: 1, ..Counts::default() });
}

/// At the first node the proof is not complete, but what is proved is a bound all the same.
#[test]
fn a_tree_that_is_cut_off_still_bounds() {
    let recipe = Recipe { packages: 200, lanes: 8, vehicles: 3, trucks: 3, rules: false };
    let mut cut_off = 0;
    for seed in 0..10 {
        let instance = random(seed, recipe);
        let mut counts = Counts::default();
        let packed = solve(&instance, Limits { nodes: 1, columns: 10_000 }, &mut naive::solve, &mut counts);
        assert!(packed.bound >= solved(&instance).value.score());
        cut_off += counts.limits;
    }
    assert!(cut_off > 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn bounds_are_never_below_the_best((seed, recipe) in (any::<u64>(), recipe(1..=9, 2))) {
        let instance = random(seed, recipe);
        let best = best_score(&instance);
        let (in_parts, whole) =
            (bound(&instance, Trucks::InParts, LIMITS), bound(&instance, Trucks::Whole, LIMITS));
        prop_assert!(whole >= best, "{whole} {best}");
        prop_assert!(in_parts >= best && in_parts >= whole - 1e-6 * whole.abs().max(1.0), "{in_parts} {whole}");
    }

    #[test]
    fn plans_keep_every_limit_and_the_bound_holds((seed, recipe) in (any::<u64>(), recipe(1..=150, 6))) {
        let instance = random(seed, recipe);
        let packed = solved(&instance);
        prop_assert_eq!(packed.plan.check(&instance), Ok(packed.value.clone()));
        prop_assert!(packed.bound >= packed.value.score());
        prop_assert!(packed.bound >= naive::solve(&instance).check(&instance).unwrap().score());
        let limits = Limits { nodes: 20, columns: 200 };
        let exact = exact::solve(&instance, limits, &mut naive::solve, &mut Counts::default());
        prop_assert!(packed.bound >= exact.value.score());
        prop_assert!(exact.bound >= packed.value.score());
    }

    #[test]
    fn the_same_instance_gets_the_same_answer(seed in any::<u64>(), recipe in recipe(1..=60, 4)) {
        let instance = random(seed, recipe);
        prop_assert_eq!(solved(&instance), solved(&instance));
    }
}
