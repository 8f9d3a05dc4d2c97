//! From an actor's outputs to the logits of a lane's choices, and with gradients back: the counterpart of the actor's rows in
//! [`crate::row`].

use crate::categorical::{MAX_CHOICES, choices};
use crate::shape::Space;

/// Outputs of an actor, lane after lane.
pub struct Outputs<'a> {
    space: &'a Space,
    left: &'a [f32],
    spread: [f32; MAX_CHOICES],
}

impl<'a> Outputs<'a> {
    /// Of a space, from the actor's outputs, `[row, output]`.
    pub fn new(space: &'a Space, outputs: &'a [f32]) -> Self {
        Self { space, left: outputs, spread: [0.0; MAX_CHOICES] }
    }

    /// Rows of a lane with this mask.
    pub fn n_rows(&self, mask: u16) -> usize {
        self.space.n_rows(mask)
    }

    /// Logits of the next lane, `[choice]`, whose mask this is.
    pub fn next(&mut self, mask: u16) -> &[f32] {
        let (these, left) = self.left.split_at(self.space.n_rows(mask) * self.space.n_outputs());
        self.left = left;
        if !self.space.describes() {
            return these;
        }
        for (choice, &logit) in choices(mask).zip(these) {
            self.spread[choice] = logit;
        }
        &self.spread[..self.space.choices]
    }
}

/// Slopes of a loss with respect to an actor's outputs, lane after lane.
pub struct Slopes<'a> {
    space: &'a Space,
    left: &'a mut [f32],
}

impl<'a> Slopes<'a> {
    /// Of a space, into `[row, output]`.
    pub fn new(space: &'a Space, slopes: &'a mut [f32]) -> Self {
        Self { space, left: slopes }
    }

    /// Writes those of the next lane, whose mask this is, from slopes with respect to its logits, `[choice]`, each times `share`.
    pub fn write(&mut self, mask: u16, gradient: &[f32], share: f32) {
        let n = self.space.n_rows(mask) * self.space.n_outputs();
        let (here, left) = std::mem::take(&mut self.left).split_at_mut(n);
        self.left = left;
        if self.space.describes() {
            for (out, choice) in here.iter_mut().zip(choices(mask)) {
                *out = gradient[choice] * share;
            }
        } else {
            for (out, slope) in here.iter_mut().zip(gradient) {
                *out = *slope * share;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two lanes with masks 0b101 and 0b110 of three choices.
    #[test]
    fn a_lane_gets_the_logits_of_its_rows_and_gives_back_their_slopes() {
        for (choice_features, outputs) in [(0, vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), (7, vec![1.0, 3.0, 5.0, 6.0])] {
            let space = Space { name: "toy".into(), choices: 3, choice_features };
            let mut lanes = Outputs::new(&space, &outputs);
            let first = lanes.next(0b101).to_vec();
            assert_eq!((first[0], first[2]), (1.0, 3.0));
            let second = lanes.next(0b110).to_vec();
            assert_eq!((second[1], second[2]), (5.0, 6.0));
            let mut slopes = vec![0.0; outputs.len()];
            let mut lanes = Slopes::new(&space, &mut slopes);
            lanes.write(0b101, &[1.0, 0.0, 3.0], 2.0);
            lanes.write(0b110, &[0.0, 5.0, 6.0], 2.0);
            let expected =
                if space.describes() { vec![2.0, 6.0, 10.0, 12.0] } else { vec![2.0, 0.0, 6.0, 0.0, 10.0, 12.0] };
            assert_eq!(slopes, expected);
        }
    }
}
