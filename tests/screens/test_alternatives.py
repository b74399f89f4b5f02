"""The namesakes that are offered for a span."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.annotation.span import Span
from newsroom.content.article import Article
from newsroom.desk.annotate import accept_as, suggest_mentions
from newsroom.desk.merging import merge
from newsroom.entities.entity import Entity
from newsroom.screens.alternatives import alternatives
from newsroom.staff.user import User
from tests.desk.annotating import named, somebody

TEXT = "Talks in Moscow\n\nSergey Lavrov met Ilham Aliyev in Moscow.\n\nLavrov left."


@pytest.fixture
def lavrovs(db: None) -> list[Entity]:
    """The known one, and two more of the name."""
    return [named("Sergey Lavrov"), somebody(en="Sergey Lavrov"), somebody(en="Sergey Lavrov")]


@pytest.fixture
def article(write: Callable[[str], Article], staff: dict[str, User], lavrovs: list[Entity]) -> Article:
    draft = write(TEXT)
    suggest_mentions(draft, language="en", by=staff["annotator"])
    return draft


def spans(article: Article) -> list[Span]:
    return list(Span.objects.of_article(article.pk, "en").select_related("block", "mention__entity"))


def the(article: Article, words: str) -> Span:
    return next(span for span in spans(article) if span.exact == words)


def offered(article: Article, words: str, context: frozenset[str] = frozenset()) -> list[Entity]:
    return alternatives(spans(article), context=context).get(the(article, words), [])


def meant(article: Article, words: str) -> Entity:
    mention = the(article, words).mention
    assert mention is not None
    return mention.entity


def test_all_of_one_name_are_offered_but_the_one_suggested(article: Article, lavrovs: list[Entity]) -> None:
    suggested = meant(article, "Sergey Lavrov")
    assert {one.pk for one in offered(article, "Sergey Lavrov")} == {one.pk for one in lavrovs} - {suggested.pk}


def test_a_short_form_is_everybodys(article: Article) -> None:
    assert len(offered(article, "Lavrov")) == 2


def test_what_means_one_thing_only_is_left_out(article: Article) -> None:
    assert {span.exact for span in alternatives(spans(article))} == {"Sergey Lavrov", "Lavrov"}


def test_those_whom_the_article_names_come_first(article: Article, lavrovs: list[Entity]) -> None:
    others = [one for one in lavrovs if one != meant(article, "Sergey Lavrov")]
    for wanted in others:
        assert offered(article, "Sergey Lavrov", frozenset({wanted.public_id}))[0] == wanted


def test_what_was_merged_away_is_not_offered(article: Article, lavrovs: list[Entity], staff: dict[str, User]) -> None:
    merge(lavrovs[1], into=lavrovs[2], by=staff["editor"])
    assert lavrovs[1] not in offered(article, "Sergey Lavrov")
    assert len(offered(article, "Sergey Lavrov")) == 1


def test_words_given_to_a_stranger_are_offered_all_that_they_are_names_of(
    article: Article, staff: dict[str, User]
) -> None:
    accept_as(the(article, "Ilham Aliyev"), entity=named("Moscow"), by=staff["annotator"])
    assert offered(article, "Ilham Aliyev") == [named("Ilham Aliyev")]


def test_it_takes_one_query(article: Article) -> None:
    read = spans(article)
    with CaptureQueriesContext(connection) as queries:
        assert alternatives(read)
    assert len(queries) == 1
    with CaptureQueriesContext(connection) as queries:
        assert alternatives([]) == {}
    assert len(queries) == 0
