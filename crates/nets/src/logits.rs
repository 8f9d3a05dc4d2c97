//! From an actor's outputs to the logits of a lane's choices, and with gradients back: the counterpart of the actor's rows in
//! [`crate::row`].

use crate::categorical::{MAX_CHOICES, choices};
use crate::shape::Space;

/// Outputs of an actor, lane by lane.
pub struct Outputs<'a> {
    space: &'a Space,
    all: &'a [f32],
    spread: [f32; MAX_CHOICES],
}

impl<'a> Outputs<'a> {
    /// Of a space, from the actor's outputs, `[row, output]`.
    pub fn new(space: &'a Space, outputs: &'a [f32]) -> Self {
        Self { space, all: outputs, spread: [0.0; MAX_CHOICES] }
    }

    /// Logits of a lane, `[choice]`, by the first of its rows and its mask.
    pub fn of(&mut self, row: usize, mask: u16) -> &[f32] {
        let n_outputs = self.space.n_outputs();
        let these = &self.all[row * n_outputs..(row + self.space.n_rows(mask)) * n_outputs];
        if !self.space.describes() {
            return these;
        }
        for (choice, &logit) in choices(mask).zip(these) {
            self.spread[choice] = logit;
        }
        &self.spread[..self.space.choices]
    }
}

/// Slopes of a loss with respect to an actor's outputs, lane by lane.
pub struct Slopes<'a> {
    space: &'a Space,
    all: &'a mut [f32],
}

impl<'a> Slopes<'a> {
    /// Of a space, into `[row, output]`.
    pub fn new(space: &'a Space, slopes: &'a mut [f32]) -> Self {
        Self { space, all: slopes }
    }

    /// Writes those of a lane, by the first of its rows and its mask, from slopes with respect to its logits, `[choice]`, each times `share`.
    pub fn write(&mut self, row: usize, mask: u16, gradient: &[f32], share: f32) {
        let n_outputs = self.space.n_outputs();
        let here = &mut self.all[row * n_outputs..(row + self.space.n_rows(mask)) * n_outputs];
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
            let first = lanes.of(0, 0b101).to_vec();
            assert_eq!((first[0], first[2]), (1.0, 3.0));
            let next = space.n_rows(0b101);
            let second = lanes.of(next, 0b110).to_vec();
            assert_eq!((second[1], second[2]), (5.0, 6.0));
            let mut slopes = vec![0.0; outputs.len()];
            let mut lanes = Slopes::new(&space, &mut slopes);
            lanes.write(0, 0b101, &[1.0, 0.0, 3.0], 2.0);
            lanes.write(next, 0b110, &[0.0, 5.0, 6.0], 2.0);
            let expected =
                if space.describes() { vec![2.0, 6.0, 10.0, 12.0] } else { vec![2.0, 0.0, 6.0, 0.0, 10.0, 12.0] };
            assert_eq!(slopes, expected);
        }
    }
}
