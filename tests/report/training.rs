//! Pages of training runs: what they say, what they refuse, and how they look in a browser.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::Value;
use tempfile::TempDir;

use super::browser::Browser;
use super::page::{DEMO, data, report};
use crate::folders::copy;
use crate::program::linehaul;

const CONFIG: &str = "seed = 5\niterations = 6\n[policy]\nhidden = [8]\n[worlds]\nfamily = \"sparse\"\n\
                      [rollout]\nworlds = 4\nhours = 120\n[checkpoint]\nevery = 2\nworlds = 2\n";

/// A sweep of two runs, trained once for all tests.
static SWEEP: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = TempDir::new().unwrap();
    train(folder.path(), "a", &[]);
    train(folder.path(), "b", &["--set", "ppo.lr=0.0005", "--set", "iterations=4"]);
    folder
});

fn train(folder: &Path, name: &str, more: &[&str]) {
    let config = folder.join("small.toml");
    fs::write(&config, CONFIG).unwrap();
    let runs = folder.join("runs");
    let places = ["train".as_ref(), "-q".as_ref(), config.as_os_str(), "--runs".as_ref(), runs.as_os_str()];
    let named = ["--no-look", "--name", name].into_iter().chain(more.iter().copied()).map(AsRef::as_ref);
    linehaul(places.into_iter().chain(named)).assert_code(0);
}

fn sweep() -> PathBuf {
    SWEEP.path().join("runs")
}

/// A copy of a run, to be broken.
fn copied(name: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let run = folder.path().join(name);
    copy(&sweep().join("a"), &run);
    (folder, run)
}

fn lines(path: &Path) -> Vec<Value> {
    fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn figures_equal_the_files() {
    let (folder, run) = copied("run");
    report(&run, &[]).assert_code(0);
    let data = data(&run.join("report.html"));
    let metrics = lines(&run.join("metrics.jsonl"));
    let scores = lines(&run.join("held-out.jsonl"));
    let shown = &data["runs"][0];
    assert_eq!((shown["iterations"].as_u64(), metrics.len()), (Some(6), 6));
    assert_eq!(shown["hub_steps"], metrics[5]["hub_steps"]);
    let best =
        scores.iter().min_by(|a, b| a["mean"].as_f64().unwrap().total_cmp(&b["mean"].as_f64().unwrap())).unwrap();
    for figure in ["iteration", "hub_steps", "mean", "low", "high", "ratios"] {
        assert_eq!(shown["scores"]["best"][figure], best[figure], "{figure}");
        assert_eq!(shown["scores"]["last"][figure], scores[2][figure], "{figure}");
    }
    assert_eq!(
        shown["worlds"],
        serde_json::from_slice::<Value>(&fs::read(run.join("held-out-worlds.json")).unwrap()).unwrap()
    );
    // Curves keep seven digits.
    for (at, row) in metrics.iter().enumerate() {
        let point = shown["curves"]["raw"]["entropy"][at].as_f64().unwrap();
        assert!((point / row["entropy"].as_f64().unwrap() - 1.0).abs() < 1e-6);
    }
    drop(folder);
}

#[test]
fn runs_are_laid_over_one_another() {
    let folder = TempDir::new().unwrap();
    let page = folder.path().join("page.html");
    report(&sweep(), &["--out".as_ref(), &page]).assert_code(0);
    let by_folder = data(&page);
    report(&sweep().join("a"), &[&sweep().join("b"), "--out".as_ref(), &page]).assert_code(0);
    assert_eq!(by_folder, data(&page));
    assert_eq!(by_folder["runs"][1]["name"], "b");
    assert_eq!(by_folder["same_worlds"], true);
    let keys = by_folder["settings"]["keys"].as_array().unwrap();
    let differing: Vec<_> = keys.iter().filter(|key| key["is_common"] == false).map(|key| &key["key"]).collect();
    assert_eq!(differing, ["iterations", "ppo.lr"]);
    // Of one name, they go by their paths.
    let (other, run) = copied("b");
    report(&sweep().join("b"), &[&run, "--out".as_ref(), &page]).assert_code(0);
    assert_eq!(data(&page)["runs"][1]["name"], run.display().to_string());
    drop(other);
}

#[test]
fn a_killed_run_is_shown_as_far_as_it_came() {
    let (folder, run) = copied("run");
    let whole = fs::read(run.join("metrics.jsonl")).unwrap();
    fs::write(run.join("metrics.jsonl"), &whole[..whole.len() - 40]).unwrap();
    let table = fs::read(run.join("metrics.parquet")).unwrap();
    fs::write(run.join("metrics.parquet"), &table[..table.len() / 2]).unwrap();
    report(&run, &[]).assert_code(0);
    let data = data(&run.join("report.html"));
    assert_eq!((&data["runs"][0]["iterations"], &data["runs"][0]["half_line"]), (&5.into(), &true.into()));
    drop(folder);
}

#[test]
fn what_is_no_run_is_refused() {
    let page = TempDir::new().unwrap();
    let out: [&Path; 2] = ["--out".as_ref(), &page.path().join("page.html")];
    let refused = report(&sweep().join("a"), &[&DEMO.schedule(), out[0], out[1]]);
    refused.assert_code(2);
    assert!(refused.stderr.contains("only training runs make one page together"), "{}", refused.stderr);
    let (folder, run) = copied("run");
    fs::remove_file(run.join("config.toml")).unwrap();
    let refused = report(&run, &[]);
    refused.assert_code(2);
    assert!(refused.stderr.contains("config.toml: cannot read the file"), "{}", refused.stderr);
    drop(folder);
}

fn text(browser: &mut Browser, query: &str) -> String {
    browser.eval(&format!("document.querySelector({query:?}).textContent")).as_str().unwrap().to_owned()
}

#[test]
fn a_run_and_a_sweep_in_the_browser() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = TempDir::new().unwrap();
    let page = folder.path().join("page.html");
    report(&sweep().join("a"), &["--out".as_ref(), &page]).assert_code(0);
    browser.open(&page, 1280, "light");
    let data = data(&page);
    let best = &data["runs"][0]["scores"]["best"];
    let shown = browser.eval("document.querySelector('[data-figure=best]').dataset.value");
    assert_eq!(shown.as_str().unwrap().parse::<f64>().unwrap().to_bits(), best["mean"].as_f64().unwrap().to_bits());
    let of_worlds =
        browser.eval("[...document.querySelectorAll('[data-best]')].map((cell) => Number(cell.dataset.value))");
    assert_eq!(of_worlds, best["ratios"]);
    assert_eq!(text(&mut browser, "[data-setting='policy.hidden']"), "[8]");
    // Eleven figures and the score, over iterations and then over hub-steps; of so short a run no episode was seen whole.
    assert_eq!(browser.eval("document.querySelectorAll('#curves-section .u-over').length"), 11);
    let head = |browser: &mut Browser| {
        browser.eval("(() => { const one = document.querySelector('#curves details'); one.open = true; return one.querySelector('th')?.textContent ?? ''; })()");
        browser.frames(3);
        text(browser, "#curves details th")
    };
    assert_eq!(head(&mut browser), "Iteration");
    browser.eval("const axis = document.getElementById('axis'); axis.value = 'hub_steps'; axis.dispatchEvent(new Event('change'))");
    assert_eq!(head(&mut browser), "Hub-steps");
    let first = text(&mut browser, "#curves details td").replace(',', "");
    assert_eq!(first, data["runs"][0]["curves"]["hub_steps"][0].to_string());
    assert_eq!(browser.faults(), Vec::<String>::new());

    let several = folder.path().join("several.html");
    report(&sweep(), &["--out".as_ref(), &several]).assert_code(0);
    browser.open(&several, 1280, "light");
    assert_eq!(browser.eval("document.querySelectorAll('#runs tbody tr').length"), 2);
    assert!(text(&mut browser, "#runs thead").contains("ppo.lr"));
    for page in [&page, &several] {
        for (width, theme) in [(1280, "dark"), (390, "light"), (390, "dark")] {
            browser.open(page, width, theme);
            let wide = browser.eval("document.documentElement.scrollWidth").as_u64().unwrap();
            assert!(wide <= u64::from(width), "{wide} of {width} pixels");
            assert_eq!(browser.faults(), Vec::<String>::new());
        }
    }
}

#[test]
fn the_price_of_transport_in_the_browser() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = TempDir::new().unwrap();
    let config = folder.path().join("small.toml");
    fs::write(&config, CONFIG).unwrap();
    let places =
        ["multipliers".as_ref(), "-q".as_ref(), config.as_os_str(), "--runs".as_ref(), folder.path().as_os_str()];
    let more = ["--values", "0.5,4", "--set", "iterations=2", "--worlds", "2"].map(AsRef::as_ref);
    linehaul(places.into_iter().chain(more)).assert_code(0);
    let runs = folder.path().join("small");
    report(&runs, &[]).assert_code(0);
    for (width, theme) in [(1280, "light"), (390, "dark")] {
        browser.open(&runs.join("report.html"), width, theme);
        assert_eq!(browser.eval("document.querySelectorAll('#multipliers .u-over').length"), 6);
        assert_eq!(browser.eval("document.querySelectorAll('#multipliers-table tbody tr').length"), 6);
        assert!(text(&mut browser, "#multipliers-table").contains("trained on all multipliers"));
        // That of the policy trained on all multipliers is no number.
        assert!(text(&mut browser, "#runs").contains("drawn"));
        assert_eq!(browser.faults(), Vec::<String>::new());
    }
    fs::write(runs.join("multipliers.json"), "{}").unwrap();
    let refused = report(&runs, &[]);
    refused.assert_code(2);
    assert!(refused.stderr.contains("multipliers.json: these are no such results"), "{}", refused.stderr);
}

/// A slash ends a folder's name, so the name of the run is what follows it; the rest stands in its settings.
#[test]
fn a_hostile_run_is_text() {
    let Some(mut browser) = Browser::start() else { return };
    let (folder, run) = copied("script><script>alert(1)");
    let hostile = "</script><script>alert(1)";
    let config = fs::read_to_string(run.join("config.toml")).unwrap().replace("\"sparse\"", &format!("{hostile:?}"));
    fs::write(run.join("config.toml"), config).unwrap();
    report(&run, &[]).assert_code(0);
    browser.open(&run.join("report.html"), 1280, "light");
    assert_eq!(browser.eval("document.scripts.length"), 3);
    assert_eq!(text(&mut browser, "#title"), "Training run script><script>alert(1)");
    assert_eq!(text(&mut browser, "[data-setting='worlds.family']"), hostile);
    assert_eq!(browser.faults(), Vec::<String>::new());
    drop(folder);
}

#[test]
fn a_run_without_an_iteration_is_an_honest_page() {
    let Some(mut browser) = Browser::start() else { return };
    let (folder, run) = copied("idle");
    for name in ["metrics.parquet", "held-out.jsonl", "held-out-worlds.json", "latest.safetensors", "best.safetensors"]
    {
        fs::remove_file(run.join(name)).unwrap();
    }
    fs::write(run.join("metrics.jsonl"), "").unwrap();
    report(&run, &[]).assert_code(0);
    browser.open(&run.join("report.html"), 390, "dark");
    assert_eq!(text(&mut browser, "#no-iteration"), "No iteration is logged yet of idle.");
    assert_eq!(browser.eval("document.getElementById('curves-section').hidden"), true);
    assert_eq!(browser.faults(), Vec::<String>::new());
    drop(folder);
}
