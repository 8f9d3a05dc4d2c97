use linehaul_env::loading::DockSettings;
use std::sync::Arc;

use linehaul_case::network::Network;
use linehaul_case::rules::Rules;
use linehaul_case::schedule::Schedule;
use linehaul_case::{
    Case, CaseTables, ClassId, Demand, Grams, Hub, HubId, Lane, LateCost, Metres, Millilitres, PackageIds, Packages,
    VehicleType,
};
use linehaul_worlds::generate::{Family, WorldSpec, generate};

use super::*;
use crate::decide::run::run;

mod announced_full;

/// Hour of release, hour due, m3, penalty.
type Row = (i64, i64, u32, f64);

/// Packages from a to b, 100 km and 2 hours; a van of 10 m3 costs 100 and a semi of 100 m3 costs 400; no weight; 24 hours. A
/// package due at hour d must leave by hour d - 2.
fn toy(rows: &[Row]) -> Case {
    let hub = |id: &str| Hub { id: id.into(), name: id.into(), lat: 0.0, lon: 0.0, max_dispatch_per_hour: 3 };
    let vehicle = |id: &str, m3: u32, cost_per_km| VehicleType {
        id: id.into(),
        grams: Grams(100_000_000),
        ml: Millilitres(m3 * 1_000_000),
        cost_per_km,
        cost_per_dispatch: 0.0,
        per_hub_per_hour: None,
    };
    let lane = |from, to| Lane { from: HubId(from), to: HubId(to), metres: Metres(100_000), hours: 2, types: 0b11 };
    let n = rows.len();
    let seconds = |of: fn(&Row) -> i64| rows.iter().map(|row| of(row) * 3_600).collect::<Vec<_>>();
    Case::new(CaseTables {
        name: "toy".into(),
        start: 0,
        hours: 24,
        currency: "EUR".into(),
        source: String::new(),
        late: LateCost { shares: vec![(0.0, 1.0)], ..LateCost::default() },
        cost_multiplier: 1.0,
        hubs: vec![hub("a"), hub("b")],
        lanes: vec![lane(0, 1), lane(1, 0)],
        vehicles: vec![vehicle("van", 10, 1.0), vehicle("semi", 100, 4.0)],
        classes: vec!["general".into()],
        packages: Packages {
            ids: PackageIds::Numbers((0..n as i64).collect()),
            origins: vec![HubId(0); n],
            destinations: vec![HubId(1); n],
            announced_seconds: seconds(|row| row.0),
            released_seconds: seconds(|row| row.0),
            due_seconds: seconds(|row| row.1),
            grams: vec![Grams(1_000); n],
            ml: rows.iter().map(|row| Millilitres(row.2 * 1_000_000)).collect(),
            values: rows.iter().map(|row| row.3).collect(),
            classes: vec![ClassId(0); n],
        },
        rules: Rules::default(),
    })
    .unwrap()
}

fn scheduled(heuristic: &Heuristic, case: Case) -> Schedule {
    let network = Network::new(Arc::new(case));
    let demand = Demand::of(&network.case, 0);
    run(&network, &demand, DockSettings::default(), &mut *heuristic.manager(), |_| ())
}

/// `(hour, m3 of the truck, packages)` of each departure.
fn trucks(heuristic: &Heuristic, rows: &[Row]) -> Vec<(u16, u32, Vec<u32>)> {
    let departures = scheduled(heuristic, toy(rows)).departures;
    let truck = |at: usize| {
        let mut load = departures.load(at).to_vec();
        load.sort_unstable();
        (departures.hours[at], [10, 100][departures.types[at].index()], load)
    };
    (0..departures.len()).map(truck).collect()
}

fn named(name: &str) -> Heuristic {
    Heuristic::named(name).unwrap()
}

#[test]
fn greedy_sends_each_package_in_the_hour_it_comes() {
    let rows = [(0, 20, 5, 1.0), (0, 20, 50, 1.0), (3, 20, 5, 1.0), (7, 9, 5, 1.0)];
    assert_eq!(trucks(&named("greedy"), &rows), [(0, 100, vec![0, 1]), (3, 10, vec![2]), (7, 10, vec![3])]);
}

/// Half a truck, last chance at hour 10: it leaves then, or at 7 with three hours of reserve, or never.
#[test]
fn full_truck_holds_a_half_full_truck_until_slack_runs_out() {
    let rows = [(0, 12, 50, 1.0)];
    let hours = |slack| {
        let rule = Heuristic::FullTruck(FullTruck { slack, ..FullTruck::default() });
        trucks(&rule, &rows).iter().map(|truck| truck.0).collect::<Vec<_>>()
    };
    assert_eq!(hours(0), [10]);
    assert_eq!(hours(3), [7]);
    assert!(hours(-1).is_empty());
}

/// 50 m3 at hour 0 and 48 at hour 4 make .98 of a semi, past .97; 30 more at hour 5 wait for the last chance at hour 18.
#[test]
fn full_truck_sends_what_is_full_at_once() {
    let rows = [(0, 20, 50, 1.0), (4, 20, 48, 1.0), (5, 20, 30, 1.0)];
    assert_eq!(trucks(&named("full-truck"), &rows), [(4, 100, vec![0, 1]), (18, 100, vec![2])]);
}

/// 5 m3 are .05 of a semi. A van wastes 100 - 1.1 x .05 x 400 = 78, of which .9 is 70.2; a semi far more.
#[test]
fn economic_sends_a_van_only_if_its_penalty_exceeds_the_wasted_space() {
    assert_eq!(trucks(&named("economic"), &[(0, 12, 5, 70.0)]), []);
    assert_eq!(trucks(&named("economic"), &[(0, 12, 5, 71.0)]), [(10, 10, vec![0])]);
    // With theta .8 it is 62.4, with k .5 it is .9 x 90 = 81.
    let with = |k, theta| Heuristic::Economic(Economic { slack: 0, k, theta });
    assert_eq!(trucks(&with(None, Some(0.8)), &[(0, 12, 5, 63.0)]), [(10, 10, vec![0])]);
    assert_eq!(trucks(&with(Some(0.5), None), &[(0, 12, 5, 80.0)]), []);
}

/// Vans are full at 10 m3, but ten vans cost more than the semi; so does one van for the urgent package alone, 100 - 44 wasted,
/// against the semi's 400 - 1.1 x .95 x 400 = -18: at a going rate above the semi's own cost a nearly full one pays by itself.
#[test]
fn economic_takes_the_type_that_wastes_least() {
    let rows = [(0, 12, 10, 60.0), (0, 20, 45, 1.0), (0, 20, 40, 1.0)];
    assert_eq!(trucks(&named("economic"), &rows), [(0, 100, vec![0, 1, 2])]);
    // .55 of a semi wastes 158 and the van 56, .9 of which its penalty of 60 exceeds.
    assert_eq!(trucks(&named("economic"), &rows[..2]), [(10, 10, vec![0])]);
}

/// 20 m3 in one package are twice a van. By the sum of its load a van would save half of the 300, more than it wastes; but nothing
/// would ride in it. The semi wastes 400 - 1.1 x .2 x 400 = 312, of which .9 is 281.
#[test]
fn economic_sends_no_type_that_is_too_small_for_the_package_that_it_is_sent_for() {
    assert_eq!(trucks(&named("economic"), &[(0, 12, 20, 300.0)]), [(10, 100, vec![0])]);
    assert_eq!(trucks(&named("economic"), &[(0, 12, 20, 270.0)]), []);
    // What fits and is not urgent does not make the van worth its while.
    assert_eq!(trucks(&named("economic"), &[(0, 12, 20, 300.0), (0, 22, 5, 1.0)]), [(10, 100, vec![0, 1])]);
}

/// The rule counts the full ones and lets the dock choose: two semis of 100 m3, and 30 m3 stay.
#[test]
fn economic_sends_full_trucks_and_keeps_the_rest() {
    let rows = [(0, 20, 50, 1.0), (0, 20, 50, 1.0), (0, 20, 50, 1.0), (0, 20, 50, 1.0), (0, 22, 30, 1.0)];
    let sent = trucks(&named("economic"), &rows);
    assert_eq!(sent.iter().map(|truck| (truck.0, truck.1)).collect::<Vec<_>>(), [(0, 100), (0, 100)]);
    assert_eq!(sent.iter().map(|truck| truck.2.len()).sum::<usize>(), 4);
}

/// The cheapest vehicle for 5 m3 is a van of 100, and .4 of it 40.
#[test]
fn urgency_value_weighs_the_penalty_against_the_cheapest_trucks() {
    assert_eq!(trucks(&named("urgency-value"), &[(0, 12, 5, 39.0)]), []);
    assert_eq!(trucks(&named("urgency-value"), &[(0, 12, 5, 40.0)]), [(10, 10, vec![0])]);
}

/// The urgent package asks for a van, which its 33 buy at .32. With it rides what fits in; what does not, and is not urgent,
/// stays.
#[test]
fn urgent_first_sends_the_urgent_and_fills_up() {
    let rows = [(0, 12, 5, 33.0), (0, 25, 3, 1.0), (0, 25, 20, 1.0)];
    assert_eq!(trucks(&named("urgent-first"), &rows), [(10, 10, vec![0, 1])]);
    assert_eq!(trucks(&named("urgent-first"), &[(0, 12, 5, 31.0)]), []);
}

/// Waiting is free until hour 10, and more may come; from then on it costs the penalty. A van for 5 m3 costs 2,000 a semi-load
/// now; after 14 hours at the smoothed inflow of .0015 it would cost (100 + penalty) / .071: 2,800 with 100, 1,550 with 10.
#[test]
fn silver_meal_leaves_when_waiting_makes_no_unit_cheaper() {
    assert_eq!(trucks(&named("silver-meal"), &[(0, 12, 5, 100.0)]), [(10, 10, vec![0])]);
    assert_eq!(trucks(&named("silver-meal"), &[(0, 12, 5, 10.0)]), []);
}

#[test]
fn random_orders_are_those_of_its_seed() {
    let case = || generate(&WorldSpec { hours: 48, ..Family::Base.spec(1, 0) });
    let departures = |seed| scheduled(&Heuristic::Random(Random { seed }), case()).departures;
    assert_eq!(departures(1).loads, departures(1).loads);
    assert_ne!(departures(1).loads, departures(2).loads);
}

/// A package that greedy leaves standing did not fit: its hub sent all trucks that it may, or the lane's trucks as many as
/// the sum of the sizes asks for, and odd sizes left no room.
#[test]
fn greedy_leaves_behind_only_what_limits_force() {
    for index in 0..4 {
        let case = generate(&Family::Base.spec(3, index));
        let n_packages = case.packages().len();
        let schedule = scheduled(&named("greedy"), case.clone());
        let mut sent = vec![0_u16; usize::from(case.hours()) * case.hubs().len()];
        let mut since: Vec<i64> = (0..n_packages).map(|row| case.packages().released_hour(row)).collect();
        let departures = &schedule.departures;
        let place = |hour: i64, hub: HubId| hour as usize * case.hubs().len() + hub.index();
        for truck in 0..departures.len() {
            sent[place(i64::from(departures.hours[truck]), case.lanes()[departures.lanes[truck].index()].from)] += 1;
        }
        let (mut waits, mut hops) = (0, 0);
        for truck in 0..departures.len() {
            let hour = i64::from(departures.hours[truck]);
            let hub = case.lanes()[departures.lanes[truck].index()].from;
            for &row in departures.load(truck) {
                let free = (since[row as usize]..hour)
                    .filter(|&hour| sent[place(hour, hub)] < case.hubs()[hub.index()].max_dispatch_per_hour);
                waits += free.count();
                hops += 1;
                since[row as usize] = i64::from(departures.arrival_hours[truck]);
            }
        }
        assert!(waits * 1_000 <= hops, "{waits} hours of waiting at hubs with trucks to spare over {hops} hops");
        // Where lanes compete for too few trucks, what is worth more in all goes first, and one package may be late for it.
        assert!(schedule.summary.late * 1_000 <= schedule.summary.judged, "{}", schedule.summary.late);
    }
}

#[test]
fn grids_have_the_sizes_of_the_design_and_no_repeats() {
    for (name, size) in [
        ("full-truck", 25),
        ("silver-meal", 20),
        ("urgency-value", 90),
        ("urgent-first", 105),
        ("economic", 50),
        ("announced-full", 108),
    ] {
        assert_eq!(named(name).grid().len(), size, "{name}");
    }
    for name in Heuristic::NAMES {
        let grid = named(name).grid();
        assert!(grid.iter().enumerate().all(|(at, setting)| setting.name() == name && !grid[..at].contains(setting)));
    }
}

#[test]
fn names_and_parameters_round_trip() {
    for name in Heuristic::NAMES {
        assert_eq!(named(name).name(), name);
        for setting in [vec![named(name)], named(name).grid()].concat() {
            assert_eq!(toml::from_str(&toml::to_string(&setting).unwrap()), Ok(setting.clone()));
            assert_eq!(serde_json::from_str::<Heuristic>(&serde_json::to_string(&setting).unwrap()).unwrap(), setting);
        }
    }
    assert_eq!(Heuristic::named("h7"), None);
}

#[test]
fn a_parameter_file_that_is_wrong_says_where() {
    let problem = |text: &str| toml::from_str::<Heuristic>(text).unwrap_err().message().to_owned();
    assert_eq!(
        problem("policy = 'economic'\nslak = 1"),
        "policy `economic`: unknown field `slak`, expected one of `slack`, `k`, `theta`"
    );
    assert!(problem("policy = 'economics'").starts_with("unknown variant `economics`, expected one of `random`"));
    assert_eq!(problem("slack = 1"), "missing field `policy`");
    assert_eq!(problem("policy = 7"), "`policy` must be a name in quotes");
    assert_eq!(problem("policy = 'economic'\ntheta = nan"), "policy `economic`: `theta` is NaN: give 0 to 100");
    let wrong = problem("policy = 'full-truck'\nslack = 0.5");
    assert!(wrong.starts_with("policy `full-truck`: invalid type") && wrong.ends_with("in `slack`"), "{wrong}");
}

#[test]
fn a_parameter_that_is_left_out_has_its_default() {
    let read = |text: &str| toml::from_str::<Heuristic>(text).unwrap();
    assert_eq!(read("policy = 'economic'"), named("economic"));
    let expected = Heuristic::UrgentFirst(UrgentFirst { theta: 1.0, ..UrgentFirst::default() });
    assert_eq!(read("theta = 1\npolicy = 'urgent-first'"), expected);
}

#[test]
fn a_parameter_out_of_its_range_is_named_with_value_and_range() {
    let problem = |text: &str| toml::from_str::<Heuristic>(text).unwrap_err().message().to_owned();
    assert_eq!(problem("policy = 'economic'\ntheta = -1"), "policy `economic`: `theta` is -1: give 0 to 100");
    assert_eq!(problem("policy = 'full-truck'\nslack = 24"), "policy `full-truck`: `slack` is 24: give -1 to 23");
    assert_eq!(
        problem("policy = 'silver-meal'\nmargin = -inf"),
        "policy `silver-meal`: `margin` is -inf: give -1 to 10"
    );
    let json = serde_json::from_str::<Heuristic>(r#"{"policy": "urgent-first", "urgent_slack": -2}"#);
    assert!(json.unwrap_err().to_string().starts_with("policy `urgent-first`: `urgent_slack` is -2: give 0 to 10000"));
}

/// Every parameter has a range: one below all ranges is refused by its key.
#[test]
fn no_parameter_is_taken_as_it_comes() {
    for name in Heuristic::NAMES {
        let setting = toml::Table::try_from(&named(name).grid()[0]).unwrap();
        for key in setting.keys().filter(|key| *key != "policy") {
            let text = format!("policy = '{name}'\n{key} = -2000");
            let problem = toml::from_str::<Heuristic>(&text).unwrap_err().message().to_owned();
            assert!(problem.starts_with(&format!("policy `{name}`: `{key}` is -2000: give ")), "{problem}");
        }
    }
}
