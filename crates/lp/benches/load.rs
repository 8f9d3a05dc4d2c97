//! The fast load: time by size, and its gap to the aggregate MILP, on instances drawn from fixed seeds.
//!
//! An instance is a dock-hour as the simulator's generated worlds give them: types of 14, 38 and 85 m3, one to eight lanes, orders of
//! half to one and a half times what waits, sometimes few trucks of a type or a short dock. An order is to be
//! obeyed, so worth weighs a thousand times what trucks cost: a package's penalty at risk and a twentieth of its share of a largest
//! truck. A quarter of the packages have one or two detours at four fifths of the worth.

use std::sync::LazyLock;

use divan::Bencher;
use linehaul_lp::aggregate::{Trucks, bound};
use linehaul_lp::fast::Fast;
use linehaul_lp::instance::{Costs, InstanceFile, LaneFile, OptionFile, PackageFile, VehicleFile};
use linehaul_lp::solver::Limits;
use linehaul_lp::{Instance, Plan};
use rand::RngExt;
use rand_distr::{Distribution, LogNormal};
use rand_pcg::Pcg64;

/// Packages, and instances of that size for which the gap is printed.
const SIZES: [(usize, usize); 5] = [(10, 200), (50, 100), (200, 40), (1_000, 8), (5_000, 0)];
/// Instances for the times.
const TIMED: usize = 40;
const STREAM: u128 = 0x646f_636b;

fn main() {
    gaps(std::env::var("LINEHAUL_BENCH_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1));
    divan::main();
}

/// Prints the gap to the aggregate MILP by size.
fn gaps(seed: u64) {
    println!("seed {seed}: packages, instances, gap to the aggregate MILP: mean, worst");
    let limits = Limits { nodes: 2_000, columns: 100_000 };
    let mut fast = Fast::default();
    for (n_packages, n_instances) in SIZES {
        let mut gaps = Vec::new();
        for instance in (0..n_instances).map(|index| instance(n_packages, seed, index as u64)) {
            let bound = bound(&instance, Trucks::Whole, limits);
            fast.load(&instance);
            let score = fast.plan().check(&instance).expect("within all limits").score();
            if bound.is_finite() {
                // A bound next to nothing is the solver's margin on an instance whose best load is none.
                let nothing = 1e-6 * (0..n_packages).map(|package| instance.options(package)[0].worth).sum::<f64>();
                gaps.push(if bound > nothing { (bound - score) / bound } else { 0.0 });
            }
        }
        if !gaps.is_empty() {
            let mean = gaps.iter().sum::<f64>() / gaps.len() as f64;
            let worst = gaps.iter().copied().fold(0.0, f64::max);
            println!("{n_packages:6} {:4} {:6.2} % {:6.2} %", gaps.len(), mean * 100.0, worst * 100.0);
        }
    }
}

static INSTANCES: LazyLock<Vec<(usize, Vec<Instance>)>> = LazyLock::new(|| {
    let timed = |n: usize| (0..TIMED as u64).map(|index| instance(n, 2, index)).collect();
    SIZES.iter().map(|&(n, _)| (n, timed(n))).collect()
});

/// One load, the instances in turn.
#[divan::bench(args = SIZES.map(|size| size.0))]
fn load(bencher: Bencher, n_packages: usize) {
    let instances = &INSTANCES.iter().find(|(n, _)| *n == n_packages).expect("a size of the list").1;
    let mut fast = Fast::default();
    let mut turn = 0;
    bencher.bench_local(|| {
        turn = (turn + 1) % instances.len();
        fast.load(&instances[turn]);
    });
}

/// The same with the plan built for a caller who keeps it.
#[divan::bench]
fn load_and_plan_200(bencher: Bencher) {
    let instance = &INSTANCES[2].1[0];
    let mut fast = Fast::default();
    bencher.bench_local(|| -> Plan {
        fast.load(instance);
        fast.plan()
    });
}

fn instance(n_packages: usize, seed: u64, index: u64) -> Instance {
    let mut rng = Pcg64::new(u128::from(seed) << 64 | u128::from(index), STREAM << 32 | n_packages as u128);
    let types = [("van", 14.0, 1_500.0, 0.55), ("box", 38.0, 9_000.0, 1.0), ("semi", 85.0, 24_000.0, 1.6)];
    let n_lanes = rng.random_range(1..=8_usize);
    let kms: Vec<f64> = (0..n_lanes).map(|_| rng.random_range(80.0..500.0)).collect();
    let volume = LogNormal::new(1.5_f64.ln(), 0.75).unwrap();
    let density = LogNormal::new(180.0_f64.ln(), 0.6).unwrap();
    let unit = LogNormal::new(0.0, 1.0).unwrap();
    let mut loads = vec![0.0; n_lanes];
    let mut packages = Vec::new();
    for id in 0..n_packages {
        let m3 = volume.sample(&mut rng).clamp(0.1, 10.0);
        let kg = (m3 * density.sample(&mut rng)).clamp(1.0, 1_200.0);
        let lane = rng.random_range(0..n_lanes);
        let size = (m3 / 85.0_f64).max(kg / 24_000.0);
        loads[lane] += size;
        let slack = rng.random_range(0..24);
        let at_risk = 36.0 * m3.sqrt() * unit.sample(&mut rng) / f64::from(2 + slack);
        let value = 1_000.0 * (0.05 * size * kms[lane] * 1.6 + at_risk);
        let mut options = vec![OptionFile { lane: format!("l{lane}"), value }];
        if n_lanes > 2 && rng.random::<f64>() < 0.25 {
            for _ in 0..rng.random_range(1..=2) {
                let other = rng.random_range(0..n_lanes);
                if options.iter().all(|option| option.lane != format!("l{other}")) {
                    options.push(OptionFile { lane: format!("l{other}"), value: 0.8 * value });
                }
            }
        }
        packages.push(PackageFile { id: id.to_string(), kg, m3, class: None, must_ride: false, priority: 0, options });
    }
    let order =
        |load: &f64, rng: &mut Pcg64| (load * rng.random_range(0.5..1.5)).ceil() as u32 + rng.random_range(0..2);
    let lanes: Vec<LaneFile> = (0..n_lanes)
        .map(|lane| LaneFile {
            id: format!("l{lane}"),
            trucks: order(&loads[lane], &mut rng),
            costs: Costs::InOrder(types.iter().map(|t| t.3 * kms[lane]).collect()),
            vehicle_types: None,
            last_vehicle: None,
        })
        .collect();
    let ordered: u32 = lanes.iter().map(|lane| lane.trucks).sum();
    let scarce = rng.random::<f64>() < 0.3;
    let vehicles = types.map(|(id, max_m3, max_kg, _)| VehicleFile {
        id: id.into(),
        max_kg,
        max_m3,
        available: scarce.then(|| rng.random_range(0..=ordered.max(1))),
    });
    let short = rng.random::<f64>() < 0.4;
    let max_trucks = short.then(|| (f64::from(ordered) * 0.7).ceil() as u32);
    let file = InstanceFile { max_trucks, separate: Vec::new(), vehicles: vehicles.into(), lanes, packages };
    Instance::try_from(file).expect("a valid instance")
}
