//! A run that is not over, as bytes: its state, what has left and what was told so far.
//!
//! Taken at any hour, loaded in a new process and continued, it gives the same bytes as a run that never stopped. The bytes are a magic word, a
//! version, a BLAKE3 checksum and a [postcard](https://postcard.jamesmunns.com) body; whatever they hold is an answer, never a panic.

use linehaul_case::network::Network;
use linehaul_case::schedule::Departures;
use linehaul_case::{Event, LaneId, NewPackage, PackageIds, TimedEvent, TypeId, check_announced};
use serde::{Deserialize, Serialize};

use crate::state::State;

/// What a snapshot file begins with.
const MAGIC: &[u8; 8] = b"linehaul";
/// Changes whenever a snapshot of before cannot be read any more.
const VERSION: u32 = 1;
const HEADER: usize = MAGIC.len() + 4 + blake3::OUT_LEN;

/// A run that is not over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Name of the case.
    pub case: String,
    /// Hash of its files.
    pub case_hash: String,
    /// Policy under which it ran, as it was named.
    pub policy: String,
    /// Seed of the demand.
    pub seed: u64,
    /// Extra price of a late package, currency.
    pub late_price: f64,
    /// The state at the begin of an hour, with all events of that hour.
    pub state: State,
    /// What has left; packages are rows of the demand.
    pub departures: Departures,
    /// What was told so far, in order.
    pub events: Vec<TimedEvent>,
}

/// Why bytes are no snapshot that can be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}; {remedy}")]
pub struct SnapshotError {
    /// What is wrong, with the value.
    pub problem: String,
    /// What to do about it.
    pub remedy: &'static str,
}

const AGAIN: &str = "take the snapshot again with `linehaul schedule --snapshot`";

impl Snapshot {
    /// The bytes of the file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let body = postcard::to_allocvec(self).expect("a snapshot is plain values");
        let mut bytes = Vec::with_capacity(HEADER + body.len());
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(blake3::hash(&body).as_bytes());
        bytes.extend_from_slice(&body);
        bytes
    }

    /// Reads the bytes of a file of a run on this network, whose case has this hash.
    pub fn from_bytes(bytes: &[u8], network: &Network, case_hash: &str) -> Result<Self, SnapshotError> {
        let fault = |problem: String, remedy| SnapshotError { problem, remedy };
        if bytes.len() < HEADER || !bytes.starts_with(MAGIC) {
            return Err(fault("this is no snapshot".into(), "give a file that `linehaul schedule --snapshot` wrote"));
        }
        let (header, body) = bytes.split_at(HEADER);
        let version = u32::from_le_bytes(header[MAGIC.len()..MAGIC.len() + 4].try_into().expect("four bytes"));
        if version != VERSION {
            return Err(fault(format!("the snapshot has version {version}, this program has {VERSION}"), AGAIN));
        }
        if header[MAGIC.len() + 4..] != blake3::hash(body).as_bytes()[..] {
            return Err(fault("the snapshot is damaged: its checksum is another".into(), AGAIN));
        }
        let snapshot: Self =
            postcard::from_bytes(body).map_err(|error| fault(format!("the snapshot is damaged: {error}"), AGAIN))?;
        if snapshot.case_hash != case_hash {
            let problem = format!("the snapshot is of case \"{}\", whose files have another hash", snapshot.case);
            return Err(fault(problem, "give the case that it was taken of"));
        }
        if !snapshot.state.fits(network) || !fits(&snapshot.departures, &snapshot, network) {
            return Err(fault("the snapshot does not fit the network of its case".into(), AGAIN));
        }
        Ok(snapshot)
    }
}

/// Whether every column is whole and every index means something.
fn fits(departures: &Departures, snapshot: &Snapshot, network: &Network) -> bool {
    let (n, n_packages) = (departures.len(), snapshot.state.book.packages.len());
    let Departures { hours, arrival_hours, lanes, types, grams, ml, costs, ends, loads } = departures;
    [arrival_hours.len(), lanes.len(), types.len(), grams.len(), ml.len(), costs.len(), ends.len()] == [n; 7]
        && n == snapshot.state.n_trucks as usize
        && hours.is_sorted()
        && hours.iter().all(|&hour| hour < snapshot.state.hour)
        && lanes.iter().all(|lane: &LaneId| lane.index() < network.n_lanes)
        && types.iter().all(|vehicle: &TypeId| vehicle.index() < network.n_types)
        && ends.is_sorted()
        && ends.last().map_or(0, |&end| end as usize) == loads.len()
        && loads.iter().all(|&row| (row as usize) < n_packages)
        && snapshot.late_price.is_finite()
        && snapshot.late_price >= 0.0
        && snapshot
            .events
            .iter()
            .all(|timed| timed.hour <= snapshot.state.hour && names(&timed.event, snapshot, network))
        && announces_what_could_be(snapshot, network)
}

/// Whether an event names what there is.
fn names(event: &Event, snapshot: &Snapshot, network: &Network) -> bool {
    match *event {
        Event::Announced(_) => true,
        Event::Released { package } | Event::Cancelled { package } | Event::DueChanged { package, .. } => {
            (package as usize) < snapshot.state.book.packages.len()
        }
        Event::TruckLate { truck, .. } | Event::TruckBrokenDown { truck, .. } | Event::TruckArrived { truck } => {
            truck < snapshot.state.n_trucks
        }
        Event::LaneClosed { lane } | Event::LaneOpened { lane } => lane.index() < network.n_lanes,
        Event::HubClosed { hub } | Event::HubOpened { hub } | Event::HubCapacity { hub, .. } => {
            hub.index() < network.n_hubs
        }
        Event::FleetCapacity { vehicle, .. } => vehicle.index() < network.n_types,
    }
}

/// Whether the packages that events have announced are such as the case could have, with ids of its kind.
fn announces_what_could_be(snapshot: &Snapshot, network: &Network) -> bool {
    let announced: Vec<NewPackage> = (snapshot.events.iter())
        .filter_map(|timed| if let Event::Announced(new) = &timed.event { Some(NewPackage::clone(new)) } else { None })
        .collect();
    // Drawn demands number their packages.
    let numbers = snapshot.seed != 0 || matches!(network.case.packages().ids, PackageIds::Numbers(_));
    announced.iter().all(|new| !numbers || new.id.parse::<i64>().is_ok())
        && check_announced(&network.case, &announced).is_ok()
}
