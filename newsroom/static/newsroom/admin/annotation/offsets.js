// Offsets: the server counts code points, a browser counts UTF-16 units. This is the one place that turns one into the
// other; newsroom/text/offsets.py is the other side, and tests/annotation/vectors.json holds both to the same answers.

/** Code points before a place that is given in UTF-16 units; a place inside a surrogate pair counts as before it. */
export function toPoints(text, units) {
  let points = 0;
  for (let at = 0; at < units && at < text.length; points += 1) {
    const width = text.codePointAt(at) > 0xffff ? 2 : 1;
    if (at + width > units) break;
    at += width;
  }
  return points;
}

/** UTF-16 units before a place that is given in code points. */
export function toUnits(text, points) {
  let at = 0;
  for (let n = 0; n < points && at < text.length; n += 1) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

/** The words of a block: exactly its text, whatever marks are drawn on it. */
export const textOf = (block) => block.textContent;

/** The place of (node, offset) in its block, in UTF-16 units. */
export function unitsAt(block, node, offset) {
  const range = document.createRange();
  range.setStart(block, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

/** The DOM range of [start, end) UTF-16 units of a block. */
export function rangeOf(block, start, end) {
  const range = document.createRange(), walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let passed = 0, begun = false;
  range.selectNodeContents(block);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const next = passed + node.length;
    // A start belongs to the text that follows it, an end to the text before it.
    if (!begun && (start < next || (start === next && start === end && next === textOf(block).length))) {
      range.setStart(node, start - passed);
      begun = true;
    }
    if (begun && end <= next) {
      range.setEnd(node, end - passed);
      return range;
    }
    passed = next;
  }
  return range;
}
