//! Which lanes meet where: what a network needs beside the rows to see a lane's neighbours.

/// Hubs that the lanes of some rows connect. Numbers of hubs count through all networks of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Hub that a row's lane leaves, `[row]`.
    pub from: Vec<u32>,
    /// Hub that it leads to, `[row]`.
    pub to: Vec<u32>,
    /// Number of hubs.
    pub n_hubs: u32,
}

impl Places {
    /// Appends a row's lane.
    pub fn push(&mut self, from: u32, to: u32) {
        self.from.push(from);
        self.to.push(to);
    }

    /// Appends a network of so many hubs by the ends of its lanes, `(from, to)`, whose hubs are counted from 0.
    pub fn append(&mut self, n_hubs: u32, lanes: impl Iterator<Item = (u32, u32)>) {
        for (from, to) in lanes {
            self.push(self.n_hubs + from, self.n_hubs + to);
        }
        self.n_hubs += n_hubs;
    }
}
