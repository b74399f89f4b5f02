// Taking in what the server has: somebody else's words and blocks come into the page, what was typed here stays.

import { settings } from "./page.js";
import { all, byId, field, form, isGone, isNew, remember, saved, setText, tops, unveil, values } from "./rows.js";

/** A change of `from` into `to` done to `now` as well, when it lies apart from what `now` changed; else `to`. */
export function carried(from, to, now) {
  if (to === from) return now;
  if (now === from || now === to) return to;
  const [head, tail] = ends(from, to), [first, last] = ends(from, now);
  if (from.length - tail <= first) return now.slice(0, head) + to.slice(head, to.length - tail) + now.slice(from.length - tail);
  if (from.length - last <= head) {
    const shift = now.length - from.length;
    return now.slice(0, head + shift) + to.slice(head, to.length - tail) + now.slice(from.length - tail + shift);
  }
  return null;
}

function ends(one, other) {
  let head = 0, tail = 0;
  const most = Math.min(one.length, other.length);
  while (head < most && one[head] === other[head]) head += 1;
  while (tail < most - head && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
  return [head, tail];
}

const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

/** Read the page anew and take in what differs. `sent`: what the last save sent, by block. False: it could not be read. */
export async function refresh(sent) {
  const answer = await fetch(settings.save, { redirect: "manual" }).catch(() => null);
  if (!answer?.ok) return false;
  return adopt(parsed(await answer.text()), sent);
}

function adopt(page, sent) {
  const focus = document.activeElement, theirs = [...page.querySelectorAll("#editor .block:not([data-blank])")];
  if (!theirs.length || !unchangedStructure()) return false;
  const plans = [];
  for (const row of theirs) {
    const mine = byId(row.dataset.id);
    if (!mine || !field(mine) || !field(row)) continue;
    const before = sent.get(row.dataset.id)?.text ?? saved.rows.get(row.dataset.id)?.text ?? field(row).value;
    const text = carried(before, field(mine).value, field(row).value);
    if (text === null) return false; // typed in the same words while saving: the next save asks
    plans.push([mine, text]);
  }
  const fresh = new Map(theirs.map((row) => [row.dataset.id, values(row)]));
  for (const [mine, text] of plans) setText(field(mine), text);
  arrange([...page.querySelectorAll("#head > .block:not([data-blank]), #blocks > .block:not([data-blank])")]);
  for (const row of theirs) renew(byId(row.dataset.id), row);
  form().elements.revision.value = page.querySelector("#editor [name=revision]").value;
  remember();
  for (const [id, now] of fresh) saved.rows.set(id, now);
  focus?.focus({ preventScroll: true });
  return true;
}

/** Nothing was split, moved or deleted here since the save was sent. */
const unchangedStructure = () => !all().some((row) => isGone(row) || (isNew(row) && field(row)?.value.trim()));

function arrange(theirs) {
  const ids = new Set(theirs.map((row) => row.dataset.id));
  for (const row of tops()) if (!ids.has(row.dataset.id) && row.dataset.blank === undefined) row.remove();
  let last = null;
  for (const row of theirs) {
    const list = document.getElementById(row.parentElement.id);
    const mine = byId(row.dataset.id) ?? document.importNode(row, true);
    unveil(mine);
    const before = last?.parentElement === list ? last.nextElementSibling : list.firstElementChild;
    if (before !== mine && !(before?.dataset.blank !== undefined && before.nextElementSibling === mine)) list.insertBefore(mine, before);
    last = mine;
  }
}

/** Everything of a block but its words: kind, flags, the source beside it. */
function renew(mine, theirs) {
  for (const name of ["kind", "number", "outdated", "missing"]) {
    if (theirs.dataset[name] === undefined) delete mine.dataset[name];
    else mine.dataset[name] = theirs.dataset[name];
  }
  delete mine.dataset.blank;
  delete mine.dataset.typed;
  for (const part of [".block-kind", ".beside"]) {
    const now = theirs.querySelector(`:scope > ${part}`), before = mine.querySelector(`:scope > ${part}`);
    if (now && before && now.innerHTML !== before.innerHTML && !before.contains(document.activeElement)) before.replaceWith(document.importNode(now, true));
  }
  mine.querySelectorAll(":scope > .block-body > :is(.block-error, .differing, label.gone)").forEach((one) => one.remove());
}

/** The server asks for a decision: its form replaces ours, with what was typed since the save was sent. */
export function replaceForm(html, sent) {
  const page = parsed(html), next = document.importNode(page.getElementById("editor"), true);
  for (const row of next.querySelectorAll(".block")) {
    const mine = byId(row.dataset.id), area = field(row);
    if (!mine || !area || !field(mine)) continue;
    const now = field(mine).value, before = sent.get(row.dataset.id)?.text ?? saved.rows.get(row.dataset.id)?.text ?? now;
    if (now === before) continue;
    area.value = row.querySelector(".differing") ? now : carried(before, now, area.value) ?? now;
    row.dataset.typed = "";
  }
  for (const id of ["trouble", "newer"]) document.getElementById(id)?.remove();
  const trouble = page.getElementById("trouble");
  if (trouble) form().before(document.importNode(trouble, true));
  form().replaceWith(next);
  unveil(next);
  next.querySelector("#toolbar").hidden = false;
  remember();
  const first = next.querySelector(".differing")?.closest(".block");
  (field(first) ?? first?.querySelector("input, button"))?.focus();
  first?.scrollIntoView({ block: "start" });
}
