// The page of training runs: one by itself, or several over one another.

import { byId, el } from "./dom.js";
import { counted, number } from "./format.js";
import { startTheme } from "./theme.js";
import { showCurves } from "./curves.js";
import { showMultipliers } from "./multipliers.js";
import { showRun, showRuns, showWorlds } from "./runs.js";
import { showSettings } from "./settings.js";

const data = JSON.parse(byId("data").textContent);
const { keys } = data.settings;
const SERIES = ["--s0", "--s1", "--s2", "--s3", "--s4", "--s6", "--s5"];
// Seven colours, then the same ones dashed.
const runs = data.runs.map((run, at) => ({ ...run, color: SERIES[at % SERIES.length], dashed: at >= SERIES.length }));
const several = runs.length > 1;
const setting = (key) => keys.find((one) => one.key === key)?.values[0] ?? "?";
const [first] = runs;
const versions = [...new Set(runs.map((run) => run.version ?? "unknown"))];

startTheme();
byId("title").textContent = several ? counted(runs.length, "training run") : `Training run ${first.name}`;
byId("subtitle").textContent = several
  ? `linehaul ${versions.join(", ")}`
  : `seed ${setting("seed")} · ${setting("policy.action")} actions · ${setting("worlds.family")} worlds · linehaul ${versions[0]}`;

const halved = runs.filter((run) => run.half_line).map((run) => run.name);
byId("half-line").hidden = halved.length === 0;
byId("half-line").textContent =
  `The log of ${halved.join(", ")} ends in half a line, which is left out: the run was killed, or still goes on.`;
const idle = runs.filter((run) => run.iterations === 0).map((run) => run.name);
byId("no-iteration").hidden = idle.length === 0;
byId("no-iteration").textContent = `No iteration is logged yet of ${idle.join(", ")}.`;

byId("curves-section").hidden = idle.length === runs.length;
if (several) {
  showRuns(runs, keys);
  byId("other-worlds").hidden = data.same_worlds;
} else if (first.iterations > 0) showRun(first, number(Number(setting("iterations"))));
showMultipliers(data.multipliers);
const drawn = runs.filter((run) => run.iterations > 0);
if (drawn.length > 0) showCurves(drawn, data.thinning);
showWorlds(runs, data.same_worlds);
showSettings(keys, several);

byId("provenance").append(
  el(
    "p",
    {},
    "Written from config.toml, metrics.jsonl, held-out.jsonl and held-out-worlds.json of each run. Training time is that of collecting and updating. Late packages and fill are of episodes that ended.",
  ),
  el("p", {}, "Charts: uPlot 1.6.32, MIT licence, Leon Sorokin."),
);
