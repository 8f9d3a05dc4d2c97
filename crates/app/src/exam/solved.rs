//! How many unseen cases a checkpoint solves under a cap on lateness.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use linehaul_agents::judge::calibrate::Cap;
use linehaul_agents::judge::opponents::Opponents;
use linehaul_agents::judge::solved::{CappedCase, GroupResult};
use linehaul_agents::learn::checkpoint::config_of;
use linehaul_case::network::Network;
use linehaul_nets::policy_file::PolicyFile;
use linehaul_worlds::generate::{Family, generate};
use rayon::prelude::*;

use crate::cases::CaseInput;
use crate::failure::Failure;
use crate::observer::{Observer, Progress};

/// What is examined.
pub struct Capped<'a> {
    /// Largest share of late packages.
    pub max_late: f64,
    /// Families and their number of worlds and seed.
    pub families: &'a [Family],
    /// Worlds of each.
    pub worlds: u64,
    /// Seed of the worlds.
    pub seed: u64,
    /// Case folders, or folders of cases.
    pub cases: &'a [PathBuf],
    /// Fresh demand seeds to be judged on.
    pub demands: u64,
}

impl Capped<'_> {
    /// Examines checkpoints, `[checkpoint, group]`: a group for each family and for each case folder.
    pub fn examine(
        &self,
        checkpoints: &[(&Path, PolicyFile)],
        observer: &dyn Observer,
    ) -> Result<Vec<Vec<GroupResult>>, Failure> {
        let inputs = CaseInput::read_all(self.cases)?;
        for (path, checkpoint) in checkpoints {
            self.unseen(path, checkpoint, &inputs)?;
        }
        let n_cases = self.families.len() * self.worlds as usize + inputs.len();
        let progress = Progress::new(observer, "examining", (n_cases * Opponents::count()) as u64, "runs");
        let capped = |(name, network): (String, Arc<Network>)| {
            CappedCase::new(name, network, Cap::new(self.max_late), self.demands, &|| progress.step())
        };
        let mut results = vec![Vec::new(); checkpoints.len()];
        let mut examine = |name: &str, cases: Vec<(String, Arc<Network>)>| {
            let cases: Vec<CappedCase> = cases.into_par_iter().map(capped).collect();
            for ((_, checkpoint), results) in checkpoints.iter().zip(&mut results) {
                results.push(GroupResult::of(name.to_owned(), &cases, &checkpoint.policies[0]));
            }
        };
        for &family in self.families {
            let world = |index| (format!("{}-{}-{index:03}", family.name(), self.seed), family.spec(self.seed, index));
            let worlds = (0..self.worlds).map(world);
            examine(
                family.name(),
                worlds.map(|(name, spec)| (name, Network::new(Arc::new(generate(&spec))))).collect(),
            );
        }
        for input in &inputs {
            let name = input.case().name();
            examine(name, vec![(name.to_owned(), input.network.clone())]);
        }
        Ok(results)
    }

    /// Refuses what the checkpoint was trained on.
    fn unseen(&self, path: &Path, file: &PolicyFile, inputs: &[CaseInput]) -> Result<(), Failure> {
        let trained = config_of(&file.provenance)
            .map_err(|error| Failure::new(format!("{}: {}", path.display(), error.problem), error.remedy))?;
        let refused =
            |what: String, remedy: &str| Failure::new(format!("{}: was trained on {what}", path.display()), remedy);
        let same_family = self.families.iter().any(|family| family.name() == trained.worlds.family);
        if same_family && self.seed == trained.seed {
            let what = format!("worlds of family {} with seed {}", trained.worlds.family, self.seed);
            return Err(refused(what, "give another --seed, or other --families"));
        }
        let folders: Vec<&Path> = trained.worlds.cases.iter().map(Path::new).collect();
        let resolved = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        for given in self.cases {
            let seen = |folder: &&Path| {
                resolved(given).starts_with(resolved(folder)) || resolved(folder).starts_with(resolved(given))
            };
            if let Some(folder) = folders.iter().copied().find(|folder| seen(folder)) {
                return Err(refused(format!("{}", folder.display()), "leave it out of --cases"));
            }
        }
        // The folder may have moved since; its name is that of the case as a rule.
        let named = |input: &&CaseInput| folders.iter().any(|folder| folder.ends_with(input.case().name()));
        match inputs.iter().find(named) {
            Some(input) => Err(refused(format!("a case \"{}\"", input.case().name()), "leave it out of --cases")),
            None => Ok(()),
        }
    }
}
