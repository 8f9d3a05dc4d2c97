//! What the pages show of the program is what it prints.
//!
//! A block that begins with ```` ```console ```` holds commands, lines that begin with `$ `, and below each what it prints, both streams
//! together. All blocks of a page run one after the other in one folder with `data`, `configs` and `scripts` in it, by a shell that finds
//! `linehaul`; `cargo run --release --` stands for it. Compared is word by word:
//!
//! - a line `...` stands for any lines, a word `…` for any word;
//! - an integer must be the same, a number with decimals within two per cent or one of its last place;
//! - a number before `µs` or `ms` is a time of this run and may be any.
//!
//! Words behind `console` say more: `near` compares integers as decimals are; `slow` runs with `LINEHAUL_SLOW=1` only. Of slow blocks
//! and of blocks that begin with ```` ```sh ```` it is checked that the program has the commands and the options. A block that names
//! `$LINEHAUL_DATA` is skipped where there are no such data.

mod block;
mod compare;
mod options;

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::folders::{data, root};
use crate::program::binary;
use crate::skipped::skip;
use block::{Block, Kind, blocks};

#[test]
fn readme() {
    run("README.md");
}

#[test]
fn commands() {
    run("docs/commands.md");
}

#[test]
fn results() {
    run("docs/results.md");
}

#[test]
fn experiments() {
    run("docs/experiments.md");
}

/// No other page has a block, so none goes unseen.
#[test]
fn pages_with_blocks_are_those_above() {
    let run = ["README.md", "docs/commands.md", "docs/results.md", "docs/experiments.md"].map(|page| root().join(page));
    for page in crate::prose::pages().into_iter().filter(|page| !run.contains(page)) {
        let blocks = blocks(&fs::read_to_string(&page).unwrap());
        let wrong = blocks.iter().find(|block| block.kind == Kind::Console);
        assert!(wrong.is_none(), "{}: add a test for its console blocks to tests/console.rs", page.display());
    }
}

/// Runs the blocks of a page in turn.
fn run(page: &str) {
    let text = fs::read_to_string(root().join(page)).unwrap();
    let folder = TempDir::new().unwrap();
    for name in ["data", "configs", "scripts"] {
        std::os::unix::fs::symlink(root().join(name), folder.path().join(name)).unwrap();
    }
    let is_patient = std::env::var_os("LINEHAUL_SLOW").is_some_and(|value| value == "1");
    let mut wrong = Vec::new();
    for block in blocks(&text) {
        for command in &block.commands {
            if let Err(problem) = options::check(&command.line) {
                wrong.push(format!("{page}:{}: {problem}", command.number));
            }
        }
        if block.kind != Kind::Console || block.slow && !is_patient {
            continue;
        }
        if block.needs_data() && !data().join("cases").is_dir() {
            skip("real cases: set LINEHAUL_DATA");
            continue;
        }
        wrong.extend(run_block(&block, folder.path()).into_iter().map(|problem| format!("{page}:{problem}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn run_block(block: &Block, folder: &Path) -> Vec<String> {
    let mut wrong = Vec::new();
    for command in &block.commands {
        let printed = print(&command.line, folder);
        if let Some(difference) = compare::difference(&command.shown, &printed, block.near) {
            let (number, line) = (command.number, &command.line);
            wrong.push(format!("{number}: $ {line}\n{difference}\nprinted:\n{printed}"));
        }
    }
    wrong
}

/// What a command prints, both streams together, by a shell in this folder.
fn print(line: &str, folder: &Path) -> String {
    let line = line.replace("cargo run --release --", "linehaul");
    let programs = binary().parent().unwrap().as_os_str().to_owned();
    let path = [programs, std::env::var_os("PATH").unwrap_or_default()].join(":".as_ref());
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("{{ {line}\n}} 2>&1")).current_dir(folder);
    shell.env("PATH", path).env("LINEHAUL_DATA", fs::canonicalize(data()).unwrap_or_default());
    let output = shell.output().expect("a shell runs");
    String::from_utf8(output.stdout).expect("programs print UTF-8")
}
