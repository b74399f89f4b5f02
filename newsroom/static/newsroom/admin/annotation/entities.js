// Fields that complete the name of somebody or something as it is typed. What is chosen travels beside the name as an id;
// typing on takes the choice back.

import { phrase, say, settings } from "./page.js";

let list = null, field = null, found = [], chosen = -1, asked = 0;

export function prepareEntities() {
  list = document.createElement("ul");
  Object.assign(list, { id: "entities", className: "ann-found", hidden: true });
  list.setAttribute("role", "listbox");
  document.getElementById("annotate").append(list);
  document.addEventListener("focusin", (event) => { if (event.target.matches("[data-entity]")) ready(event.target); else if (field && !list.contains(event.target)) close(); });
  document.addEventListener("input", (event) => { if (event.target.matches("[data-entity]")) { ready(event.target); idOf(event.target)?.remove(); look(); } });
  document.addEventListener("keydown", (event) => { if (event.target.matches?.("[data-entity]")) key(event); });
  list.addEventListener("pointerdown", (event) => { event.preventDefault(); const item = event.target.closest("li"); if (item) take(Number(item.dataset.at)); });
}

const idOf = (input) => input.form?.elements.namedItem(`${input.name}-id`);

/** Set the field to something that is known. */
export function setEntity(input, id, name) {
  let hidden = idOf(input);
  if (!(hidden instanceof HTMLInputElement) || hidden.type !== "hidden") {
    hidden = document.createElement("input");
    Object.assign(hidden, { type: "hidden", name: `${input.name}-id` });
    input.after(hidden);
  }
  hidden.value = id;
  input.value = name;
  input.removeAttribute("aria-invalid");
}

function ready(input) {
  field = input;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", "entities");
  if (!input.hasAttribute("aria-expanded")) input.setAttribute("aria-expanded", "false");
}

async function look() {
  const term = field.value.trim(), turn = (asked += 1);
  if (term.length < 2) return close();
  await new Promise((resolve) => setTimeout(resolve, 150));
  if (turn !== asked) return undefined;
  const answer = await fetch(`${settings.entities}?${new URLSearchParams({ q: term })}`, { headers: { Accept: "application/json" }, redirect: "manual" }).catch(() => null);
  if (turn !== asked || !field) return undefined;
  found = answer?.ok ? (await answer.json()).targets : [];
  chosen = found.length ? 0 : -1;
  draw();
  return say(found.length ? phrase("found", { count: found.length }) : phrase("nothing"));
}

function draw() {
  list.replaceChildren(...found.map((one, at) => {
    const item = document.createElement("li"), name = document.createElement("bdi"), kind = document.createElement("small");
    Object.assign(name, { textContent: one.name, lang: one.language, dir: one.direction });
    kind.textContent = one.kind_label;
    item.id = `entity-${at}`;
    item.dataset.at = at;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", String(at === chosen));
    item.append(name, " ", kind);
    return item;
  }));
  list.hidden = found.length === 0;
  field.setAttribute("aria-expanded", String(found.length > 0));
  if (chosen >= 0) field.setAttribute("aria-activedescendant", `entity-${chosen}`);
  else field.removeAttribute("aria-activedescendant");
  if (list.hidden) return;
  const box = field.getBoundingClientRect(), page = document.getElementById("annotate").getBoundingClientRect();
  list.style.left = `${box.left - page.left}px`;
  list.style.top = `${box.bottom - page.top}px`;
  list.style.width = `${box.width}px`;
  list.children[chosen]?.scrollIntoView({ block: "nearest" });
}

function key(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && found.length) { event.preventDefault(); chosen = (chosen + step + found.length) % found.length; draw(); }
  else if (event.key === "Enter" && found.length && chosen >= 0) { event.preventDefault(); take(chosen); }
  else if (event.key === "Escape" && found.length) { event.preventDefault(); event.stopPropagation(); close(); }
}

function take(at) {
  const one = found[at], input = field;
  setEntity(input, one.public_id, one.name);
  close();
  input.focus();
}

function close() {
  found = []; chosen = -1;
  if (field) { list.hidden = true; list.replaceChildren(); field.setAttribute("aria-expanded", "false"); field.removeAttribute("aria-activedescendant"); }
}
