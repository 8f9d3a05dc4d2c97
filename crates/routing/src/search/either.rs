//! The engine that a problem needs: in constant time where the day is plain, by walking elsewhere.

use std::sync::Arc;

use super::engine::{Engine, Place, Position};
use super::fast::Fast;
use super::full::Full;
use super::lists::Lists;
use super::rng::Rng;
use super::tour::Tour;
use crate::problem::Problem;

/// See the file.
pub enum Either<'a> {
    Fast(Box<Fast<'a>>),
    Full(Box<Full<'a>>),
}

impl<'a> Either<'a> {
    pub fn new(problem: &'a Problem, lists: &Lists) -> Self {
        let near = Arc::clone(&lists.tried);
        if Fast::can(problem) {
            Self::Fast(Box::new(Fast::new(problem, near)))
        } else {
            Self::Full(Box::new(Full::new(problem, near)))
        }
    }
}

impl Engine for Either<'_> {
    fn begin(&mut self, rng: &mut Rng) {
        match self {
            Self::Fast(engine) => engine.begin(rng),
            Self::Full(engine) => engine.begin(rng),
        }
    }

    fn best(&mut self, tour: &Tour, rng: &mut Rng, stop: u32, thorough: bool) -> Option<Position> {
        match self {
            Self::Fast(engine) => engine.best(tour, rng, stop, thorough),
            Self::Full(engine) => engine.best(tour, rng, stop, thorough),
        }
    }

    fn insert(&mut self, tour: &mut Tour, stop: u32, place: Place) -> Option<u32> {
        match self {
            Self::Fast(engine) => engine.insert(tour, stop, place),
            Self::Full(engine) => engine.insert(tour, stop, place),
        }
    }

    fn refresh(&mut self, tour: &mut Tour, route: u32) -> bool {
        match self {
            Self::Fast(engine) => engine.refresh(tour, route),
            Self::Full(engine) => engine.refresh(tour, route),
        }
    }

    fn settle(&mut self, tour: &mut Tour, rng: &mut Rng, route: u32) {
        match self {
            Self::Fast(engine) => engine.settle(tour, rng, route),
            Self::Full(engine) => engine.settle(tour, rng, route),
        }
    }

    fn restore(&mut self, tour: &mut Tour, route: u32) {
        match self {
            Self::Fast(engine) => engine.restore(tour, route),
            Self::Full(engine) => engine.restore(tour, route),
        }
    }
}
