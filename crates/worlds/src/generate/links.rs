//! Which hubs are joined by roads: a spanning tree first, then the nearest neighbours that still have room.
//!
//! The tree makes every hub reachable, the neighbours give detours. A real line-haul network looks like this: sparse, local,
//! with a few hubs of high degree.

use linehaul_case::{HubId, Lane, Metres};

/// Most neighbours of a hub in a usual network; line-haul terminals with more are rare.
pub(super) const MAX_NEIGHBOURS: usize = 8;

/// Paths between hubs, each drivable both ways.
pub(super) struct Links {
    n_hubs: usize,
    /// Road length, km, `[hub, hub]`, symmetric.
    km: Vec<f64>,
    /// Whether a road joins the two, `[hub, hub]`, symmetric.
    joined: Vec<bool>,
    degrees: Vec<usize>,
    /// Most neighbours of a hub.
    most: usize,
}

impl Links {
    /// The minimum spanning tree (Prim), of which no hub has more than `most` branches, as then in the whole network.
    pub(super) fn spanning_tree(n_hubs: usize, km: Vec<f64>, most: usize) -> Self {
        let mut links = Self { n_hubs, km, joined: vec![false; n_hubs * n_hubs], degrees: vec![0; n_hubs], most };
        // For each hub outside the tree its cheapest branch, as the hub inside.
        let mut branches = vec![0; n_hubs];
        let mut outside: Vec<usize> = (1..n_hubs).collect();
        let mut inside = vec![0];
        while !outside.is_empty() {
            let length = |hub: usize| links.km[hub * n_hubs + branches[hub]];
            let at = (0..outside.len())
                .min_by(|&a, &b| length(outside[a]).total_cmp(&length(outside[b])))
                .expect("outside is not empty");
            let hub = outside.remove(at);
            let parent = branches[hub];
            links.join(hub, parent);
            inside.push(hub);
            for &other in &outside {
                if links.degrees[branches[other]] == links.most {
                    branches[other] = links.nearest_with_room(other, &inside);
                } else if links.km[other * n_hubs + hub] < links.km[other * n_hubs + branches[other]] {
                    branches[other] = hub;
                }
            }
        }
        links
    }

    fn nearest_with_room(&self, hub: usize, among: &[usize]) -> usize {
        let with_room = among.iter().copied().filter(|&other| self.degrees[other] < self.most);
        with_room
            .min_by(|&a, &b| self.km[hub * self.n_hubs + a].total_cmp(&self.km[hub * self.n_hubs + b]))
            .expect("the leaves of a tree have room")
    }

    /// Joins a hub to its `count` nearest neighbours, as far as both ends have room.
    pub(super) fn join_nearest(&mut self, hub: usize, count: usize) {
        let mut others: Vec<usize> = (0..self.n_hubs).filter(|&other| other != hub).collect();
        others.sort_by(|&a, &b| self.km[hub * self.n_hubs + a].total_cmp(&self.km[hub * self.n_hubs + b]));
        for other in others.into_iter().take(count) {
            self.join(hub, other);
        }
    }

    /// Builds the road between two hubs if there is none and both ends have room.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let room = self.degrees[a] < self.most && self.degrees[b] < self.most;
        if room && !self.joined(a, b) {
            for (from, to) in [(a, b), (b, a)] {
                self.joined[from * self.n_hubs + to] = true;
                self.degrees[from] += 1;
            }
        }
    }

    /// Whether a road joins two hubs.
    pub(super) fn joined(&self, a: usize, b: usize) -> bool {
        self.joined[a * self.n_hubs + b]
    }

    /// Length of the road that joins two hubs, or would, km.
    pub(super) fn km(&self, a: usize, b: usize) -> f64 {
        self.km[a * self.n_hubs + b]
    }

    /// A lane for each direction of each road, sorted by origin, every type allowed; `hours` of a length in km.
    pub(super) fn lanes(&self, n_types: usize, hours: impl Fn(f64) -> u16) -> Vec<Lane> {
        let pairs = (0..self.n_hubs).flat_map(|from| (0..self.n_hubs).map(move |to| (from, to)));
        let lane = |(from, to)| {
            let km = self.km(from, to);
            Lane {
                from: HubId::from_index(from),
                to: HubId::from_index(to),
                metres: Metres::from_km(km),
                hours: hours(km),
                types: Lane::every_type(n_types),
            }
        };
        pairs.filter(|&(from, to)| self.joined(from, to)).map(lane).collect()
    }
}
