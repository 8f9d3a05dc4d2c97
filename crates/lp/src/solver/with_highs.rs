//! HiGHS as the solver: on one thread and without a clock, so that answers repeat.

use good_lp::{
    Constraint, Expression, ProblemVariables, ResolutionError, Solution, SolutionStatus, SolverModel,
    WithInitialSolution, highs,
};

use super::work::{Answer, Solved, Work};

pub fn maximise(variables: ProblemVariables, objective: Expression, rows: Vec<Constraint>, work: &Work<'_>) -> Answer {
    let nodes = i32::try_from(work.nodes).unwrap_or(i32::MAX);
    let mut model = variables.maximise(objective.clone()).using(highs).with_all(rows);
    model = model.set_threads(1).set_option("mip_max_nodes", nodes);
    model = model.set_option("mip_rel_gap", 0.0).set_option("mip_abs_gap", 0.0);
    if let Some(start) = work.start {
        model = model.with_initial_solution(work.columns.iter().copied().zip(start.iter().copied()));
    }
    let nothing = |solved| Answer { solved, values: None, bound: f64::INFINITY };
    match model.solve() {
        // At a limit before the first feasible point.
        Err(ResolutionError::Other("NoSolutionFound")) => nothing(Solved::Limit),
        Err(_) => nothing(Solved::Failed),
        Ok(solution) => {
            let values = Some(work.columns.iter().map(|&column| solution.value(column)).collect());
            match solution.status() {
                SolutionStatus::Optimal => {
                    Answer { solved: Solved::Optimal, values, bound: objective.eval_with(&solution) }
                }
                // good_lp does not hand on the bound of a tree that was cut off.
                _ => Answer { values, ..nothing(Solved::Limit) },
            }
        }
    }
}
