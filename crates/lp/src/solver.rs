//! What the formulations share: a model, a solver behind it, and limits in work.
//!
//! Models are written for `good_lp`; microlp solves them, a simplex and branch and bound in Rust without further needs. With the
//! feature `highs` it is `HiGHS`, which takes cmake, a C++ compiler and libclang to build. Limits are counts of nodes, so that the same
//! instance gets the same answer on any machine: `good_lp` passes only time limits on, hence microlp is called on the model
//! that `good_lp` built. A simplex alone has no limit but the size of its model.
//!
//! Answers are in floats: each is turned into a plan and rechecked in integers before anyone sees it, and bounds carry a margin.

#[cfg(feature = "highs")]
mod with_highs;
#[cfg(not(feature = "highs"))]
mod with_microlp;
mod work;

use good_lp::{Expression, ProblemVariables, Variable, variable};

use crate::instance::Instance;
use crate::plan::{Plan, Value};

#[cfg(feature = "highs")]
use with_highs::maximise;
#[cfg(not(feature = "highs"))]
use with_microlp::maximise;
use work::Work;

pub(crate) use work::Answer;
pub use work::Solved;

/// How much work a solver may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Nodes of the branch and bound tree.
    pub nodes: u64,
    /// Columns of the model; a larger one is not tried.
    pub columns: usize,
}

/// What became of a number of solver calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Solved to the end.
    pub solved: u64,
    /// Answers that failed, or broke a limit in integers, and were replaced by the fast load.
    pub refused: u64,
    /// Ended by a limit: the better of what was found and the fast load was taken.
    pub limits: u64,
}

impl Counts {
    /// Counts one more call.
    pub fn add(&mut self, solved: Solved) {
        match solved {
            Solved::Optimal => self.solved += 1,
            Solved::Limit => self.limits += 1,
            Solved::Failed => self.refused += 1,
        }
    }
}

/// The answer of a solver as a plan that keeps every limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Packed {
    /// The plan, from the solver or from the fast load.
    pub plan: Plan,
    /// What it is worth.
    pub value: Value,
    /// How the solver ended.
    pub solved: Solved,
    /// No plan scores more than this; infinite where nothing was proved.
    pub bound: f64,
}

impl Packed {
    /// Rechecks a solver's plan; takes the fast load in its place where it breaks a limit, and the better of the two where the
    /// solver did not come to its end.
    pub(crate) fn new(
        instance: &Instance,
        plan: Option<Plan>,
        answer: &Answer,
        fast: &mut dyn FnMut(&Instance) -> Plan,
        counts: &mut Counts,
    ) -> Self {
        let checked = plan.map(|plan| plan.check(instance).map(|value| (plan, value)));
        let refused = matches!(checked, Some(Err(_)));
        let solved = if refused { Solved::Failed } else { answer.solved };
        let own = checked.and_then(Result::ok);
        let best = match own {
            Some(own) if solved == Solved::Optimal => own,
            own => {
                let plan = fast(instance);
                let value = plan.check(instance).expect("the fast load is built in integers");
                own.filter(|(_, of_own)| of_own.score() > value.score()).unwrap_or((plan, value))
            }
        };
        counts.add(solved);
        Self { plan: best.0, value: best.1, solved, bound: answer.bound }
    }
}

/// A column of a model.
pub(crate) type Column = usize;

/// A maximisation with rows `terms <= limit`.
pub(crate) struct Model {
    variables: ProblemVariables,
    columns: Vec<Variable>,
    objective: Vec<f64>,
    rows: Vec<(Vec<(Column, f64)>, f64)>,
}

impl Model {
    pub fn new() -> Self {
        Self { variables: ProblemVariables::new(), columns: Vec::new(), objective: Vec::new(), rows: Vec::new() }
    }

    /// A real column from 0 to 1.
    pub fn share(&mut self, objective: f64) -> Column {
        self.column(variable().min(0.0).max(1.0), objective)
    }

    /// A real column from 0 to a limit.
    pub fn amount(&mut self, most: u32, objective: f64) -> Column {
        self.column(variable().min(0.0).max(f64::from(most)), objective)
    }

    /// An integer column from 0 to a limit.
    pub fn count(&mut self, most: u32, objective: f64) -> Column {
        self.column(variable().integer().min(0.0).max(f64::from(most)), objective)
    }

    fn column(&mut self, definition: good_lp::VariableDefinition, objective: f64) -> Column {
        self.columns.push(self.variables.add(definition));
        self.objective.push(objective);
        self.columns.len() - 1
    }

    /// Adds `sum of coefficient x column <= limit`.
    pub fn row(&mut self, terms: Vec<(Column, f64)>, limit: f64) {
        if !terms.is_empty() {
            self.rows.push((terms, limit));
        }
    }

    pub fn n_columns(&self) -> usize {
        self.columns.len()
    }

    /// Solves the model; `start` is a feasible point to begin with, `[column]`.
    pub fn solve(self, nodes: u64, start: Option<&[f64]>) -> Answer {
        if self.columns.is_empty() {
            return Answer { solved: Solved::Optimal, values: Some(Vec::new()), bound: 0.0 };
        }
        // The largest coefficient becomes 1, what the tolerances of solvers are meant for.
        let scale = self.objective.iter().fold(0.0, |most: f64, c| most.max(c.abs())).max(f64::MIN_POSITIVE);
        // Reduced costs are right to 1e-10 a column of the scaled model, and nodes within 1e-9 of the best, which is at most one
        // a column, are dropped. At least a hundred times that where models are small.
        let margin = scale * 1e-9 * (100.0 + 2.0 * self.columns.len() as f64);
        let mut objective = Expression::with_capacity(self.columns.len());
        for (&column, coefficient) in self.columns.iter().zip(&self.objective) {
            objective.add_mul(coefficient / scale, column);
        }
        let rows: Vec<_> = self
            .rows
            .iter()
            .map(|(terms, limit)| {
                let mut row = Expression::with_capacity(terms.len());
                for &(column, coefficient) in terms {
                    row.add_mul(coefficient, self.columns[column]);
                }
                row.leq(*limit)
            })
            .collect();
        let answer = maximise(self.variables, objective, rows, &Work { columns: &self.columns, nodes, start });
        Answer { bound: answer.bound * scale + margin, ..answer }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::naive;
    use crate::plan::PlanTruck;
    use crate::random::{Recipe, random};

    /// Nothing rides twice, so a plan that says so is refused, whatever the solver claims; a sound one is taken as it is.
    #[test]
    fn a_plan_that_breaks_a_limit_is_replaced_by_the_fast_load_and_counted() {
        let instance = random(5, Recipe { packages: 20, lanes: 1, vehicles: 3, trucks: 3, rules: false });
        let truck = PlanTruck { lane: 0, vehicle: 0, packages: vec![0, 0] };
        let answer = Answer { solved: Solved::Optimal, values: None, bound: 1.0 };
        let mut counts = Counts::default();
        for (plan, solved) in [(Plan { trucks: vec![truck] }, Solved::Failed), (Plan::default(), Solved::Optimal)] {
            let packed = Packed::new(&instance, Some(plan.clone()), &answer, &mut naive::solve, &mut counts);
            assert_eq!(packed.solved, solved);
            assert_eq!(packed.plan, if solved == Solved::Failed { naive::solve(&instance) } else { plan });
        }
        assert_eq!(counts, Counts { solved: 1, refused: 1, limits: 0 });
    }

    /// max 3 a + 2 b, a + b <= 1.5, both up to 1: whole only a rides, in parts half of b beside it.
    #[test]
    fn a_small_model_is_solved_in_whole_numbers_and_in_parts() {
        let model = |whole: bool| {
            let mut model = Model::new();
            let columns = [3.0, 2.0].map(|c| if whole { model.count(1, c) } else { model.share(c) });
            model.row(columns.map(|column| (column, 1.0)).to_vec(), 1.5);
            model.solve(100, None)
        };
        for (whole, best) in [(true, 3.0), (false, 4.0)] {
            let answer = model(whole);
            assert_eq!(answer.solved, Solved::Optimal);
            assert!(answer.bound >= best && answer.bound < best + 1e-5, "{}", answer.bound);
        }
    }
}
