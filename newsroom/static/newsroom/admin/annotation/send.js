// Sending: the same fields as the plain form, and the two halves of the page drawn anew from the answer.

import { byId, phrase, say, settings } from "./page.js";

const COOKIE = /(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/;
let busy = Promise.resolve();

/** Send fields, one request after another; answers {status, …what the server said}; status 0: not reached. */
export function send(fields) {
  busy = busy.then(() => sendNow(fields));
  return busy;
}

async function sendNow(fields) {
  say(phrase("sending"));
  const token = COOKIE.exec(document.cookie)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const options = { method: "POST", body: fields, headers: { Accept: "application/json", "X-CSRFToken": token }, redirect: "manual" };
  const answer = await fetch(settings.save, options).catch(() => null);
  return taken(answer);
}

/** Another list, without a new page. */
export async function look(query) {
  const answer = await fetch(`${settings.save}?${query}`, { headers: { Accept: "application/json" }, redirect: "manual" }).catch(() => null);
  return taken(answer);
}

async function taken(answer) {
  if (!answer) { say(phrase("offline")); return { status: 0 }; }
  if (answer.type === "opaqueredirect") { loggedOut(); return { status: 401 }; }
  const said = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
  if (said.text !== undefined) replace("text", said.text);
  if (said.work !== undefined) replace("work", said.work);
  document.dispatchEvent(new CustomEvent("drawn", { detail: said }));
  if (answer.status === 403 && !said.error) loggedOut();
  return { ...said, status: answer.status };
}

function replace(id, html) {
  const place = byId(id);
  place.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
}

function loggedOut() {
  say(phrase("login"));
  const link = document.createElement("a");
  Object.assign(link, { href: settings.login, target: "_blank", rel: "noopener", textContent: phrase("loginLink") });
  byId("state").append(" ", link);
}
