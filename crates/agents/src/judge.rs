//! How good a policy is: against others on the same demand, under a cap on lateness, and on worlds that it has never seen.

pub mod evaluate;

pub mod comparison;
pub mod marl_eval;
pub mod statistics;

pub mod tune;

pub mod calibrate;
pub mod frontier;
pub mod opponents;
pub mod solved;

pub mod exam;
pub mod held_out;

pub mod multipliers;

pub mod explain;
