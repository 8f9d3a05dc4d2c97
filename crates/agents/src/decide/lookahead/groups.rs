//! Alternatives that do not meet: they are tried in one rollout.

use std::ops::Range;

use linehaul_case::network::Network;

use super::alternative::Alternative;

/// The lanes near a lane: those that leave from either of its ends. What a truck changes later, farther off, was found to be noise.
pub struct Near {
    ends: Vec<[usize; 2]>,
    lanes_of: Vec<Range<usize>>,
}

impl Near {
    /// Of a network.
    pub fn new(network: &Network) -> Self {
        let ends = (0..network.n_lanes).map(|lane| [network.lane_from[lane].index(), network.lane_to[lane].index()]);
        Self { ends: ends.collect(), lanes_of: (0..network.n_hubs).map(|hub| network.lanes_of(hub)).collect() }
    }

    /// Lanes near a lane, itself among them.
    pub fn lanes(&self, lane: usize) -> impl Iterator<Item = usize> {
        let [from, to] = self.ends[lane].map(|hub| self.lanes_of[hub].clone());
        from.chain(to)
    }
}

/// Alternatives by number, in groups of which no two have a lane near in common; each goes into the first group that has room for it.
pub fn groups(alternatives: &[Alternative], near: &Near) -> Vec<Vec<usize>> {
    let mut groups: Vec<(Vec<bool>, Vec<usize>)> = Vec::new();
    for (at, alternative) in alternatives.iter().enumerate() {
        let ends = near.ends[alternative.lane];
        let free = groups.iter().position(|(taken, _)| ends.iter().all(|&hub| !taken[hub]));
        let group = free.unwrap_or_else(|| {
            groups.push((vec![false; near.lanes_of.len()], Vec::new()));
            groups.len() - 1
        });
        for hub in ends {
            groups[group].0[hub] = true;
        }
        groups[group].1.push(at);
    }
    groups.into_iter().map(|(_, members)| members).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use linehaul_env::order::Order;
    use linehaul_worlds::generate::{WorldSpec, generate};

    use super::*;

    #[test]
    fn each_is_in_one_group_and_no_two_of_a_group_meet() {
        let network = Network::new(Arc::new(generate(&WorldSpec { n_hubs: 20, seed: 4, ..WorldSpec::default() })));
        let near = Near::new(&network);
        let one = |lane| Alternative { lane, order: Order::trucks(1), differences: Vec::new() };
        let alternatives: Vec<Alternative> = (0..network.n_lanes).step_by(2).map(one).collect();
        let groups = groups(&alternatives, &near);
        let mut met: Vec<usize> = groups.concat();
        met.sort_unstable();
        assert_eq!(met, (0..alternatives.len()).collect::<Vec<_>>());
        for group in &groups {
            let mut lanes: Vec<usize> = group.iter().flat_map(|&at| near.lanes(alternatives[at].lane)).collect();
            let n = lanes.len();
            lanes.sort_unstable();
            lanes.dedup();
            assert_eq!(lanes.len(), n);
        }
        assert!(groups.len() * 2 < alternatives.len(), "{} groups", groups.len());
    }
}
