//! Texts of the command line that stand for several values, or for a value within limits.

use std::ops::Range;

/// Names separated by commas.
pub fn names(list: &str) -> Vec<String> {
    list.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

/// Seeds of training runs separated by commas, each once.
#[derive(Clone)]
pub struct SeedList(pub Vec<u64>);

impl SeedList {
    const MOST: usize = 1_000;

    /// As `1,2,3`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let seed = |text: &str| text.trim().parse().map_err(|_| format!("`{text}` is no seed: write them as 1,2,3"));
        let seeds: Vec<u64> = text.split(',').map(seed).collect::<Result<_, String>>()?;
        match seeds.iter().enumerate().find(|(at, seed)| seeds[..*at].contains(seed)) {
            Some((_, twice)) => Err(format!("seed {twice} is given twice")),
            None if seeds.len() > Self::MOST => Err(format!("{} seeds: give 1 to {}", seeds.len(), Self::MOST)),
            None => Ok(Self(seeds)),
        }
    }
}

/// Families separated by commas, if any are given.
pub fn families(list: Option<&String>) -> Option<Vec<String>> {
    list.map(|list| list.split(',').map(str::to_owned).collect())
}

/// Seeds of demands, as typed.
#[derive(Clone)]
pub struct Seeds(Range<u64>);

impl Seeds {
    const MOST: u64 = 10_000;

    /// `N` for 0 to N - 1, or `A..B` for A to B - 1.
    pub fn parse(text: &str) -> Result<Self, String> {
        let number = |text: &str| text.trim().parse().map_err(|_| "give a number of seeds, or a range A..B".to_owned());
        let seeds: Range<u64> = match text.split_once("..") {
            Some((from, to)) => number(from)?..number(to)?,
            None => 0..number(text)?,
        };
        match seeds.end.saturating_sub(seeds.start) {
            1..=Self::MOST => Ok(Self(seeds)),
            n => Err(format!("{n} seeds: give 1 to {}", Self::MOST)),
        }
    }

    /// All of them.
    pub fn to_vec(&self) -> Vec<u64> {
        self.0.clone().collect()
    }
}

/// A cap on lateness: a share above 0, at most 1.
pub fn cap(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if share > 0.0 && share <= 1.0 => Ok(share),
        _ => Err("give a share of the packages above 0 and at most 1, such as 0.02 for 2 %".to_owned()),
    }
}
