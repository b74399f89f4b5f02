// The editor: listens to the page once, and hands on. Everything is delegated, because a save may replace the form.

import { add, divide, draggable, merge, movable, move, remove, split, step, turn } from "./blocks.js";
import { countAll, countHere } from "./counts.js";
import { mirror, showInvisibles, shown, wanted } from "./invisibles.js";
import { discard, guard, offer, touched } from "./keep.js";
import { askForLink, prepareLinks } from "./link.js";
import { current, enter, quotes, style, zwnj } from "./marks.js";
import { phrase, show } from "./page.js";
import { watch } from "./presence.js";
import { all, field, form, remember, rowOf, setText, unsaved, unveil } from "./rows.js";
import { busy, save } from "./save.js";

const GROWS = CSS.supports("field-sizing", "content");
const isText = (node) => node.matches?.("#editor .grow > textarea");
const ACTS = {
  link: askForLink,
  quotes: () => quotes(current()),
  zwnj: () => zwnj(current()),
  invisible: () => showInvisibles(),
  split: (button) => split(button.closest(".block") ? field(rowOf(button)) : current()),
  discard: async () => { await discard(); look(); },
};
const OPS = { up: (row) => move(row, -1), down: (row) => move(row, 1), merge, add, delete: remove };

function grow(area) {
  if (GROWS) return;
  area.style.blockSize = "auto";
  area.style.blockSize = `${area.scrollHeight}px`;
}

/** What the page shows beside the words follows the words. */
let counting = null;
function look() {
  clearTimeout(counting);
  counting = setTimeout(countAll, 300);
  if (busy()) return;
  if (unsaved()) { if (document.getElementById("state").dataset.state !== "dirty") show("dirty", phrase("dirty")); touched(); }
  else if (document.getElementById("state").dataset.state === "dirty") show("clean", phrase("clean"));
}

document.addEventListener("input", (event) => {
  if (!event.target.closest("#editor")) return;
  if (isText(event.target)) {
    if (event.target.value.includes("\n") && !event.isComposing) divide(event.target);
    grow(event.target);
    if (shown()) mirror(event.target);
    countHere(event.target);
  }
  look();
});

document.addEventListener("change", (event) => {
  const menu = event.target.closest("select.kind"), row = rowOf(event.target);
  if (menu) turn(row, menu.value);
  if (event.target.matches("label.gone input")) {
    if (event.target.checked) row.dataset.gone = event.target.value;
    else delete row.dataset.gone;
    look();
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  document.querySelectorAll(".more[open], .savebar-how[open]").forEach((menu) => { if (!menu.contains(event.target) || (button && menu.matches(".more"))) menu.open = false; });
  if (!button) return;
  if (button.dataset.mark) style(current(), button.dataset.mark);
  else if (button.dataset.act) ACTS[button.dataset.act](button);
  else if (button.dataset.take !== undefined) { const area = field(rowOf(button)); setText(area, button.dataset.take); area.focus(); look(); }
});

document.addEventListener("submit", (event) => {
  if (event.target !== form()) return;
  event.preventDefault();
  const [name, id] = (event.submitter?.name === "op" ? event.submitter.value : "").split(":");
  if (name) OPS[name](document.getElementById(`block-${id}`));
  else save();
});

document.addEventListener("toggle", (event) => { if (event.target.open && event.target.matches?.(".more")) event.target.querySelector(".menu").scrollIntoView({ block: "nearest" }); }, true);
document.addEventListener("blocks", () => { all().forEach((row) => { const area = field(row); if (area) { grow(area); if (shown()) mirror(area); } }); look(); });
document.addEventListener("selectionchange", () => { if (isText(document.activeElement)) countHere(document.activeElement); });
document.addEventListener("focusin", (event) => { if (isText(event.target)) { enter(event.target); countHere(event.target); } });
document.addEventListener("pointerdown", (event) => { if (event.target.closest("#toolbar")) event.preventDefault(); }); // the field keeps its selection

// --- keys: by place on the keyboard, so that they are the same on a Persian one ---------------------------------------

const COMMANDS = {
  KeyS: () => save(),
  KeyB: (area) => style(area, "**"),
  KeyI: (area) => style(area, "*"),
  KeyK: () => askForLink(),
  Quote: (area) => quotes(area),
  Enter: (area) => split(area),
  NumpadEnter: (area) => split(area),
};
const SHIFTED = { Digit2: (area) => zwnj(area), Digit8: () => showInvisibles() };
const ANYWHERE = new Set(["KeyS", "Digit8"]);

function command(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const act = (event.shiftKey ? SHIFTED : COMMANDS)[event.code];
  if (!act || !(isText(event.target) || ANYWHERE.has(event.code))) return false;
  act(event.target);
  return true;
}

const START = (area) => area.selectionStart === 0 && area.selectionEnd === 0;
const END = (area) => area.selectionStart === area.value.length && area.selectionStart === area.selectionEnd;
const PLAIN = {
  Backspace: (area) => START(area) && merge(rowOf(area)),
  ArrowUp: (area) => START(area) && step(area, -1),
  ArrowDown: (area) => END(area) && step(area, 1),
  Enter: (area) => !movable(rowOf(area)) && (step(area, 1), true),
};

function plain(event) {
  const area = event.target;
  if (!isText(area) || event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return false;
  if (event.altKey) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by) { move(rowOf(area), by); return true; }
    if (event.key === "F10") { document.querySelector("#toolbar [tabindex='0']").focus(); return true; }
    return false;
  }
  return PLAIN[event.key]?.(area) || false;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") escape(event);
  else if (event.target.closest("#toolbar")) along(event);
  else if (command(event) || plain(event)) event.preventDefault();
});

function escape(event) {
  const open = document.querySelector(".more[open], .savebar-how[open]");
  if (open) { open.open = false; open.querySelector("summary").focus(); }
  else if (event.target.closest("#toolbar")) current()?.focus();
}

/** A toolbar is one stop for Tab; arrows go along it, in the direction in which it is read. */
function along(event) {
  const buttons = [...document.querySelectorAll("#toolbar button")], at = buttons.indexOf(document.activeElement);
  const forward = getComputedStyle(document.getElementById("toolbar")).direction === "rtl" ? -1 : 1;
  const to = { ArrowRight: at + forward, ArrowLeft: at - forward, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  rove((to + buttons.length) % buttons.length, true);
}

function rove(at, focus = false) {
  document.querySelectorAll("#toolbar button").forEach((button, n) => { button.tabIndex = n === at ? 0 : -1; if (focus && n === at) button.focus(); });
}

function begin() {
  unveil(document);
  document.getElementById("toolbar").hidden = false;
  rove(0);
  remember();
  prepareLinks();
  draggable();
  guard();
  offer();
  watch();
  all().forEach((row) => { const area = field(row); if (area) grow(area); });
  if (wanted()) showInvisibles(true);
  const first = field(document.querySelector(".block:has(> .block-body > :is(.differing, .block-error))"));
  first?.focus();
  look();
  form().dataset.ready = "";
}

begin();
