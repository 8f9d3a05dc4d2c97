//! Where hubs stand on the map.
//!
//! With coordinates on a projection of the globe, amid coasts and borders; without, by the hours between hubs.

use linehaul_case::Hub;
use linehaul_case::network::Network;
use serde::Serialize;

use crate::columns::encode;
use crate::outline;
use crate::projection::Projection;
use crate::scatter::scattered;

/// Steps of a coordinate in a km.
const STEPS_PER_KM: f64 = 10.0;

/// A plane with hubs and what lies around them; x to the east and y to the south, 0.1 km a step.
#[derive(Debug, Serialize)]
pub(crate) struct Geography {
    /// Hubs' x and y, `[hub]`.
    pub points: Vec<[i64; 2]>,
    /// Whether the points are places, and not a drawing of the network.
    pub placed: bool,
    /// Coasts: x and y by turns, as one column a line.
    pub coasts: Vec<String>,
    /// Borders, likewise.
    pub borders: Vec<String>,
}

impl Geography {
    /// Places the hubs of a network. Where all stand at one point, as in cases without coordinates, they are laid out
    /// by the hours between them.
    pub fn of(network: &Network) -> Self {
        let hubs = network.case.hubs();
        let has_coordinates =
            hubs.iter().any(|hub| place(hub) != place(&hubs[0])) || hubs.len() == 1 && place(&hubs[0]).is_some();
        if !has_coordinates {
            let points = scattered(network).into_iter().map(steps).collect();
            return Self { points, placed: false, coasts: Vec::new(), borders: Vec::new() };
        }
        let projection = Projection::around(hubs.iter().map(|hub| [hub.lat, hub.lon]));
        let points: Vec<[f64; 2]> = hubs.iter().map(|hub| projection.point(hub.lat, hub.lon)).collect();
        let lines = outline::around(&points, &projection);
        let encoded = |kind| {
            let of_kind = lines.iter().filter(move |line| line.kind == kind);
            of_kind.map(|line| encode_line(&line.points)).collect()
        };
        Self {
            points: points.iter().copied().map(steps).collect(),
            placed: true,
            coasts: encoded(outline::Kind::Coast),
            borders: encoded(outline::Kind::Border),
        }
    }
}

/// Coordinates in a form that compares; none where both are 0, which stands for "not known".
fn place(hub: &Hub) -> Option<[u64; 2]> {
    (hub.lat != 0.0 || hub.lon != 0.0).then(|| [hub.lat.to_bits(), hub.lon.to_bits()])
}

fn steps([x, y]: [f64; 2]) -> [i64; 2] {
    [(x * STEPS_PER_KM).round() as i64, (y * STEPS_PER_KM).round() as i64]
}

/// Differences are taken within x and within y: both columns are joined, x first.
fn encode_line(points: &[[f64; 2]]) -> String {
    let column = |axis: usize| points.iter().map(move |point| steps(*point)[axis]);
    encode(column(0).chain(column(1)))
}
