"""The locator map as the browser draws it: real letters are not as wide as the drawing reckoned."""

from __future__ import annotations

from itertools import combinations

import pytest
from playwright.sync_api import Browser, Page

from tests.depth import BOTH_DIRECTIONS
from tests.journeys.conftest import opened
from tests.journeys.page_types import page_types
from tests.site import Site

CAPITALS = 9
WIDTHS = (1280, 390)
BOXES = """(what) => [...document.querySelectorAll(`figure.map ${what}`)].map((element) => {
  const box = element.getBoundingClientRect();
  const leading = what === "text" ? box.height / 8 : 0;  // a line is higher than its letters
  return [element.textContent.trim(), box.left, box.top + leading, box.right, box.bottom - leading];
})"""

Box = tuple[str, float, float, float, float]


def apart(one: Box, other: Box) -> bool:
    _name, left, top, right, bottom = one
    _other, west, north, east, south = other
    return right <= west or east <= left or bottom <= north or south <= top


@pytest.mark.parametrize("language", BOTH_DIRECTIONS)
@pytest.mark.parametrize(("name", "count"), [("article", CAPITALS), ("place", 1), ("event", 1)])
def test_labels_stand_inside_the_drawing_and_clear_of_each_other(
    site: Site, browser: Browser, name: str, count: int, language: str
) -> None:
    with opened(browser) as page:
        page.goto(page_types(site, language)[name])
        page.evaluate("() => document.fonts.ready")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            check_drawing(page, count)


def check_drawing(page: Page, count: int) -> None:
    (frame,) = page.evaluate(BOXES, "svg")
    labels, dots = page.evaluate(BOXES, "text"), page.evaluate(BOXES, "circle")
    assert len(labels) == len(dots) == count
    for label in labels:
        assert frame[1] <= label[1] < label[3] <= frame[3], label
        assert frame[2] <= label[2] < label[4] <= frame[4], label
        for dot in dots:
            assert apart(label, dot), label
    for one, other in combinations(labels, 2):
        assert apart(one, other), (one, other)
