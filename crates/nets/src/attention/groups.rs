//! Which rows attend to each other.

/// Rows, group after group; each row is in one group.
#[derive(Debug)]
pub(crate) struct Groups {
    rows: Vec<u32>,
    /// Where each group begins in `rows`, and where the last ends.
    starts: Vec<usize>,
}

impl Groups {
    /// Of the group of each row, of so many groups. A group's rows are in order.
    pub fn new(groups: &[u32], n_groups: usize) -> Self {
        let mut starts = vec![0; n_groups + 1];
        for &group in groups {
            starts[group as usize + 1] += 1;
        }
        for group in 0..n_groups {
            starts[group + 1] += starts[group];
        }
        let (mut next, mut rows) = (starts.clone(), vec![0; groups.len()]);
        for (row, &group) in groups.iter().enumerate() {
            let place = &mut next[group as usize];
            rows[*place] = row as u32;
            *place += 1;
        }
        Self { rows, starts }
    }

    /// The rows of each group.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.starts.windows(2).map(|ends| &self.rows[ends[0]..ends[1]])
    }

    /// Number of pairs of rows of one group.
    pub fn n_pairs(&self) -> usize {
        self.iter().map(|rows| rows.len() * rows.len()).sum()
    }

    /// The pairs: each row with each of its group, itself too.
    pub fn pairs(&self) -> (Vec<u32>, Vec<u32>) {
        self.iter().flat_map(|rows| rows.iter().flat_map(|&row| rows.iter().map(move |&other| (row, other)))).unzip()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_has_its_rows_in_order_and_pairs_all_of_them() {
        let groups = Groups::new(&[2, 0, 2, 0, 2], 4);
        assert_eq!(groups.iter().collect::<Vec<_>>(), [&[1, 3][..], &[], &[0, 2, 4], &[]]);
        assert_eq!(groups.n_pairs(), 13);
        let (rows, others) = groups.pairs();
        assert_eq!((&rows[..6], &others[..6]), (&[1, 1, 3, 3, 0, 0][..], &[1, 3, 1, 3, 0, 2][..]));
        assert_eq!(rows.len(), 13);
    }
}
