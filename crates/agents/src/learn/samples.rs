//! An iteration's experience of one policy, ready for minibatches: rows of all crews, one after another.

use std::ops::Range;

use linehaul_nets::net::Rows;
use linehaul_nets::row;
use linehaul_nets::shape::{Kind, Shape};

use crate::learn::advantage::{Discounts, advantages};
use crate::learn::config::PpoConfig;
use crate::learn::experience::{Decision, Place, Rollout};

/// What minibatches are drawn from.
pub struct Samples<'a> {
    /// Observation of each row, and the pool of its world, `[row]`.
    rows: Vec<(&'a [f32], &'a [f32])>,
    /// Crew and step of each row, which tell its hour from others, and where its lane is, `[row]`.
    moments: Vec<((u32, u32), Place)>,
    /// Columns of each row beyond the features, where all lanes have rows of the actor, `[row]`.
    extras: Vec<&'a [f32]>,
    /// `[row]`
    pub returns: Vec<f32>,
    /// Their mean and standard deviation.
    pub return_scale: (f32, f32),
    /// Rows with something to choose, in order.
    pub decisions: Vec<Sample<'a>>,
    /// Share of the returns' variance that the values explain.
    pub explained_variance: f64,
}

/// A decision with what it is judged by.
pub struct Sample<'a> {
    /// The decision.
    pub decision: Decision,
    /// Its advantage, with mean 0 and spread 1 over all rows.
    pub advantage: f32,
    /// Its row among those of all rollouts.
    row: u32,
    observation: &'a [f32],
    /// `[actor row, n_extras]`
    extras: &'a [f32],
}

/// What goes through a network together: a row by itself, or the rows of lanes that see each other.
pub struct Unit {
    rows: Range<u32>,
    decisions: Range<u32>,
}

/// What minibatches are drawn from, by number.
pub enum Units {
    /// So many decisions, or rows for the critic, each by itself.
    Each(u32),
    /// Lanes that see each other.
    Together(Vec<Unit>),
}

/// Part of a minibatch on its way through a network.
pub struct Part {
    /// What goes in.
    pub rows: Rows,
    /// What is learned from: numbers of decisions, or of rows for the critic, and the first row in here.
    pub items: Vec<(u32, usize)>,
}

impl<'a> Samples<'a> {
    /// Of the rollouts of all crews.
    pub fn of(rollouts: &[&'a Rollout], shape: &Shape, config: &PpoConfig) -> Self {
        let discounts = Discounts { gamma: config.gamma, lambda: config.lambda };
        let (rows, moments, extras, returns, decisions) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (return_scale, explained_variance) = ((0.0, 0.0), 0.0);
        let mut samples = Self { rows, moments, extras, returns, return_scale, decisions, explained_variance };
        let mut all_advantages = Vec::new();
        for (crew, &rollout) in rollouts.iter().enumerate() {
            let of_lane = |patience: &f32| discounts.in_time_of(*patience, config.slowest);
            let by_lane: Vec<Discounts> = rollout.patience.iter().map(of_lane).collect();
            let advantages = advantages(&rollout.rewards, &rollout.values, &by_lane);
            samples.returns.extend(advantages.iter().zip(&rollout.values).map(|(advantage, value)| advantage + value));
            let first = samples.rows.len() as u32;
            let seen = |row: usize| (rollout.observation(row), rollout.pool(row));
            samples.rows.extend((0..rollout.rewards.len()).map(seen));
            samples.moments.extend((0..rollout.rewards.len()).map(|row| {
                let (step, place) = rollout.place(row);
                ((crew as u32, step as u32), place)
            }));
            let n_extras = shape.n_extras();
            if !shape.kind.is_lane() {
                let of_row = |row: usize| &rollout.extras[row * n_extras..(row + 1) * n_extras];
                samples.extras.extend((0..rollout.rewards.len()).map(of_row));
            }
            samples.decisions.extend(rollout.decisions.iter().map(|&decision| {
                let start = decision.actor_row as usize * n_extras;
                let extras = &rollout.extras[start..start + shape.space.n_rows(decision.mask) * n_extras];
                let (row, advantage) = (decision.row as usize, advantages[decision.row as usize]);
                let observation = rollout.observation(row);
                Sample { decision, advantage, row: first + decision.row, observation, extras }
            }));
            all_advantages.extend(advantages);
        }
        // What the values leave of a return is its advantage.
        let (mean, spread) = mean_and_spread(&all_advantages);
        samples.return_scale = mean_and_spread(&samples.returns);
        samples.explained_variance = 1.0 - f64::from(spread / samples.return_scale.1.max(1e-6)).powi(2);
        for sample in &mut samples.decisions {
            sample.advantage = (sample.advantage - mean) / (spread + 1e-6);
        }
        samples.keep_telling(config.actor_share);
        samples
    }

    /// Keeps a share of the decisions, those whose advantages are furthest from 0: what was neither better nor worse than expected moves
    /// nothing.
    fn keep_telling(&mut self, share: f32) {
        if share >= 1.0 {
            return;
        }
        let sizes: Vec<f32> = self.decisions.iter().map(|sample| sample.advantage.abs()).collect();
        let least = least_kept(sizes, share);
        self.decisions.retain(|sample| sample.advantage.abs() >= least);
    }

    /// Units of the actor: each decision, or those lanes together that see each other, where any of them has a choice.
    pub fn actor_units(&self, kind: Kind) -> Units {
        if kind.is_lane() {
            return Units::Each(self.decisions.len() as u32);
        }
        let mut start = 0;
        let with_decisions = self.together(kind).map(|rows| {
            let n = self.decisions[start..].iter().take_while(|sample| sample.row < rows.end).count();
            start += n;
            Unit { rows, decisions: (start - n) as u32..start as u32 }
        });
        Units::Together(with_decisions.filter(|unit| !unit.decisions.is_empty()).collect())
    }

    /// Units of the critic: each row, or those lanes together that see each other.
    pub fn critic_units(&self, kind: Kind) -> Units {
        if kind.is_lane() {
            return Units::Each(self.rows.len() as u32);
        }
        Units::Together(self.together(kind).map(|rows| Unit { rows, decisions: 0..0 }).collect())
    }

    /// Rows of lanes that see each other: those of a hub and hour, or of a network and hour.
    fn together(&self, kind: Kind) -> impl Iterator<Item = Range<u32>> {
        let by_hub = matches!(kind, Kind::Hub { .. });
        let group = move |(moment, place): &((u32, u32), Place)| (*moment, place.world, by_hub.then_some(place.from));
        let mut start = 0;
        self.moments.chunk_by(move |a, b| group(a) == group(b)).map(move |rows| {
            start += rows.len() as u32;
            start - rows.len() as u32..start
        })
    }

    /// Appends a unit's rows of the actor and its decisions.
    pub fn push_actor(&self, shape: &Shape, units: &Units, number: u32, part: &mut Part) {
        let first = part.rows.values.len() / (shape.lane_features + shape.n_extras());
        let unit = match units {
            Units::Each(_) => {
                let sample = &self.decisions[number as usize];
                part.items.push((number, first));
                let values = &mut part.rows.values;
                return row::push_actor(shape, sample.decision.mask, sample.observation, sample.extras, values);
            }
            Units::Together(units) => &units[number as usize],
        };
        let mut decisions = unit.decisions.clone().zip(&self.decisions[range(&unit.decisions)]).peekable();
        for (at, lane) in unit.rows.clone().enumerate() {
            let chosen = decisions.next_if(|(_, sample)| sample.row == lane);
            // One row a lane, whatever its mask.
            let (features, extras) = (self.rows[lane as usize].0, self.extras[lane as usize]);
            row::push_actor(shape, 1, features, extras, &mut part.rows.values);
            part.items.extend(chosen.map(|(number, _)| (number, first + at)));
        }
        self.push_places(unit, part);
    }

    /// Appends a unit's rows of the critic.
    pub fn push_critic(&self, units: &Units, number: u32, part: &mut Part) {
        let rows = match units {
            Units::Each(_) => number..number + 1,
            Units::Together(units) => units[number as usize].rows.clone(),
        };
        for row in rows {
            let (observation, pool) = self.rows[row as usize];
            part.items.push((row, part.items.len()));
            row::push_critic(observation, pool, &mut part.rows.values);
        }
        if let Units::Together(units) = units {
            self.push_places(&units[number as usize], part);
        }
    }

    fn push_places(&self, unit: &Unit, part: &mut Part) {
        let lanes = self.moments[range(&unit.rows)].iter().map(|(_, place)| (place.from, place.to));
        let n_hubs = lanes.clone().map(|(from, to)| from.max(to) + 1).max().unwrap_or(0);
        part.rows.places.append(n_hubs, lanes);
    }
}

impl Units {
    /// How many there are.
    pub fn len(&self) -> u32 {
        match self {
            Self::Each(n) => *n,
            Self::Together(units) => units.len() as u32,
        }
    }

    /// Number of decisions that an actor learns from in some.
    pub fn n_decisions(&self, numbers: &[u32]) -> usize {
        self.sum(numbers, |unit| unit.decisions.len())
    }

    /// Number of rows that a critic learns from in some.
    pub fn n_rows(&self, numbers: &[u32]) -> usize {
        self.sum(numbers, |unit| unit.rows.len())
    }

    fn sum(&self, numbers: &[u32], of: impl Fn(&Unit) -> usize) -> usize {
        match self {
            Self::Each(_) => numbers.len(),
            Self::Together(units) => numbers.iter().map(|&number| of(&units[number as usize])).sum(),
        }
    }
}

fn range(numbers: &Range<u32>) -> Range<usize> {
    numbers.start as usize..numbers.end as usize
}

/// Mean and standard deviation, summed in order; zeros of nothing.
fn mean_and_spread(values: &[f32]) -> (f32, f32) {
    let n = values.len().max(1) as f64;
    let mean = values.iter().map(|v| f64::from(*v)).sum::<f64>() / n;
    let variance = values.iter().map(|v| (f64::from(*v) - mean).powi(2)).sum::<f64>() / n;
    (mean as f32, variance.sqrt() as f32)
}

/// The least of the largest sizes that make up a share; 0 where none is dropped.
fn least_kept(mut sizes: Vec<f32>, share: f32) -> f32 {
    let n_dropped = (sizes.len() as f32 * (1.0 - share)) as usize;
    if n_dropped == 0 { 0.0 } else { *sizes.select_nth_unstable_by(n_dropped, f32::total_cmp).1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_sizes_make_up_a_share() {
        let kept = |share| least_kept(vec![3.0, 1.0, 4.0, 2.0], share).to_bits();
        assert_eq!([1.0, 0.75, 0.5, 0.25].map(kept), [0.0_f32, 2.0, 3.0, 4.0].map(f32::to_bits));
        assert_eq!(least_kept(Vec::new(), 0.5).to_bits(), 0.0_f32.to_bits());
    }
}
