//! The demo: a line-haul network between the twelve largest metropolitan areas of the United States.
//!
//! Everything but the coordinates and the populations is made up by [`gravity_case`]; it is no carrier's network.

use super::{GravitySpec, Market, START, gravity_case};
use linehaul_case::Case;

/// `(id, name, degrees north, degrees east, population)` of the principal city of each metropolitan area (core-based statistical
/// area). Populations: United States Census Bureau, 2020 census, public domain. Coordinates: city centres.
const METROS: [(&str, &str, f64, f64, u32); 12] = [
    ("new-york", "New York", 40.7128, -74.0060, 20_140_470),
    ("los-angeles", "Los Angeles", 34.0522, -118.2437, 13_200_998),
    ("chicago", "Chicago", 41.8781, -87.6298, 9_618_502),
    ("dallas", "Dallas", 32.7767, -96.7970, 7_637_387),
    ("houston", "Houston", 29.7604, -95.3698, 7_122_240),
    ("washington", "Washington", 38.9072, -77.0369, 6_385_162),
    ("philadelphia", "Philadelphia", 39.9526, -75.1652, 6_245_051),
    ("miami", "Miami", 25.7617, -80.1918, 6_138_333),
    ("atlanta", "Atlanta", 33.7490, -84.3880, 6_089_815),
    ("boston", "Boston", 42.3601, -71.0589, 4_941_632),
    ("phoenix", "Phoenix", 33.4484, -112.0740, 4_845_832),
    ("san-francisco", "San Francisco", 37.7749, -122.4194, 4_749_008),
];

/// Twelve hubs, 42 lanes, 20 days from Monday 2026-01-05, 10,887 consignments.
///
/// 22 consignments an hour put 0.1 to 0.2 trailer loads an hour on the ten busiest lanes, two to five a day, and less on the
/// others: whether to wait for a fuller truck is a real question on every lane.
pub fn us_metro_12() -> Case {
    let market = |&(id, name, lat, lon, population): &(&str, &str, f64, f64, u32)| Market {
        id: id.into(),
        name: name.into(),
        lat,
        lon,
        population,
    };
    let markets: Vec<Market> = METROS.iter().map(market).collect();
    let spec = GravitySpec {
        name: "us-metro-12".into(),
        source: "populations: US Census Bureau, 2020 census (public domain); demand, roads and fleet generated".into(),
        start: START,
        hours: 480,
        packages_per_hour: 22.0,
        n_trunks: 4,
        seed: 12,
    };
    gravity_case(&markets, &spec).expect("the table of markets is valid")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::inspect;

    /// The sizes that the demo and its file are planned for.
    #[test]
    fn the_demo_is_small_busy_and_not_suspicious() {
        let case = us_metro_12();
        let inspection = inspect(&case);
        assert_eq!((inspection.n_hubs, inspection.hours), (12, 480));
        assert!((6_000..=12_000).contains(&inspection.n_packages));
        let loads: Vec<f64> = inspection.busiest_lanes.iter().map(|lane| lane.loads_per_hour).collect();
        assert!((0.1..=0.3).contains(&loads[0]) && (0.05..=0.3).contains(&loads[9]), "{loads:?}");
        assert!(case.lanes().iter().all(|lane| lane.hours <= 45), "a truck drives for more than two days");
        assert_eq!(inspection.suspicious, [""; 0]);
    }

    /// Demand by the local calendar: Saturday has half of a working day, Sunday 0.3 of it. The days below are cut at midnight in
    /// the middle of the country, six hours after UTC.
    #[test]
    fn weekends_are_quiet() {
        let case = us_metro_12();
        let mut by_weekday = [0.0; 7];
        // Two whole weeks, and not the backlog of the first hour.
        for row in (0..case.packages().len()).filter(|&row| (6..6 + 336).contains(&case.packages().released_hour(row)))
        {
            by_weekday[((case.packages().released_hour(row) - 6) / 24 % 7) as usize] += 1.0;
        }
        let working_day = by_weekday[..5].iter().sum::<f64>() / 5.0;
        assert!((by_weekday[5] / working_day - 0.5).abs() < 0.08, "{by_weekday:?}");
        assert!((by_weekday[6] / working_day - 0.3).abs() < 0.08, "{by_weekday:?}");
    }

    #[test]
    fn markets_that_make_no_network_are_an_error() {
        let spec = GravitySpec {
            name: "lonely".into(),
            source: String::new(),
            start: START,
            hours: 24,
            packages_per_hour: 5.0,
            n_trunks: 1,
            seed: 1,
        };
        let market = |id: &str, population| Market { id: id.into(), name: id.into(), lat: 1.0, lon: 2.0, population };
        let error = |markets: &[Market]| gravity_case(markets, &spec).unwrap_err().to_string();
        assert_eq!(error(&[]), "hubs: 0 hubs");
        assert_eq!(error(&[market("a", 1)]), "hubs: 1 hubs");
        assert_eq!(error(&[market("a", 1), market("a", 1)]), "hubs row 2, id: \"a\" is already the id of row 1");
        assert_eq!(error(&[market("a", 1), market("b", 0)]), "packages: the table has no rows");
    }
}
