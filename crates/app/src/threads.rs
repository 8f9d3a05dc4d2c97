//! How many threads everything runs on.

use crate::failure::Failure;

/// Uses so many threads from now on; once a process, before anything else. Results do not depend on it.
pub fn use_threads(threads: u16) -> Result<(), Failure> {
    let built = rayon::ThreadPoolBuilder::new().num_threads(threads.into()).build_global();
    built.map_err(|error| Failure::new(format!("cannot start {threads} threads: {error}"), "give a smaller number"))
}
