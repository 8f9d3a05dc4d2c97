//! A folder of routes in memory.

use serde::{Deserialize, Serialize};

use linehaul_market::{MatrixRows, Reason};

use crate::schema::route_files::{CallRows, RouteMeta, RouteSummary, StopPlanRows, TourRows};

/// What `linehaul route` writes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RouteFiles {
    /// What made the routes.
    pub meta: RouteMeta,
    /// The figures that they claim.
    pub summary: RouteSummary,
    /// `routes.parquet`
    pub calls: CallRows,
    /// `stops.parquet`
    pub stops: StopPlanRows,
    /// `drivers.parquet`
    pub tours: TourRows,
    /// `matrix.parquet`: ways that a service told; none where they follow from the market.
    pub matrix: Option<MatrixRows>,
}

/// `summary.json`
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RouteSummaryFile {
    pub meta: RouteMeta,
    pub summary: RouteSummary,
}

/// Routes as points and lines for a map.
pub const ROUTES_GEOJSON: &str = "routes.geojson";

impl RouteFiles {
    /// Stops that are left out, with their reasons, in order.
    pub fn left_out(&self) -> impl Iterator<Item = (usize, Option<Reason>)> + '_ {
        let reasons = self.stops.reasons.iter().enumerate();
        reasons.filter_map(|(row, reason)| reason.as_deref().map(|name| (row, Reason::of(name))))
    }
}
