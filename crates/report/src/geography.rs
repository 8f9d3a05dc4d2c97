//! Where hubs stand on the map.
//!
//! Lambert's azimuthal equal-area projection, centred on the network: shapes stay true near the centre, areas
//! everywhere, and no place on the globe is special, so a network across the date line or near a pole is drawn like any
//! other. It costs a curved grid, which nobody sees because none is drawn.

use linehaul_case::Hub;
use linehaul_case::network::Network;
use serde::Serialize;

use crate::columns::encode;
use crate::outline;
use crate::scatter::scattered;

/// Mean radius of the earth, km.
const RADIUS: f64 = 6_371.0;
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
        let projection = Projection::around(hubs);
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

/// The globe onto a plane that touches it in the middle of some hubs.
pub(crate) struct Projection {
    sin_lat: f64,
    cos_lat: f64,
    lon: f64,
}

impl Projection {
    /// Centred on the mean of the hubs as directions from the middle of the earth.
    fn around(hubs: &[Hub]) -> Self {
        let mut sum = [0.0; 3];
        for hub in hubs {
            let (lat, lon) = (hub.lat.to_radians(), hub.lon.to_radians());
            sum[0] += lat.cos() * lon.cos();
            sum[1] += lat.cos() * lon.sin();
            sum[2] += lat.sin();
        }
        let lat = sum[2].atan2(sum[0].hypot(sum[1]));
        Self { sin_lat: lat.sin(), cos_lat: lat.cos(), lon: sum[1].atan2(sum[0]) }
    }

    /// Cosine of the angle between a place and the centre.
    pub fn nearness(&self, lat: f64, lon: f64) -> f64 {
        let (lat, east) = (lat.to_radians(), lon.to_radians() - self.lon);
        self.sin_lat * lat.sin() + self.cos_lat * lat.cos() * east.cos()
    }

    /// Km east and km south of the centre.
    ///
    /// `x = R k cos p sin l`, `y = -R k (cos p0 sin p - sin p0 cos p cos l)`, `k = sqrt(2 / (1 + cos c))`; p is the
    /// latitude, p0 that of the centre, l the longitude from the centre and c the angle between both (Snyder 1987, "Map
    /// Projections: A Working Manual", eq. 24-2 to 24-4). The far side of the globe is drawn on the rim.
    pub fn point(&self, lat: f64, lon: f64) -> [f64; 2] {
        let k = (2.0 / (1.0 + self.nearness(lat, lon)).max(1e-9)).sqrt();
        let (lat, east) = (lat.to_radians(), lon.to_radians() - self.lon);
        let north = self.cos_lat * lat.sin() - self.sin_lat * lat.cos() * east.cos();
        [RADIUS * k * lat.cos() * east.sin(), -RADIUS * k * north]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hub(lat: f64, lon: f64) -> Hub {
        Hub { id: "h".into(), name: "H".into(), lat, lon, max_dispatch_per_hour: 1 }
    }

    #[test]
    fn north_is_up_east_is_right_and_km_are_km() {
        let projection = Projection::around(&[hub(50.0, 10.0)]);
        let [x, y] = projection.point(51.0, 10.0);
        assert!(x.abs() < 1e-9 && (y + 111.19).abs() < 0.1, "{x} {y}");
        let [x, y] = projection.point(50.0, 11.0);
        assert!((x - 71.47).abs() < 0.1 && y.abs() < 1.0, "{x} {y}");
    }

    #[test]
    fn a_network_across_the_date_line_stays_together() {
        let projection = Projection::around(&[hub(10.0, 179.0), hub(10.0, -179.0)]);
        let [x, _] = projection.point(10.0, -179.0);
        assert!((x - 109.5).abs() < 1.0, "{x}");
    }
}
