"""A reader who follows every link of the demo: no dead end, no foreign or missing text, no trace of the desk."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import pytest
from django.test import Client

from newsroom.base import languages
from newsroom.content.article import Article
from tests.public.pages import Seen

LATIN, PERSIAN, CYRILLIC = "[A-Za-z]", "[\u0600-\u06ff]", "[\u0400-\u04ff]"
FOREIGN = {
    "fa": re.compile(f"{LATIN}|{CYRILLIC}"),
    "en": re.compile(f"{PERSIAN}|{CYRILLIC}"),
    "ru": re.compile(f"{PERSIAN}|{LATIN}"),
}
# What is written in Latin letters everywhere: a name in the Persian text, an agency's sign, codes, a format.
WRITTEN_SO = re.compile(r"CIS\+?|\bAA\b|\bQ[0-9]+\b|\b[A-Z]{2}\b|\bAtom\b")
OF_THE_DESK = re.compile(
    r"\b(TODO|None|null|undefined|[Ll]orem|[Dd]raft|not yet translated)\b|\{\{|\{%|پیش‌نویس|[Чч]ерновик|__proxy__"
)


def crawl(language: str) -> Iterator[tuple[str, Seen]]:
    """Every page that can be reached from the home page of a language without leaving it."""
    client, waiting, met = Client(), deque([f"/{language}/"]), set()
    while waiting:
        path = waiting.popleft()
        response = client.get(path)
        assert response.status_code == 200, f"{unquote(path)}: {response.status_code}"
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        page = Seen(response.content.decode())
        yield path, page
        for link in page.links:
            target = urlsplit(link).path
            if target and target not in met and target.split("/")[1] == language:
                met.add(target)
                waiting.append(target)


@pytest.fixture(scope="module")
def pages(django_db_setup: None, django_db_blocker: object) -> dict[str, dict[str, Seen]]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        return {code: dict(crawl(code)) for code in languages.codes()}


def test_it_meets_every_kind_of_page(pages: dict[str, dict[str, Seen]]) -> None:
    for language, met in pages.items():
        rooms = {path.split("/")[2] for path in met if path.count("/") > 2}
        assert rooms >= {
            "articles", "corrections", "documents", "events", "organizations", "people", "places", "topics"
        }, language  # fmt: skip
        assert len(met) > 60


@pytest.mark.parametrize("language", languages.codes())
def test_no_link_is_dead(pages: dict[str, dict[str, Seen]], language: str, client: Client, db: None) -> None:
    known: dict[str, set[str]] = {path: set(page.ids) for met in pages.values() for path, page in met.items()}
    for path, page in pages[language].items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                assert parts.scheme == "https", link
                continue
            target = parts.path or path
            if target not in known:
                assert client.get(target).status_code == 200, f"{unquote(path)} -> {unquote(link)}"
            elif parts.fragment:
                assert parts.fragment in known[target], f"{unquote(path)} -> {unquote(link)}"


@pytest.mark.parametrize("language", languages.codes())
def test_no_text_is_in_another_language(pages: dict[str, dict[str, Seen]], language: str) -> None:
    for path, page in pages[language].items():
        for spoken, text, attrs in page.texts:
            if spoken == language and attrs.get("dir") != "ltr":
                found = FOREIGN[language].search(WRITTEN_SO.sub("", text))
                assert not found, f"{unquote(path)}: {text}"


@pytest.mark.parametrize("language", languages.codes())
def test_foreign_runs_say_which_language_they_are_in(pages: dict[str, dict[str, Seen]], language: str) -> None:
    scripts = {"fa": PERSIAN, "en": LATIN, "ru": CYRILLIC}
    for path, page in pages[language].items():
        for spoken, text, _attrs in page.texts:
            if spoken not in (language, "und"):
                letters = WRITTEN_SO.sub("", text)
                assert re.search(scripts[spoken], text) or not re.search(r"\w", letters), f"{unquote(path)}: {text}"


@pytest.mark.parametrize("language", languages.codes())
def test_no_text_is_missing(pages: dict[str, dict[str, Seen]], language: str) -> None:
    for path, page in pages[language].items():
        for element in page.elements:
            if element.tag in {"title", "h1", "h2", "h3", "a", "dd", "dt", "summary", "strong", "bdi", "figcaption"}:
                assert element.text.strip() or element.attrs.get("aria-label"), f"{unquote(path)}: empty {element}"


@pytest.mark.parametrize("language", languages.codes())
def test_nothing_of_the_desk_shows(pages: dict[str, dict[str, Seen]], language: str) -> None:
    for path, page in pages[language].items():
        for _spoken, text, _attrs in page.texts:
            assert not OF_THE_DESK.search(text), f"{unquote(path)}: {text}"


@pytest.mark.parametrize("language", languages.codes())
def test_ids_are_unique_and_headings_step_down_one_by_one(pages: dict[str, dict[str, Seen]], language: str) -> None:
    for path, page in pages[language].items():
        assert len(page.ids) == len(set(page.ids)), unquote(path)
        levels = [int(one.tag[1]) for one in page.elements if re.fullmatch("h[1-6]", one.tag)]
        assert levels.count(1) == 1, unquote(path)
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), unquote(path)


def test_every_statement_of_the_report_is_quoted_with_a_link_to_its_sentence(
    pages: dict[str, dict[str, Seen]], summit: Article
) -> None:
    for language, met in pages.items():
        sentences = {f"s-{statement.uuid}" for statement in summit.statements.all()}
        linked = {urlsplit(link).fragment for page in met.values() for link in page.links}
        assert len(sentences) >= 38
        assert sentences <= linked, language
