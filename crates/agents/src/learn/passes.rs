//! A network's passes over an iteration's experience, in minibatches.
//!
//! On the processor a minibatch is halved, so that a thread that is done or was never busy takes over every other half of what is left: the
//! actor has more to do than the critic. The halves are the same on one thread, and so are the bytes. Another device takes it whole.

use std::ops::Range;

use linehaul_nets::adam::Adam;
use linehaul_nets::device::Device;
use linehaul_nets::net::{Architecture, Gradient, Net, Rows};
use rand::seq::SliceRandom;
use rand_pcg::Pcg64;

use crate::learn::config::PpoConfig;
use crate::learn::layer_figures::{Gathered, NetworkFigures};
use crate::learn::not_finite::{NotFinite, Role};
use crate::learn::samples::{Part, Units};

/// How a network walks through the experience.
pub struct Passes<'a> {
    /// Whose they are.
    pub role: Role,
    /// The network.
    pub architecture: &'a Architecture,
    /// Which of its weights learn.
    pub learning: Range<usize>,
    /// Its optimizer.
    pub optimizer: &'a mut Adam,
    /// How often, and in what portions.
    pub config: &'a PpoConfig,
    /// Where gradients are computed.
    pub device: &'a Device,
    /// Learning rate.
    pub rate: f32,
    /// Minibatches of a pass, the same for both networks, so that they learn in step.
    pub n_minibatches: usize,
    /// Draws the order.
    pub rng: Pcg64,
}

/// What is learned.
pub struct Task<Gather, Before, Loss> {
    /// What is shuffled.
    pub units: Units,
    /// Share of the units that a pass takes.
    pub share: f32,
    /// Number of items of some units that are learned from.
    pub n_items: fn(&Units, &[u32]) -> usize,
    /// Appends a unit of a number.
    pub gather: Gather,
    /// Looks at a part before it goes through the network.
    pub before: Before,
    /// Overwrites zeros with the loss's gradient with respect to the outputs.
    pub loss_gradient: Loss,
}

/// A part of a minibatch that went through the network.
pub struct Half<'a, T> {
    /// Items of the whole minibatch.
    pub size: usize,
    /// See [`Part::items`].
    pub items: &'a [(u32, usize)],
    /// What the network made of the rows, `[row, output]`.
    pub outputs: &'a [f32],
    /// What was found before.
    pub before: T,
}

impl Passes<'_> {
    /// Shuffles, takes a share, cuts it into minibatches of almost equal size and steps, pass after pass. What the loss tells besides of the
    /// halves of a minibatch is handed to `told`, which says whether to step on.
    pub fn walk<B, T: Send>(
        mut self,
        weights: &mut [f32],
        task: &Task<
            impl Fn(&Units, u32, &mut Part) + Sync,
            impl Fn(&Part) -> B + Sync,
            impl Fn(Half<'_, B>, &mut [f32]) -> T + Sync,
        >,
        mut told: impl FnMut(&[T]) -> bool,
    ) -> Result<NetworkFigures, NotFinite> {
        let mut all: Vec<u32> = (0..task.units.len()).collect();
        let n_taken = (all.len() as f32 * task.share).ceil() as usize;
        let [mut left, mut right] = [(); 2].map(|()| Gradient::new(self.architecture, self.device));
        let gather = |numbers: &[u32], n_items: usize| {
            let rows = Rows::with_capacity(numbers.len() * self.architecture.inputs());
            let mut part = Part { rows, items: Vec::with_capacity(n_items) };
            for &number in numbers {
                (task.gather)(&task.units, number, &mut part);
            }
            part
        };
        let mut gathered = Gathered::new(self.architecture);
        'passes: for pass in 0..self.config.epochs {
            for gradient in [&mut left, &mut right] {
                gradient.watch(pass == 0);
            }
            let (taken, _) = all.partial_shuffle(&mut self.rng, n_taken);
            for part in 0..self.n_minibatches {
                let bounds = [part, part + 1].map(|part| part * taken.len() / self.n_minibatches);
                let minibatch = &taken[bounds[0]..bounds[1]];
                if minibatch.is_empty() {
                    continue;
                }
                let (size, frozen) = ((task.n_items)(&task.units, minibatch), &*weights);
                let compute = |gradient: &mut Gradient, numbers: &[u32]| {
                    let part = gather(numbers, size);
                    let before = (task.before)(&part);
                    let Part { rows, items } = part;
                    gradient.compute(frozen, rows, |outputs, out| {
                        (task.loss_gradient)(Half { size, items: &items, outputs, before }, out)
                    })
                };
                let goes_on = if self.device.is_processor() {
                    let (first, second) = minibatch.split_at(minibatch.len() / 2);
                    let halves = rayon::join(|| compute(&mut left, first), || compute(&mut right, second));
                    left.add(&right);
                    told(&[halves.0, halves.1])
                } else {
                    told(&[compute(&mut left, minibatch)])
                };
                if !goes_on {
                    break 'passes;
                }
                left.keep(self.learning.clone());
                let norm = self.optimizer.step(weights, left.flat(), self.rate, self.config.max_gradient_norm);
                if !norm.is_finite() {
                    let rows = gather(minibatch, size).rows;
                    let outputs = Net::new(self.architecture, weights).outputs(&rows.values, &rows.places);
                    return Err(NotFinite::in_gradient(self.role, self.architecture, left.flat(), &outputs));
                }
                gathered.add(pass, norm, left.flat());
            }
        }
        NotFinite::in_weights(self.role, self.architecture, weights)?;
        Ok(gathered.figures(self.role, self.n_minibatches, left.peaks()))
    }
}
