//! Whatever is ordered in whatever world, the auditor proves every claim of the schedule that comes out.

use std::sync::Arc;

use linehaul_case::network::Network;
use linehaul_case::schedule::Schedule;
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
    write_schedule(&dir, case, &demand, &simulated(episode, case, &demand), &meta).unwrap();
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
