"""Saving the editor's page: words, outline, and what two people change at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from newsroom.annotation.span import Span, SpanState
from newsroom.audit.log import LogEntry
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.content.track import Track
from newsroom.desk.annotate import accept_suggestions, suggest_mentions
from newsroom.desk.articles import trash_article
from newsroom.desk.compose import Composition, Row, compose
from newsroom.desk.errors import BadText, Conflicts, NotAllowed, Trashed, UnknownBlock, UnknownRevision
from newsroom.desk.snapshot import document_of
from newsroom.desk.translate import put_translation
from newsroom.localization.segment import Segment, Status
from newsroom.staff.user import User

TEXT = """Leaders meet in Moscow

The leaders of nine states met in Moscow on Tuesday and spoke about trade.

Vladimir Putin opened the meeting. Nikol Pashinyan came with his delegation to the Kremlin.

The next summit is to be held in Dushanbe, said Vladimir Putin.
"""


@pytest.fixture
def article(write: Callable[[str], Article], staff: dict[str, User]) -> Article:
    """An English draft of Sara's, its mentions accepted."""
    draft = write(TEXT)
    suggest_mentions(draft, language="en", by=staff["editor"])
    spans = Span.objects.of_article(draft.pk, "en").suggested()
    accept_suggestions(draft, spans=spans, by=staff["editor"])
    return draft


def ids(article: Article) -> list[str]:
    return [str(block.uuid) for block in Block.objects.of_article(article)]


def text(article: Article, number: int) -> str:
    return Block.objects.of_article(article)[number].source("en")


def now(article: Article) -> int:
    return int(article.revisions.order_by("-number")[0].number)


def form(article: Article, rows: dict[int, str] | None = None, **kwargs: Any) -> Composition:
    known = ids(article)
    return Composition(
        kwargs.pop("revision", now(article)),
        rows=tuple(Row(known[number], words) for number, words in (rows or {}).items()),
        **kwargs,
    )


def quotes(article: Article) -> list[str]:
    return [span.exact for span in Span.objects.of_article(article.pk, "en").accepted()]


def assert_history_is_true(article: Article) -> None:
    """The last revision says what the rows say, positions are dense, every span has its words."""
    assert article.revisions.order_by("-number")[0].document == document_of(article)
    blocks = list(Block.objects.of_article(article))
    assert [block.position for block in blocks] == list(range(1, len(blocks) + 1))
    for span in Span.objects.filter(block__article=article).exclude(state=SpanState.ORPHANED).select_related("block"):
        assert span.block.plain(span.language)[span.start : span.end] == span.exact


def test_a_save_changes_the_words_it_sends_and_leaves_one_revision_and_one_row_of_the_log(
    article: Article, staff: dict[str, User]
) -> None:
    logged, before = LogEntry.objects.count(), now(article)
    tighter = form(article, {1: "Nine leaders met."}, why="Tighter.")
    saved = compose(article, language="en", form=tighter, by=staff["editor"])
    assert saved.revision == before + 1
    assert saved.changed == (ids(article)[1],)
    assert text(article, 1) == "Nine leaders met."
    assert article.revisions.get(number=saved.revision).summary == "Tighter."
    assert LogEntry.objects.count() == logged + 1
    assert_history_is_true(article)


def test_a_save_that_changes_nothing_leaves_nothing(article: Article, staff: dict[str, User]) -> None:
    before, logged = now(article), LogEntry.objects.count()
    saved = compose(article, language="en", form=form(article, {1: text(article, 1)}), by=staff["editor"])
    assert (saved.revision, saved.changed, LogEntry.objects.count()) == (before, (), logged)


def test_two_people_change_two_blocks(article: Article, staff: dict[str, User]) -> None:
    first, second = form(article, {1: "Nine leaders met."}), form(article, {2: "Putin opened it."})
    compose(article, language="en", form=first, by=staff["editor"])
    compose(article, language="en", form=second, by=staff["publisher"])
    assert (text(article, 1), text(article, 2)) == ("Nine leaders met.", "Putin opened it.")
    assert_history_is_true(article)


def test_two_people_change_two_words_of_one_block(article: Article, staff: dict[str, User]) -> None:
    original = text(article, 1)
    first = form(article, {1: original.replace("nine", "ten")})
    second = form(article, {1: original.replace("trade", "energy")})
    compose(article, language="en", form=first, by=staff["editor"])
    saved = compose(article, language="en", form=second, by=staff["publisher"])
    assert text(article, 1) == original.replace("nine", "ten").replace("trade", "energy")
    assert saved.merged == (ids(article)[1],)


def test_two_people_change_the_same_word_and_nothing_is_written_until_one_decides(
    article: Article, staff: dict[str, User]
) -> None:
    original = text(article, 1)
    first = form(article, {1: original.replace("nine", "ten")})
    second = form(article, {1: original.replace("nine", "eight"), 2: "Another block."})
    compose(article, language="en", form=first, by=staff["editor"])
    with pytest.raises(Conflicts) as refused:
        compose(article, language="en", form=second, by=staff["publisher"])
    (conflict,) = refused.value.conflicts
    assert (conflict.base, conflict.theirs, conflict.mine) == (
        original, original.replace("nine", "ten"), original.replace("nine", "eight"),
    )  # fmt: skip
    assert text(article, 2) != "Another block."
    decided = form(article, {1: "Decided.", 2: "Another block."}, revision=refused.value.revision)
    compose(article, language="en", form=decided, by=staff["publisher"])
    assert (text(article, 1), text(article, 2)) == ("Decided.", "Another block.")


def test_a_block_that_somebody_changed_is_not_removed_unseen(article: Article, staff: dict[str, User]) -> None:
    removing = form(article, gone={ids(article)[1]: ""})
    compose(article, language="en", form=form(article, {1: "Changed."}), by=staff["editor"])
    with pytest.raises(Conflicts) as refused:
        compose(article, language="en", form=removing, by=staff["publisher"])
    assert (refused.value.conflicts[0].theirs, refused.value.conflicts[0].gone) == ("Changed.", True)


def test_a_block_that_somebody_removed_is_not_edited_unseen(article: Article, staff: dict[str, User]) -> None:
    editing, untouched = form(article, {1: "Changed."}), form(article, {1: text(article, 1), 2: "Putin opened it."})
    compose(article, language="en", form=form(article, gone={ids(article)[1]: ""}), by=staff["editor"])
    with pytest.raises(Conflicts) as refused:
        compose(article, language="en", form=editing, by=staff["publisher"])
    assert refused.value.conflicts[0].gone
    compose(article, language="en", form=untouched, by=staff["publisher"])
    assert text(article, 1) == "Putin opened it."


def test_a_split_block_keeps_the_annotations_on_either_side(article: Article, staff: dict[str, User]) -> None:
    before, known, fresh = quotes(article), ids(article), str(uuid4())
    head, tail = text(article, 2).split(". ", 1)
    rows = (Row(known[2], f"{head}."), Row(fresh, tail, kind="paragraph"))
    order = (*known[:3], fresh, *known[3:])
    compose(article, language="en", form=Composition(now(article), rows, order), by=staff["editor"])
    assert ids(article) == list(order)
    assert quotes(article) == before
    assert_history_is_true(article)


def test_a_merged_block_takes_words_annotations_and_translations_along(
    article: Article, staff: dict[str, User]
) -> None:
    known = ids(article)
    russian = {known[2]: "Владимир Путин открыл встречу.", known[3]: "Следующий саммит пройдёт в Душанбе."}
    put_translation(article, language="ru", texts=russian, by=staff["editor"])
    before, joined = quotes(article), f"{text(article, 2)} {text(article, 3)}"
    merging = Composition(now(article), (Row(known[2], joined),), gone={known[3]: known[2]})
    compose(article, language="en", form=merging, by=staff["editor"])
    assert ids(article) == known[:3]
    assert quotes(article) == before
    block = Block.objects.of_article(article)[2]
    assert block.source("ru") == " ".join(russian.values())
    assert not Segment.objects.of_article(article.pk, "ru").outdated().exists()
    assert_history_is_true(article)


def test_a_merged_translation_that_was_outdated_stays_so(article: Article, staff: dict[str, User]) -> None:
    known = ids(article)
    russian = {known[2]: "Владимир Путин открыл встречу.", known[3]: "Следующий саммит пройдёт в Душанбе."}
    put_translation(article, language="ru", texts=russian, by=staff["editor"])
    compose(article, language="en", form=form(article, {3: "The next one is in Minsk."}), by=staff["editor"])
    joined = f"{text(article, 2)} {text(article, 3)}"
    merging = Composition(now(article), (Row(known[2], joined),), gone={known[3]: known[2]})
    compose(article, language="en", form=merging, by=staff["editor"])
    assert Segment.objects.of_article(article.pk, "ru").outdated().exists()


def test_blocks_are_reordered_while_somebody_adds_one(article: Article, staff: dict[str, User]) -> None:
    known, fresh = ids(article), str(uuid4())
    moving = form(article, order=(known[0], known[1], known[3], known[2]))
    adding = Composition(now(article), (Row(fresh, "Added.", kind="paragraph"),), order=(*known[:2], fresh, *known[2:]))
    compose(article, language="en", form=adding, by=staff["editor"])
    compose(article, language="en", form=moving, by=staff["publisher"])
    assert ids(article) == [known[0], known[1], fresh, known[3], known[2]]
    assert_history_is_true(article)


def test_the_same_form_sent_twice_acts_once(article: Article, staff: dict[str, User]) -> None:
    fresh = str(uuid4())
    adding = Composition(now(article), (Row(fresh, "Added.", kind="paragraph"),), order=(*ids(article), fresh))
    first = compose(article, language="en", form=adding, by=staff["editor"])
    again = compose(article, language="en", form=adding, by=staff["editor"])
    assert again.revision == first.revision
    assert ids(article).count(fresh) == 1


def test_what_a_translator_did_not_see_makes_their_text_outdated(article: Article, staff: dict[str, User]) -> None:
    translating = form(article, {1: "Лидеры девяти государств встретились."})
    compose(article, language="en", form=form(article, {1: "Ten leaders met."}), by=staff["editor"])
    compose(article, language="ru", form=translating, by=staff["publisher"])
    (segment,) = Segment.objects.of_article(article.pk, "ru").outdated()
    assert segment.based_on_text.startswith("The leaders of nine states")
    assert segment.status == Status.TRANSLATED


def test_a_minor_change_leaves_translations_as_good_as_they_were(article: Article, staff: dict[str, User]) -> None:
    known, original = ids(article), text(article, 1)
    put_translation(article, language="ru", texts={known[1]: "Лидеры встретились."}, by=staff["editor"])
    typo = form(article, {1: original.replace("spoke about", "discussed")}, minor=True)
    saved = compose(article, language="en", form=typo, by=staff["editor"])
    assert article.revisions.get(number=saved.revision).minor
    assert not Segment.objects.of_article(article.pk, "ru").outdated().exists()
    compose(article, language="en", form=form(article, {1: original}), by=staff["editor"])
    assert Segment.objects.of_article(article.pk, "ru").outdated().exists()


def test_the_order_of_titles_and_the_search_follow_the_words(article: Article, staff: dict[str, User]) -> None:
    compose(article, language="en", form=form(article, {0: "Zebras in Moscow"}), by=staff["editor"])
    after = Track.objects.get(article=article, language="en").sort_key
    compose(article, language="en", form=form(article, {0: "Antelopes in Moscow"}), by=staff["editor"])
    assert Track.objects.get(article=article, language="en").sort_key < after
    assert Segment.objects.of_article(article.pk, "en")[0].folded == "antelopes in moscow"


def test_only_who_may_edit_the_source_changes_the_outline(article: Article, staff: dict[str, User]) -> None:
    Track.objects.update_or_create(article=article, language="ru", defaults={"assignee": staff["translator-ru"]})
    removing = form(article, gone={ids(article)[3]: ""})
    with pytest.raises(NotAllowed):
        compose(article, language="ru", form=removing, by=staff["translator-ru"])
    compose(article, language="ru", form=form(article, {1: "Лидеры встретились."}), by=staff["translator-ru"])


def test_bad_words_name_their_block_and_nothing_is_written(article: Article, staff: dict[str, User]) -> None:
    with pytest.raises(BadText) as refused:
        compose(article, language="en", form=form(article, {1: "fine", 2: "bad \u202e text"}), by=staff["editor"])
    assert refused.value.block_id == ids(article)[2]
    assert text(article, 1) != "fine"


def test_what_is_not_there_is_named(article: Article, staff: dict[str, User]) -> None:
    with pytest.raises(UnknownRevision):
        compose(article, language="en", form=Composition(999), by=staff["editor"])
    bad = Composition(now(article), (Row("no-uuid", "x", kind="paragraph"),))
    with pytest.raises(UnknownBlock):
        compose(article, language="en", form=bad, by=staff["editor"])
    trash_article(article, by=staff["editor"])
    with pytest.raises(Trashed):
        compose(article, language="en", form=form(article, {1: "x"}), by=staff["editor"])


def test_saving_one_block_costs_as_much_in_a_long_article(
    article: Article, staff: dict[str, User], django_assert_max_num_queries: Any
) -> None:
    fresh = [Row(str(uuid4()), f"Paragraph {n} says that Vladimir Putin spoke.", kind="paragraph") for n in range(200)]
    long = Composition(now(article), tuple(fresh), order=(*ids(article), *(row.id for row in fresh)))
    compose(article, language="en", form=long, by=staff["editor"])
    suggest_mentions(article, language="en", by=staff["editor"])
    one_block = form(article, {2: "Vladimir Putin opened it."})
    with django_assert_max_num_queries(14):  # two of them the savepoint; a save by HTTP may cost 16
        compose(article, language="en", form=one_block, by=staff["editor"])
    assert_history_is_true(article)
