//! The independent auditor: a case and the files of a schedule in, broken claims out.
//!
//! [`audit()`] re-proves every claim that `docs/model.md` says a schedule makes. It shares the case, its rules and its demand with
//! the simulator, and nothing else: routes, calendar, trajectories and costs are computed here once more, in another way, so
//! that one mistake has to be made twice to go unseen. Whatever the files hold is an answer, never a panic.
//!
//! Each file from `metadata` to `summary` proves one thing; the order is that of the proof. A fault is reported where it stands, and what rests on a
//! faulty row is left out rather than reported again.
//!
//! Not proved, because the files do not say what was ordered and waiting room for it: that a detour took only room that the
//! lane's own packages left. That a detour keeps its slack is proved.

mod audit;
mod verify;

mod report;

mod basis;
mod calendar;
mod news;
mod routes;

mod figures;
mod package_ids;

mod metadata;

mod moment;
mod truck;

mod arrivals;
mod departures;

mod dispatch_rules;

mod loads;

mod cargo;

mod trajectories;

mod told;

mod late;
mod must_ride;

mod packages;

mod bound;
mod summary;

mod market;

pub use audit::audit;
pub use market::audit_routes;
pub use report::{Claim, Counts, Report, Table};
pub use verify::{VerifyError, verify, verify_on_trust, verify_routes};

#[cfg(test)]
mod tests;
