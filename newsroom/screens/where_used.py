"""Where used: every place that names an entity, down to the block and the sentence.

What stands in articles that the reader may not read is counted and not shown. The number of queries does not depend on
how much there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from newsroom.annotation.span import Span
from newsroom.base import languages
from newsroom.base.drawn import drawn, isolated
from newsroom.content.article import Article
from newsroom.content.asset import Asset
from newsroom.content.headlines import with_headlines
from newsroom.content.track import Track
from newsroom.desk import policy
from newsroom.desk.policy import Action, Reach
from newsroom.desk.references import MOVED, table_of
from newsroom.entities.entity import Entity
from newsroom.entities.membership import Membership
from newsroom.entities.participation import Participation
from newsroom.staff.user import User
from newsroom.text import markup, periods, segments
from newsroom.text.marks import Mark

PAGE_SIZE = 50
MOST_ROWS = 200  # of each list beside the articles
MOST_CONTEXT = 300  # code points of a sentence on either side of the words

KINDS: dict[str, Any] = {
    "mention": _("mention"),
    "speaker": _("speaking"),
    "event": _("statement at it"),
    "note": _("note on its name"),
}


@dataclass(frozen=True, slots=True)
class Use:
    """One range of words: where it stands, in which sentence, and as what."""

    article: Article
    headline: SafeString
    headline_language: str
    language: str
    direction: str
    block: str
    number: int
    sentence: SafeString
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Uses in one table beside the articles' words; `more` are not shown."""

    title: str
    lines: tuple[Any, ...]
    more: int


@dataclass(frozen=True, slots=True)
class WhereUsed:
    """The screen: a page of places in texts, the lists beside them, and what the reader may not see."""

    places: Page[Span]
    uses: tuple[Use, ...]
    lists: tuple[Listed, ...]
    hidden: int


def where_used(entity: Entity, who: User, number: int = 1) -> WhereUsed:
    """Read one page of the screen."""
    readable = policy.readable(Article.objects.all(), who).order_by()
    spans = _spans_of(entity)
    seen = _readable(spans, readable, who).select_related("block", "statement")
    newest = ("-block__article__created_at", "-block__article")
    ordered = seen.order_by(*newest, "language", "block__position", "start", "pk")
    places = Paginator(ordered, PAGE_SIZE).get_page(number)
    articles = _articles({span.block.article_id for span in places.object_list})
    everywhere = Q(pk__in=spans.values("block__article")) | Q(about=entity) | Q(credits__entity=entity)
    hidden = Article.objects.filter(everywhere).exclude(pk__in=readable.values("pk")).order_by().distinct().count()
    return WhereUsed(
        places=places,
        uses=tuple(_use(span, articles[span.block.article_id], entity) for span in places.object_list),
        lists=tuple(one for one in _lists(entity, readable) if one.lines),
        hidden=hidden,
    )


def counts(entity: Entity) -> list[tuple[str, int]]:
    """How often each table names an entity, in words; one query per table, of those that do not go with it."""
    found = []
    for name, reference in MOVED.items():
        if name not in OWN:
            model, column = table_of(name)
            if count := model._base_manager.filter(**{column: entity.pk}).count():
                found.append((str(reference.label), count))
    return found


OWN = frozenset({"name.entity", "membership.member", "participation.event"})  # they say more of it, and go with it


def _spans_of(entity: Entity) -> QuerySet[Span]:
    """The ranges that name it, those of statements that it makes or that are made at it, and notes on its name."""
    named = Span.objects.filter(
        mention__entity=entity,
        block=OuterRef("block"),
        language=OuterRef("language"),
        start__lt=OuterRef("end"),
        end__gt=OuterRef("start"),
    )
    said = Q(statement__in=entity.voices.values("statement")) | Q(statement__event=entity)
    noted = Q(note__isnull=False) & Exists(named)
    return Span.objects.filter(Q(mention__entity=entity) | said | noted)


def _readable(spans: QuerySet[Span], readable: QuerySet[Article], who: User) -> QuerySet[Span]:
    """Those in articles, and in the languages of them, that `who` may read."""
    seen = spans.filter(block__article__in=readable.values("pk"))
    if {Reach.ALL, Reach.OWN} & set(policy.reaches_of(who, Action.READ_DRAFTS)):
        return seen
    theirs = Track.objects.filter(assignee=who, article=OuterRef("block__article"), language=OuterRef("language"))
    return seen.filter(Q(language=F("block__article__source_language")) | Exists(theirs))


def _articles(keys: Iterable[int]) -> dict[int, Article]:
    return {article.pk: article for article in with_headlines(Article.objects.filter(pk__in=keys))}


def _use(span: Span, article: Article, entity: Entity) -> Use:
    return Use(
        article=article,
        headline=_headline(article),
        headline_language=article.source_language,
        language=span.language,
        direction=languages.direction(span.language),
        block=span.block.get_kind_display(),
        number=span.block.position,
        sentence=_sentence(span),
        kind=str(KINDS[_kind_of(span, entity)]),
        state=span.get_state_display(),
    )


def _kind_of(span: Span, entity: Entity) -> str:
    if span.mention_id:
        return "mention"
    if span.statement is None:
        return "note"
    return "event" if span.statement.event_id == entity.pk else "speaker"


def _sentence(span: Span) -> SafeString:
    """The words, marked, in their sentence; of an orphan, whose place is gone, the words that it had."""
    text = span.block.plain(span.language)
    if text[span.start : span.end] != span.exact:
        return isolated(span.exact, span.language)
    around = [one for one in segments.sentences(text, span.language) if one.start < span.end and span.start < one.end]
    start = max(min((one.start for one in around), default=span.start), span.start - MOST_CONTEXT)
    end = min(max((one.end for one in around), default=span.end), span.end + MOST_CONTEXT)
    mark = Mark(span.start - start, span.end - start, "mention")
    return drawn(text[start:end], span.language, [mark])


def _headline(article: Article) -> SafeString:
    words = markup.parse(getattr(article, "headline", "") or article.public_id).text
    return isolated(words, article.source_language)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: an article or an entity, and what it is there."""

    target: Any
    text: str
    language: str = ""
    label: str = ""
    period: str = ""


def _lists(entity: Entity, readable: QuerySet[Article]) -> Iterable[Listed]:
    theirs = Article.objects.filter(pk__in=readable.values("pk"))
    yield _of_articles(_("Articles about it"), theirs.filter(about=entity))
    yield _of_articles(_("Credits"), theirs.filter(credits__entity=entity))
    shown = Asset.objects.filter(Q(places=entity) | Q(hub=entity)).values("pk")
    yield _of_articles(_("Maps"), theirs.filter(blocks__asset__in=shown))
    members = Membership.objects.filter(Q(organization=entity) | Q(member=entity))
    yield _listed(_("Offices and memberships"), members.select_related("member", "organization").in_order(), entity)
    took = Participation.objects.filter(Q(entity=entity) | Q(event=entity) | Q(on_behalf_of=entity))
    ordered = took.select_related("entity", "event").order_by(F("event__start_earliest").desc(nulls_last=True), "pk")
    yield _listed(_("Participations"), ordered, entity)
    below = Entity.objects.standing().filter(Q(part_of=entity) | Q(place=entity)).order_by("kind", "pk")
    yield _listed(_("Parts of it, and what is there"), below, entity)


def _of_articles(title: Any, articles: QuerySet[Article]) -> Listed:
    rows = list(with_headlines(articles.distinct())[: MOST_ROWS + 1])
    lines = [Line(article, _headline(article), article.source_language) for article in rows[:MOST_ROWS]]
    return Listed(str(title), tuple(lines), len(rows) - len(lines))


def _listed(title: Any, rows: QuerySet[Any], entity: Entity) -> Listed:
    found: Sequence[Any] = list(rows[: MOST_ROWS + 1])
    lines = [LINES[type(row)](row, entity) for row in found[:MOST_ROWS]]
    return Listed(str(title), tuple(lines), len(found) - len(lines))


def _tenure(row: Membership, entity: Entity) -> Line:
    other = row.organization if row.member_id == entity.pk else row.member
    period = periods.show_period(row.start, row.end, languages.spoken())
    return Line(other, str(other), label=row.get_kind_display(), period=period)


def _part_taken(row: Participation, entity: Entity) -> Line:
    other = row.event if row.event_id != entity.pk else row.entity
    return Line(other, str(other), label=row.get_capacity_display(), period=_period(row.event))


def _below(row: Entity, entity: Entity) -> Line:
    return Line(row, str(row), label=row.get_kind_display(), period=_period(row))


def _period(row: Entity) -> str:
    """When it happens or was made: without an end it is of one day, month or year."""
    return periods.show_period(row.start, row.end or row.start, languages.spoken())


LINES: dict[type, Any] = {Membership: _tenure, Participation: _part_taken, Entity: _below}
