//! Messages on the processor, row after row: what a network's hubs hear and say stays in the first-level cache.

#![expect(clippy::inline_always, reason = "only what is inlined is compiled for the registers that pulp found")]

use burn::backend::Flex;
use burn::backend::tensor::FloatTensor;
use pulp::Arch;

use super::ends::Ends;
use super::operation::{ByHand, Device};
use crate::arrays::{columns, give_back, into_whole, tensor};
use crate::buffers;
use crate::perceptron::LEAK;

impl Device for Flex {
    const BY_HAND: Option<ByHand<Self>> = Some(ByHand { hear, hear_back, tell, tell_back });
}

fn hear(lanes: FloatTensor<Flex>, ends: &Ends) -> FloatTensor<Flex> {
    let (width, lanes) = (columns(&lanes), into_whole(lanes));
    let mut heard = sums(lanes.storage(), width, ends);
    Arch::new().dispatch(|| {
        for (hub, heard) in heard.chunks_exact_mut(2 * width).enumerate() {
            for (half, shares) in heard.chunks_exact_mut(width).zip(&ends.shares) {
                for sum in half {
                    *sum *= shares[hub];
                }
            }
        }
    });
    give_back(lanes);
    tensor(heard, 2 * width)
}

fn hear_back(of_heard: FloatTensor<Flex>, ends: &Ends) -> FloatTensor<Flex> {
    let (width, back) = (columns(&of_heard) / 2, into_whole(of_heard));
    let mut of_lanes = buffers::take(ends.hubs[0].len() * width);
    Arch::new().dispatch(|| {
        for (of_lane, hubs) in of_lanes.chunks_exact_mut(width).zip(ends.rows()) {
            let [from, to] = halves(back.storage(), width, hubs);
            let [share_from, share_to] = [ends.shares[0][hubs[0]], ends.shares[1][hubs[1]]];
            for ((of_lane, from), to) in of_lane.iter_mut().zip(from).zip(to) {
                *of_lane = from * share_from + to * share_to;
            }
        }
    });
    give_back(back);
    tensor(of_lanes, width)
}

fn tell(lanes: FloatTensor<Flex>, told: FloatTensor<Flex>, ends: &Ends) -> FloatTensor<Flex> {
    let (width, lanes, told) = (columns(&lanes), into_whole(lanes), into_whole(told));
    let values: &[f32] = lanes.storage();
    let mut outputs = buffers::take(values.len());
    Arch::new().dispatch(|| {
        let rows = outputs.chunks_exact_mut(width).zip(values.chunks_exact(width)).zip(ends.rows());
        for ((outputs, lane), hubs) in rows {
            let [from, to] = halves(told.storage(), width, hubs);
            for (((output, lane), from), to) in outputs.iter_mut().zip(lane).zip(from).zip(to) {
                let sum = lane + from + to;
                *output = sum.max(LEAK * sum);
            }
        }
    });
    give_back(lanes);
    give_back(told);
    tensor(outputs, width)
}

fn tell_back([outputs, of_outputs]: [FloatTensor<Flex>; 2], ends: &Ends) -> [FloatTensor<Flex>; 2] {
    let (width, outputs, back) = (columns(&outputs), into_whole(outputs), into_whole(of_outputs));
    let (of_outputs, values): (&[f32], &[f32]) = (back.storage(), outputs.storage());
    let mut of_sums = buffers::take(of_outputs.len());
    Arch::new().dispatch(|| {
        // An output has the sign of its sum, so the slope can be told from it.
        for ((of_sum, of_output), output) in of_sums.iter_mut().zip(of_outputs).zip(values) {
            *of_sum = of_output * if *output < 0.0 { LEAK } else { 1.0 };
        }
    });
    let of_told = sums(&of_sums, width, ends);
    give_back(back);
    give_back(outputs);
    [tensor(of_sums, width), tensor(of_told, 2 * width)]
}

/// Sums of the rows that leave each hub, then of those that lead to it, `[hub, 2 * width]`.
fn sums(rows: &[f32], width: usize, ends: &Ends) -> Vec<f32> {
    let mut sums = buffers::take(ends.n_hubs * 2 * width);
    Arch::new().dispatch(|| {
        sums.fill(0.0);
        for (row, [from, to]) in rows.chunks_exact(width).zip(ends.rows()) {
            add(&mut sums[from * 2 * width..][..width], row);
            add(&mut sums[(to * 2 + 1) * width..][..width], row);
        }
    });
    sums
}

#[inline(always)]
fn add(sums: &mut [f32], row: &[f32]) {
    for (sum, value) in sums.iter_mut().zip(row) {
        *sum += value;
    }
}

/// What a row's two hubs have for it.
#[inline(always)]
fn halves(hubs: &[f32], width: usize, [from, to]: [usize; 2]) -> [&[f32]; 2] {
    [&hubs[from * 2 * width..][..width], &hubs[(to * 2 + 1) * width..][..width]]
}
