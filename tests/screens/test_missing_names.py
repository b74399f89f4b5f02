"""Whom a block of the source names and its translation does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from newsroom.annotation.span import Span
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.annotate import accept_suggestions, add_mention, suggest_mentions
from newsroom.desk.selection import Selection
from newsroom.desk.translate import put_translation
from newsroom.entities.entity import Entity
from newsroom.screens.missing_names import MissingName, missing_names
from newsroom.staff.user import User


@pytest.fixture
def article(write: Callable[[str], Article], staff: dict[str, User]) -> Article:
    article = write("Talks in Moscow\n\nSergey Lavrov met Ilham Aliyev in Moscow. Aliyev thanked him.")
    suggest_mentions(article, language="en", by=staff["annotator"])
    accept_suggestions(article, spans=list(Span.objects.of_article(article.pk, "en")), by=staff["annotator"])
    return article


def translate(article: Article, staff: dict[str, User], *texts: str) -> list[Block]:
    blocks = list(Block.objects.of_article(article))
    written = {str(block.uuid): text for block, text in zip(blocks, texts, strict=False)}
    put_translation(article, language="ru", texts=written, by=staff["editor"])
    return list(Block.objects.of_article(article))


def test_it_names_each_once_in_the_language_of_the_translation(article: Article, staff: dict[str, User]) -> None:
    blocks = translate(article, staff, "Переговоры в Москве", "Лавров встретился с коллегой в Москве.")
    assert missing_names(article, "ru") == [MissingName(blocks[1].uuid, 2, "Ильхам Алиев", "Ilham Aliyev")]


def test_an_entity_without_a_name_in_that_language_is_named_as_it_is(article: Article, staff: dict[str, User]) -> None:
    translate(article, staff, "Переговоры в Москве", "Лавров встретился с коллегой в Москве.")
    Entity.objects.filter(**{languages.column("name", "en"): "Ilham Aliyev"}).update(
        **{languages.column("name", "ru"): None}
    )
    assert [one.name for one in missing_names(article, "ru")] == ["الهام علی‌اف"]


def test_a_pronoun_that_somebody_annotated_is_enough(article: Article, staff: dict[str, User]) -> None:
    blocks = translate(article, staff, "Переговоры в Москве", "Лавров встретился с коллегой в Москве.")
    start = blocks[1].plain("ru").index("коллегой")
    at = Selection(blocks[1], "ru", start, start + len("коллегой"), "коллегой")
    aliyev = Entity.objects.get(**{languages.column("name", "en"): "Ilham Aliyev"})
    add_mention(article, at=at, entity=aliyev, by=staff["annotator"])
    assert missing_names(article, "ru") == []


def test_what_is_not_translated_misses_nothing_and_neither_does_the_source(
    article: Article, staff: dict[str, User]
) -> None:
    assert missing_names(article, "ru") == []
    translate(article, staff, "Переговоры")
    assert [one.number for one in missing_names(article, "ru")] == [1]
    assert missing_names(article, "en") == []


def test_what_nobody_accepted_is_not_asked_for(article: Article, staff: dict[str, User]) -> None:
    translate(article, staff, "Переговоры в Москве", "Коллеги встретились в Москве.")
    assert {one.words for one in missing_names(article, "ru")} == {"Sergey Lavrov", "Ilham Aliyev"}
    Span.objects.filter(exact="Ilham Aliyev").update(state="suggested")
    Span.objects.filter(exact="Aliyev").update(state="rejected")
    assert [one.words for one in missing_names(article, "ru")] == ["Sergey Lavrov"]


def test_it_tells_the_translators_what_a_correction_added(summit: Article) -> None:
    assert [(one.name, one.words) for one in missing_names(summit, "ru")] == [("Сергей Лебедев", "سرگئی لبدف")]


def test_a_translation_that_followed_misses_nothing(followed: Article) -> None:
    assert missing_names(followed, "ru") == missing_names(followed, "en") == []


def test_it_costs_three_queries(summit: Article, article: Article, django_assert_num_queries: Any) -> None:
    for one in (summit, article):
        with django_assert_num_queries(3):
            missing_names(one, "ru")
