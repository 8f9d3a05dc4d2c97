//! A day that was checked, compiled for fast questions: flat columns, one row for each kind of vehicle and stop.
//!
//! Vehicles that nothing tells apart are one *kind*: a fleet of a thousand equal vans costs no more to search than one. What
//! a rule says of a place and a type of vehicle is compiled into the windows of the two, so that the search knows windows only.

mod arcs;
mod job;
mod kind;
mod spots;

use crate::check::check;
use crate::fault::Fault;
use crate::model::Input;

pub(crate) use arcs::Profile;
pub(crate) use job::{Job, REQUIRED};
pub(crate) use kind::{Kind, Reload};
pub(crate) use spots::Spot;

use spots::Spots;

/// See the module. Private fields: [`Problem::new`] is the only door.
#[derive(Clone, Debug)]
pub struct Problem {
    input: Input,
    jobs: Vec<Job>,
    profiles: Vec<Profile>,
    kinds: Vec<Kind>,
    /// Kind of each vehicle.
    kind_of: Vec<u32>,
    spots: Spots,
}

impl Problem {
    /// Checks and compiles an input.
    pub fn new(input: Input) -> Result<Self, Fault> {
        check(&input)?;
        let jobs = job::compile(&input);
        let (profiles, profile_of) = arcs::compile(&input);
        let (kinds, kind_of) = kind::compile(&input, &profile_of);
        let spots = Spots::new(&input, &kinds, &kind_of);
        Ok(Self { input, jobs, profiles, kinds, kind_of, spots })
    }

    /// What was checked.
    pub fn input(&self) -> &Input {
        &self.input
    }

    pub(crate) fn n_stops(&self) -> usize {
        self.jobs.len()
    }

    pub(crate) fn jobs(&self) -> &[Job] {
        &self.jobs
    }

    pub(crate) fn job(&self, stop: u32) -> &Job {
        &self.jobs[stop as usize]
    }

    pub(crate) fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    pub(crate) fn kind(&self, kind: u32) -> &Kind {
        &self.kinds[kind as usize]
    }

    /// Kind of a vehicle.
    pub(crate) fn kind_of(&self, vehicle: u32) -> u32 {
        self.kind_of[vehicle as usize]
    }

    pub(crate) fn profiles(&self) -> &[Profile] {
        &self.profiles
    }

    pub(crate) fn profile(&self, kind: u32) -> &Profile {
        &self.profiles[self.kinds[kind as usize].profile as usize]
    }

    pub(crate) fn spots(&self) -> &Spots {
        &self.spots
    }
}
