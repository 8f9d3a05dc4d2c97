//! Ways as the search reads them: both directions in one record, metres apart from seconds.
//!
//! Testing a stop between two others asks for the way from one and to the other: both stand in the row of the stop that is
//! tested, which stays in the cache. Most positions are too far and never ask for the seconds, so these stand elsewhere.
//! A further place, the last, is nowhere: every way there is free, and open routes end there.

use crate::model::{Band, Input, UNREACHABLE};

/// There and back, between the place of a row and another.
#[derive(Clone, Copy, Debug, Default)]
pub struct Both {
    pub out: i32,
    pub back: i32,
}

/// Ways of one class of vehicles at one speed.
#[derive(Clone, Debug)]
pub struct Profile {
    places: usize,
    metres: Vec<Both>,
    seconds: Vec<Both>,
    /// Speeds by time of day; none where nothing changes.
    pub bands: Vec<Band>,
}

impl Profile {
    /// Metres between a place and all others, `[place]`.
    pub fn metres(&self, place: u32) -> &[Both] {
        let from = place as usize * self.places;
        &self.metres[from..from + self.places]
    }

    /// Seconds between a place and all others, `[place]`.
    pub fn seconds(&self, place: u32) -> &[Both] {
        let from = place as usize * self.places;
        &self.seconds[from..from + self.places]
    }

    /// Highest speed of the day, in thousandths.
    pub fn fastest(&self) -> i32 {
        self.bands.iter().map(|band| band.speed).max().unwrap_or(1000)
    }

    /// Metres and seconds of a way.
    pub fn way(&self, from: u32, to: u32) -> (i32, i32) {
        let at = from as usize * self.places + to as usize;
        (self.metres[at].out, self.seconds[at].out)
    }
}

/// All profiles, and the profile of each vehicle type.
pub fn compile(input: &Input) -> (Vec<Profile>, Vec<u32>) {
    let mut keys: Vec<(u16, i32)> = Vec::new();
    let mut profile_of = Vec::with_capacity(input.types.len());
    for kind in &input.types {
        let key = (kind.matrix, kind.speed);
        let known = keys.iter().position(|other| *other == key);
        profile_of.push(known.unwrap_or(keys.len()) as u32);
        if known.is_none() {
            keys.push(key);
        }
    }
    (keys.into_iter().map(|(matrix, speed)| profile(input, matrix, speed)).collect(), profile_of)
}

fn profile(input: &Input, matrix: u16, speed: i32) -> Profile {
    let matrix = &input.matrices[usize::from(matrix)];
    let given = input.places as usize;
    let places = given + 1;
    let seconds = |at: usize| match matrix.seconds[at] {
        UNREACHABLE => UNREACHABLE,
        seconds if speed == 1000 => seconds,
        seconds => {
            ((i64::from(seconds) * 1000 + i64::from(speed) - 1) / i64::from(speed)).min(UNREACHABLE.into()) as i32
        }
    };
    let (mut metres, mut both) = (vec![Both::default(); places * places], vec![Both::default(); places * places]);
    for from in 0..given {
        for to in 0..given {
            let (out, back) = (from * given + to, to * given + from);
            let at = from * places + to;
            metres[at] = Both { out: matrix.metres[out], back: matrix.metres[back] };
            both[at] = Both { out: seconds(out), back: seconds(back) };
        }
    }
    Profile { places, metres, seconds: both, bands: matrix.bands.clone() }
}
