//! Ways, computed once more: the haversine where no matrix says them.

use linehaul_market::{Market, Matrix, VehicleId};

/// Mean radius of the earth, metres.
const RADIUS: f64 = 6_371_000.0;
/// How much more than half a metre a stated length may lie off the great circle: what two ways to compute it differ by.
const SLIP: f64 = 1e-5;

/// A place: depots first, then stops.
pub type Place = usize;

/// Ways of a market.
pub struct Ways<'a> {
    market: &'a Market,
    points: Vec<(f64, f64)>,
    /// Metres an hour in the zone of each place.
    speeds: Vec<i64>,
}

impl<'a> Ways<'a> {
    pub fn of(market: &'a Market) -> Self {
        let depots = market.depots().iter().map(|depot| (depot.lat, depot.lon));
        let stops = market.stops().iter().map(|stop| (stop.lat, stop.lon));
        let points: Vec<(f64, f64)> = depots.chain(stops).collect();
        let zone = |point: &(f64, f64)| {
            let km = haversine(points[0], *point) / 1000.0;
            market.speeds().iter().rfind(|zone| zone.from_km <= km).map_or(1, |zone| zone.m_per_hour)
        };
        let speeds = points.iter().map(zone).collect();
        Self { market, points, speeds }
    }

    /// The length of a way that is stated, if it is right: of a matrix exactly, of a great circle as it may be rounded. Or else what is
    /// right; nothing where no road leads.
    pub fn length(&self, vehicle: VehicleId, from: Place, to: Place, stated: i32) -> Result<i32, Option<i32>> {
        let exact = match self.market.matrix() {
            Some(matrix) => match self.cell(matrix, vehicle, from, to).0 {
                Matrix::NO_ROAD => return Err(None),
                metres => f64::from(metres),
            },
            None if self.points[from] == self.points[to] => 0.0,
            None => haversine(self.points[from], self.points[to]) * self.market.header().detour,
        };
        let slack = if self.market.matrix().is_some() { 0.0 } else { 0.5 + SLIP };
        if (f64::from(stated) - exact).abs() <= slack { Ok(stated) } else { Err(Some(exact.round() as i32)) }
    }

    /// Seconds of a way of so many metres at the usual speed; nothing where no road leads.
    pub fn seconds(&self, vehicle: VehicleId, from: Place, to: Place, metres: i32) -> Option<i64> {
        if let Some(matrix) = self.market.matrix() {
            let seconds = self.cell(matrix, vehicle, from, to).1;
            return (seconds != Matrix::NO_ROAD).then_some(seconds.into());
        }
        // Half of the way at each speed: m / 2a + m / 2b hours, in seconds, rounded up.
        let (a, b) = (i128::from(self.speeds[from]), i128::from(self.speeds[to]));
        let (over, under) = (i128::from(metres) * 3600 * (a + b), 2 * a * b);
        Some(((over + under - 1) / under) as i64)
    }

    fn cell(&self, matrix: &Matrix, vehicle: VehicleId, from: Place, to: Place) -> (i32, i32) {
        let class = &matrix.classes[self.market.vehicles()[vehicle.index()].ways.index()];
        let at = from * self.points.len() + to;
        (class.metres[at], class.seconds[at])
    }
}

/// Metres of the great circle: `2 R asin sqrt(sin²(dp / 2) + cos p1 cos p2 sin²(dl / 2))`.
fn haversine(a: (f64, f64), b: (f64, f64)) -> f64 {
    let half = |x: f64| (x.to_radians() / 2.0).sin().powi(2);
    let inner = half(b.0 - a.0) + a.0.to_radians().cos() * b.0.to_radians().cos() * half(b.1 - a.1);
    2.0 * RADIUS * inner.sqrt().min(1.0).asin()
}
