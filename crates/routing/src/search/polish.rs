//! Polishing: of all routes that were seen, those are chosen that serve each stop once at least cost (set partitioning;
//! Subramanian, Uchoa and Ochi 2013). The program is solved in floats; the routes are laid and priced in integers.

use good_lp::{Expression, ProblemVariables, SolverModel, Variable, constraint, microlp as translate, variable};
use microlp::{OptimizationDirection, Problem as Positions, SolveOptions, SolveOutcome};

use super::pool::{Column, Pool};
use crate::plan::{Plan, Route, Visit};
use crate::problem::{Problem, REQUIRED};

/// Most routes of the program: it takes a second or so.
const COLUMNS: usize = 1500;
/// Most nodes of its tree.
const NODES: u64 = 200;

/// Routes at least cost, of those seen and those of a plan; nothing where none is found.
pub fn polish(problem: &Problem, pools: &[&Pool], plan: &Plan) -> Option<Plan> {
    let mut columns: Vec<Column> = plan
        .routes
        .iter()
        .map(|route| Column {
            kind: problem.kind_of(route.vehicle),
            cost: problem.timetable(0, route).map_or(0, |timetable| timetable.costs.total()),
            visits: route.visits.clone(),
        })
        .collect();
    let own = columns.len();
    let each = COLUMNS / pools.len().max(1);
    for pool in pools {
        columns.extend_from_slice(pool.newest(each));
    }
    let chosen = choose(problem, &columns, own, plan)?;
    let mut next = vec![0; problem.kinds().len()];
    let routes = chosen.into_iter().map(|column| {
        let column = &columns[column];
        let at = &mut next[column.kind as usize];
        *at += 1;
        let vehicle = problem.kind(column.kind).vehicles.get(*at - 1).copied();
        vehicle.map(|vehicle| Route { vehicle, start_s: 0, visits: column.visits.clone() })
    });
    let routes: Option<Vec<Route>> = routes.collect();
    Some(Plan { routes: routes?, left_out: Vec::new() })
}

/// Columns that serve each stop at most once, the first `own` being those of a plan.
fn choose(problem: &Problem, columns: &[Column], own: usize, plan: &Plan) -> Option<Vec<usize>> {
    let unit = columns.iter().map(|column| column.cost).max().unwrap_or(1).max(1) as f64;
    let mut variables = ProblemVariables::new();
    let chosen: Vec<Variable> = columns.iter().map(|_| variables.add(variable().binary())).collect();
    let mut objective = Expression::from(0.0);
    let mut covers = vec![Expression::from(0.0); problem.n_stops()];
    let mut kinds = vec![Expression::from(0.0); problem.kinds().len()];
    for (column, &picked) in columns.iter().zip(&chosen) {
        objective += column.cost as f64 / unit * picked;
        kinds[column.kind as usize] += picked;
        for visit in &column.visits {
            if let Visit::Stop(stop) = visit {
                covers[*stop as usize] += picked;
            }
        }
    }
    let mut values: Vec<f64> = (0..columns.len()).map(|column| f64::from(u8::from(column < own))).collect();
    for (stop, cover) in covers.iter_mut().enumerate() {
        let price = problem.job(stop as u32).left_out;
        let out = plan.left_out.binary_search(&(stop as u32)).is_ok();
        // A stop that must be served and is not may stay so, at no price: all choices leave it out.
        if price < REQUIRED || out {
            let left = variables.add(variable().min(0.0).max(1.0));
            objective += if price < REQUIRED { price as f64 / unit } else { 0.0 } * left;
            *cover += left;
            values.push(f64::from(u8::from(out)));
        }
    }
    let mut model = variables.minimise(objective).using(translate);
    for cover in covers {
        model = model.with(constraint!(cover == 1.0));
    }
    for (kind, used) in problem.kinds().iter().zip(kinds) {
        model = model.with(constraint!(used <= kind.vehicles.len() as f64));
    }
    let mut options = SolveOptions::default();
    options.node_limit = Some(NODES);
    let mut positions = Positions::new(OptimizationDirection::Minimize);
    options.warm_start = Some(values.iter().map(|&value| (positions.add_var(0.0, (0.0, 0.0)), value)).collect());
    match model.as_inner().solve_with(options) {
        Ok(SolveOutcome::Solution(solution)) => {
            let picked = solution.iter().take(columns.len()).enumerate().filter(|(_, (_, value))| *value > 0.5);
            Some(picked.map(|(column, _)| column).collect())
        }
        _ => None,
    }
}
