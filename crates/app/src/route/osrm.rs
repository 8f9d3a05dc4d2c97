//! Ways from a service that speaks as OSRM does (`GET /table/v1/driving/...?annotations=duration,distance`).
//!
//! A service answers so many places at a time, so the matrix is asked for in blocks. The answers are kept beside the market, in
//! `osrm.parquet`, and asked for again only when the address or the places change: the file's name has a hash of them.

use std::path::{Path, PathBuf};
use std::time::Duration;

use linehaul_market::MatrixRows;
use linehaul_tables::{LoadedMarket, is_there, read_matrix, write_matrix};
use serde::Deserialize;

use crate::failure::Failure;

/// Places of one side of a block: OSRM refuses more than 100 in all unless told otherwise.
const BLOCK: usize = 50;
/// Longest wait for one answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// Most bytes of one answer; a block of 2,500 ways takes 50 kB.
const MOST: u64 = 16 << 20;

/// What is read of an answer.
#[derive(Deserialize)]
struct Answer {
    code: String,
    #[serde(default)]
    message: String,
    #[serde(default)]
    durations: Vec<Vec<Option<f64>>>,
    #[serde(default)]
    distances: Vec<Vec<Option<f64>>>,
}

/// All ways of a market.
pub fn ways(address: &str, dir: &Path, loaded: &LoadedMarket) -> Result<MatrixRows, Failure> {
    let market = &loaded.market;
    if !address.starts_with("http://") {
        let remedy = "give http://HOST:PORT of a service in your own network; others are not asked";
        return Err(Failure::new(format!("\"{address}\" is no address of a service"), remedy));
    }
    let places: Vec<(String, f64, f64)> =
        (market.depots().iter().map(|depot| (depot.id.clone(), depot.lat, depot.lon)))
            .chain(market.stops().iter().map(|stop| (stop.id.clone(), stop.lat, stop.lon)))
            .collect();
    let cache = cache(address, dir, &places);
    if is_there(&cache)? {
        return Ok(read_matrix(&cache)?);
    }
    let mut rows = MatrixRows::default();
    for from in places.chunks(BLOCK) {
        for to in places.chunks(BLOCK) {
            let answer = ask(address, from, to)?;
            for (at, (begin, _, _)) in from.iter().enumerate() {
                for (across, (end, _, _)) in to.iter().enumerate() {
                    let whole = |number: Option<f64>| number.map(|number| number.clamp(0.0, 1e9).round() as i32);
                    let (metres, seconds) = (whole(answer.distances[at][across]), whole(answer.durations[at][across]));
                    let road = metres.is_some() && seconds.is_some();
                    rows.ways.push(String::new());
                    rows.from.push(begin.clone());
                    rows.to.push(end.clone());
                    rows.metres.push(metres.filter(|_| road));
                    rows.seconds.push(seconds.filter(|_| road));
                }
            }
        }
    }
    write_matrix(&cache, &rows)?;
    Ok(rows)
}

/// Where answers about these places are kept.
fn cache(address: &str, dir: &Path, places: &[(String, f64, f64)]) -> PathBuf {
    let mut hasher = blake3::Hasher::new();
    hasher.update(address.as_bytes());
    for (id, lat, lon) in places {
        hasher.update(&(id.len() as u64).to_le_bytes());
        hasher.update(id.as_bytes());
        hasher.update(&lat.to_le_bytes());
        hasher.update(&lon.to_le_bytes());
    }
    dir.join(format!("osrm-{}.parquet", &hasher.finalize().to_hex()[..12]))
}

/// The ways of a block.
fn ask(address: &str, from: &[(String, f64, f64)], to: &[(String, f64, f64)]) -> Result<Answer, Failure> {
    let points = from.iter().chain(to).map(|(_, lat, lon)| format!("{lon:.6},{lat:.6}"));
    let list = |range: std::ops::Range<usize>| range.map(|at| at.to_string()).collect::<Vec<_>>().join(";");
    let url = format!(
        "{}/table/v1/driving/{}?sources={}&destinations={}&annotations=duration,distance",
        address.trim_end_matches('/'),
        points.collect::<Vec<_>>().join(";"),
        list(0..from.len()),
        list(from.len()..from.len() + to.len())
    );
    let failed = |problem: String| {
        Failure::new(format!("{address}: {problem}"), "check the address and whether the service runs")
    };
    let agent: ureq::Agent =
        ureq::Agent::config_builder().timeout_global(Some(PATIENCE)).http_status_as_error(false).build().into();
    let mut response = agent.get(&url).call().map_err(|error| failed(format!("no answer: {error}")))?;
    let status = response.status();
    let text = response.body_mut().with_config().limit(MOST).read_to_string();
    let text = text.map_err(|error| failed(format!("no whole answer: {error}")))?;
    let answer: Answer = serde_json::from_str(&text)
        .map_err(|error| failed(format!("status {status}, and this is not the answer of a table service: {error}")))?;
    if answer.code != "Ok" {
        return Err(failed(format!("it refuses: {} {}", answer.code, answer.message)));
    }
    let whole = |table: &[Vec<Option<f64>>]| table.len() == from.len() && table.iter().all(|row| row.len() == to.len());
    if !whole(&answer.durations) || !whole(&answer.distances) {
        return Err(failed("its answer has not a duration and a distance for each pair".to_owned()));
    }
    Ok(answer)
}
