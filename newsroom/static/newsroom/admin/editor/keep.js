// Unsaved work, kept twice: in this browser two seconds after typing, on the server every twenty. A crash, a closed tab or
// a lost login costs nothing; a save clears both. Work that was left and is offered is neither overwritten nor cleared
// before somebody decides about it.

import { clock, phrase, post, settings, show } from "./page.js";
import { form, saved, unsaved } from "./rows.js";

const HERE = 2_000, THERE = 20_000;
const key = `gozaresh:${settings.user}:${settings.article}:${settings.language}`;
let here = null, there = null, sentLast = "", onServer = form().elements.kept !== undefined;
let waiting = null; // what was left in this browser and is offered

const offered = () => document.getElementById("kept-draft");
export const keptThere = () => onServer;

function store(record) {
  try {
    if (record) localStorage.setItem(key, JSON.stringify(record));
    else localStorage.removeItem(key);
  } catch { /* full or forbidden: the server keeps it */ }
}

function stored() {
  try { return JSON.parse(localStorage.getItem(key) ?? "null"); } catch { return null; }
}

export function keepHere() {
  clearTimeout(here);
  here = null;
  const work = unsaved();
  store(work ? { at: Date.now(), revision: saved.revision, payload: work.fields.toString(), before: waiting } : waiting);
  if (work && document.getElementById("state").dataset.state === "dirty") show("dirty", phrase("kept"));
}

export async function keepThere() {
  clearTimeout(there);
  there = null;
  const payload = unsaved()?.fields.toString() ?? "";
  if (payload === sentLast || offered()) return;
  if (!payload) { await dropThere(); return; }
  const answer = await post(settings.draft, new URLSearchParams({ revision: saved.revision, payload })).catch(() => null);
  if (answer?.ok) { sentLast = payload; onServer = true; }
}

async function dropThere() {
  sentLast = "";
  onServer = false;
  await post(settings.draft, new URLSearchParams({ discard: "1" })).catch(() => null);
}

/** Something was typed. */
export function touched() {
  here ??= setTimeout(keepHere, HERE);
  there ??= setTimeout(keepThere, THERE);
}

/** Everything is saved, on the server too: nothing is kept beside it but what still waits for a decision. */
export function forget() {
  clearTimeout(here);
  clearTimeout(there);
  here = there = null;
  sentLast = "";
  onServer = false;
  store(waiting);
}

/** What was offered is not wanted. */
export async function discard() {
  const older = offered()?.dataset.at ? waiting : waiting?.before ?? null; // the server's, or the one of this browser
  offered()?.remove();
  store(older);
  offer();
  await dropThere();
  keepHere();
}

/** When the page opens: work that a crash or a lost login left in this browser is offered, through the same door. */
export function offer() {
  if (new URLSearchParams(location.search).has("restore")) history.replaceState(null, "", location.pathname);
  waiting = stored();
  if (!waiting?.payload) { waiting = null; return; }
  if (Date.parse(offered()?.dataset.at) > waiting.at) return; // the server has what was typed later
  const note = offered() ?? made(), left = waiting;
  delete note.dataset.at;
  note.querySelector("p").textContent = phrase("local", { time: clock(new Date(left.at)) });
  note.querySelector(".button").addEventListener("click", async (event) => {
    event.preventDefault();
    const { revision, payload } = left;
    const answer = await post(settings.draft, new URLSearchParams({ revision, payload })).catch(() => null);
    if (!answer?.ok) { show("trouble", phrase("offline")); return; }
    waiting = left.before ?? null;
    store(waiting);
    location.assign(`${settings.save}?restore=1`);
  });
}

function made() {
  const note = document.createElement("div"), text = document.createElement("p"), choices = document.createElement("p");
  const restore = document.createElement("a"), drop = document.createElement("button");
  Object.assign(note, { id: "kept-draft", className: "editor-note" });
  note.setAttribute("role", "status");
  choices.className = "editor-choices";
  Object.assign(restore, { href: "?restore=1", className: "button", textContent: phrase("restore") });
  Object.assign(drop, { type: "button", textContent: phrase("discard") });
  drop.dataset.act = "discard";
  choices.append(restore, " ", drop);
  note.append(text, choices);
  document.getElementById("editor").before(note);
  return note;
}

/** Leaving with unsaved work: asked before, kept in any case. */
export function guard() {
  window.addEventListener("beforeunload", (event) => {
    if (!unsaved()) return;
    keepHere();
    event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden" && here) keepHere(); });
}
