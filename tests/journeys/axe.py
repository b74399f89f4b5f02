"""What axe finds on a page. Asks it for violations alone: to carry the passes over costs more than to find them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

COLOURS = ("color-contrast", "link-in-text-block")  # the rules that a change of scheme can break
RUN = """async ([within, rules]) => {
  const options = { resultTypes: ["violations"], preload: false, ...(rules.length ? { runOnly: rules } : {}) };
  const found = await axe.run(within || document, options);
  return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 120)}`));
}"""


def violations(page: Page, within: str = "", rules: Sequence[str] = ()) -> list[str]:
    """One line for each violation, of the whole page or `within` a selector; of all rules or of `rules`."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: Any = page.evaluate(RUN, [within, list(rules)])
    return list(found)
