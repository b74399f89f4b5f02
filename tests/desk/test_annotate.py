"""Asking for suggestions, deciding on them, adding what was missed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsroom.annotation.mention import Mention
from newsroom.annotation.span import Span
from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.annotate import Selection, accept_suggestions, add_mention, reject_suggestions, suggest_mentions
from newsroom.desk.edit import edit_texts
from newsroom.desk.errors import DeskError, NotAllowed, StaleSpan
from newsroom.entities.entity import Entity
from newsroom.staff.user import User

TEXT = (
    "Talks in Moscow\n\nSergey Lavrov met Ilham Aliyev in Moscow on Monday.\n\n"
    "Lavrov left Moscow on Tuesday and said nothing."
)


@pytest.fixture
def article(write: Callable[[str], Article]) -> Article:
    return write(TEXT)


@pytest.fixture
def lavrov(db: None) -> Entity:
    return Entity.objects.get(**{languages.column("name", "en"): "Sergey Lavrov"})


def waiting(article: Article, language: str = "en") -> list[Span]:
    return list(Span.objects.of_article(article.pk, language).suggested())


def verbs_on(article: Article) -> list[str]:
    return list(LogEntry.objects.about("article", str(article.uuid)).values_list("verb", flat=True))


def block(article: Article, number: int) -> Block:
    return Block.objects.of_article(article)[number - 1]


def selection(of: Block, words: str, language: str = "en") -> Selection:
    start = of.plain(language).index(words)
    return Selection(of, language, start, start + len(words), words)


# --- suggestions ------------------------------------------------------------------------------------------------------


def test_every_name_is_suggested_where_it_stands(article: Article, staff: dict[str, User]) -> None:
    count = suggest_mentions(article, language="en", by=staff["annotator"])
    spans = waiting(article)
    assert [span.exact for span in spans] == [
        "Moscow", "Sergey Lavrov", "Ilham Aliyev", "Moscow", "Lavrov", "Moscow",
    ]  # fmt: skip
    assert count == len(spans)
    for span in spans:
        assert span.block.plain("en")[span.start : span.end] == span.exact
        assert (span.origin, span.state) == ("gazetteer", "suggested")
        assert span.score is not None
        assert 0 < span.score <= 1
        assert span.reason


def test_the_surname_alone_names_the_same_person(article: Article, staff: dict[str, User], lavrov: Entity) -> None:
    suggest_mentions(article, language="en", by=staff["annotator"])
    named = {span.exact for span in waiting(article) if span.mention and span.mention.entity_id == lavrov.pk}
    assert named == {"Sergey Lavrov", "Lavrov"}


def test_asking_twice_suggests_nothing_twice(article: Article, staff: dict[str, User]) -> None:
    first = suggest_mentions(article, language="en", by=staff["annotator"])
    log = verbs_on(article)
    assert suggest_mentions(article, language="en", by=staff["annotator"]) == 0
    assert Span.objects.filter(block__article=article).count() == first
    assert Mention.objects.filter(article=article).count() == first
    assert verbs_on(article) == log


def test_new_words_get_suggestions_of_their_own(article: Article, staff: dict[str, User]) -> None:
    suggest_mentions(article, language="en", by=staff["annotator"])
    second = block(article, 2)
    text = second.source("en") + " Later they flew to Tashkent."
    edit_texts(article, language="en", texts={str(second.uuid): text}, by=staff["reporter"])
    assert suggest_mentions(article, language="en", by=staff["annotator"]) == 1
    assert [span.exact for span in waiting(article)].count("Tashkent") == 1


def test_one_language_is_asked_at_a_time(summit: Article, staff: dict[str, User]) -> None:
    before = Span.objects.filter(block__article=summit).exclude(language="ru").count()
    suggest_mentions(summit, language="ru", by=staff["annotator"])
    assert Span.objects.filter(block__article=summit).exclude(language="ru").count() == before


# --- decisions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decide", "state"), [(accept_suggestions, "accepted"), (reject_suggestions, "rejected")]
)
def test_a_decision_is_for_the_chosen_ones_only(
    article: Article, staff: dict[str, User], decide: Callable[..., int], state: str
) -> None:
    suggest_mentions(article, language="en", by=staff["annotator"])
    spans, revisions = waiting(article), article.revisions.count()
    assert decide(article, spans=spans[:2], by=staff["annotator"]) == 2
    fresh = Span.objects.of_article(article.pk, "en")
    assert [span.state for span in fresh] == [state, state, *["suggested"] * (len(spans) - 2)]
    assert article.revisions.count() == revisions + 1
    assert len(verbs_on(article)) == 3


def test_what_was_decided_is_not_decided_again(article: Article, staff: dict[str, User]) -> None:
    suggest_mentions(article, language="en", by=staff["annotator"])
    spans = waiting(article)
    reject_suggestions(article, spans=spans, by=staff["annotator"])
    log = verbs_on(article)
    assert accept_suggestions(article, spans=spans, by=staff["editor"]) == 0
    assert set(Span.objects.filter(block__article=article).values_list("state", flat=True)) == {"rejected"}
    assert verbs_on(article) == log


def test_a_span_of_another_article_is_not_touched(
    article: Article, write: Callable[[str], Article], staff: dict[str, User]
) -> None:
    other = write("Another title\n\nSergey Lavrov stayed in Moscow.")
    suggest_mentions(other, language="en", by=staff["annotator"])
    assert accept_suggestions(article, spans=waiting(other), by=staff["annotator"]) == 0
    assert waiting(other)


def test_words_that_moved_under_a_suggestion_are_refused(article: Article, staff: dict[str, User]) -> None:
    suggest_mentions(article, language="en", by=staff["annotator"])
    spans = waiting(article)
    Span.objects.filter(pk=spans[0].pk).update(exact="Kazan")
    with pytest.raises(StaleSpan, match=r"Kazan.*Moscow"):
        accept_suggestions(article, spans=spans, by=staff["annotator"])
    assert set(Span.objects.filter(block__article=article).values_list("state", flat=True)) == {"suggested"}


@pytest.mark.parametrize("who", ["reporter", "translator-en", "administrator"])
def test_others_may_not_decide_nor_add(article: Article, staff: dict[str, User], lavrov: Entity, who: str) -> None:
    suggest_mentions(article, language="en", by=staff["annotator"])
    for verb in (accept_suggestions, reject_suggestions):
        with pytest.raises(NotAllowed):
            verb(article, spans=waiting(article), by=staff[who])
    with pytest.raises(NotAllowed):
        add_mention(article, at=selection(block(article, 3), "Lavrov"), entity=lavrov, by=staff[who])
    assert set(Span.objects.filter(block__article=article).values_list("state", flat=True)) == {"suggested"}


# --- adding -----------------------------------------------------------------------------------------------------------


def test_an_added_mention_is_accepted_and_knows_its_context(
    article: Article, staff: dict[str, User], lavrov: Entity
) -> None:
    mention = add_mention(article, at=selection(block(article, 3), "Lavrov"), entity=lavrov, by=staff["annotator"])
    span = mention.spans.get()
    assert (span.exact, span.state, span.origin, span.prefix) == ("Lavrov", "accepted", "editor", "")
    assert span.suffix.startswith(" left Moscow")
    assert verbs_on(article)[-1] == "add_mention"


def test_an_added_mention_is_not_suggested_again(article: Article, staff: dict[str, User], lavrov: Entity) -> None:
    add_mention(article, at=selection(block(article, 2), "Sergey Lavrov"), entity=lavrov, by=staff["annotator"])
    suggest_mentions(article, language="en", by=staff["annotator"])
    assert "Sergey Lavrov" not in [span.exact for span in waiting(article)]


def test_an_added_mention_leaves_a_revision(article: Article, staff: dict[str, User], lavrov: Entity) -> None:
    before = article.revisions.count()
    add_mention(article, at=selection(block(article, 3), "Lavrov"), entity=lavrov, by=staff["annotator"])
    assert article.revisions.count() == before + 1
    newest = article.revisions.order_by("-number")[0]
    assert [mention.entity for mention in newest.document.mentions] == [lavrov.public_id]


@pytest.mark.parametrize(
    ("start", "end", "exact"),
    [(0, 6, "Moscow"), (0, 0, ""), (5, 3, "x"), (0, 900, "Lavrov left Moscow"), (40, 900, "")],
)
def test_a_range_that_does_not_hold_the_words_is_refused(
    article: Article, staff: dict[str, User], lavrov: Entity, start: int, end: int, exact: str
) -> None:
    at = Selection(block(article, 3), "en", start, end, exact)
    with pytest.raises(StaleSpan):
        add_mention(article, at=at, entity=lavrov, by=staff["annotator"])
    assert not Mention.objects.filter(article=article).exists()


def test_a_block_of_another_article_is_refused_by_name(
    article: Article, write: Callable[[str], Article], staff: dict[str, User], lavrov: Entity
) -> None:
    foreign = block(write("Another title\n\nSergey Lavrov stayed in Moscow."), 2)
    with pytest.raises(DeskError):
        add_mention(article, at=selection(foreign, "Sergey Lavrov"), entity=lavrov, by=staff["annotator"])


def test_offsets_are_code_points_not_utf16_units(
    write: Callable[[str], Article], staff: dict[str, User], lavrov: Entity
) -> None:
    article = write("A title here\n\n🙂🙂 Sergey Lavrov met them.")
    at = selection(block(article, 2), "Sergey Lavrov")
    assert at.start == 3
    assert add_mention(article, at=at, entity=lavrov, by=staff["annotator"]).spans.get().exact == "Sergey Lavrov"
