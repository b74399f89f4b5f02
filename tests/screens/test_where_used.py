"""Where an entity is used: every range of words, in its sentence; nothing that the reader may not read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from newsroom.annotation.mention import Mention
from newsroom.annotation.span import Span
from newsroom.annotation.statement import Speaker
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.track import Track
from newsroom.desk.annotate import suggest_mentions
from newsroom.entities.entity import Entity
from newsroom.screens import where_used as screen
from newsroom.screens.where_used import counts, where_used
from newsroom.staff.user import User
from tests.admin.forms import enter

NAME_EN = languages.column("name", "en")


@pytest.fixture(autouse=True)
def _english_desk() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def lavrov(db: None) -> Entity:
    return Entity.objects.get(**{NAME_EN: "Sergey Lavrov"})


def test_it_shows_each_place_in_its_sentence_with_block_and_state(
    lavrov: Entity, summit: Article, staff: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "PAGE_SIZE", 10_000)
    page = where_used(lavrov, staff["editor"])
    mentioned = Span.objects.filter(mention__entity=lavrov)
    assert sum(use.kind == "mention" for use in page.uses) == mentioned.count()
    first = next(use for use in page.uses if use.article == summit and use.kind == "mention")
    assert "<mark" in first.sentence
    assert first.number in set(mentioned.values_list("block__position", flat=True))
    assert {use.language for use in page.uses} == set(languages.codes())


def test_it_shows_what_was_said_by_it_and_at_it(summit: Article, staff: dict[str, User]) -> None:
    speaker = Entity.objects.filter(pk__in=Speaker.objects.values("entity")).order_by("pk")[0]
    assert "speaking" in {use.kind for use in where_used(speaker, staff["editor"]).uses}
    event = Entity.objects.filter(statements_at__article=summit).order_by("pk")[0]
    assert "statement at it" in {use.kind for use in where_used(event, staff["editor"]).uses}


def test_it_lists_what_else_names_it(summit: Article, staff: dict[str, User]) -> None:
    event = summit.about.filter(kind="event").order_by("pk")[0]
    titles = {one.title for one in where_used(event, staff["editor"]).lists}
    assert {"Articles about it", "Participations"} <= titles
    russia = Entity.objects.get(kind="place", **{NAME_EN: "Russia"})
    assert "Offices and memberships" in {one.title for one in where_used(russia, staff["editor"]).lists}


def test_a_lost_place_shows_the_words_that_it_had(lavrov: Entity, staff: dict[str, User]) -> None:
    Span.objects.filter(mention__entity=lavrov).update(exact="gone words", state="orphaned")
    assert {str(use.sentence) for use in where_used(lavrov, staff["editor"]).uses if use.kind == "mention"} == {
        "gone words"
    }


def test_a_draft_that_the_reader_may_not_read_is_counted_and_not_shown(
    lavrov: Entity, drafts: list[Article], staff: dict[str, User], client: Client
) -> None:
    for article in drafts:
        Mention.objects.create(article=article, entity=lavrov)
        article.about.add(lavrov)
    page = where_used(lavrov, staff["translator-ru"])
    hidden = set(drafts) - set(Article.objects.filter(tracks__assignee=staff["translator-ru"]))
    assert page.hidden >= len(hidden) == 2
    enter(client, staff["translator-ru"])
    html = client.get(reverse("admin:newsroom_person_used", args=[lavrov.pk])).content.decode()
    assert "Secret budget talks" not in html
    assert "may not read" in html


def test_a_translator_sees_the_source_and_the_language_that_is_assigned(
    lavrov: Entity, summit: Article, staff: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "PAGE_SIZE", 10_000)
    Track.objects.all().update(assignee=None)
    Track.objects.filter(article=summit, language="en").update(assignee=staff["translator-en"])
    uses = where_used(lavrov, staff["translator-en"]).uses
    assert {(use.article, use.language) for use in uses} == {(summit, summit.source_language), (summit, "en")}


def test_the_queries_do_not_grow_with_the_places(
    lavrov: Entity, raw: Article, staff: dict[str, User], django_assert_max_num_queries: Any
) -> None:
    suggest_mentions(raw, language="fa", by=staff["annotator"])
    with django_assert_max_num_queries(11):
        where_used(lavrov, staff["editor"])


def test_the_counts_name_the_tables_that_keep_an_entity(lavrov: Entity) -> None:
    found = dict(counts(lavrov))
    assert found["mentions"] == Mention.objects.filter(entity=lavrov).count()
    assert "other names" not in found
