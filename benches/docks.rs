//! The fast load on real dock-hours: time by size, and its gap to the aggregate MILP.
//!
//! Every case of `LINEHAUL_DATA/cases`, or of `../shared/data/cases`, is run under the economic heuristic with the demand of one
//! seed (`LINEHAUL_BENCH_SEED`, 1 unless set), and what waits at each hub with an order becomes an instance. Run it with
//! `cargo bench -p linehaul --bench docks`.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use linehaul_agents::decide::heuristics::Heuristic;
use linehaul_case::Demand;
use linehaul_case::network::Network;
use linehaul_env::feed::Feed;
use linehaul_env::order::Order;
use linehaul_env::world::World;
use linehaul_lp::Instance;
use linehaul_lp::aggregate::{self, Trucks};
use linehaul_lp::fast::Fast;

/// Largest number of packages of each class, and how many instances of it are kept, evenly over all that there are.
const CLASSES: [(usize, usize); 4] = [(10, 400), (50, 400), (200, 200), (1_000, 60)];
/// Loads of which the fastest counts.
const REPEATS: usize = 7;

fn main() {
    let data = std::env::var_os("LINEHAUL_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    let seed = std::env::var("LINEHAUL_BENCH_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let Ok(folders) = std::fs::read_dir(data.join("cases")) else {
        println!("skipped: no cases in {}; set LINEHAUL_DATA", data.display());
        return;
    };
    let mut folders: Vec<PathBuf> = folders.flatten().map(|entry| entry.path()).collect();
    folders.sort();
    let mut classes: Vec<Vec<Instance>> = vec![Vec::new(); CLASSES.len()];
    for folder in folders.iter().filter(|folder| folder.join("case.toml").exists()) {
        let case = linehaul_tables::read_case(folder).expect("a sound case").case;
        collect(&Network::new(Arc::new(case)), seed, &mut classes);
    }
    println!("demand seed {seed}\npackages  dock-hours   median us   p95 us    mean gap   worst gap");
    for ((most, kept), instances) in CLASSES.into_iter().zip(classes) {
        let every = instances.len().div_ceil(kept).max(1);
        let kept: Vec<Instance> = instances.into_iter().step_by(every).collect();
        report(most, &kept);
    }
}

/// Runs a case and sorts its dock-hours into the classes.
fn collect(network: &Arc<Network>, seed: u64, classes: &mut [Vec<Instance>]) {
    let demand = Demand::of(&network.case, seed);
    let mut world = World::new(network.clone(), Feed::of(network, &demand, 0.0));
    let mut manager = Heuristic::named("economic").expect("a heuristic").manager();
    let mut orders = vec![Order::Hold; network.n_lanes];
    while !world.is_over() {
        manager.order(&world, &mut orders);
        for instance in (0..network.n_hubs).filter_map(|hub| world.dock_instance(hub, &orders)) {
            if let Some(class) = CLASSES.iter().position(|&(most, _)| instance.n_packages() <= most) {
                classes[class].push(instance);
            }
        }
        world.step(&orders);
    }
}

fn report(most: usize, instances: &[Instance]) {
    let mut fast = Fast::default();
    let (mut micros, mut gaps) = (Vec::new(), Vec::new());
    for instance in instances {
        let timed = (0..REPEATS).map(|_| {
            let start = Instant::now();
            fast.load(instance);
            start.elapsed().as_secs_f64() * 1e6
        });
        micros.push(timed.fold(f64::INFINITY, f64::min));
        let bound = aggregate::bound(instance, Trucks::Whole, aggregate::LIMITS);
        let score = fast.plan().check(instance).expect("within all limits").score();
        if bound.is_finite() && bound > 0.0 {
            gaps.push((bound - score) / bound);
        }
    }
    if micros.is_empty() {
        return;
    }
    micros.sort_by(f64::total_cmp);
    let at = |share: f64| micros[((micros.len() - 1) as f64 * share) as usize];
    let mean = gaps.iter().sum::<f64>() / gaps.len().max(1) as f64;
    let worst = gaps.iter().copied().fold(0.0, f64::max);
    println!(
        "<= {most:5}  {:10} {:11.1} {:8.1} {:9.3} % {:9.3} %",
        instances.len(),
        at(0.5),
        at(0.95),
        mean * 100.0,
        worst * 100.0
    );
}
