use linehaul_case::Case;
use linehaul_worlds::generate::{WorldSpec, generate};

use super::*;

fn network() -> Arc<Network> {
    let spec = WorldSpec {
        n_hubs: 4,
        lane_loads_per_hour: 0.03,
        cost_multiplier: 5.0,
        hours: 48,
        seed: 6,
        ..WorldSpec::default()
    };
    Network::new(Arc::new(generate(&spec)))
}

fn champion(aims: &[f64]) -> Vec<Champion> {
    let network = network();
    let demand = Demand::of(&network.case, 0);
    let mut opponents = Opponents::new(&network, &demand, aims[0], &|| ());
    aims.iter().map(|&aim| opponents.strongest(Cap { late_share: aim, aim })).collect()
}

#[test]
fn the_champion_holds_the_aim_and_no_setting_without_a_price_holds_it_cheaper() {
    let (network, aim) = (network(), 0.03);
    let demand = Demand::of(&network.case, 0);
    let champion = &champion(&[aim])[0];
    assert!(champion.tried.late_share <= aim);
    let again = Tried::run(&network, &demand, champion.tried.late_price, &mut *champion.heuristic.manager());
    assert_eq!(again, champion.tried);
    let mut holding = 0;
    for rule in rules() {
        for setting in settings(&rule) {
            let plain = Tried::run(&network, &demand, 0.0, &mut *setting.manager());
            if plain.late_share <= aim {
                holding += 1;
                assert!(plain.total_cost >= champion.tried.total_cost, "{setting:?}");
            }
        }
    }
    assert!(holding > 0);
}

/// A search of each setting by itself, as long as for one in the final.
#[test]
fn who_is_out_of_the_heats_would_not_have_won() {
    let (network, aim) = (network(), 0.03);
    let demand = Demand::of(&network.case, 0);
    let champion = &champion(&[aim])[0];
    let tries = HEATS.iter().sum::<usize>() + FINAL_TRIES;
    let mut dearer = 0;
    for mut entrant in entrants() {
        entrant.search(&network, &demand, (aim, PriceRange::of(&network)), tries);
        if let Some(tried) = entrant.trail.cheapest(aim) {
            assert!(tried.total_cost >= champion.tried.total_cost * 0.999, "{:?}", entrant.heuristic);
            dearer += usize::from(tried.total_cost > champion.tried.total_cost * TOO_DEAR);
        }
    }
    assert!(dearer > entrants().len() / 4, "{dearer} to leave out");
}

#[test]
fn every_setting_is_done_once() {
    let network = network();
    let done = std::sync::atomic::AtomicUsize::new(0);
    let on_done = || {
        done.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    };
    Opponents::new(&network, &Demand::of(&network.case, 0), 0.03, &on_done);
    assert_eq!(done.into_inner(), Opponents::count());
}

#[test]
fn a_lower_aim_is_held_too_and_costs_no_less() {
    let found = champion(&[0.05, 0.01]);
    assert!(found[0].tried.late_share <= 0.05 && found[1].tried.late_share <= 0.01);
    assert!(found[1].tried.total_cost >= found[0].tried.total_cost);
}

/// Nobody is on time with everything here, not even who sends everything at once.
#[test]
fn an_aim_that_nobody_holds_gets_the_most_punctual() {
    let mut tables = (*network().case).clone().into_tables();
    let packages = &mut tables.packages;
    // Due when they are released.
    packages.due_seconds[..20].copy_from_slice(&packages.released_seconds[..20]);
    let network = Network::new(Arc::new(Case::new(tables).unwrap()));
    let demand = Demand::of(&network.case, 0);
    let found = Opponents::new(&network, &demand, 0.0, &|| ()).strongest(Cap::new(1e-9));
    let greedy = Tried::run(&network, &demand, 0.0, &mut *Heuristic::named("greedy").unwrap().manager());
    assert!(found.tried.late >= 20, "{found:?}");
    assert!(found.tried.late_share <= greedy.late_share, "{found:?} {greedy:?}");
}

#[test]
fn threads_change_nothing() {
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| champion(&[0.03, 0.02]))
    };
    assert_eq!(on(1), on(3));
}
