//! microlp as the solver.

use good_lp::{Constraint, Expression, ProblemVariables, SolverModel, microlp as translate};
use microlp::{OptimizationDirection, Problem, SolutionStatus, SolveOptions, SolveOutcome};

use super::work::{Answer, Solved, Work};

pub fn maximise(variables: ProblemVariables, objective: Expression, rows: Vec<Constraint>, work: &Work<'_>) -> Answer {
    let model = variables.maximise(objective).using(translate).with_all(rows);
    let mut options = SolveOptions::default();
    options.node_limit = Some(work.nodes);
    options.warm_start = work.start.map(|values| {
        // A column of microlp is its position and nothing else, and good_lp does not hand its own out.
        let mut positions = Problem::new(OptimizationDirection::Maximize);
        values.iter().map(|&value| (positions.add_var(0.0, (0.0, 0.0)), value)).collect()
    });
    match model.as_inner().solve_with(options) {
        Err(_) => Answer { solved: Solved::Failed, values: None, bound: f64::INFINITY },
        Ok(outcome) => {
            let bound = outcome.stats().best_bound.unwrap_or(f64::INFINITY);
            let SolveOutcome::Solution(solution) = outcome else {
                return Answer { solved: Solved::Limit, values: None, bound };
            };
            let proved = solution.status() == SolutionStatus::Optimal;
            let values = solution.iter().map(|(_, value)| value).collect();
            Answer { solved: if proved { Solved::Optimal } else { Solved::Limit }, values: Some(values), bound }
        }
    }
}
