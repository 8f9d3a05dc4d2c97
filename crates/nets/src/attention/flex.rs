//! Attention on the processor, group after group: a group's queries, keys and values stay in the first-level cache.
//!
//! Scores lie group by group, in it head by head, in it as a square. Sums are taken in a fixed order, whatever the registers.

#![expect(clippy::inline_always, reason = "only what is inlined is compiled for the registers that pulp found")]

use std::array::from_fn;
use std::ops::Range;

use burn::backend::Flex;
use burn::backend::tensor::FloatTensor;
use pulp::{Arch, Simd, WithSimd};

use super::exponential::exponential;
use super::operation::{Among, ByHand, Device, Kept, MAX_SCORE, scale};
use crate::arrays::{columns, flat, give_back, into_whole, tensor, values, whole};
use crate::buffers;

/// Sums that a product of two rows is made of side by side.
const LANES: usize = 16;

impl Device for Flex {
    const BY_HAND: Option<ByHand<Self>> = Some(ByHand { attend, back, discard });
}

fn attend([rows, projected]: [FloatTensor<Flex>; 2], among: &Among) -> (FloatTensor<Flex>, Kept<Flex>) {
    let (width, rows, projected) = (columns(&rows), into_whole(rows), into_whole(projected));
    let mut outputs = buffers::copy(rows.storage());
    let n_scores = among.groups.n_pairs() * among.heads;
    let (mut scores, mut shares) = (buffers::take(n_scores), buffers::take(n_scores));
    let parts = Parts { values: projected.storage(), width, columns: width / among.heads };
    Arch::new().dispatch(There { parts, among, scores: &mut scores, shares: &mut shares, outputs: &mut outputs });
    give_back(rows);
    (tensor(outputs, width), Kept { projected, scores: flat(scores), shares: flat(shares) })
}

fn back(kept: Kept<Flex>, of_outputs: &FloatTensor<Flex>, among: &Among) -> FloatTensor<Flex> {
    let (width, of_outputs) = (columns(of_outputs), whole(of_outputs));
    let (scores, shares) = (values(kept.scores), values(kept.shares));
    let mut of_projected = buffers::take(of_outputs.storage::<f32>().len() * 3);
    let parts = Parts { values: kept.projected.storage(), width, columns: width / among.heads };
    let (of_outputs, of_parts) = (of_outputs.storage(), &mut of_projected);
    Arch::new().dispatch(Back { parts, among, scores: &scores, shares: &shares, of_outputs, of_parts });
    [scores, shares].into_iter().for_each(buffers::give);
    give_back(kept.projected);
    tensor(of_projected, 3 * width)
}

fn discard(kept: Kept<Flex>) {
    [kept.projected, kept.scores, kept.shares].into_iter().for_each(give_back);
}

/// The way there.
struct There<'a> {
    parts: Parts<'a>,
    among: &'a Among,
    scores: &'a mut [f32],
    shares: &'a mut [f32],
    outputs: &'a mut [f32],
}

impl WithSimd for There<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { parts, among, scores, shares, outputs } = self;
        parts.score(simd, among, scores);
        for (share, score) in shares.iter_mut().zip(scores) {
            *share = exponential(score.clamp(-MAX_SCORE, MAX_SCORE));
        }
        parts.take(simd, among, shares, outputs);
    }
}

/// The way back.
struct Back<'a> {
    parts: Parts<'a>,
    among: &'a Among,
    scores: &'a [f32],
    shares: &'a [f32],
    of_outputs: &'a [f32],
    /// `[row, 3 * width]`
    of_parts: &'a mut [f32],
}

/// What was projected, `[row, 3 * width]`.
struct Parts<'a> {
    values: &'a [f32],
    width: usize,
    /// Those of a head.
    columns: usize,
}

impl Parts<'_> {
    /// Where in the array a row's query, key or value for a head lies.
    #[inline(always)]
    fn place(&self, row: u32, part: usize, head: usize) -> Range<usize> {
        let start = (row as usize * 3 + part) * self.width + head * self.columns;
        start..start + self.columns
    }

    #[inline(always)]
    fn part(&self, row: u32, part: usize, head: usize) -> &[f32] {
        &self.values[self.place(row, part, head)]
    }

    /// Where a row's part for a head lies among rows without the others.
    #[inline(always)]
    fn head(&self, row: u32, head: usize) -> Range<usize> {
        let start = row as usize * self.width + head * self.columns;
        start..start + self.columns
    }

    /// Scaled products of queries and keys.
    #[inline(always)]
    fn score<S: Simd>(&self, simd: S, among: &Among, scores: &mut [f32]) {
        let scale = scale(self.columns);
        for (rows, head, square) in squares(among) {
            for (scores, &row) in scores[square].chunks_exact_mut(rows.len()).zip(rows) {
                let query = self.part(row, 0, head);
                for (score, &other) in scores.iter_mut().zip(rows) {
                    *score = product(simd, query, self.part(other, 1, head)) * scale;
                }
            }
        }
    }

    /// From exponentials to shares, and values in these shares.
    #[inline(always)]
    fn take<S: Simd>(&self, simd: S, among: &Among, shares: &mut [f32], outputs: &mut [f32]) {
        for (rows, head, square) in squares(among) {
            for (shares, &row) in shares[square].chunks_exact_mut(rows.len()).zip(rows) {
                let whole = 1.0 / shares.iter().sum::<f32>();
                let output = &mut outputs[self.head(row, head)];
                for (share, &other) in shares.iter_mut().zip(rows) {
                    *share *= whole;
                    add(simd, output, *share, self.part(other, 2, head));
                }
            }
        }
    }
}

impl WithSimd for Back<'_> {
    type Output = ();

    /// With p the shares, g the gradient of the outputs and v the values, that of a score is `p_ij (g_i v_j - sum_k p_ik g_i v_k)`.
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { parts, among, of_parts, .. } = self;
        let scale = scale(parts.columns);
        let mut of_shares = Vec::new();
        of_parts.fill(0.0);
        for (rows, head, square) in squares(among) {
            let [scores, shares] = [self.scores, self.shares].map(|all| all[square.clone()].chunks_exact(rows.len()));
            for ((scores, shares), &row) in scores.zip(shares).zip(rows) {
                let of_output = &self.of_outputs[parts.head(row, head)];
                of_shares.clear();
                for (&share, &other) in shares.iter().zip(rows) {
                    of_shares.push(product(simd, of_output, parts.part(other, 2, head)));
                    add(simd, &mut of_parts[parts.place(other, 2, head)], share, of_output);
                }
                let mean = shares.iter().zip(&of_shares).map(|(share, of_share)| share * of_share).sum::<f32>();
                let query = parts.part(row, 0, head);
                for (((&share, of_share), score), &other) in shares.iter().zip(&of_shares).zip(scores).zip(rows) {
                    let free = if score.abs() <= MAX_SCORE { scale } else { 0.0 };
                    let of_score = share * (of_share - mean) * free;
                    add(simd, &mut of_parts[parts.place(row, 0, head)], of_score, parts.part(other, 1, head));
                    add(simd, &mut of_parts[parts.place(other, 1, head)], of_score, query);
                }
            }
        }
    }
}

/// Each group's rows, once a head, and where their square of scores lies.
#[inline(always)]
fn squares(among: &Among) -> impl Iterator<Item = (&[u32], usize, Range<usize>)> {
    let mut end = 0;
    let groups = among.groups.iter().filter(|rows| !rows.is_empty());
    groups.flat_map(|rows| (0..among.heads).map(move |head| (rows, head))).map(move |(rows, head)| {
        let start = end;
        end += rows.len() * rows.len();
        (rows, head, start..end)
    })
}

/// The sum of products, in [`LANES`] sums first.
#[inline(always)]
fn product<S: Simd>(simd: S, left: &[f32], right: &[f32]) -> f32 {
    let whole = left.len() / LANES * LANES;
    let ((lefts, left), (rights, right)) = (left.split_at(whole), right.split_at(whole));
    let mut sums = [0.0; LANES];
    let registers = S::as_mut_simd_f32s(&mut sums).0;
    for (at, (left, right)) in S::as_simd_f32s(lefts).0.iter().zip(S::as_simd_f32s(rights).0).enumerate() {
        let register = &mut registers[at % registers.len()];
        *register = simd.mul_add_f32s(*left, *right, *register);
    }
    let fours: [f32; 4] = from_fn(|lane| (sums[lane] + sums[lane + 4]) + (sums[lane + 8] + sums[lane + 12]));
    let rest = left.iter().zip(right).map(|(left, right)| left * right).sum::<f32>();
    (fours[0] + fours[1]) + (fours[2] + fours[3]) + rest
}

#[inline(always)]
fn add<S: Simd>(simd: S, sums: &mut [f32], share: f32, row: &[f32]) {
    let ((sums, rest), (row, row_rest)) = (S::as_mut_simd_f32s(sums), S::as_simd_f32s(row));
    let shares = simd.splat_f32s(share);
    for (sum, row) in sums.iter_mut().zip(row) {
        *sum = simd.mul_add_f32s(shares, *row, *sum);
    }
    for (sum, value) in rest.iter_mut().zip(row_rest) {
        *sum = share.mul_add(*value, *sum);
    }
}
