"""Sheets in the browser, as Leila the editor uses them: out, changed, in, and in again.

And what Omid the publisher is asked before a language is published again.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.depth import ONE_INTERFACE
from tests.journeys.axe import violations
from tests.journeys.conftest import follow, log_in, reads_in
from tests.site import Site

PEOPLE = "/admin/newsroom/person"
NAME = "name_ru"
PREVIEW = {"en": "Nothing to import", "fa": "چیزی برای ورود نیست"}


def check_in_persian(page: Page) -> None:
    """What axe finds, where a page is most easily wrong: from right to left."""
    if page.get_attribute("html", "lang") == "fa":
        assert violations(page, within="#content") == []


def exported(page: Page, site: Site) -> list[dict[str, str]]:
    """All people, as the file that the browser saves says."""
    page.goto(f"{site.url}{PEOPLE}/export/")
    check_in_persian(page)
    page.select_option("#id_format", label="csv")
    with page.expect_download() as saved:
        page.click("#content input[type=submit]")
    return list(csv.DictReader(io.StringIO(Path(saved.value.path()).read_text(encoding="utf-8-sig"))))


def imported(page: Page, site: Site, rows: list[dict[str, str]], folder: Path) -> None:
    """Choose the file; the page that follows is the preview."""
    file = folder / "people.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    page.goto(f"{site.url}{PEOPLE}/import/")
    check_in_persian(page)
    page.set_input_files("input[name=import_file]", str(file))
    follow(page, "#content input[type=submit]")
    page.wait_for_selector("#content section.module")


@pytest.mark.parametrize("language", ONE_INTERFACE)
def test_a_changed_name_is_previewed_confirmed_and_then_nothing_new(
    site: Site, page: Page, tmp_path: Path, language: str
) -> None:
    reads_in(page, site, "editor", language)
    log_in(page, site, "editor")
    assert page.get_attribute("html", "lang") == language
    rows = exported(page, site)
    before, rows[0][NAME] = rows[0][NAME], f"{rows[0][NAME]} {'младший' if language == 'en' else 'старший'}"

    imported(page, site, rows, tmp_path)
    preview = page.locator(".import-preview tbody tr")
    assert preview.count() == 1
    assert rows[0][NAME].rpartition(" ")[2] in preview.locator("td[lang=ru] ins").inner_text()
    assert before.split()[0] in preview.inner_text()
    check_in_persian(page)
    follow(page, "input[name=confirm]")
    page.wait_for_selector(".messagelist .success")
    assert ("1" if language == "en" else "۱") in page.inner_text(".messagelist")

    imported(page, site, rows, tmp_path)
    assert page.inner_text("#content section h2") == PREVIEW[language]
    assert page.locator("input[name=confirm]").count() == 0


@pytest.mark.parametrize("language", ONE_INTERFACE)
def test_a_bad_row_is_named_by_row_column_value_and_reason(
    site: Site, page: Page, tmp_path: Path, language: str
) -> None:
    reads_in(page, site, "editor", language)
    log_in(page, site, "editor")
    rows = exported(page, site)
    rows[2]["start"] = "yesterday"
    imported(page, site, rows, tmp_path)
    assert page.locator(".desk-preview tbody tr").count() == 1
    number, column, value, reason = page.locator(".desk-preview tbody td").all_inner_texts()
    assert (number, column, value) == ("4", "start", "yesterday")
    assert len(reason) > 10
    assert page.locator("input[name=confirm]").count() == 0
    check_in_persian(page)


def test_another_edition_asks_for_its_kind_and_its_public_note(site: Site, page: Page) -> None:
    log_in(page, site, "publisher")
    page.goto(f"{site.url}/admin/newsroom/article/?q={site.reports['fa'].split('/')[5]}")
    follow(page, "#result_list tbody th a")
    again = page.locator("form[action*='/fa/publish/']")
    again.wait_for()
    assert again.locator("select[name=kind] option").count() >= 3
    note = again.locator("textarea[name=note]")
    assert note.get_attribute("lang") == "fa"
    assert again.get_by_label(note.evaluate("(e) => e.labels[0].firstChild.textContent.trim()")).count() == 1
    assert violations(page, within=".desk-languages") == []
