// Saving: what changed goes to the server, the page stays, the caret stays, and nothing typed is ever lost.

import { refresh, replaceForm } from "./adopt.js";
import { forget, keepHere, keptThere } from "./keep.js";
import { phrase, post, say, settings, show } from "./page.js";
import { all, byId, field, form, isGone, saved, unsaved, values } from "./rows.js";

let running = null;

/** Save what is not saved; a save that is under way is followed by another. */
export async function save() {
  if (running) { await running; }
  running = saveNow();
  try { return await running; } finally { running = null; }
}

export const busy = () => running !== null;

async function saveNow() {
  const sent = unsaved();
  if (!sent) { show("clean", phrase("clean")); return true; }
  show("saving", phrase("saving"));
  clearErrors();
  keepHere();
  if (keptThere()) sent.fields.append("kept", "1");
  const answer = await post(settings.save, sent.fields).catch(() => null);
  const done = ANSWERS[answer?.type === "opaqueredirect" ? "login" : answer?.status] ?? unreachable;
  return done(answer, sent);
}

const ANSWERS = {
  200: accepted,
  409: async (answer, sent) => {
    replaceForm(await answer.text(), sent.sent);
    trouble(phrase("decide"));
    return false;
  },
  422: refused,
  403: async (answer) => {
    const said = answer.headers.get("Content-Type")?.startsWith("application/json") ? (await answer.json()).error : null;
    return said ? trouble(said) : loginLost();
  },
  login: loginLost,
};

async function accepted(answer, { sent, gone, order }) {
  const said = await answer.json();
  for (const [id, now] of sent) saved.rows.set(id, { ...saved.rows.get(id), ...now });
  for (const id of gone) { saved.rows.delete(id); byId(id)?.remove(); }
  for (const id of order) { const row = byId(id); delete row?.dataset.blank; delete row?.dataset.typed; }
  for (const row of all()) if (!isGone(row) && order.includes(row.dataset.id) && !saved.rows.has(row.dataset.id)) saved.rows.set(row.dataset.id, values(row));
  if (order.length) saved.order = order;
  form().querySelectorAll(".differing, label.gone").forEach((one) => one.remove());
  document.getElementById("trouble")?.remove();
  const own = form().elements;
  own.minor.checked = false;
  own.why.value = "";
  document.getElementById("how").open = false;
  if (!said.foreign || !(await refresh(sent))) saved.revision = said.foreign ? saved.revision : said.revision;
  own.revision.value = saved.revision;
  form().dispatchEvent(new CustomEvent("saved", { bubbles: true, detail: said }));
  if (unsaved()) { show("dirty", phrase("dirty")); return true; }
  forget();
  show("clean", said.merged.length ? `${said.message} ${phrase("merged")}` : said.message);
  say(said.merged.length ? `${said.message} ${phrase("merged")}` : said.message);
  return true;
}

async function refused(answer) {
  const { error, block } = await answer.json(), row = byId(block), area = field(row);
  if (area) {
    const place = document.createElement("p");
    Object.assign(place, { className: "block-error", id: `e-${block}`, textContent: error });
    row.querySelector(":scope > .block-body").prepend(place);
    area.setAttribute("aria-invalid", "true");
    area.setAttribute("aria-describedby", place.id);
    area.focus();
  }
  return trouble(`${phrase("refused")} ${error}`);
}

function clearErrors() {
  form().querySelectorAll(".block-error").forEach((one) => one.remove());
  form().querySelectorAll("[aria-invalid]").forEach((area) => { area.removeAttribute("aria-invalid"); area.removeAttribute("aria-describedby"); });
}

function trouble(text, link) {
  show("trouble", text, link);
  return false;
}

function loginLost() {
  return trouble(phrase("login"), { href: settings.login, text: phrase("loginLink") });
}

function unreachable() {
  return trouble(phrase("offline"));
}
