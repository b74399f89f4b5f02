"""Deciding on doubtful spans: given their words again, taken away, or turned into a question; and publishing waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.utils import translation

from newsroom.annotation import doubt
from newsroom.annotation.mention import Mention
from newsroom.annotation.note import Note
from newsroom.annotation.span import Span
from newsroom.annotation.statement import Statement
from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.content.revision import Revision
from newsroom.desk.annotate import accept_suggestions, reject_suggestions
from newsroom.desk.edit import edit_texts
from newsroom.desk.errors import (
    AlreadyAnnotated,
    AnnotationGone,
    Incomplete,
    NotAllowed,
    NotDoubtful,
    NotReady,
    StaleSpan,
    UnknownBlock,
)
from newsroom.desk.mentions import add_mention
from newsroom.desk.note_work import reply_to_note
from newsroom.desk.notes import Noted, add_notes
from newsroom.desk.publish import publish
from newsroom.desk.review import approve
from newsroom.desk.review_spans import candidate, convert_to_note, place, remove_annotation
from newsroom.desk.selection import Selection
from newsroom.desk.statements import Said, Voice, add_statements
from newsroom.entities.entity import Entity
from newsroom.screens.summaries import summary_in_words
from newsroom.staff.user import User

FIRST = "Sergey Lavrov met Ilham Aliyev in Moscow in 2024. They spoke of trade."
SECOND = "Nothing was signed before the delegations left."


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def article(write: Callable[[str], Article]) -> Article:
    return write(f"Talks in the Kremlin\n\n{FIRST}\n\n{SECOND}")


@pytest.fixture
def first(article: Article) -> Block:
    return Block.objects.of_article(article)[1]


@pytest.fixture
def second(article: Article) -> Block:
    return Block.objects.of_article(article)[2]


def lavrov() -> Entity:
    return Entity.objects.get(**{languages.column("name", "en"): "Sergey Lavrov"})


def at(block: Block, words: str, language: str = "en") -> Selection:
    block = Block.objects.get(pk=block.pk)
    start = block.plain(language).index(words)
    return Selection(block, language, start, start + len(words), words)


def save(block: Block, text: str, by: User, language: str = "en") -> None:
    edit_texts(block.article, language=language, texts={str(block.uuid): text}, by=by)


@pytest.fixture
def mention(article: Article, first: Block, staff: dict[str, User]) -> Span:
    return add_mention(article, at=at(first, "Sergey Lavrov"), entity=lavrov(), by=staff["annotator"]).spans.get()


@pytest.fixture
def orphan(mention: Span, first: Block, staff: dict[str, User]) -> Span:
    save(first, "They spoke of trade.", staff["reporter"])
    mention.refresh_from_db()
    assert mention.state == "orphaned"
    return mention


@pytest.fixture
def claim(article: Article, first: Block, staff: dict[str, User]) -> Span:
    said = Said(at=[at(first, "met Ilham Aliyev in Moscow in 2024")], voices=[Voice(lavrov())])
    (statement,) = add_statements(article, said=[said], by=staff["annotator"])
    return statement.spans.get()


def left() -> tuple[int, int]:
    return Revision.objects.count(), LogEntry.objects.count()


def remembered(span: Span) -> set[str]:
    return {getattr(span, name) for name in doubt.FIELDS}


# --- place ------------------------------------------------------------------------------------------------------------


def test_an_orphan_is_put_on_the_words_that_somebody_shows(
    orphan: Span, second: Block, staff: dict[str, User]
) -> None:
    revisions, rows = left()
    span = place(orphan, at=at(second, "the delegations"), by=staff["annotator"])
    span.refresh_from_db()
    assert (span.block, span.exact, span.state, span.reason) == (second, "the delegations", "accepted", "")
    assert span.prefix.endswith("before ")
    assert remembered(span) == {""}
    assert left() == (revisions + 1, rows + 1)
    logged = LogEntry.objects.order_by("-pk")[0]
    assert (logged.verb, logged.language, logged.detail) == ("place", "en", str(span.mention.uuid))


def test_an_accepted_span_is_set_right_and_on_its_own_words_left_as_it_is(
    mention: Span, first: Block, staff: dict[str, User]
) -> None:
    assert place(mention, at=at(first, "Lavrov"), by=staff["editor"]).exact == "Lavrov"
    before = left()
    assert place(mention, at=at(first, "Lavrov"), by=staff["editor"]) == mention
    assert left() == before


def test_a_doubtful_claim_is_placed_and_its_document_says_so(
    claim: Span, article: Article, first: Block, staff: dict[str, User]
) -> None:
    save(first, FIRST.replace("2024", "2025"), staff["reporter"])
    place(claim, at=at(first, "met Ilham Aliyev in Moscow in 2025"), by=staff["editor"])
    (part,) = article.revisions.order_by("-number")[0].document.statements
    assert [(one.state, one.exact, one.former_exact) for one in part.spans] == [
        ("accepted", "met Ilham Aliyev in Moscow in 2025", "")
    ]


def test_a_place_of_its_list_is_taken_by_number(
    mention: Span, first: Block, second: Block, staff: dict[str, User]
) -> None:
    texts = {str(first.uuid): "They spoke.", str(second.uuid): f"{FIRST} {SECOND} {FIRST}"}
    edit_texts(first.article, language="en", texts=texts, by=staff["reporter"])
    mention.refresh_from_db()
    other = candidate(mention, 2)
    assert place(mention, at=other, by=staff["editor"]).start == texts[str(second.uuid)].rindex("Sergey Lavrov")
    mention.refresh_from_db()
    assert candidate(mention, 1) is None  # it was placed: there is nothing to choose any more


@pytest.mark.parametrize("number", [0, 3])
def test_there_is_no_place_of_another_number(
    mention: Span, first: Block, second: Block, staff: dict[str, User], number: int
) -> None:
    texts = {str(first.uuid): "They spoke.", str(second.uuid): f"{FIRST} {SECOND} {FIRST}"}
    edit_texts(first.article, language="en", texts=texts, by=staff["reporter"])
    mention.refresh_from_db()
    assert candidate(mention, number) is None


def test_it_is_not_placed_where_the_same_is_annotated(
    orphan: Span, article: Article, second: Block, staff: dict[str, User]
) -> None:
    add_mention(article, at=at(second, "the delegations"), entity=lavrov(), by=staff["editor"])
    with pytest.raises(AlreadyAnnotated):
        place(orphan, at=at(second, "the delegations"), by=staff["editor"])
    orphan.refresh_from_db()
    assert orphan.state == "orphaned"


def test_words_that_changed_another_language_another_article_and_strangers_are_refused(
    orphan: Span, first: Block, summit: Article, staff: dict[str, User]
) -> None:
    with pytest.raises(StaleSpan):
        place(orphan, at=Selection(first, "en", 0, 13, "Sergey Lavrov"), by=staff["editor"])
    there = Block.objects.of_article(summit)[1]
    with pytest.raises(UnknownBlock):
        place(orphan, at=at(there, there.plain("en")[:5]), by=staff["editor"])
    with pytest.raises(Incomplete):
        place(orphan, at=Selection(first, "fa", 0, 4, "They"), by=staff["editor"])
    for who in ("reporter", "translator-en", "administrator"):
        with pytest.raises(NotAllowed):
            place(orphan, at=at(first, "They"), by=staff[who])


def test_what_was_rejected_or_removed_meanwhile_is_gone(
    orphan: Span, article: Article, first: Block, staff: dict[str, User]
) -> None:
    reject_suggestions(article, spans=[orphan], by=staff["editor"])
    with pytest.raises(AnnotationGone):
        place(orphan, at=at(first, "They"), by=staff["editor"])
    with pytest.raises(AnnotationGone):
        remove_annotation(orphan, by=staff["editor"])


# --- remove -----------------------------------------------------------------------------------------------------------


def test_with_its_last_words_an_annotation_goes_and_the_revision_before_has_it(
    orphan: Span, article: Article, staff: dict[str, User]
) -> None:
    revisions, rows = left()
    remove_annotation(orphan, by=staff["annotator"])
    assert not Mention.objects.filter(pk=orphan.mention_id).exists()
    assert left() == (revisions + 1, rows + 1)
    last, before = (one.document for one in article.revisions.order_by("-number")[:2])
    assert [len(one.mentions) for one in (before, last)] == [1, 0]
    summary = article.revisions.order_by("-number")[0].summary
    assert summary_in_words(summary, ["en"]) == "annotation removed"


def test_of_a_statement_in_three_languages_one_can_be_taken_off(summit: Article, staff: dict[str, User]) -> None:
    statement = Statement.objects.filter(article=summit)[0]
    span = statement.spans.filter(language="ru")[0]
    rest = statement.spans.exclude(pk=span.pk).count()
    remove_annotation(span, by=staff["editor"])
    assert Statement.objects.get(pk=statement.pk).spans.count() == rest


def test_who_asked_a_question_may_take_it_away_and_others_may_not(
    article: Article, first: Block, staff: dict[str, User]
) -> None:
    asked = Noted(at=[at(first, "trade")], kind="question", claim={"en": "Which?"})
    (note,) = add_notes(article, noted=[asked], by=staff["editor"])
    revisions, _rows = left()
    with pytest.raises(NotAllowed):
        remove_annotation(note.spans.get(), by=staff["reporter"])
    remove_annotation(note.spans.get(), by=staff["editor"])
    assert not Note.objects.filter(pk=note.pk).exists()
    assert left()[0] == revisions  # talk is no part of the text


# --- a question instead -----------------------------------------------------------------------------------------------


def test_a_lost_claim_becomes_a_question_on_the_sentence_where_it_was(
    claim: Span, first: Block, staff: dict[str, User]
) -> None:
    save(first, "Sergey Lavrov arrived. They spoke of trade.", staff["reporter"])
    revisions, rows = left()
    note = convert_to_note(claim, kind="question", text="Is this no longer so?", by=staff["annotator"])
    assert (note.kind, note.quote) == ("question", "met Ilham Aliyev in Moscow in 2024")
    assert languages.read(note, "claim", "en") == "Is this no longer so?"
    assert note.spans.get().exact == "Sergey Lavrov arrived."
    assert not Statement.objects.filter(pk=claim.statement_id).exists()
    assert left() == (revisions + 1, rows + 1)
    reply_to_note(note, text="Yes.", language="en", by=staff["reporter"])


def test_a_changed_claim_becomes_a_comment_on_its_words_and_quotes_the_old_ones(
    claim: Span, first: Block, staff: dict[str, User]
) -> None:
    save(first, FIRST.replace("2024", "2025"), staff["reporter"])
    note = convert_to_note(claim, kind="comment", text="Which year?", by=staff["editor"])
    assert note.quote.endswith("2024")
    assert note.spans.get().exact == "met Ilham Aliyev in Moscow in 2025"


def test_in_an_emptied_block_the_note_has_its_quotation_only(
    orphan: Span, first: Block, staff: dict[str, User]
) -> None:
    save(first, "", staff["reporter"])
    note = convert_to_note(orphan, kind="comment", text="Where is he?", by=staff["editor"])
    assert (note.quote, note.spans.count()) == ("Sergey Lavrov", 0)


def test_only_a_doubtful_annotation_becomes_talk_and_talk_has_words(
    mention: Span, first: Block, staff: dict[str, User]
) -> None:
    with pytest.raises(NotDoubtful):
        convert_to_note(mention, kind="comment", text="Why?", by=staff["editor"])
    save(first, "They spoke of trade.", staff["reporter"])
    for kind, text in (("fact_check", "Why?"), ("comment", " \n")):
        with pytest.raises(Incomplete):
            convert_to_note(mention, kind=kind, text=text, by=staff["editor"])
    with pytest.raises(NotAllowed):
        convert_to_note(mention, kind="comment", text="Why?", by=staff["reporter"])
    mention.refresh_from_db()
    assert (mention.state, Note.objects.filter(article=first.article).count()) == ("orphaned", 0)


# --- publishing -------------------------------------------------------------------------------------------------------

YEARS = [("en", "2024", "2025"), ("en", "2024", "۲۰۲۴"), ("fa", "۲۰۲۴", "۲۰۲۵"), ("fa", "۲۰۲۴", "2024")]
DECIDE: dict[str, Callable[[Span, Block, User], object]] = {
    "accept": lambda span, block, by: accept_suggestions(block.article, spans=[span], by=by),
    "place": lambda span, block, by: place(span, at=at(block, "Lavrov"), by=by),
    "remove": lambda span, block, by: remove_annotation(span, by=by),
    "convert": lambda span, block, by: convert_to_note(span, kind="comment", text="See", by=by),
}


CASES = [(*year, kind, "accept") for year in YEARS for kind in ("statement", "fact_check")]
CASES += [(*YEARS[0], "statement", how) for how in DECIDE]


@pytest.mark.parametrize(("language", "then", "now", "kind", "how"), CASES)
def test_a_claim_over_a_changed_digit_is_not_published_until_somebody_decides(
    write: Callable[[str], Article], staff: dict[str, User], kind: str, language: str, then: str, now: str, how: str
) -> None:
    words = {"en": "Lavrov came in 2024.", "fa": "لاوروف در سال ۲۰۲۴ آمد."}[language]
    title = {"en": "Ministers meet in Vienna", "fa": "وزیران در وین دیدار کردند"}[language]
    article = write(f"{title}\n\n{words}\n\n{words.replace(then, '1999')}")
    block = Block.objects.of_article(article)[1]
    here = at(block, block.plain(language), language)
    if kind == "statement":
        add_statements(article, said=[Said(at=[here], voices=[Voice(lavrov())])], by=staff["annotator"])
    else:
        add_notes(article, noted=[Noted(at=[here], finding={language: "x"})], by=staff["annotator"])
    save(block, words.replace(then, now), staff["reporter"], language)
    span = Span.objects.get(block=block)
    assert (span.state, span.former_exact) == ("review", words)
    approve(article, language=language, by=staff["editor"])
    with pytest.raises(NotReady) as refusal:
        publish(article, language=language, by=staff["publisher"])
    assert refusal.value.problems == (f"A claim or fact check lost its place: “{span.exact}”.",)
    DECIDE[how](span, block, staff["annotator"])
    assert publish(article, language=language, by=staff["publisher"]).number == 1
