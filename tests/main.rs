//! The whole program: the `linehaul` binary on the demo case, and the crates together on random worlds.

mod demo;
mod folders;
mod program;
mod skipped;
mod toy_case;

mod end_to_end;
mod extreme_cases;
mod golden_summary;

mod determinism;

mod audited_worlds;
mod random_worlds;
mod replan;
mod replanned_worlds;

mod rules;
mod same_bytes;

mod tampering;

mod dock;
mod knapsacks;
mod pack;

mod features;

mod real_cases;

mod report;

mod routes;

mod bad_input;

mod full_disk;
mod killed;

mod training;

mod calibrate;
mod manners;
mod policy;

mod architecture;
mod console;
mod prose;

mod what_was_skipped;
