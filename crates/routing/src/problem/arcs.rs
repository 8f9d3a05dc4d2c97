//! Ways as the search reads them: both directions, metres and seconds, in one record.
//!
//! Testing a stop between two others asks for the way from one and to the other: both stand in the row of the stop that is
//! tested, which stays in the cache. A further place, the last, is nowhere: every way there is free, and open routes end there.

use crate::model::{Band, Input, UNREACHABLE};

/// The ways between the place of a row and another.
#[derive(Clone, Copy, Debug, Default)]
pub struct Arc {
    pub out_m: i32,
    pub out_s: i32,
    pub in_m: i32,
    pub in_s: i32,
}

/// Ways of one class of vehicles at one speed.
#[derive(Clone, Debug)]
pub struct Profile {
    places: usize,
    arcs: Vec<Arc>,
    /// Speeds by time of day; none where nothing changes.
    pub bands: Vec<Band>,
}

impl Profile {
    /// Ways between a place and all others, `[place]`.
    pub fn row(&self, place: u32) -> &[Arc] {
        let from = place as usize * self.places;
        &self.arcs[from..from + self.places]
    }

    /// Metres and seconds of a way.
    pub fn way(&self, from: u32, to: u32) -> (i32, i32) {
        let arc = &self.arcs[from as usize * self.places + to as usize];
        (arc.out_m, arc.out_s)
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
        seconds => ((i64::from(seconds) * 1000 + i64::from(speed) - 1) / i64::from(speed)).min(UNREACHABLE.into()) as i32,
    };
    let mut arcs = vec![Arc::default(); places * places];
    for from in 0..given {
        for to in 0..given {
            let (out, back) = (from * given + to, to * given + from);
            arcs[from * places + to] = Arc {
                out_m: matrix.metres[out],
                out_s: seconds(out),
                in_m: matrix.metres[back],
                in_s: seconds(back),
            };
        }
    }
    Profile { places, arcs, bands: matrix.bands.clone() }
}
