"""A review as both sides walk it, by keyboard alone: asked for, sent back with a reason, asked for again, approved."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.depth import ONE_INTERFACE
from tests.journeys.axe import violations
from tests.journeys.conftest import go_on, log_in, press
from tests.journeys.test_editor import READY
from tests.site import Site

REPORTS = {
    "fa": ("گفت‌وگو در دوشنبه", "دو طرف در دوشنبه درباره بازرگانی گفت‌وگو کردند."),
    "en": ("Talks in Dushanbe", "The two sides spoke about trade in Dushanbe."),
}


def begun(page: Page, site: Site, language: str) -> str:
    """A report of a title and a lead; returns the address of its page."""
    title, text = REPORTS[language]
    page.goto(f"{site.url}/admin/newsroom/article/new/")
    page.select_option("#id_language", language)
    go_on(page, "#id_title")
    page.keyboard.insert_text(title)
    page.keyboard.press("Tab")
    page.keyboard.insert_text(text)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(READY)
    return page.url.split("/in/")[0] + "/change/"


def send(page: Page, button: str) -> None:
    """Enter on a button; the page that it leads to is there when this returns."""
    with page.expect_navigation():
        press(page, button)


def step(language: str, name: str) -> str:
    return f".desk-languages form[action*='/{language}/{name}/']"


@pytest.mark.parametrize("language", ONE_INTERFACE)
def test_a_text_is_sent_back_with_a_reason_and_approved_the_second_time(
    site: Site, page: Page, language: str
) -> None:
    log_in(page, site, "editor")
    article = begun(page, site, language)
    page.goto(article)
    send(page, f"{step(language, 'submit')} button")

    log_in(page, site, "publisher")
    page.goto(article)
    press(page, f"{step(language, 'request_changes')} summary")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("Say when.")
    send(page, f"{step(language, 'request_changes')} button")
    assert page.locator(step(language, "request_changes")).count() == 0

    log_in(page, site, "editor")
    page.goto(article)
    assert violations(page, ".desk-languages") == []
    send(page, f"{step(language, 'submit')} button")

    log_in(page, site, "publisher")
    page.goto(article)
    send(page, f"{step(language, 'approve')} button")
    assert page.locator(step(language, "approve")).count() == 0
    assert page.locator(step(language, "publish")).count() == 1
