"""What waits for a decision about its place: as it stood, as it stands, what changed, where it may belong."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from newsroom.annotation.span import Span
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.edit import edit_texts
from newsroom.desk.mentions import add_mention
from newsroom.desk.notes import Noted, add_notes
from newsroom.desk.review_spans import candidate
from newsroom.desk.selection import Selection
from newsroom.desk.statements import Said, Voice, add_statements
from newsroom.entities.entity import Entity
from newsroom.screens.doubtful_spans import Context, doubtful
from newsroom.staff.user import User

FIRST = "Sergey Lavrov met Ilham Aliyev in Moscow in 2024. They spoke of trade."
SECOND = "Nothing was signed before the delegations left."
CLAIM = "met Ilham Aliyev in Moscow in 2024"


@pytest.fixture(autouse=True)
def _english_desk() -> Iterator[None]:
    with translation.override("en"):
        yield


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
def lavrov(db: None) -> Entity:
    return Entity.objects.get(**{languages.column("name", "en"): "Sergey Lavrov"})


def at(block: Block, words: str) -> Selection:
    start = block.plain("en").index(words)
    return Selection(block, "en", start, start + len(words), words)


def save(by: User, *texts: tuple[Block, str]) -> None:
    edit_texts(texts[0][0].article, language="en", texts={str(b.uuid): text for b, text in texts}, by=by)


def test_what_stands_well_is_not_in_the_list(
    article: Article, first: Block, lavrov: Entity, staff: dict[str, User]
) -> None:
    add_mention(article, at=at(first, "Sergey Lavrov"), entity=lavrov, by=staff["editor"])
    save(staff["reporter"], (first, "Today " + FIRST))
    assert doubtful(article, "en") == []


def test_a_changed_claim_is_shown_with_its_old_and_its_new_words(
    article: Article, first: Block, lavrov: Entity, staff: dict[str, User]
) -> None:
    said = Said(at=[at(first, CLAIM)], voices=[Voice(lavrov)], gist={"ru": "Встреча"})
    add_statements(article, said=[said], by=staff["editor"])
    save(staff["reporter"], (first, FIRST.replace("2024", "2025").replace(" They", " Both")))
    (one,) = doubtful(article, "en")
    assert (one.kind, one.label, one.label_language, one.block_number) == ("statement", "Встреча", "ru", 2)
    assert one.then == Context("Sergey Lavrov ", CLAIM, ". They spoke of trade.")
    assert one.now == Context("Sergey Lavrov ", CLAIM.replace("2024", "2025"), ". Both spoke of trade.")
    assert [(piece.kind, piece.text) for piece in one.changes] == [
        ("equal", "met Ilham Aliyev in Moscow in "), ("delete", "2024"), ("insert", "2025"),
    ]  # fmt: skip
    assert one.reason == "its words were edited"
    assert one.proposal is not None
    assert (one.proposal.number, one.proposal.words, one.candidates, one.lost) == (0, one.now, (), False)


def test_a_lost_mention_is_shown_where_it_was_and_what_closed_over_it(
    article: Article, first: Block, lavrov: Entity, staff: dict[str, User]
) -> None:
    add_mention(article, at=at(first, "Ilham Aliyev"), entity=lavrov, by=staff["editor"])
    save(staff["reporter"], (first, "In short: " + FIRST.replace(" Ilham Aliyev", "")))
    (one,) = doubtful(article, "en")
    assert (one.label, one.lost, one.proposal, one.reason) == ("Sergey Lavrov", True, None, "its words are gone")
    assert one.now == Context("In short: Sergey Lavrov met", "", " in Moscow in 2024. They spoke o")
    assert ("delete", " Ilham Aliyev") in [(piece.kind, piece.text) for piece in one.changes]


def test_places_to_choose_from_have_the_numbers_that_the_verb_knows(
    article: Article, first: Block, second: Block, lavrov: Entity, staff: dict[str, User]
) -> None:
    add_mention(article, at=at(first, "Sergey Lavrov"), entity=lavrov, by=staff["editor"])
    save(staff["reporter"], (first, "They spoke."), (second, f"{FIRST} {SECOND} {FIRST}"))
    save(staff["reporter"], (second, f"Today: {FIRST} {SECOND} {FIRST}"))
    (one,) = doubtful(article, "en")
    assert one.reason == "its words stand in several places"
    assert [offer.number for offer in one.candidates] == [1, 2]
    for offer in one.candidates:
        known = candidate(one.span, offer.number)
        assert known is not None
        assert (str(known.block.uuid), known.start, known.end) == (offer.block, offer.start, offer.end)
        assert (offer.words.exact, offer.block_number) == ("Sergey Lavrov", 3)


def test_a_fact_check_is_known_by_its_claim_and_a_note_by_its_quotation(
    article: Article, first: Block, staff: dict[str, User]
) -> None:
    said = {"en": "They met in 2024."}
    noted = [Noted(at=[at(first, CLAIM)], claim=said), Noted(at=[at(first, "Moscow in 2024")])]
    add_notes(article, noted=noted, by=staff["editor"])
    save(staff["reporter"], (first, FIRST.replace("2024", "2025")))
    assert {one.label for one in doubtful(article, "en")} == {"They met in 2024.", "Moscow in 2024"}
    assert doubtful(article, "fa") == []


def test_a_statement_without_a_gist_is_known_by_who_speaks(
    article: Article, first: Block, lavrov: Entity, staff: dict[str, User]
) -> None:
    add_statements(article, said=[Said(at=[at(first, CLAIM)], voices=[Voice(lavrov)])], by=staff["editor"])
    save(staff["reporter"], (first, ""))
    (one,) = doubtful(article, "en")
    assert (one.label, one.now) == ("Sergey Lavrov", Context("", "", ""))


def cost(article: Article) -> int:
    with CaptureQueriesContext(connection) as queries:
        doubtful(article, "en")
    return len(queries)


def test_many_doubtful_spans_cost_three_queries_and_none_costs_one(
    article: Article, first: Block, lavrov: Entity, staff: dict[str, User]
) -> None:
    assert cost(article) == 1
    for words in ("Sergey", "met Ilham", "Moscow in 2024", "of trade"):
        add_mention(article, at=at(first, words), entity=lavrov, by=staff["editor"])
        add_statements(article, said=[Said(at=[at(first, words)], voices=[Voice(lavrov)])], by=staff["editor"])
        add_notes(article, noted=[Noted(at=[at(first, words)])], by=staff["editor"])
    save(staff["reporter"], (first, "Nothing is left."))
    assert Span.objects.filter(block=first, state="orphaned").count() == 12
    assert cost(article) == 3
