// The blocks as they stand in the page: where their fields are, what they say, and what of it was saved.

import { settings } from "./page.js";

export const form = () => document.getElementById("editor");
export const body = () => document.getElementById("blocks");
export const all = () => [...document.querySelectorAll("#editor .block")];
export const tops = () => [...document.querySelectorAll("#head > .block, #blocks > .block")];
export const byId = (id) => document.getElementById(`block-${id}`);
export const rowOf = (node) => node?.closest?.(".block") ?? null;
export const field = (row) => row?.querySelector(":scope > .block-body > .grow > textarea") ?? null;
export const isGone = (row) => row.dataset.gone !== undefined;

const own = (row, name) => {
  const found = row.querySelector(`[name="${name}-${row.dataset.id}"]`);
  return found ? found.value : null;
};

/** What one block says; null where the page has no field for it. */
export const values = (row) => ({ text: field(row)?.value ?? null, kind: own(row, "kind"), only: own(row, "only"), url: own(row, "url") });

/** What is saved: block id -> values, and the order of the blocks. */
export const saved = { rows: new Map(), order: [], revision: 0 };

/** Take what the page shows for what is saved; rows that hold unsaved work say so themselves. */
export function remember() {
  saved.rows = new Map();
  for (const row of all()) {
    if (row.dataset.blank === undefined && row.dataset.typed === undefined) saved.rows.set(row.dataset.id, values(row));
    else if (row.dataset.blank === undefined) saved.rows.set(row.dataset.id, {});
  }
  saved.order = drawn();
  saved.revision = Number(form().elements.revision.value);
}

const hasOrder = (row) => row.querySelector(":scope > [name=order]") !== null;
const isSaved = (row) => saved.rows.has(row.dataset.id);
export const isNew = (row) => !isSaved(row);
const isEmpty = (row) => isNew(row) && !field(row)?.value.trim() && !own(row, "url");
const drawn = () => tops().filter((row) => hasOrder(row) && row.dataset.blank === undefined).map((row) => row.dataset.id);

/** Whether a block differs from what is saved of it. */
export function differs(row) {
  if (isNew(row)) return !isEmpty(row);
  const before = saved.rows.get(row.dataset.id), now = values(row);
  return Object.keys(now).some((name) => now[name] !== null && now[name] !== before[name]);
}

/** Everything that is not saved: the fields to send, or null, and what each sent block says at this moment. */
export function unsaved() {
  const fields = new URLSearchParams(), sent = new Map(), gone = [];
  for (const row of all()) {
    const id = row.dataset.id;
    if (isGone(row)) {
      if (isSaved(row)) { fields.append(`gone-${id}`, row.dataset.gone); gone.push(id); }
      continue;
    }
    if (!field(row) || !differs(row)) continue;
    const now = values(row), before = saved.rows.get(id) ?? {};
    sent.set(id, now);
    fields.append(`text-${id}`, now.text);
    for (const name of ["kind", "only", "url"]) if (now[name] !== null && now[name] !== before[name]) fields.append(`${name}-${id}`, now[name]);
  }
  const order = tops().filter((row) => hasOrder(row) && !isGone(row) && !isEmpty(row)).map((row) => row.dataset.id);
  const before = saved.order.filter((id) => !gone.includes(id));
  const moved = order.length !== before.length || order.some((id, at) => id !== before[at]);
  if (moved) for (const id of order) fields.append("order", id);
  if (![...fields.keys()].length) return null;
  fields.append("revision", saved.revision);
  const { minor, why } = form().elements;
  if (minor.checked) fields.append("minor", "1");
  if (why.value) fields.append("why", why.value);
  return { fields, sent, gone, order };
}

/** An empty block of a kind, not in the page yet. */
export function fresh(kind, only = "") {
  const pattern = document.getElementById("pattern");
  const holder = document.createElement("ol"), id = crypto.randomUUID();
  holder.innerHTML = pattern.innerHTML.replaceAll(settings.pattern, id);
  const row = holder.firstElementChild;
  unveil(row);
  setKind(row, kind);
  const choice = row.querySelector(`[name="only-${id}"]`);
  if (choice && only) choice.value = only;
  return row;
}

export function setKind(row, kind) {
  const menu = row.querySelector(`:scope > .block-kind [name="kind-${row.dataset.id}"]`);
  if (menu) menu.value = kind;
  row.dataset.kind = menu?.value || row.dataset.kind;
}

/** Show what only a script can do. */
export const unveil = (root) => root.querySelectorAll("button[data-act][hidden], button[data-take][hidden], [data-veiled]").forEach((one) => { one.hidden = false; });

/** Put a text into a field so that the caret stays among the same words. */
export function setText(area, text) {
  const { value, selectionStart: start, selectionEnd: end } = area;
  if (value === text) return;
  let head = 0, tail = 0;
  while (head < value.length && head < text.length && value[head] === text[head]) head += 1;
  while (tail < value.length - head && tail < text.length - head && value.at(-1 - tail) === text.at(-1 - tail)) tail += 1;
  const place = (at) => (at <= head ? at : at >= value.length - tail ? at + text.length - value.length : Math.min(at, text.length - tail));
  area.value = text;
  if (document.activeElement === area) area.setSelectionRange(place(start), place(end));
}

/** Numbers as the reader counts: blocks with their captions, as they stand. */
export function renumber(shown) {
  let at = 0;
  for (const row of all()) {
    if (isGone(row) || (row.dataset.blank !== undefined && isEmpty(row))) continue;
    at += 1;
    row.dataset.number = at;
    const [place, label, menu] = [".number", "label", "select.kind"].map((one) => row.querySelector(`:scope > .block-kind > ${one}`));
    if (place) place.textContent = shown(at);
    if (label) label.textContent = `${shown(at)}. ${menu?.selectedOptions[0]?.text ?? label.textContent.replace(/^.*?\. /, "")}`;
    menu?.setAttribute("aria-label", menu.getAttribute("aria-label").replace(/\s*[\p{Nd}]*$/u, ` ${shown(at)}`));
  }
}
