"""Any sequence of searches, decisions and edits: what was refused stays refused, one entity is suggested once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsroom.annotation.refusal import Refusal, context_of
from newsroom.annotation.span import Span, SpanState
from newsroom.content.article import Article
from newsroom.desk.annotate import (
    accept_as,
    accept_confident,
    accept_suggestions,
    add_mention,
    change_mention,
    reconsider,
    reject_suggestions,
    suggest_mentions,
)
from newsroom.desk.errors import DeskError
from newsroom.desk.selection import Selection
from newsroom.desk.snapshot import document_of
from newsroom.desk.staff import member
from newsroom.entities.entity import Entity
from tests.depth import THOROUGH
from tests.desk.annotating import TEXT, block, cut_and_paste, named, say, somebody

TEXTS = (
    "Sergey Lavrov met Ilham Aliyev in Moscow on Monday.",
    "Lavrov left Moscow on Tuesday and said nothing.",
    "On Monday Sergey Lavrov met Ilham Aliyev in Moscow, and Lavrov left Moscow on Tuesday.",
    "Nobody met anybody.",
    "Sergey Lavrov met Ilham Aliyev.",
)
STEPS = st.sampled_from(
    ["search", "search", "accept", "reject", "as another", "change", "add", "reconsider", "edit", "paste", "confident"]
)
Step = tuple[str, int, int]


@pytest.fixture
def article(write: Callable[[str], Article]) -> Article:
    return write(TEXT)


@pytest.fixture
def people(db: None) -> list[Entity]:
    """Two of one name, one of another: what is suggested can be given to any of them."""
    return [named("Sergey Lavrov"), somebody(en="Sergey Lavrov"), named("Moscow")]


def take(article: Article, people: list[Entity], step: Step) -> None:
    what, first, second = step
    by: Any = member("editor")
    spans = list(Span.objects.of_article(article.pk, "en").select_related("mention", "block"))
    one = spans[first % len(spans)] if spans else None
    entity = people[second % len(people)]
    some = spans[first % len(spans) :][: second + 1] if spans else []
    DO[what](article, one, some, entity, by, second)


def _edit(article: Article, *said: Any) -> None:
    number = said[-1]
    say(article, 2 + number % 2, TEXTS[number % len(TEXTS)])


def _paste(article: Article, *said: Any) -> None:
    cut_and_paste(article, 2 + said[-1] % 2)


def _add(article: Article, one: Span | None, some: list[Span], entity: Entity, by: Any, number: int) -> None:
    of = block(article, 2 + number % 2)
    text = of.plain("en")
    start = text.find(" ", number) + 1
    end = text.find(" ", start + 3 * number)
    if 0 < start < end:
        add_mention(article, at=Selection(of, "en", start, end, text[start:end]), entity=entity, by=by)


DO: dict[str, Callable[..., Any]] = {
    "search": lambda a, o, s, e, by, n: suggest_mentions(a, language="en", by=by),
    "accept": lambda a, o, s, e, by, n: accept_suggestions(a, spans=s, by=by),
    "reject": lambda a, o, s, e, by, n: reject_suggestions(a, spans=s, by=by),
    "as another": lambda a, o, s, e, by, n: o and accept_as(o, entity=e, by=by),
    "change": lambda a, o, s, e, by, n: o and change_mention(o.mention, entity=e, by=by),
    "reconsider": lambda a, o, s, e, by, n: reconsider(a, spans=s, by=by),
    "confident": lambda a, o, s, e, by, n: accept_confident(a, language="en", by=by),
    "edit": _edit,
    "paste": _paste,
    "add": _add,
}


@settings(
    max_examples=300 if THOROUGH else 8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(st.tuples(STEPS, st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=12))
def test_nothing_is_suggested_that_was_refused_or_is_suggested_already(
    article: Article, people: list[Entity], steps: list[Step]
) -> None:
    with transaction.atomic():
        for step in [("search", 0, 0), *steps, ("search", 0, 0)]:
            with suppress(DeskError):
                take(article, people, step)
            check(article, searched=step[0] == "search")
        transaction.set_rollback(True)


def check(article: Article, *, searched: bool) -> None:
    refused = set(Refusal.objects.filter(article=article).values_list("entity", "context"))
    spans = list(Span.objects.filter(block__article=article).select_related("mention", "block"))
    suggested = [span for span in spans if span.state == SpanState.SUGGESTED]
    for span in suggested:
        text = span.block.plain("en")
        assert span.mention is not None
        if searched:
            assert (span.mention.entity_id, context_of(text, span.start, span.end)) not in refused
            assert text[span.start : span.end] == span.exact
        assert not [other for other in suggested if other.pk != span.pk and overlap(span, other)]
        assert not (searched and [o for o in spans if o.state == SpanState.ACCEPTED and overlap(span, o)])
    assert article.revisions.order_by("-number")[0].document == document_of(article)


def overlap(one: Span, other: Span) -> bool:
    assert one.mention is not None
    assert other.mention is not None
    same = one.block_id == other.block_id and one.mention.entity_id == other.mention.entity_id
    return same and one.start < other.end and other.start < one.end
