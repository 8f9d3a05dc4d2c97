//! Each kind of rule, added to the demo case as a planner would: the schedule keeps it, `verify` proves that, and the schedule that
//! was made without the rule is caught.

mod ruled;

mod cargo;
mod hours;
mod trucks;
