"""Accepting, rejecting, taking back, and the confident ones at once: what a decision leaves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from newsroom.annotation.refusal import Refusal, context_of
from newsroom.annotation.span import Span, SpanState
from newsroom.annotation.statement import Statement
from newsroom.content.article import Article
from newsroom.desk.annotate import (
    CONFIDENT,
    accept_as,
    accept_confident,
    accept_suggestions,
    add_mention,
    reconsider,
    reject_suggestions,
    suggest_mentions,
)
from newsroom.desk.errors import NotAllowed, StaleSpan
from newsroom.desk.snapshot import document_of
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

IN_DOUBT = {
    "state": "review", "former_state": "accepted", "former_exact": "Mr Lavrov", "former_prefix": "met ",
    "former_suffix": " on", "candidates": '[["b",0,6,"Lavrov"]]',
}  # fmt: skip


@pytest.fixture
def article(write: Callable[[str], Article], staff: dict[str, User]) -> Article:
    """A draft of Sara's that was searched once."""
    draft = write(TEXT)
    suggest_mentions(draft, language="en", by=staff["annotator"])
    return draft


@pytest.fixture
def said(article: Article) -> Span:
    """A statement that was found by its verb: "said nothing"."""
    statement = Statement.objects.create(article=article)
    at = selection(block(article, 3), "said nothing")
    return Span.objects.create(
        block=at.block, language="en", start=at.start, end=at.end, exact=at.exact, origin="attribution", score=0.99,
        statement=statement,
    )  # fmt: skip


def refusals(article: Article) -> set[tuple[int | None, str]]:
    return set(Refusal.objects.filter(article=article).values_list("entity", "context"))


def context(span: Span) -> str:
    return context_of(span.block.plain("en"), span.start, span.end)


def assert_history_is_true(article: Article) -> None:
    assert article.revisions.order_by("-number")[0].document == document_of(article)


# --- refusals ---------------------------------------------------------------------------------------------------------


def test_a_rejected_mention_is_remembered_by_its_entity_and_a_statement_by_its_words(
    article: Article, staff: dict[str, User], said: Span
) -> None:
    lavrov = the(article, "Lavrov")
    assert reject_suggestions(article, spans=[lavrov, said], by=staff["annotator"]) == 2
    assert refusals(article) == {(named("Sergey Lavrov").pk, context(lavrov)), (None, context(said))}


def test_the_same_refusal_twice_is_one(article: Article, staff: dict[str, User]) -> None:
    spans = [the(article, "Lavrov")]
    for _time in range(2):
        reject_suggestions(article, spans=spans, by=staff["annotator"])
        Span.objects.filter(pk=spans[0].pk).update(state="suggested")
    assert len(refusals(article)) == 1


def test_an_orphan_that_is_given_up_leaves_no_refusal(article: Article, staff: dict[str, User]) -> None:
    span = the(article, "Lavrov")
    Span.objects.filter(pk=span.pk).update(state="orphaned", former_state="accepted")
    assert reject_suggestions(article, spans=[span], by=staff["annotator"]) == 1
    assert not refusals(article)


def test_accepting_lifts_the_refusal_of_the_same(article: Article, staff: dict[str, User]) -> None:
    span = the(article, "Lavrov")
    reject_suggestions(article, spans=[span], by=staff["annotator"])
    add_mention(article, at=selection(block(article, 3), "Lavrov"), entity=named("Sergey Lavrov"), by=staff["editor"])
    assert not refusals(article)
    assert states(article)["Lavrov"] == ["accepted"]  # the rejected span was taken up, not doubled
    assert_history_is_true(article)


@pytest.mark.parametrize(("verb", "state"), [(accept_suggestions, "accepted"), (reject_suggestions, "rejected")])
def test_a_decision_clears_what_doubt_had_left(
    article: Article, staff: dict[str, User], verb: Callable[..., int], state: str
) -> None:
    span = the(article, "Lavrov")
    Span.objects.filter(pk=span.pk).update(**IN_DOUBT)
    assert verb(article, spans=[span], by=staff["annotator"]) == 1
    span.refresh_from_db()
    assert span.state == state
    assert {getattr(span, name) for name in IN_DOUBT if name != "state"} == {""}


def test_a_statement_is_accepted_like_a_mention(article: Article, staff: dict[str, User], said: Span) -> None:
    assert accept_suggestions(article, spans=[said], by=staff["annotator"]) == 1
    assert [str(part.id) for part in document_of(article).statements] == [str(said.statement and said.statement.uuid)]


# --- taking back ------------------------------------------------------------------------------------------------------


def test_a_rejection_is_taken_back_with_its_refusal(article: Article, staff: dict[str, User]) -> None:
    span = the(article, "Lavrov")
    reject_suggestions(article, spans=[span], by=staff["annotator"])
    assert reconsider(article, spans=[span], by=staff["annotator"]) == 1
    assert states(article)["Lavrov"] == ["suggested"]
    assert not refusals(article)
    assert verbs_on(article)[-1] == "reconsider"
    cut_and_paste(article, 3)
    suggest_mentions(article, language="en", by=staff["annotator"])
    assert states(article)["Lavrov"] == ["suggested"]


def test_an_acceptance_is_taken_back(article: Article, staff: dict[str, User], said: Span) -> None:
    spans = waiting(article)
    accept_suggestions(article, spans=spans, by=staff["annotator"])
    assert reconsider(article, spans=spans, by=staff["annotator"]) == len(spans)
    assert {state for found in states(article).values() for state in found} == {"suggested"}
    assert document_of(article).mentions == document_of(article).statements == ()
    assert_history_is_true(article)


def test_what_an_editor_made_is_not_taken_back(article: Article, staff: dict[str, User]) -> None:
    at = selection(block(article, 3), "Tuesday")
    mention = add_mention(article, at=at, entity=named("Moscow"), by=staff["annotator"])
    log = verbs_on(article)
    assert reconsider(article, spans=mention.spans.all(), by=staff["annotator"]) == 0
    assert states(article)["Tuesday"] == ["accepted"]
    assert verbs_on(article) == log


def test_what_waits_still_is_not_taken_back(article: Article, staff: dict[str, User]) -> None:
    assert reconsider(article, spans=waiting(article), by=staff["annotator"]) == 0


def test_a_suggestion_whose_words_are_gone_is_not_made_again(article: Article, staff: dict[str, User]) -> None:
    span = the(article, "Lavrov")
    reject_suggestions(article, spans=[span], by=staff["annotator"])
    say(article, 3, "Nobody left.")
    span.refresh_from_db()
    assert reconsider(article, spans=[span], by=staff["annotator"]) == 0


def test_an_acceptance_as_another_is_taken_back_to_the_first(article: Article, staff: dict[str, User]) -> None:
    span, other = the(article, "Lavrov"), somebody(en="Igor Lavrov")
    accept_as(span, entity=other, by=staff["annotator"])
    assert reconsider(article, spans=[span], by=staff["annotator"]) == 1
    fresh = the(article, "Lavrov")
    assert fresh.mention is not None
    assert (fresh.state, fresh.mention.entity) == ("suggested", named("Sergey Lavrov"))
    assert not refusals(article)
    assert suggest_mentions(article, language="en", by=staff["annotator"]) == 0


def test_of_two_that_overlap_the_longer_comes_back(article: Article, staff: dict[str, User]) -> None:
    short = the(article, "Lavrov")
    accept_suggestions(article, spans=[short], by=staff["annotator"])
    at = selection(block(article, 3), "Lavrov left")
    longer = add_mention(article, at=at, entity=named("Sergey Lavrov"), by=staff["annotator"]).spans.get()
    Span.objects.filter(pk=longer.pk).update(origin="import")
    assert reconsider(article, spans=[short, longer], by=staff["annotator"]) == 2
    found = states(article)
    assert (found.get("Lavrov left"), found.get("Lavrov")) == (["suggested"], None)
    assert_history_is_true(article)


# --- the confident ones -----------------------------------------------------------------------------------------------


def test_the_confident_ones_are_accepted_at_once_but_no_statements_and_no_namesakes(
    article: Article, staff: dict[str, User], said: Span
) -> None:
    somebody(en="Ilham Aliyev")
    somebody(en="Peter Novak")
    say(article, 2, "Sergey Lavrov met Ilham Aliyev and Peter Novak in Moscow on Monday; Novak stayed.")
    suggest_mentions(article, language="en", by=staff["annotator"])
    unsure = {span.exact for span in waiting(article) if (span.score or 0) < CONFIDENT or "ambiguous" in span.reason}
    assert unsure == {"Novak", "Ilham Aliyev"}
    assert accept_confident(article, language="en", by=staff["annotator"]) == 6
    assert {span.exact for span in waiting(article)} == {"Novak", "Ilham Aliyev", "said nothing"}
    assert verbs_on(article)[-1] == "accept_suggestions"


def test_a_lower_threshold_takes_more_but_never_a_namesake(article: Article, staff: dict[str, User]) -> None:
    somebody(en="Ilham Aliyev")
    suggest_mentions(article, language="en", by=staff["annotator"])
    accept_confident(article, language="en", by=staff["annotator"], at_least=0.1)
    assert {span.exact for span in waiting(article)} == {"Ilham Aliyev"}


def test_one_language_is_accepted_at_a_time(summit: Article, staff: dict[str, User]) -> None:
    before = set(Span.objects.filter(block__article=summit, state="accepted").values_list("pk", "language"))
    accept_confident(summit, language="ru", by=staff["annotator"])
    after = set(Span.objects.filter(block__article=summit, state="accepted").values_list("pk", "language"))
    assert {language for _pk, language in after - before} <= {"ru"}


@pytest.mark.parametrize("who", ["reporter", "translator-en", "administrator"])
def test_others_may_neither_take_back_nor_accept_many(article: Article, staff: dict[str, User], who: str) -> None:
    said: list[tuple[Callable[..., int], dict[str, Any]]] = [
        (reconsider, {"spans": waiting(article)}),
        (accept_confident, {"language": "en"}),
    ]
    for verb, values in said:
        with pytest.raises(NotAllowed):
            verb(article, by=staff[who], **values)


def test_one_that_does_not_fit_its_words_stops_them_all(article: Article, staff: dict[str, User]) -> None:
    Span.objects.filter(pk=the(article, "Moscow").pk).update(exact="Kazan")
    with pytest.raises(StaleSpan):
        accept_confident(article, language="en", by=staff["annotator"])
    assert not Span.objects.filter(block__article=article, state=SpanState.ACCEPTED).exists()
