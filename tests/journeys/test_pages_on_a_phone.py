"""Every type of public page at 390 px, light and dark, and the row of sections that scrolls there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.depth import BOTH_DIRECTIONS, THOROUGH
from tests.journeys.conftest import go_on, opened
from tests.journeys.page_checks import check_pages
from tests.site import LANGUAGES, Site

WIDTH = 390
IN_VIEW = """(link) => {
  const box = link.getBoundingClientRect(), row = link.closest(".rooms").getBoundingClientRect();
  return box.left >= row.left - 1 && box.right <= row.right + 1;
}"""


@pytest.mark.parametrize("language", LANGUAGES if THOROUGH else ["ru"])
def test_every_type_of_page_is_accessible_and_fits(site: Site, browser: Browser, language: str) -> None:
    check_pages(site, browser, language, width=WIDTH)


@pytest.mark.parametrize("language", BOTH_DIRECTIONS)
def test_the_last_section_can_be_reached_by_keyboard(site: Site, browser: Browser, language: str) -> None:
    with opened(browser, width=WIDTH) as page:
        page.goto(f"{site.url}/{language}/")
        last = page.locator(".rooms a").last
        assert not last.evaluate(IN_VIEW)
        go_on(page, ".rooms a")
        for _step in range(page.locator(".rooms a").count() - 1):
            page.keyboard.press("Tab")
        assert last.evaluate("(link) => link === document.activeElement")
        assert last.evaluate(IN_VIEW)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{language}/corrections/")
