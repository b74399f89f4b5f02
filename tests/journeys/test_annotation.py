"""Annotating as people do it, by mouse and by keyboard alone, in each direction of writing: what is marked is what was
chosen, to the code point; nothing typed is lost when somebody else was quicker.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.depth import THOROUGH
from tests.journeys.axe import violations
from tests.journeys.conftest import follow, log_in, opened
from tests.journeys.test_editor import begin
from tests.site import Site

READY = "#annotate[data-ready]"
VECTORS = json.loads((Path(__file__).parents[1] / "annotation" / "vectors.json").read_text(encoding="utf-8"))
TEXT = "قاسم‌جومارت توکایف در قالب «CIS+» با ولادیمیر پوتین گفت‌وگو کرد.\n\nسخنگوی کرملین خبر را تأیید کرد."
SELECTION = "() => getSelection().toString()"


def fresh(page: Page, site: Site, title: str) -> str:
    """A report that nobody has annotated; returns the address of its screen."""
    log_in(page, site, "editor")
    address = begin(page, site, TEXT, title).replace("/edit/", "/annotate/")
    page.goto(address)
    page.wait_for_selector(READY)
    return address


def enter_block(page: Page, number: int) -> None:
    page.locator("[data-block]").nth(number).focus()


def said(page: Page) -> str:
    page.wait_for_function("() => document.getElementById('state').textContent !== ''")
    return page.inner_text("#state")


def marked(page: Page, words: str) -> int:
    return page.locator("#text .ann.mention", has_text=words).count()


def name_as(page: Page, typed: str) -> None:
    """In the form that is open: type, take the first that is found, send."""
    page.keyboard.insert_text(typed)
    page.keyboard.press("End")
    page.wait_for_selector("#entities [role=option]")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")


def test_suggestions_are_decided_and_taken_back_by_keyboard(site: Site, page: Page) -> None:
    fresh(page, site, "تصمیم‌ها")
    page.click("button[value=suggest]")
    page.wait_for_selector("#work [data-row]")
    page.keyboard.press("j")
    page.wait_for_selector("#work [data-row][aria-current=true]")
    count = page.locator("#work [data-row]").count()
    page.keyboard.press("a")
    page.wait_for_selector(f"#work [data-row] >> nth={count - 2}")
    page.wait_for_function(f"() => document.querySelectorAll('#work [data-row]').length === {count - 1}")
    assert page.locator("#text .ann.mention:not(.waits)").count() == 1
    page.keyboard.press("r")
    page.wait_for_function(f"() => document.querySelectorAll('#work [data-row]').length === {count - 2}")
    for left in (count - 1, count):
        page.keyboard.press("u")
        page.wait_for_function(f"() => document.querySelectorAll('#work [data-row]').length === {left}")
    assert violations(page, "#content") == []


def test_words_are_annotated_by_keyboard_alone(site: Site, page: Page) -> None:
    fresh(page, site, "صفحه‌کلید")
    enter_block(page, 1)
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.keyboard.press("w")
    assert page.evaluate(SELECTION) == "قاسم‌جومارت"
    page.keyboard.press("Period")  # one word more
    assert page.evaluate(SELECTION) == "قاسم‌جومارت توکایف"
    page.keyboard.press("m")
    name_as(page, "توکایف")
    page.wait_for_selector("#text .ann.mention")
    assert page.inner_text("#text .ann.mention") == "قاسم‌جومارت توکایف"
    assert page.evaluate("() => document.activeElement.matches('[data-block]')")


def test_latin_inside_persian_is_annotated_by_mouse(site: Site, page: Page) -> None:
    fresh(page, site, "موشی")
    box = page.evaluate(
        """() => {
          const block = document.querySelectorAll('[data-block]')[1];
          const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf('CIS+');
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 4);
            const { left, right, top, bottom } = range.getBoundingClientRect();
            return { left, right, y: (top + bottom) / 2 };
          }
        }"""
    )
    page.mouse.move(box["left"] + 1, box["y"])
    page.mouse.down()
    page.mouse.move(box["right"] - 1, box["y"], steps=5)
    page.mouse.up()
    assert page.evaluate(SELECTION) == "CIS+"
    page.click("#bar [data-act=mention]")
    name_as(page, "CIS+")
    page.wait_for_selector("#text .ann.mention")
    assert page.inner_text("#text .ann.mention") == "CIS+"


def test_a_stale_tab_gets_the_fresh_words_and_loses_nothing(site: Site, page: Page, browser: Browser) -> None:
    address = fresh(page, site, "دیرآمده")
    with opened(browser, expected="409") as other:
        log_in(other, site, "editor")
        other.goto(address)
        other.wait_for_selector(READY)
        other.locator("[data-block]").nth(2).focus()
        other.keyboard.press("Home")
        other.keyboard.press("t")
        other.keyboard.press("s")
        other.fill("#new-statement [name=gist_fa]", "خبر درست است.")
        page.goto(address.replace("/annotate/", "/edit/"))
        page.wait_for_selector("#editor[data-ready]")
        page.locator("#blocks textarea").last.evaluate("area => { area.focus(); area.setSelectionRange(0, 0); }")
        area = page.locator("#blocks .block:not([data-blank]) textarea").last
        area.fill("دیروز " + area.input_value())
        page.keyboard.press("Control+S")
        page.wait_for_selector("#state[data-state=clean]")
        other.fill("#new-statement [name=speaker-0]", "کرملین")
        other.wait_for_selector("#entities [role=option]")
        other.keyboard.press("Enter")
        other.keyboard.press("Enter")
        other.wait_for_selector("#text :text('دیروز')")
        assert other.input_value("#new-statement [name=gist_fa]") == "خبر درست است."
        assert other.inner_text("#new-statement .where-words q").startswith("سخنگوی")
        other.click("#new-statement button.save")
        other.wait_for_selector("#text .statement")
        assert other.inner_text("#text .statement").startswith("سخنگوی")


@pytest.mark.parametrize("language", ["en", "ru"] if THOROUGH else ["en"])
def test_the_published_report_opens_in_each_language_without_a_complaint(
    site: Site, page: Page, language: str
) -> None:
    log_in(page, site, "annotator")
    page.goto(f"{site.url}/admin/newsroom/article/?q={site.reports['fa'].split('/')[5]}")
    follow(page, "#result_list tbody th a")
    page.wait_for_selector(".desk-languages")
    page.goto(page.url.split("/change/")[0] + f"/in/{language}/annotate/?show=statements")
    page.wait_for_selector(READY)
    assert page.locator("#text .ann.mention").count() > 100
    assert page.locator("#work [data-row]").count() >= 38
    assert violations(page, "#content") == []


def test_offsets_are_those_of_the_server_in_the_browser(site: Site, page: Page) -> None:
    fresh(page, site, "نشانی‌ها")
    script = page.get_attribute("script[src*='annotation/annotation']", "src")
    assert script is not None
    wrong = page.evaluate(
        """async (vectors) => {
          const entry = performance.getEntriesByType('resource').find((one) => /annotation\\/offsets/.test(one.name));
          const { toPoints, toUnits } = await import(entry.name);
          return vectors.filter((one) => toPoints(one.text, one.units) !== one.points
            || toUnits(one.text, one.points) !== one.units);
        }""",
        VECTORS,
    )
    assert wrong == []
