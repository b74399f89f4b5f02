"""The archive searched again: what is due, what is skipped, what it costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.annotation.scan import Scan
from newsroom.annotation.span import Span
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.desk.articles import trash_article
from newsroom.desk.edit import edit_texts
from newsroom.desk.errors import NotAllowed
from newsroom.desk.rescan import Text, Wanted, count, rescan, texts
from newsroom.staff.user import User
from tests.desk.annotating import block, say, somebody, verbs_on, waiting

EVERYTHING = Wanted()


@pytest.fixture
def pair(write: Callable[[str], Article]) -> list[Article]:
    """Two drafts that nobody has searched; the newer one comes first."""
    return [write("One\n\nSergey Lavrov met them in Moscow."), write("Two\n\nIlham Aliyev stayed in Baku.")]


def due(article: Article, wanted: Wanted = EVERYTHING) -> list[tuple[str, str]]:
    return [(text.language, text.why) for text in texts(wanted) if text.article == article.pk]


def search(article: Article, staff: dict[str, User]) -> int | None:
    return rescan(Text(article.pk, "en", "never"), by=staff["editor"])


def test_a_text_is_due_until_it_was_searched(pair: list[Article], staff: dict[str, User]) -> None:
    one, other = pair
    assert due(one) == due(other) == [("en", "never")]
    assert search(one, staff) == 2
    assert len(waiting(one)) == 2
    assert (due(one), due(other)) == ([("en", "")], [("en", "never")])


def test_other_words_make_it_due_and_the_old_ones_do_not(pair: list[Article], staff: dict[str, User]) -> None:
    article = pair[0]
    search(article, staff)
    before = block(article, 2).source("en")
    say(article, 2, "Nobody came.")
    assert due(article) == [("en", "words")]
    say(article, 2, before)
    assert due(article) == [("en", "")]


def test_emphasis_alone_does_not_make_it_due(pair: list[Article], staff: dict[str, User]) -> None:
    search(pair[0], staff)
    say(pair[0], 2, "Sergey Lavrov met **them** in Moscow.")
    assert due(pair[0]) == [("en", "")]


def test_a_new_name_makes_everything_due_and_a_search_ends_it(pair: list[Article], staff: dict[str, User]) -> None:
    article = pair[0]
    search(article, staff)
    somebody(en="Nobody Of These")
    assert due(article) == [("en", "names")]
    log = verbs_on(article)
    assert search(article, staff) == 0
    assert due(article) == [("en", "")]
    assert verbs_on(article) == log  # nothing was found, so nothing is logged


def test_each_language_is_a_text_of_its_own(pair: list[Article], staff: dict[str, User]) -> None:
    article = pair[0]
    search(article, staff)
    russian = {str(block(article, 2).uuid): "Сергей Лавров встретил их в Москве."}
    edit_texts(article, language="ru", texts=russian, by=staff["editor"])
    assert due(article) == [("en", ""), ("ru", "never")]
    assert due(article, Wanted(language="ru")) == [("ru", "never")]


def test_again_makes_everything_due(pair: list[Article], staff: dict[str, User]) -> None:
    search(pair[0], staff)
    assert due(pair[0], Wanted(again=True)) == [("en", "again")]


def test_only_articles_made_since_a_day(pair: list[Article]) -> None:
    old, new = pair
    Article.objects.filter(pk=old.pk).update(created_at=dt.datetime(2020, 1, 1, 12, tzinfo=dt.UTC))
    wanted = Wanted(since=dt.date(2020, 1, 2))
    assert due(old, wanted) == []
    assert due(new, wanted) == [("en", "never")]
    assert count(EVERYTHING) - count(wanted) == 1


def test_the_trash_is_not_searched(pair: list[Article], staff: dict[str, User]) -> None:
    article = pair[0]
    trash_article(article, by=staff["editor"])
    assert due(article) == []
    assert search(article, staff) is None
    assert not Scan.objects.filter(article=article).exists()


def test_an_article_that_was_deleted_meanwhile_is_passed_over(staff: dict[str, User]) -> None:
    assert rescan(Text(0, "en", "never"), by=staff["editor"]) is None


def test_it_asks_for_the_right_to_suggest(pair: list[Article], staff: dict[str, User]) -> None:
    with pytest.raises(NotAllowed):
        rescan(Text(pair[0].pk, "en", "never"), by=staff["administrator"])
    assert not Span.objects.filter(block__article=pair[0]).exists()


def test_the_newest_come_first_and_none_twice(
    pair: list[Article], summit: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsroom.desk.rescan.CHUNK", 1)
    found = [(text.article, text.language) for text in texts(EVERYTHING)]
    assert len(found) == len(set(found)) == count(EVERYTHING)
    assert [article for article, _language in found] == sorted((one for one, _language in found), reverse=True)
    assert [language for article, language in found if article == summit.pk] == sorted(languages.codes())


def test_looking_for_what_is_due_reads_no_text_and_takes_four_queries_a_hundred_articles(pair: list[Article]) -> None:
    with CaptureQueriesContext(connection) as queries:
        list(texts(EVERYTHING))
    assert len(queries) == 6  # when names changed, four for what there is, one that finds no more
    assert not [query for query in queries if languages.column("text", "en") in query["sql"]]
