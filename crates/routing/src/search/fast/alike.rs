//! Kinds of vehicles that a route may change between without being walked again.

use crate::problem::Problem;

/// Kinds that differ in capacity and cost alone: a route is as long for one as for the other.
pub struct Alike {
    /// Group of each kind.
    group: Vec<u32>,
    /// Kinds of each group.
    members: Vec<Vec<u32>>,
}

impl Alike {
    pub fn new(problem: &Problem) -> Self {
        let mut group = Vec::new();
        let mut members: Vec<Vec<u32>> = Vec::new();
        for kind in 0..problem.kinds().len() as u32 {
            let known = members.iter().position(|members| alike(problem, members[0], kind));
            let at = known.unwrap_or_else(|| {
                members.push(Vec::new());
                members.len() - 1
            });
            members[at].push(kind);
            group.push(at as u32);
        }
        Self { group, members }
    }

    /// Kinds of the group of one.
    pub fn of(&self, kind: u32) -> &[u32] {
        &self.members[self.group[kind as usize] as usize]
    }

    /// Whether two kinds are of one group.
    pub fn are(&self, one: u32, other: u32) -> bool {
        self.group[one as usize] == self.group[other as usize]
    }
}

fn alike(problem: &Problem, one: u32, other: u32) -> bool {
    let (a, b) = (problem.kind(one), problem.kind(other));
    let same = a.profile == b.profile && a.start == b.start && a.end == b.end && a.shift == b.shift;
    let open = a.locked.is_empty() && b.locked.is_empty() && a.last_start == b.last_start && a.skills == b.skills;
    let spots = problem.spots().of(one).iter().zip(problem.spots().of(other)).zip(problem.jobs());
    same && open
        && spots.into_iter().all(|((x, y), job)| {
            let carried = |capacity: &[i32; 3]| (0..3).all(|unit| job.load[unit] <= capacity[unit]);
            let equal = (x.open, x.close, x.extra()) == (y.open, y.close, y.extra());
            equal || !carried(&a.capacity) || !carried(&b.capacity)
        })
}
