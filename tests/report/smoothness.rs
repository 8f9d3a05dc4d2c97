//! 30 hubs and 20,000 departures: the page stays small, and what it costs to draw is measured and printed.

use std::fs;

use linehaul_agents::decide::heuristics::Heuristic;
use linehaul_agents::decide::run::run;
use linehaul_case::Demand;
use linehaul_case::network::Network;
use linehaul_env::loading::DockSettings;
use linehaul_report::schedule;
use linehaul_tables::{ScheduleMeta, read_schedule, write_schedule};
use linehaul_worlds::generate::{WorldSpec, generate};
use tempfile::TempDir;

use super::browser::Browser;

fn spec() -> WorldSpec {
    WorldSpec { n_hubs: 30, lane_loads_per_hour: 0.05, seed: 5, ..WorldSpec::default() }
}
/// A page must stay below, bytes.
const LARGEST_PAGE: usize = 3_000_000;

#[test]
fn a_large_schedule_plays() {
    let network = Network::new(generate(&spec()).into());
    let demand = Demand::of(&network.case, 0);
    let made =
        run(&network, &demand, DockSettings::default(), &mut *Heuristic::named("greedy").unwrap().manager(), |_| ());
    let meta = ScheduleMeta {
        case: network.case.name().to_owned(),
        case_hash: String::new(),
        policy: "greedy".to_owned(),
        policy_hash: String::new(),
        seed: 0,
        late_price: 0.0,
        version: "test".to_owned(),
    };
    let folder = TempDir::new().unwrap();
    let dir = folder.path().join("schedule");
    write_schedule(&dir, &network.case, &demand, &made, &meta, Vec::new()).unwrap();
    let html = schedule::page(&network, &read_schedule(&dir).unwrap()).unwrap();
    let n = made.departures.len();
    println!("page: {} hubs, {} lanes, {n} departures, {} kB", network.n_hubs, network.n_lanes, html.len() / 1000);
    assert!(n >= 20_000, "{n} departures");
    assert!(html.len() < LARGEST_PAGE, "{} bytes", html.len());

    let Some(mut browser) = Browser::start() else { return };
    let page = folder.path().join("page.html");
    fs::write(&page, html).unwrap();
    browser.open(&page, 1280, "light");
    browser.eval(
        "const speed = document.getElementById('speed'); speed.value = '12'; speed.dispatchEvent(new Event('change'))",
    );
    browser.eval("document.getElementById('play').click()");
    measure(&mut browser, "playing 12 hours a second", "0");
    browser.eval("document.getElementById('play').click()");
    browser.eval("document.getElementById('departures').scrollIntoView()");
    measure(&mut browser, "scrolling the departures", "document.querySelector('#departures .long').scrollTop += 400");
    let rows = browser.eval("document.querySelectorAll('#departures tbody tr').length").as_u64().unwrap();
    assert!(rows < 60, "{rows} rows in the document");
    assert_eq!(browser.faults(), Vec::<String>::new());
}

/// Prints how long frames take in a browser without a graphics card, and how much of that is script and layout.
fn measure(browser: &mut Browser, what: &str, each_frame: &str) {
    let before = ["ScriptDuration", "LayoutDuration"].map(|name| browser.metric(name));
    let times = browser.eval(&format!(
        "new Promise((done) => {{
           const times = []; let last = performance.now();
           const next = (now) => {{ times.push(now - last); last = now; {each_frame}; times.length < 120 ? requestAnimationFrame(next) : done(times); }};
           requestAnimationFrame(next);
         }})"
    ));
    let mut times: Vec<f64> = times.as_array().unwrap().iter().skip(5).map(|time| time.as_f64().unwrap()).collect();
    times.sort_by(f64::total_cmp);
    let [script, layout] = ["ScriptDuration", "LayoutDuration"].map(|name| browser.metric(name));
    let per_frame = |seconds: f64| seconds * 1e3 / 120.0;
    println!(
        "{what}: median frame {:.1} ms, 95 % within {:.1} ms; script {:.2} ms and layout {:.2} ms a frame",
        times[times.len() / 2],
        times[times.len() * 95 / 100],
        per_frame(script - before[0]),
        per_frame(layout - before[1]),
    );
}
