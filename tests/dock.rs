//! How docks are loaded: solvers in the simulator's place, and certified loads.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::demo;
use crate::program::{linehaul, schedule, verify};

fn read(file: &Path) -> Value {
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

#[test]
fn certified_loads_are_close_to_their_bound_and_the_worst_can_be_explained() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("schedule");
    let made = schedule(&demo::dir(), &out, &["--certify", "0.2"]);
    made.assert_code(0);
    assert!(made.stdout.contains("loading gap") && made.stdout.contains("worst load: "), "{}", made.stdout);
    verify(&out, &demo::dir()).assert_code(0);

    let loading = read(&out.join("loading.json"));
    let gap = &loading["policies"][0]["gap"];
    let figure = |name: &str| gap[name].as_f64().unwrap();
    assert!(figure("certified") > 50.0, "{loading}");
    assert!(0.0 <= figure("p95") && figure("p95") <= figure("worst") && figure("mean") <= figure("worst"), "{loading}");
    assert!(figure("mean") < 0.02, "{loading}");

    let packed = linehaul(["pack".as_ref(), out.join("worst-load.json").as_os_str(), "--json".as_ref()]);
    packed.assert_code(0);
    // A package of the worst load has the id that it has in the case.
    let id = read(&out.join("worst-load.json"))["packages"][0]["id"].as_str().unwrap().to_owned();
    assert!(
        (0..demo::CASE.case.packages().ids.len()).any(|row| demo::CASE.case.packages().ids.text(row) == id),
        "{id}"
    );
}

/// Certifying looks on and changes nothing; the sample is the same on one thread and on two.
#[test]
fn certifying_changes_no_schedule_and_no_thread_count_changes_the_certificate() {
    let folder = TempDir::new().unwrap();
    let run = |name: &str, more: &[&str]| {
        let out = folder.path().join(name);
        schedule(&demo::dir(), &out, more).assert_code(0);
        out
    };
    let plain = run("plain", &[]);
    let one = run("one", &["--certify", "0.05", "--threads", "1"]);
    let two = run("two", &["--certify", "0.05", "--threads", "2"]);
    for file in ["departures.parquet", "loads.parquet", "summary.json"] {
        assert_eq!(fs::read(plain.join(file)).unwrap(), fs::read(one.join(file)).unwrap(), "{file}");
    }
    for file in ["loading.json", "worst-load.json"] {
        assert_eq!(fs::read(one.join(file)).unwrap(), fs::read(two.join(file)).unwrap(), "{file}");
    }
}

/// Both solvers load the demo within all limits and at about the same cost, and a configuration says the same as an option.
#[test]
fn solvers_load_in_the_simulators_place() {
    let folder = TempDir::new().unwrap();
    let cost = |out: &Path| read(&out.join("summary.json"))["summary"]["total_cost"].as_f64().unwrap();
    let fast = folder.path().join("fast");
    schedule(&demo::dir(), &fast, &["--policy", "full-truck"]).assert_code(0);
    for solver in ["aggregate", "exact"] {
        let out = folder.path().join(solver);
        let made = schedule(&demo::dir(), &out, &["--policy", "full-truck", "--dock-solver", solver]);
        made.assert_code(0);
        verify(&out, &demo::dir()).assert_code(0);
        let counts = &read(&out.join("loading.json"))["policies"][0];
        assert!(counts["solved"].as_u64().unwrap() > 100, "{counts}");
        assert!((cost(&out) / cost(&fast) - 1.0).abs() < 0.05, "{} {}", cost(&out), cost(&fast));
    }
    let config = folder.path().join("dock.toml");
    fs::write(&config, "[dock]\nsolver = \"aggregate\"\n").unwrap();
    let out = folder.path().join("by-config");
    let more = ["--policy", "full-truck", "--config", config.to_str().unwrap()];
    schedule(&demo::dir(), &out, &more).assert_code(0);
    assert_eq!(
        fs::read(out.join("departures.parquet")).unwrap(),
        fs::read(folder.path().join("aggregate/departures.parquet")).unwrap()
    );
}

#[test]
fn settings_that_make_no_sense_are_refused() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("schedule");
    let refused = |more: &[&str], problem: &str, remedy: &str| {
        let made = schedule(&demo::dir(), &out, more);
        made.assert_code(2);
        assert!(made.stderr.contains(problem) && made.stderr.contains(remedy), "{}", made.stderr);
        assert!(!out.exists());
    };
    refused(&["--dock-solver", "exakt"], "\"exakt\" is not a dock solver", "fast, aggregate or exact");
    refused(&["--certify", "1.5"], "certify: 1.5 is not a share", "0 to 1");
    refused(&["--certify", "nan"], "certify: NaN is not a share", "0 to 1");
    let config = folder.path().join("dock.toml");
    fs::write(&config, "[dock]\nsolvr = \"exact\"\n").unwrap();
    refused(&["--config", config.to_str().unwrap()], "line 2", "[dock] takes solver");
    fs::write(&config, "[dok]\nsolver = \"exact\"\n").unwrap();
    refused(&["--config", config.to_str().unwrap()], "unknown field `dok`", "[dock] takes solver");
    refused(&["--config", "no/such.toml"], "no/such.toml: cannot read", "check the path");
}
