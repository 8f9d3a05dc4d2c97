//! That the program has the commands and options which a page shows.

use std::collections::BTreeMap;
use std::sync::Mutex;

use crate::program::linehaul;

/// What each command says about itself.
static HELP: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());

/// Whether a line of a page can be typed; lines of other programs always can.
pub fn check(line: &str) -> Result<(), String> {
    let line = line.replace("cargo run --release --", "linehaul");
    let Some(arguments) = line.trim().strip_prefix("linehaul ") else { return Ok(()) };
    let mut words = arguments.split_whitespace();
    let command = words.next().unwrap_or_default();
    if command.starts_with('-') {
        return Ok(());
    }
    let help = help(command);
    if help.is_empty() {
        return Err(format!("linehaul has no command {command}"));
    }
    let options = words.filter(|word| word.starts_with("--")).map(|word| word.split('=').next().unwrap_or(word));
    let missing: Vec<_> = options.filter(|option| !mentions(&help, option)).collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("linehaul {command} has no {}", missing.join(", "))) }
}

/// Nothing of what is no command.
fn help(command: &str) -> String {
    let mut known = HELP.lock().unwrap();
    known
        .entry(command.to_owned())
        .or_insert_with(|| {
            Some(linehaul([command, "--help"])).filter(|help| help.code == 0).map_or(String::new(), |help| help.stdout)
        })
        .clone()
}

fn mentions(help: &str, option: &str) -> bool {
    help.split(|mark: char| !mark.is_alphanumeric() && mark != '-').any(|word| word == option)
}

#[test]
fn a_command_or_an_option_that_is_not_there_is_seen() {
    assert_eq!(check("linehaul verify out/demo --case data/us-metro-12 --json"), Ok(()));
    assert_eq!(check("cargo run --release -- verify out/demo --case data/us-metro-12"), Ok(()));
    assert_eq!(check("ls --none"), Ok(()));
    assert_eq!(check("linehaul verify out/demo --cas x").unwrap_err(), "linehaul verify has no --cas");
    assert_eq!(check("linehaul prove out/demo").unwrap_err(), "linehaul has no command prove");
}
