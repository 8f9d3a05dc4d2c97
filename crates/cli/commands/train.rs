//! `linehaul train`: a policy from generated worlds, with live figures, a run folder and checkpoints.

use std::process::ExitCode;

use clap::Args;
use linehaul_agents::judge::exam::FamilyResult;
use linehaul_app::failure::Failure;
use linehaul_app::first_look::FirstLook;
use linehaul_app::seeds::{SeedResult, Seeds, train_seeds};
use linehaul_app::train::{Device, TrainRequest, train};
use linehaul_app::trained::Trained;

use crate::figures::{count, interval, number, table};
use crate::given::SeedList;
use crate::run_options::RunOptions;
use crate::shown::Shown;
use crate::training::Follower;

/// Train a policy on generated worlds.
#[derive(Args)]
pub struct Train {
    #[command(flatten)]
    run: RunOptions,
    /// Imitate a heuristic first; as imitation.heuristic in the configuration.
    #[arg(long, value_name = "HEURISTIC")]
    imitate: Option<String>,
    /// Begin with the weights of a checkpoint of another run; as `from` in the configuration.
    #[arg(long, value_name = "CHECKPOINT")]
    from: Option<String>,
    /// Train from each of these seeds, side by side, one folder each, and keep the best; instead of the configuration's own.
    #[arg(long, value_name = "SEED,...", value_parser = SeedList::parse)]
    seeds: Option<SeedList>,
    /// Leave out the look at unseen graphs and the demo at the end.
    #[arg(long)]
    no_look: bool,
    /// Go on from the run's last checkpoint, with the same configuration.
    #[arg(long)]
    resume: bool,
    /// Where gradients are computed: cpu, or wgpu:0, wgpu:1 and so on where the program was built with `--features wgpu`.
    #[arg(long, value_name = "DEVICE", default_value_t)]
    device: Device,
    /// Print a line of JSON for each checkpoint, and a last one for the result.
    #[arg(long)]
    json: bool,
}

impl Train {
    /// Runs the command.
    pub fn run(&self, quiet: bool) -> Result<ExitCode, Failure> {
        let shown = Shown::asked(self.json, quiet);
        let request = TrainRequest {
            run: self.run.request(),
            imitate: self.imitate.clone(),
            from: self.from.clone(),
            look: !self.no_look,
            resume: self.resume,
            device: self.device.clone(),
        };
        let follower = Follower::new(shown);
        let look = match &self.seeds {
            None => train(&request, &follower)?.1,
            Some(SeedList(seeds)) => {
                let (found, trained, look) = train_seeds(&request, seeds, &follower)?;
                shown.print_last(&found, || of_seeds(&found, &trained))?;
                look
            }
        };
        if let Some(look) = look {
            shown.tell(|| text(&look))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn text(look: &FirstLook) -> String {
    format!(
        "\nzero-shot, total cost against the economic heuristic tuned on each network itself:\n\n{}\n\
         results:   {}\nschedule:  {} (every claim holds, {} checked)\n",
        rows(&look.results),
        look.file.display(),
        look.schedule.display(),
        count(look.claims),
    )
}

fn of_seeds(found: &Seeds, trained: &Trained) -> String {
    let rows = found.seeds.iter().map(|SeedResult { seed, iterations, best, stopped, .. }| {
        let score = best.as_ref().map_or_else(|| "-".into(), |best| number(best.mean, 4));
        let star = if *seed == found.best { " *" } else { "  " };
        let at = best.as_ref().map_or_else(|| "-".into(), |best| count(best.iteration));
        let ends = best.as_ref().and_then(|best| best.low.zip(best.high));
        let ends = ends.map_or_else(String::new, |(low, high)| interval(low, high));
        let stopped = stopped.as_ref().map_or_else(String::new, |why| format!("stopped: {why}"));
        [seed.to_string(), score + star, ends, at, count(*iterations), stopped]
    });
    let (run, policy) = (trained.run.display(), trained.policy.display());
    let table = table(["seed", "cost vs tuned", "95 %", "at iteration", "iterations", ""], rows);
    format!("\n{table}\nbest: seed {}\nruns: {run} (use --policy {policy}, see `linehaul report {run}`)\n", found.best)
}

fn rows(results: &[FamilyResult]) -> String {
    let rows = results.iter().map(|result| {
        let interval = result.interval.as_ref().map_or_else(String::new, |ends| interval(ends.low, ends.high));
        let wins = result.ratios.iter().filter(|ratio| **ratio < 1.0).count();
        [result.family.clone(), number(result.mean, 3), interval, format!("{wins} of {}", result.ratios.len())]
    });
    table(["network", "cost vs tuned", "95 %", "cheaper on"], rows)
}
