//! Random instances for tests: a dock with a few lanes, sizes and values as generated worlds have them, and any mixture of limits.

use crate::instance::{Costs, Instance, InstanceFile, LaneFile, OptionFile, PackageFile, VehicleFile};

/// What to draw.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    pub packages: usize,
    pub lanes: usize,
    /// Types of 14, 38 and 85 m3, as many of these as asked for.
    pub vehicles: usize,
    /// Trucks ordered on a lane, at most.
    pub trucks: u64,
    /// Whether classes, must-ride packages, priorities, barred types and limits of types occur.
    pub rules: bool,
}

/// The instance of a seed.
pub fn random(seed: u64, recipe: Recipe) -> Instance {
    Instance::new(&random_file(seed, recipe)).expect("random instances are sound")
}

/// The instance of a seed as a file.
pub fn random_file(seed: u64, recipe: Recipe) -> InstanceFile {
    let mut draw = Draw(seed);
    let kinds = [("van", 1_500.0, 14.0, 0.55), ("rigid", 9_000.0, 38.0, 1.0), ("semi", 24_000.0, 85.0, 1.6)];
    let vehicles: Vec<_> = kinds[..recipe.vehicles]
        .iter()
        .map(|&(id, max_kg, max_m3, _)| VehicleFile {
            id: id.into(),
            max_kg,
            max_m3,
            available: (recipe.rules && draw.chance(0.4)).then(|| draw.below(3) as u32),
        })
        .collect();
    let lanes = (0..recipe.lanes)
        .map(|lane| {
            let km = 50.0 + 300.0 * draw.unit();
            LaneFile {
                id: format!("L{lane}"),
                trucks: draw.below(recipe.trucks + 1) as u32,
                costs: Costs::InOrder(kinds[..recipe.vehicles].iter().map(|kind| (kind.3 * km).round()).collect()),
                vehicle_types: (recipe.rules && draw.chance(0.2)).then(|| vec![kinds[0].0.into()]),
                last_vehicle: (recipe.rules && draw.chance(0.2))
                    .then(|| kinds[draw.below(recipe.vehicles as u64) as usize].0.into()),
            }
        })
        .collect();
    let packages = (0..recipe.packages)
        .map(|package| {
            let m3 = (1.5 * (0.75 * draw.normal()).exp()).clamp(0.1, 10.0);
            let value = (60.0 * m3.sqrt() * draw.normal().exp()).round();
            let own = draw.below(recipe.lanes as u64) as usize;
            let n_options = 1 + usize::from(recipe.lanes > 1 && draw.chance(0.4));
            PackageFile {
                id: format!("P{package}"),
                kg: (m3 * 180.0 * (0.6 * draw.normal()).exp()).round(),
                m3: (m3 * 1e3).round() / 1e3,
                class: (recipe.rules && draw.chance(0.4))
                    .then(|| ["food", "paint", "acid"][draw.below(3) as usize].into()),
                must_ride: recipe.rules && draw.chance(0.1),
                priority: u8::from(recipe.rules && draw.chance(0.1)),
                options: (0..n_options)
                    .map(|at| OptionFile {
                        lane: format!("L{}", (own + at) % recipe.lanes),
                        value: if at == 0 { value } else { (value * 0.7).round() },
                    })
                    .collect(),
            }
        })
        .collect();
    let separate = [["food", "paint"], ["food", "acid"]].map(|pair| pair.map(String::from));
    InstanceFile {
        max_trucks: (recipe.rules || draw.chance(0.5)).then(|| 1 + draw.below(recipe.trucks + 2) as u32),
        separate: if recipe.rules { separate.to_vec() } else { Vec::new() },
        vehicles,
        lanes,
        packages,
    }
}

/// `SplitMix64` (Steele, Lea and Flood, Fast splittable pseudorandom number generators, 2014).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, most: u64) -> u64 {
        self.next() % most
    }

    fn chance(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    /// Near enough to normal: the sum of twelve uniforms.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
}
