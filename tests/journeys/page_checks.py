"""What must hold of every public page at every width; in two test files, so that two workers share them."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.depth import THOROUGH
from tests.journeys.axe import COLOURS, violations
from tests.journeys.conftest import opened
from tests.journeys.page_types import ENTITIES, ROOMS, page_types
from tests.site import LANGUAGES, Site

# In `make test` axe looks at each of these types in one language, at every other type wherever the demo has it.
TAKE_TURNS = ["home", "article", "version", "versions", "not_found", *ENTITIES, *ROOMS]
TOO_WIDE = "() => document.documentElement.scrollWidth > innerWidth"
CUT_OFF = """() => [...document.querySelectorAll("h1, h2, h3, p, li, dd, dt, summary")].filter((element) =>
  element.checkVisibility() && element.scrollWidth > element.clientWidth + 1
  && !element.closest(".rooms, .scroll, .unseen") && getComputedStyle(element).display !== "inline")
  .map((element) => element.textContent.slice(0, 60))"""


def check_pages(site: Site, browser: Browser, language: str, *, width: int) -> None:
    """Go through every type of page in one tab: nothing sticks out, axe finds nothing, in the light and in the dark."""
    seen_by_axe = 0
    with opened(browser, width=width) as page:
        for name, address in page_types(site, language).items():
            page.emulate_media(color_scheme="light")
            page.goto(address)
            assert not page.evaluate(TOO_WIDE), name
            assert page.evaluate(CUT_OFF) == [], name
            if THOROUGH or name not in TAKE_TURNS or LANGUAGES[TAKE_TURNS.index(name) % len(LANGUAGES)] == language:
                seen_by_axe += 1
                assert violations(page) == [], name
                page.emulate_media(color_scheme="dark")
                assert violations(page, rules=COLOURS) == [], f"{name}, dark"
                assert not page.evaluate(TOO_WIDE), f"{name}, dark"
    assert seen_by_axe >= len(TAKE_TURNS) // len(LANGUAGES)
