// Light or dark: as the system says, until the button says otherwise.

import { byId } from "./dom.js";

const listeners = [];
const system = matchMedia("(prefers-color-scheme: dark)");
let chosen = remembered();

/** Calls back now and whenever colours change. */
export function onTheme(listener) {
  listeners.push(listener);
  listener();
}

/** Custom properties as colours that a canvas takes. */
export function colors(names) {
  const probe = document.createElement("i");
  document.body.append(probe);
  const found = names.map((name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return found;
}

/** Makes the button work. */
export function startTheme() {
  byId("theme").addEventListener("click", () => {
    chosen = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("linehaul-theme", chosen);
    } catch {
      // Storage is refused in some places where a file is opened; the choice then lasts as long as the page.
    }
    apply();
  });
  system.addEventListener("change", apply);
  apply();
}

function apply() {
  if (chosen) document.documentElement.dataset.theme = chosen;
  byId("theme").textContent = isDark() ? "Light theme" : "Dark theme";
  for (const listener of listeners) listener();
}

function isDark() {
  return chosen ? chosen === "dark" : system.matches;
}

function remembered() {
  try {
    const theme = localStorage.getItem("linehaul-theme");
    return theme === "dark" || theme === "light" ? theme : null;
  } catch {
    return null;
  }
}
