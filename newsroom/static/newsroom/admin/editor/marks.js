// Marks in the text: emphasis, strong, links, quotation marks, ZWNJ. The field's own undo keeps working.

import { settings } from "./page.js";

const QUOTES = { en: ["“", "”"] };
const ZWNJ = "\u200c";
let last = null;

/** The field that was written in last: where the toolbar works. */
export const current = () => (last?.isConnected ? last : document.querySelector("#blocks textarea"));
export const enter = (area) => { last = area; };

/** Replace a stretch of a field as if it were typed, and select a part of what came in. */
export function insert(area, start, end, text, from = text.length, to = from) {
  area.focus();
  area.setSelectionRange(start, end);
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, start, end, "end");
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  area.setSelectionRange(start + from, start + to);
}

/** The selection without the spaces at its ends; without one, the word at the caret. */
function stretch(area) {
  let { selectionStart: start, selectionEnd: end, value } = area;
  if (start === end) {
    while (start > 0 && /[\p{L}\p{M}\p{N}\u200c]/u.test(value[start - 1])) start -= 1;
    while (end < value.length && /[\p{L}\p{M}\p{N}\u200c]/u.test(value[end])) end += 1;
  }
  while (start < end && /\s/.test(value[start])) start += 1;
  while (end > start && /\s/.test(value[end - 1])) end -= 1;
  return [start, end];
}

const run = (text, at, step) => { let n = 0; while (text[at + n * step] === "*") n += 1; return n; };

/** Put `*` or `**` around words, or take it away again. */
export function style(area, mark) {
  const [start, end] = stretch(area), words = area.value.slice(start, end);
  const outside = Math.min(run(area.value, start - 1, -1), run(area.value, end, 1));
  const has = mark === "*" ? outside === 1 || outside === 3 : outside >= 2;
  if (has) insert(area, start - mark.length, end + mark.length, words, 0, words.length);
  else insert(area, start, end, mark + words + mark, mark.length, mark.length + words.length);
}

export function quotes(area) {
  const [open, close] = QUOTES[settings.language] ?? ["«", "»"];
  const { selectionStart, selectionEnd } = area;
  const [start, end] = selectionStart === selectionEnd ? [selectionStart, selectionEnd] : stretch(area);
  const words = area.value.slice(start, end);
  insert(area, start, end, open + words + close, 1, 1 + words.length);
}

/** One ZWNJ, never two, and none beside a space, where it does nothing. */
export function zwnj(area) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  if (value[start - 1] === ZWNJ || value[end] === ZWNJ) return area.focus();
  return insert(area, start, end, ZWNJ);
}

/** Words become a link; without any, `name` is what is read. */
export function link(area, start, end, href, name) {
  const words = (area.value.slice(start, end) || name || href).replace(/[[\]]/g, "\\$&");
  insert(area, start, end, `[${words}](${href.replace(/[()\\<>]/g, "\\$&")})`);
}
export { stretch };
