"""What changed between two documents: every block has its row, and as few as possible count as moved."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from newsroom.text.changes import annotation_changes, block_changes, languages_touched, moved
from newsroom.text.document import ArticleDocument, BlockPart, MentionPart, SpanPart


def document(*blocks: tuple[str, str], kind: str = "paragraph", language: str = "fa") -> ArticleDocument:
    parts = tuple(BlockPart(id=key, kind=kind, text={language: text} if text else {}) for key, text in blocks)
    return ArticleDocument("a", "fa", ("fa", "en"), "news", parts)


def statuses(old: ArticleDocument, new: ArticleDocument, language: str = "fa") -> dict[str, str]:
    return {row.id: row.status for row in block_changes(old, new, language)}


def test_each_block_says_what_became_of_it() -> None:
    old = document(("a", "یک"), ("b", "دو"), ("c", "سه"), ("d", "چهار"))
    new = document(("a", "یک"), ("c", "سه دیگر"), ("e", "پنج"), ("d", "چهار"))
    assert statuses(old, new) == {"a": "same", "b": "removed", "c": "changed", "e": "added", "d": "same"}


def test_what_went_stands_where_it_was() -> None:
    old = document(("a", "1"), ("b", "2"), ("c", "3"), ("d", "4"))
    new = document(("a", "1"), ("d", "4"), ("e", "5"))
    assert [row.id for row in block_changes(old, new, "fa")] == ["a", "b", "c", "d", "e"]
    assert [row.id for row in block_changes(old, document(("d", "4")), "fa")] == ["a", "b", "c", "d"]


def test_one_block_carried_to_the_end_is_the_one_that_moved() -> None:
    old, new = document(("a", "1"), ("b", "2"), ("c", "3")), document(("b", "2"), ("c", "3"), ("a", "1"))
    assert statuses(old, new) == {"b": "same", "c": "same", "a": "moved"}


def test_both_columns_have_the_whole_of_their_text() -> None:
    [row] = block_changes(document(("a", "او دیروز به وین رفت")), document(("a", "او امروز به وین رفت")), "fa")
    assert "".join(piece.text for piece in row.old_pieces) == "او دیروز به وین رفت"
    assert "".join(piece.text for piece in row.new_pieces) == "او امروز به وین رفت"
    assert [piece.text for piece in row.old_pieces if piece.kind == "delete"] == ["دیروز"]


def test_emphasis_alone_is_shown_as_markdown() -> None:
    [row] = block_changes(document(("a", "به وین رفت")), document(("a", "به **وین** رفت")), "fa")
    assert row.status == "changed"
    assert "**" in "".join(piece.text for piece in row.new_pieces)


def test_another_kind_is_a_change() -> None:
    old, new = document(("a", "1")), document(("a", "1"), kind="heading")
    assert statuses(old, new) == {"a": "changed"}


def test_a_text_that_was_written_where_there_was_none_is_new_in_that_language_only() -> None:
    old = document(("a", "یک"))
    new = replace(old, blocks=(replace(old.blocks[0], text={"fa": "یک", "en": "one"}),))
    assert statuses(old, new) == {"a": "same"}
    assert statuses(old, new, "en") == {"a": "added"}
    assert languages_touched(old, new) == ("en",)
    assert languages_touched(None, new) == ("fa", "en")
    assert languages_touched(new, new) == ()


def test_an_annotation_that_only_moved_along_is_not_counted() -> None:
    def mentioned(start: int, entity: str = "e", language: str = "fa") -> ArticleDocument:
        span = SpanPart("a", language, start, start + 3, "وین")
        return replace(document(("a", "او به وین رفت")), mentions=(MentionPart("m", entity, (span,)),))

    assert annotation_changes(mentioned(6), mentioned(9), ["fa"]) == []
    [changed] = annotation_changes(mentioned(6), mentioned(6, "other"), ["fa"])
    assert (changed.sort, changed.added, changed.removed, changed.changed) == ("mentions", 0, 0, 1)
    [gone] = annotation_changes(mentioned(6), document(("a", "او به وین رفت")), ["fa"])
    assert gone.removed == 1
    assert annotation_changes(mentioned(6), document(("a", "او به وین رفت")), ["en"]) == []


@given(st.permutations(range(8)))
def test_what_has_not_moved_stands_in_both_in_one_order(order: list[int]) -> None:
    before, after = [str(n) for n in range(8)], [str(n) for n in order]
    wandered = moved(before, after)
    assert [key for key in after if key not in wandered] == [key for key in before if key not in wandered]
    assert len(wandered) < len(order)


TEXTS = st.dictionaries(st.sampled_from("abcdefg"), st.sampled_from(["یک دو", "دو", "سه", "one"]), max_size=7)


@given(TEXTS, TEXTS)
def test_every_block_of_either_has_one_row_and_its_words(old: dict[str, str], new: dict[str, str]) -> None:
    rows = block_changes(document(*old.items()), document(*new.items()), "fa")
    assert sorted(row.id for row in rows) == sorted(old.keys() | new.keys())
    for row in rows:
        assert "".join(piece.text for piece in row.old_pieces) == old.get(row.id, "")
        assert "".join(piece.text for piece in row.new_pieces) == new.get(row.id, "")
