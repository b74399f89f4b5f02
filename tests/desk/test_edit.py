"""Editing words: revisions, stale texts, segments, annotations that move along."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsroom.annotation.span import Span
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.content.track import Track
from newsroom.desk.edit import Seen, edit_texts
from newsroom.desk.errors import BadText, NotAllowed, StaleText, UnknownBlock
from newsroom.localization.segment import Segment
from newsroom.staff.user import User
from tests.stories import block_of


def paragraph(article: Article) -> Block:
    return block_of(article, 5)


def test_a_text_saved_meanwhile_is_refused_with_the_fresh_text(summit: Article, staff: dict[str, User]) -> None:
    block = paragraph(summit)
    uuid, rev = str(block.uuid), Segment.objects.get(block=block, language="fa").rev
    edit_texts(summit, language="fa", texts={uuid: "متن تازه."}, seen=Seen({uuid: rev}), by=staff["editor"])
    with pytest.raises(StaleText) as refusal:
        edit_texts(summit, language="fa", texts={uuid: "متن کهنه."}, seen=Seen({uuid: rev}), by=staff["publisher"])
    assert refusal.value.fresh == "متن تازه."


def test_the_same_text_again_changes_nothing(summit: Article, staff: dict[str, User]) -> None:
    block = paragraph(summit)
    revisions = summit.revisions.count()
    assert edit_texts(summit, language="fa", texts={str(block.uuid): block.source("fa")}, by=staff["editor"]) == []
    assert summit.revisions.count() == revisions


def test_markup_alone_keeps_digest_and_approval(summit: Article, staff: dict[str, User]) -> None:
    block = paragraph(summit)
    segment = Segment.objects.get(block=block, language="fa")
    bold = block.source("fa").replace("روسیه", "**روسیه**", 1)
    edit_texts(summit, language="fa", texts={str(block.uuid): bold}, by=staff["editor"])
    fresh = Segment.objects.get(pk=segment.pk)
    assert (fresh.digest, fresh.status) == (segment.digest, "approved")


def test_editing_the_source_makes_its_translations_outdated_and_undoing_it_makes_them_current(
    followed: Article, staff: dict[str, User]
) -> None:
    block = paragraph(followed)
    uuid, text = str(block.uuid), block.source("fa")
    outdated = Segment.objects.of_article(followed.pk, "en").outdated().values_list("block", flat=True)
    edit_texts(followed, language="fa", texts={uuid: text + " باز هم."}, by=staff["editor"])
    assert list(outdated.all()) == [block.pk]
    edit_texts(followed, language="fa", texts={uuid: text}, by=staff["editor"])
    assert not outdated.all()


def test_a_mention_moves_along_when_words_come_before_it(summit: Article, staff: dict[str, User]) -> None:
    block = paragraph(summit)
    span = Span.objects.get(block=block, language="fa", exact="روسیه")
    start = span.start
    edit_texts(summit, language="fa", texts={str(block.uuid): "امروز " + block.source("fa")}, by=staff["editor"])
    span.refresh_from_db()
    assert (span.start, span.state) == (start + len("امروز "), "accepted")


def test_a_deleted_mention_is_orphaned_and_not_put_on_the_same_name_elsewhere(
    summit: Article, staff: dict[str, User]
) -> None:
    block = paragraph(summit)
    span = Span.objects.get(block=block, language="fa", exact="روسیه")
    edit_texts(summit, language="fa", texts={str(block.uuid): "کاخ کرملین پذیرا بود."}, by=staff["editor"])
    span.refresh_from_db()
    assert span.state == "orphaned"
    assert span.exact == "روسیه"


def test_a_rejected_suggestion_stays_rejected(raw: Article, staff: dict[str, User]) -> None:
    from newsroom.desk.annotate import reject_suggestions, suggest_mentions

    assert suggest_mentions(raw, language="fa", by=staff["annotator"]) > 50
    waiting = list(Span.objects.of_article(raw.pk, "fa").suggested())
    reject_suggestions(raw, spans=waiting, by=staff["annotator"])
    assert suggest_mentions(raw, language="fa", by=staff["annotator"]) == 0


@pytest.mark.parametrize("text", ["two\nlines", "hidden \u202e turn", "[x](javascript:alert(1))"])
def test_what_may_not_enter_a_block_is_refused(summit: Article, staff: dict[str, User], text: str) -> None:
    with pytest.raises(BadText):
        edit_texts(summit, language="fa", texts={str(paragraph(summit).uuid): text}, by=staff["editor"])


def test_a_block_of_another_article_is_unknown(
    summit: Article, write: Callable[[str], Article], staff: dict[str, User]
) -> None:
    other = write("Another title\n\nOther words.")
    foreign = Block.objects.of_article(other)[0]
    with pytest.raises(UnknownBlock):
        edit_texts(summit, language="fa", texts={str(foreign.uuid): "x"}, by=staff["editor"])


@pytest.mark.parametrize(
    ("who", "language", "allowed"),
    [
        ("translator-en", "en", True),
        ("translator-en", "ru", False),
        ("translator-en", "fa", False),
        ("reporter", "fa", True),
        ("reporter", "en", False),
        ("annotator", "fa", False),
        ("administrator", "fa", False),
        ("editor", "ru", True),
    ],
)
def test_each_writes_only_what_is_theirs(
    summit: Article, staff: dict[str, User], who: str, language: str, allowed: bool
) -> None:
    texts = {str(paragraph(summit).uuid): "متن" if language == "fa" else "Text"}
    if allowed:
        assert edit_texts(summit, language=language, texts=texts, by=staff[who])
    else:
        with pytest.raises(NotAllowed):
            edit_texts(summit, language=language, texts=texts, by=staff[who])


@pytest.mark.parametrize(
    ("before", "after"), [("ready", "correcting"), ("published", "correcting"), ("draft", "draft")]
)
def test_other_words_step_back_from_what_was_reached(
    summit: Article, staff: dict[str, User], before: str, after: str
) -> None:
    Track.objects.filter(article=summit, language="fa").update(state=before)
    edit_texts(summit, language="fa", texts={str(paragraph(summit).uuid): "متن دیگر."}, by=staff["editor"])
    assert Track.objects.get(article=summit, language="fa").state == after
