// A closer look at the map: by buttons, by the wheel with Ctrl, by two fingers, by a double click, and by dragging what is near.

import { byId } from "./dom.js";

/** How much closer a step of a button or key is. */
const STEP = 1.5;
/** How much closer a pixel of the wheel is, as the logarithm of the factor. */
const WHEEL = 0.004;
/** Pixels that a pointer moves before it drags. */
const SLACK = 4;

/**
 * Lets a canvas zoom and drag its view; `changed()` hears of it. Returns `dragged()`, whether the pointer that was just lifted had dragged, so
 * that its click means nothing, and `box()`, where the buttons are.
 */
export function startZoom(canvas, view, changed) {
  const fingers = new Map();
  let moved = false;
  const [nearer, farther, whole] = [byId("nearer"), byId("farther"), byId("whole")];
  const show = () => {
    farther.disabled = whole.disabled = !view.near;
    nearer.disabled = view.nearest;
    canvas.style.touchAction = view.near ? "none" : "pan-y";
  };
  const update = (act) => {
    if (!act()) return;
    show();
    changed();
  };
  const here = (event) => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const middle = () => ({ x: view.width / 2, y: view.height / 2 });
  const zoom = ({ x, y }, factor) => update(() => view.zoom(x, y, factor));
  nearer.addEventListener("click", () => zoom(middle(), STEP));
  farther.addEventListener("click", () => zoom(middle(), 1 / STEP));
  whole.addEventListener("click", () => zoom(middle(), 0));
  canvas.addEventListener("keydown", (event) => {
    const factor = { "+": STEP, "=": STEP, "-": 1 / STEP, 0: 0 }[event.key];
    if (factor === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    zoom(middle(), factor);
    event.preventDefault();
  });
  canvas.addEventListener("dblclick", (event) => zoom(here(event), STEP * STEP));
  // Without Ctrl the wheel moves the page. Two fingers on a touchpad come as a wheel with Ctrl.
  canvas.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(here(event), Math.exp(-WHEEL * event.deltaY));
    },
    { passive: false },
  );
  canvas.addEventListener("pointerdown", (event) => {
    if (fingers.size === 0) moved = false;
    fingers.set(event.pointerId, { ...here(event), from: here(event) });
  });
  canvas.addEventListener("pointermove", (event) => {
    const finger = fingers.get(event.pointerId);
    if (!finger) return;
    const to = here(event);
    const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, other]) => other);
    if (!moved && Math.hypot(to.x - finger.from.x, to.y - finger.from.y) > SLACK) {
      moved = true;
      canvas.setPointerCapture(event.pointerId);
    }
    if (moved && others.length === 0) update(() => view.pan(to.x - finger.x, to.y - finger.y));
    if (others.length === 1) {
      const [other] = others;
      const apart = (one) => Math.max(Math.hypot(one.x - other.x, one.y - other.y), 1);
      zoom({ x: (to.x + other.x) / 2, y: (to.y + other.y) / 2 }, apart(to) / apart(finger));
      update(() => view.pan((to.x - finger.x) / 2, (to.y - finger.y) / 2));
    }
    Object.assign(finger, to);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, (event) => fingers.delete(event.pointerId));
  }
  show();
  const box = () => {
    const { offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = nearer.parentElement;
    return { left, top, right: left + width, bottom: top + height };
  };
  return { box, dragged: () => moved };
}
