"""Carrying the annotations of the source over to a translation: suggestions, never more."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.annotation.mention import Mention
from newsroom.annotation.refusal import Refusal, context_of
from newsroom.annotation.span import Span
from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.base.languages import UnknownLanguage
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.annotate import accept_suggestions, add_mention, reject_suggestions, suggest_mentions
from newsroom.desk.assignments import assign
from newsroom.desk.errors import Incomplete, NotAllowed
from newsroom.desk.project import project
from newsroom.desk.publish import publish
from newsroom.desk.review import approve
from newsroom.desk.selection import Selection
from newsroom.desk.snapshot import document_of
from newsroom.desk.statements import Said, Voice, add_statements
from newsroom.desk.translate import put_translation
from newsroom.entities.entity import Entity
from newsroom.staff.user import User
from newsroom.text.document import ArticleDocument

SOURCE = "Talks in Moscow\n\nSergey Lavrov met Ilham Aliyev in Moscow. Lavrov said 11 documents were signed, and left."
RUSSIAN = (
    "Переговоры в Москве",
    "Сергей Лавров встретился в Москве с Ильхамом Алиевым. По словам Лаврова, подписано 11 документов, и он уехал.",
)


def entity(name: str) -> Entity:
    return Entity.objects.get(**{languages.column("name", "en"): name})


def block(article: Article, number: int) -> Block:
    return Block.objects.of_article(article)[number - 1]


def selection(of: Block, words: str, language: str = "en", *, last: bool = False) -> Selection:
    text = of.plain(language)
    start = text.rindex(words) if last else text.index(words)
    return Selection(of, language, start, start + len(words), words)


@pytest.fixture
def article(write: Callable[[str], Article], staff: dict[str, User]) -> Article:
    """An English report with its names accepted, and a Russian translation without any annotation."""
    article = write(SOURCE)
    suggest_mentions(article, language="en", by=staff["annotator"])
    accept_suggestions(article, spans=list(in_language(article, "en")), by=staff["annotator"])
    texts = {str(block(article, n).uuid): text for n, text in enumerate(RUSSIAN, start=1)}
    put_translation(article, language="ru", texts=texts, by=staff["editor"])
    return article


@pytest.fixture
def said(article: Article, staff: dict[str, User]) -> None:
    at = selection(block(article, 2), "Lavrov said 11 documents were signed")
    add_statements(article, said=[Said(at=[at], voices=[Voice(entity("Sergey Lavrov"))])], by=staff["annotator"])


def in_language(article: Article, language: str) -> list[Span]:
    spans = Span.objects.of_article(article.pk, language)
    return list(spans.select_related("block", "mention__entity", "statement"))


def verbs_on(article: Article) -> list[str]:
    return list(LogEntry.objects.about("article", str(article.uuid)).values_list("verb", flat=True))


# --- mentions ---------------------------------------------------------------------------------------------------------


def test_every_mention_gets_a_suggested_span_of_its_own_in_the_translation(
    article: Article, staff: dict[str, User]
) -> None:
    mentions = Mention.objects.filter(article=article).count()
    done = project(article, language="ru", by=staff["annotator"])
    spans = in_language(article, "ru")
    assert [span.exact for span in spans] == [
        "Москве", "Сергей Лавров", "Москве", "Ильхамом Алиевым", "Лаврова",
    ]  # fmt: skip
    assert (done.projected, done.written, done.unprojected, done.missing) == (5, 5, (), ())
    assert Mention.objects.filter(article=article).count() == mentions, "they are more words of the same mentions"
    for span in spans:
        assert (span.state, span.origin) == ("suggested", "projection")
        assert span.reason.startswith("projected+even+")
        assert span.score is not None
        assert span.score > 0.9
        assert span.block.plain("ru")[span.start : span.end] == span.exact
        own = Span.objects.get(mention=span.mention, language="en")
        assert (own.block_id, own.state) == (span.block_id, "accepted")


def test_it_leaves_one_row_in_the_log_and_no_revision(article: Article, staff: dict[str, User]) -> None:
    log, revisions = verbs_on(article), article.revisions.count()
    project(article, language="ru", by=staff["annotator"])
    assert verbs_on(article) == [*log, "project"]
    assert article.revisions.count() == revisions
    assert not [span for part in document_of(article).mentions for span in part.spans if span.language == "ru"]


def test_asking_twice_writes_nothing_twice(article: Article, staff: dict[str, User], said: None) -> None:
    first = project(article, language="ru", by=staff["annotator"])
    spans, log = in_language(article, "ru"), verbs_on(article)
    again = project(article, language="ru", by=staff["annotator"])
    assert (again.projected, again.written, again.statements) == (first.projected, 0, 0)
    assert in_language(article, "ru") == spans
    assert verbs_on(article) == log


def test_accepting_asks_for_nothing_but_the_state(article: Article, staff: dict[str, User], said: None) -> None:
    project(article, language="ru", by=staff["annotator"])
    spans = in_language(article, "ru")
    assert accept_suggestions(article, spans=spans, by=staff["annotator"]) == len(spans) == 6
    document = document_of(article)
    assert [{span.language for span in part.spans} for part in document.mentions] == [{"en", "ru"}] * 5
    assert [{span.language for span in part.spans} for part in document.statements] == [{"en", "ru"}]
    assert article.revisions.order_by("-number")[0].document == document


def test_only_what_is_accepted_in_the_source_is_projected(article: Article, staff: dict[str, User]) -> None:
    Span.objects.filter(mention__entity=entity("Ilham Aliyev")).update(state="suggested")
    Span.objects.filter(mention__entity=entity("Sergey Lavrov")).update(state="rejected")
    project(article, language="ru", by=staff["annotator"])
    assert [span.exact for span in in_language(article, "ru")] == ["Москве", "Москве"]


def test_what_is_annotated_there_counts_and_is_left_alone(article: Article, staff: dict[str, User]) -> None:
    at = selection(block(article, 2), "Ильхамом Алиевым", "ru")
    theirs = add_mention(article, at=at, entity=entity("Ilham Aliyev"), by=staff["annotator"])
    done = project(article, language="ru", by=staff["annotator"])
    assert (done.projected, done.written, done.unprojected) == (5, 4, ())
    assert [s.mention for s in in_language(article, "ru") if s.exact == "Ильхамом Алиевым"] == [theirs]


def test_suggesting_after_projecting_adds_only_what_the_source_does_not_name(
    article: Article, staff: dict[str, User]
) -> None:
    second = block(article, 2)
    texts = {str(second.uuid): second.source("ru") + " Потом был Ташкент."}
    put_translation(article, language="ru", texts=texts, by=staff["editor"])
    project(article, language="ru", by=staff["annotator"])
    assert suggest_mentions(article, language="ru", by=staff["annotator"]) == 1
    assert [s.exact for s in in_language(article, "ru") if s.origin == "gazetteer"] == ["Ташкент"]


def test_projecting_after_suggesting_adds_nothing(article: Article, staff: dict[str, User]) -> None:
    suggest_mentions(article, language="ru", by=staff["annotator"])
    done = project(article, language="ru", by=staff["annotator"])
    assert (done.projected, done.written) == (5, 0)


def test_a_rejected_place_is_not_proposed_again(article: Article, staff: dict[str, User]) -> None:
    project(article, language="ru", by=staff["annotator"])
    wrong = [span for span in in_language(article, "ru") if span.exact == "Ильхамом Алиевым"]
    reject_suggestions(article, spans=wrong, by=staff["annotator"])
    done = project(article, language="ru", by=staff["annotator"])
    assert done.written == 0
    assert [(one.words, one.entity) for one in done.unprojected] == [("Ilham Aliyev", entity("Ilham Aliyev"))]


def test_a_refusal_in_the_same_context_is_remembered_when_the_span_is_gone(
    article: Article, staff: dict[str, User]
) -> None:
    at = selection(block(article, 2), "Ильхамом Алиевым", "ru")
    context = context_of(block(article, 2).plain("ru"), at.start, at.end)
    Refusal.objects.create(article=article, language="ru", entity=entity("Ilham Aliyev"), context=context)
    project(article, language="ru", by=staff["annotator"])
    assert "Ильхамом Алиевым" not in [span.exact for span in in_language(article, "ru")]


def test_a_block_that_is_not_translated_misses_nothing(article: Article, staff: dict[str, User]) -> None:
    done = project(article, language="fa", by=staff["annotator"])
    assert (done.projected, done.written, done.unprojected, done.missing) == (0, 0, (), ())
    assert "project" not in verbs_on(article)


def test_a_name_that_the_translation_lost_is_reported_with_its_words(article: Article, staff: dict[str, User]) -> None:
    second = block(article, 2)
    texts = {str(second.uuid): "Лавров встретился с коллегой. Подписано 11 документов, и он уехал."}
    put_translation(article, language="ru", texts=texts, by=staff["editor"])
    done = project(article, language="ru", by=staff["annotator"])
    told = {(one.block, one.entity, one.words) for one in done.missing}
    assert told == {
        (second.uuid, entity("Ilham Aliyev"), "Ilham Aliyev"), (second.uuid, entity("Moscow"), "Moscow"),
    }  # fmt: skip
    assert told < {(one.block, one.entity, one.words) for one in done.unprojected}, "Lavrov is named less often"


# --- statements -------------------------------------------------------------------------------------------------------


def test_a_statement_gets_its_words_in_the_translation(article: Article, staff: dict[str, User], said: None) -> None:
    done = project(article, language="ru", by=staff["annotator"])
    span = next(span for span in in_language(article, "ru") if span.statement)
    assert done.statements == 1
    assert span.exact == "По словам Лаврова, подписано 11 документов"
    assert (span.state, span.origin, span.reason) == ("suggested", "projection", "clause")
    assert span.statement == Span.objects.get(statement__article=article, language="en").statement


def test_a_statement_that_has_words_there_gets_no_more(article: Article, staff: dict[str, User], said: None) -> None:
    project(article, language="ru", by=staff["annotator"])
    spans = [span for span in in_language(article, "ru") if span.statement]
    reject_suggestions(article, spans=spans, by=staff["annotator"])
    assert project(article, language="ru", by=staff["annotator"]).statements == 0


def test_a_refused_statement_is_not_proposed_again(article: Article, staff: dict[str, User], said: None) -> None:
    project(article, language="ru", by=staff["annotator"])
    span = next(span for span in in_language(article, "ru") if span.statement)
    context = context_of(span.block.plain("ru"), span.start, span.end)
    Refusal.objects.create(article=article, language="ru", entity=None, context=context)
    span.delete()
    assert project(article, language="ru", by=staff["annotator"]).statements == 0


# --- the demo ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_report_finds_what_its_annotators_accepted(
    summit: Article, staff: dict[str, User], language: str
) -> None:
    places = Span.objects.filter(block__article=summit, language=language, note=None)
    gold = set(places.accepted().filter(mention__isnull=False).values_list("block", "start", "end", "mention__entity"))
    there = project(summit, language=language, by=staff["annotator"])
    assert (there.written, there.statements) == (0, 0), "all of it is annotated"
    places.delete()
    done = project(summit, language=language, by=staff["annotator"])
    fresh = places.suggested().filter(mention__isnull=False)
    found = set(fresh.values_list("block", "start", "end", "mention__entity"))
    assert len(found) == done.written == done.projected
    assert len(found & gold) / len(found) >= 0.98
    assert done.projected / (done.projected + len(done.unprojected)) >= 0.88
    assert "Сергей Лебедев" in {one.entity.name_in("ru") for one in done.missing}, "the correction is not translated"


def test_a_text_with_suggestions_of_projection_is_published_without_them(
    followed: Article, staff: dict[str, User]
) -> None:
    Span.objects.filter(block__article=followed, language="ru").delete()
    project(followed, language="ru", by=staff["annotator"])
    approve(followed, language="ru", by=staff["editor"])
    edition = publish(followed, language="ru", by=staff["publisher"])
    document = ArticleDocument.from_json(edition.body.document)
    assert not document.mentions
    assert not document.statements


# --- who, and at what cost --------------------------------------------------------------------------------------------


def test_a_translator_asks_in_their_own_languages_only(article: Article, staff: dict[str, User]) -> None:
    assign(article, language="ru", to=staff["translator-ru"], by=staff["editor"])
    assert project(article, language="ru", by=staff["translator-ru"]).written == 5
    with pytest.raises(NotAllowed):
        project(article, language="fa", by=staff["translator-ru"])


@pytest.mark.parametrize("who", ["administrator", "translator-fa"])
def test_others_may_not_ask(article: Article, staff: dict[str, User], who: str) -> None:
    with pytest.raises(NotAllowed):
        project(article, language="ru", by=staff[who])
    assert not in_language(article, "ru")


def test_the_source_is_no_translation_of_itself(article: Article, staff: dict[str, User]) -> None:
    with pytest.raises(Incomplete):
        project(article, language="en", by=staff["annotator"])
    with pytest.raises(UnknownLanguage):
        project(article, language="xx", by=staff["annotator"])


def test_the_number_of_queries_does_not_depend_on_the_article(
    article: Article, summit: Article, staff: dict[str, User], said: None
) -> None:
    Span.objects.filter(block__article=summit, language="ru").delete()
    counts = []
    for one in (article, summit):
        with CaptureQueriesContext(connection) as queries:
            project(one, language="ru", by=staff["annotator"])
        statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
        counts.append(len([sql for sql in statements if not sql.startswith('INSERT INTO "newsroom_span"')]))
    assert counts == [7, 7], "rows are inserted at once, on SQLite in batches"
