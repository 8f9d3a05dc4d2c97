//! A row while it is written: every feature is a quotient, so numerators and denominators come first and one pass divides them all,
//! which the compiler turns into vector instructions.

/// A load or cost below this is taken to be nothing where it divides.
pub(super) const TINY: f32 = 1e-6;

/// x / (1 + x): 0 at 0, a half at 1, and ever nearer to 1.
pub(super) fn saturated(x: f32) -> f32 {
    x / (1.0 + x)
}

/// A row before the division, as wide as whole vectors.
pub(super) struct Row<const WIDTH: usize> {
    parts: [f32; WIDTH],
    wholes: [f32; WIDTH],
}

impl<const WIDTH: usize> Default for Row<WIDTH> {
    fn default() -> Self {
        Self { parts: [0.0; WIDTH], wholes: [1.0; WIDTH] }
    }
}

impl<const WIDTH: usize> Row<WIDTH> {
    /// All cells, to be taken from the front.
    pub(super) fn cells(&mut self) -> Left<'_> {
        Left { parts: &mut self.parts, wholes: &mut self.wholes }
    }

    /// Divides the row into `out`, which may be narrower.
    pub(super) fn divide(&mut self, out: &mut [f32]) {
        for (part, whole) in self.parts.iter_mut().zip(&self.wholes) {
            *part /= whole;
        }
        out.copy_from_slice(&self.parts[..out.len()]);
    }
}

/// The cells of a row that no group has taken.
pub(super) struct Left<'a> {
    parts: &'a mut [f32],
    wholes: &'a mut [f32],
}

impl<'a> Left<'a> {
    /// The next `N` cells. Their number is known to the compiler, which then needs no bounds and no counter.
    #[allow(clippy::inline_always, reason = "inlined, where the cells lie is a constant")]
    #[inline(always)]
    pub(super) fn take<const N: usize>(&mut self) -> Cells<'a, N> {
        let parts = std::mem::take(&mut self.parts).split_first_chunk_mut();
        let wholes = std::mem::take(&mut self.wholes).split_first_chunk_mut();
        let (Some((parts, more_parts)), Some((wholes, more_wholes))) = (parts, wholes) else {
            unreachable!("a row is as long as its groups");
        };
        (self.parts, self.wholes) = (more_parts, more_wholes);
        Cells { parts, wholes, at: 0 }
    }
}

/// Some cells of a row, written one after another.
pub(super) struct Cells<'a, const N: usize> {
    parts: &'a mut [f32; N],
    wholes: &'a mut [f32; N],
    at: usize,
}

#[allow(clippy::inline_always, reason = "inlined, the position is a constant and the bounds are gone")]
impl<const N: usize> Cells<'_, N> {
    /// part / whole, which the caller knows to be at most 1.
    #[inline(always)]
    pub(super) fn share(&mut self, part: f32, whole: f32) {
        self.parts[self.at] = part;
        self.wholes[self.at] = whole;
        self.at += 1;
    }

    /// part / whole, at most 1.
    #[inline(always)]
    pub(super) fn capped(&mut self, part: f32, whole: f32) {
        self.share(part.min(whole), whole);
    }

    /// A value in [0, 1].
    #[inline(always)]
    pub(super) fn plain(&mut self, value: f32) {
        self.share(value, 1.0);
    }

    /// [`saturated`] of part / whole.
    #[inline(always)]
    pub(super) fn saturated(&mut self, part: f32, whole: f32) {
        self.share(part, part + whole);
    }
}
