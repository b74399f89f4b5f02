// Marks where invisible characters stand: a mirror of the field lies over it, letter on letter, and shows nothing else.
// The names are those of text/invisibles.py.

const NAMES = { "\u200c": "ZWNJ", "\u200d": "ZWJ", "\u00a0": "NBSP", "\u202f": "NNBSP", "\u2009": "THIN", "\u200e": "LRM", "\u200f": "RLM", "\u061c": "ALM", "\u0640": "KASHIDA" };
const WIDE = new Set(["NBSP", "NNBSP", "THIN", "KASHIDA", "2×SPACE"]);
const FOUND = /[\u200c\u200d\u00a0\u202f\u2009\u200e\u200f\u061c\u0640]| {2,}/g;
const KEY = "gozaresh:invisibles";
export const shown = () => document.getElementById("editor").classList.contains("invisibles");

export function mirror(area) {
  let glass = area.parentElement.querySelector(".mirror");
  if (!glass) {
    glass = document.createElement("div");
    Object.assign(glass, { className: "mirror", lang: area.lang, dir: area.dir });
    glass.setAttribute("aria-hidden", "true");
    area.after(glass);
  }
  const parts = [];
  let at = 0;
  for (const found of area.value.matchAll(FOUND)) {
    const name = NAMES[found[0]] ?? "2×SPACE", sign = document.createElement("i");
    sign.textContent = found[0];
    sign.dataset.name = name;
    if (WIDE.has(name)) sign.dataset.wide = "";
    parts.push(area.value.slice(at, found.index), sign);
    at = found.index + found[0].length;
  }
  glass.replaceChildren(...parts, area.value.slice(at), "\u200b");
}

export function showInvisibles(on = !shown()) {
  document.getElementById("editor").classList.toggle("invisibles", on);
  document.querySelector("[data-act=invisible]")?.setAttribute("aria-pressed", String(on));
  if (on) document.querySelectorAll("#editor .grow > textarea").forEach(mirror);
  try { localStorage.setItem(KEY, on ? "1" : ""); } catch { /* a browser without storage forgets it */ }
}

export function wanted() {
  try { return localStorage.getItem(KEY) === "1"; } catch { return false; }
}
