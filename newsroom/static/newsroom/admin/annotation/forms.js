// The forms beside the text: opened for what is chosen, sent without leaving the page, never emptied by a refusal.

import { again, asSent, choose, forget } from "./chosen.js";
import { block, byId, phrase, say } from "./page.js";
import { send } from "./send.js";
import { setEntity } from "./entities.js";
import { textOf, toUnits } from "./offsets.js";

const CLEARED = new Set(["mention", "statement", "note"]);

/** Open the form of a kind for a place in the text, or without one for a quotation. */
export function open(kind, place) {
  const details = byId(`new-${kind}`);
  if (!details) return;
  for (const one of document.querySelectorAll(".ann-new[open]")) if (one !== details) one.open = false;
  details.open = true;
  const form = details.querySelector("form");
  if (place) aim(form, place);
  (form.querySelector("[data-here]") ?? {}).hidden = false;
  form.querySelector("[data-entity], textarea, select")?.focus();
}

/** Say which words a form is about: in place of the fields for a quotation, which a script does not need. */
export function aim(form, place) {
  const sent = asSent(place), where = form.querySelector(".where"), shown = where.querySelector(".where-words");
  for (const [name, value] of Object.entries(sent)) {
    const input = where.querySelector(`input[type=hidden][name=${name}]`) ?? where.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name }));
    input.value = value;
  }
  shown.hidden = false;
  shown.querySelector("q").textContent = sent.exact;
  where.querySelector(".where-quote").hidden = true;
  choose(place, { select: false });
  say(phrase("selected", { words: sent.exact }));
}

function unaim(form) {
  const where = form.querySelector(".where");
  if (!where) return;
  where.querySelectorAll("input[type=hidden]").forEach((one) => one.remove());
  where.querySelector(".where-words").hidden = true;
  where.querySelector(".where-quote").hidden = false;
}

export function close(form) {
  const details = form.closest(".ann-new");
  if (!details) return;
  details.open = false;
  const sent = aimed(form), home = sent && block(sent.block);
  if (home) {
    const text = textOf(home);
    home.focus({ preventScroll: true });
    choose({ block: home, start: toUnits(text, sent.start), end: toUnits(text, sent.end) });
  } else details.querySelector("summary").focus();
}

/** What a form is about, as it would be sent; null when it quotes. */
function aimed(form) {
  const value = (name) => form.querySelector(`.where input[type=hidden][name=${name}]`)?.value;
  return value("block") === undefined ? null : { block: value("block"), start: Number(value("start")), end: Number(value("end")), exact: value("exact") };
}

export async function submit(form, button) {
  const fields = new FormData(form, button);
  if (fields.get("do") === null) fields.set("do", form.dataset.does);
  const show = document.querySelector(".piles [aria-current]")?.dataset.show;
  if (show) fields.set("show", show);
  error(form, "");
  const said = await send(fields);
  if (said.status === 200) return accepted(form, said);
  if (said.status === 409) stale(form, said);
  if (said.error) error(form, said.error, said.field);
  return said;
}

function accepted(form, said) {
  say(said.message);
  if (CLEARED.has(form.dataset.does) && document.contains(form)) {
    const home = aimed(form)?.block;
    form.reset();
    form.querySelectorAll("input[type=hidden][name$='-id']").forEach((one) => one.remove());
    unaim(form);
    form.closest("details").open = false;
    forget();
    if (home) block(home)?.focus({ preventScroll: true });
  }
  return said;
}

/** The words changed under us: the text is fresh, the form as it was; its words are looked for again. */
function stale(form, said) {
  const sent = aimed(form);
  if (!sent) return;
  const place = again(sent);
  if (place) aim(form, place);
  else unaim(form);
  said.error = `${said.error} ${place ? phrase("fresh") : phrase("lostWords")}`;
}

function error(form, text, name = "") {
  form.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
  const place = form.querySelector(".block-error");
  if (place) place.textContent = text;
  if (!text) return;
  say(text);
  const wrong = name && form.querySelector(`[name="${CSS.escape(name)}"]`);
  if (wrong) { wrong.setAttribute("aria-invalid", "true"); wrong.focus(); }
}

document.addEventListener("click", (event) => {
  const known = event.target.closest("[data-entity-id]");
  if (!known) return;
  const input = known.closest("form").querySelector("[data-entity]");
  setEntity(input, known.dataset.entityId, known.dataset.name);
  input.focus();
});

/** A note shows the fields that one of its kind has, and a statement one empty row for who speaks. */
export function trim(root) {
  for (const form of root.querySelectorAll("form")) {
    const kind = form.querySelector("select[name=kind]")?.value;
    form.querySelectorAll("[data-only]").forEach((one) => { one.hidden = Boolean(kind) && kind !== one.dataset.only; });
    const rows = Object.groupBy ? Object.groupBy(form.querySelectorAll("[data-group]"), (one) => one.dataset.group) : {};
    let room = true;
    for (const fields of Object.values(rows)) {
      const filled = fields.some((one) => one.querySelector("input").value);
      fields.forEach((one, at) => { one.hidden = !filled && (!room || at > 0); });
      if (!filled) room = false;
    }
  }
}
