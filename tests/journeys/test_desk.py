"""The whole path in the admin, as each member of staff walks it: bring in, repair, annotate, approve, publish, read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.conftest import follow, log_in
from tests.site import ROOT, Site

REPORT = """رئیسجمهور قزاقستان به تاشکند رفت

قاسمجومارت توکایف روز دوشنبه به تاشکند رفت و با شوکت میرضیایف دیدار کرد.

دو طرف درباره همکاریهای اقتصادی گفتوگو کردند و چند سند امضا شد."""


def test_a_report_goes_from_pasted_text_to_a_public_page(site: Site, page: Page) -> None:
    log_in(page, site, "reporter")
    page.goto(f"{site.url}/admin/newsroom/article/ingest/")
    page.fill("textarea[name=pasted]", REPORT)
    follow(page, "input[type=submit]")
    assert page.locator(".desk-preview tbody tr").count() == 3
    assert "رئیس¦جمهور" in page.inner_text(".desk-preview")
    follow(page, "input[name=confirm]")
    assert "/repairs/" in page.url
    follow(page, "input[name=accept_all]")
    article = page.url
    assert re.search(r"/article/\d+/change/$", article)
    assert "رئیس\u200cجمهور قزاقستان" in page.inner_text(".desk-blocks")

    log_in(page, site, "annotator")
    page.goto(article)
    follow(page, "form[action*='/fa/suggest/'] button")
    follow(page, ".desk-languages a[href*='/fa/annotate/?show=suggestions']")
    page.wait_for_selector("#annotate[data-ready]")
    assert page.locator("#work [data-row]").count() >= 4
    page.click("button[value=accept_confident]")
    page.wait_for_selector("#work .ann-nothing, #work [data-row]")

    log_in(page, site, "editor")
    page.goto(article)
    follow(page, "form[action*='/fa/approve/'] button")
    log_in(page, site, "publisher")
    page.goto(article)
    follow(page, "form[action*='/fa/publish/'] button")
    follow(page, "a.viewsitelink")
    page.wait_for_selector("html[lang=fa] h1")
    assert "رئیس\u200cجمهور قزاقستان" in page.inner_text("h1")
    assert page.locator("main a.e.person").count() >= 2


def test_the_same_file_is_refused_and_names_the_article(site: Site, page: Page) -> None:
    log_in(page, site, "reporter")
    page.goto(f"{site.url}/admin/newsroom/article/ingest/")
    page.set_input_files("input[type=file]", str(ROOT / "seeds" / "cis-summit-2024.fa.txt"))
    follow(page, "input[type=submit]")
    assert page.locator(".desk-preview tbody tr").count() == 26
    follow(page, "input[name=confirm]")
    assert site.reports["fa"].split("/")[5] in page.inner_text(".errorlist")


def test_a_file_in_another_encoding_is_named_by_its_byte(site: Site, page: Page, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes("Саммит в Москве\n\nЛидеры встретились.".encode("windows-1251"))
    log_in(page, site, "reporter")
    page.goto(f"{site.url}/admin/newsroom/article/ingest/")
    page.set_input_files("input[type=file]", str(file))
    follow(page, "input[type=submit]")
    assert "windows-1251" in page.inner_text(".errorlist")


PAGES = ["", "newsroom/article/", "newsroom/person/", "newsroom/edition/", "newsroom/article/ingest/"]


@pytest.mark.parametrize(("who", "direction"), [("publisher", "rtl"), ("translator-ru", "ltr")])
def test_the_desk_speaks_the_language_of_its_user(site: Site, page: Page, who: str, direction: str) -> None:
    log_in(page, site, who)
    page.goto(f"{site.url}/admin/")
    assert page.get_attribute("html", "dir") == direction
    assert "Who and what" not in page.inner_text("#content")


@pytest.mark.parametrize("address", PAGES)
def test_pages_of_the_desk_run_under_the_strict_policy(site: Site, page: Page, address: str) -> None:
    """The fixture fails the test on any console error, which a violation of the policy is."""
    log_in(page, site, "editor")
    page.goto(f"{site.url}/admin/{address}")
    assert page.locator("#content").is_visible()


def test_our_own_pages_of_the_desk_are_accessible(site: Site, page: Page) -> None:
    log_in(page, site, "editor")
    page.goto(f"{site.url}/admin/newsroom/article/ingest/")
    assert Axe().run(page, context="#content", options={"preload": False}).response["violations"] == []
    page.goto(f"{site.url}/admin/newsroom/article/")
    follow(page, "#result_list tbody th a")
    page.wait_for_selector(".desk-languages")
    assert Axe().run(page, context=".desk-languages", options={"preload": False}).response["violations"] == []


def test_a_translator_sees_other_languages_but_writes_only_their_own(site: Site, page: Page) -> None:
    log_in(page, site, "translator-en")
    page.goto(f"{site.url}/admin/newsroom/article/?q={site.reports['fa'].split('/')[5]}")
    follow(page, "#result_list tbody th a")
    follow(page, ".desk-blocks a")
    page.wait_for_selector("#block_form")
    assert page.locator("textarea[lang=en]").count() == 1
    assert page.locator("[lang=fa][dir=rtl]").count() == 1
    assert page.locator("textarea[lang=fa], textarea[lang=ru]").count() == 0
