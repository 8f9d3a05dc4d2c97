use proptest::prelude::*;

use super::links::MAX_NEIGHBOURS;
use super::*;
use linehaul_case::Case;

fn spec(seed: u64) -> WorldSpec {
    WorldSpec { seed, ..WorldSpec::default() }
}

/// Mean over lanes of the loads of the largest vehicle an hour, counted from the packages: each takes its share of the volume or
/// of the payload, whichever is more.
fn mean_lane_loads(case: &Case) -> f64 {
    let n_hubs = case.hubs().len();
    let paths = Paths::of(n_hubs, case.lanes());
    let largest = &case.vehicles()[case.largest().index()];
    let mut loads = vec![0.0; n_hubs * n_hubs];
    for row in 0..case.packages().len() {
        let cell = case.packages().origins[row].index() * n_hubs + case.packages().destinations[row].index();
        let volume = case.packages().ml[row].to_m3() / largest.ml.to_m3();
        loads[cell] += volume.max(case.packages().grams[row].to_kg() / largest.grams.to_kg());
    }
    // The backlog adds four hours of demand.
    let lane_hours = case.lanes().len() as f64 * (f64::from(case.hours()) + 4.0);
    paths.routed(case.lanes(), &loads).iter().sum::<f64>() / lane_hours
}

fn text(case: &Case) -> String {
    format!("{case:?}")
}

#[test]
fn a_seed_gives_one_case_and_another_seed_another() {
    let case = generate(&spec(1));
    assert_eq!(text(&case), text(&generate(&spec(1))));
    let other = generate(&spec(2));
    assert_ne!(case.lanes(), other.lanes());
    assert_ne!(case.packages().ml, other.packages().ml);
}

#[test]
fn demand_can_change_on_the_same_network() {
    let sparse = generate(&spec(1));
    let dense = generate(&WorldSpec { lane_loads_per_hour: 0.4, ..spec(1) });
    assert_eq!(sparse.lanes(), dense.lanes());
    let growth = dense.packages().len() as f64 / sparse.packages().len() as f64;
    assert!((growth - 4.0).abs() < 0.2, "{growth} times the packages at four times the flow");
}

/// Packages come at random, so a world is within 10 % of the flow that was asked for, and twelve of them together within 2 %.
#[test]
fn lanes_carry_the_mean_flow_asked_for() {
    let mut mean = 0.0;
    for (seed, vehicle_scale) in (0..12).zip([1.0, 0.5, 2.0].into_iter().cycle()) {
        let spec = WorldSpec { vehicle_scale, ..spec(seed) };
        let ratio = mean_lane_loads(&generate(&spec)) / spec.lane_loads_per_hour;
        assert!((ratio - 1.0).abs() < 0.1, "{ratio} of the flow asked for");
        mean += ratio / 12.0;
    }
    assert!((mean - 1.0).abs() < 0.02, "{mean} of the flow asked for");
}

#[test]
fn hubs_have_at_most_eight_neighbours_and_every_lane_a_way_back() {
    let case = generate(&WorldSpec { n_hubs: 100, lane_loads_per_hour: 0.01, hours: 24, ..spec(5) });
    for hub in 0..100 {
        assert!(case.lanes().iter().filter(|lane| lane.from.index() == hub).count() <= MAX_NEIGHBOURS);
    }
    for lane in case.lanes() {
        let back = case.lanes().iter().find(|back| back.from == lane.to && back.to == lane.from);
        assert_eq!(back.map(|back| (back.metres, back.hours)), Some((lane.metres, lane.hours)));
        assert!(lane.metres.to_km() >= 40.0);
        assert_eq!(lane.hours, (lane.metres.to_km() / 70.0).ceil() as u16);
    }
}

/// 60,000 packages: the median of m3 is within 2 %, of kg/m3 and penalty too, and shares are within one point.
#[test]
fn packages_have_the_sizes_penalties_and_slacks_of_the_design() {
    let case = generate(&WorldSpec { lane_loads_per_hour: 2.0, ..spec(3) });
    let packages = case.packages();
    let median = |of: &dyn Fn(usize) -> f64| {
        let mut values: Vec<f64> = (0..packages.len()).map(of).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let m3 = |row: usize| packages.ml[row].to_m3();
    assert!(packages.len() > 60_000);
    assert!((median(&m3) / 1.5 - 1.0).abs() < 0.02);
    assert!((median(&|row| packages.grams[row].to_kg() / m3(row)) / 180.0 - 1.0).abs() < 0.02);
    let penalty = |row: usize| case.late().penalty(packages.values[row]).to_f64() / m3(row).sqrt();
    assert!((median(&penalty) / 36.0 - 1.0).abs() < 0.02);

    let paths = Paths::of(8, case.lanes());
    let mut classes = [0.0; 3];
    for row in 0..packages.len() {
        let cell = packages.origins[row].index() * 8 + packages.destinations[row].index();
        let slack = packages.due_hour(row) - packages.released_hour(row) - i64::from(paths.path_hours()[cell]);
        let class = match slack {
            2..8 => 0,
            8..24 => 1,
            24..48 => 2,
            _ => panic!("a slack of {slack} hours"),
        };
        classes[class] += 1.0 / packages.len() as f64;
    }
    for (share, wanted) in classes.into_iter().zip([0.2, 0.5, 0.3]) {
        assert!((share - wanted).abs() < 0.01, "{classes:?}");
    }
}

/// Mean of demand 1, swing 0.6, phases within three hours: the twelve busiest hours of the day bring 1 + 0.6 x 2 / pi of the
/// mean, a little less since the hubs do not peak together.
#[test]
fn demand_swings_over_the_day_and_starts_with_a_backlog() {
    let case = generate(&WorldSpec { lane_loads_per_hour: 1.0, ..spec(4) });
    let mut by_hour = [0.0; 24];
    let mut first = 0.0;
    for row in 0..case.packages().len() {
        let hour = case.packages().released_hour(row);
        if hour == 0 {
            first += 1.0;
        } else {
            by_hour[hour as usize % 24] += 1.0 / 20.0;
        }
    }
    let mean = by_hour.iter().sum::<f64>() / 24.0;
    let day = by_hour[1..12].iter().sum::<f64>() / 11.0 / mean;
    assert!((1.2..1.5).contains(&day), "{day}");
    // One hour and four of backlog, at that hour's rate.
    let five_hours = 5.0 * by_hour[23].midpoint(by_hour[1]);
    assert!((first / five_hours - 1.0).abs() < 0.1, "{first} against {five_hours}");
    assert!(case.packages().released_seconds.is_sorted());
}

/// The mean of a power of the swing, against a sum over the minutes of a day.
#[test]
fn a_sharper_day_brings_as_much() {
    assert_eq!(mean_swing(1).to_bits(), 1.0_f64.to_bits());
    for power in 2..=8 {
        let at = |minute: u32| 1.0 + DAY_SWING * (f64::from(minute) * std::f64::consts::TAU / 1_440.0).sin();
        let mean = (0..1_440).map(|minute| at(minute).powi(power as i32)).sum::<f64>() / 1_440.0;
        assert!(
            (mean_swing(power) / mean - 1.0).abs() < 1e-9,
            "power {power}: {} instead of {mean}",
            mean_swing(power)
        );
    }
}

/// A parcel carrier's packages come by the lot, in working hours, from a few hubs, and are promised no sooner than agreed; the flow is the one
/// asked for.
#[test]
fn parcels_come_by_the_lot_in_working_hours_from_a_few_hubs() {
    let variety =
        Variety { lot: 8.0, least_slack: 60, promise: 4.0, concentration: 2.5, day_power: 6, ..Variety::default() };
    let parcels = WorldSpec { n_hubs: 12, lane_loads_per_hour: 0.5, variety, ..spec(6) };
    let (case, usual) = (generate(&parcels), generate(&WorldSpec { variety: Variety::default(), ..parcels.clone() }));
    let packages = case.packages();
    let lot = |row: usize| (packages.released_hour(row), packages.origins[row], packages.ml[row], packages.grams[row]);
    let lots = 1 + (1..packages.len()).filter(|&row| lot(row) != lot(row - 1)).count();
    let mean_lot = packages.len() as f64 / lots as f64;
    assert!((mean_lot / 8.0 - 1.0).abs() < 0.05, "{mean_lot} packages in a lot");
    let ratio = mean_lane_loads(&case) / parcels.lane_loads_per_hour;
    assert!((ratio - 1.0).abs() < 0.1, "{ratio} of the flow asked for");

    let paths = Paths::of(12, case.lanes());
    let slack = |row: usize| {
        let cell = packages.origins[row].index() * 12 + packages.destinations[row].index();
        packages.due_hour(row) - packages.released_hour(row) - i64::from(paths.path_hours()[cell])
    };
    assert_eq!((0..packages.len()).map(slack).min(), Some(60));

    let share = |case: &Case, of: &dyn Fn(usize) -> usize, n: usize| {
        let mut counts = vec![0_usize; n];
        for row in 0..case.packages().len() {
            counts[of(row)] += 1;
        }
        counts.sort_unstable();
        counts.into_iter().map(|count| count as f64 / case.packages().len() as f64).collect::<Vec<f64>>()
    };
    let by_hour = |case: &Case| share(case, &|row| case.packages().released_hour(row) as usize % 24, 24);
    let quiet = |case: &Case| by_hour(case)[..6].iter().sum::<f64>();
    assert!(quiet(&case) < 0.02 && quiet(&usual) > 0.1, "{} against {}", quiet(&case), quiet(&usual));
    let by_hub = |case: &Case| share(case, &|row| case.packages().origins[row].index(), 12);
    assert!(by_hub(&case)[11] > 1.3 * by_hub(&usual)[11], "{} against {}", by_hub(&case)[11], by_hub(&usual)[11]);
}

#[test]
fn a_family_names_one_world_forever() {
    for family in Family::ALL {
        assert_eq!(family.name().parse(), Ok(family));
        assert_eq!(family.spec(7, 3), family.spec(7, 3));
        assert_ne!(family.spec(7, 3), family.spec(7, 4));
        assert_ne!(family.spec(7, 3), family.spec(8, 3));
    }
    assert_ne!(Family::Base.spec(7, 3).seed, Family::Hubs20.spec(7, 3).seed);
    let error = "hubs30".parse::<Family>().unwrap_err().to_string();
    assert!(error.starts_with("\"hubs30\" is not a family of random worlds: give one of train, base, hubs20"));
}

/// 1,000 draws of the training family: its ranges are filled, 40 % keep the usual vehicles, 12 % have more than 12 hubs
/// (a quarter of the worlds, 8 sizes of 17), a quarter are parcel carriers' with few trucks.
#[test]
fn the_training_family_is_wide() {
    let specs: Vec<WorldSpec> = (0..1_000).map(|index| Family::Train.spec(1, index)).collect();
    let share =
        |of: &dyn Fn(&WorldSpec) -> bool| specs.iter().filter(|spec| of(spec)).count() as f64 / specs.len() as f64;
    assert!(specs.iter().all(|spec| (4..=20).contains(&spec.n_hubs) && (0.5..=2.0).contains(&spec.vehicle_scale)));
    assert!((share(&|spec| (spec.vehicle_scale - 1.0).abs() < 1e-9) - 0.4).abs() < 0.05);
    assert!((share(&|spec| spec.n_hubs > 12) - 0.25 * 8.0 / 17.0).abs() < 0.03);
    // Half of a log-uniform range lies below the root of the product of its ends; of the parcel carriers, four in five.
    assert!(
        (share(&|spec| spec.lane_loads_per_hour < (0.004_f64 * 0.8).sqrt()) - (0.75 * 0.5 + 0.25 * 0.8)).abs() < 0.05
    );
    // Of the others three in five have a variety, three in five of these another promise, and 51 % of that range is above 3.
    assert!((share(&|spec| spec.variety.promise >= 3.0) - (0.25 + 0.75 * 0.6 * 0.6 * 0.51)).abs() < 0.05);
    assert!((share(&|spec| spec.cost_multiplier < (0.25_f64 * 8.5).sqrt()) - 0.5).abs() < 0.05);
}

#[test]
fn every_family_makes_valid_cases() {
    for family in Family::ALL {
        for index in 0..2 {
            // A day is enough for the checks, which `generate` applies.
            let case = generate(&WorldSpec { hours: 24, ..family.spec(11, index) });
            assert!(!case.packages().is_empty());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn every_spec_within_its_ranges_makes_a_valid_case(
        n_hubs in 2_usize..40,
        lane_loads_per_hour in 0.0001..2.0,
        cost_multiplier in 0.01..100.0,
        vehicle_scale in 0.1..10.0,
        hours in 1_u16..30,
        seed: u64,
    ) {
        let variety = Variety::random(&mut stream(seed, 1));
        let spec = WorldSpec { n_hubs, lane_loads_per_hour, cost_multiplier, vehicle_scale, hours, seed, variety };
        let case = generate(&spec);
        let largest = &case.vehicles()[case.largest().index()];
        prop_assert!(case.packages().ml.iter().all(|ml| *ml <= largest.ml));
        prop_assert!(case.hubs().iter().all(|hub| hub.max_dispatch_per_hour >= 3));
    }
}
