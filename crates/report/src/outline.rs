//! Coasts and borders around a network.
//!
//! `assets/outline.bin` has those of the world, a few kilometres exact, made by `scripts/outline.py` from Natural Earth
//! (public domain). A page gets the lines near its hubs, a few kB.

use crate::columns::read;
use crate::projection::Projection;

const WORLD: &[u8] = include_bytes!("../assets/outline.bin");
/// Degrees a step of the file.
const GRID: f64 = 0.02;
/// How far from its middle the map may reach, in larger sides of the rectangle around the hubs: a wide screen shows
/// more than the rectangle.
const REACH: f64 = 1.3;
/// Least reach, km, for a network of one place.
const LEAST_REACH: f64 = 150.0;

/// What a line divides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Land from water.
    Coast,
    /// Land from land.
    Border,
}

/// A line on the map.
pub(crate) struct Line {
    pub kind: Kind,
    /// Km east and south of the centre.
    pub points: Vec<[f64; 2]>,
}

/// Parts of the world's lines that may be seen around these points.
pub(crate) fn around(hubs: &[[f64; 2]], projection: &Projection) -> Vec<Line> {
    let (low, high) = bounds(hubs);
    let side = (high[0] - low[0]).max(high[1] - low[1]);
    let reach = (side * REACH).max(LEAST_REACH);
    let seen = |point: &[f64; 2]| (0..2).all(|axis| (low[axis].midpoint(high[axis]) - point[axis]).abs() <= reach);

    let mut rest = WORLD;
    let mut lines = Vec::new();
    while let (Some(kind), Some(n_points)) = (read(&mut rest), read(&mut rest)) {
        let kind = if kind == 0 { Kind::Coast } else { Kind::Border };
        let places = places(&mut rest, n_points);
        // The far half of the globe has no place on the map, and nothing runs along the date line but the edge of the
        // data.
        let apart = |pair: &[[f64; 2]]| {
            pair.iter().any(|&[lon, lat]| projection.nearness(lat, lon) < 0.0 || lon.abs() >= 180.0)
        };
        let mut points = Vec::new();
        for pair in places.windows(2) {
            let ends = [pair[0], pair[1]].map(|[lon, lat]| projection.point(lat, lon));
            if apart(pair) || !ends.iter().any(seen) {
                finish(&mut points, kind, &mut lines);
                continue;
            }
            if points.is_empty() {
                points.push(ends[0]);
            }
            points.push(ends[1]);
        }
        finish(&mut points, kind, &mut lines);
    }
    lines
}

/// Longitudes and latitudes, degrees.
fn places(rest: &mut &[u8], n_points: i64) -> Vec<[f64; 2]> {
    let mut place = [0, 0];
    let mut next = || {
        for axis in &mut place {
            *axis += read(rest).expect("the outline is whole");
        }
        place.map(|steps| steps as f64 * GRID)
    };
    (0..n_points).map(|_| next()).collect()
}

fn finish(points: &mut Vec<[f64; 2]>, kind: Kind, lines: &mut Vec<Line>) {
    if !points.is_empty() {
        lines.push(Line { kind, points: std::mem::take(points) });
    }
}

/// Least and greatest x and y.
fn bounds(points: &[[f64; 2]]) -> ([f64; 2], [f64; 2]) {
    let fold = |of: fn(f64, f64) -> f64, start: f64| {
        points.iter().fold([start; 2], |edge, point| [of(edge[0], point[0]), of(edge[1], point[1])])
    };
    (fold(f64::min, f64::INFINITY), fold(f64::max, f64::NEG_INFINITY))
}
