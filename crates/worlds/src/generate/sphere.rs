//! Distances on the globe.

/// Mean radius of the earth, km (IUGG).
const EARTH_RADIUS: f64 = 6_371.0;

/// Great-circle distance between two places, each `[lat, lon]` in degrees, km.
///
/// Haversine formula: `2 R asin sqrt(sin^2((lat2 - lat1) / 2) + cos lat1 cos lat2 sin^2((lon2 - lon1) / 2))`.
pub(crate) fn great_circle_km(a: [f64; 2], b: [f64; 2]) -> f64 {
    let [a_lat, a_lon, b_lat, b_lon] = [a[0], a[1], b[0], b[1]].map(f64::to_radians);
    let half_chord_squared =
        ((b_lat - a_lat) / 2.0).sin().powi(2) + a_lat.cos() * b_lat.cos() * ((b_lon - a_lon) / 2.0).sin().powi(2);
    2.0 * EARTH_RADIUS * half_chord_squared.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A quarter of the equator is R pi / 2; New York to Los Angeles is known as 3,936 km between the city halls.
    #[test]
    fn known_distances_come_out() {
        assert!((great_circle_km([0.0, 0.0], [0.0, 90.0]) - 10_007.5).abs() < 0.1);
        assert!((great_circle_km([40.7128, -74.0060], [34.0522, -118.2437]) - 3_936.0).abs() < 2.0);
    }
}
