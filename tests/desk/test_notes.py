"""Adding notes: what the desk says of some words, for itself or for readers; all of them or none."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from newsroom.annotation.note import Note
from newsroom.annotation.span import Span
from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.base.languages import UnknownLanguage
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.edit import edit_texts
from newsroom.desk.errors import AnnotationGone, Incomplete, NotAllowed, StaleSpan, UnknownBlock
from newsroom.desk.notes import Content, Noted, add_notes, change_note, link_note, remove_note
from newsroom.desk.publish import publish
from newsroom.desk.review import approve
from newsroom.desk.selection import Selection
from newsroom.staff.user import User
from tests.stories import block_of

TEXT = "Talks in Moscow\n\nThe summit ended with 11 documents.\n\nNothing else was signed on that day."


@pytest.fixture
def article(write: Callable[[str], Article]) -> Article:
    return write(TEXT)


def at(block: Block, words: str, language: str = "en") -> Selection:
    start = block.plain(language).index(words)
    return Selection(block, language, start, start + len(words), words)


def noted(article: Article, *, words: str = "11 documents", **more: Any) -> Noted:
    more = {"claim": {"en": "Were there?"}, **more} if more.get("kind") == "question" else more
    return Noted(at=[at(block_of(article, 2), words)], **more)


def left_behind(article: Article) -> tuple[int, ...]:
    return (*(model.objects.count() for model in (Note, Span, LogEntry)), article.revisions.count())


def test_a_note_holds_its_words_what_they_claim_and_what_was_found(article: Article, staff: dict[str, User]) -> None:
    one = noted(
        article,
        claim={"en": "There were 11.", "ru": "Их было 11."},
        finding={"en": "No source was found.", "fa": "منبعی یافت نشد."},
        certainty="unverified",
        sources=["TASS", "Kun.uz"],
        public=True,
    )
    (note,) = add_notes(article, noted=[one], by=staff["editor"])
    stored = Note.objects.get(pk=note.pk)
    assert (stored.article, stored.kind, stored.certainty, stored.public) == (article, "fact_check", "unverified", True)
    assert stored.sources.splitlines() == ["TASS", "Kun.uz"]
    claims, findings = (
        {code: languages.read(stored, field, code) for code in languages.codes()} for field in ("claim", "finding")
    )
    assert claims == {"fa": "", "en": "There were 11.", "ru": "Их было 11."}
    assert findings == {"fa": "منبعی یافت نشد.", "en": "No source was found.", "ru": ""}
    assert stored.by == staff["editor"]
    assert stored.at is not None
    (span,) = stored.spans.all()
    assert (span.exact, span.state, span.origin) == ("11 documents", "accepted", "editor")
    assert span.prefix.endswith("ended with ")


def test_a_question_stays_inside_and_needs_no_finding(article: Article, staff: dict[str, User]) -> None:
    (note,) = add_notes(article, noted=[noted(article, kind="question")], by=staff["annotator"])
    assert not note.public
    approve(article, language="en", by=staff["editor"])
    edition = publish(article, language="en", by=staff["publisher"])
    assert edition.body.content is not None
    assert edition.body.content.notes == ()


def test_a_public_fact_check_is_printed_with_its_edition(article: Article, staff: dict[str, User]) -> None:
    one = noted(article, finding={"en": "No source was found."}, public=True, sources=["TASS"])
    add_notes(article, noted=[one], by=staff["editor"])
    approve(article, language="en", by=staff["publisher"])
    edition = publish(article, language="en", by=staff["publisher"])
    assert edition.body.content is not None
    (part,) = edition.body.content.notes
    assert (part.id, part.finding, part.sources) == (str(one.identity), {"en": "No source was found."}, ("TASS",))
    assert [span.exact for span in part.spans] == ["11 documents"]


def test_one_call_leaves_one_row_of_the_log_and_one_revision(article: Article, staff: dict[str, User]) -> None:
    rows = [noted(article, finding={"en": "Unproven."}), noted(article, words="summit")]
    log, revisions = LogEntry.objects.count(), article.revisions.count()
    added = add_notes(article, noted=rows, by=staff["editor"])
    (entry,) = LogEntry.objects.order_by("pk")[log:]
    assert (entry.verb, entry.who) == ("add_note", staff["editor"])
    assert all(str(note.uuid) in entry.detail for note in added)
    assert "Unproven" not in entry.detail
    assert article.revisions.count() == revisions + 1
    newest = article.revisions.order_by("-number")[0].document
    assert {part.id for part in newest.notes} == {str(note.uuid) for note in added}


def test_an_identity_that_is_there_is_left_alone(article: Article, staff: dict[str, User]) -> None:
    known = uuid.uuid4()
    add_notes(article, noted=[noted(article, identity=known, claim={"en": "First."})], by=staff["editor"])
    before = left_behind(article)
    again = noted(article, identity=known, claim={"en": "Second."})
    assert add_notes(article, noted=[again], by=staff["editor"]) == []
    assert left_behind(article) == before
    assert languages.read(Note.objects.get(uuid=known), "claim", "en") == "First."


def test_an_identity_twice_in_one_call_is_one_note(article: Article, staff: dict[str, User]) -> None:
    one = noted(article)
    assert len(add_notes(article, noted=[one, one], by=staff["editor"])) == 1
    assert Note.objects.filter(article=article).count() == 1


def test_nothing_to_add_leaves_nothing(article: Article, staff: dict[str, User]) -> None:
    before = left_behind(article)
    assert add_notes(article, noted=[], by=staff["editor"]) == []
    assert left_behind(article) == before


# --- refused: all or none ---------------------------------------------------------------------------------------------


def refused(article: Article, wrong: Noted, error: type[Exception], staff: dict[str, User]) -> None:
    """The wrong one comes second, and the first one is not left behind."""
    before = left_behind(article)
    with pytest.raises(error):
        add_notes(article, noted=[noted(article), wrong], by=staff["editor"])
    assert left_behind(article) == before


@pytest.mark.parametrize(
    ("start", "end", "exact"),
    [(0, 3, "Sum"), (0, 0, ""), (-3, -1, "ts"), (5, 3, "x"), (0, 900, "The"), (900, 903, "The")],
)
def test_a_range_that_does_not_hold_the_words_is_refused(
    article: Article, staff: dict[str, User], start: int, end: int, exact: str
) -> None:
    refused(article, Noted(at=[Selection(block_of(article, 2), "en", start, end, exact)]), StaleSpan, staff)


def test_a_note_about_no_words_is_refused(article: Article, staff: dict[str, User]) -> None:
    refused(article, Noted(at=[], finding={"en": "Something."}), Incomplete, staff)


@pytest.mark.parametrize("finding", [{}, {"en": ""}, {"en": "", "fa": ""}])
def test_a_public_note_that_finds_nothing_is_refused(
    article: Article, staff: dict[str, User], finding: dict[str, str]
) -> None:
    refused(article, noted(article, public=True, finding=finding), Incomplete, staff)


@pytest.mark.parametrize("kind", ["question", "correction"])
def test_only_a_fact_check_may_be_public(article: Article, staff: dict[str, User], kind: str) -> None:
    refused(article, noted(article, kind=kind, public=True, finding={"en": "Found."}), ValidationError, staff)


def test_a_block_of_another_article_is_refused(
    article: Article, write: Callable[[str], Article], staff: dict[str, User]
) -> None:
    other = write("Another title\n\nThey signed 11 documents.")
    refused(article, noted(other), UnknownBlock, staff)


def test_what_the_site_does_not_know_is_refused(article: Article, staff: dict[str, User]) -> None:
    refused(article, noted(article, claim={"de": "Elf."}), UnknownLanguage, staff)
    refused(article, noted(article, kind="rumour"), ValidationError, staff)
    refused(article, noted(article, certainty="perhaps"), ValidationError, staff)
    refused(article, noted(article, claim={"en": "Hidden \u202e turn"}), ValidationError, staff)


@pytest.mark.parametrize(
    ("who", "checks", "asks"),
    [("annotator", True, True), ("editor", True, True), ("publisher", True, True), ("reporter", False, True),
     ("translator-en", False, False), ("administrator", False, False)],
)  # fmt: skip
def test_who_annotates_checks_facts_and_who_may_comment_asks(
    article: Article, staff: dict[str, User], who: str, checks: bool, asks: bool
) -> None:
    for kind, allowed in (("fact_check", checks), ("question", asks)):
        before = left_behind(article)
        if allowed:
            assert add_notes(article, noted=[noted(article, kind=kind)], by=staff[who])
        else:
            with pytest.raises(NotAllowed):
                add_notes(article, noted=[noted(article, kind=kind)], by=staff[who])
            assert left_behind(article) == before


# --- what changes them ------------------------------------------------------------------------------------------------


def test_a_note_remembers_the_words_that_it_is_about(article: Article, staff: dict[str, User]) -> None:
    (note,) = add_notes(article, noted=[noted(article, kind="question")], by=staff["reporter"])
    block = block_of(article, 2)
    edit_texts(article, language="en", texts={str(block.uuid): "It ended."}, by=staff["reporter"])
    note.refresh_from_db()
    assert note.quote == "11 documents"


def test_talk_leaves_no_revision_and_a_fact_check_does(article: Article, staff: dict[str, User]) -> None:
    def revisions() -> int:
        return article.revisions.count()

    before = revisions()
    (asked,) = add_notes(article, noted=[noted(article, kind="question")], by=staff["reporter"])
    change_note(asked, content=Content(claim={"en": "Were there any?"}), by=staff["reporter"])
    remove_note(asked, by=staff["reporter"])
    assert revisions() == before
    (check,) = add_notes(article, noted=[noted(article)], by=staff["annotator"])
    change_note(check, content=Content(finding={"en": "There were."}, certainty="likely"), by=staff["editor"])
    assert revisions() == before + 2
    assert article.revisions.latest("number").document.notes[0].finding == {"en": "There were."}
    change_note(check, content=Content(finding={"en": "There were."}, certainty="likely"), by=staff["editor"])
    assert revisions() == before + 2
    remove_note(check, by=staff["editor"])
    assert article.revisions.latest("number").document.notes == ()
    logged = LogEntry.objects.order_by("-pk")[:6]
    assert [row.verb for row in logged] == [
        "remove_annotation", "change_note", "add_note", "remove_annotation", "change_note", "add_note",
    ]  # fmt: skip
    assert not any("There were" in row.detail or "any?" in row.detail for row in logged)


def test_a_language_that_a_change_does_not_name_keeps_its_words(article: Article, staff: dict[str, User]) -> None:
    both = {"en": "Unproven.", "ru": "Не доказано."}
    (note,) = add_notes(article, noted=[noted(article, finding=both, sources=["TASS"])], by=staff["editor"])
    changed = change_note(note, content=Content(finding={"en": "Proven."}, sources=["TASS", " "]), by=staff["editor"])
    assert [languages.read(changed, "finding", code) for code in ("en", "ru")] == ["Proven.", "Не доказано."]
    assert changed.sources == "TASS"


def test_a_fact_check_stands_in_every_language_and_nothing_else_does(summit: Article, staff: dict[str, User]) -> None:
    def first(code: str) -> Selection:
        block = block_of(summit, 7)
        return at(block, block.plain(code)[:12], code)

    (note,) = add_notes(summit, noted=[Noted(at=[first("fa")], finding={"fa": "درست است."})], by=staff["annotator"])
    for code in ("en", "ru", "ru"):
        link_note(note, at=first(code), by=staff["annotator"])
    assert sorted(note.spans.values_list("language", flat=True)) == ["en", "fa", "ru"]
    asked = Noted(at=[first("fa")], kind="question", claim={"fa": "آیا چنین است؟"})
    (question,) = add_notes(summit, noted=[asked], by=staff["annotator"])
    with pytest.raises(Incomplete):
        link_note(question, at=first("en"), by=staff["annotator"])


def test_a_correction_proposes_other_words_for_one_place(article: Article, staff: dict[str, User]) -> None:
    refused(article, noted(article, kind="correction"), Incomplete, staff)
    refused(article, noted(article, kind="correction", proposal=" 11 documents "), Incomplete, staff)
    refused(article, noted(article, proposal="12 documents"), ValidationError, staff)
    two = Noted(at=[at(block_of(article, 2), words) for words in ("11", "summit")], kind="correction", proposal="12")
    refused(article, two, Incomplete, staff)


def test_what_somebody_asked_is_theirs_to_change_and_the_annotators_to_clear_away(
    article: Article, staff: dict[str, User]
) -> None:
    (asked,) = add_notes(article, noted=[noted(article, kind="question")], by=staff["editor"])
    content = Content(claim={"en": "Really?"})
    for verb in (lambda who: change_note(asked, content=content, by=who), lambda who: remove_note(asked, by=who)):
        with pytest.raises(NotAllowed):
            verb(staff["reporter"])
    remove_note(asked, by=staff["annotator"])
    with pytest.raises(AnnotationGone):
        change_note(asked, content=content, by=staff["editor"])
