"""The log as evidence: numbered and chained per object, and whoever rewrites a row is found out."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from newsroom.audit.log import LogEntry
from newsroom.audit.verbs import Verb
from newsroom.base import guards
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk import record
from newsroom.staff.user import User


def broken() -> list[int]:
    return [entry.pk for entry in LogEntry.objects.broken_links()]


def chain(article: Article) -> list[LogEntry]:
    return list(LogEntry.objects.about("article", str(article.uuid)))


def test_the_rows_of_an_object_are_numbered_from_one_and_linked(summit: Article) -> None:
    rows = chain(summit)
    assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
    assert len(rows) >= 10
    assert [row.previous_digest for row in rows] == ["", *[row.digest for row in rows[:-1]]]
    assert broken() == []


def test_a_new_row_is_linked_to_the_last(summit: Article, staff: dict[str, User]) -> None:
    last = chain(summit)[-1]
    entry = record.log(Verb.EDIT, summit, by=staff["editor"], language="fa", digests=("b", "a"), detail="1 blocks")
    assert (entry.seq, entry.previous_digest) == (last.seq + 1, last.digest)
    assert (entry.digest_before, entry.digest_after, entry.who) == ("b", "a", staff["editor"])
    assert LogEntry.objects.get(pk=entry.pk).computed_digest() == entry.digest
    assert broken() == []


def test_each_object_has_a_chain_of_its_own(summit: Article, staff: dict[str, User]) -> None:
    before = chain(summit)
    record.log(Verb.EDIT_USER, staff["editor"], by=staff["administrator"])
    assert chain(summit) == before


REWRITTEN: dict[str, Any] = {
    "who": None,
    "verb": "set_rights",
    "object_label": "another title",
    "language": "xx",
    "digest_before": "0",
    "digest_after": "0",
    "detail": "rewritten",
    "at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
    "previous_digest": "0",
    "digest": "0",
}


def test_the_table_of_rewritings_names_every_column() -> None:
    columns = {field.name for field in LogEntry._meta.fields}
    assert columns - set(REWRITTEN) == {"id", "object_kind", "object_id", "seq"}


@pytest.mark.parametrize("column", sorted(REWRITTEN))
@pytest.mark.parametrize("place", [0, 3, -1], ids=["first", "middle", "last"])
def test_a_rewritten_row_is_found(summit: Article, column: str, place: int) -> None:
    row = chain(summit)[place]
    with guards.lifted():
        LogEntry.objects.filter(pk=row.pk).update(**{column: REWRITTEN[column]})
    assert row.pk in broken()


@pytest.mark.parametrize("column", ["object_kind", "object_id"])
def test_a_row_pushed_under_another_object_is_found(summit: Article, column: str) -> None:
    row = chain(summit)[3]
    with guards.lifted():
        LogEntry.objects.filter(pk=row.pk).update(**{column: "other"})
    assert row.pk in broken()


def test_a_removed_row_is_found_by_its_follower(summit: Article) -> None:
    rows = chain(summit)
    with guards.lifted():
        LogEntry.objects.filter(pk=rows[3].pk).delete()
    assert broken() == [rows[4].pk]


def test_a_row_written_again_with_a_fitting_digest_is_found_by_its_follower(summit: Article) -> None:
    rows = chain(summit)
    rows[3].detail = "rewritten"
    with guards.lifted():
        LogEntry.objects.filter(pk=rows[3].pk).update(detail="rewritten", digest=rows[3].computed_digest())
    assert broken() == [rows[4].pk]


def test_no_number_is_given_twice(summit: Article) -> None:
    row = chain(summit)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        LogEntry.objects.create(
            verb=row.verb, object_kind=row.object_kind, object_id=row.object_id, seq=row.seq, at=row.at, digest="x"
        )


def test_the_log_holds_no_word_of_a_text(summit: Article) -> None:
    """Evidence of what was done, never a second copy of the text; a title as the object's name is all."""
    said = "\n".join(f"{row.detail} {row.object_label}" for row in LogEntry.objects.all())
    blocks = Block.objects.of_article(summit).with_words().exclude(kind="title")
    texts = [block.plain(language)[:40] for block in blocks for language in ("fa", "en", "ru")]
    assert len(texts) == 3 * 27
    assert all(texts)
    assert not [text for text in texts if text in said]


def test_a_long_detail_is_cut_and_not_refused(summit: Article, staff: dict[str, User]) -> None:
    entry = record.log(Verb.EDIT, summit, by=staff["editor"], detail="x" * 1000)
    assert len(LogEntry.objects.get(pk=entry.pk).detail) == 300
    assert broken() == []


def test_a_row_says_in_words_what_was_done(summit: Article, staff: dict[str, User]) -> None:
    entry = record.log(Verb.PUBLISH, summit, by=staff["publisher"])
    assert str(entry) == f"{Verb.PUBLISH.label} {summit.public_id} #{entry.seq}"
