"""When a text was searched, whether that is still good, and how far the archive is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.annotation.scan import Scan
from newsroom.content.article import Article
from newsroom.desk.annotate import accept_suggestions, suggest_mentions
from newsroom.desk.articles import trash_article
from newsroom.screens import scans
from newsroom.screens.scans import ArchiveState, ScanState, archive_state, scan_state
from newsroom.staff.user import User
from tests.desk.annotating import say, somebody, waiting


@pytest.fixture
def article(write: Callable[[str], Article]) -> Article:
    return write("A title\n\nSergey Lavrov met them in Moscow.")


@pytest.fixture
def before(db: None) -> ArchiveState:
    """The archive before a test's own articles: nothing was ever searched."""
    Scan.objects.all().delete()
    return archive_state()


def search(article: Article, staff: dict[str, User]) -> None:
    suggest_mentions(article, language="en", by=staff["annotator"])


def changed(article: Article) -> tuple[bool, bool]:
    state = scan_state(article, "en")
    return state.words_changed, state.names_changed


def test_what_was_never_searched_says_so(article: Article) -> None:
    assert scan_state(article, "en") == ScanState(None, words_changed=False, names_changed=False)


def test_a_search_is_good_until_words_or_names_change(article: Article, staff: dict[str, User]) -> None:
    search(article, staff)
    assert scan_state(article, "en").searched_at == Scan.objects.get(article=article, language="en").at
    assert changed(article) == (False, False)
    say(article, 2, "Ilham Aliyev met them.")
    assert changed(article) == (True, False)
    somebody(en="Nobody Of These")
    assert changed(article) == (True, True)
    search(article, staff)
    assert changed(article) == (False, False)


def test_the_state_of_a_text_takes_three_queries(article: Article, staff: dict[str, User]) -> None:
    search(article, staff)
    with CaptureQueriesContext(connection) as queries:
        scan_state(article, "en")
    assert len(queries) == 3


def test_the_archive_is_counted(before: ArchiveState, article: Article, staff: dict[str, User]) -> None:
    texts = before.texts
    assert before == ArchiveState(texts, searched=0, stale=0, never=texts, unsure=0, behind=0)
    search(article, staff)
    assert archive_state() == ArchiveState(texts + 1, searched=1, stale=0, never=texts, unsure=0, behind=0)
    say(article, 2, "Other words.")
    assert archive_state() == ArchiveState(texts + 1, searched=0, stale=1, never=texts, unsure=0, behind=0)
    somebody(en="Nobody Of These")
    assert archive_state().behind == 1
    trash_article(article, by=staff["editor"])
    assert archive_state() == before


def test_deciding_does_not_make_a_search_old(
    before: ArchiveState, article: Article, staff: dict[str, User]
) -> None:
    search(article, staff)
    accept_suggestions(article, spans=waiting(article), by=staff["annotator"])
    assert changed(article) == (False, False)
    assert (archive_state().searched, archive_state().stale) == (1, 0)


@pytest.fixture
def three(before: ArchiveState, write: Callable[[str], Article], staff: dict[str, User]) -> list[Article]:
    """Three articles with other words than those that were searched."""
    articles = [write(f"Title {number}\n\nWords.") for number in range(3)]
    for article in articles:
        search(article, staff)
        say(article, 2, "Other words.")
    return articles


def test_more_than_it_compares_is_said_to_be_unsure(three: list[Article], monkeypatch: pytest.MonkeyPatch) -> None:
    assert archive_state().stale == 3
    monkeypatch.setattr(scans, "COMPARED", 2)
    state = archive_state()
    assert (state.searched, state.stale, state.unsure) == (1, 2, 1)


def test_the_state_of_the_archive_takes_seven_queries_at_most(three: list[Article]) -> None:
    with CaptureQueriesContext(connection) as queries:
        archive_state()
    assert len(queries) <= 7
