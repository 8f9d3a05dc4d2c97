//! Ctrl-C as a question that a long search asks: whether to stop with what it has. The second one ends the program.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use linehaul_app::failure::Failure;
use signal_hook::consts::SIGINT;
use signal_hook::flag::{register, register_conditional_shutdown};

/// How a program ends that this signal killed.
const KILLED: i32 = 130;

/// Says, from now on, whether Ctrl-C was pressed.
pub fn interrupted() -> Result<impl Fn() -> bool + Sync, Failure> {
    let pressed = Arc::new(AtomicBool::new(false));
    // In this order: the first press finds the flag down, and raises it.
    register_conditional_shutdown(SIGINT, KILLED, Arc::clone(&pressed))
        .and_then(|_| register(SIGINT, Arc::clone(&pressed)))
        .map_err(|error| Failure::new(format!("cannot listen for Ctrl-C: {error}"), "run it from another shell"))?;
    Ok(move || pressed.load(Ordering::Relaxed))
}
