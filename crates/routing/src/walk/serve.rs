//! When service begins at a place that was reached: windows, and pauses while waiting or before.

use super::Walker;
use super::state::State;

impl Walker<'_> {
    /// The start of service and the end of its window, if there is one. `open` says when service may begin for whoever
    /// is ready at a time. The state's time becomes that at which the vehicle is ready.
    pub fn begin(
        &self,
        state: &mut State,
        service_s: i32,
        open: impl Fn(i32) -> Option<(i32, i32)>,
    ) -> Option<(i32, i32)> {
        state.arrived = state.time;
        state.paused_before = state.paused;
        let mut found = open(state.time)?;
        if self.plain {
            return Some(found);
        }
        // A lunch is had where its window opens before service could begin, or would be over after it.
        for (number, (window, _)) in self.kind.lunches.iter().enumerate() {
            let waits = window.open <= state.time || window.open < found.0;
            if state.lunches >> number & 1 == 0 && (waits || found.0 + service_s > window.close) {
                self.have_lunch(state, number);
                found = open(state.time)?;
            }
        }
        if self.kind.driving.is_some_and(|(_, pause)| found.0 - state.time >= pause) {
            state.driving = 0;
        }
        Some(found)
    }
}
