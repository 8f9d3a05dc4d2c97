// A long table: tens of thousands of rows, of which only those in sight are in the document.

import { el, onResize } from "./dom.js";
import { counted, number } from "./format.js";
import { cellOf, header, markSorted, sortedBy } from "./table.js";
import { downloadCsv } from "./download.js";

const ROW = 30;
const MARGIN = 10;

/**
 * A table of rows 0 to n - 1 with a search field, an optional choice, and a download.
 *
 * `searched(row)` is the text that the search looks through, in lower case; `choice` is { label, options, has(row, option) };
 * `csv` is { name, header, row(row) }.
 */
export function longTable({ n, columns, searched, choice, csv, thing }) {
  let sort = { column: null, descending: false };
  let rows = [];
  const search = el("input", {
    type: "search",
    placeholder: "Filter, for example two hubs",
    "aria-label": `Filter ${thing}s`,
  });
  const select = el("select", { "aria-label": choice.label }, el("option", { value: "" }, choice.label));
  choice.options.forEach((option, at) => select.append(el("option", { value: String(at) }, option)));
  const download = el("button", { type: "button" }, "Download CSV");
  const shown = el("output", { "aria-live": "polite" });
  const heads = columns.map(header);
  const body = el("tbody");
  const grid = el("table", {}, el("thead", {}, el("tr", {}, ...heads)), body);
  const frame = el("div", { class: "scroll long", tabindex: "0", role: "region", "aria-label": `${thing}s` }, grid);
  const root = el("div", {}, el("div", { class: "tools" }, search, select, download, shown), frame);

  // Rows in the document by their position, between two gaps as high as those that are not. While the table scrolls, what stays in sight is
  // left alone: new cells cost more than all else in a frame.
  const drawn = new Map();
  const [above, below] = [gap(columns.length), gap(columns.length)];
  body.append(above, below);
  const draw = () => {
    const first = Math.max(0, Math.floor(frame.scrollTop / ROW) - MARGIN);
    const last = Math.min(rows.length, Math.ceil((frame.scrollTop + frame.clientHeight) / ROW) + MARGIN);
    for (const [at, row] of drawn) {
      if (at >= first && at < last) continue;
      row.remove();
      drawn.delete(at);
    }
    let next = below;
    for (let at = last - 1; at >= first; at -= 1) {
      if (!drawn.has(at)) {
        const cells = columns.map((column) => cellOf(column, rows[at]));
        drawn.set(at, el("tr", { "aria-rowindex": String(at + 2) }, ...cells));
        body.insertBefore(drawn.get(at), next);
      }
      next = drawn.get(at);
    }
    setGap(above, first);
    setGap(below, rows.length - last);
  };
  let waiting = false;
  const request = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw();
    });
  };
  const update = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    rows = [];
    for (let row = 0; row < n; row += 1) {
      const text = words.length > 0 ? searched(row) : "";
      const chosen = select.value === "" || choice.has(row, Number(select.value));
      if (chosen && words.every((word) => text.includes(word))) rows.push(row);
    }
    if (sort.column !== null) rows = sortedBy(rows, columns[sort.column], sort.descending);
    heads.forEach((head, at) => markSorted(head, at === sort.column, sort.descending));
    grid.setAttribute("aria-rowcount", String(rows.length + 1));
    shown.textContent = rows.length === n ? counted(n, thing) : `${number(rows.length)} of ${counted(n, thing)}`;
    frame.scrollTop = 0;
    for (const row of drawn.values()) row.remove();
    drawn.clear();
    draw();
  };
  heads.forEach((head, at) => {
    head.firstChild.addEventListener("click", () => {
      sort = { column: at, descending: sort.column === at ? !sort.descending : Boolean(columns[at].number) };
      update();
    });
  });
  search.addEventListener("input", update);
  select.addEventListener("change", update);
  download.addEventListener("click", () => downloadCsv(csv.name, csv.header, rows.map(csv.row)));
  frame.addEventListener("scroll", request, { passive: true });
  onResize(frame, draw);
  update();
  return root;
}

/** A row as high as rows that are not in the document. */
function gap(n_columns) {
  return el("tr", { class: "gap", "aria-hidden": "true" }, el("td", { colspan: String(n_columns) }));
}

function setGap(row, count) {
  row.firstChild.style.height = `${count * ROW}px`;
}
