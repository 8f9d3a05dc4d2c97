//! Products of a tall matrix with a narrow one, which is all that a small network needs.
//!
//! A library's product packs both matrices into panels first, which pays from some hundred columns on. Here the right one is as
//! wide as a layer: 64 columns are four registers of AVX-512, and a matrix of 64 x 64 stays in the first-level cache, so both are
//! read where they lie. Each element is summed in the order of the inner index by fused multiply-adds, whatever the width of the
//! registers, so a product is the same to the bit on every machine that has them.

#![expect(clippy::inline_always, reason = "only what is inlined is compiled for the registers that pulp found")]

use std::array::from_fn;

use pulp::{Arch, Simd, WithSimd};

/// Right matrices and results are padded to a multiple of this many columns: the widest registers' floats.
pub const LANES: usize = 16;
/// Rows of the result that are computed together.
const ROWS: usize = 6;

/// Columns with their padding.
pub fn padded(columns: usize) -> usize {
    columns.next_multiple_of(LANES)
}

/// `out = left x right + biases`, then the activation if there is one.
pub struct Product<'a> {
    /// The left matrix.
    pub left: Left<'a>,
    /// The right one, `[inner, width]`, the width a multiple of [`LANES`].
    pub right: &'a [f32],
    /// Added to each row, `[width]`.
    pub biases: &'a [f32],
    /// Slope below 0 of a leaky rectifier at the end, 1 for none.
    pub leak: f32,
    /// `[row, width]`
    pub out: &'a mut [f32],
}

/// A left matrix, `[row, inner]`, as it lies in memory.
#[derive(Clone, Copy)]
pub enum Left<'a> {
    /// Row after row, each `stride` long and the inner index first in it.
    Rows {
        /// `[row, stride]`
        values: &'a [f32],
        /// At least as long as the inner index.
        stride: usize,
    },
    /// The transpose of a matrix that lies so: inner index after inner index, each `stride` long and the rows first in it.
    Columns {
        /// `[inner, stride]`
        values: &'a [f32],
        /// At least as long as there are rows.
        stride: usize,
    },
}

impl Product<'_> {
    /// Computes it, on the calling thread.
    pub fn compute(self) {
        assert!(self.biases.len().is_multiple_of(LANES), "{} columns are not padded", self.biases.len());
        Arch::new().dispatch(self);
    }
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let width = self.biases.len();
        let n_rows = self.out.len() / width;
        let inner = self.right.len() / width;
        let (right, biases) = (S::as_simd_f32s(self.right).0, S::as_simd_f32s(self.biases).0);
        let right = Right { values: right, biases, width: biases.len(), inner, leak: self.leak };
        let mut tiles = self.out.chunks_exact_mut(ROWS * width);
        let mut row = 0;
        for out in tiles.by_ref() {
            right.rows::<S, ROWS>(simd, self.left, row, S::as_mut_simd_f32s(out).0);
            row += ROWS;
        }
        for out in tiles.into_remainder().chunks_exact_mut(width) {
            right.rows::<S, 1>(simd, self.left, row, S::as_mut_simd_f32s(out).0);
            row += 1;
        }
        debug_assert_eq!(row, n_rows);
    }
}

/// The right matrix in registers' worths.
#[derive(Clone, Copy)]
struct Right<'a, V> {
    /// `[inner, width]`
    values: &'a [V],
    /// `[width]`
    biases: &'a [V],
    width: usize,
    inner: usize,
    leak: f32,
}

impl<V: Copy> Right<'_, V> {
    /// Some rows of the result, `[R, width]`: as many columns at a time as the registers hold sums of.
    #[inline(always)]
    fn rows<S: Simd<f32s = V>, const R: usize>(self, simd: S, left: Left<'_>, row: usize, out: &mut [V]) {
        let mut column = 0;
        while column < self.width {
            match self.width - column {
                4.. if S::REGISTER_COUNT >= 32 => {
                    self.columns::<S, R, 4>(simd, left, row, column, out);
                    column += 4;
                }
                2.. => {
                    self.columns::<S, R, 2>(simd, left, row, column, out);
                    column += 2;
                }
                _ => {
                    self.columns::<S, R, 1>(simd, left, row, column, out);
                    column += 1;
                }
            }
        }
    }

    #[inline(always)]
    fn columns<S: Simd<f32s = V>, const R: usize, const C: usize>(
        self,
        simd: S,
        left: Left<'_>,
        row: usize,
        column: usize,
        out: &mut [V],
    ) {
        let sums: [[V; C]; R] = match left {
            Left::Rows { values, stride } => {
                let rows: [&[f32]; R] = from_fn(|r| &values[(row + r) * stride..][..self.inner]);
                self.sums::<S, R, C>(simd, column, |k| from_fn(|r| rows[r][k]))
            }
            Left::Columns { values, stride } => self.sums::<S, R, C>(simd, column, |k| {
                let column: &[f32; R] = values[k * stride + row..][..R].try_into().expect("R long");
                *column
            }),
        };
        let leak = simd.splat_f32s(self.leak);
        for (r, sums) in sums.iter().enumerate() {
            for (out, &sum) in out[r * self.width + column..][..C].iter_mut().zip(sums) {
                *out = simd.max_f32s(sum, simd.mul_f32s(sum, leak));
            }
        }
    }

    #[inline(always)]
    fn sums<S: Simd<f32s = V>, const R: usize, const C: usize>(
        self,
        simd: S,
        column: usize,
        left: impl Fn(usize) -> [f32; R],
    ) -> [[V; C]; R] {
        let biases: [V; C] = from_fn(|c| self.biases[column + c]);
        let mut sums = [biases; R];
        for k in 0..self.inner {
            let right: &[V; C] = self.values[k * self.width + column..][..C].try_into().expect("C long");
            let left = left(k);
            for r in 0..R {
                let left = simd.splat_f32s(left[r]);
                for c in 0..C {
                    sums[r][c] = simd.mul_add_f32s(left, right[c], sums[r][c]);
                }
            }
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever the shape, both layouts of the left matrix give what three loops give.
        #[test]
        fn products_are_those_of_plain_loops(
            n_rows in 1_usize..20, inner in 1_usize..9, columns in 1_usize..70, spare in 0_usize..3,
            noise in proptest::collection::vec(-2.0_f32..2.0, 20 * 12 + 10 * 80),
        ) {
            let width = padded(columns);
            let stride = inner + spare;
            let (left, right) = (&noise[..n_rows * stride], &noise[240..240 + inner * width]);
            let biases = &noise[noise.len() - width..];
            let element = |i: usize, j: usize| {
                let sum = (0..inner).fold(biases[j], |sum, k| left[i * stride + k].mul_add(right[k * width + j], sum));
                sum.max(0.01 * sum)
            };
            let expected: Vec<f32> = (0..n_rows * width).map(|at| element(at / width, at % width)).collect();
            let turned: Vec<f32> = (0..stride * n_rows).map(|at| left[at % n_rows * stride + at / n_rows]).collect();
            let layouts = [Left::Rows { values: left, stride }, Left::Columns { values: &turned, stride: n_rows }];
            for left in layouts {
                let mut out = vec![f32::NAN; n_rows * width];
                Product { left, right, biases, leak: 0.01, out: &mut out }.compute();
                prop_assert_eq!(&out, &expected);
            }
        }
    }
}
