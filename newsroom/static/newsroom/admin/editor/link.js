// The dialog for links: an address, or the name of something the newsroom knows, found as it is typed.

import { current, link, stretch } from "./marks.js";
import { phrase, settings } from "./page.js";

const SAFE = /^(?:https?:\/\/[^\s/]|mailto:[^\s@]+@|#\S|\/(?!\/)|(?:article|entity):[0-9a-z_-]+$)/i;
const DOMAIN = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(\/\S*)?$/u;
let place = null, found = [], chosen = -1, asked = 0;

export function prepareLinks() {
  const dialog = document.getElementById("link"), entry = document.getElementById("link-to");
  const list = document.getElementById("link-found"), error = document.getElementById("link-error");

  const draw = () => {
    list.replaceChildren(...found.map((one, at) => {
      const item = document.createElement("li"), name = document.createElement("bdi"), kind = document.createElement("small");
      Object.assign(name, { textContent: one.name, lang: one.language, dir: one.direction });
      kind.textContent = one.kind;
      Object.assign(item, { id: `found-${at}` });
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(at === chosen));
      item.append(name, kind);
      item.addEventListener("click", () => { chosen = at; finish(); });
      return item;
    }));
    entry.setAttribute("aria-expanded", String(found.length > 0));
    if (chosen >= 0) entry.setAttribute("aria-activedescendant", `found-${chosen}`);
    else entry.removeAttribute("aria-activedescendant");
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
  };

  const look = async () => {
    const term = entry.value.trim(), turn = (asked += 1);
    if (term.length < 2 || SAFE.test(term)) { found = []; chosen = -1; return draw(); }
    await new Promise((resolve) => setTimeout(resolve, 180));
    if (turn !== asked) return undefined;
    const query = new URLSearchParams({ q: term, language: settings.language });
    const answer = await fetch(`${settings.links}?${query}`, { headers: { Accept: "application/json" }, redirect: "manual" }).catch(() => null);
    if (turn !== asked) return undefined;
    found = answer?.ok ? (await answer.json()).targets : [];
    chosen = -1;
    return draw();
  };

  const finish = () => {
    const typed = entry.value.trim();
    const href = found[chosen]?.href ?? (DOMAIN.test(typed) ? `https://${typed}` : typed);
    if (!SAFE.test(href)) { error.textContent = phrase("badAddress"); entry.focus(); return; }
    dialog.close();
    link(place.area, place.start, place.end, href, found[chosen]?.name);
  };

  entry.addEventListener("input", look);
  entry.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) { event.preventDefault(); chosen = (chosen + step + found.length + (chosen < 0 && step < 0 ? 1 : 0)) % found.length; draw(); }
    if (event.key === "Enter") { event.preventDefault(); finish(); }
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    if (event.submitter?.value !== "set") return;
    event.preventDefault();
    finish();
  });
  dialog.addEventListener("close", () => place?.area.focus());
}

export function askForLink() {
  const area = current();
  if (!area) return;
  const [start, end] = stretch(area);
  place = { area, start, end };
  found = []; chosen = -1;
  document.getElementById("link-error").textContent = "";
  const entry = document.getElementById("link-to"), words = area.value.slice(start, end);
  entry.value = words.length <= 60 ? words : "";
  document.getElementById("link").showModal();
  entry.select();
  entry.dispatchEvent(new Event("input"));
}
