"""Searching a text for names: what is offered, what is not offered again, what is taken away, and at what price."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.annotation.mention import Mention
from newsroom.annotation.refusal import Refusal
from newsroom.annotation.scan import Scan
from newsroom.annotation.span import Span, SpanState
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.annotate import accept_suggestions, add_mention, reject_suggestions, suggest_mentions
from newsroom.desk.edit import edit_article
from newsroom.desk.entities import save_details, save_entity
from newsroom.desk.rescan import words_now
from newsroom.desk.snapshot import document_of
from newsroom.desk.suggest import search
from newsroom.entities.entity import Entity
from newsroom.entities.name import Name
from newsroom.staff.user import User
from tests.desk.annotating import (
    TEXT,
    block,
    cut_and_paste,
    named,
    say,
    selection,
    somebody,
    states,
    the,
    verbs_on,
    waiting,
)


@pytest.fixture
def article(write: Callable[[str], Article], staff: dict[str, User]) -> Article:
    """A draft of Sara's that was searched once."""
    draft = write(TEXT)
    suggest_mentions(draft, language="en", by=staff["annotator"])
    return draft


def search_again(article: Article, staff: dict[str, User]) -> int:
    return suggest_mentions(article, language="en", by=staff["annotator"])


# --- what is not suggested again --------------------------------------------------------------------------------------


def test_a_rejected_suggestion_is_not_made_again(article: Article, staff: dict[str, User]) -> None:
    reject_suggestions(article, spans=[the(article, "Lavrov")], by=staff["annotator"])
    assert search_again(article, staff) == 0
    assert states(article)["Lavrov"] == ["rejected"]


def test_a_rejection_is_remembered_when_the_passage_was_cut_and_pasted_anew(
    article: Article, staff: dict[str, User]
) -> None:
    reject_suggestions(article, spans=[the(article, "Lavrov")], by=staff["annotator"])
    cut_and_paste(article, 3)
    search_again(article, staff)
    assert "suggested" not in states(article).get("Lavrov", [])
    assert states(article)["Moscow"][-1] == "suggested"  # what nobody rejected is offered in the new block


def test_a_rejection_is_of_one_context(article: Article, staff: dict[str, User]) -> None:
    reject_suggestions(article, spans=[the(article, "Lavrov")], by=staff["annotator"])
    say(article, 2, "Sergey Lavrov met Ilham Aliyev. On Friday Lavrov left Minsk for a holiday.")
    search_again(article, staff)
    assert states(article)["Lavrov"] == ["suggested", "rejected"]


def test_spelling_makes_no_other_context(article: Article, staff: dict[str, User]) -> None:
    reject_suggestions(article, spans=[the(article, "Lavrov")], by=staff["annotator"])
    Span.objects.filter(block=block(article, 3)).delete()
    say(article, 3, "Lavrov left MOSCOW, on Tuesday, and said nothing.")
    search_again(article, staff)
    assert "suggested" not in states(article).get("Lavrov", [])


def test_the_same_words_are_not_suggested_for_another_once_somebody_has_said_who_is_meant(
    article: Article, staff: dict[str, User]
) -> None:
    other = somebody(en="Igor Lavrov")
    Span.objects.filter(block=block(article, 3)).delete()
    add_mention(article, at=selection(block(article, 3), "Lavrov"), entity=other, by=staff["annotator"])
    search_again(article, staff)
    assert states(article)["Lavrov"] == ["accepted"]


def test_a_refusal_follows_an_entity_into_the_one_it_is_merged_into(article: Article, staff: dict[str, User]) -> None:
    from newsroom.desk.merging import merge

    twin = somebody(en="Sergey V. Lavrov")
    reject_suggestions(article, spans=[the(article, "Lavrov")], by=staff["annotator"])
    merge(named("Sergey Lavrov"), into=twin, by=staff["editor"])
    assert Refusal.objects.get(article=article).entity == twin
    cut_and_paste(article, 3)
    search_again(article, staff)
    assert "suggested" not in states(article).get("Lavrov", [])


# --- what is taken away -----------------------------------------------------------------------------------------------


def test_a_suggestion_goes_when_the_name_is_no_longer_known(article: Article, staff: dict[str, User]) -> None:
    press = somebody("organization", en="Nothing")
    say(article, 3, "Lavrov left Moscow, and the Nothing of Tuesday was there.")
    search_again(article, staff)
    assert "Nothing" in states(article)
    languages.write(press, "name", {"en": "Everything"})
    save_entity(press, changed=[languages.column("name", "en")], by=staff["editor"])
    assert search_again(article, staff) == 0
    assert "Nothing" not in states(article)
    assert not Mention.objects.filter(article=article, entity=press).exists()
    assert verbs_on(article)[-1] == "suggest"


def test_a_suggestion_goes_when_its_words_were_edited(article: Article, staff: dict[str, User]) -> None:
    say(article, 3, "The minister left Moscow on Tuesday and said nothing.")
    search_again(article, staff)
    assert "Lavrov" not in states(article)
    assert document_of(article) == article.revisions.order_by("-number")[0].document


def test_a_suggestion_that_an_edit_put_in_doubt_is_suggested_anew_where_its_name_stands(
    article: Article, staff: dict[str, User]
) -> None:
    span = the(article, "Lavrov")
    Span.objects.filter(pk=span.pk).update(state=SpanState.REVIEW, former_state=SpanState.SUGGESTED)
    assert search_again(article, staff) == 1
    assert states(article)["Lavrov"] == ["suggested"]


def test_what_is_in_doubt_after_it_was_accepted_waits_for_a_person(article: Article, staff: dict[str, User]) -> None:
    span = the(article, "Lavrov")
    accept_suggestions(article, spans=[span], by=staff["annotator"])
    Span.objects.filter(pk=span.pk).update(state=SpanState.REVIEW, former_state=SpanState.ACCEPTED)
    assert search_again(article, staff) == 0
    assert states(article)["Lavrov"] == ["review"]


@pytest.mark.parametrize("origin", ["editor", "projection", "import"])
def test_what_others_suggested_stays(article: Article, staff: dict[str, User], origin: str) -> None:
    span = the(article, "Moscow")
    Span.objects.filter(pk=span.pk).update(origin=origin)
    named("Moscow").keys.all().delete()
    search_again(article, staff)
    assert states(article)["Moscow"] == ["suggested"]


def test_a_longer_name_takes_the_place_of_a_shorter_one(article: Article, staff: dict[str, User]) -> None:
    alias = Name(entity=named("Moscow"), language="en", text="Moscow on Monday")
    save_details(named("Moscow"), saved=[alias], removed=[], by=staff["editor"])
    search_again(article, staff)
    assert states(article) == {
        "Moscow": ["suggested", "suggested"], "Moscow on Monday": ["suggested"],
        "Sergey Lavrov": ["suggested"], "Ilham Aliyev": ["suggested"], "Lavrov": ["suggested"],
    }  # fmt: skip


def test_a_score_that_changed_is_written_over(article: Article, staff: dict[str, User]) -> None:
    span = the(article, "Ilham Aliyev")
    aliyev = named("Ilham Aliyev")
    aliyev.matching = "ask"
    save_entity(aliyev, changed=["matching"], by=staff["editor"])
    assert search_again(article, staff) == 0
    fresh = Span.objects.get(pk=span.pk)
    assert (fresh.score or 0) < (span.score or 0)
    assert fresh.reason == "name+ask"


# --- namesakes and nesting --------------------------------------------------------------------------------------------


@pytest.fixture
def namesake(db: None) -> Entity:
    """Another Sergey Lavrov: of the two the gazetteer cannot say by the name alone which one is meant."""
    return somebody(en="Sergey Lavrov")


@pytest.mark.parametrize("how", ["about", "accepted in another language"])
def test_a_namesake_whom_the_article_is_about_comes_first(
    write: Callable[[str], Article], staff: dict[str, User], namesake: Entity, how: str
) -> None:
    for wanted in (namesake, Entity.objects.exclude(pk=namesake.pk).get(pk=namesakes(namesake)[0].pk)):
        article = write(f"Talks {wanted.pk}\n\nSergey Lavrov met the press.")
        if how == "about":
            edit_article(article, changed=["about"], about=[wanted], by=staff["reporter"])
        else:
            mention = Mention.objects.create(article=article, entity=wanted)
            Span.objects.create(
                block=block(article, 2), language="ru", start=0, end=6, exact="Лавров", state="accepted",
                mention=mention,
            )  # fmt: skip
        suggest_mentions(article, language="en", by=staff["annotator"])
        (span,) = waiting(article)
        assert span.mention is not None
        assert span.mention.entity == wanted
        assert "ambiguous" in span.reason


def namesakes(of: Entity) -> list[Entity]:
    return list(Entity.objects.filter(**{languages.column("name", "en"): str(of.name_in("en"))}).exclude(pk=of.pk))


def test_names_inside_longer_ones_are_offered_and_say_so(
    write: Callable[[str], Article], staff: dict[str, User]
) -> None:
    article = write("A summit\n\nThe CIS heads of state summit, Moscow 2024 is over.")
    suggest_mentions(article, language="en", by=staff["annotator"])
    inner = [span for span in waiting(article) if "nested" in span.reason]
    outer = [span for span in waiting(article) if "nested" not in span.reason]
    assert {span.exact for span in inner} >= {"CIS"}
    assert any(o.start <= i.start and i.end <= o.end for i in inner for o in outer)


# --- the scan, and the price ------------------------------------------------------------------------------------------


def test_a_search_is_noted_with_the_words_that_it_read(article: Article, staff: dict[str, User]) -> None:
    scan = Scan.objects.get(article=article, language="en")
    assert scan.words == words_now([article.pk])[article.pk, "en"]
    search_again(article, staff)
    again = Scan.objects.get(article=article, language="en")
    assert again.words == scan.words
    assert again.at > scan.at
    say(article, 2, "Other words.")
    assert words_now([article.pk])[article.pk, "en"] != scan.words


@pytest.mark.parametrize("language", languages.codes())
def test_the_words_of_a_search_are_those_that_the_segments_know(summit: Article, language: str) -> None:
    assert search(summit, language).words == words_now([summit.pk])[summit.pk, language]


def test_finding_takes_three_queries_whatever_is_there(summit: Article, article: Article) -> None:
    for one, language in ((summit, "fa"), (summit, "ru"), (article, "en")):
        with CaptureQueriesContext(connection) as queries:
            found = search(one, language)
        assert found.suggestions
        assert len(queries) == 3


def cost(article: Article, by: User) -> int:
    with CaptureQueriesContext(connection) as queries:
        suggest_mentions(article, language="en", by=by)
    return len(queries)


def test_the_number_of_queries_does_not_grow_with_the_text(
    write: Callable[[str], Article], staff: dict[str, User]
) -> None:
    by = User.objects.get(pk=staff["annotator"].pk)
    assert by.roles
    short = write("A title\n\nSergey Lavrov met them in Moscow.")
    long = write("A longer title\n\n" + "\n\n".join(f"Sergey Lavrov met {n} people in Moscow." for n in range(15)))
    assert Block.objects.filter(article=long).count() > 4 * Block.objects.filter(article=short).count()
    assert cost(short, by) == cost(long, by) == 14  # the first search: 2 of a savepoint, lock, 3 to find, 8 to write
    assert cost(short, by) == cost(long, by) == 9  # nothing is new
