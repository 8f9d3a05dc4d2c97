//! Solves public instances and compares with the best-known costs:
//! `cargo run --release --example sets -- SECONDS FILE...`
//!
//! A line for each: file, cost, best-known cost, gap, rounds. Environment: `SEED`.

use std::path::Path;
use std::time::Instant;

use linehaul_routing::vrplib::{Instance, Rounding, input};
use linehaul_routing::{Budget, Heat, Options, Problem, Visit, plan};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(seconds) = arguments.first().and_then(|seconds| seconds.parse::<f64>().ok()) else {
        eprintln!("usage: sets SECONDS FILE...");
        std::process::exit(2);
    };
    let number = |name: &str, other: f64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(other);
    let (mut sum, mut count) = (0.0, 0);
    for file in &arguments[1..] {
        let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
        let instance = Instance::read(&text).unwrap_or_else(|fault| panic!("{file}: {fault}"));
        let rounding = Rounding::of(file);
        let problem = input(&instance, rounding).and_then(Problem::new);
        let problem = problem.unwrap_or_else(|fault| panic!("{file}: {fault}"));
        let start = Instant::now();
        let from = worked();
        let spent = || (worked() - from) / seconds;
        let heat = Heat { first: number("HEAT", Heat::default().first), last: number("COLD", Heat::default().last) };
        let budget = match number("ROUNDS", 0.0) as u64 {
            0 => Budget::Share(&spent),
            rounds => Budget::Rounds(rounds),
        };
        let options = Options {
            budget,
            seed: number("SEED", 1.0) as u64,
            heat,
            polish: number("POLISH", 0.0) > 0.0,
            ..Options::default()
        };
        let found = plan(&problem, &options, &mut |_| ());
        let (costs, _) = problem.price(&found.plan).unwrap_or_else(|broken| panic!("{file}: {broken}"));
        assert_eq!(costs.total(), found.cost, "{file}: {:?}", costs.parts());
        let best = best_known(file, rounding);
        let gap = best.map(|best| (found.cost as f64 / best as f64 - 1.0) * 100.0);
        sum += gap.unwrap_or(0.0);
        count += 1;
        println!(
            "{} {} {} {:.2} {} {} left, {} routes, {:.1} s",
            Path::new(file).file_stem().map_or("?".into(), |stem| stem.to_string_lossy()),
            found.cost,
            best.unwrap_or(0),
            gap.unwrap_or(f64::NAN),
            found.rounds,
            found.plan.left_out.len(),
            found.plan.routes.len(),
            start.elapsed().as_secs_f64()
        );
        if let Ok(folder) = std::env::var("OUT") {
            let routes = found.plan.routes.iter().enumerate().map(|(number, route)| {
                let visits = route.visits.iter().map(|visit| match visit {
                    Visit::Stop(stop) => instance.depots() + *stop as usize,
                    Visit::Reload(depot) => usize::from(*depot),
                });
                let visits: Vec<String> = visits.map(|visit| visit.to_string()).collect();
                format!("Route #{}: {} @ {}\n", number + 1, visits.join(" "), route.vehicle)
            });
            let stem = Path::new(file).file_stem().unwrap_or_default();
            let text: String = routes.collect();
            std::fs::write(Path::new(&folder).join(stem).with_extension("sol"), text).expect("the folder is there");
        }
    }
    println!("mean gap {:.3} of {count}", sum / f64::from(count.max(1)));
}

/// Seconds that this process has worked: fair where others work on the same cores.
fn worked() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|nanoseconds| nanoseconds.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1e9
}

/// The cost of the solution file beside an instance.
fn best_known(file: &str, rounding: Rounding) -> Option<i64> {
    let text = std::fs::read_to_string(Path::new(file).with_extension("sol")).ok()?;
    let line = text.lines().find(|line| line.starts_with("Cost"))?;
    let number: f64 = line.trim_start_matches("Cost").trim_start_matches(':').trim().parse().ok()?;
    Some((number * rounding.scale_of_best(file, number)).round() as i64)
}
