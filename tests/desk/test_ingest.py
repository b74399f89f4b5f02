"""Bringing in a report, through the verb and through the command."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from newsroom.audit.log import LogEntry
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.content.repair import Repair
from newsroom.desk.errors import AlreadyIngested, NotAllowed, NotAReport
from newsroom.desk.ingest import ingest, plan_ingest
from newsroom.staff.user import User
from tests.stories import RAW

KINDS = ["title", "lead", "caption", "dateline", *["paragraph"] * 6]
KINDS += ["heading", "paragraph"] * 3 + ["heading", "paragraph", "paragraph"] + ["heading", "paragraph"] * 2
KINDS += ["paragraph"] * 3


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """What a refusal says is compared in English."""
    with translation.override("en"):
        yield



def test_it_makes_the_26_blocks_of_the_demo_report(raw: Article) -> None:
    assert [block.kind for block in Block.objects.of_article(raw)] == KINDS
    assert len(KINDS) == 26


def test_it_splits_the_title_from_the_lead_and_drops_the_kind_suffix(raw: Article) -> None:
    title, lead, *_rest = Block.objects.of_article(raw)
    assert title.plain("fa").endswith("قالب «CIS+»")
    assert lead.plain("fa").startswith("مسکو روز ۸ اکتبر")


def test_it_keeps_the_original_byte_for_byte(raw: Article) -> None:
    assert bytes(raw.original.content) == RAW.read_bytes()
    assert raw.original.sha256 == hashlib.sha256(RAW.read_bytes()).hexdigest()


def test_it_remembers_what_the_source_says_of_itself(raw: Article) -> None:
    assert raw.source_date is not None
    assert raw.source_date.isoformat() == "2024-10-09"
    assert raw.genre == "report"
    assert [credit.name for credit in raw.credits.all()] == ["AA"]


def test_it_changes_no_word_but_offers_repairs(raw: Article) -> None:
    words = "\n".join(block.plain("fa") for block in Block.objects.of_article(raw))
    assert "رئیسجمهور" in words
    assert Repair.objects.open().filter(block__article=raw, before="رئیسجمهور", after="رئیس‌جمهور").exists()


def test_it_leaves_one_revision_and_one_log_entry(raw: Article) -> None:
    assert raw.revisions.count() == 1
    assert list(LogEntry.objects.about("article", str(raw.uuid)).values_list("verb", flat=True)) == ["ingest"]


def test_it_refuses_the_same_bytes_and_names_the_article(summit: Article, staff: dict[str, User]) -> None:
    plan = plan_ingest(RAW.read_bytes())
    with pytest.raises(AlreadyIngested, match=summit.public_id):
        ingest(plan, by=staff["reporter"])
    assert ingest(plan, by=staff["reporter"], again=True).public_id != summit.public_id


def test_a_translator_may_not_bring_in_a_report(staff: dict[str, User]) -> None:
    before = Article.objects.count()
    with pytest.raises(NotAllowed):
        ingest(plan_ingest(b"Title\n\nWords."), by=staff["translator-en"])
    assert Article.objects.count() == before


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"  \r\n\t ", "no text|empty"),
        ("Отчёт о встрече министров в Москве".encode("windows-1251"), r"(?s)byte.*0.*windows-1251"),
        (b"%PDF-1.7 \x00\x01", "PDF|binary"),
        (b"words \x00 words", "6"),
        (("Title\n\nA \u202etrap here." * 2).encode(), r"U\+202E"),
    ],
)
def test_it_refuses_what_is_no_report_and_says_why(db: None, data: bytes, said: str) -> None:
    with pytest.raises(NotAReport) as refusal:
        plan_ingest(data)
    import re

    assert re.search(said, str(refusal.value), re.IGNORECASE), str(refusal.value)


def test_it_refuses_a_report_over_the_limit(db: None, settings: object) -> None:
    settings.REPORT_MAX_BYTES = 100  # type: ignore[attr-defined]
    with pytest.raises(NotAReport, match="100"):
        plan_ingest(b"x" * 101)


def test_markup_in_a_pasted_text_stays_text(write: Callable[[str], Article]) -> None:
    article = write("A title here\n\nTwo *stars* and [a link](javascript:alert(1)) & <b>tags</b>.\n")
    words = [block.plain("en") for block in Block.objects.of_article(article)]
    assert "Two *stars* and [a link](javascript:alert(1)) & <b>tags</b>." in words


def test_the_command_shows_and_writes_nothing_on_a_dry_run(db: None) -> None:
    before, out = Article.objects.count(), StringIO()
    call_command("ingest_report", str(RAW), "--dry-run", stdout=out)
    assert "26 blocks" in out.getvalue()
    assert Article.objects.count() == before


def test_the_command_refuses_the_demo_report_unless_told_again(summit: Article) -> None:
    before = Article.objects.count()
    with pytest.raises(CommandError, match=summit.public_id):
        call_command("ingest_report", str(RAW), stdout=StringIO())
    call_command("ingest_report", str(RAW), "--again", "--language", "fa", stdout=StringIO())
    assert Article.objects.count() == before + 1


def test_the_command_says_what_is_wrong_with_a_file(db: None, tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_bytes("خبر".encode("windows-1256"))
    with pytest.raises(CommandError, match="Byte 0"):
        call_command("ingest_report", str(file), stdout=StringIO())
    with pytest.raises(CommandError, match="missing"):
        call_command("ingest_report", str(tmp_path / "missing.txt"), stdout=StringIO())


def test_a_paragraph_longer_than_a_block_is_refused_by_its_line(db: None) -> None:
    with pytest.raises(NotAReport, match="line 3: a block has at most 20000"):
        plan_ingest(("A title here\n\n" + "many words " * 2000).encode())
