//! Order of loading: the most valuable for its size first, equals by position.
//!
//! Up to 32 items a comparison sort of packed words is fastest; beyond, one pass of a counting sort on the leading bits of the
//! rank (eight steps an octave over 32 octaves), which takes near-equals by position.

const COMPARED: usize = 32;
const BUCKETS: usize = 256;
/// Bits of a float below the eighth of an octave.
const SHIFT: u32 = 20;

/// Scratch of [`Ranking::sort`].
#[derive(Clone, Debug, Default)]
pub struct Ranking {
    /// Item positions, best first.
    pub order: Vec<u32>,
    packed: Vec<u64>,
    bits: Vec<u32>,
}

impl Ranking {
    /// Fills `order` with the first `n` positions as they are.
    pub fn keep(&mut self, n: usize) {
        self.order.clear();
        self.order.extend(0..n as u32);
    }

    /// Fills `order` with the positions of the ranks, best first; a rank is not negative.
    pub fn sort(&mut self, ranks: impl ExactSizeIterator<Item = f32>) {
        self.order.clear();
        // Bits of a float that is not negative grow with the float.
        if ranks.len() <= COMPARED {
            self.packed.clear();
            self.packed.extend(ranks.enumerate().map(|(at, rank)| u64::from(!rank.to_bits()) << 32 | at as u64));
            self.packed.sort_unstable();
            self.order.extend(self.packed.iter().map(|packed| *packed as u32));
        } else {
            self.bits.clear();
            self.bits.extend(ranks.map(f32::to_bits));
            self.count();
        }
    }

    fn count(&mut self) {
        let best = self.bits.iter().copied().max().unwrap_or(0);
        let bucket = |bits: u32| (((best - bits) >> SHIFT) as usize).min(BUCKETS - 1);
        let mut ends = [0_u32; BUCKETS + 1];
        for &bits in &self.bits {
            ends[bucket(bits) + 1] += 1;
        }
        for index in 0..BUCKETS {
            ends[index + 1] += ends[index];
        }
        self.order.resize(self.bits.len(), 0);
        for (at, &bits) in self.bits.iter().enumerate() {
            let place = &mut ends[bucket(bits)];
            self.order[*place as usize] = at as u32;
            *place += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_items_come_best_first_and_equals_by_position() {
        let mut ranking = Ranking::default();
        let ranks = [1.0, 3.0, 1.0, 0.0, 2.0];
        ranking.sort(ranks.into_iter());
        assert_eq!(ranking.order, [1, 4, 0, 2, 3]);
    }

    /// 200 ranks from 1 to 200 shuffled by a stride: each is at most an eighth of an octave out of place.
    #[test]
    fn many_items_come_best_first_up_to_the_width_of_a_bucket() {
        let shuffled = |at: usize| ((at * 77) % 200 + 1) as f32;
        let mut ranking = Ranking::default();
        ranking.sort((0..200).map(shuffled));
        let ranks: Vec<f32> = ranking.order.iter().map(|&at| shuffled(at as usize)).collect();
        assert!(ranks.windows(2).all(|pair| pair[1] <= pair[0] * 1.14), "{ranks:?}");
        let mut order = ranking.order.clone();
        order.sort_unstable();
        assert!(order.into_iter().eq(0..200));
    }
}
