//! The page of routes: its data, and what a person sees and does in a browser.

use std::path::PathBuf;
use std::sync::LazyLock;

use super::made::MADE;
use crate::program::linehaul;
use crate::report::browser::Browser;
use crate::report::page::data;

static PAGE: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = MADE.folder.path();
    let page = folder.join("page.html");
    let arguments = [
        "report".as_ref(),
        folder.join("routes").into_os_string().as_os_str().to_owned().as_os_str(),
        "--market".as_ref(),
        folder.join("market").as_os_str(),
        "--out".as_ref(),
        page.as_os_str(),
    ]
    .map(std::ffi::OsStr::to_owned);
    linehaul(arguments).assert_code(0);
    page
});

#[test]
fn the_page_holds_every_call_and_why_stops_are_left_out() {
    let data = data(&PAGE);
    let calls: usize = data["vans"].as_array().unwrap().iter().map(|van| van["calls"].as_array().unwrap().len()).sum();
    assert_eq!(calls, MADE.files.calls.drivers.len());
    assert_eq!(data["stops"][3]["reason"], "it is larger than any vehicle");
    assert_eq!(data["summary"]["served"], 58);
}

#[test]
fn a_page_needs_its_market() {
    let folder = MADE.folder.path();
    let refused = linehaul(["report".as_ref(), folder.join("routes").as_os_str()]);
    // The town that ships has the same name, and is another state of it.
    assert!(refused.assert_code(2).stderr.contains("another state of market"), "{}", refused.stderr);
}

#[test]
fn a_van_is_chosen_and_its_windows_are_shown() {
    let Some(mut browser) = Browser::start() else { return };
    for (width, theme) in [(1280, "light"), (400, "dark")] {
        browser.open(&PAGE, width, theme);
        let text = |browser: &mut Browser, id: &str| {
            browser.eval(&format!("document.getElementById('{id}').textContent")).as_str().unwrap().to_owned()
        };
        assert!(text(&mut browser, "left-out").contains("it is larger than any vehicle"));
        let total = browser.eval("document.querySelector('[data-figure=total_cost]').dataset.value");
        assert_eq!(total.as_str().unwrap().parse::<f64>().unwrap().to_bits(), MADE.files.summary.total_cost.to_bits());
        let sum =
            "[...document.querySelectorAll('[data-cost]')].reduce((sum, one) => sum + Number(one.dataset.value), 0)";
        assert!((browser.eval(sum).as_f64().unwrap() - MADE.files.summary.total_cost).abs() < 1e-6);
        let hidden = |browser: &mut Browser| browser.eval("document.getElementById('round').hidden").as_bool().unwrap();
        assert!(hidden(&mut browser));
        browser.eval("document.querySelector('#vans .link').click()");
        assert!(!hidden(&mut browser));
        let rows = browser.eval("document.querySelectorAll('#calls tbody tr').length").as_u64().unwrap() as usize;
        let first = &MADE.files.tours.drivers[0];
        assert_eq!(rows, MADE.files.calls.drivers.iter().filter(|driver| *driver == first).count());
        assert!(browser.eval("document.querySelectorAll('#calls .window').length").as_u64().unwrap() > 0);
        // Something is drawn on the map.
        let drawn = "(() => { const map = document.getElementById('map'); const data = map.getContext('2d')\
                     .getImageData(0, 0, map.width, map.height).data; return data.some((value) => value > 0); })()";
        assert_eq!(browser.eval(drawn), true);
        let wide = browser.eval("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assert_eq!(wide, 0, "the page scrolls sideways at {width}");
        browser.eval("document.querySelector('#vans .link').click()");
        assert!(hidden(&mut browser));
        let faults = browser.faults();
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
