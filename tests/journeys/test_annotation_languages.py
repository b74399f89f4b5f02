"""Annotating in each direction of writing, by mouse and by keyboard; marks that lie in each other and that cross."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.journeys.axe import violations
from tests.journeys.conftest import log_in
from tests.journeys.test_annotation import READY, SELECTION, enter_block, marked, name_as
from tests.journeys.test_editor import READY as EDITOR_READY
from tests.site import Site

TEXTS = {
    "fa": "ولادیمیر پوتین در قالب «CIS+» با نیکول پاشینیان گفت‌وگو کرد.\n\nسخنگوی کرملین خبر را تأیید کرد.",
    "en": "Vladimir Putin spoke in the CIS+ format with Nikol Pashinyan.\n\nA Kremlin spokesman confirmed the news.",
    "ru": "Владимир Путин спорил с Николом Пашиняном в формате «СНГ+».\n\nПредставитель Кремля подтвердил известие.",
}
PUTIN = {"fa": "ولادیمیر پوتین", "en": "Vladimir Putin", "ru": "Владимир Путин"}
PASHINYAN = {"fa": "نیکول پاشینیان", "en": "Nikol Pashinyan", "ru": "Николом Пашиняном"}
CROSSING = {"fa": "پوتین در قالب", "en": "Putin spoke in", "ru": "Путин спорил с"}
LANGUAGES = pytest.mark.parametrize("language", list(TEXTS))

POINT = """([words, block]) => {
  const home = document.querySelectorAll('[data-block]')[block];
  const walker = document.createTreeWalker(home, NodeFilter.SHOW_TEXT);
  const at = home.textContent.indexOf(words), range = document.createRange();
  let passed = 0, begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!begun && at < passed + node.length) { range.setStart(node, at - passed); begun = true; }
    if (begun && at + words.length <= passed + node.length) { range.setEnd(node, at + words.length - passed); break; }
    passed += node.length;
  }
  const { left, right, top, bottom } = range.getBoundingClientRect();
  return { left, right, y: (top + bottom) / 2 };
}"""


def fresh(page: Page, site: Site, language: str) -> str:
    """A report in a language that nobody has annotated; returns its words."""
    log_in(page, site, "editor")
    page.goto(f"{site.url}/admin/newsroom/article/new/")
    page.select_option("#id_language", language)
    page.fill("#id_title", PUTIN[language])
    page.fill("textarea[name=text]", TEXTS[language])
    page.locator("textarea[name=text]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(EDITOR_READY)
    page.goto(page.url.replace("/edit/", "/annotate/"))
    page.wait_for_selector(READY)
    return page.locator("[data-block]").nth(1).text_content() or ""


def drag(page: Page, words: str, block: int = 1) -> None:
    """Choose words by mouse, from their first letter to their last, in the direction in which they are read."""
    box = page.evaluate(POINT, [words, block])
    ends = [box["left"] + 1, box["right"] - 1]
    if page.get_attribute("#text", "dir") == "rtl":
        ends.reverse()
    page.mouse.move(ends[0], box["y"])
    page.mouse.down()
    page.mouse.move(ends[1], box["y"], steps=6)
    page.mouse.up()


def parts_of(page: Page, kind: str) -> str:
    """All words of a mark, however many parts it was cut into."""
    return "".join(page.eval_on_selector_all(f"#text .ann.{kind}", "parts => parts.map((one) => one.textContent)"))


@LANGUAGES
def test_a_name_is_chosen_by_keyboard_word_by_word(site: Site, page: Page, language: str) -> None:
    fresh(page, site, language)
    enter_block(page, 1)
    page.keyboard.press("Home")
    page.keyboard.press("w")
    page.keyboard.press("Period")
    assert page.evaluate(SELECTION) == PUTIN[language]
    page.keyboard.press("Shift+Period")  # a word less, and more again
    assert page.evaluate(SELECTION) == PUTIN[language].split()[0]
    page.keyboard.press("Period")
    page.keyboard.press("m")
    name_as(page, PUTIN[language])
    page.wait_for_selector("#text .ann.mention")
    assert page.inner_text("#text .ann.mention") == PUTIN[language]
    page.keyboard.press("u")
    page.wait_for_function("() => document.querySelectorAll('#text .ann').length === 0")


@LANGUAGES
def test_a_name_is_chosen_by_mouse_and_marked_to_the_letter(site: Site, page: Page, language: str) -> None:
    fresh(page, site, language)
    drag(page, PASHINYAN[language])
    assert page.evaluate(SELECTION) == PASHINYAN[language]
    page.click("#bar [data-act=mention]")
    name_as(page, {"ru": "Никол Пашинян"}.get(language, PASHINYAN[language]))
    page.wait_for_selector("#text .ann.mention")
    assert page.inner_text("#text .ann.mention") == PASHINYAN[language]
    assert violations(page, "#content") == []


@LANGUAGES
def test_marks_lie_inside_each_other_and_cross_and_the_words_stay(site: Site, page: Page, language: str) -> None:
    words = fresh(page, site, language)
    drag(page, PUTIN[language])
    page.keyboard.press("m")
    name_as(page, PUTIN[language])
    page.wait_for_selector("#text .ann.mention")
    enter_block(page, 1)
    page.keyboard.press("Home")
    page.keyboard.press("t")  # the whole sentence
    page.keyboard.press("s")
    page.fill("#new-statement [name=speaker-0]", PUTIN[language])
    page.wait_for_selector("#entities [role=option]")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_selector("#text .ann.statement")
    assert page.locator("#text .statement .mention").inner_text() == PUTIN[language]
    drag(page, CROSSING[language])
    assert page.evaluate(SELECTION) == CROSSING[language]
    page.keyboard.press("n")
    page.select_option("#new-note [name=kind]", "question")
    page.fill(f"#new-note [name=claim_{language}]", "?")
    page.click("#new-note button.save")
    page.wait_for_selector("#text .ann.note")
    assert page.locator("[data-block]").nth(1).text_content() == words
    assert marked(page, PUTIN[language].split()[0]) == 1
    assert [parts_of(page, kind) for kind in ("mention", "note", "statement")] == [
        PUTIN[language],
        CROSSING[language],
        words,
    ]
    assert violations(page, "#content") == []
