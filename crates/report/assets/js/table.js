// Tables of up to a few hundred rows that sort by a click on a header.
//
// A column is { label, value(row), text(row), number, cell(row) }: `value` sorts, `text` is shown, `cell` builds an element instead.

import { el } from "./dom.js";

/** A table; `sort` is the position of the column to sort by at first, descending, or undefined for the order given. */
export function table(columns, rows, { sort, caption } = {}) {
  const body = el("tbody");
  const heads = columns.map((column) => header(column));
  const state = { column: sort, descending: true };
  const fill = () => {
    const sorted = state.column === undefined ? rows : sortedBy(rows, columns[state.column], state.descending);
    body.replaceChildren(...sorted.map((row) => el("tr", {}, ...columns.map((column) => cellOf(column, row)))));
    heads.forEach((head, at) => markSorted(head, at === state.column, state.descending));
  };
  heads.forEach((head, at) => {
    if (!columns[at].value) return;
    head.firstChild.addEventListener("click", () => {
      state.descending = state.column === at ? !state.descending : Boolean(columns[at].number);
      state.column = at;
      fill();
    });
  });
  fill();
  const parts = [el("thead", {}, el("tr", {}, ...heads)), body];
  if (caption) parts.unshift(el("caption", { class: "sr" }, caption));
  return el("table", {}, ...parts);
}

/** A header cell; with a button if the column sorts. */
export function header(column) {
  const label = column.value ? el("button", { type: "button" }, column.label) : column.label;
  return el("th", { scope: "col", class: column.number ? "n" : undefined }, label);
}

/** Says of a header whether and how rows are sorted by it. */
export function markSorted(head, sorted, descending) {
  if (sorted) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
  else head.removeAttribute("aria-sort");
}

/** A cell of a row. */
export function cellOf(column, row) {
  const content = column.cell ? column.cell(row) : column.text(row);
  const classes = [column.number ? "n" : "", column.mark ? column.mark(row) : ""].filter(Boolean).join(" ");
  return el("td", { class: classes || undefined }, content);
}

/** Rows in the order of a column; equal ones stay in order, unknown values come last. */
export function sortedBy(rows, column, descending) {
  const keyed = Array.from(rows, (row) => [column.value(row), row]);
  const sign = descending ? -1 : 1;
  keyed.sort(([a], [b]) => {
    if (a === b) return 0;
    if (a === null || a === undefined) return 1;
    if (b === null || b === undefined) return -1;
    return (a < b ? -1 : 1) * sign;
  });
  return keyed.map(([, row]) => row);
}
