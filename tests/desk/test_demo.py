"""The demo: told once, told through the verbs, and telling it again changes nothing."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import call_command

from newsroom.annotation.span import Span
from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.content.revision import Revision
from newsroom.desk.snapshot import document_of
from newsroom.text import layout
from newsroom.text.document import ArticleDocument
from tests.stories import story


def everything() -> str:
    rows = [row for model in apps.get_app_config("newsroom").get_models() for row in model.objects.order_by("pk")]
    return serializers.serialize("json", rows)


def test_telling_it_again_changes_nothing(summit: Article) -> None:
    before = everything()
    for _name, do in story().steps():
        do()
    assert everything() == before


def test_the_command_says_that_the_demo_is_here(summit: Article) -> None:
    out = StringIO()
    call_command("demo", stdout=out)
    assert "nothing was changed" in out.getvalue()


@pytest.mark.parametrize("language", languages.codes())
def test_its_texts_are_the_edited_ones(summit: Article, language: str, settings: Any) -> None:
    written = (settings.BASE_DIR / "seeds" / f"cis-summit-2024.{language}.md").read_text(encoding="utf-8")
    wanted = [block.text for block in layout.read_report(written, language).blocks]
    assert [block.plain(language) for block in Block.objects.of_article(summit)] == wanted


@pytest.mark.parametrize("language", languages.codes())
def test_its_mentions_are_the_annotators(summit: Article, language: str, settings: Any) -> None:
    rows = json.loads((settings.BASE_DIR / "seeds" / "cis-summit-2024.mentions.json").read_text(encoding="utf-8"))
    wanted = {(r["block"], r["start"], r["end"], r["entity"]) for r in rows if r["language"] == language}
    spans = Span.objects.of_article(summit.pk, language).accepted().select_related("block", "mention__entity")
    assert {(s.block.position, s.start, s.end, s.mention.entity.public_id) for s in spans} == wanted
    assert all(s.block.plain(language)[s.start : s.end] == s.exact for s in spans)


def test_every_verb_left_its_row(summit: Article) -> None:
    verbs = set(LogEntry.objects.about("article", str(summit.uuid)).values_list("verb", flat=True))
    told = {"ingest", "accept_repairs", "edit", "translate", "suggest", "accept_suggestions", "approve", "publish"}
    assert verbs >= told


def test_a_revision_holds_the_whole_article(summit: Article) -> None:
    last = Revision.objects.filter(article=summit).order_by("number").last()
    document = document_of(summit)
    assert last is not None
    assert len(last.document.blocks) == 26
    assert ArticleDocument.from_json(document.to_json()) == document
    assert ArticleDocument.from_json(document.to_json()).to_json() == document.to_json()
