//! What the solvers make of a dock.

use std::time::Instant;

use linehaul_lp::aggregate::{self, Trucks};
use linehaul_lp::explain::explain;
use linehaul_lp::plan::Value;
use linehaul_lp::solver::{Counts, Packed, Solved};
use linehaul_lp::{Instance, Plan, exact, fast};
use serde::Serialize;

/// Everything.
#[derive(Clone, Debug, Serialize)]
pub struct Packing {
    /// Packages at the dock.
    pub packages: usize,
    /// Their weight.
    pub kg: f64,
    /// Their volume.
    pub m3: f64,
    /// Lanes that leave the dock.
    pub lanes: usize,
    /// Vehicle types.
    pub vehicles: usize,
    /// Most trucks that may leave; none where the dock has no cap.
    pub max_trucks: Option<u32>,
    /// What each solver makes of it.
    pub solvers: Vec<SolverRow>,
    /// The best of their plans.
    pub best: Best,
    /// Packages that must ride and do not.
    pub must_ride_left: Vec<String>,
    /// Packages that stay, and why.
    pub left: Vec<Left>,
}

/// One solver.
#[derive(Clone, Debug, Serialize)]
pub struct SolverRow {
    /// Its name.
    pub solver: &'static str,
    /// None for a solver that only bounds, or was not tried.
    pub load: Option<LoadFigures>,
    /// No plan that leaves as few must-ride packages as the best is worth more; none where nothing was proved.
    pub bound: Option<f64>,
    /// From the value to the least bound of all, as a share of the larger of the two.
    pub gap: Option<f64>,
    /// How it ended.
    pub ended: &'static str,
    /// Wall-clock time.
    pub seconds: f64,
}

/// What a load comes to.
#[derive(Clone, Debug, Serialize)]
pub struct LoadFigures {
    /// Worth of the packages less the cost of the trucks.
    pub value: f64,
    /// Cost of the trucks.
    pub cost: f64,
    /// Trucks that leave.
    pub trucks: usize,
    /// Packages that must ride and do not.
    pub must_ride_left: usize,
}

/// The best plan.
#[derive(Clone, Debug, Serialize)]
pub struct Best {
    /// Whose it is.
    pub solver: &'static str,
    /// Whether no plan is better.
    pub proved: bool,
    /// Worth of the packages less the cost of the trucks.
    pub value: f64,
    /// Its trucks.
    pub trucks: Vec<TruckRow>,
}

/// A truck of the best plan.
#[derive(Clone, Debug, Serialize)]
pub struct TruckRow {
    /// Its lane.
    pub lane: String,
    /// Its type.
    pub vehicle: String,
    /// Its cost.
    pub cost: f64,
    /// Weight of its load.
    pub kg: f64,
    /// Most that it carries.
    pub max_kg: f64,
    /// Volume of its load.
    pub m3: f64,
    /// Most that it holds.
    pub max_m3: f64,
    /// Its load, by package id.
    pub packages: Vec<String>,
}

/// A package that stays.
#[derive(Clone, Debug, Serialize)]
pub struct Left {
    /// Its id.
    pub package: String,
    /// What keeps it.
    pub constraint: &'static str,
    /// What else would keep it.
    pub also: Vec<&'static str>,
    /// The same in words.
    pub sentence: String,
}

/// A solver's result before it is compared.
struct Outcome {
    solver: &'static str,
    load: Option<(Plan, Value)>,
    /// Of the score; infinite where nothing was proved.
    bound: f64,
    ended: &'static str,
    seconds: f64,
}

impl Packing {
    /// Runs all solvers.
    pub(super) fn new(instance: &Instance) -> Self {
        let outcomes = [fast_load(instance), aggregate_lp(instance), aggregate_milp(instance), exact_load(instance)];
        // The first of equals: the fast load where it is as good.
        let mut best: Option<(&Outcome, &Plan, &Value)> = None;
        for outcome in &outcomes {
            if let Some((plan, value)) = &outcome.load
                && best.is_none_or(|(_, _, best)| value.score() > best.score() + 1e-9 * best.score().abs())
            {
                best = Some((outcome, plan, value));
            }
        }
        let (winner, plan, value) = best.expect("the fast load is one");
        let bounds = Bounds::new(instance, value, &outcomes);
        let name = |package: u32| instance.package_ids()[package as usize].clone();
        let left = explain(instance, plan).into_iter().map(|reason| Left {
            package: name(reason.package),
            constraint: reason.constraint.name(),
            also: reason.also.iter().map(|also| also.name()).collect(),
            sentence: reason.sentence,
        });
        Self {
            packages: instance.n_packages(),
            kg: instance.grams().iter().map(|&grams| f64::from(grams)).sum::<f64>() / 1e3,
            m3: instance.ml().iter().map(|&ml| f64::from(ml)).sum::<f64>() / 1e6,
            lanes: instance.lanes().len(),
            vehicles: instance.vehicles().len(),
            max_trucks: (instance.max_trucks() != linehaul_lp::instance::UNLIMITED).then(|| instance.max_trucks()),
            best: Best {
                solver: winner.solver,
                proved: bounds.gap(value) == Some(0.0),
                value: value.objective(),
                trucks: trucks(instance, plan),
            },
            must_ride_left: value.must_ride_left.iter().map(|&package| name(package)).collect(),
            left: left.collect(),
            solvers: outcomes.iter().map(|outcome| bounds.row(outcome)).collect(),
        }
    }
}

/// Bounds of the score as bounds of the value of plans that leave as many must-ride packages as the best.
struct Bounds {
    /// Sum of the best worth of each package: no value is higher.
    all: f64,
    left: usize,
    penalty: f64,
    least: Option<f64>,
}

impl Bounds {
    fn new(instance: &Instance, best: &Value, outcomes: &[Outcome]) -> Self {
        let worth = |package| instance.options(package).iter().map(|option| option.worth).fold(0.0, f64::max);
        let all = (0..instance.n_packages()).map(worth).sum();
        let left = best.must_ride_left.len();
        let mut bounds = Self { all, left, penalty: instance.must_ride_penalty(), least: None };
        bounds.least = outcomes.iter().filter_map(|outcome| bounds.of_value(outcome.bound)).reduce(f64::min);
        bounds
    }

    /// None where the bound says nothing: the relaxation loads packages in parts that must ride whole.
    fn of_value(&self, score: f64) -> Option<f64> {
        let bound = score + self.penalty * self.left as f64;
        // Up to the solvers' margin.
        (bound <= self.all * (1.0 + 1e-6) + 1e-6).then_some(bound)
    }

    fn gap(&self, value: &Value) -> Option<f64> {
        let bound = self.least.filter(|_| value.must_ride_left.len() == self.left)?;
        let gap = bound - value.objective();
        // The solvers' margin is no gap.
        let margin = 1e-6 * self.all.max(bound.abs());
        Some(if gap <= margin { 0.0 } else { gap / bound.abs().max(value.objective().abs()) })
    }

    fn row(&self, outcome: &Outcome) -> SolverRow {
        SolverRow {
            solver: outcome.solver,
            load: outcome.load.as_ref().map(|(plan, value)| LoadFigures {
                value: value.objective(),
                cost: value.cost,
                trucks: plan.trucks.len(),
                must_ride_left: value.must_ride_left.len(),
            }),
            bound: self.of_value(outcome.bound),
            gap: outcome.load.as_ref().and_then(|(_, value)| self.gap(value)),
            ended: outcome.ended,
            seconds: outcome.seconds,
        }
    }
}

fn fast_load(instance: &Instance) -> Outcome {
    let start = Instant::now();
    let plan = fast::solve(instance);
    let seconds = start.elapsed().as_secs_f64();
    let value = plan.check(instance).expect("the fast load is built in integers");
    Outcome { solver: "fast", load: Some((plan, value)), bound: f64::INFINITY, ended: "done", seconds }
}

fn aggregate_lp(instance: &Instance) -> Outcome {
    let start = Instant::now();
    let bound = aggregate::bound(instance, Trucks::InParts, aggregate::LIMITS);
    let ended = if bound.is_finite() { "done" } else { "failed" };
    Outcome { solver: "aggregate LP", load: None, bound, ended, seconds: start.elapsed().as_secs_f64() }
}

fn aggregate_milp(instance: &Instance) -> Outcome {
    let start = Instant::now();
    let packed = aggregate::solve(instance, aggregate::LIMITS, &mut fast::solve, &mut Counts::default());
    packed_outcome("aggregate MILP", packed, start)
}

fn exact_load(instance: &Instance) -> Outcome {
    let start = Instant::now();
    if exact::n_columns(instance) > exact::LIMITS.columns {
        return Outcome { solver: "exact", load: None, bound: f64::INFINITY, ended: "too large", seconds: 0.0 };
    }
    packed_outcome("exact", exact::solve(instance, exact::LIMITS, &mut fast::solve, &mut Counts::default()), start)
}

fn packed_outcome(solver: &'static str, packed: Packed, start: Instant) -> Outcome {
    let ended = match packed.solved {
        Solved::Optimal => "done",
        Solved::Limit => "limit",
        Solved::Failed => "failed",
    };
    let seconds = start.elapsed().as_secs_f64();
    Outcome { solver, load: Some((packed.plan, packed.value)), bound: packed.bound, ended, seconds }
}

fn trucks(instance: &Instance, plan: &Plan) -> Vec<TruckRow> {
    let rows = plan.trucks.iter().map(|truck| {
        let lane = &instance.lanes()[usize::from(truck.lane)];
        let vehicle = &instance.vehicles()[usize::from(truck.vehicle)];
        let sum = |sizes: &[u32]| truck.packages.iter().map(|&p| f64::from(sizes[p as usize])).sum::<f64>();
        TruckRow {
            lane: lane.id.clone(),
            vehicle: vehicle.id.clone(),
            cost: lane.costs[usize::from(truck.vehicle)],
            kg: sum(instance.grams()) / 1e3,
            max_kg: f64::from(vehicle.grams) / 1e3,
            m3: sum(instance.ml()) / 1e6,
            max_m3: f64::from(vehicle.ml) / 1e6,
            packages: truck.packages.iter().map(|&p| instance.package_ids()[p as usize].clone()).collect(),
        }
    });
    rows.collect()
}
