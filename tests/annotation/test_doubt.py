"""What a doubtful span remembers, and when it forgets: through saves of the desk."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.utils import timezone

from newsroom.annotation import doubt
from newsroom.annotation.note import Note
from newsroom.annotation.span import Span
from newsroom.annotation.statement import Statement
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.restore import restore
from newsroom.staff.user import User
from tests.annotation.test_carry import FIRST, SECOND, Desk, annotate, fresh

CLAIM = "met Ilham Aliyev in Moscow"
NOTHING = ("", "", "", "", "")


@pytest.fixture
def article(write: Callable[[str], Article]) -> Article:
    return write(f"Talks in the Kremlin\n\n{FIRST}\n\n{SECOND}")


@pytest.fixture
def first(article: Article) -> Block:
    return Block.objects.of_article(article)[1]


@pytest.fixture
def second(article: Article) -> Block:
    return Block.objects.of_article(article)[2]


@pytest.fixture
def desk(article: Article, staff: dict[str, User]) -> Desk:
    return Desk(article, staff["editor"])


def claim_on(block: Block, words: str = CLAIM) -> Span:
    return annotate(block, words, statement=Statement.objects.create(article_id=block.article_id))


def remembered(span: Span) -> tuple[str, ...]:
    return tuple(getattr(fresh(span), name) for name in doubt.FIELDS)


def state(span: Span) -> str:
    return str(fresh(span).state)


def test_a_doubtful_claim_remembers_the_words_it_stood_on(desk: Desk, first: Block) -> None:
    claim = claim_on(first)
    desk.save((first, FIRST.replace("in Moscow", "near Moscow")))
    assert remembered(claim) == ("accepted", CLAIM, "Sergey Lavrov ", " on Monday morning.", "")
    assert fresh(claim).exact == "met Ilham Aliyev near Moscow"


def test_through_more_edits_the_oldest_words_stay(desk: Desk, first: Block) -> None:
    claim = claim_on(first)
    for place in ("near Moscow", "outside Moscow"):
        desk.save((first, FIRST.replace("in Moscow", place)))
    desk.save((first, "They spoke."))
    assert state(claim) == "orphaned"
    assert remembered(claim)[:2] == ("accepted", CLAIM)
    assert fresh(claim).exact == "met Ilham Aliyev outside Moscow"


def test_an_orphan_remembers_where_it_was(desk: Desk, first: Block) -> None:
    span = annotate(first, "Sergey Lavrov", state="suggested")
    desk.save((first, "They met on Monday morning."))
    assert remembered(span) == ("suggested", "Sergey Lavrov", "", " met Ilham Aliyev in Moscow on M", "")
    assert (fresh(span).start, fresh(span).end, fresh(span).exact) == (0, 13, "Sergey Lavrov")


@pytest.mark.parametrize("owner", ["statement", "note"])
def test_a_claim_whose_words_are_put_right_again_needs_no_review(desk: Desk, first: Block, owner: str) -> None:
    row = {
        "statement": lambda: Statement.objects.create(article_id=first.article_id),
        "note": lambda: Note.objects.create(article_id=first.article_id, kind="fact_check", at=timezone.now()),
    }[owner]()
    claim = annotate(first, CLAIM, **{owner: row})
    desk.save((first, FIRST.replace("in Moscow", "not in Moscow")))
    assert state(claim) == "review"
    desk.save((first, "Today " + FIRST))
    assert state(claim) == "accepted"
    assert remembered(claim) == NOTHING


def test_a_claim_that_was_deleted_and_put_back_to_the_letter_needs_no_review(desk: Desk, first: Block) -> None:
    claim = claim_on(first)
    desk.save((first, "They spoke."))
    assert state(claim) == "orphaned"
    desk.save((first, FIRST))
    assert state(claim) == "accepted"
    assert remembered(claim) == NOTHING


def test_a_claim_that_was_deleted_and_put_back_among_other_words_waits_for_review(desk: Desk, first: Block) -> None:
    claim = claim_on(first)
    desk.save((first, "They spoke."))
    desk.save((first, FIRST.replace("Sergey Lavrov met", "Nobody believes that Sergey Lavrov met")))
    assert state(claim) == "review"
    assert remembered(claim)[:2] == ("accepted", CLAIM)


def test_an_edit_undone_in_two_saves_leaves_no_question(desk: Desk, first: Block) -> None:
    """It went as other words than those it was decided on; these are what is looked for, too."""
    span = annotate(first, "Sergey Lavrov")
    desk.save((first, FIRST.replace("Lavrov", "Lavrentyev")))
    desk.save((first, "They met."))
    assert state(span) == "orphaned"
    assert fresh(span).exact == "Sergey Lavrentyev"
    desk.save((first, FIRST))
    assert state(span) == "accepted"
    assert fresh(span).exact == "Sergey Lavrov"
    assert remembered(span) == NOTHING


def test_a_name_that_becomes_another_name_of_the_same_person_is_no_question_any_more(desk: Desk, first: Block) -> None:
    span = annotate(first, "Sergey Lavrov")
    desk.save((first, FIRST.replace("Sergey Lavrov", "Sergey Lavrow")))
    assert state(span) == "review"
    desk.save((first, FIRST.replace("Sergey", "Sergei")))
    assert (state(span), fresh(span).exact) == ("accepted", "Sergei Lavrov")
    assert remembered(span) == NOTHING


def test_a_claim_that_moved_stays_a_question_when_the_text_around_it_changes(
    desk: Desk, first: Block, second: Block
) -> None:
    claim = claim_on(first)
    desk.save((first, "They came to Moscow."), (second, f"{SECOND} {FIRST}"))
    desk.save((second, f"Today {SECOND.lower()} {FIRST}"))
    assert state(claim) == "review"
    assert remembered(claim)[:2] == ("accepted", CLAIM)


def test_a_new_sentence_about_the_same_person_is_offered_and_not_taken(
    desk: Desk, first: Block, second: Block
) -> None:
    span = annotate(first, "Sergey Lavrov")
    desk.save((first, "They spoke."), (second, f"Reporters asked what Sergey Lavrov thinks. {SECOND}"))
    assert state(span) == "orphaned"
    assert json.loads(fresh(span).candidates) == [[str(second.uuid), 21, 34, "Sergey Lavrov"]]
    desk.save((second, f"Reporters asked what Sergey Lavrov thinks. {SECOND} They left."))
    assert len(doubt.candidates_of(fresh(span))) == 1
    desk.save((first, FIRST))
    assert (state(span), remembered(span)) == ("accepted", NOTHING)


def test_places_to_choose_from_are_written_down_the_best_first(desk: Desk, first: Block, second: Block) -> None:
    span = annotate(first, "Sergey Lavrov")
    desk.save((first, "They spoke."), (second, f"{FIRST} {SECOND} {FIRST}"))
    assert state(span) == "review"
    assert [one.block for one in doubt.candidates_of(fresh(span))] == [str(second.uuid)] * 2
    best = doubt.candidates_of(fresh(span))[0]
    assert (best.start, best.end) == (fresh(span).start, fresh(span).end)


def test_candidates_are_offered_where_their_words_stand_now() -> None:
    span = Span(candidates=json.dumps([["a", 3, 9, "Lavrov"], ["b", 0, 6, "Lavrov"], ["c", 0, 5, "Putin"]]))
    texts = {"a": "Lavrov came; old Lavrov left", "b": "nobody", "c": "Putin"}
    assert doubt.offered(span, texts) == [("a", 0, 6, "Lavrov"), ("c", 0, 5, "Putin")]
    assert doubt.blocks_of(span) == {"a", "b", "c"}


def test_an_old_revision_brings_the_doubt_back_to_the_letter(
    desk: Desk, article: Article, first: Block, staff: dict[str, User]
) -> None:
    claim = claim_on(first)
    desk.save((first, FIRST.replace("in Moscow", "near Moscow")))
    number = article.revisions.order_by("-number")[0].number
    before = remembered(claim)
    desk.save((first, FIRST))
    assert state(claim) == "accepted"
    restore(article, number=number, by=staff["editor"])
    (again,) = Span.objects.filter(statement=claim.statement)
    assert (again.state, *remembered(again)) == ("review", *before)
    assert article.revisions.order_by("-number")[0].document == article.revisions.get(number=number).document
    desk.save((first, FIRST))
    assert state(again) == "accepted"


def test_a_refusal_remembers_nothing(desk: Desk, first: Block) -> None:
    span = annotate(first, "Sergey Lavrov", state="rejected")
    desk.save((first, "They spoke."))
    assert (state(span), remembered(span)) == ("rejected", NOTHING)
