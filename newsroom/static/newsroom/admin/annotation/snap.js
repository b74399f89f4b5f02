// Words and sentences of a text, by the browser's own segmenter; all places in UTF-16 units.

const MADE = {};
const cutter = (language, granularity) => (MADE[language + granularity] ??= new Intl.Segmenter(language, { granularity }));
const ZWNJ = "\u200c";
const JOINS = /^[\u200c'’\-‑]$/;

/** The words of a text as [start, end): parts that a ZWNJ, an apostrophe or a hyphen holds together are one. */
export function words(text, language) {
  const found = [];
  let joined = false;
  for (const { segment, index, isWordLike } of cutter(language, "word").segment(text)) {
    const last = found.at(-1);
    if (!isWordLike) { joined = Boolean(last) && last[1] === index && JOINS.test(segment); continue; }
    let end = index + segment.length;
    while (text[end - 1] === ZWNJ) end -= 1; // a segment may end with the ZWNJ that follows it
    const touches = last && (last[1] === index || (joined && last[1] === index - 1) || (text[index - 1] === ZWNJ && last[1] >= index - 1));
    if (touches) last[1] = end;
    else found.push([index, end]);
    joined = text[end] === ZWNJ;
  }
  return found;
}

export function sentences(text, language) {
  return [...cutter(language, "sentence").segment(text)].map(({ segment, index }) => [index, index + segment.trimEnd().length]);
}

/** A range without the spaces at its edges; a caret stays where it is. */
export function trimmed(text, [start, end]) {
  const words = text.slice(start, end), bare = words.trim();
  return bare ? [start + words.indexOf(bare), start + words.indexOf(bare) + bare.length] : [start, end];
}

/** The range widened to whole words, or to the word at a caret; null where there is none. Signs that are chosen stay. */
export function toWords(text, range, language) {
  const [start, end] = trimmed(text, range);
  const touched = words(text, language).filter(([a, b]) => (start === end ? a <= start && start <= b : a < end && start < b));
  if (!touched.length) return null;
  if (start === end) return touched[0];
  return [Math.min(start, touched[0][0]), Math.max(end, touched.at(-1)[1])];
}

export function toSentence(text, [start, end], language) {
  const touched = sentences(text, language).filter(([a, b]) => (start === end ? a <= start && start <= b : a < end && start < b));
  return touched.length ? [touched[0][0], touched.at(-1)[1]] : null;
}

/** One edge of a range moved by a word: `edge` 0 or 1, `by` -1 or 1. Unchanged where there is no room. */
export function moved(text, range, edge, by, language) {
  const all = words(text, language), at = range[edge];
  const places = edge === 0 ? all.map(([a]) => a) : all.map(([, b]) => b);
  const to = by < 0 ? places.filter((one) => one < at).at(-1) : places.find((one) => one > at);
  if (to === undefined) return range;
  const next = edge === 0 ? [to, range[1]] : [range[0], to];
  return next[0] < next[1] ? next : range;
}
