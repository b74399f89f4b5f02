// Who else is here: said and asked every fifteen seconds, and at once when the page opens.

import { phrase, post, say, settings } from "./page.js";
import { byId, rowOf, saved, unsaved } from "./rows.js";

const EVERY = 15_000;
let told = 0, shown = "";

const line = (one) => {
  const place = one.writing && one.block && one.code === settings.language ? byId(one.block)?.dataset.number : 0;
  if (Number(place)) return phrase("writingIn", { name: one.name, number: Number(place) });
  return phrase(one.writing ? "writing" : "reading", { name: one.name });
};

function draw(people) {
  const lines = people.map((one) => [line(one), one]), said = JSON.stringify(lines.map(([text, one]) => [text, one.code]));
  if (said === shown) return; // a live region speaks only of what is new
  shown = said;
  document.getElementById("people").replaceChildren(...lines.map(([text, one]) => {
    const item = document.createElement("li");
    item.textContent = text;
    if (one.writing) item.dataset.writing = "";
    if (one.code !== settings.language) {
      const language = document.createElement("small");
      Object.assign(language, { textContent: one.language, lang: one.code, dir: one.direction });
      item.append(" ", language);
    }
    return item;
  }));
}

function compare({ revision, by }) {
  if (revision <= saved.revision || revision <= told) return;
  told = revision;
  const text = phrase("newer", { name: by || phrase("somebody") }), note = document.getElementById("newer") ?? document.createElement("p");
  Object.assign(note, { id: "newer", className: "editor-note", textContent: text });
  document.getElementById("editor").before(note);
  say(text);
}

export async function poll() {
  if (document.visibilityState === "hidden") return;
  const fields = new URLSearchParams({ block: rowOf(document.activeElement)?.dataset.id ?? "" });
  if (unsaved()) fields.append("writing", "1");
  const answer = await post(settings.presence, fields).catch(() => null);
  if (!answer?.ok) return;
  const said = await answer.json();
  draw(said.people);
  compare(said);
}

export function watch() {
  poll();
  setInterval(poll, EVERY);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") poll(); });
  document.addEventListener("saved", () => document.getElementById("newer")?.remove());
  window.addEventListener("pagehide", () => { post(settings.presence, new URLSearchParams({ away: "1" }), { keepalive: true }).catch(() => null); });
}
