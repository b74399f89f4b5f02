"""A picture on its way: uploaded at the desk and placed in a report by keyboard, pointed at, seen by a reader."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.base import samples
from tests.depth import ONE_INTERFACE
from tests.journeys.axe import violations
from tests.journeys.conftest import go_on, log_in, press, reads_in
from tests.journeys.test_editor import READY as EDITOR_READY
from tests.journeys.test_editor import REPORT, TITLE
from tests.site import Site


def chosen(page: Page, file: Path) -> None:
    """A file chosen by keyboard: Enter on the field opens the dialogue of the system, which answers with the file.

    Nobody waits for the browser to know that the dialogue is ours; who asks it where the focus is hears after that.
    """
    with page.expect_file_chooser() as dialogue:
        press(page, "input[name=upload]")
    dialogue.value.set_files(str(file))


def typed(page: Page, field: str, words: str) -> None:
    go_on(page, f"[name={field}]")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(words)


def placed(page: Page, site: Site, name: str) -> str:
    """On the page of the images of a new report: this one, after the second block; returns the report's address.

    A new one, for a picture in a report of the demo would ask for its approval again, which other stories count on.
    """
    page.goto(f"{site.url}/admin/newsroom/article/new/")
    page.select_option("#id_language", "fa")
    page.fill("#id_title", TITLE)
    page.fill("textarea[name=text]", REPORT)
    page.locator("textarea[name=text]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(EDITOR_READY)
    page.goto(re.sub(r"/article/(\d+)/.*", r"/article/\1/images/", page.url))
    assert violations(page, within="#content") == []
    page.get_by_label(name).focus()
    page.keyboard.press("Space")
    go_on(page, "select[name=after]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/article/\d+/change/$"))
    return page.url


def begun(page: Page, site: Site, tmp_path: Path, name: str) -> None:
    """Upload a picture with its words; the page of the picture follows."""
    file = tmp_path / "IMG_0001.jpg"
    file.write_bytes(samples.photograph((800, 500)))
    page.goto(f"{site.url}/admin/newsroom/asset/add/")
    chosen(page, file)
    typed(page, "name", name)
    typed(page, "alt_en", "Coloured noise")
    typed(page, "alt_fa", "نقطه‌های رنگی")
    assert violations(page, within="#content") == []
    press(page, "input[type=submit].default")
    page.wait_for_url(re.compile(r"/asset/\d+/change/$"))
    page.wait_for_selector("[data-ready]")


@pytest.mark.parametrize("language", ONE_INTERFACE)
def test_a_picture_is_uploaded_and_placed_by_keyboard(site: Site, page: Page, tmp_path: Path, language: str) -> None:
    reads_in(page, site, "reporter", language)
    log_in(page, site, "reporter")
    name = {"fa": "نور عصر", "en": "Light in the morning"}[language]
    begun(page, site, tmp_path, name)
    assert page.get_attribute("html", "dir") == {"fa": "rtl", "en": "ltr"}[language]
    typed(page, "focal_x", "0.25")
    assert page.evaluate("() => document.querySelector('.desk-focal').offsetLeft > 0")
    press(page, "input[name=_save]")
    page.wait_for_selector(".desk-shelf")
    report = placed(page, site, name)
    page.goto(report)
    assert page.locator(".desk-blocks li").nth(2).locator(".desk-kind").inner_text() in {"تصویر", "image"}
    reads_in(page, site, "reporter", "fa")


def test_the_focal_point_is_set_by_pointing_too(site: Site, page: Page, tmp_path: Path) -> None:
    log_in(page, site, "reporter")
    begun(page, site, tmp_path, "Evening light")
    box = page.locator(".desk-picture img").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.75)
    assert abs(float(page.input_value("#id_focal_x")) - 0.25) < 0.02
    assert abs(float(page.input_value("#id_focal_y")) - 0.75) < 0.02
    assert violations(page, within="#content") == []
    press(page, "input[name=_save]")
    page.wait_for_selector(".desk-shelf")
    assert "Evening light" in page.inner_text(".desk-shelf")
    assert violations(page, within=".desk-shelf") == []


def test_a_reader_sees_the_picture_of_a_report_in_each_language(site: Site, page: Page) -> None:
    (explainer,) = [one for one in site.listed if "/articles/" in one.get("en", "") and "fa" in one and "ru" not in one]
    for language, words in (("en", "oval table"), ("fa", "میزی بیضی")):
        page.goto(explainer[language])
        image = page.locator("figure.picture img")
        assert words in (image.get_attribute("alt") or "")
        assert image.evaluate("one => one.complete && one.naturalWidth > 0 && one.currentSrc.endsWith('.webp')")
        assert page.get_attribute("html", "dir") == ("rtl" if language == "fa" else "ltr")
