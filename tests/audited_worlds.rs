//! Whatever is ordered in whatever world, the auditor proves every claim of the schedule that comes out.

use std::sync::Arc;

use linehaul_case::network::Network;
use linehaul_case::schedule::{Amount, Schedule, Summary};
use linehaul_case::{Case, Demand};
use linehaul_env::feed::Feed;
use linehaul_env::order::Order;
use linehaul_env::summary::Outcome;
use linehaul_env::world::World;
use linehaul_tables::{
    CaseExtras, PackagesFormat, ScheduleFiles, ScheduleMeta, read_case, read_schedule, write_case, write_schedule,
};
use linehaul_verify::{Report, audit, verify};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::random_worlds::{Episode, episodes};

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_claim_of_a_random_episode_holds(episode in episodes()) {
        let case = episode.case();
        let (files, _folder) = files(&episode, &case, "hash");
        assert_holds(&audit(&case, "hash", &files));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, ..ProptestConfig::default() })]

    #[test]
    fn a_random_episode_holds_through_files(episode in episodes(), csv in any::<bool>()) {
        let folder = TempDir::new().unwrap();
        let dir = folder.path().join("case");
        let format = if csv { PackagesFormat::Csv } else { PackagesFormat::Parquet };
        write_case(&dir, &episode.case(), format, &CaseExtras::default()).unwrap();
        let loaded = read_case(&dir).unwrap();
        let (_, schedule) = files(&episode, &loaded.case, &loaded.hash);
        assert_holds(&verify(&schedule.path().join("schedule"), &dir).unwrap());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Numbers as large and as small as a case may have leave every figure finite, and the auditor comes to the same.
    #[test]
    fn every_figure_of_an_extreme_world_is_finite_and_holds(episode in episodes(), extremes in extremes()) {
        let case = extremes.applied(episode.case());
        let (files, _folder) = files(&episode, &case, "hash");
        for figure in Summary::FIGURES {
            if let Amount::Money(amount) | Amount::Ratio(amount) = (figure.of)(&files.summary) {
                prop_assert!(amount.is_finite(), "{}: {amount}", figure.name);
            }
        }
        assert_holds(&audit(&case, "hash", &files));
    }
}

/// Exponents of 10.
#[derive(Clone, Copy, Debug)]
struct Extremes {
    cost_per_km: i32,
    cost_per_dispatch: i32,
    multiplier: i32,
    value: i32,
    share: i32,
    tariff: i32,
}

fn extremes() -> impl Strategy<Value = Extremes> {
    (-9..=9, -9..=12, -6..=6, -3..=9, -3..=1, -6..=6).prop_map(
        |(cost_per_km, cost_per_dispatch, multiplier, value, share, tariff)| Extremes {
            cost_per_km,
            cost_per_dispatch,
            multiplier,
            value,
            share,
            tariff,
        },
    )
}

impl Extremes {
    /// The case with these numbers; where they are refused, nearer to one until they are not.
    fn applied(mut self, case: Case) -> Case {
        let tables = case.into_tables();
        loop {
            let power = |exponent: i32| 10_f64.powi(exponent);
            let mut tables = tables.clone();
            for vehicle in &mut tables.vehicles {
                vehicle.cost_per_km = power(self.cost_per_km);
                vehicle.cost_per_dispatch = power(self.cost_per_dispatch);
            }
            tables.cost_multiplier = power(self.multiplier);
            for (row, value) in tables.packages.values.iter_mut().enumerate() {
                *value = power(self.value) * (row % 7) as f64 / 6.0;
            }
            tables.late.shares = vec![(0.0, power(self.share))];
            tables.rules.tariffs.iter_mut().for_each(|tariff| tariff.factor = power(self.tariff));
            match Case::new(tables) {
                Ok(case) => return case,
                Err(error) => {
                    let exponents = [
                        &mut self.cost_per_km,
                        &mut self.cost_per_dispatch,
                        &mut self.multiplier,
                        &mut self.value,
                        &mut self.share,
                        &mut self.tariff,
                    ];
                    assert!(exponents.iter().any(|exponent| **exponent != 0), "{error}");
                    for exponent in exponents {
                        *exponent -= exponent.signum();
                    }
                }
            }
        }
    }
}

#[track_caller]
fn assert_holds(report: &Report) {
    let lines: Vec<String> = report.broken.iter().map(ToString::to_string).collect();
    assert!(report.holds(), "{}", lines.join("\n"));
}

/// The schedule of an episode, as read back from the folder that it was written to.
fn files(episode: &Episode, case: &Case, hash: &str) -> (ScheduleFiles, TempDir) {
    let demand = Demand::of(case, episode.demand_seed);
    let meta = ScheduleMeta {
        case: case.name().to_owned(),
        case_hash: hash.to_owned(),
        policy: "random".to_owned(),
        policy_hash: String::new(),
        seed: episode.demand_seed,
        late_price: 0.0,
        version: "0".to_owned(),
    };
    let folder = TempDir::new().unwrap();
    let dir = folder.path().join("schedule");
    write_schedule(&dir, case, &demand, &simulated(episode, case, &demand), &meta, Vec::new()).unwrap();
    (read_schedule(&dir).unwrap(), folder)
}

fn simulated(episode: &Episode, case: &Case, demand: &Demand) -> Schedule {
    let network = Network::new(Arc::new(case.clone()));
    let mut world = World::new(network.clone(), Feed::of(&network, demand, 0.0));
    world.record();
    let mut orders = episode.orders.iter().copied().cycle();
    while !world.is_over() {
        let hour: Vec<Order> = orders.by_ref().take(network.n_lanes).collect();
        world.step(&hour);
    }
    Outcome::of(&mut world, demand).schedule
}
