"""The demo: told once, told through the verbs, and telling it again changes nothing."""

from __future__ import annotations

import json
from collections import Counter
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import call_command

from newsroom.annotation.note import Note
from newsroom.annotation.span import Span
from newsroom.annotation.statement import Statement
from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.content.revision import Revision
from newsroom.desk.snapshot import document_of
from newsroom.localization.segment import Segment
from newsroom.publishing.edition import Edition
from newsroom.publishing.publication import Publication
from newsroom.staff.comment import Comment
from newsroom.text import layout
from newsroom.text.document import ArticleDocument
from tests.stories import CORRECTED, block_of, story

REPORTS = [("cis-explainer", "explainer", ("en", "fa")), ("cis-summit-2024", "summit", ("fa", "en", "ru"))]
TEXTS = [(slug, name, language) for slug, name, codes in REPORTS for language in codes]


def everything() -> str:
    rows = [row for model in apps.get_app_config("newsroom").get_models() for row in model.objects.order_by("pk")]
    return serializers.serialize("json", rows)


def told(name: str) -> Article:
    """The article of a report: told("summit")."""
    article: Article = getattr(story(), name).known()
    return article


def seed(slug: str, name: str, settings: Any) -> Any:
    return json.loads((settings.BASE_DIR / "seeds" / f"{slug}.{name}.json").read_text(encoding="utf-8"))


def test_it_tells_two_reports_each_in_its_languages(db: None) -> None:
    assert Article.objects.count() == len(REPORTS) + 1  # and a draft
    for _slug, name, codes in REPORTS:
        article = told(name)
        live = Publication.objects.live().filter(article_public_id=article.public_id)
        assert set(live.values_list("language", flat=True)) == set(codes)
        assert article.source_language == codes[0]


def test_telling_it_again_changes_nothing(summit: Article) -> None:
    assert story().told()
    before = everything()
    for _name, do in story().steps():
        do()
    assert everything() == before


def test_the_command_says_that_the_demo_is_here(summit: Article) -> None:
    out = StringIO()
    call_command("demo", stdout=out)
    assert "nothing was changed" in out.getvalue()


@pytest.mark.parametrize(("slug", "name", "language"), TEXTS)
def test_its_texts_are_the_edited_ones(db: None, slug: str, name: str, language: str, settings: Any) -> None:
    written = (settings.BASE_DIR / "seeds" / f"{slug}.{language}.md").read_text(encoding="utf-8")
    wanted = [block.text for block in layout.read_report(written, language).blocks]
    if (name, language) == ("summit", "fa"):
        wanted[CORRECTED - 1] += seed(slug, "correction", settings)["append"]
    blocks = Block.objects.of_article(told(name)).with_words().filter(parent=None)
    assert [block.plain(language) for block in blocks] == wanted


@pytest.mark.parametrize(("slug", "name", "language"), TEXTS)
def test_its_mentions_are_the_annotators(db: None, slug: str, name: str, language: str, settings: Any) -> None:
    article = told(name)
    rows = [row for row in seed(slug, "mentions", settings) if row["language"] == language]
    wanted = {(block_of(article, r["block"]).pk, r["start"], r["end"], r["entity"]) for r in rows}
    spans = Span.objects.of_article(article.pk, language).accepted().exclude(mention=None)
    found = {(s.block_id, s.start, s.end, s.mention.entity.public_id) for s in spans.select_related("mention__entity")}
    later = found - wanted
    assert found >= wanted
    if (name, language) == ("summit", "fa"):  # the sentence of the correction, and nothing else
        block = block_of(article, CORRECTED)
        start = len(block.plain("fa")) - len(seed(slug, "correction", settings)["append"])
        assert later
        assert all(row[0] == block.pk and row[1] >= start for row in later)
    else:
        assert not later


@pytest.mark.parametrize("name", ["explainer", "summit"])
def test_every_annotation_holds_the_words_it_was_made_on(db: None, name: str) -> None:
    spans = list(Span.objects.filter(block__article=told(name)).select_related("block"))
    assert all(s.block.plain(s.language)[s.start : s.end] == s.exact for s in spans)
    assert {s.state for s in spans} <= {"accepted", "rejected"}


def test_every_verb_left_its_row(summit: Article) -> None:
    verbs = set(LogEntry.objects.about("article", str(summit.uuid)).values_list("verb", flat=True))
    told = {"ingest", "accept_repairs", "edit", "translate", "suggest", "accept_suggestions", "approve", "publish"}
    assert verbs >= told | {"edit_article", "add_image", "add_statement", "add_note"}


@pytest.mark.parametrize("name", ["explainer", "summit"])
def test_a_revision_holds_the_whole_article(db: None, name: str) -> None:
    article = told(name)
    last = Revision.objects.filter(article=article).order_by("number").last()
    document = document_of(article)
    assert last is not None
    assert last.document.blocks == document.blocks
    assert len(document.blocks) == article.blocks.count()
    assert ArticleDocument.from_json(document.to_json()) == document
    assert ArticleDocument.from_json(document.to_json()).to_json() == document.to_json()


def test_the_summit_has_26_blocks_that_came_in_and_a_map_with_its_words(summit: Article) -> None:
    kinds = list(Block.objects.of_article(summit).values_list("kind", flat=True))
    assert len(kinds) == 26 + 3
    assert kinds[4:7] == ["image", "alt", "caption"]
    assert [b.position for b in Block.objects.of_article(summit)] == list(range(1, 30))


# --- statements, notes, map -------------------------------------------------------------------------------------------


def test_it_has_every_statement_of_its_seed_in_every_language(summit: Article, settings: Any) -> None:
    statements = Statement.objects.filter(article=summit).prefetch_related("spans")
    assert statements.count() == len(seed("cis-summit-2024", "statements", settings)) >= 38
    for statement in statements:
        assert {span.language for span in statement.spans.all()} == set(languages.codes())
        assert all(languages.read(statement, "gist", code) for code in languages.codes())


def test_every_speaker_is_named_and_has_a_capacity_in_three_languages(summit: Article) -> None:
    for statement in Statement.objects.filter(article=summit).prefetch_related("voices__entity"):
        assert statement.voices.all()
        for voice in statement.voices.all():
            assert all(voice.entity.name_in(code) for code in languages.codes())
            assert all(languages.read(voice, "capacity", code) for code in languages.codes())


def test_the_public_reads_14_fact_checks_and_one_question_stays_inside(summit: Article) -> None:
    notes = Note.objects.filter(article=summit)
    assert Counter(notes.values_list("public", "kind")) == {(True, "fact_check"): 14, (False, "question"): 1}
    for language in languages.codes():
        edition = Edition.objects.of(summit.public_id, language)[0]
        assert edition.body.content is not None
        shown = edition.body.content.notes
        assert len(shown) == 14
        assert all(note.finding[language] and note.claim[language] for note in shown)


def test_its_map_says_in_three_languages_what_it_shows(summit: Article, settings: Any) -> None:
    image = summit.blocks.get(kind="image")
    assert image.asset is not None
    wanted = seed("cis-summit-2024", "map", settings)
    assert set(image.asset.places.values_list("public_id", flat=True)) == set(wanted["places"])
    assert image.asset.hub is not None
    assert image.asset.hub.public_id == wanted["places"][0]
    for child in summit.blocks.filter(parent=image):
        assert {code: child.plain(code) for code in languages.codes()} == wanted[child.kind]
    assert {child.kind for child in summit.blocks.filter(parent=image)} == {"alt", "caption"}


# --- the correction ---------------------------------------------------------------------------------------------------


def test_one_edition_is_a_correction_and_says_publicly_what_it_corrects(summit: Article, settings: Any) -> None:
    wanted = seed("cis-summit-2024", "correction", settings)
    (correction,) = Edition.objects.filter(kind="correction")
    assert (correction.article_public_id, correction.language, correction.number) == (summit.public_id, "fa", 2)
    assert correction.note == wanted["note"]
    first = Edition.objects.get(article_public_id=summit.public_id, language="fa", number=1)
    assert correction.previous_digest == first.digest
    assert correction.body.content is not None
    assert first.body.content is not None
    changed = [
        (old.text["fa"], new.text["fa"])
        for old, new in zip(first.body.content.blocks, correction.body.content.blocks, strict=True)
        if old.text != new.text
    ]
    assert changed == [(changed[0][0], changed[0][0] + wanted["append"])]
    assert Publication.objects.get(article_public_id=summit.public_id, language="fa").edition == correction


def test_the_translations_of_the_corrected_block_are_outdated_and_no_others(summit: Article) -> None:
    for language in ("en", "ru"):
        (segment,) = Segment.objects.of_article(summit.pk, language).outdated()
        assert segment.block == block_of(summit, CORRECTED)
        assert Edition.objects.of(summit.public_id, language).count() == 1


def test_a_draft_waits_for_its_review_and_no_reader_sees_it(db: None) -> None:
    draft = story().draft.article()
    assert draft is not None
    assert list(draft.tracks.values_list("language", "state")) == [("fa", "in_review")]
    assert not Publication.objects.filter(article_public_id=draft.public_id).exists()


def test_its_people_talk_about_the_correction_and_have_until_a_day_to_follow_it(summit: Article) -> None:
    threads = Comment.objects.threads().filter(article=summit, block=block_of(summit, CORRECTED).uuid)
    assert {row.language: row.resolved_at is not None for row in threads} == {"fa": True, "en": False, "ru": False}
    for language in ("en", "ru"):
        track, thread = summit.tracks.get(language=language), threads.get(language=language)
        assert track.due is not None
        assert list(thread.mentioned.all()) == [track.assignee]
