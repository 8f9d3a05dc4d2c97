//! Pages in a real browser: what a person sees and does.

use std::fs;
use std::path::Path;

use linehaul_tables::{ScheduleFiles, write_schedule_files};
use tempfile::TempDir;

use super::browser::Browser;
use super::explanation::explained;
use super::page::{DEMO, report};
use crate::demo;
use crate::program::linehaul;
use crate::toy_case::Toy;

const LIGHT: &str = "light";

#[track_caller]
pub fn assert_quiet(browser: &mut Browser) {
    let faults = browser.faults();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_figure_equals_the_summary() {
    let Some(mut browser) = Browser::start() else { return };
    browser.open(&DEMO.html(), 1280, LIGHT);
    let summary = DEMO.summary();
    let numbers = summary.as_object().unwrap().iter().filter(|(_, value)| value.is_number());
    let mut seen = 0;
    for (name, value) in numbers {
        let shown = browser.eval(&format!("document.querySelector('[data-all={name}]').dataset.value"));
        let shown: f64 = shown.as_str().unwrap().parse().unwrap();
        assert_eq!(shown.to_bits(), value.as_f64().unwrap().to_bits(), "{name}");
        seen += 1;
    }
    assert_eq!(seen, 22);
    // With thousands marks and units, as `linehaul schedule` prints them.
    let figure = |name: &str| summary[name].as_f64().unwrap();
    let text = |browser: &mut Browser, name: &str| {
        browser.eval(&format!("document.querySelector('[data-figure={name}]').textContent"))
    };
    assert_eq!(text(&mut browser, "total_cost"), format!("{} USD", thousands(figure("total_cost"))));
    assert_eq!(text(&mut browser, "late_share"), format!("{:.2} %", figure("late_share") * 100.0));
    assert_eq!(text(&mut browser, "fill_m3"), format!("{:.1} %", figure("fill_m3") * 100.0));
    assert_eq!(text(&mut browser, "departures"), format!("{} trucks", thousands(figure("departures"))));
    assert_eq!(text(&mut browser, "mean_transit_hours"), format!("{:.1} h", figure("mean_transit_hours")));
    assert_quiet(&mut browser);
}

/// A number rounded to a whole one, with thousands marks.
fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let marked = digits.char_indices().flat_map(|(at, digit)| {
        let mark = at > 0 && (digits.len() - at).is_multiple_of(3);
        mark.then_some(',').into_iter().chain([digit])
    });
    marked.collect()
}

#[test]
fn time_moves_by_button_slider_and_keys() {
    let Some(mut browser) = Browser::start() else { return };
    browser.open(&DEMO.html(), 1280, LIGHT);
    let now = |browser: &mut Browser| browser.eval("Number(document.getElementById('time').value)").as_f64().unwrap();
    let clock = |browser: &mut Browser| {
        browser.eval("document.getElementById('clock').textContent").as_str().unwrap().to_owned()
    };
    assert_eq!(clock(&mut browser), "Thu 8 Jan, 12:00");

    browser.eval("document.getElementById('play').click()");
    browser.frames(30);
    let playing = now(&mut browser);
    assert!(playing > 84.0, "{playing}");
    browser.eval("document.getElementById('play').click()");
    let paused = now(&mut browser);
    browser.frames(10);
    assert_eq!(now(&mut browser).to_bits(), paused.to_bits());

    browser.eval(
        "const slider = document.getElementById('time'); slider.value = 200; slider.dispatchEvent(new Event('input'))",
    );
    assert_eq!(clock(&mut browser), "Tue 13 Jan, 08:00");
    browser.press("ArrowRight");
    assert_eq!(clock(&mut browser), "Tue 13 Jan, 09:00");
    browser.eval("document.getElementById('map').focus()");
    browser.press("PageDown");
    assert_eq!(clock(&mut browser), "Mon 12 Jan, 09:00");
    browser.press("End");
    assert!((now(&mut browser) - 480.0).abs() < f64::EPSILON);
    browser.press("Home");
    browser.press(" ");
    browser.frames(30);
    assert!(now(&mut browser) > 0.0);
    assert_quiet(&mut browser);
}

/// Of hub 3 of the demo at the start: Dallas is under the pointer somewhere on the map, and what waits there is said.
#[test]
fn the_pointer_says_what_a_hub_holds() {
    let Some(mut browser) = Browser::start() else { return };
    browser.open(&DEMO.html(), 1280, LIGHT);
    let waiting = browser.eval(
        "document.querySelector('#hubs tbody tr:nth-child(1)').innerText.split('\\t').map((text) => text.trim())",
    );
    let (hub, waiting) = (waiting[0].as_str().unwrap(), waiting[1].as_str().unwrap());
    let map = browser.eval("(({ left, top, width, height }) => [left, top, width, height])(document.getElementById('map').getBoundingClientRect())");
    let [left, top, width, height] = [0, 1, 2, 3].map(|at| map[at].as_f64().unwrap());
    let tip = "(() => { const tip = document.getElementById('tip'); return tip.hidden ? '' : tip.textContent; })()";
    let mut found = None;
    'search: for row in 1..(height as i32 / 9) {
        for column in 1..(width as i32 / 9) {
            let event = format!(
                "document.getElementById('map').dispatchEvent(new PointerEvent('pointermove', {{ clientX: {}, clientY: {} }})), {tip}",
                left + f64::from(column) * 9.0,
                top + f64::from(row) * 9.0
            );
            let text = browser.eval(&event);
            if text.as_str().is_some_and(|text| text.starts_with(hub) && text.contains("waiting")) {
                found = Some((column, row, text));
                break 'search;
            }
        }
    }
    let (column, row, text) = found.expect("the hub is on the map");
    assert!(text.as_str().unwrap().contains(&format!("{waiting} packages waiting")), "{text} but {waiting}");
    browser.point(left + f64::from(column) * 9.0, top + f64::from(row) * 9.0);
    assert!(browser.eval(tip).as_str().unwrap().starts_with(hub));
    assert_quiet(&mut browser);
}

#[test]
fn departures_sort_filter_and_download() {
    let Some(mut browser) = Browser::start() else { return };
    browser.open(&DEMO.html(), 1280, LIGHT);
    let rows = &demo::SCHEDULE.departures;
    let click = "const sort = (label) => [...document.querySelectorAll('#departures th button')].find((one) => one.textContent === label).click();";
    let first = |label: &str| {
        format!(
        "(() => {{ const at = [...document.querySelectorAll('#departures th')].findIndex((one) => one.textContent === '{label}');
         return document.querySelectorAll('#departures tbody tr:not(.gap)')[0].children[at].textContent; }})()"
    )
    };
    browser.eval(&format!("{click} sort('kg')"));
    let most = rows.kg.iter().fold(0.0_f64, |most, kg| most.max(*kg)).round();
    let number = |text: &str| text.replace(',', "").parse::<f64>().unwrap();
    assert_eq!(number(browser.eval(&first("kg")).as_str().unwrap()).to_bits(), most.to_bits());
    browser.eval(
        "[...document.querySelectorAll('#departures th button')].find((one) => one.textContent === 'kg').click()",
    );
    let least = rows.kg.iter().fold(f64::INFINITY, |least, kg| least.min(*kg)).round();
    assert_eq!(number(browser.eval(&first("kg")).as_str().unwrap()).to_bits(), least.to_bits());

    browser.eval("const field = document.querySelector('#departures input'); field.value = 'dallas VAN'; field.dispatchEvent(new Event('input'))");
    let wanted = (0..rows.ids.len())
        .filter(|&row| {
            rows.vehicle_types[row] == "van"
                && [&rows.origins[row], &rows.destinations[row]].iter().any(|hub| *hub == "dallas")
        })
        .count();
    let shown = browser.eval("document.querySelector('#departures output').textContent");
    assert_eq!(shown, format!("{wanted} of {} departures", thousands(rows.ids.len() as f64)));

    let csv = browser.download("document.querySelector('#departures .tools button').click()");
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines.len(), wanted + 1);
    assert_eq!(
        lines[0],
        "departure_id,departed_at,arrives_at,origin,destination,vehicle_type,kg,m3,fill,km,cost,packages,late"
    );
    let fields: Vec<&str> = lines[1].split(',').collect();
    let row = rows.ids.iter().position(|id| id.to_string() == fields[0]).unwrap();
    let exact = [(6, rows.kg[row]), (7, rows.m3[row]), (9, rows.km[row]), (10, rows.costs[row])];
    for (field, value) in exact {
        assert!(
            (fields[field].parse::<f64>().unwrap() - value).abs() < 1e-9,
            "{field}: {} is not {value}",
            fields[field]
        );
    }
    assert_eq!(fields[3], rows.origins[row]);
    assert_quiet(&mut browser);
}

#[test]
fn a_name_that_looks_like_a_script_is_text() {
    let Some(mut browser) = Browser::start() else { return };
    let toy = Toy::new();
    let name = "</script><script>alert(1)";
    toy.replace("hubs.csv", "Aachen", name);
    toy.schedule(&["--policy", "greedy"]).assert_code(0);
    report(&toy.out(), &["--case".as_ref(), &toy.case()]).assert_code(0);
    browser.open(&toy.out().join("report.html"), 1280, LIGHT);
    assert_eq!(browser.eval("document.scripts.length"), 3);
    for place in ["#hubs", "#lanes", "#departures", "#hub"] {
        let text = browser.eval(&format!("document.querySelector('{place}').textContent"));
        assert!(text.as_str().unwrap().contains(name), "{place}: {text}");
    }
    assert_quiet(&mut browser);
}

/// Zero departures: nothing moves, everything waits, and the page says so.
#[test]
fn a_schedule_without_departures_is_an_honest_page() {
    let Some(mut browser) = Browser::start() else { return };
    let toy = Toy::new();
    toy.schedule(&["--policy", "greedy"]).assert_code(0);
    let mut files = linehaul_tables::read_schedule(&toy.out()).unwrap();
    without_departures(&mut files);
    write_schedule_files(&toy.out(), &files).unwrap();
    report(&toy.out(), &["--case".as_ref(), &toy.case()]).assert_code(0);
    browser.open(&toy.out().join("report.html"), 390, "dark");
    assert_eq!(browser.eval("document.getElementById('departures').textContent"), "No truck left in this schedule.");
    browser.eval("document.getElementById('play').click()");
    browser.frames(5);
    assert_quiet(&mut browser);
}

fn without_departures(files: &mut ScheduleFiles) {
    files.departures = linehaul_tables::DepartureRows::default();
    files.loads = linehaul_tables::LoadRows::default();
    files.packages.delivered_at.fill(None);
    files.packages.transit_hours.fill(None);
    files.summary.departures = 0;
}

#[test]
fn every_page_fits_both_widths_in_both_themes() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = TempDir::new().unwrap();
    let (evaluation, comparison) = (folder.path().join("evaluation"), folder.path().join("comparison.html"));
    let demo = demo::dir();
    let arguments = ["evaluate", "-q", "--seeds", "2", "--cases"];
    let places = [demo.as_os_str(), "--out".as_ref(), evaluation.as_os_str()];
    linehaul(arguments.map(AsRef::as_ref).into_iter().chain(places)).assert_code(0);
    report(&evaluation, &[]).assert_code(0);
    let schedule = DEMO.schedule();
    let ends = [schedule.as_os_str(), schedule.as_os_str(), "--out".as_ref(), comparison.as_os_str()];
    linehaul(["compare".as_ref()].into_iter().chain(ends)).assert_code(0);
    let explanation = explained(folder.path());
    for page in [&*DEMO.html(), &evaluation.join("report.html"), &comparison, &explanation] {
        for (width, theme) in [(1280, "light"), (390, "dark"), (390, "light"), (1280, "dark")] {
            browser.open(page, width, theme);
            let wide = browser.eval("document.documentElement.scrollWidth").as_u64().unwrap();
            assert!(wide <= u64::from(width), "{}: {wide} of {width} pixels", page.display());
            assert_quiet(&mut browser);
        }
    }
    theme_is_kept(&mut browser, &DEMO.html());
    assert!(fs::metadata(DEMO.html()).unwrap().len() < 3_000_000);
}

fn theme_is_kept(browser: &mut Browser, page: &Path) {
    browser.open(page, 1280, LIGHT);
    let ground = "getComputedStyle(document.body).backgroundColor";
    let light = browser.eval(ground);
    browser.eval("document.getElementById('theme').click()");
    let dark = browser.eval(ground);
    assert_ne!(light, dark);
    browser.open(page, 1280, LIGHT);
    assert_eq!(browser.eval(ground), dark);
}
