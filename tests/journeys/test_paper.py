"""The report on paper: what a reader may cite is printed, what only a screen can do is not."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator

from tests.depth import BOTH_DIRECTIONS, THOROUGH
from tests.journeys.conftest import opened
from tests.site import LANGUAGES, Site

HIDDEN = [".masthead nav", ".skip", ".all-marks", ".places", "footer", "details", ".check .claim a"]
SHOWN = ["h1", ".lead", ".meta", "article .dateline", ".permanent", ".editions", ".check", "figure.map svg", ".source"]
A4 = (595, 842)


def all_of(found: Locator) -> list[Locator]:
    assert found.count()
    return found.all()


@pytest.mark.parametrize("language", BOTH_DIRECTIONS)
def test_the_report_prints_what_can_be_cited(site: Site, browser: Browser, language: str) -> None:
    with opened(browser, color_scheme="dark") as page:
        page.goto(site.reports[language])
        page.emulate_media(media="print")
        for hidden in HIDDEN:
            assert not any(element.is_visible() for element in all_of(page.locator(f"{hidden}"))), hidden
        for shown in SHOWN:
            assert all(element.is_visible() for element in all_of(page.locator(shown))), shown
        for note in all_of(page.locator(".cast .description")):
            assert note.is_visible()
        assert re.search(rf"/{language}/articles/\w+/$", page.inner_text(".permanent").strip("\u2066\u2069 "))
        corrections = page.locator("main > header .check")
        assert corrections.count() == (language == "fa")
        assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("() => getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


@pytest.mark.parametrize("language", LANGUAGES if THOROUGH else ["fa"])
def test_the_report_fits_on_few_pages_of_a4(site: Site, browser: Browser, language: str) -> None:
    with opened(browser) as page:
        page.goto(site.reports[language])
        paper = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
    assert 3 <= len(boxes) <= 8
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {A4}
