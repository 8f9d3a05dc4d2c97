//! One dock from a file, loaded by every solver; the best plan, and why each package that stays does.

mod packing;
mod read;

use std::path::Path;

pub use self::packing::{Best, Left, LoadFigures, Packing, SolverRow, TruckRow};
use crate::failure::Failure;

/// Loads the dock of an instance, as TOML or JSON.
pub fn pack(file: &Path) -> Result<Packing, Failure> {
    Ok(Packing::new(&read::instance(file)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// North: 140 + 180 + 75 + 12 + 40 - 210; east: 70 + 1000 x 30 - 60. E4 is too heavy for the only type that may drive east.
    #[test]
    fn the_examples_are_sound_and_solved_to_the_best() {
        let example = |name: &str| {
            let configs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../configs");
            pack(&configs.join(name)).unwrap()
        };
        let toml = example("pack-example.toml");
        assert!(toml.best.proved && (toml.best.value - 30_247.0).abs() < 1e-6);
        assert_eq!(toml.must_ride_left, ["E4"]);
        let constraints: Vec<_> = toml.left.iter().map(|left| (left.package.as_str(), left.constraint)).collect();
        assert_eq!(constraints, [("N4", "volume"), ("E3", "weight"), ("E4", "weight")]);
        let json = example("pack-example.json");
        assert!(json.best.proved && json.solvers.iter().filter_map(|row| row.gap).all(|gap| (0.0..0.1).contains(&gap)));
    }
}
