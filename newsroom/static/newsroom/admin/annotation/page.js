// What the page gave the script, and the few ways in which the script speaks.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
export const settings = read("annotation-settings");
const words = read("annotation-words");
const numbers = new Intl.NumberFormat(document.documentElement.lang || "en");

/** A sentence by its name, in the language of the interface; numbers in its digits. */
export const phrase = (name, values = {}) =>
  words[name].replace(/\{(\w+)\}/g, (_all, key) => (typeof values[key] === "number" ? numbers.format(values[key]) : values[key]));

/** Say something, to the eye in the bar and to the ear; the same sentence twice is said twice. */
export function say(text) {
  document.getElementById("state").textContent = text;
  const said = document.getElementById("said");
  said.textContent = "";
  setTimeout(() => { said.textContent = text; }, 50);
}

export const byId = (id) => document.getElementById(id);
export const block = (id) => document.getElementById(`p-${id}`);
export const mark = (span) => document.getElementById(`a-${span}`);
export const blockOf = (node) => (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("[data-block]") ?? null;
