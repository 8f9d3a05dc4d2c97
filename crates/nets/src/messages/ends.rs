//! Which hubs the lanes of some rows connect, as messages need it.

use crate::places::Places;

/// Both ends of all lanes: first those that they leave, then those that they lead to.
#[derive(Debug)]
pub(crate) struct Ends {
    /// Number of hubs.
    pub n_hubs: usize,
    /// `[end][row]`
    pub hubs: [Vec<u32>; 2],
    /// One over the number of lanes there, `[end][hub]`; 1 where there are none.
    pub shares: [Vec<f32>; 2],
}

impl Ends {
    pub fn new(places: &Places) -> Self {
        let n_hubs = places.n_hubs as usize;
        let hubs = [&places.from, &places.to].map(Vec::clone);
        let shares = hubs.each_ref().map(|hubs| {
            let mut counts = vec![0.0_f32; n_hubs];
            for &hub in hubs {
                counts[hub as usize] += 1.0;
            }
            counts.into_iter().map(|count| 1.0 / count.max(1.0)).collect()
        });
        Self { n_hubs, hubs, shares }
    }

    /// The two hubs of each row.
    pub fn rows(&self) -> impl Iterator<Item = [usize; 2]> {
        self.hubs[0].iter().zip(&self.hubs[1]).map(|(&from, &to)| [from as usize, to as usize])
    }
}
