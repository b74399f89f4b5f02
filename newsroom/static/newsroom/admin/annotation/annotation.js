// The annotation screen: listens to the page once, and hands on. Everything is delegated, for both halves of the page
// are drawn anew after every change. Keys are by place on the keyboard, so that they are the same on a Persian one.

import { draw, enter, key as caretKey, reachable } from "./caret.js";
import { choose, current, fromSelection, language } from "./chosen.js";
import { prepareEntities } from "./entities.js";
import { aim, close, open, submit, trim } from "./forms.js";
import { textOf } from "./offsets.js";
import { block, blockOf, byId, phrase, say } from "./page.js";
import { moved, toSentence, toWords, trimmed } from "./snap.js";
import { decide, find, list, step, undo, visit } from "./work.js";

const KEPT = "annotation-keys";

/** The words to annotate: the selection, or the word that the caret stands on. */
function place() {
  const here = current();
  if (!here) return null;
  if (here.start < here.end) {
    const [start, end] = trimmed(textOf(here.block), [here.start, here.end]);
    return { block: here.block, start, end };
  }
  const word = toWords(textOf(here.block), [here.start, here.end], language());
  return word && { block: here.block, start: word[0], end: word[1] };
}

function annotate(kind) {
  const here = place();
  if (!here) { say(phrase("nothingSelected")); return; }
  choose(here, { select: false });
  open(kind, here);
}

/** Change what is chosen; a form that is open for it follows. */
function change(how) {
  const here = current();
  if (!here) { say(phrase("nothingSelected")); return; }
  const to = how(textOf(here.block), [here.start, here.end]);
  if (!to) return;
  const next = { block: here.block, start: to[0], end: to[1] };
  const form = document.querySelector(".ann-new[open] form");
  if (form && !byId("text").contains(document.activeElement)) { aim(form, next); return; }
  choose(next);
  say(phrase("selected", { words: textOf(next.block).slice(next.start, next.end) }));
  draw();
}

const ACTS = {
  mention: () => annotate("mention"),
  statement: () => annotate("statement"),
  note: () => annotate("note"),
  word: () => change((text, range) => toWords(text, range, language())),
  sentence: () => change((text, range) => toSentence(text, range, language())),
  startEarlier: () => change((text, range) => moved(text, range, 0, -1, language())),
  startLater: () => change((text, range) => moved(text, range, 0, 1, language())),
  endLater: () => change((text, range) => moved(text, range, 1, 1, language())),
  endEarlier: () => change((text, range) => moved(text, range, 1, -1, language())),
  next: () => step(1),
  previous: () => step(-1),
  accept: (button) => decide("accept", button?.closest("[data-row]") ?? undefined),
  reject: (button) => decide("reject", button?.closest("[data-row]") ?? undefined),
  undo: () => undo(),
  close: (button) => close(button.form),
  goto: (link) => goTo(link.closest("[data-row]")),
};
const KEYS = { KeyM: "mention", KeyS: "statement", KeyN: "note", KeyW: "word", KeyT: "sentence", KeyJ: "next", KeyK: "previous", KeyA: "accept", KeyR: "reject", KeyU: "undo", Comma: "startEarlier", Period: "endLater" };
const SHIFTED = { Comma: "startLater", Period: "endEarlier" };

function goTo(row) {
  const home = block(row.dataset.blockAt);
  if (!home) return;
  home.focus({ preventScroll: true });
  home.scrollIntoView({ block: "center" });
  visit(row, { focus: false });
}

const typing = (node) => node.matches?.("input:not([type=checkbox], [type=radio]), textarea, select");

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { escape(event); return; }
  if (event.target.closest("#bar")) { along(event); if (event.defaultPrevented) return; }
  const home = blockOf(event.target);
  if (home && home === event.target && caretKey(event, home)) { event.preventDefault(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target) || !byId("keys").checked) return;
  const act = (event.shiftKey ? SHIFTED : KEYS)[event.code];
  if (!act || !available(act)) return;
  event.preventDefault();
  ACTS[act](null);
});

const available = (act) => byId("bar").querySelector(`[data-act=${act}]`) !== null;

function escape(event) {
  const form = event.target.closest(".ann-new form") ?? (event.target === document.body ? document.querySelector(".ann-new[open] form") : null);
  if (form && !event.defaultPrevented) { event.preventDefault(); close(form); return; }
  if (event.target.closest("#bar")) (current()?.block ?? document.querySelector("[data-block]"))?.focus();
}

/** A toolbar is one stop for Tab; arrows go along it, in the direction in which it is read. */
function along(event) {
  const buttons = [...byId("bar").querySelectorAll("button, input")], at = buttons.indexOf(document.activeElement);
  const forward = getComputedStyle(byId("bar")).direction === "rtl" ? -1 : 1;
  const to = { ArrowRight: at + forward, ArrowLeft: at - forward, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  rove((to + buttons.length) % buttons.length, true);
}

function rove(at, focus = false) {
  byId("bar").querySelectorAll("button, input").forEach((one, n) => { one.tabIndex = n === at ? 0 : -1; if (focus && n === at) one.focus(); });
}

document.addEventListener("click", (event) => {
  const act = event.target.closest("[data-act]");
  if (act && ACTS[act.dataset.act]) { if (act.matches("a")) event.preventDefault(); ACTS[act.dataset.act](act); return; }
  const shown = event.target.closest("a[data-show]");
  if (shown && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    const edit = shown.dataset.edit ? `&edit=${shown.dataset.edit}` : "";
    list(`show=${shown.dataset.show}${edit}`, { focus: shown.closest("[data-row]")?.id });
    return;
  }
  const span = event.target.closest("[data-block] [data-span]");
  if (span && getSelection().isCollapsed) find(span);
  const row = event.target.closest("#work [data-row]");
  if (row && !event.target.closest("a, button, input, select, textarea, summary, label")) visit(row, { tell: false });
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-does]");
  if (!form) return;
  event.preventDefault();
  submit(form, event.submitter);
});

document.addEventListener("change", (event) => {
  if (event.target.id === "keys") {
    localStorage.setItem(KEPT, event.target.checked ? "on" : "off");
    say(phrase(event.target.checked ? "keysOn" : "keysOff"));
  }
});
document.addEventListener("input", (event) => { if (event.target.closest("form")) trim(event.target.closest("form").parentElement); });
document.addEventListener("pointerdown", (event) => { if (event.target.closest("#bar button")) event.preventDefault(); }); // the text keeps its selection
document.addEventListener("pointerup", (event) => { const home = blockOf(event.target); if (home && document.activeElement !== home) home.focus({ preventScroll: true }); });
document.addEventListener("focusin", (event) => { if (event.target.matches?.("[data-block]")) enter(event.target); else draw(); });
document.addEventListener("selectionchange", () => { const here = fromSelection(); if (here && here.start < here.end) choose(here, { select: false }); draw(); });
document.addEventListener("drawn", ready);
addEventListener("resize", draw);

/** After every drawing: what only a script can use is shown, what only a page without one needs is not. */
function ready() {
  reachable();
  document.querySelectorAll("[data-script]").forEach((one) => { one.hidden = false; });
  document.querySelectorAll("[data-plain]").forEach((one) => { one.hidden = true; });
  document.querySelectorAll("[data-act=close]").forEach((one) => { one.hidden = false; });
  trim(document.getElementById("annotate"));
}

function begin() {
  byId("bar").hidden = false;
  byId("keys").checked = localStorage.getItem(KEPT) !== "off";
  rove(0);
  prepareEntities();
  ready();
  byId("annotate").dataset.ready = "";
}

begin();
