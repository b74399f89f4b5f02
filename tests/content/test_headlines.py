"""Lists of articles with their titles, each in its own source language, in one query."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.content.headlines import with_headlines
from newsroom.text import markup
from tests.stories import story


def listed() -> dict[str, str]:
    """public_id -> headline."""
    return {row.public_id: row.headline for row in with_headlines(Article.objects.all())}  # type: ignore[attr-defined]


def test_each_article_has_the_title_of_its_source_language(
    summit: Article, write: Callable[[str], Article]
) -> None:
    english = write("Ministers meet in Vienna\n\nThey spoke for two hours.")
    russian = write("Министры встретились в Вене\n\nОни говорили два часа.")
    titles = {summit.public_id: Block.objects.of_article(summit)[0].source("fa")}
    explainer = story().explainer.known()
    titles[explainer.public_id] = Block.objects.of_article(explainer)[0].source("en")
    draft = story().draft.article()
    assert draft is not None
    titles[draft.public_id] = Block.objects.of_article(draft)[0].source("fa")
    titles |= {english.public_id: "Ministers meet in Vienna", russian.public_id: "Министры встретились в Вене"}
    assert listed() == titles


def test_a_translated_title_does_not_take_the_place_of_a_missing_one(summit: Article) -> None:
    title = Block.objects.of_article(summit)[0]
    Block.objects.filter(pk=title.pk).update(text_fa=None)
    assert listed()[summit.public_id] is None
    assert str(with_headlines(Article.objects.all()).get(pk=summit.pk)) == summit.public_id


def test_an_article_without_a_title_block_is_listed_by_its_id(write: Callable[[str], Article]) -> None:
    article = write("Ministers meet in Vienna\n\nThey spoke for two hours.")
    Block.objects.of_article(article).filter(kind="title").delete()
    assert str(with_headlines(Article.objects.all()).get(pk=article.pk)) == article.public_id


def test_a_headline_is_markdown_as_it_stands_in_the_block(write: Callable[[str], Article]) -> None:
    article = write("Stars *in* the title\n\nWords of the lead.")
    assert markup.parse(listed()[article.public_id]).text == "Stars *in* the title"


@pytest.mark.parametrize("count", [1, 12])
def test_a_list_of_any_length_is_one_query(write: Callable[[str], Article], count: int) -> None:
    told = Article.objects.count()
    for number in range(count):
        write(f"Ministers meet for the {number}. time\n\nThey spoke.")
    with CaptureQueriesContext(connection) as queries:
        assert len(listed()) == told + count
    assert len(queries) == 1


def test_the_order_of_the_list_stays(write: Callable[[str], Article]) -> None:
    articles = [write(f"Ministers meet for the {number}. time\n\nThey spoke.") for number in range(3)]
    newest = [row.pk for row in with_headlines(Article.objects.all())][:3]
    assert newest == [article.pk for article in reversed(articles)]
