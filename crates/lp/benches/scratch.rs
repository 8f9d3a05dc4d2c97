use linehaul_lp::aggregate::{Trucks, bound};
use linehaul_lp::fast::Fast;
use linehaul_lp::instance::{Costs, InstanceFile, LaneFile, OptionFile, PackageFile, VehicleFile};
use linehaul_lp::solver::{Counts, Limits};
use linehaul_lp::{Fleet, Instance, Item, Loader, Order, Plan, PlanTruck, Vehicle};
use rand::RngExt;
use rand_distr::{Distribution, LogNormal};
use rand_pcg::Pcg64;
use std::time::Instant;
const STREAM: u128 = 0x646f_636b;
fn main() {
    if let Ok(list) = std::env::var("LOOK") {
        for one in list.split(',') {
            let v: Vec<u64> = one.split(':').map(|x| x.parse().unwrap()).collect();
            let inst = instance(v[0] as usize, v[1], v[2]);
            let b = bound(&inst, Trucks::Whole, Limits { nodes: 2_000, columns: 100_000 });
            let mut c = Counts::default();
            let mut f = |i: &Instance| linehaul_lp::fast::solve(i);
            let fp = linehaul_lp::fast::solve(&inst);
            let fs = fp.check(&inst).unwrap().score();
            let e = linehaul_lp::exact::solve(&inst, Limits { nodes: 20000, columns: 3000 }, &mut f, &mut c);
            let es = e.plan.check(&inst).unwrap().score();
            println!(
                "{one}: bound {b:.0} fast {:.2}% exact {:.2}% {:?} lanes {:?} avail {:?} cap {}",
                (b - fs) / b * 100.0,
                (b - es) / b * 100.0,
                e.solved,
                inst.lanes().iter().map(|l| l.trucks).collect::<Vec<_>>(),
                inst.vehicles().iter().map(|l| l.available as i32).collect::<Vec<_>>(),
                inst.max_trucks() as i32
            );
            for (n, p) in [("fast", &fp), ("exact", &e.plan)] {
                println!(
                    "  {n}: {:?}",
                    p.trucks.iter().map(|t| (t.lane, t.vehicle, t.packages.len())).collect::<Vec<_>>()
                );
            }
        }
        return;
    }
    let limits = Limits { nodes: 2_000, columns: 100_000 };
    let seed: u64 = std::env::var("SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(5);
    for (n, ni) in [(10, 200), (50, 100), (200, 40), (1000, 8)] {
        if std::env::var("REPS").is_ok() {
            continue;
        }
        let (mut gf, mut times, mut slow) = (vec![], vec![], vec![]);
        for index in 0..ni {
            let inst = instance(n, seed, index);
            let b = bound(&inst, Trucks::Whole, limits);
            let mut fast = Fast::default();
            fast.load(&inst);
            let f = fast.plan().check(&inst).unwrap().score();
            let mut best = f64::MAX;
            for _ in 0..7 {
                let t = Instant::now();
                fast.load(&inst);
                best = best.min(t.elapsed().as_secs_f64() * 1e6);
            }
            times.push(best);
            let nothing = 1e-6 * (0..n).map(|p| inst.options(p)[0].worth).sum::<f64>();
            if !b.is_finite() || b < nothing {
                continue;
            }
            let g = (b - f) / b;
            if g > 0.002 {
                slow.push((index, (g * 1e4).round() / 1e2, best.round()))
            }
            gf.push(g);
        }
        times.sort_by(f64::total_cmp);
        println!(
            "{n}: mean {:.3} worst {:.2} | us median {:.2} p90 {:.1} max {:.1} | {:?}",
            100.0 * gf.iter().sum::<f64>() / gf.len() as f64,
            100.0 * gf.iter().copied().fold(0.0, f64::max),
            times[times.len() / 2],
            times[times.len() * 9 / 10],
            times[times.len() - 1],
            &slow[..slow.len().min(10)]
        );
    }
    let mut times = vec![];
    let mut fast = Fast::default();
    let reps: usize = std::env::var("REPS").ok().and_then(|s| s.parse().ok()).unwrap_or(5);
    for index in 0..12 {
        let inst = instance(5000, seed, index);
        fast.load(&inst);
        let mut best = f64::MAX;
        for _ in 0..reps {
            let t = Instant::now();
            fast.load(&inst);
            best = best.min(t.elapsed().as_secs_f64() * 1e6);
        }
        times.push(best);
    }
    times.sort_by(f64::total_cmp);
    println!("5000: us {:?}", times.iter().map(|t| t.round()).collect::<Vec<_>>());
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
