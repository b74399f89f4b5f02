/**
 * Entity cards: a mention opens what the margin says of its entity, beside the word, by click, Enter and touch.
 * Without this module the same link jumps to the entry in the margin.
 */

const card = document.createElement("div");
card.className = "card ui";
card.popover = "auto";
card.setAttribute("role", "dialog");
card.tabIndex = -1;

/** The word whose card is open: the card stays with it when the page moves. */
let opener = null;

/** Copy the margin's entry into the card; ids stay unique, the list of places stays useful. */
function fill(entry) {
  const copy = entry.cloneNode(true);
  copy.removeAttribute("id");
  card.className = `card ui ${entry.className}`;
  card.replaceChildren(...copy.childNodes);
  card.setAttribute("aria-label", entry.querySelector(".entity-name").textContent);
}

/** Below the word, inside the window; physical coordinates, because the word's box is physical too. */
function place(word) {
  const box = word.getClientRects()[0];
  const width = card.offsetWidth;
  const left = document.dir === "rtl" ? box.right - width : box.left;
  const below = box.bottom + 8;
  const top = below + card.offsetHeight > innerHeight ? Math.max(8, box.top - card.offsetHeight - 8) : below;
  card.style.left = `${Math.min(Math.max(8, left), innerWidth - width - 8)}px`;
  card.style.top = `${top}px`;
}

function open(event) {
  const word = event.target.closest("[data-entity]");
  const entry = word && document.getElementById(`e-${word.dataset.entity}`);
  if (!entry || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  card.hidePopover();
  opener = word;
  fill(entry);
  card.showPopover();
  place(word);
  card.focus({ preventScroll: true });
  card.addEventListener("toggle", (change) => {
    if (change.newState === "closed" && card.contains(document.activeElement)) word.focus({ preventScroll: true });
  }, { once: true });
}

if ("popover" in HTMLElement.prototype) {
  document.body.append(card);
  document.querySelector("main").addEventListener("click", open);
  card.addEventListener("click", (event) => {
    if (event.target.closest("a")) card.hidePopover();
  });
  for (const change of ["scroll", "resize"]) {
    addEventListener(change, () => card.matches(":popover-open") && place(opener), { passive: true });
  }
}
