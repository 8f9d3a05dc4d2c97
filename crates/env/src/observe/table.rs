//! What each cell of a row means, on the line that computes it: [`features`] makes of such lines a table and the code that writes
//! the cells, so neither can be longer than the other or in another order. The table is constant and costs a running world nothing.

use serde::Serialize;

/// A cell of a row.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Feature {
    /// Unique within its row.
    pub name: &'static str,
    /// Unit of what is divided; the cell itself has none. A vehicle is the load of a largest one.
    pub unit: &'static str,
    /// How it is computed, in the words of `docs/features.md`.
    pub formula: &'static str,
    /// Least and largest value, both within 0 and 1.
    pub range: [f32; 2],
    /// What it depends on.
    pub reads: Reads,
}

/// What a feature depends on. Each kind may read what those before it read. None reads the calendar: closures, tariffs and slowdowns
/// are not foreseen, and slack counts by the nominal hours of lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reads {
    /// Facts of the network: the same in every hour of an episode.
    Network,
    /// What waits and what is under way: with nothing moved, the same an hour later.
    State,
    /// The hours from now to something, or since: slack, arrivals, the last departure.
    Hour,
    /// The hour of the day.
    HourOfDay,
}

/// Everything that a change of meaning shows in: FNV-1a, 64 bits, over names, units and formulas in the order of the row (Fowler, Noll
/// and Vo). Each text ends with a byte that no text holds.
pub(super) const fn version<const N: usize>(table: &[Feature; N]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let mut at = 0;
    while at < N {
        let feature = &table[at];
        hash = fnv1a(fnv1a(fnv1a(hash, feature.name), feature.unit), feature.formula);
        at += 1;
    }
    hash
}

const fn fnv1a(mut hash: u64, text: &str) -> u64 {
    const PRIME: u64 = 0x100_0000_01b3;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(PRIME);
        at += 1;
    }
    (hash ^ 0xff).wrapping_mul(PRIME)
}

/// Number of features of some groups.
pub(super) const fn count(groups: &[&[Feature]]) -> usize {
    let (mut n, mut group) = (0, 0);
    while group < groups.len() {
        n += groups[group].len();
        group += 1;
    }
    n
}

/// The features of some groups, one after another.
pub(super) const fn join<const N: usize>(groups: &[&[Feature]]) -> [Feature; N] {
    let mut table = [groups[0][0]; N];
    let (mut at, mut group) = (0, 0);
    while group < groups.len() {
        let mut line = 0;
        while line < groups[group].len() {
            table[at] = groups[group][line];
            (at, line) = (at + 1, line + 1);
        }
        group += 1;
    }
    table
}

/// A function that writes features, one a line: `name: unit, what it reads, formula => cell;`, with `in [least, largest]` where that
/// is not `[0, 1]`. `cell` is a method of the first argument. Beside the function, `TABLE` holds the lines as [`Feature`]s. What
/// several lines need is computed in the function's body, before them.
#[macro_export]
macro_rules! features {
    (@range) => {
        [0.0, 1.0]
    };
    (@range $range:expr) => {
        $range
    };
    (
        $(#[$doc:meta])*
        $visible:vis fn $write:ident(mut $cells:ident: $cells_type:ty, $($seen:ident: $seen_type:ty),+ $(,)?) {
            $($before:tt)*
        }
        $($name:ident: $unit:literal, $reads:ident, $formula:literal $(in $range:expr)? => $kind:ident($($argument:expr),+);)+
    ) => {
        /// The features that follow each other here, in order.
        $visible const TABLE: &[$crate::observe::Feature] = &[$($crate::observe::Feature {
            name: stringify!($name),
            unit: $unit,
            formula: $formula,
            range: $crate::features!(@range $($range)?),
            reads: $crate::observe::Reads::$reads,
        }),+];

        $(#[$doc])*
        #[allow(clippy::inline_always, reason = "one function writes the whole row: with a call a group it takes half as long again")]
        #[inline(always)]
        $visible fn $write(mut $cells: $cells_type, $($seen: $seen_type),+) {
            $($before)*
            $($cells.$kind($($argument),+);)+
        }
    };
}

/// The groups of a row in its order, as `GROUPS`, and as `write_groups`, which fills the cells.
macro_rules! groups {
    ($($group:ident),+ $(,)?) => {
        const GROUPS: &[&[$crate::observe::Feature]] = &[$($group::TABLE),+];

        fn write_groups(mut left: $crate::observe::cells::Left<'_>, seen: &$crate::observe::seen::Seen<'_>) {
            $($group::write(left.take(), seen);)+
        }
    };
}

pub(super) use groups;
