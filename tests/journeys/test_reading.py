"""A reader of the report in a real browser: by mouse, by keyboard alone, and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.depth import BOTH_DIRECTIONS
from tests.journeys.axe import violations
from tests.journeys.conftest import follow, press
from tests.site import Site


@pytest.mark.parametrize("language", BOTH_DIRECTIONS)
def test_the_home_list_leads_to_the_report(site: Site, page: Page, language: str) -> None:
    page.goto(f"{site.url}/{language}/")
    follow(page, ".reports h2 a")
    assert "/articles/" in page.url
    assert page.get_attribute("html", "lang") == language


def test_a_word_opens_its_card_by_click_and_escape_returns_to_the_word(site: Site, page: Page) -> None:
    page.goto(site.reports["en"])
    word = page.locator("article a.e", has_text="Sergey Lavrov").first
    word.click()
    card = page.locator(".card")
    expect(card).to_contain_text("Minister of Foreign Affairs of Russia")
    assert card.is_visible()
    box, words = card.bounding_box(), word.bounding_box()
    assert box
    assert words
    assert abs(box["y"] - words["y"]) < 250
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(word).to_be_focused()


@pytest.mark.parametrize("language", BOTH_DIRECTIONS)
def test_a_word_opens_its_card_by_keyboard(site: Site, page: Page, language: str) -> None:
    page.goto(site.reports[language])
    press(page, "main a.e")
    card = page.locator(".card")
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1280


def test_every_mention_can_be_shown(site: Site, page: Page) -> None:
    page.goto(site.reports["fa"])
    again = page.locator("a.e.again").first
    colour = "(e) => getComputedStyle(e).textDecorationColor"
    assert again.evaluate(colour).endswith(" 0)")
    page.check("#all-marks")
    assert not again.evaluate(colour).endswith(" 0)")


@pytest.mark.parametrize("language", BOTH_DIRECTIONS)
def test_it_reads_without_javascript(site: Site, browser: Browser, language: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.reports[language])
    word = page.locator("article a.e").first
    entry = word.get_attribute("href")
    word.click()
    page.wait_for_url(f"**{entry}")
    assert page.locator(f"{entry}").is_visible()
    context.close()


def test_the_plus_of_cis_plus_stands_on_its_right_in_persian(site: Site, page: Page) -> None:
    """In right-to-left text «CIS+» is shown as «+CIS» unless it is isolated (measured)."""
    page.goto(site.reports["fa"])
    where = page.evaluate(
        """() => {
          const node = [...document.querySelectorAll("h1 bdi")].find((e) => e.textContent === "CIS+").firstChild;
          const at = (i) => { const r = document.createRange(); r.setStart(node, i); r.setEnd(node, i + 1);
            return r.getBoundingClientRect().x; };
          return [at(0), at(3)];
        }"""
    )
    assert where[0] < where[1]


def test_the_switch_stays_on_the_report(site: Site, page: Page) -> None:
    page.goto(site.reports["fa"])
    follow(page, ".langs a[lang=ru]")
    assert page.get_attribute("html", "lang") == "ru"
    assert "Лидеры СНГ" in page.inner_text("h1")


@pytest.mark.parametrize("language", BOTH_DIRECTIONS)
def test_the_first_tab_skips_to_the_text(site: Site, page: Page, language: str) -> None:
    page.goto(site.reports[language])
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    box = skip.bounding_box()
    assert skip.evaluate("(link) => link === document.activeElement")
    assert box
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("language", BOTH_DIRECTIONS)
def test_the_card_leads_to_the_page_of_the_entity_by_keyboard(site: Site, page: Page, language: str) -> None:
    page.goto(site.reports[language])
    press(page, "article a.e.person")
    expect(page.locator(".card")).to_be_focused()
    page.keyboard.press("Tab")
    name = page.locator(".card .entity-name a")
    expect(name).to_be_focused()
    said = name.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{language}/people/**")
    assert page.inner_text("h1") == said


@pytest.mark.parametrize("language", BOTH_DIRECTIONS)
def test_statements_lead_to_their_sentence_by_keyboard(site: Site, page: Page, language: str) -> None:
    page.goto(site.reports[language])
    page.locator("summary").last.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    sentence = page.locator(":target")
    sentence.wait_for()
    assert sentence.evaluate("(e) => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"
    box = sentence.bounding_box()
    assert box
    assert 0 <= box["y"] < 900
