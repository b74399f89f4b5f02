"""Accepting and refusing repairs."""

from __future__ import annotations

import pytest

from newsroom.annotation.span import Span
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.content.repair import Repair, RepairState
from newsroom.desk.annotate import accept_suggestions, suggest_mentions
from newsroom.desk.errors import NotAllowed
from newsroom.desk.repair import accept_repairs, reject_repairs
from newsroom.localization.segment import Segment
from newsroom.staff.user import User


def open_repairs(article: Article) -> list[Repair]:
    return list(Repair.objects.open().filter(block__article=article))


def test_accepting_all_repairs_the_text(raw: Article, staff: dict[str, User]) -> None:
    accept_repairs(raw, repairs=open_repairs(raw), by=staff["reporter"])
    words = "\n".join(block.plain("fa") for block in Block.objects.of_article(raw))
    assert "رئیس‌جمهور" in words
    assert "مشترک‌المنافع" in words
    assert "علی‌اف" in words
    assert not open_repairs(raw)


def test_accepting_one_leaves_the_others_in_their_places(raw: Article, staff: dict[str, User]) -> None:
    waiting = open_repairs(raw)
    accept_repairs(raw, repairs=waiting[:1], by=staff["reporter"])
    left = list(Repair.objects.open().filter(block__article=raw).select_related("block"))
    assert len(left) == len(waiting) - 1
    assert all(row.block.plain("fa")[row.start : row.end] == row.before for row in left)


def test_a_refused_repair_is_not_offered_again(raw: Article, staff: dict[str, User]) -> None:
    waiting = open_repairs(raw)
    assert reject_repairs(raw, repairs=waiting[:3], by=staff["reporter"]) == 3
    assert len(open_repairs(raw)) == len(waiting) - 3
    assert Repair.objects.filter(block__article=raw, state=RepairState.REJECTED).count() == 3


def test_it_keeps_the_mention_when_a_zwnj_is_restored(raw: Article, staff: dict[str, User]) -> None:
    suggest_mentions(raw, language="fa", by=staff["annotator"])
    aliyev = Span.objects.of_article(raw.pk, "fa").filter(exact="علیاف").first()
    assert aliyev is not None
    accept_suggestions(raw, spans=[aliyev], by=staff["annotator"])
    accept_repairs(raw, repairs=open_repairs(raw), by=staff["reporter"])
    aliyev.refresh_from_db()
    assert aliyev.exact == "علی‌اف"
    assert aliyev.state == "accepted"
    assert aliyev.block.plain("fa")[aliyev.start : aliyev.end] == aliyev.exact


def test_repairing_renews_the_digest_of_the_segment(raw: Article, staff: dict[str, User]) -> None:
    before = dict(Segment.objects.of_article(raw.pk, "fa").values_list("pk", "digest"))
    changes = accept_repairs(raw, repairs=open_repairs(raw), by=staff["reporter"])
    after = dict(Segment.objects.of_article(raw.pk, "fa").values_list("pk", "digest"))
    assert sum(before[pk] != after[pk] for pk in before) == len(changes) > 10


def test_another_reporter_may_not_repair_it(raw: Article, staff: dict[str, User]) -> None:
    with pytest.raises(NotAllowed):
        accept_repairs(raw, repairs=open_repairs(raw), by=staff["annotator"])
