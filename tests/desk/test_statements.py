"""Adding statements: who said what, tied to the words that report it; all of them or none."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from newsroom.annotation.span import Span
from newsroom.annotation.statement import Speaker, Statement
from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.base.languages import UnknownLanguage
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.errors import Incomplete, NotAllowed, StaleSpan, UnknownBlock
from newsroom.desk.selection import Selection
from newsroom.desk.statements import Said, Voice, add_statements
from newsroom.entities.entity import Entity
from newsroom.staff.user import User
from tests.stories import block_of

TEXT = (
    "Talks in Moscow\n\nSergey Lavrov said that the talks were useful.\n\n"
    "Ilham Aliyev agreed with him. He called the talks very useful."
)


@pytest.fixture
def article(write: Callable[[str], Article]) -> Article:
    return write(TEXT)


@pytest.fixture
def lavrov(db: None) -> Entity:
    return Entity.objects.get(**{languages.column("name", "en"): "Sergey Lavrov"})


@pytest.fixture
def aliyev(db: None) -> Entity:
    return Entity.objects.get(**{languages.column("name", "en"): "Ilham Aliyev"})


def at(block: Block, words: str, language: str = "en") -> Selection:
    start = block.plain(language).index(words)
    return Selection(block, language, start, start + len(words), words)


def said(article: Article, *voices: Entity, words: str = "the talks were useful", **more: Any) -> Said:
    return Said(at=[at(block_of(article, 2), words)], voices=[Voice(voice) for voice in voices], **more)


def left_behind(article: Article) -> tuple[int, ...]:
    """How many rows there are of everything that the verb writes."""
    models = (Statement, Speaker, Span, LogEntry)
    return (*(model.objects.count() for model in models), article.revisions.count())


def test_a_statement_holds_its_words_and_who_spoke_in_which_capacity(
    article: Article, staff: dict[str, User], lavrov: Entity
) -> None:
    one = Said(
        at=[at(block_of(article, 2), "the talks were useful")],
        voices=[Voice(lavrov, {"en": "as a guest", "ru": "как гость"})],
        kind="quotation",
        event=Entity.objects.of_kind("event")[0],
        gist={"en": "The talks were useful.", "fa": "گفت‌وگوها سودمند بود."},
    )
    (statement,) = add_statements(article, said=[one], by=staff["annotator"])
    stored = Statement.objects.get(pk=statement.pk)
    assert (stored.article, stored.kind, stored.event) == (article, "quotation", one.event)
    assert [languages.read(stored, "gist", code) for code in languages.codes()] == [
        "گفت‌وگوها سودمند بود.", "The talks were useful.", "",
    ]  # fmt: skip
    (voice,) = stored.voices.all()
    assert voice.entity == lavrov
    assert [languages.read(voice, "capacity", code) for code in languages.codes()] == ["", "as a guest", "как гость"]
    (span,) = stored.spans.all()
    assert (span.exact, span.state, span.origin) == ("the talks were useful", "accepted", "editor")
    assert span.prefix.endswith("said that ")
    assert span.suffix == "."


def test_words_in_several_blocks_and_languages_are_one_statement(summit: Article, staff: dict[str, User]) -> None:
    places = [(7, "fa"), (8, "fa"), (7, "en"), (7, "ru")]
    spots = [at(block_of(summit, number), block_of(summit, number).plain(code)[:12], code) for number, code in places]
    one = Said(at=spots, voices=[Voice(Entity.objects.of_kind("person")[0])])
    (statement,) = add_statements(summit, said=[one], by=staff["annotator"])
    found = {(span.block_id, span.language) for span in statement.spans.all()}
    assert found == {(block_of(summit, number).pk, code) for number, code in places}


def test_speakers_together_are_one_statement_of_both(
    article: Article, staff: dict[str, User], lavrov: Entity, aliyev: Entity
) -> None:
    (statement,) = add_statements(article, said=[said(article, lavrov, aliyev)], by=staff["annotator"])
    assert set(statement.speakers.all()) == {lavrov, aliyev}


def test_one_call_leaves_one_row_of_the_log_and_one_revision(
    article: Article, staff: dict[str, User], lavrov: Entity, aliyev: Entity
) -> None:
    rows = [said(article, lavrov), said(article, aliyev, words="useful")]
    log, revisions = LogEntry.objects.count(), article.revisions.count()
    added = add_statements(article, said=rows, by=staff["annotator"])
    (entry,) = LogEntry.objects.order_by("pk")[log:]
    assert (entry.verb, entry.who) == ("add_statement", staff["annotator"])
    assert all(str(statement.uuid) in entry.detail for statement in added)
    assert "useful" not in entry.detail
    assert article.revisions.count() == revisions + 1
    newest = article.revisions.order_by("-number")[0].document
    assert {part.id for part in newest.statements} == {str(statement.uuid) for statement in added}


def test_offsets_are_code_points_not_utf16_units(
    write: Callable[[str], Article], staff: dict[str, User], lavrov: Entity
) -> None:
    article = write("A title here\n\n🙂🙂 Sergey Lavrov spoke.")
    one = said(article, lavrov, words="Sergey Lavrov spoke")
    assert one.at[0].start == 3
    (statement,) = add_statements(article, said=[one], by=staff["annotator"])
    assert statement.spans.get().exact == "Sergey Lavrov spoke"


def test_an_identity_that_is_there_is_left_alone(
    article: Article, staff: dict[str, User], lavrov: Entity, aliyev: Entity
) -> None:
    known = uuid.uuid4()
    (first,) = add_statements(article, said=[said(article, lavrov, identity=known)], by=staff["annotator"])
    before = left_behind(article)
    again = said(article, aliyev, identity=known, gist={"en": "Another one."})
    assert add_statements(article, said=[again], by=staff["annotator"]) == []
    assert left_behind(article) == before
    assert list(Statement.objects.get(uuid=known).speakers.all()) == [lavrov]
    assert first.uuid == known


def test_an_identity_twice_in_one_call_is_one_statement(
    article: Article, staff: dict[str, User], lavrov: Entity
) -> None:
    one = said(article, lavrov)
    assert len(add_statements(article, said=[one, one], by=staff["annotator"])) == 1
    assert Statement.objects.filter(article=article).count() == 1


def test_of_known_and_new_ones_the_new_are_added(
    article: Article, staff: dict[str, User], lavrov: Entity, aliyev: Entity
) -> None:
    one = said(article, lavrov)
    add_statements(article, said=[one], by=staff["annotator"])
    other = said(article, aliyev, words="useful")
    (added,) = add_statements(article, said=[one, other], by=staff["annotator"])
    assert added.uuid == other.identity


def test_nothing_to_add_leaves_nothing(article: Article, staff: dict[str, User]) -> None:
    before = left_behind(article)
    assert add_statements(article, said=[], by=staff["annotator"]) == []
    assert left_behind(article) == before


# --- refused: all or none ---------------------------------------------------------------------------------------------


def refused(article: Article, wrong: Said, error: type[Exception], staff: dict[str, User], lavrov: Entity) -> None:
    """The wrong one comes second, and the first one is not left behind."""
    before = left_behind(article)
    with pytest.raises(error):
        add_statements(article, said=[said(article, lavrov), wrong], by=staff["annotator"])
    assert left_behind(article) == before


@pytest.mark.parametrize(
    ("start", "end", "exact"),
    [(0, 6, "Lavrov"), (0, 0, ""), (5, 3, "x"), (-7, -1, "useful"), (0, 900, "Sergey"), (900, 906, "useful")],
)
def test_a_range_that_does_not_hold_the_words_is_refused(
    article: Article, staff: dict[str, User], lavrov: Entity, start: int, end: int, exact: str
) -> None:
    spot = Selection(block_of(article, 2), "en", start, end, exact)
    refused(article, Said(at=[spot], voices=[Voice(lavrov)]), StaleSpan, staff, lavrov)


def test_one_stale_range_of_several_is_enough(article: Article, staff: dict[str, User], lavrov: Entity) -> None:
    block = block_of(article, 3)
    spots = [at(block, "agreed"), Selection(block, "en", 0, 6, "nobody")]
    refused(article, Said(at=spots, voices=[Voice(lavrov)]), StaleSpan, staff, lavrov)


def test_words_without_a_speaker_and_a_speaker_without_words_are_refused(
    article: Article, staff: dict[str, User], lavrov: Entity
) -> None:
    refused(article, said(article), Incomplete, staff, lavrov)
    refused(article, Said(at=[], voices=[Voice(lavrov)]), Incomplete, staff, lavrov)


def test_a_block_of_another_article_is_refused(
    article: Article, write: Callable[[str], Article], staff: dict[str, User], lavrov: Entity
) -> None:
    other = write("Another title\n\nThey said that the talks were useful.")
    refused(article, said(other, lavrov), UnknownBlock, staff, lavrov)


def test_what_the_site_does_not_know_is_refused(article: Article, staff: dict[str, User], lavrov: Entity) -> None:
    spot = at(block_of(article, 2), "useful")
    german = Selection(spot.block, "de", spot.start, spot.end, spot.exact)
    refused(article, Said(at=[german], voices=[Voice(lavrov)]), UnknownLanguage, staff, lavrov)
    refused(article, said(article, lavrov, gist={"de": "Nützlich."}), UnknownLanguage, staff, lavrov)
    refused(article, said(article, lavrov, kind="rumour"), ValidationError, staff, lavrov)
    refused(article, said(article, lavrov, lavrov), ValidationError, staff, lavrov)
    refused(article, said(article, lavrov, gist={"en": "Hidden \u202e turn"}), ValidationError, staff, lavrov)


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("annotator", True), ("editor", True), ("publisher", True), ("reporter", False), ("translator-en", False),
     ("administrator", False)],
)  # fmt: skip
def test_only_who_may_annotate_adds_statements(
    article: Article, staff: dict[str, User], lavrov: Entity, who: str, allowed: bool
) -> None:
    before = left_behind(article)
    if allowed:
        assert add_statements(article, said=[said(article, lavrov)], by=staff[who])
    else:
        with pytest.raises(NotAllowed):
            add_statements(article, said=[said(article, lavrov)], by=staff[who])
        assert left_behind(article) == before
