"""The same writing from left to right, in an English interface and with the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.axe import violations
from tests.journeys.conftest import go_on, log_in, opened, press, reads_in
from tests.journeys.test_editor import FIELDS, READY, go_to, here, reopened, save, texts
from tests.site import Site

TITLE = "Tashkent hosts a meeting"
LEAD = "Tashkent hosted a meeting about regional cooperation on Monday, and some documents were signed there."
TALKS, SPOKESMAN = "Both sides spoke about trade.", "A spokesman of the government confirmed the news."


@pytest.fixture(scope="module", autouse=True)
def in_english(site: Site, browser: Browser) -> Iterator[None]:
    """Leila and Omid read the desk in English, and in Persian again when all is done."""
    for language in ("en", "fa"):
        with opened(browser) as page:
            for who in ("editor", "publisher"):
                reads_in(page, site, who, language)
        if language == "en":
            yield


def begin(page: Page, site: Site, *paragraphs: str) -> str:
    """A new English article; returns the address of its page to write on."""
    page.goto(f"{site.url}/admin/newsroom/article/new/")
    assert page.get_attribute("html", "dir") == "ltr"
    go_on(page, "#id_language")
    page.keyboard.type("English")
    page.keyboard.press("Tab")
    page.keyboard.insert_text(TITLE)
    page.keyboard.press("Tab")
    page.keyboard.insert_text("\n\n".join(paragraphs))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(READY)
    assert page.locator(f"{FIELDS}:not([lang=en][dir=ltr])").count() == 0
    return page.url


def test_a_report_is_written_split_merged_and_reordered(site: Site, page: Page) -> None:
    log_in(page, site, "editor")
    begin(page, site, LEAD, "First third fourth")
    go_to(page, "First", len("First third"))
    page.keyboard.press("Control+Enter")
    assert here(page) == "fourth"
    page.keyboard.press("Alt+ArrowUp")
    save(page)
    assert reopened(page) == [TITLE, LEAD, "fourth", "First third"]
    go_to(page, "First")
    page.keyboard.press("Backspace")
    assert here(page) == "fourth First third"
    page.keyboard.press("Alt+F10")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert here(page) == "fourth **First** third"
    page.keyboard.press("End")
    page.keyboard.insert_text(" ")
    page.keyboard.press("Control+Quote")
    page.keyboard.insert_text("yes")
    save(page)
    assert reopened(page) == [TITLE, LEAD, "fourth **First** third “yes”"]
    assert violations(page) == []


def test_a_pasted_text_keeps_the_blocks_it_knows(site: Site, page: Page) -> None:
    log_in(page, site, "editor")
    begin(page, site, LEAD, TALKS, SPOKESMAN)
    ids = page.eval_on_selector_all(FIELDS, "areas => areas.map((area) => area.name)")
    press(page, ".editor-beside a[href$='/paste/']")
    go_on(page, "#paste-text")
    page.keyboard.insert_text(f"{TITLE}\n\n{LEAD}\n\nA new one.\n\nBoth sides spoke about trade and water.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".paste-steps")
    assert page.locator(".step.changed ins").inner_text().strip() == "and water"
    assert violations(page) == []
    press(page, "input[name=apply]")
    page.wait_for_selector(READY)
    assert texts(page) == [TITLE, LEAD, "A new one.", "Both sides spoke about trade and water."]
    kept = page.eval_on_selector_all(FIELDS, "areas => areas.map((area) => area.name)")
    assert [kept[0], kept[1], kept[3]] == ids[:3]


def test_two_editors_decide_where_both_changed_the_same_words(site: Site, browser: Browser) -> None:
    with opened(browser, expected="409") as leila, opened(browser) as omid:
        log_in(leila, site, "editor")
        address = begin(leila, site, LEAD, TALKS, SPOKESMAN)
        log_in(omid, site, "publisher")
        omid.goto(address)
        omid.wait_for_selector(READY)
        go_to(omid, "Both")
        omid.keyboard.press("Control+Shift+ArrowRight")
        omid.keyboard.insert_text("The two")
        save(omid)
        go_to(leila, "Both")
        leila.keyboard.press("Control+Shift+ArrowRight")
        leila.keyboard.insert_text("All")
        save(leila, "trouble")
        expect(leila.locator(".differing .three > div")).to_have_count(3)
        assert here(leila).startswith("All ")
        assert violations(leila) == []
        leila.keyboard.press("Shift+Tab")
        leila.keyboard.press("Enter")  # take mine
        save(leila)
        assert reopened(omid) == reopened(leila)
        assert texts(omid)[2] == "All sides spoke about trade."


def test_what_a_crash_left_is_taken_back(site: Site, browser: Browser) -> None:
    with opened(browser) as page:
        log_in(page, site, "editor")
        address = begin(page, site, LEAD, TALKS)
        page.clock.install()
        go_to(page, "Both")
        page.keyboard.insert_text("Unfinished: ")
        page.clock.fast_forward(2_500)
        page.wait_for_function("() => Object.keys(localStorage).some((key) => /^gozaresh:\\d/.test(key))")
        tab = page.context.new_page()
        page.close(run_before_unload=False)
        tab.goto(address)
        tab.wait_for_selector(READY)
        assert violations(tab) == []
        press(tab, "#kept-draft .button")
        tab.wait_for_selector("#kept-draft", state="detached")
        tab.wait_for_selector(READY)
        save(tab)
        assert reopened(tab)[2] == f"Unfinished: {TALKS}"
