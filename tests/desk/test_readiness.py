"""What stands between a text and its approval or its edition, guard by guard."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from newsroom.annotation.mention import Mention
from newsroom.annotation.note import Note
from newsroom.annotation.span import Span
from newsroom.annotation.statement import Statement
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk import readiness
from newsroom.desk.edit import edit_texts
from newsroom.desk.errors import NotReady
from newsroom.desk.publish import publish
from newsroom.desk.review import approve
from newsroom.entities.entity import Entity
from newsroom.staff.user import User


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Problems are said in the language of the desk."""
    with translation.override("en"):
        yield


@pytest.fixture
def article(write: Callable[[str], Article]) -> Article:
    return write("Ministers meet in Vienna\n\nThey spoke for two hours.\n\nNothing was signed on that day.")


def to_approve(article: Article, language: str = "en") -> list[str]:
    return readiness.problems(article, language, approved=False)


def to_publish(article: Article, language: str = "en") -> list[str]:
    return readiness.problems(article, language, approved=True)


def set_text(article: Article, position: int, text: str, by: User, language: str = "en") -> None:
    block = Block.objects.of_article(article).get(position=position)
    edit_texts(article, language=language, texts={str(block.uuid): text}, by=by)


def test_the_told_demo_is_ready_in_every_language(summit: Article) -> None:
    assert [to_publish(summit, language) for language in ("fa", "en", "ru")] == [[], [], []]


def test_a_whole_draft_may_be_approved_and_then_published(article: Article, staff: dict[str, User]) -> None:
    assert to_approve(article) == []
    assert len(to_publish(article)) == 3
    approve(article, language="en", by=staff["editor"])
    assert to_publish(article) == []


def test_a_language_without_a_word_has_no_title_and_misses_every_block(article: Article) -> None:
    problems = to_approve(article, "ru")
    assert len(problems) == 1 + 3
    assert "title" in problems[0]


def test_a_cleared_block_is_missed_by_its_number(article: Article, staff: dict[str, User]) -> None:
    set_text(article, 2, "", staff["reporter"])
    assert len(to_approve(article)) == 1
    assert "2." in to_approve(article)[0]
    with pytest.raises(NotReady) as refusal:
        approve(article, language="en", by=staff["editor"])
    assert list(refusal.value.problems) == to_approve(article)


def test_a_cleared_title_is_missed(article: Article, staff: dict[str, User]) -> None:
    set_text(article, 1, "", staff["reporter"])
    assert any("title" in problem for problem in to_approve(article))


def test_a_block_of_one_language_is_missed_in_no_other(article: Article, staff: dict[str, User]) -> None:
    set_text(article, 1, "Министры встретились", staff["editor"], "ru")
    set_text(article, 2, "Они говорили два часа.", staff["editor"], "ru")
    assert len(to_approve(article, "ru")) == 1
    Block.objects.of_article(article).filter(position=3).update(only_language="en")
    assert to_approve(article, "ru") == []
    assert to_approve(article, "en") == []


def test_an_image_has_no_words_to_miss(article: Article) -> None:
    Block.objects.create(article=article, position=9, kind="image")
    assert to_approve(article) == []


def test_an_outdated_block_is_named_until_the_source_returns(summit: Article, staff: dict[str, User]) -> None:
    before = Block.objects.of_article(summit).get(position=5).source("fa")
    set_text(summit, 5, "متن تازه.", staff["editor"], "fa")
    for language in ("en", "ru"):
        assert len(to_approve(summit, language)) == 1
        assert "5." in to_approve(summit, language)[0]
    set_text(summit, 5, before, staff["editor"], "fa")
    assert to_approve(summit, "en") == []


def test_one_block_that_is_not_approved_is_enough(summit: Article, staff: dict[str, User]) -> None:
    set_text(summit, 5, "Fresh words.", staff["translator-en"])
    assert to_approve(summit) == []
    assert len(to_publish(summit)) == 1
    assert "5." in to_publish(summit)[0]


# --- annotations ------------------------------------------------------------------------------------------------------


def statement(article: Article) -> dict[str, object]:
    return {"statement": Statement.objects.create(article=article)}


def fact_check(article: Article) -> dict[str, object]:
    return {"note": Note.objects.create(article=article, kind="fact_check", at=timezone.now())}


def mention(article: Article) -> dict[str, object]:
    return {"mention": Mention.objects.create(article=article, entity=Entity.objects.all()[0])}


@pytest.mark.parametrize("state", ["suggested", "accepted", "rejected", "review", "orphaned"])
@pytest.mark.parametrize(
    ("owner", "blocks"), [(statement, True), (fact_check, True), (mention, False)], ids=["statement", "note", "mention"]
)
def test_a_claim_that_waits_for_review_blocks_and_a_mention_does_not(
    summit: Article, state: str, owner: Callable[[Article], dict[str, object]], blocks: bool
) -> None:
    block = Block.objects.of_article(summit).get(position=5)
    Span.objects.create(
        block=block, language="en", start=0, end=6, exact=block.plain("en")[:6], state=state, **owner(summit)
    )
    problems = to_publish(summit)
    assert bool(problems) == (blocks and state in {"review", "orphaned"})
    assert all(block.plain("en")[:6] in problem for problem in problems)
    assert to_publish(summit, "ru") == []
    assert to_approve(summit) == []


def test_publishing_names_all_that_is_wrong_at_once(article: Article, staff: dict[str, User]) -> None:
    set_text(article, 2, "", staff["reporter"])
    with pytest.raises(NotReady) as refusal:
        publish(article, language="en", by=staff["publisher"])
    assert list(refusal.value.problems) == to_publish(article)
    assert len(refusal.value.problems) >= 3


def test_the_number_of_queries_does_not_grow_with_the_blocks(summit: Article, article: Article) -> None:
    counts = []
    for row, language in ((article, "en"), (summit, "fa")):
        with CaptureQueriesContext(connection) as queries:
            readiness.problems(row, language, approved=True)
        counts.append(len(queries))
    assert counts[0] == counts[1]
