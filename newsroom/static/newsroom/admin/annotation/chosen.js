// What is chosen in the text: kept when the focus goes to a form, painted there, and remembered as code points.

import { block, blockOf, settings } from "./page.js";
import { rangeOf, textOf, toPoints, toUnits, unitsAt } from "./offsets.js";

let chosen = null; // {block, start, end} in UTF-16 units

/** The browser's selection, when it lies in one block; one that leaves its block is cut at the block's edge. */
export function fromSelection() {
  const selection = getSelection();
  if (!selection?.anchorNode) return null;
  const home = blockOf(selection.anchorNode);
  if (!home) return null;
  const from = unitsAt(home, selection.anchorNode, selection.anchorOffset);
  const inside = home.contains(selection.focusNode);
  const after = home.compareDocumentPosition(selection.focusNode) & Node.DOCUMENT_POSITION_FOLLOWING;
  const to = inside ? unitsAt(home, selection.focusNode, selection.focusOffset) : after ? textOf(home).length : 0;
  return { block: home, start: Math.min(from, to), end: Math.max(from, to) };
}

/** What there is to annotate: the selection, or what was chosen before the focus went elsewhere. */
export function current() {
  const here = fromSelection();
  if (here && (here.start < here.end || document.activeElement === here.block)) return here;
  return chosen && document.contains(chosen.block) ? chosen : here;
}

export function choose(place, { select = true } = {}) {
  chosen = place;
  paint("chosen", place && rangeOf(place.block, place.start, place.end));
  if (place && select) {
    const range = rangeOf(place.block, place.start, place.end);
    getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  }
}

export const forget = () => choose(null);

/** The same as the server knows it: block id, code points, the words. */
export function asSent(place) {
  const text = textOf(place.block);
  return {
    block: place.block.dataset.block,
    start: toPoints(text, place.start),
    end: toPoints(text, place.end),
    exact: text.slice(place.start, place.end),
  };
}

/** Find again, in fresh text, what was chosen in text that is no more: the nearest of the same words, or nothing. */
export function again(sent) {
  const home = block(sent.block), words = sent.exact;
  if (!home || !words) return null;
  const text = textOf(home), near = toUnits(text, sent.start);
  const places = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) places.push(at);
  places.sort((a, b) => Math.abs(a - near) - Math.abs(b - near));
  return places.length ? { block: home, start: places[0], end: places[0] + words.length } : null;
}

/** Paint a range without touching the words; where a browser cannot, nothing is painted and all else works. */
export function paint(name, range) {
  if (!globalThis.CSS?.highlights) return;
  if (range) CSS.highlights.set(name, new Highlight(range));
  else CSS.highlights.delete(name);
}

export const language = () => settings.language;
