"""Saying who is meant: another entity for a suggestion or for a mention, and one that nobody knew yet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from newsroom.annotation.mention import Mention
from newsroom.annotation.refusal import Refusal
from newsroom.annotation.span import Span
from newsroom.audit.log import LogEntry
from newsroom.base.languages import UnknownLanguage
from newsroom.content.article import Article
from newsroom.desk.annotate import accept_as, accept_suggestions, add_mention, change_mention, suggest_mentions
from newsroom.desk.errors import AnnotationGone, NotAllowed, StaleSpan
from newsroom.desk.mentions import create_and_annotate
from newsroom.desk.selection import Selection
from newsroom.desk.snapshot import document_of
from newsroom.entities.entity import Entity
from newsroom.staff.user import User
from tests.desk.annotating import (
    TEXT,
    block,
    cut_and_paste,
    named,
    selection,
    somebody,
    states,
    the,
    verbs_on,
)


@pytest.fixture
def article(write: Callable[[str], Article], staff: dict[str, User]) -> Article:
    """A draft of Sara's that was searched once."""
    draft = write(TEXT)
    suggest_mentions(draft, language="en", by=staff["annotator"])
    return draft


@pytest.fixture
def igor(db: None) -> Entity:
    return somebody(en="Igor Lavrov")


def meant(article: Article, words: str, number: int = 1) -> Entity:
    mention = the(article, words, number).mention
    assert mention is not None
    return mention.entity


def assert_history_is_true(article: Article) -> None:
    assert article.revisions.order_by("-number")[0].document == document_of(article)


# --- accepted as another ----------------------------------------------------------------------------------------------


def test_the_right_words_are_accepted_as_another_and_the_first_is_not_suggested_again(
    article: Article, staff: dict[str, User], igor: Entity
) -> None:
    mention = accept_as(the(article, "Lavrov"), entity=igor, by=staff["annotator"])
    assert mention.entity == igor == meant(article, "Lavrov")
    assert states(article)["Lavrov"] == ["accepted"]
    assert Refusal.objects.get(article=article).entity == named("Sergey Lavrov")
    cut_and_paste(article, 3)
    suggest_mentions(article, language="en", by=staff["annotator"])
    assert "Sergey Lavrov" not in {
        str(span.mention.entity) for span in Span.objects.filter(block__article=article, exact="Lavrov") if span.mention
    }
    assert_history_is_true(article)


def test_the_same_entity_is_a_plain_acceptance(article: Article, staff: dict[str, User]) -> None:
    accept_as(the(article, "Lavrov"), entity=named("Sergey Lavrov"), by=staff["annotator"])
    assert states(article)["Lavrov"] == ["accepted"]
    assert not Refusal.objects.filter(article=article).exists()


def test_what_the_mention_says_in_another_language_is_another_decision(
    article: Article, staff: dict[str, User], igor: Entity
) -> None:
    span = the(article, "Lavrov")
    russian = Span.objects.create(
        block=block(article, 3), language="ru", start=0, end=6, exact="Лавров", state="accepted", mention=span.mention
    )
    mention = accept_as(span, entity=igor, by=staff["annotator"])
    assert mention != russian.mention
    russian.refresh_from_db()
    assert russian.mention is not None
    assert russian.mention.entity == named("Sergey Lavrov")
    assert_history_is_true(article)


def test_a_mention_that_is_there_is_enough(article: Article, staff: dict[str, User], igor: Entity) -> None:
    there = add_mention(article, at=selection(block(article, 3), "Lavrov"), entity=igor, by=staff["annotator"])
    suggestion = next(
        span for span in Span.objects.of_article(article.pk, "en")
        if span.exact == "Lavrov" and span.mention_id != there.pk
    )  # fmt: skip
    assert accept_as(suggestion, entity=igor, by=staff["annotator"]) == there
    assert states(article)["Lavrov"] == ["accepted"]
    assert_history_is_true(article)


def test_what_was_decided_meanwhile_is_gone(article: Article, staff: dict[str, User], igor: Entity) -> None:
    span = the(article, "Lavrov")
    accept_suggestions(article, spans=[span], by=staff["editor"])
    with pytest.raises(AnnotationGone):
        accept_as(span, entity=igor, by=staff["annotator"])
    assert meant(article, "Lavrov") == named("Sergey Lavrov")


def test_other_words_there_are_refused(article: Article, staff: dict[str, User], igor: Entity) -> None:
    span = the(article, "Lavrov")
    Span.objects.filter(pk=span.pk).update(exact="Putin")
    with pytest.raises(StaleSpan):
        accept_as(span, entity=igor, by=staff["annotator"])
    assert not Refusal.objects.filter(article=article).exists()


# --- a mention changed ------------------------------------------------------------------------------------------------


def test_a_mention_is_changed_in_all_its_languages(article: Article, staff: dict[str, User], igor: Entity) -> None:
    span = the(article, "Lavrov")
    accept_suggestions(article, spans=[span], by=staff["annotator"])
    assert span.mention is not None
    assert change_mention(span.mention, entity=igor, by=staff["annotator"]) == span.mention
    assert meant(article, "Lavrov") == igor
    assert [part.entity for part in document_of(article).mentions] == [igor.public_id]
    assert verbs_on(article)[-1] == "change_mention"
    assert suggest_mentions(article, language="en", by=staff["annotator"]) == 0
    assert_history_is_true(article)


def test_changed_and_changed_back_is_as_before(article: Article, staff: dict[str, User], igor: Entity) -> None:
    span = the(article, "Lavrov")
    accept_suggestions(article, spans=[span], by=staff["annotator"])
    for entity in (igor, named("Sergey Lavrov")):
        assert span.mention is not None
        change_mention(span.mention, entity=entity, by=staff["annotator"])
    assert [row.entity for row in Refusal.objects.filter(article=article)] == [igor]
    assert states(article)["Lavrov"] == ["accepted"]


def test_a_change_to_the_same_leaves_nothing(article: Article, staff: dict[str, User]) -> None:
    span, log = the(article, "Lavrov"), verbs_on(article)
    assert span.mention is not None
    change_mention(span.mention, entity=named("Sergey Lavrov"), by=staff["annotator"])
    assert verbs_on(article) == log


def test_two_mentions_of_one_on_the_same_words_become_one(
    article: Article, staff: dict[str, User], igor: Entity
) -> None:
    accept_suggestions(article, spans=[the(article, "Lavrov")], by=staff["annotator"])
    first = the(article, "Lavrov").mention
    twin = add_mention(article, at=selection(block(article, 3), "Lavrov"), entity=igor, by=staff["annotator"])
    assert first is not None
    assert change_mention(first, entity=igor, by=staff["annotator"]) == twin
    assert states(article)["Lavrov"] == ["accepted"]
    assert not Mention.objects.filter(pk=first.pk).exists()
    assert_history_is_true(article)


def test_a_mention_that_was_taken_away_is_gone(article: Article, staff: dict[str, User], igor: Entity) -> None:
    mention = the(article, "Lavrov").mention
    assert mention is not None
    Span.objects.filter(mention=mention).delete()
    Mention.objects.filter(pk=mention.pk).delete()
    with pytest.raises(AnnotationGone):
        change_mention(mention, entity=igor, by=staff["annotator"])


def test_a_suggestion_gives_way_to_wider_words_of_the_same(article: Article, staff: dict[str, User]) -> None:
    at = selection(block(article, 3), "Lavrov left")
    add_mention(article, at=at, entity=named("Sergey Lavrov"), by=staff["annotator"])
    assert "Lavrov" not in states(article)
    assert suggest_mentions(article, language="en", by=staff["annotator"]) == 0


# --- somebody new -----------------------------------------------------------------------------------------------------


def test_an_entity_that_nobody_knew_is_made_and_annotated_at_once(article: Article, staff: dict[str, User]) -> None:
    at = selection(block(article, 3), "Tuesday")
    mention = create_and_annotate(
        article, at=at, kind="event", names={"en": "Tuesday", "fa": "سه‌شنبه"}, by=staff["editor"]
    )
    assert (mention.entity.kind, mention.entity.name_in("en"), mention.entity.name_in("fa")) == (
        "event", "Tuesday", "سه‌شنبه",
    )  # fmt: skip
    assert states(article)["Tuesday"] == ["accepted"]
    assert mention.entity.keys.exists()
    assert LogEntry.objects.about("entity", str(mention.entity.uuid)).get().verb == "add_entity"
    assert verbs_on(article)[-1] == "add_mention"
    assert_history_is_true(article)


def test_a_suggestion_on_the_very_words_becomes_the_new_one(article: Article, staff: dict[str, User]) -> None:
    at = selection(block(article, 3), "Lavrov")
    mention = create_and_annotate(article, at=at, kind="person", names={"en": "Igor Lavrov"}, by=staff["editor"])
    assert states(article)["Lavrov"] == ["accepted"]
    assert meant(article, "Lavrov") == mention.entity
    assert Refusal.objects.get(article=article).entity == named("Sergey Lavrov")


@pytest.mark.parametrize(
    ("kind", "names", "error"),
    [
        ("person", {}, ValidationError),
        ("dragon", {"en": "Smaug"}, ValidationError),
        ("person", {"en": "bidi \u202e name"}, ValidationError),
        ("person", {"de": "Hans"}, UnknownLanguage),
    ],
)
def test_what_cannot_be_made_leaves_nothing(
    article: Article, staff: dict[str, User], kind: str, names: dict[str, str], error: type[Exception]
) -> None:
    before = (Entity.objects.count(), Mention.objects.count(), LogEntry.objects.count())
    at = selection(block(article, 3), "Tuesday")
    with pytest.raises(error):
        create_and_annotate(article, at=at, kind=kind, names=names, by=staff["editor"])
    assert (Entity.objects.count(), Mention.objects.count(), LogEntry.objects.count()) == before


def test_a_stale_selection_makes_no_entity(article: Article, staff: dict[str, User]) -> None:
    before = Entity.objects.count()
    with pytest.raises(StaleSpan):
        create_and_annotate(
            article, at=Selection(block(article, 3), "en", 0, 3, "Mon"), kind="event", names={"en": "Monday"},
            by=staff["editor"],
        )  # fmt: skip
    assert Entity.objects.count() == before


def test_an_annotator_makes_no_entities(article: Article, staff: dict[str, User]) -> None:
    at = selection(block(article, 3), "Tuesday")
    with pytest.raises(NotAllowed):
        create_and_annotate(article, at=at, kind="event", names={"en": "Tuesday"}, by=staff["annotator"])


@pytest.mark.parametrize("who", ["reporter", "translator-en", "administrator"])
def test_others_may_not_say_who_is_meant(article: Article, staff: dict[str, User], igor: Entity, who: str) -> None:
    span = the(article, "Lavrov")
    assert span.mention is not None
    with pytest.raises(NotAllowed):
        accept_as(span, entity=igor, by=staff[who])
    with pytest.raises(NotAllowed):
        change_mention(span.mention, entity=igor, by=staff[who])
