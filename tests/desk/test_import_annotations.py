"""Bringing annotations in: what was taken out comes back to the byte, what is doubtful is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from newsroom.annotation.mention import Mention
from newsroom.annotation.note import Note
from newsroom.annotation.span import Origin, Span, SpanState
from newsroom.annotation.statement import Statement
from newsroom.audit.log import LogEntry
from newsroom.audit.verbs import Verb
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.desk.annotation_plan import ImportReport, Incoming
from newsroom.desk.edit import edit_texts
from newsroom.desk.errors import NotAllowed, StaleImport, Trashed
from newsroom.desk.import_annotations import import_annotations
from newsroom.desk.merging import merge
from newsroom.desk.note_work import resolve_note
from newsroom.desk.notes import Noted, add_notes
from newsroom.desk.snapshot import document_of
from newsroom.entities.entity import Entity
from newsroom.exchange.annotation_files import read_annotations
from newsroom.exchange.annotations import addresses_of, annotations_of, lines_of, named_in
from newsroom.staff.user import User
from newsroom.text.annotated import Annotated, Place
from newsroom.text.document import SpeakerPart
from tests.desk.test_notes import at
from tests.stories import block_of

TEXT = "Talks in Moscow\n\nPutin met Lavrov. Later Putin spoke.\n\nNothing was signed, Putin said."
LAVROV = "e9jebjc5"


@pytest.fixture
def article(write: Callable[[str], Article]) -> Article:
    return write(TEXT)


def exported(article: Article) -> str:
    rows = annotations_of(article, languages.codes())
    return "".join(lines_of(rows, addresses_of(article, "https://news.example", named_in(rows))))


def forget(article: Article) -> None:
    for table in (Mention, Statement, Note):
        table.objects.filter(article=article).delete()
    assert not Span.objects.filter(block__article=article).exists()


def one_mention(article: Article, **more: object) -> Annotated:
    place = Place(str(block_of(article, 2).uuid), "en", 10, 16, "Lavrov", "met ", ". ", **more)  # type: ignore[arg-type]
    return Annotated("mention", str(uuid4()), (place,), entity=LAVROV)


def brought(article: Article, by: User, *rows: Annotated, **more: object) -> ImportReport:
    incoming = [Incoming(number, row) for number, row in enumerate(rows, start=1)]
    with translation.override("en"):
        return import_annotations(article, incoming=incoming, by=by, **more)  # type: ignore[arg-type]


def results(report: ImportReport) -> list[str]:
    return [str(one.result) for one in report.outcomes]


# --- there and back ---------------------------------------------------------------------------------------------------


def test_everything_comes_back_to_the_byte(summit: Article, staff: dict[str, User]) -> None:
    """The demo's annotations in three languages, and besides each of what a document does not hold."""
    spans = list(Span.objects.filter(block__article=summit, mention__isnull=False).order_by("pk")[:4])
    where = [str(spans[3].block.uuid), spans[3].start, spans[3].end, spans[3].exact]
    told = [
        {"state": SpanState.SUGGESTED, "origin": Origin.GAZETTEER, "score": 0.871, "reason": "alias"},
        {"state": SpanState.REJECTED},
        {"state": SpanState.ORPHANED, "exact": "words that are gone", "former_state": SpanState.ACCEPTED},
        {"state": SpanState.REVIEW, "reason": "ambiguous", "former_exact": "x", "former_suffix": "y",
         "candidates": f'[["{where[0]}",{where[1]},{where[2]},"{where[3]}"]]'},
    ]  # fmt: skip
    for span, columns in zip(spans, told, strict=True):
        Span.objects.filter(pk=span.pk).update(**columns)
    block = block_of(summit, 6)
    words = block.plain("fa")[:9]
    talk = [
        Noted([at(block, words, "fa")], "question", claim={"fa": "چرا؟", "en": "Why?"}),
        Noted([at(block, words, "fa")], "correction", claim={"ru": "Так лучше."}, proposal="واژه‌ای دیگر"),
    ]
    notes = add_notes(summit, noted=talk, by=staff["annotator"])
    resolve_note(notes[0], by=staff["editor"])
    before, document = exported(summit), document_of(summit).to_json()
    forget(summit)
    report = import_annotations(summit, incoming=read_annotations(before.encode()), by=staff["publisher"])
    assert set(results(report)) == {"taken"}
    assert exported(summit) == before
    assert document_of(summit).to_json() == document
    again = import_annotations(summit, incoming=read_annotations(before.encode()), by=staff["publisher"])
    assert set(results(again)) == {"known"}


def test_a_preview_says_the_same_and_writes_nothing(summit: Article, staff: dict[str, User]) -> None:
    data = exported(summit).encode()
    forget(summit)
    logged = LogEntry.objects.count()
    seen = import_annotations(summit, incoming=read_annotations(data), by=staff["editor"], dry_run=True)
    assert (Span.objects.filter(block__article=summit).count(), LogEntry.objects.count()) == (0, logged)
    done = import_annotations(
        summit, incoming=read_annotations(data), by=staff["editor"], expected=seen.fingerprint()
    )
    assert results(done) == results(seen)


def test_it_leaves_one_row_in_the_log_and_one_revision(summit: Article, staff: dict[str, User]) -> None:
    data = exported(summit).encode()
    forget(summit)
    logged, revisions = LogEntry.objects.count(), summit.revisions.count()
    report = import_annotations(summit, incoming=read_annotations(data), by=staff["editor"])
    assert (LogEntry.objects.count(), summit.revisions.count()) == (logged + 1, revisions + 1)
    entry = LogEntry.objects.order_by("-pk")[0]
    assert (entry.verb, entry.digest_after) == (Verb.IMPORT_ANNOTATIONS, report.fingerprint())
    assert entry.detail == f"{len(report.outcomes)} taken, 0 moved, 0 known, 0 refused"


def test_planning_costs_the_same_for_one_and_for_hundreds(summit: Article, staff: dict[str, User]) -> None:
    incoming = read_annotations(exported(summit).encode())
    forget(summit)
    costs = []
    for count in (10, 400):
        with CaptureQueriesContext(connection) as queries:
            import_annotations(summit, incoming=incoming[:count], by=staff["editor"], dry_run=True)
        costs.append(len(queries))
    assert costs[1] - costs[0] <= 2  # uuids of spans are asked for in batches of 500


# --- the quote is checked ---------------------------------------------------------------------------------------------


def test_what_stands_as_it_was_quoted_is_taken_and_waits_for_a_decision(
    article: Article, staff: dict[str, User]
) -> None:
    revisions = article.revisions.count()
    report = brought(article, staff["annotator"], one_mention(article))
    assert results(report) == ["taken"]
    span = Span.objects.get(block__article=article)
    assert (span.state, span.origin, span.start, span.end) == (SpanState.SUGGESTED, Origin.IMPORT, 10, 16)
    assert (span.prefix, span.suffix) == ("met ", ". ")
    assert article.revisions.count() == revisions  # a suggestion is nobody's word yet


def test_an_origin_and_a_state_that_came_along_are_kept(article: Article, staff: dict[str, User]) -> None:
    told = {"state": "accepted", "origin": "projection", "score": 0.5, "reason": "k-th"}
    brought(article, staff["annotator"], one_mention(article, **told))
    span = Span.objects.get(block__article=article)
    assert {name: getattr(span, name) for name in told} == told


def test_what_moved_is_put_where_it_stands_and_said_so(article: Article, staff: dict[str, User]) -> None:
    one = one_mention(article)
    block = block_of(article, 2)
    edit_texts(article, language="en", texts={str(block.uuid): "On Monday " + block.plain("en")}, by=staff["editor"])
    report = brought(article, staff["annotator"], one)
    assert results(report) == ["moved"]
    span = Span.objects.get(block__article=article)
    assert block_of(article, 2).plain("en")[span.start : span.end] == "Lavrov"
    assert span.start == 20


def test_words_of_an_unknown_block_are_found_by_their_neighbours(article: Article, staff: dict[str, User]) -> None:
    one = one_mention(article)
    elsewhere = replace(one, places=(replace(one.places[0], block=str(uuid4()), language=""),))
    assert results(brought(article, staff["annotator"], elsewhere)) == ["moved"]


def refusal(article: Article, by: User, one: Annotated) -> str:
    before = Span.objects.count()
    report = brought(article, by, one)
    assert results(report) == ["refused"]
    assert Span.objects.count() == before
    return f"{report.outcomes[0].field}: {report.outcomes[0].reason}"


def test_doubtful_words_are_refused_with_a_reason(article: Article, staff: dict[str, User]) -> None:
    one, by = one_mention(article), staff["annotator"]

    def with_place(**more: object) -> Annotated:
        return replace(one, places=(replace(one.places[0], **more),))  # type: ignore[arg-type]

    gone = with_place(exact="Medvedev", end=18)
    assert "nowhere" in refusal(article, by, gone)
    assert "several" in refusal(article, by, with_place(start=-1, end=-1, exact="Putin", prefix="", suffix=""))
    assert "nowhere" in refusal(article, by, with_place(start=11, end=17, prefix="saw "))
    assert "language" in refusal(article, by, with_place(language="de"))
    assert "state" in refusal(article, by, with_place(state="great"))
    assert "origin" in refusal(article, by, with_place(origin="oracle"))
    assert refusal(article, by, with_place(candidates="[[1]]"))
    assert "place" in refusal(article, by, replace(one, places=()))
    both = replace(one, places=(*one.places, gone.places[0]))
    assert "nowhere" in refusal(article, by, both)  # all of its places, or none


def test_what_it_says_is_checked_as_if_somebody_typed_it(article: Article, staff: dict[str, User]) -> None:
    mention, by = one_mention(article, state="accepted"), staff["annotator"]
    assert "22222222" in refusal(article, by, replace(mention, entity="22222222"))
    assert "entity" in refusal(article, by, replace(mention, entity=""))
    said = replace(mention, sort="statement", entity="", kind="quotation")
    assert "speaks" in refusal(article, by, said)
    twice = (SpeakerPart(LAVROV), SpeakerPart(LAVROV))
    assert "twice" in refusal(article, by, replace(said, speakers=twice))
    assert "kind" in refusal(article, by, replace(said, kind="rumour", speakers=twice[:1]))
    assert "language" in refusal(article, by, replace(said, speakers=twice[:1], gist={"de": "x"}))
    note = replace(mention, sort="note", entity="", kind="fact_check")
    assert "found" in refusal(article, by, replace(note, public=True))
    assert "words" in refusal(article, by, replace(note, kind="question"))
    assert "proposes" in refusal(article, by, replace(note, kind="correction"))
    assert "public" in refusal(article, by, replace(note, kind="comment", claim={"en": "x"}, public=True))
    assert "kind" in refusal(article, by, replace(note, kind="poem"))
    assert refusal(article, by, replace(note, certainty="perhaps"))


def test_what_names_the_same_at_the_same_place_is_known(article: Article, staff: dict[str, User]) -> None:
    one = one_mention(article)
    other = replace(one, id=str(uuid4()))
    assert results(brought(article, staff["annotator"], one, other, one)) == ["taken", "known", "known"]
    assert Mention.objects.filter(article=article).count() == 1


def test_an_annotation_of_another_article_is_not_taken_away_from_it(
    article: Article, summit: Article, staff: dict[str, User]
) -> None:
    known = str(Mention.objects.filter(article=summit)[0].uuid)
    assert "Another article" in refusal(article, staff["annotator"], replace(one_mention(article), id=known))


def test_the_id_of_a_span_is_never_had_twice(article: Article, summit: Article, staff: dict[str, User]) -> None:
    taken = str(Span.objects.filter(block__article=summit)[0].uuid)
    assert results(brought(article, staff["annotator"], one_mention(article, id=taken))) == ["taken"]
    assert str(Span.objects.get(block__article=article).uuid) != taken


def test_an_entity_that_was_merged_is_the_one_it_became(article: Article, staff: dict[str, User]) -> None:
    old = Entity.objects.create(kind="person", name_en="S. Lavrov")
    kept = Entity.objects.get(public_id=LAVROV)
    merge(old, into=kept, by=staff["editor"])
    brought(article, staff["annotator"], replace(one_mention(article), entity=old.public_id))
    assert Mention.objects.get(article=article).entity == kept


def test_a_note_is_the_importers_whoever_wrote_it(article: Article, staff: dict[str, User]) -> None:
    note = replace(
        one_mention(article), sort="note", entity="", kind="comment", claim={"en": "x"},
        created="2024-10-08T12:00:00+00:00", creator="Omid",
    )  # fmt: skip
    brought(article, staff["annotator"], note)
    stored = Note.objects.get(article=article)
    assert (stored.by, stored.at.year) == (staff["annotator"], 2024)
    assert stored.quote == "Lavrov"


# --- rights and races -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["reporter", "translator-en", "administrator"])
def test_only_who_annotates_imports(article: Article, staff: dict[str, User], who: str) -> None:
    for dry_run in (True, False):
        with pytest.raises(NotAllowed):
            brought(article, staff[who], one_mention(article), dry_run=dry_run)


def test_nothing_is_brought_into_the_trash(article: Article, staff: dict[str, User]) -> None:
    from newsroom.desk.articles import trash_article

    one = one_mention(article)
    trash_article(article, by=staff["editor"])
    with pytest.raises(Trashed):
        brought(article, staff["editor"], one)


def test_another_plan_than_the_one_that_was_seen_writes_nothing(article: Article, staff: dict[str, User]) -> None:
    one, by = one_mention(article), staff["annotator"]
    seen = brought(article, by, one, dry_run=True)
    block = block_of(article, 2)
    edit_texts(article, language="en", texts={str(block.uuid): "Now " + block.plain("en")}, by=staff["editor"])
    with pytest.raises(StaleImport):
        brought(article, by, one, expected=seen.fingerprint())
    assert not Mention.objects.filter(article=article).exists()
