//! The policy of a checkpoint as a file of its own, without the run that made it:
//!
//! ```text
//! cargo run -p linehaul-agents --example policy_file -- runs/x/best.safetensors policy.safetensors
//! ```
//!
//! Takes checkpoints of before as well; `data/policies/pretrained.safetensors` was made so.

use std::process::ExitCode;

use linehaul_agents::decide::policies;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [from, to] = arguments.as_slice() else {
        eprintln!("give a checkpoint and the file to write");
        return ExitCode::FAILURE;
    };
    let written = std::fs::read(from).map_err(|error| error.to_string()).and_then(|bytes| {
        let file = policies::from_bytes(&bytes).map_err(|error| error.to_string())?;
        std::fs::write(to, file.to_bytes()).map_err(|error| error.to_string())
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{from} to {to}: {problem}");
            ExitCode::FAILURE
        }
    }
}
