//! What looks odd about hubs, lanes and vehicle types.

use super::text::{counted, listed, verb};
use super::traffic::Traffic;
use crate::generate::sphere::great_circle_km;
use linehaul_case::{Case, Hub, Lane, TypeId};

/// Mean speeds between which a truck drives, km/h: from a crawl over the mountains to no stop at all.
const SPEEDS: [f64; 2] = [15.0, 110.0];
/// Degrees, about 100 m, within which two hubs are at one place.
const SAME_PLACE: f64 = 0.001;
/// Share of the great circle below which a road is too short to be true; coordinates of a city are no better than that.
const SHORTER_THAN_STRAIGHT: f64 = 0.95;

/// A sentence for each finding.
pub(super) fn suspicious(case: &Case, traffic: &Traffic) -> impl Iterator<Item = String> {
    let hubs = [idle_hubs(case, traffic), over_the_cap(case, traffic), same_place(case)];
    let detour = |lane: &Lane| u64::from(lane.metres.0) > traffic.paths.metres(lane.from.index(), lane.to.index());
    let lanes = [
        odd_lanes(case, "longer than another path between the same hubs, so never a primary lane", |_, lane| {
            detour(lane)
        }),
        odd_lanes(case, "on the primary path of no package", |index, lane| {
            traffic.lane_packages[index] == 0 && !detour(lane)
        }),
        odd_lanes(case, "one-way, with no lane back", |_, lane| {
            !case.lanes().iter().any(|back| back.from == lane.to && back.to == lane.from)
        }),
        odd_lanes(case, "driven at less than 15 or more than 110 km/h", |_, lane| implausible_speed(lane)),
        odd_lanes(case, "shorter than the straight line between the coordinates of their hubs", |_, lane| {
            let [from, to] = [lane.from, lane.to].map(|hub| &case.hubs()[hub.index()]);
            lane.metres.to_km() < SHORTER_THAN_STRAIGHT * great_circle_km([from.lat, from.lon], [to.lat, to.lon])
        }),
    ];
    hubs.into_iter().chain(lanes).flatten().chain(dominated_types(case))
}

fn idle_hubs(case: &Case, traffic: &Traffic) -> Option<String> {
    let side = |packages: &[usize]| -> Vec<String> {
        case.hubs().iter().zip(packages).filter(|(_, count)| **count == 0).map(|(hub, _)| hub.id.clone()).collect()
    };
    let (silent, deaf) = (side(&traffic.packages_out), side(&traffic.packages_in));
    let part = |names: &[String], one: &str, many: &str| {
        let hubs = counted(names.len(), "hub");
        (!names.is_empty()).then(|| format!("{hubs} {} no package: {}", verb(names.len(), one, many), listed(names)))
    };
    let parts = [part(&silent, "releases", "release"), part(&deaf, "receives", "receive")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn over_the_cap(case: &Case, traffic: &Traffic) -> Option<String> {
    let hubs = case.hubs().iter().zip(&traffic.hub_loads);
    let names: Vec<String> = hubs
        .filter(|(hub, loads)| **loads > f64::from(hub.max_dispatch_per_hour))
        .map(|(hub, loads)| format!("{} ({loads:.1} against {})", hub.id, hub.max_dispatch_per_hour))
        .collect();
    (!names.is_empty()).then(|| {
        let (hubs, need) = (counted(names.len(), "hub"), verb(names.len(), "needs", "need"));
        format!("{hubs} {need} more of the largest trucks an hour than max_dispatch_per_hour: {}", listed(&names))
    })
}

fn same_place(case: &Case) -> Option<String> {
    let mut pairs = Vec::new();
    for (index, a) in case.hubs().iter().enumerate() {
        let same = |b: &&Hub| (a.lat - b.lat).abs() < SAME_PLACE && (a.lon - b.lon).abs() < SAME_PLACE;
        pairs.extend(case.hubs()[index + 1..].iter().filter(same).map(|b| format!("{} and {}", a.id, b.id)));
    }
    let count = counted(pairs.len(), "pair");
    (!pairs.is_empty()).then(|| format!("{count} of hubs at the same coordinates: {}", listed(&pairs)))
}

fn odd_lanes(case: &Case, what: &str, odd: impl Fn(usize, &Lane) -> bool) -> Option<String> {
    let id = |hub: usize| &case.hubs()[hub].id;
    let names: Vec<String> = case
        .lanes()
        .iter()
        .enumerate()
        .filter(|(index, lane)| odd(*index, lane))
        .map(|(_, lane)| format!("{} -> {}", id(lane.from.index()), id(lane.to.index())))
        .collect();
    let is = verb(names.len(), "is", "are");
    (!names.is_empty()).then(|| format!("{} {is} {what}: {}", counted(names.len(), "lane"), listed(&names)))
}

/// An hour is the least that a lane can take, so a short lane of one hour is not slow.
fn implausible_speed(lane: &Lane) -> bool {
    let speed = lane.metres.to_km() / f64::from(lane.hours);
    speed > SPEEDS[1] || (lane.hours > 1 && speed < SPEEDS[0])
}

/// Types that nobody needs to rent, since another one replaces them; of two equals the later one.
fn dominated_types(case: &Case) -> Vec<String> {
    let n_types = case.vehicles().len();
    let better = |a: usize| (0..n_types).find(|&b| a != b && replaces(case, b, a) && (!replaces(case, a, b) || b < a));
    let sentence = |(a, b): (usize, usize)| {
        let [a, b] = [a, b].map(|index| &case.vehicles()[index].id);
        format!("vehicle type {a} is never worth its price: {b} is at least as large and no dearer")
    };
    (0..n_types).filter_map(|a| better(a).map(|b| sentence((a, b)))).collect()
}

/// Whether the first type is at least as large and as many as the second, no dearer, and may drive wherever that may.
fn replaces(case: &Case, first: usize, second: usize) -> bool {
    let [a, b] = [first, second].map(|index| &case.vehicles()[index]);
    let [a_id, b_id] = [first, second].map(TypeId::from_index);
    let [a_count, b_count] = [a, b].map(|vehicle| vehicle.per_hub_per_hour.unwrap_or(u16::MAX));
    a.ml >= b.ml
        && a.grams >= b.grams
        && a.cost_per_km <= b.cost_per_km
        && a.cost_per_dispatch <= b.cost_per_dispatch
        && a_count >= b_count
        && case.lanes().iter().all(|lane| lane.allows(a_id) || !lane.allows(b_id))
}
