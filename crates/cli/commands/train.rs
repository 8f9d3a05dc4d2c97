//! `linehaul train`: a policy from generated worlds, with live figures, a run folder and checkpoints.

use std::process::ExitCode;

use clap::Args;
use linehaul_agents::judge::exam::FamilyResult;
use linehaul_app::failure::Failure;
use linehaul_app::first_look::FirstLook;
use linehaul_app::train::{Device, TrainRequest, train};

use crate::figures::{count, interval, number, table};
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
        let (_, look) = train(&request, &Follower::new(shown))?;
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

fn rows(results: &[FamilyResult]) -> String {
    let rows = results.iter().map(|result| {
        let interval = result.interval.as_ref().map_or_else(String::new, |ends| interval(ends.low, ends.high));
        let wins = result.ratios.iter().filter(|ratio| **ratio < 1.0).count();
        [result.family.clone(), number(result.mean, 3), interval, format!("{wins} of {}", result.ratios.len())]
    });
    table(["network", "cost vs tuned", "95 %", "cheaper on"], rows)
}
