// What runs were set to. What differs from the defaults stands out.

import { byId, el } from "./dom.js";
import { counted } from "./format.js";
import { table } from "./table.js";

/** Shows the settings of one run, or what several have in common. */
export function showSettings(keys, several) {
  const shown = keys.filter((one) => one.is_common);
  const changed = shown.filter((one) => one.is_changed).length;
  const verb = changed === 1 ? "differs" : "differ";
  const rest = keys.length - shown.length;
  byId("settings-note").textContent = several
    ? `${counted(shown.length, "setting")} that all runs have in common, ${changed} of which ${verb} from the default; ${rest} in which they differ are in the table of runs.`
    : `${changed} of ${counted(shown.length, "setting")} ${verb} from the defaults.`;
  byId("settings").append(
    table(
      [
        { label: "Setting", text: (one) => one.key, mark: (one) => (one.is_changed ? "changed" : "") },
        {
          label: "Value",
          cell: (one) => el("span", { "data-setting": one.key }, one.values[0]),
          mark: (one) => (one.is_changed ? "changed" : ""),
        },
        { label: "Default", text: (one) => one.default ?? "none in this version", mark: () => "muted" },
      ],
      shown,
    ),
  );
}
