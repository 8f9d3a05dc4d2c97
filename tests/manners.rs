//! Manners on a terminal and off it: quiet, colour, bars, and JSON that a program can read.
//!
//! A terminal is lent by `script` of util-linux; where there is none, those tests say so and end.

use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::demo;
use crate::program::{Finished, binary, linehaul};
use crate::skipped::skip;
use crate::toy_case::Toy;

const ESCAPE: char = '\u{1b}';

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

/// Commands that end in a second, with what they need in `folder`.
fn commands(folder: &Path) -> Vec<Vec<String>> {
    let toy = Toy::new();
    let place = folder.display();
    toy.schedule(&[]).assert_code(0);
    crate::folders::copy(&toy.case(), &folder.join("toy"));
    crate::folders::copy(&toy.out(), &folder.join("schedule"));
    let example = crate::folders::root().join("configs/pack-example.toml");
    [
        format!("schedule --case {place}/toy --out {place}/again"),
        format!("verify {place}/schedule --case {place}/toy"),
        format!("evaluate --cases {place}/toy --seeds 2 --out {place}/evaluation"),
        format!("compare {place}/schedule {place}/schedule"),
        format!("tune --policy full-truck --cases {place}/toy --out {place}/tuned.toml"),
        format!("inspect {place}/toy"),
        format!("pack {}", example.display()),
        format!("generate --family sparse --out {place}/generated"),
        format!("report {place}/schedule --case {place}/toy"),
        "policy pretrained".to_owned(),
        format!("policy pretrained --explain {place}/toy --seeds 2 --out {place}/explained"),
    ]
    .iter()
    .map(|line| words(line))
    .collect()
}

#[test]
fn quiet_commands_print_nothing() {
    let folder = TempDir::new().unwrap();
    for mut command in commands(folder.path()) {
        command.push("--quiet".to_owned());
        let done = linehaul(&command);
        done.assert_code(0);
        assert_eq!((done.stdout.as_str(), done.stderr.as_str()), ("", ""), "{command:?}");
    }
}

#[test]
fn json_is_printed_where_it_is_asked_for_even_if_quiet() {
    let folder = TempDir::new().unwrap();
    for mut command in commands(folder.path()) {
        if ["generate", "report"].contains(&command[0].as_str()) {
            continue;
        }
        command.extend(["--quiet", "--json"].map(str::to_owned));
        let done = linehaul(&command);
        done.assert_code(0);
        serde_json::from_str::<Value>(&done.stdout).unwrap_or_else(|error| panic!("{command:?}: {error}"));
        assert_eq!(done.stderr, "", "{command:?}");
    }
}

#[test]
fn off_a_terminal_there_is_no_control_character() {
    let folder = TempDir::new().unwrap();
    for command in commands(folder.path()) {
        let done = linehaul(&command);
        done.assert_code(0);
        let plain = |text: &str| !text.contains(|c: char| c.is_control() && c != '\n');
        assert!(plain(&done.stdout) && plain(&done.stderr), "{command:?}: {done:?}");
    }
}

#[test]
fn a_broken_schedule_is_told_as_json_too() {
    let toy = Toy::new();
    toy.schedule(&[]).assert_code(0);
    let summary = toy.out().join("summary.json");
    let mut figures: Value = serde_json::from_slice(&std::fs::read(&summary).unwrap()).unwrap();
    figures["summary"]["late"] = 77.into();
    std::fs::write(&summary, figures.to_string()).unwrap();
    let (out, case) = (toy.out(), toy.case());
    let done = linehaul(["verify".as_ref(), out.as_os_str(), "--json".as_ref(), "--case".as_ref(), case.as_os_str()]);
    done.assert_code(1);
    let report: Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!((&report["n_broken"]["summary"], &report["broken"][0]["column"]), (&1.into(), &"late".into()));
    assert_eq!(done.stderr, "");
}

fn training(folder: &Path) -> Vec<String> {
    let config = folder.join("small.toml");
    let text = "iterations = 4\n[policy]\nhidden = [8]\n[worlds]\nfamily = \"sparse\"\n[rollout]\nworlds = 4\nhours = 48\n\
                [checkpoint]\nevery = 2\nworlds = 2\n";
    std::fs::write(&config, text).unwrap();
    words(&format!("train --no-look {} --runs {}", config.display(), folder.join("runs").display()))
}

/// Two checkpoints and the result, each on a line.
#[test]
fn training_as_json_is_a_line_a_checkpoint_and_one_for_the_result() {
    let folder = TempDir::new().unwrap();
    let mut command = training(folder.path());
    command.extend(["--json", "--quiet"].map(str::to_owned));
    let done = linehaul(&command);
    done.assert_code(0);
    let lines: Vec<Value> = done.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((lines.len(), &lines[0]["iteration"], &lines[1]["iteration"]), (3, &2.into(), &4.into()));
    let means = [&lines[0], &lines[1]].map(|line| line["mean"].as_f64().unwrap());
    let best = &lines[2]["best"];
    assert_eq!(best["mean"].as_f64().unwrap().to_bits(), means[0].min(means[1]).to_bits());
    assert_eq!(lines[0]["is_best"], true);
    assert!(lines[1]["hub_steps_per_second"].as_f64().unwrap() > 0.0);
    assert_eq!(done.stderr, "");
}

/// What a run logs beyond its last checkpoint is cut off when it is resumed, scores too.
#[test]
fn a_resumed_run_has_each_score_once_and_the_table_fits() {
    let folder = TempDir::new().unwrap();
    let mut command = training(folder.path());
    let done = linehaul(&command);
    done.assert_code(0);
    assert!(done.stdout.lines().take(3).all(|line| line.len() <= 120), "{}", done.stdout);
    assert!(done.stdout.contains("95 % interval") && done.stdout.contains(" ["), "{}", done.stdout);
    let file = folder.path().join("runs/small/held-out.jsonl");
    let whole = std::fs::read_to_string(&file).unwrap();
    assert_eq!(whole.lines().count(), 2);
    let beyond = whole.lines().next().unwrap().replace("\"iteration\":2", "\"iteration\":9");
    std::fs::write(&file, format!("{whole}{beyond}\n{{\"iter")).unwrap();
    command.push("--resume".to_owned());
    linehaul(&command).assert_code(0);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), whole);
}

/// Infinity is written as null; the lines after it are no less whole.
#[test]
fn a_resumed_run_keeps_the_lines_after_a_figure_that_is_no_number() {
    let folder = TempDir::new().unwrap();
    let mut command = training(folder.path());
    linehaul(&command).assert_code(0);
    let file = folder.path().join("runs/small/metrics.jsonl");
    let whole = std::fs::read_to_string(&file).unwrap();
    let (first, rest) = whole.split_once('\n').unwrap();
    let (before, after) = first.split_once("\"kl\":").unwrap();
    let holed = format!("{before}\"kl\":null{}\n{rest}", &after[after.find(',').unwrap()..]);
    std::fs::write(&file, &holed).unwrap();
    command.push("--resume".to_owned());
    linehaul(&command).assert_code(0);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), holed);
}

/// Names of the commands, as `--help` lists them.
fn command_names() -> Vec<String> {
    let help = linehaul(["--help"]);
    let lines = help.stdout.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names: Vec<String> = lines
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect();
    assert!(names.len() > 10 && names.contains(&"schedule".to_owned()), "{names:?}");
    names
}

#[test]
fn every_shell_completes_every_command() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let done = linehaul(["completions", shell]);
        done.assert_code(0);
        let missing: Vec<String> =
            command_names().into_iter().filter(|name| !done.stdout.contains(name.as_str())).collect();
        assert!(missing.is_empty(), "{shell} does not complete {missing:?}");
        assert!(done.stdout.contains("--decisions") || done.stdout.contains("-l decisions"), "{shell}");
        assert_eq!(done.stderr, "");
    }
    let refused = linehaul(["completions", "cmd"]);
    refused.assert_code(2);
    assert!(refused.stderr.contains("[possible values: bash,"), "{}", refused.stderr);
}

#[test]
fn the_manual_names_every_command_and_has_a_page_for_each() {
    let whole = linehaul(["man"]);
    whole.assert_code(0);
    assert!(whole.stdout.contains(".TH linehaul 1"), "{}", whole.stdout);
    for name in command_names() {
        let page = format!("linehaul\\-{name}(1)");
        assert!(name == "help" || whole.stdout.contains(&page), "no {page} in {}", whole.stdout);
        let own = linehaul(["man", &name]);
        own.assert_code(0);
        assert!(own.stdout.contains(&format!(".TH linehaul-{name} 1")), "{}", own.stdout);
        assert!(own.stdout.contains(".SH OPTIONS") || name == "help", "{}", own.stdout);
    }
    let refused = linehaul(["man", "scedule"]);
    refused.assert_code(2);
    assert!(refused.stderr.contains("\"scedule\" is not a command"), "{}", refused.stderr);
}

/// The binary on a terminal of 120 columns: what it draws is stdout and stderr together.
fn on_terminal(command: &[String], more: &[(&str, &str)]) -> Option<Finished> {
    let quoted: Vec<String> = command.iter().map(|word| format!("'{word}'")).collect();
    let line = format!("stty cols 120; '{}' {}", binary().display(), quoted.join(" "));
    let mut script = Command::new("script");
    script.args(["--quiet", "--return", "--command", &line, "/dev/null"]);
    script.env_remove("NO_COLOR").env("TERM", "xterm-256color").envs(more.iter().copied());
    let Ok(output) = script.output() else {
        skip("`script`, which makes a terminal");
        return None;
    };
    let stdout = String::from_utf8(output.stdout).unwrap();
    Some(Finished { code: output.status.code().unwrap(), stdout, stderr: String::new() })
}

/// Tuning on the demo takes some seconds: long enough for a bar.
#[test]
fn a_bar_says_what_is_done_how_far_and_how_long_unless_told_not_to() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("tuned.toml");
    let command =
        words(&format!("--threads 1 tune --seeds 8 --cases {} --out {}", demo::dir().display(), out.display()));
    let Some(drawn) = on_terminal(&command, &[]) else { return };
    drawn.assert_code(0);
    let text = &drawn.stdout;
    assert!(text.contains("tuning economic") && text.contains("of 408 runs") && text.contains("left"), "{text:?}");
    for plain in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let drawn = on_terminal(&command, &[plain]).unwrap();
        drawn.assert_code(0);
        assert!(!drawn.stdout.contains(ESCAPE) && !drawn.stdout.contains("of 408 runs"), "{:?}", drawn.stdout);
    }
}

#[test]
fn errors_and_help_have_colour_on_a_terminal_that_wants_it() {
    for command in [words("inspect nowhere"), words("--help"), words("inspect --nonsense")] {
        let Some(drawn) = on_terminal(&command, &[]) else { return };
        assert!(drawn.stdout.contains(ESCAPE), "{command:?}: {:?}", drawn.stdout);
        let drawn = on_terminal(&command, &[("NO_COLOR", "1")]).unwrap();
        assert!(!drawn.stdout.contains(ESCAPE), "{command:?}: {:?}", drawn.stdout);
    }
}
