"""Annotations out and in, in the browser, as Navid the annotator does it; a reader who follows a name to its place."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.axe import violations
from tests.journeys.conftest import log_in
from tests.site import Site


def test_navid_takes_annotations_out_and_is_told_what_would_come_back(page: Page, site: Site) -> None:
    log_in(page, site, "annotator")
    page.goto(f"{site.url}/admin/newsroom/article/?q={site.reports['fa'].split('/')[5]}")
    page.click("#result_list tbody th a")
    page.click('.object-tools a[href$="/annotations/import/"]')
    assert violations(page, "#content") == []
    with page.expect_download() as saved:
        page.click('.exchange-out a[href*="format=jsonl"]')
    lines = Path(saved.value.path()).read_text(encoding="utf-8").splitlines()
    assert lines
    stranger = json.loads(lines[0]) | {"id": "urn:uuid:6c770eb2-bb43-4c72-9d49-63527fe4d35d", "motivation": "dancing"}
    del stranger["gz:sort"]
    page.fill("#id_pasted", "\n".join([lines[0], json.dumps(stranger)]))
    page.click('.exchange-in input[type="submit"]')
    assert page.locator(".exchange-known").count() == 1
    assert page.locator(".exchange-refused code").inner_text() == "motivation"
    assert violations(page, "#content") == []


def test_a_reader_follows_a_name_to_the_very_place(page: Page, site: Site) -> None:
    for language in ("fa", "en", "ru"):
        page.goto(f"{site.url}/{language}/people/e9jebjc5/")
        link = page.locator("#reports .quotes a").nth(2)
        name = link.locator("mark").first.inner_text()
        link.click()
        place = page.locator(":target")
        assert name.startswith(place.inner_text())
        box = place.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 900
