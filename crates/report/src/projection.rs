//! The globe on a plane.
//!
//! Lambert's azimuthal equal-area projection, centred on the network: shapes stay true near the centre, areas
//! everywhere, and no place on the globe is special, so a network across the date line or near a pole is drawn like any
//! other. It costs a curved grid, which nobody sees because none is drawn.

/// Mean radius of the earth, km.
const RADIUS: f64 = 6_371.0;

/// The globe onto a plane that touches it in the middle of some places.
pub(crate) struct Projection {
    sin_lat: f64,
    cos_lat: f64,
    lon: f64,
}

impl Projection {
    /// Centred on the mean of some places, `[lat, lon]`, as directions from the middle of the earth.
    pub fn around(places: impl Iterator<Item = [f64; 2]>) -> Self {
        let mut sum = [0.0; 3];
        for [lat, lon] in places {
            let (lat, lon) = (lat.to_radians(), lon.to_radians());
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

    #[test]
    fn north_is_up_east_is_right_and_km_are_km() {
        let projection = Projection::around([[50.0, 10.0]].into_iter());
        let [x, y] = projection.point(51.0, 10.0);
        assert!(x.abs() < 1e-9 && (y + 111.19).abs() < 0.1, "{x} {y}");
        let [x, y] = projection.point(50.0, 11.0);
        assert!((x - 71.47).abs() < 0.1 && y.abs() < 1.0, "{x} {y}");
    }

    #[test]
    fn a_network_across_the_date_line_stays_together() {
        let projection = Projection::around([[10.0, 179.0], [10.0, -179.0]].into_iter());
        let [x, _] = projection.point(10.0, -179.0);
        assert!((x - 109.5).abs() < 1.0, "{x}");
    }
}
