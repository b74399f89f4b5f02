"""A picture on its way: uploaded at the desk, placed in a report by keyboard and mouse, seen by a reader."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page

from tests.base import samples
from tests.journeys.axe import violations
from tests.journeys.conftest import log_in
from tests.site import Site


def test_a_picture_is_uploaded_given_its_focal_point_placed_and_seen(site: Site, page: Page, tmp_path: Path) -> None:
    file = tmp_path / "IMG_0001.jpg"
    file.write_bytes(samples.photograph((800, 500)))
    log_in(page, site, "reporter")
    page.goto(f"{site.url}/admin/newsroom/asset/add/")
    page.set_input_files("input[name=upload]", str(file))
    page.fill("[name=name]", "Evening light")
    page.fill("[name=alt_en]", "Coloured noise")
    page.fill("[name=alt_fa]", "نقطه‌های رنگی")
    assert violations(page, within="#content") == []
    page.click("input[type=submit].default")
    page.wait_for_url(re.compile(r"/asset/\d+/change/$"))
    page.wait_for_selector("[data-ready]")
    box = page.locator(".desk-picture img").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.75)
    assert abs(float(page.input_value("#id_focal_x")) - 0.25) < 0.02
    assert abs(float(page.input_value("#id_focal_y")) - 0.75) < 0.02
    assert violations(page, within="#content") == []
    page.click("input[name=_save]")
    page.wait_for_selector(".desk-shelf")
    assert "Evening light" in page.inner_text(".desk-shelf")
    assert violations(page, within=".desk-shelf") == []

    page.goto(f"{site.url}/admin/newsroom/article/?q={site.reports['fa'].split('/')[5]}")
    page.click("#result_list tbody th a")
    page.goto(re.sub(r"/article/(\d+)/.*", r"/article/\1/images/", page.url))
    assert violations(page, within="#content") == []
    page.get_by_label("Evening light").check()
    page.select_option("select[name=after] >> nth=0", index=1)
    page.locator("select[name=after]").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/article/\d+/change/$"))


def test_a_reader_sees_the_picture_of_a_report_in_each_language(site: Site, page: Page) -> None:
    (explainer,) = [one for one in site.listed if "/articles/" in one.get("en", "") and "fa" in one and "ru" not in one]
    for language, words in (("en", "oval table"), ("fa", "میزی بیضی")):
        page.goto(explainer[language])
        image = page.locator("figure.picture img")
        assert words in (image.get_attribute("alt") or "")
        assert image.evaluate("one => one.complete && one.naturalWidth > 0 && one.currentSrc.endsWith('.webp')")
        assert page.get_attribute("html", "dir") == ("rtl" if language == "fa" else "ltr")
