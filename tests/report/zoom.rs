//! The map of a schedule from nearer, in a real browser.

use super::browser::Browser;
use super::in_browser::assert_quiet;
use super::page::DEMO;

/// Where Dallas is on the canvas, if the pointer finds it on a grid of 6 pixels; what the tip says is checked elsewhere.
const FIND_DALLAS: &str = "(() => {
    const [map, tip] = [document.getElementById('map'), document.getElementById('tip')];
    const { left, top, width, height } = map.getBoundingClientRect();
    for (let y = 3; y < height; y += 6) for (let x = 3; x < width; x += 6) {
        map.dispatchEvent(new PointerEvent('pointermove', { clientX: left + x, clientY: top + y }));
        if (!tip.hidden && tip.textContent.startsWith('Dallas')) return [x, y];
    }
    return null;
})()";

/// A point stays where it is under the wheel, moves with a drag, and is back where it was in the whole network.
#[test]
fn the_map_comes_nearer_and_moves() {
    let Some(mut browser) = Browser::start() else { return };
    browser.open(&DEMO.html(), 1280, "light");
    let dallas = |browser: &mut Browser| {
        browser.frames(3);
        let found = browser.eval(FIND_DALLAS);
        found.as_array().map(|at| [at[0].as_f64().unwrap(), at[1].as_f64().unwrap()])
    };
    let near = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).abs() <= 12.0 && (a[1] - b[1]).abs() <= 12.0;
    let disabled = |browser: &mut Browser, button: &str| {
        browser.eval(&format!("document.getElementById('{button}').disabled")).as_bool().unwrap()
    };
    let at = |[x, y]: [f64; 2]| {
        format!("clientX: map.getBoundingClientRect().left + {x}, clientY: map.getBoundingClientRect().top + {y}")
    };
    let pointer = |browser: &mut Browser, kind: &str, place: [f64; 2]| {
        let event = format!("new PointerEvent('{kind}', {{ pointerId: 1, {} }})", at(place));
        // A pointer of a test cannot be captured.
        browser.eval(&format!("(() => {{ const map = document.getElementById('map'); map.setPointerCapture = () => 0; map.dispatchEvent({event}); }})()"));
    };
    let start = dallas(&mut browser).unwrap();
    assert!(disabled(&mut browser, "farther") && disabled(&mut browser, "whole"));

    let wheel = format!("new WheelEvent('wheel', {{ deltaY: -200, ctrlKey: true, cancelable: true, {} }})", at(start));
    browser.eval(&format!("(() => {{ const map = document.getElementById('map'); map.dispatchEvent({wheel}); }})()"));
    assert!(near(dallas(&mut browser).unwrap(), start), "the ground slid away under the wheel");
    assert!(!disabled(&mut browser, "farther"));
    pointer(&mut browser, "pointerdown", [300.0, 200.0]);
    pointer(&mut browser, "pointermove", [360.0, 230.0]);
    pointer(&mut browser, "pointerup", [360.0, 230.0]);
    let moved = dallas(&mut browser).unwrap();
    assert!(near(moved, [start[0] + 60.0, start[1] + 30.0]), "{start:?} moved to {moved:?}");
    browser.eval("document.getElementById('map').focus()");
    browser.press("0");
    assert!(near(dallas(&mut browser).unwrap(), start) && disabled(&mut browser, "whole"));
    for _ in 0..12 {
        browser.press("+");
    }
    assert!(disabled(&mut browser, "nearer"), "twelve steps are nearer than the nearest");
    assert_quiet(&mut browser);
}
