// The list beside the text: which row is looked at, and what one key or one press does to it.

import { paint } from "./chosen.js";
import { byId, mark, phrase, say } from "./page.js";
import { look, send } from "./send.js";

const rows = () => [...document.querySelectorAll("#work [data-row]")];
let active = null; // the id of the row

export const activeRow = () => (active && byId(active)) || null;

/** Look at a row: shown beside its words, and said. */
export function visit(row, { focus = true, tell = true } = {}) {
  for (const one of document.querySelectorAll("#work [aria-current=true][data-row]")) one.removeAttribute("aria-current");
  active = row?.id ?? null;
  const there = row?.dataset.span ? mark(row.dataset.span) : null;
  paint("active", there && all(there));
  if (!row) return;
  row.setAttribute("aria-current", "true");
  if (focus) row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  there?.scrollIntoView({ block: "nearest" });
  if (tell) say(phrase("suggestion", { number: rows().indexOf(row) + 1, count: rows().length, words: row.querySelector("mark")?.textContent ?? row.textContent.trim().slice(0, 80) }));
}

/** A mark that was cut into parts is painted whole. */
function all(first) {
  const parts = [...document.querySelectorAll(`[data-span="${first.dataset.span}"]:is(mark, span)`)].filter((one) => one.closest("[data-block]"));
  const range = document.createRange();
  range.setStartBefore(parts[0]);
  range.setEndAfter(parts.at(-1));
  return range;
}

export function step(by) {
  const all = rows(), at = all.indexOf(activeRow());
  const next = at < 0 ? all[by > 0 ? 0 : all.length - 1] : all[at + by];
  if (next) visit(next);
  else say(phrase("noMore"));
}

/** Accept or reject the row; the next one is looked at then. */
export async function decide(what, row = activeRow()) {
  if (!row?.querySelector(`[data-act=${what}]`)) { step(1); return; }
  const id = row.dataset.span, form = row.closest("form"), fields = new FormData();
  fields.set("do", "decide");
  fields.set("show", "suggestions");
  fields.set(`decision-${id}`, what);
  fields.set(`seen-${id}`, form.elements.namedItem(`seen-${id}`).value);
  for (const name of [`as-${id}`, `as-${id}-id`]) {
    const value = new FormData(form).get(name);
    if (value) fields.set(name, value);
  }
  const all = rows(), at = all.indexOf(row), after = (all[at + 1] ?? all[at - 1])?.id;
  const said = await send(fields);
  if (said.status === 200) say(said.message);
  else if (said.status === 409) { await list("show=suggestions"); say(said.error); }
  else if (said.error) { say(said.error); row.querySelector(".inner").open = true; return; }
  const next = after && byId(after);
  if (next) visit(next, { tell: false });
  else if (said.status === 200) byId("text").querySelector("[data-block]")?.focus({ preventScroll: true });
}

/** Take the last decision back. */
export async function undo() {
  const fields = new FormData();
  fields.set("do", "undo");
  fields.set("show", document.querySelector(".piles [aria-current]")?.dataset.show ?? "");
  const said = await send(fields);
  if (said.status) say(said.message || said.error || phrase("noMore"));
}

/** Show another list, or a row of one as a form. */
export async function list(query, { focus = "" } = {}) {
  const said = await look(query);
  if (said.status !== 200) return;
  history.replaceState(null, "", `?${query}`);
  const row = focus && byId(focus);
  if (row) visit(row, { tell: false });
  const form = document.querySelector("#work [name=edit]")?.form;
  form?.querySelector("input[type=text], textarea")?.focus();
}

/** From marked words to their row, in whichever list it is. */
export async function find(span) {
  const here = () => document.querySelector(`#work [data-span="${span.dataset.span}"][data-row]`);
  const classes = span.classList;
  const show = classes.contains("waits") ? "suggestions" : classes.contains("doubtful") ? "doubtful" : classes.contains("mention") ? "mentions" : classes.contains("statement") ? "statements" : "notes";
  if (!here()) await list(`show=${show}`);
  const row = here();
  if (row) visit(row);
}
