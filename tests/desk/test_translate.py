"""Putting translations in: each text remembers its source, and only their translator may write a language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import translation

from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.base.languages import UnknownLanguage
from newsroom.content.article import Article
from newsroom.content.block import Block, digest
from newsroom.content.track import Track
from newsroom.desk.assignments import assign
from newsroom.desk.edit import edit_texts
from newsroom.desk.errors import BadText, NotAllowed, UnknownBlock
from newsroom.desk.publish import publish
from newsroom.desk.review import approve
from newsroom.desk.translate import put_translation
from newsroom.localization.segment import Segment
from newsroom.publishing.publication import Publication
from newsroom.screens.article_overview import overview
from newsroom.staff.user import User

RUSSIAN = ["Министры встретились в Вене", "Они говорили два часа.", "В тот день ничего не подписали."]


@pytest.fixture
def article(write: Callable[[str], Article], staff: dict[str, User]) -> Article:
    """A report in English whose Russian is given to Anna."""
    text = "Ministers meet in Vienna\n\nThey spoke for two hours.\n\nNothing was signed on that day."
    report = write(text)
    assign(report, language="ru", to=staff["translator-ru"], by=staff["editor"])
    return report


def texts_of(article: Article, texts: list[str]) -> dict[str, str]:
    return {str(b.uuid): text for b, text in zip(Block.objects.of_article(article), texts, strict=False)}


def segments(article: Article) -> list[Segment]:
    return list(Segment.objects.of_article(article.pk, "ru").select_related("block"))


def test_each_text_remembers_the_source_it_was_made_from(article: Article, staff: dict[str, User]) -> None:
    changes = put_translation(article, language="ru", texts=texts_of(article, RUSSIAN), by=staff["translator-ru"])
    assert [change.after.text for change in changes] == RUSSIAN
    for segment, text in zip(segments(article), RUSSIAN, strict=True):
        source = segment.block.plain("en")
        assert (segment.based_on_language, segment.based_on_text) == ("en", source)
        assert segment.based_on_digest == digest(source)
        assert (segment.digest, segment.status) == (digest(text), "translated")
        assert segment.translator == staff["translator-ru"]


def test_it_opens_the_language_and_leaves_one_row_and_one_revision(article: Article, staff: dict[str, User]) -> None:
    revisions, log = article.revisions.count(), LogEntry.objects.count()
    put_translation(article, language="ru", texts=texts_of(article, RUSSIAN), by=staff["translator-ru"])
    assert Track.objects.get(article=article, language="ru").state == "draft"
    assert article.revisions.count() == revisions + 1
    rows = list(LogEntry.objects.order_by("pk")[log:])
    assert [(row.verb, row.language, row.detail) for row in rows] == [("translate", "ru", "3 blocks")]
    assert not any(word in row.detail + row.object_label for row in rows for word in RUSSIAN)


def test_the_same_texts_again_write_nothing(article: Article, staff: dict[str, User]) -> None:
    put_translation(article, language="ru", texts=texts_of(article, RUSSIAN), by=staff["translator-ru"])
    before = LogEntry.objects.count(), article.revisions.count()
    again = put_translation(article, language="ru", texts=texts_of(article, RUSSIAN), by=staff["translator-ru"])
    assert again == []
    assert (LogEntry.objects.count(), article.revisions.count()) == before


def test_the_source_is_left_alone(article: Article, staff: dict[str, User]) -> None:
    rows = list(Block.objects.of_article(article).values_list(*languages.columns("text")))
    put_translation(article, language="ru", texts=texts_of(article, RUSSIAN[:1]), by=staff["translator-ru"])
    after = list(Block.objects.of_article(article).values_list(*languages.columns("text")))
    assert [row[:2] for row in after] == [row[:2] for row in rows]
    assert [row[2] for row in after] == [RUSSIAN[0], None, None]


def test_a_translation_is_outdated_until_it_is_written_again(article: Article, staff: dict[str, User]) -> None:
    put_translation(article, language="ru", texts=texts_of(article, RUSSIAN), by=staff["translator-ru"])
    second = str(Block.objects.of_article(article)[1].uuid)
    edit_texts(article, language="en", texts={second: "They spoke for three hours."}, by=staff["reporter"])
    outdated = Segment.objects.of_article(article.pk, "ru").outdated()
    assert [str(segment.block.uuid) for segment in outdated] == [second]
    put_translation(article, language="ru", texts={second: "Они говорили три часа."}, by=staff["translator-ru"])
    assert not Segment.objects.of_article(article.pk, "ru").outdated().exists()


def test_a_cleared_text_is_missing_again(article: Article, staff: dict[str, User]) -> None:
    put_translation(article, language="ru", texts=texts_of(article, RUSSIAN), by=staff["translator-ru"])
    put_translation(article, language="ru", texts=texts_of(article, [""]), by=staff["translator-ru"])
    first = segments(article)[0]
    assert (first.status, first.digest) == ("missing", "")
    assert getattr(Block.objects.get(pk=first.block_id), languages.column("text", "ru")) is None


@pytest.mark.parametrize("who", ["translator-en", "reporter", "annotator", "administrator"])
def test_only_translators_of_the_language_and_editors_write_it(
    article: Article, staff: dict[str, User], who: str
) -> None:
    with pytest.raises(NotAllowed):
        put_translation(article, language="ru", texts=texts_of(article, RUSSIAN), by=staff[who])
    assert not segments(article)


def test_the_source_language_is_not_translated(article: Article, staff: dict[str, User]) -> None:
    with translation.override("en"), pytest.raises(BadText, match="source language"):
        put_translation(article, language="en", texts=texts_of(article, ["X"]), by=staff["editor"])


def test_an_unknown_language_leaves_nothing(article: Article, staff: dict[str, User]) -> None:
    with pytest.raises(UnknownLanguage):
        put_translation(article, language="de", texts=texts_of(article, ["Minister"]), by=staff["editor"])
    assert not Track.objects.filter(language="de").exists()


def test_one_bad_text_keeps_all_of_them_out(article: Article, staff: dict[str, User]) -> None:
    texts = texts_of(article, [RUSSIAN[0], "Скрытый \u202eповорот"])
    with pytest.raises(BadText, match=r"U\+202E"):
        put_translation(article, language="ru", texts=texts, by=staff["translator-ru"])
    assert segments(article) == []
    assert Block.objects.of_article(article)[0].source("ru") == ""


@pytest.mark.parametrize("unknown", ["3e0e54f4-3d2c-4dd3-b1a0-0f6f0a7f6d01", "no uuid at all"])
def test_a_text_for_no_block_of_the_article_keeps_all_of_them_out(
    article: Article, staff: dict[str, User], unknown: str
) -> None:
    with pytest.raises(UnknownBlock, match=unknown):
        put_translation(article, language="ru", texts=texts_of(article, RUSSIAN) | {unknown: "X"}, by=staff["editor"])
    assert segments(article) == []


# --- the way to print -------------------------------------------------------------------------------------------------


def test_a_text_typed_into_a_block_opens_its_language_too(article: Article, staff: dict[str, User]) -> None:
    """The form of a block writes through `edit_texts`; its language must reach the steps as any other."""
    edit_texts(article, language="ru", texts=texts_of(article, RUSSIAN), by=staff["translator-ru"])
    row = next(row for row in overview(article, staff["editor"]).languages if row.code == "ru")
    assert (row.progress.written, "approve" in row.steps) == (3, True)


def test_a_translation_is_published_beside_its_source(article: Article, staff: dict[str, User]) -> None:
    put_translation(article, language="ru", texts=texts_of(article, RUSSIAN), by=staff["translator-ru"])
    for language in ("en", "ru"):
        approve(article, language=language, by=staff["editor"])
        publish(article, language=language, by=staff["publisher"])
    live = Publication.objects.live().filter(article_public_id=article.public_id)
    assert {row.edition.title for row in live} == {RUSSIAN[0], "Ministers meet in Vienna"}
    assert {track.state for track in Track.objects.filter(article=article)} == {"published"}
