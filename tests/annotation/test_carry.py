"""Carrying the rows of spans through an edit: none is lost, none changes its state by the way, orphans come home."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsroom.annotation import carry
from newsroom.annotation.anchoring import selectors
from newsroom.annotation.mention import Mention
from newsroom.annotation.note import Note
from newsroom.annotation.span import Span
from newsroom.annotation.statement import Statement
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.content.repair import Repair
from newsroom.desk.edit import edit_texts
from newsroom.entities.entity import Entity
from newsroom.staff.user import User
from tests.depth import THOROUGH
from tests.stories import block_of

FIRST = "Sergey Lavrov met Ilham Aliyev in Moscow on Monday morning."
SECOND = "Nothing was signed before the delegations left the Kremlin again."
DECIDED = ["suggested", "accepted", "rejected"]


@pytest.fixture
def article(write: Callable[[str], Article]) -> Article:
    return write(f"Talks in the Kremlin\n\n{FIRST}\n\n{SECOND}")


@pytest.fixture
def first(article: Article) -> Block:
    return Block.objects.of_article(article)[1]


@pytest.fixture
def second(article: Article) -> Block:
    return Block.objects.of_article(article)[2]


def named(name: str) -> Entity:
    return Entity.objects.get(**{languages.column("name", "en"): name})


def annotate(block: Block, words: str, *, state: str = "accepted", language: str = "en", **owner: object) -> Span:
    """A span on the first place of some words; a mention of Lavrov unless another owner is given."""
    text = block.plain(language)
    start = text.index(words)
    exact, prefix, suffix = selectors(text, start, start + len(words))
    if not owner:
        owner = {"mention": Mention.objects.create(article_id=block.article_id, entity=named("Sergey Lavrov"))}
    return Span.objects.create(
        block=block, language=language, start=start, end=start + len(words), exact=exact, prefix=prefix,
        suffix=suffix, state=state, **owner,
    )  # fmt: skip


class Desk:
    """Saves texts of an article, one save after the other."""

    def __init__(self, article: Article, by: User) -> None:
        self.article, self.by = article, by

    def save(self, *texts: tuple[Block, str], language: str = "en") -> None:
        sent = {str(block.uuid): text for block, text in texts}
        edit_texts(self.article, language=language, texts=sent, by=self.by)


@pytest.fixture
def desk(article: Article, staff: dict[str, User]) -> Desk:
    return Desk(article, staff["editor"])


def fresh(span: Span) -> Span:
    return Span.objects.select_related("block").get(pk=span.pk)


def stands(span: Span) -> bool:
    return fresh(span).block.plain(span.language)[fresh(span).start : fresh(span).end] == fresh(span).exact


# --- in its place -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", DECIDED)
def test_a_span_keeps_its_state_when_text_before_it_changes(desk: Desk, first: Block, state: str) -> None:
    span = annotate(first, "Lavrov", state=state)
    desk.save((first, "On Monday, " + FIRST))
    assert (fresh(span).state, fresh(span).former_state) == (state, "")
    assert fresh(span).start == span.start + len("On Monday, ")
    assert stands(span)


def test_a_span_after_an_edit_knows_its_new_context(desk: Desk, first: Block) -> None:
    span = annotate(first, "Lavrov")
    desk.save((first, FIRST.replace("Sergey Lavrov met", "Minister Lavrov saw")))
    assert fresh(span).prefix.endswith("Minister ")
    assert fresh(span).suffix.startswith(" saw")


def test_a_mention_grows_with_its_name(desk: Desk, first: Block, second: Block) -> None:
    desk.save((second, "Lavrov left the Kremlin."))
    span = annotate(Block.objects.get(pk=second.pk), "Lavrov")
    desk.save((second, "Sergey Lavrov left the Kremlin."))
    assert (fresh(span).exact, fresh(span).state) == ("Sergey Lavrov", "accepted")


def test_other_languages_and_other_blocks_are_left_alone(summit: Article, staff: dict[str, User]) -> None:
    block = block_of(summit, 5)
    rest = Span.objects.exclude(block=block, language="fa").order_by("pk")
    before = list(rest.values())
    edit_texts(summit, language="fa", texts={str(block.uuid): "متن تازه."}, by=staff["editor"])
    assert list(rest.values()) == before
    assert set(Span.objects.filter(block=block, language="fa").values_list("state", flat=True)) == {"orphaned"}


def test_markup_around_a_mention_does_not_move_it(desk: Desk, first: Block) -> None:
    span = annotate(first, "Lavrov")
    desk.save((first, FIRST.replace("Lavrov", "**Lavrov**")))
    assert (fresh(span).start, fresh(span).end, fresh(span).state) == (span.start, span.end, "accepted")


# --- lost and found ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["suggested", "accepted"])
def test_an_orphan_comes_home_with_its_words_in_its_former_state(desk: Desk, first: Block, state: str) -> None:
    span = annotate(first, "Sergey Lavrov", state=state)
    desk.save((first, "They met on Monday morning."))
    assert (fresh(span).state, fresh(span).former_state, fresh(span).exact) == ("orphaned", state, "Sergey Lavrov")
    desk.save((first, FIRST))
    assert (fresh(span).state, fresh(span).former_state) == (state, "")
    assert (fresh(span).start, fresh(span).end) == (span.start, span.end)


def test_an_orphan_waits_through_other_edits(desk: Desk, first: Block) -> None:
    span = annotate(first, "Sergey Lavrov")
    for text in ("They met.", "They met in Moscow.", "Nobody met."):
        desk.save((first, text))
        assert (fresh(span).state, fresh(span).former_state, fresh(span).exact) == (
            "orphaned", "accepted", "Sergey Lavrov",
        )  # fmt: skip
    desk.save((first, FIRST))
    assert fresh(span).state == "accepted"


def test_an_orphan_is_not_put_on_the_same_name_that_stood_elsewhere(desk: Desk, first: Block, second: Block) -> None:
    desk.save((second, "Sergey Lavrov left the Kremlin."))
    span = annotate(first, "Sergey Lavrov")
    desk.save((first, "They met on Monday morning."))
    assert (fresh(span).state, fresh(span).block_id) == ("orphaned", first.pk)


@pytest.mark.parametrize(
    ("words", "instead", "is_a_claim"),
    [
        ("met Ilham Aliyev in Moscow", "met Ilham Aliyev near Moscow", True),
        ("Sergey Lavrov", "Sergey Lavrentyev", False),
    ],
    ids=["claim", "mention"],
)
def test_what_waited_for_review_waits_again_when_it_comes_home(
    desk: Desk, first: Block, words: str, instead: str, is_a_claim: bool
) -> None:
    """Deleting a doubtful passage and putting it back is no review."""
    owner = {"statement": Statement.objects.create(article_id=first.article_id)} if is_a_claim else {}
    span = annotate(first, words, **owner)
    doubtful = FIRST.replace(words, instead)
    desk.save((first, doubtful))
    assert fresh(span).state == "review"
    desk.save((first, "They spoke."))
    assert fresh(span).state == "orphaned"
    desk.save((first, doubtful))
    assert fresh(span).state == "review"


@pytest.mark.parametrize("owner", ["statement", "note"])
def test_a_claim_that_changed_inside_waits_for_review(desk: Desk, first: Block, owner: str) -> None:
    row = {
        "statement": lambda: Statement.objects.create(article_id=first.article_id),
        "note": lambda: Note.objects.create(article_id=first.article_id, kind="fact_check", at=timezone.now()),
    }[owner]()
    claim = annotate(first, "met Ilham Aliyev in Moscow", **{owner: row})
    desk.save((first, FIRST.replace("in Moscow", "not in Moscow")))
    assert (fresh(claim).state, fresh(claim).former_state) == ("review", "accepted")


# --- from block to block ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", DECIDED)
def test_a_mention_moves_with_its_sentence_to_another_block_in_the_same_save(
    desk: Desk, first: Block, second: Block, state: str
) -> None:
    span = annotate(first, "Sergey Lavrov", state=state)
    desk.save((first, "They came to Moscow."), (second, f"{SECOND} {FIRST}"))
    assert (fresh(span).block_id, fresh(span).state) == (second.pk, state)
    assert fresh(span).start == len(SECOND) + 1
    assert stands(span)


def test_two_paragraphs_change_places_with_their_mentions(desk: Desk, first: Block, second: Block) -> None:
    man, house = annotate(first, "Sergey Lavrov"), annotate(second, "Kremlin")
    desk.save((first, SECOND), (second, FIRST))
    assert (fresh(man).block_id, fresh(house).block_id) == (second.pk, first.pk)
    assert {fresh(man).state, fresh(house).state} == {"accepted"}
    assert stands(man)
    assert stands(house)


def test_a_claim_that_moved_to_another_block_waits_for_review(desk: Desk, first: Block, second: Block) -> None:
    claim = annotate(
        first, "met Ilham Aliyev in Moscow", statement=Statement.objects.create(article_id=first.article_id)
    )
    desk.save((first, "They came to Moscow."), (second, f"{SECOND} {FIRST}"))
    assert (fresh(claim).block_id, fresh(claim).state) == (second.pk, "review")


def test_in_two_saves_a_mention_is_not_followed(desk: Desk, first: Block, second: Block) -> None:
    span = annotate(first, "Sergey Lavrov")
    desk.save((first, "They came to Moscow."))
    desk.save((second, f"{SECOND} {FIRST}"))
    assert (fresh(span).block_id, fresh(span).state) == (first.pk, "orphaned")


# --- repairs ----------------------------------------------------------------------------------------------------------


def test_an_open_repair_moves_with_its_word(raw: Article, staff: dict[str, User]) -> None:
    repair = Repair.objects.open().filter(block__article=raw).select_related("block")[0]
    words = "امروز " + repair.block.source("fa")
    edit_texts(raw, language="fa", texts={str(repair.block.uuid): words}, by=staff["editor"])
    moved = Repair.objects.select_related("block").get(pk=repair.pk)
    assert (moved.state, moved.start) == ("suggested", repair.start + len("امروز "))
    assert moved.block.plain("fa")[moved.start : moved.end] == repair.before


def test_a_repair_whose_word_was_edited_is_overtaken(raw: Article, staff: dict[str, User]) -> None:
    repair = Repair.objects.open().filter(block__article=raw).select_related("block")[0]
    others = Repair.objects.open().filter(block__article=raw).exclude(block=repair.block).count()
    edit_texts(raw, language="fa", texts={str(repair.block.uuid): "متن تازه."}, by=staff["editor"])
    assert Repair.objects.get(pk=repair.pk).state == "overtaken"
    assert Repair.objects.open().filter(block__article=raw).count() == others


# --- any number of them -----------------------------------------------------------------------------------------------


def crowd(block: Block, count: int) -> None:
    """`count` mentions of one name on the same words."""
    text = block.plain("en")
    mentions = Mention.objects.bulk_create(
        Mention(article_id=block.article_id, entity=named("Sergey Lavrov")) for _ in range(count)
    )
    Span.objects.bulk_create(
        Span(block=block, language="en", start=0, end=13, exact=text[:13], state="accepted", mention=mention)
        for mention in mentions
    )


def queries_for(block: Block) -> list[str]:
    text = block.plain("en")
    with CaptureQueriesContext(connection) as queries:
        carry.along([(block, text, "Today " + text)], "en")
    return [query["sql"].split()[0] for query in queries]


def test_the_number_of_queries_does_not_depend_on_the_number_of_spans(first: Block) -> None:
    crowd(first, 2)
    few = queries_for(first)
    crowd(first, 60)
    Span.objects.filter(block=first).update(start=0, end=13, exact="Sergey Lavrov")
    assert queries_for(first) == few
    assert few == ["SELECT", "SELECT", "UPDATE", "SELECT"]  # spans, names, spans; repairs


def test_many_spans_are_read_at_once_and_written_in_batches(first: Block) -> None:
    crowd(first, 400)
    made = queries_for(first)
    assert made.count("SELECT") == 3
    assert made.count("UPDATE") <= 400 / 90 + 1  # SQLite takes 999 values in a statement, thirteen for each span
    assert Span.objects.filter(block=first, start=len("Today ")).count() == 400


def test_a_block_without_spans_costs_two_queries(second: Block) -> None:
    assert queries_for(second) == ["SELECT", "SELECT"]


@pytest.mark.parametrize("seed", range(40 if THOROUGH else 1))
def test_through_any_row_of_edits_no_span_is_lost_and_each_holds_its_words(
    summit: Article, staff: dict[str, User], seed: int
) -> None:
    """The real report, edited at random: words cut, sentences copied over, paragraphs exchanged and put back."""
    chance = random.Random(seed)
    blocks = list(Block.objects.of_article(summit).filter(kind="paragraph"))[:4]
    original = {str(block.uuid): block.source("fa") for block in blocks}
    spans = Span.objects.filter(block__article=summit, language="fa").select_related("block")
    before = sorted(spans.values_list("uuid", "mention"))
    for _save in range(6):
        texts = {str(b.uuid): b.source("fa") for b in Block.objects.filter(pk__in=[b.pk for b in blocks])}
        for uuid in chance.sample(sorted(texts), 2):
            words = texts[uuid].split()
            at = chance.randrange(len(words) + 1)
            other = chance.choice(sorted(texts.values())).split()
            texts[uuid] = " ".join([*words[:at], *other[:5], *words[at + chance.randrange(6) :]])
        edit_texts(summit, language="fa", texts=texts, by=staff["editor"])
        assert sorted(spans.values_list("uuid", "mention")) == before
        for span in spans.exclude(state="orphaned"):
            assert span.block.plain("fa")[span.start : span.end] == span.exact
        assert not spans.filter(state="orphaned", former_state="").exists()
        assert not spans.filter(state__in=DECIDED).exclude(former_state="").exists()
    edit_texts(summit, language="fa", texts=original, by=staff["editor"])
    assert sorted(spans.values_list("uuid", "mention")) == before


def test_a_refusal_does_not_come_back_when_its_words_are_edited(summit: Article, staff: dict[str, User]) -> None:
    block = block_of(summit, 5)
    span = Span.objects.get(block=block, language="fa", exact="روسیه")
    Span.objects.filter(pk=span.pk).update(state="rejected")
    for words in ("کاخ کرملین پذیرا بود.", "کاخ کرملین و روسیۀ بزرگ."):
        edit_texts(summit, language="fa", texts={str(block.uuid): words}, by=staff["editor"])
        span.refresh_from_db()
        assert span.state == "rejected"
