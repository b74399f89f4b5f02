// A caret in text that is only read: each block is one stop for Tab, arrows move by letter, word and line, Shift selects.
// A browser moves such a selection but draws no caret in it, so this draws one.

import { blockOf } from "./page.js";
import { rangeOf, textOf } from "./offsets.js";
import { fromSelection } from "./chosen.js";

const STEPS = {
  ArrowLeft: ["left", "character", "word"],
  ArrowRight: ["right", "character", "word"],
  ArrowUp: ["backward", "line", "line"],
  ArrowDown: ["forward", "line", "line"],
  Home: ["backward", "lineboundary", "paragraphboundary"],
  End: ["forward", "lineboundary", "paragraphboundary"],
};
const line = document.createElement("span");
line.className = "ann-caret";
line.hidden = true;
line.setAttribute("aria-hidden", "true");

/** Make every block reachable; a block that is drawn anew must be made so again. */
export function reachable() {
  document.querySelectorAll("[data-block]").forEach((one) => { one.tabIndex = 0; });
  if (!line.isConnected) document.getElementById("annotate").append(line);
}

/** Put the caret into a block: where the selection is, else at its beginning. */
export function enter(home) {
  const selection = getSelection();
  if (selection.anchorNode && home.contains(selection.anchorNode)) return draw();
  const range = rangeOf(home, 0, 0);
  selection.collapse(range.startContainer, range.startOffset);
  return draw();
}

/** Whether the key moved the caret or the selection. */
export function key(event, home) {
  const step = STEPS[event.key];
  if (!step || event.altKey || event.metaKey) return false;
  const selection = getSelection(), [direction, small, large] = step;
  if (!selection.anchorNode || !home.contains(selection.anchorNode)) enter(home);
  const before = [selection.anchorNode, selection.anchorOffset, selection.focusNode, selection.focusOffset];
  selection.modify(event.shiftKey ? "extend" : "move", direction, event.ctrlKey ? large : small);
  const left = !home.contains(selection.focusNode);
  if (left && event.shiftKey) selection.setBaseAndExtent(...before); // an annotation lies in one block
  else if (left) cross(home, event.key, before);
  draw();
  return true;
}

/** Out of a block at its edge: into the neighbour, by lines only; letters stop at the edge. */
function cross(home, pressed, before) {
  const next = blockOf(getSelection().focusNode), by = { ArrowDown: 1, ArrowUp: -1 }[pressed];
  const all = [...document.querySelectorAll("[data-block]")], to = by ? all[all.indexOf(home) + by] : null;
  if (!to) { getSelection().setBaseAndExtent(...before); return; }
  if (next !== to) {
    const end = by > 0 ? 0 : textOf(to).length, range = rangeOf(to, end, end);
    getSelection().collapse(range.startContainer, range.startOffset);
  }
  to.focus({ preventScroll: false });
}

/** The caret, where the moving end of the selection is. */
export function draw() {
  const selection = getSelection(), home = blockOf(document.activeElement), here = fromSelection();
  const shown = home && here?.block === home && selection.focusNode && home.contains(selection.focusNode);
  line.hidden = !shown;
  if (!shown) return;
  const box = boxAt(selection.focusNode, selection.focusOffset, home), page = document.getElementById("annotate").getBoundingClientRect();
  line.style.left = `${box.left - page.left}px`;
  line.style.top = `${box.top - page.top}px`;
  line.style.height = `${box.height}px`;
}

function boxAt(node, offset, home) {
  const range = document.createRange();
  range.setStart(node, offset);
  range.collapse(true);
  const box = range.getClientRects()[0];
  if (box) return box;
  return (node.nodeType === Node.TEXT_NODE ? node.parentElement : home).getBoundingClientRect();
}
