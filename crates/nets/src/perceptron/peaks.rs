//! Largest outputs of hidden units, kept on the way through a network where somebody asked for them.

use std::sync::{Arc, Mutex, PoisonError};

/// Largest output so far of each unit with a rectifier, layer after layer; nothing where nobody asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Peaks(Option<Arc<Mutex<Vec<f32>>>>);

impl Peaks {
    /// To be kept.
    pub fn asked() -> Self {
        Self(Some(Arc::default()))
    }

    /// Takes in those of some more rows, which are looked for only if somebody asked.
    pub fn raise(&self, find: impl FnOnce() -> Vec<f32>) {
        if let Some(peaks) = &self.0 {
            higher(&mut peaks.lock().unwrap_or_else(PoisonError::into_inner), &find());
        }
    }

    /// What was kept, `[unit]`; nothing before the first rows.
    pub fn taken(&self) -> Vec<f32> {
        self.0
            .as_ref()
            .map_or_else(Vec::new, |peaks| std::mem::take(&mut *peaks.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

/// The higher of each two; the first are nothing before the first rows.
pub(crate) fn higher(peaks: &mut Vec<f32>, others: &[f32]) {
    peaks.resize(peaks.len().max(others.len()), f32::NEG_INFINITY);
    for (peak, other) in peaks.iter_mut().zip(others) {
        if other > peak {
            *peak = *other;
        }
    }
}
