//! Whether a stream may get more than plain text: the one place that decides about colour and about bars that move.

use std::io::IsTerminal;

/// Whether colours and control characters may go to a stream: a terminal that can show them, and nobody who said no.
///
/// `NO_COLOR` set to anything but nothing says no (<https://no-color.org>); a terminal of type `dumb`, or of no type, can not.
pub fn is_styled(stream: &impl IsTerminal) -> bool {
    let says = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    stream.is_terminal() && says("NO_COLOR").is_none() && says("TERM").is_some_and(|term| term != "dumb")
}
