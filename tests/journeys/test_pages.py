"""Every type of public page at 1280 px, light and dark, and without JavaScript; the phone has a file of its own."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.depth import BOTH_DIRECTIONS, THOROUGH
from tests.journeys.conftest import opened
from tests.journeys.page_checks import check_pages
from tests.journeys.page_types import ENTITIES, ROOMS, page_types
from tests.site import LANGUAGES, Site

EVERYWHERE = {"home", "article", "version", "versions", "not_found", *ENTITIES, *ROOMS}
TARGETS = """() => [...document.querySelectorAll('a[href^="#"]')].map((link) => link.getAttribute("href"))
  .filter((target) => !document.getElementById(decodeURIComponent(target.slice(1))))"""


def test_the_demo_has_a_page_of_every_type(site: Site) -> None:
    there = {language: set(page_types(site, language)) for language in LANGUAGES}
    assert all(types >= EVERYWHERE for types in there.values())
    assert set.union(*there.values()) == EVERYWHERE | {"comparison", "missing", "docs"}


@pytest.mark.parametrize("language", LANGUAGES if THOROUGH else ["fa"])
def test_every_type_of_page_is_accessible_and_fits(site: Site, browser: Browser, language: str) -> None:
    check_pages(site, browser, language, width=1280)


@pytest.mark.parametrize("language", LANGUAGES if THOROUGH else ["fa"])
def test_every_type_of_page_reads_without_javascript(site: Site, browser: Browser, language: str) -> None:
    with opened(browser, width=390, java_script_enabled=False) as page:
        for name, address in page_types(site, language).items():
            page.goto(address)
            assert page.locator("h1").is_visible(), name
            assert len(page.inner_text("main")) > 40, name
            assert page.evaluate(TARGETS) == [], name


@pytest.mark.parametrize("language", BOTH_DIRECTIONS)
def test_statements_lead_to_their_sentence_without_javascript(site: Site, browser: Browser, language: str) -> None:
    for name in ("event", "person"):
        with opened(browser, java_script_enabled=False) as page:
            page.goto(page_types(site, language)[name])
            page.locator("#statements .quotes a").last.click()
            sentence = page.locator(":target")
            sentence.wait_for()
            assert "/articles/" in page.url, name
            assert sentence.count() == 1, name
            assert sentence.evaluate("(e) => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"
            box = sentence.bounding_box()
            assert box
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= 900
