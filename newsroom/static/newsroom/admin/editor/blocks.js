// What is done with blocks: split, merge, move, add, delete and take back. Nothing is sent before somebody saves.

import { number, phrase, say } from "./page.js";
import { body, field, fresh, isGone, isNew, renumber, rowOf, setKind, values } from "./rows.js";

const GOES_ON_AS = { lead: "paragraph", heading: "paragraph" };
const EMPTY_LINE = /\n[^\S\n]*\n\s*/;
export const movable = (row) => row !== null && row.parentElement === body() && row.dataset.movable !== undefined;
const divisible = (row) => movable(row) && row.dataset.kind !== "caption" && document.getElementById("pattern") !== null;
const standing = () => [...body().children].filter((row) => !isGone(row));

/** Tell everybody that listens that blocks came, went or moved. */
function changed(row) {
  renumber(number);
  row.dispatchEvent(new CustomEvent("blocks", { bubbles: true }));
}

function put(area, at) {
  area.focus();
  area.setSelectionRange(at, at);
}

export function split(area, at = area.selectionStart, to = area.selectionEnd) {
  const row = rowOf(area);
  if (!divisible(row)) return null;
  const before = area.value.slice(0, at).trimEnd(), after = area.value.slice(to).trimStart();
  const next = row.nextElementSibling;
  area.value = before;
  const back = next && next.dataset.gone === row.dataset.id && field(next)?.value.trim() === after.trim();
  const made = back ? next : fresh(GOES_ON_AS[row.dataset.kind] ?? row.dataset.kind, values(row).only ?? "");
  if (back) revive(made);
  else { row.after(made); field(made).value = after; }
  put(field(made), 0);
  changed(row);
  say(phrase("split"));
  return made;
}

/** What was typed or pasted with empty lines in it becomes blocks at once. */
export function divide(area) {
  let rest = area;
  for (let found; rest && (found = EMPTY_LINE.exec(rest.value)); ) {
    const tail = rest.value.length - (rest === document.activeElement ? rest.selectionStart : 0);
    const made = split(rest, found.index, found.index + found[0].length);
    if (!made) return;
    const place = field(made);
    put(place, Math.max(0, place.value.length - tail));
    rest = place;
  }
}

export function merge(row) {
  if (!movable(row) || !field(row)) return false;
  const standingNow = standing(), before = standingNow[standingNow.indexOf(row) - 1];
  const into = movable(before ?? null) ? field(before) : null;
  if (!into) return false;
  const head = into.value.trimEnd(), tail = field(row).value.trimStart();
  into.value = head && tail ? `${head} ${tail}` : head + tail;
  if (isNew(row)) row.remove();
  else { row.dataset.gone = before.dataset.id; row.classList.add("is-gone"); row.hidden = true; }
  put(into, head && tail ? head.length + 1 : head.length);
  changed(into);
  say(phrase("joined"));
  return true;
}

export function move(row, step) {
  if (!movable(row)) return;
  const among = standing(), other = among[among.indexOf(row) + step];
  if (!other || other.dataset.kind === "lead") return;
  const focus = document.activeElement;
  if (step < 0) other.before(row);
  else other.after(row);
  focus.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  changed(row);
  say(phrase("moved", { number: Number(row.dataset.number) || among.indexOf(row) + step + 1 }));
}

export function add(row) {
  const made = fresh("paragraph");
  row.after(made);
  field(made).focus();
  changed(made);
}

export function remove(row) {
  row.dataset.gone = "";
  row.classList.add("is-gone");
  row.querySelector(":scope .more")?.removeAttribute("open");
  const note = document.createElement("p"), back = document.createElement("button"), words = document.createElement("q");
  const area = field(row);
  note.className = "gone-note";
  Object.assign(words, { textContent: area?.value.slice(0, 90) ?? "", lang: area?.lang ?? "", dir: area?.dir ?? "" });
  Object.assign(back, { type: "button", textContent: phrase("undo") });
  back.addEventListener("click", () => { revive(row); (field(row) ?? row.querySelector("button"))?.focus(); changed(row); say(phrase("restored")); });
  note.append(phrase("deletedLabel"), " ", words, " ", back);
  row.querySelector(":scope > .block-body").prepend(note);
  changed(row);
  back.focus();
  say(phrase("deleted"));
}

export function revive(row) {
  delete row.dataset.gone;
  row.hidden = false;
  row.classList.remove("is-gone");
  row.querySelector(".gone-note")?.remove();
}

/** A kind chosen in a menu: the block looks like it, and an embed has a place for its address. */
export function turn(row, kind) {
  setKind(row, kind);
  if (kind === "embed" && !row.querySelector(":scope > .block-body > label.address")) {
    const label = fresh("embed").querySelector("label.address");
    label.querySelector("input").name = `url-${row.dataset.id}`;
    row.querySelector(":scope > .block-body > .grow").after(label);
  }
  changed(row);
}

/** Moving with the mouse, as an extra: by the number of the block. */
export function draggable() {
  let dragged = null;
  const target = (event) => { const row = rowOf(event.target); return dragged && movable(row) && row !== dragged ? row : null; };
  const clear = () => document.querySelectorAll(".target").forEach((row) => row.classList.remove("target"));
  document.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest?.(".number");
    if (grip && movable(rowOf(grip))) rowOf(grip).draggable = true;
  });
  document.addEventListener("pointerup", () => document.querySelectorAll("[draggable=true]").forEach((row) => { row.draggable = false; }));
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.matches?.(".block[draggable=true]") ? event.target : null;
    dragged?.classList.add("dragged");
  });
  document.addEventListener("dragover", (event) => {
    const row = target(event);
    clear();
    if (row) { event.preventDefault(); row.classList.add("target"); }
  });
  document.addEventListener("drop", (event) => {
    const row = target(event);
    if (!row) return;
    event.preventDefault();
    row.before(dragged);
    changed(dragged);
  });
  document.addEventListener("dragend", () => {
    clear();
    dragged?.classList.remove("dragged");
    if (dragged) dragged.draggable = false;
    dragged = null;
  });
}

/** From the end of one block to the beginning of the next, and back, as in one text. */
export function step(area, by) {
  const areas = [...document.querySelectorAll("#editor .block:not(.is-gone) > .block-body > .grow > textarea")];
  const other = areas[areas.indexOf(area) + by];
  if (!other) return false;
  put(other, by > 0 ? 0 : other.value.length);
  return true;
}

