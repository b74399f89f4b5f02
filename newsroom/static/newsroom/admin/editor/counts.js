// Words, counted as one writes: of the selection, of the block, of the whole text, and how long that takes to read.

import { phrase, settings } from "./page.js";
import { all, field, isGone } from "./rows.js";

const UNREAD = new Set(["short_title", "summary"]);
const WORDS_A_MINUTE = 200;
const cutter = typeof Intl.Segmenter === "function" ? new Intl.Segmenter(settings.language, { granularity: "word" }) : null;
const known = new Map();

export function words(text) {
  const plain = text.replace(/\]\([^)]*\)/g, "] ").replace(/[*_[\]\\]/g, "");
  if (!cutter) return plain.split(/\s+/).filter(Boolean).length;
  let count = 0;
  for (const part of cutter.segment(plain)) if (part.isWordLike) count += 1;
  return count;
}

function of(text) {
  if (known.size > 2000) known.clear();
  if (!known.has(text)) known.set(text, words(text));
  return known.get(text);
}

export function countAll() {
  let sum = 0;
  for (const row of all()) if (!isGone(row) && !UNREAD.has(row.dataset.kind)) sum += of(field(row)?.value ?? row.querySelector(":scope > .block-body > .words")?.textContent ?? "");
  const minutes = Math.max(1, Math.round(sum / WORDS_A_MINUTE));
  document.getElementById("total").textContent = `${phrase("words", { words: sum })}, ${phrase("minutes", { minutes })}`;
}

export function countHere(area) {
  const picked = area.value.slice(area.selectionStart, area.selectionEnd);
  document.getElementById("counts").textContent = picked ? phrase("selected", { words: words(picked) }) : phrase("words", { words: of(area.value) });
}
