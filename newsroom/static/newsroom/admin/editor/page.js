// What the page gave the script, and the few ways in which the script speaks to its reader.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
export const settings = read("editor-settings");
const words = read("editor-words");
const spoken = document.documentElement.lang || "en";
const numbers = new Intl.NumberFormat(spoken);

export const number = (value) => numbers.format(value);
export const clock = (date) => new Intl.DateTimeFormat(spoken, { dateStyle: "medium", timeStyle: "short" }).format(date);

/** A sentence by its name, in the language of the interface; numbers in its digits. */
export function phrase(name, values = {}) {
  return words[name].replace(/\{(\w+)\}/g, (_all, key) => (typeof values[key] === "number" ? number(values[key]) : values[key]));
}

/** Say something to who does not see the screen; the same sentence twice is said twice. */
export function say(text) {
  const said = document.getElementById("said");
  said.textContent = "";
  setTimeout(() => { said.textContent = text; }, 50);
}

/** The state beside the Save button: "clean", "dirty", "saving" or "trouble", with what it says. */
export function show(state, text, link) {
  const place = document.getElementById("state");
  place.dataset.state = state;
  if (place.firstChild?.data === text && !link) return;
  place.replaceChildren(text);
  if (!link) return;
  const anchor = document.createElement("a");
  Object.assign(anchor, { href: link.href, target: "_blank", rel: "noopener", textContent: link.text });
  place.append(" ", anchor);
}

const COOKIE = /(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/;

/** Send a form. A redirect is never followed: it leads to the login page. */
export function post(address, fields, options = {}) {
  const token = COOKIE.exec(document.cookie)?.[1] ?? document.querySelector("#editor [name=csrfmiddlewaretoken]").value;
  return fetch(address, {
    method: "POST",
    body: fields,
    headers: { Accept: "application/json", "X-CSRFToken": token },
    redirect: "manual",
    ...options,
  });
}
