use proptest::prelude::*;

use super::*;

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-12
}

/// Of eight scores two go at each end: (3 + 4 + 5 + 6) / 4. Of seven, one: (2 + 3 + 4 + 5 + 6) / 5. Of three, none.
#[test]
fn the_interquartile_mean_cuts_a_quarter_at_each_end() {
    assert!(close(interquartile_mean(&[1e9, 3.0, 5.0, -1e9, 4.0, 6.0, 2.0, 8.0]), 4.5));
    assert!(close(interquartile_mean(&[7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0]), 4.0));
    assert!(close(interquartile_mean(&[1.0, 2.0, 6.0]), 3.0));
    assert!(close(mean(&[1.0, 2.0, 6.0]), 3.0));
    assert!(interquartile_mean(&[]).is_nan());
}

/// Task 1: of the pairs (1, 2) (1, 3) (3, 2) (3, 3) the first costs less in two, ties in one: 2.5 / 4. Task 2: 0. Mean 0.3125.
#[test]
fn improvement_is_the_share_of_pairs_won() {
    let x = [vec![1.0, 3.0], vec![9.0]];
    let y = [vec![2.0, 3.0], vec![5.0, 6.0, 7.0]];
    assert!(close(probability_of_improvement(&x, &y), 0.3125));
    assert!(close(probability_of_improvement(&y, &x), 0.6875));
    assert!(close(probability_of_improvement(&x, &x), 0.5));
}

/// Places 0.025 x 4 = 0.1 and 0.975 x 4 = 3.9 among five values.
#[test]
fn quantiles_lie_between_neighbours() {
    let values = [10.0, 20.0, 30.0, 40.0, 50.0];
    assert!(close(quantile(&values, 0.025), 11.0));
    assert!(close(quantile(&values, 0.975), 49.0));
    assert!(close(quantile(&values, 0.5), 30.0));
    assert!(quantile(&[], 0.5).is_nan());
}

/// Two runs of 0 and 1 a task and two tasks: the mean of four draws is 0, 1/4 ... 1 with chances 1, 4, 6, 4, 1 in 16, so 6.25 %
/// lie at each end, beyond the 2.5 % that the interval cuts. Without the second task's own draws, an end could not be reached.
#[test]
fn the_bootstrap_spans_what_resampling_can_give() {
    let scores = [vec![0.0, 1.0], vec![0.0, 1.0]];
    assert_eq!(stratified_bootstrap(&scores, mean, RESAMPLES, 1), Interval { low: 0.0, high: 1.0 });
}

/// Both tasks are constant, so no stratified resample changes their mean; drawing from the pool would.
#[test]
fn tasks_are_strata() {
    let scores = [vec![1.0; 5], vec![9.0; 5]];
    assert_eq!(stratified_bootstrap(&scores, mean, 100, 1), Interval { low: 5.0, high: 5.0 });
}

/// The mean of 400 uniform scores has a standard error of sqrt(1 / 12 / 400) = 0.0144: the interval is 2 x 1.96 times that wide.
#[test]
fn the_interval_of_a_mean_is_that_of_the_normal_law() {
    let scores: Vec<f64> = (0..400).map(|i| f64::from(i) / 400.0).collect();
    let interval = stratified_bootstrap(&[scores], mean, 4 * RESAMPLES, 3);
    assert!(((interval.high - interval.low) / (2.0 * 1.96 * 0.0144) - 1.0).abs() < 0.05, "{interval:?}");
}

#[test]
fn a_seed_gives_one_interval_and_another_seed_another() {
    let scores = [vec![1.0, 2.0, 4.0, 8.0, 16.0, 32.0], vec![3.0, 5.0, 7.0, 7.5]];
    let interval = |seed| stratified_bootstrap(&scores, interquartile_mean, RESAMPLES, seed);
    assert_eq!(interval(1), interval(1));
    assert_ne!(interval(1), interval(2));
}

proptest! {
    #[test]
    fn improvement_agrees_with_counting_pairs(
        tasks in proptest::collection::vec(
            (proptest::collection::vec(0_u8..6, 1..8), proptest::collection::vec(0_u8..6, 1..8)),
            1..4,
        ),
    ) {
        let column = |of: &[u8]| of.iter().map(|&score| f64::from(score)).collect::<Vec<_>>();
        let x: Vec<_> = tasks.iter().map(|(x, _)| column(x)).collect();
        let y: Vec<_> = tasks.iter().map(|(_, y)| column(y)).collect();
        let mut slow = 0.0;
        for (x, y) in x.iter().zip(&y) {
            let mut won = 0.0;
            for a in x {
                for b in y {
                    won += if a < b { 1.0 } else if a > b { 0.0 } else { 0.5 };
                }
            }
            slow += won / (x.len() * y.len()) as f64 / tasks.len() as f64;
        }
        prop_assert!((probability_of_improvement(&x, &y) - slow).abs() < 1e-9);
    }
}
