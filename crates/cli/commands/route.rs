//! `linehaul route`: a market in, a folder of routes and their figures out; or a public instance in, its cost out.

mod figures;
mod search;
mod why;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use linehaul_app::failure::Failure;
use linehaul_app::route::{InstanceRequest, RouteRequest, explain_stop, route, solve_instance};

use crate::bar::Bars;
use crate::interrupt::interrupted;
use crate::shown::Shown;

use search::SearchOptions;

/// Plan the routes of a day of a last-mile market.
#[derive(Args)]
pub struct Route {
    /// Market folder.
    #[arg(long, value_name = "DIR", required_unless_present = "vrplib", requires = "out")]
    market: Option<PathBuf>,
    /// Folder to write the routes to, routes that are there already are replaced; with --vrplib, file for the solution.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    search: SearchOptions,
    /// Address of a service that tells ways as OSRM does, such as `http://localhost:5000`; its answers are kept in the market's folder.
    #[arg(long, value_name = "URL", conflicts_with = "vrplib")]
    osrm: Option<String>,
    /// Search nothing: say of a stop why it is where it is in the routes of --out, and where else it could be.
    #[arg(long, value_name = "STOP", conflicts_with_all = ["vrplib", "osrm"])]
    why: Option<String>,
    /// Solve a public instance instead, of the form VRPLIB, and compare with the best-known cost of the .sol file beside it.
    #[arg(long, value_name = "FILE", conflicts_with = "market")]
    vrplib: Option<PathBuf>,
    /// How numbers of an instance are rounded; unless given, as the set that its path names: ORTEC, HFVRP, ...
    #[arg(long, value_enum, value_name = "HOW", requires = "vrplib")]
    rounding: Option<search::RoundingName>,
    /// Print the result as JSON.
    #[arg(long)]
    json: bool,
}

impl Route {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let shown = Shown::asked(self.json, quiet);
        let bars = Bars::new(shown);
        if let Some(file) = &self.vrplib {
            let request = InstanceRequest {
                file: file.clone(),
                rounding: self.rounding.map(search::RoundingName::rounding),
                search: self.search.request(),
                out: self.out.clone(),
            };
            let solved = solve_instance(&request, &bars, &interrupted()?)?;
            shown.print(&solved, || figures::of_instance(&solved))?;
            return Ok(ExitCode::SUCCESS);
        }
        let (market, out) = (self.market.clone().unwrap_or_default(), self.out.clone().unwrap_or_default());
        if let Some(stop) = &self.why {
            let explained = explain_stop(&market, &out, stop)?;
            shown.print(&explained, || why::text(&explained))?;
            return Ok(ExitCode::SUCCESS);
        }
        let request = RouteRequest { market, out: out.clone(), search: self.search.request(), osrm: self.osrm.clone() };
        let routed = route(&request, &bars, &interrupted()?)?;
        let json = serde_json::json!({ "meta": routed.meta, "summary": routed.summary });
        shown.print(&json, || figures::of_routes(&routed, &out))?;
        Ok(ExitCode::SUCCESS)
    }
}
