"""The annotation screen: the words of one article in one language with everything that is marked on them.

The words are drawn here once, with marks for what is decided, what waits and what is in doubt; the lists beside them
are cut from the same spans. Two hundred mentions cost as many queries as two.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from newsroom.annotation.reasons import in_words
from newsroom.annotation.span import Origin, Span, SpanState
from newsroom.annotation.statement import Speaker
from newsroom.base import languages
from newsroom.base.drawn import drawn
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk import policy
from newsroom.desk.policy import Action
from newsroom.entities.entity import Entity
from newsroom.screens.alternatives import alternatives
from newsroom.screens.entity_search import Named, named
from newsroom.staff.user import User
from newsroom.text import markup
from newsroom.text.marks import Mark, marks_of

# The lists of the screen, in the order in which they are worked through.
PILES: dict[str, Any] = {
    "suggestions": _("Suggestions"),
    "doubtful": _("To review"),
    "mentions": _("Mentions"),
    "statements": _("Statements"),
    "notes": _("Notes"),
    "missing": _("Missing names"),
    "hints": _("Contradictions"),
}
WAITING = (SpanState.SUGGESTED,)
DOUBTFUL = (SpanState.REVIEW, SpanState.ORPHANED)
DRAWN = (SpanState.SUGGESTED, SpanState.ACCEPTED, SpanState.REVIEW)  # an orphan has no words to be drawn on


@dataclass(frozen=True, slots=True)
class Passage:
    """One block with its marks; the text content of `html` is exactly `text`."""

    id: str
    number: int
    kind: str
    label: str
    text: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Line:
    """One span in a list: its words in context, what it is, whom it names and why it is there."""

    span: Span
    number: int
    named: tuple[Named, ...]
    reasons: str
    others: tuple[Named, ...] = ()

    @property
    def id(self) -> str:
        return str(self.span.uuid)

    @property
    def kind(self) -> str:
        return self.span.owner_kind

    @property
    def percent(self) -> int | None:
        return None if self.span.score is None else round(self.span.score * 100)

    @property
    def made_by_machine(self) -> bool:
        return self.span.origin != Origin.EDITOR


@dataclass(slots=True)
class Reading:
    """The blocks and spans of one article in one language, read in three queries and asked for often."""

    article: Article
    language: str
    blocks: list[Block] = field(init=False)
    spans: list[Span] = field(init=False)

    def __post_init__(self) -> None:
        here = [b for b in Block.objects.of_article(self.article).with_words() if b.stands_in(self.language)]
        self.blocks = here
        of_article = Span.objects.of_article(self.article.pk, self.language)
        # Five hundred mentions name fifty entities: read beside them, not once for each.
        spans = of_article.select_related("mention", "statement", "note").prefetch_related("mention__entity")
        self.spans = list(spans)

    def numbers(self) -> dict[int, int]:
        """Block -> its number on the page."""
        return {block.pk: number for number, block in enumerate(self.blocks, start=1)}

    def voices(self) -> dict[int, list[Speaker]]:
        """Statement -> those who speak."""
        found: dict[int, list[Speaker]] = defaultdict(list)
        rows = Speaker.objects.filter(statement__article=self.article).select_related("entity").order_by("pk")
        for row in rows:
            found[row.statement_id].append(row)
        return found


@dataclass(frozen=True)
class AnnotationPage:
    """What the screen shows to one person; `lines` are those of the pile that is shown."""

    article: Article
    language: str
    show: str
    reading: Reading
    voices: dict[int, list[Speaker]]
    may_annotate: bool
    may_decide: bool
    may_suggest: bool
    may_comment: bool
    may_know: bool
    tabs: tuple[tuple[str, bool], ...]
    counts: dict[str, int]

    @property
    def direction(self) -> str:
        return languages.direction(self.language)

    @property
    def translating(self) -> bool:
        return self.language != self.article.source_language

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The blocks that have words in the language, in reading order."""
        marks: dict[int, list[Mark]] = defaultdict(list)
        for span in self.reading.spans:
            if span.state in DRAWN:
                marks[span.block_id].append(mark_of(span))
        return tuple(
            _passage(block, number, self.language, marks[block.pk])
            for number, block in enumerate(self.reading.blocks, start=1)
            if block.source(self.language)
        )

    @cached_property
    def piles(self) -> tuple[tuple[str, Any, int], ...]:
        """Key, title and number of each list."""
        return tuple((key, title, self.counts.get(key, 0)) for key, title in PILES.items())

    def suggestions(self) -> list[Span]:
        """What waits for a decision, in reading order."""
        return [span for span in self.reading.spans if span.state in WAITING]

    def mentions(self) -> list[Span]:
        """The names that are accepted, in reading order."""
        return [span for span in self.reading.spans if span.state == SpanState.ACCEPTED and span.mention_id]

    def lines(self, spans: Sequence[Span]) -> tuple[Line, ...]:
        """Some of those spans as rows of a list."""
        numbers, namesakes = self.reading.numbers(), self._namesakes(spans)
        return tuple(self._line(span, numbers, namesakes) for span in spans)

    @cached_property
    def here(self) -> tuple[Named, ...]:
        """Every entity that is named here, by name: what a form offers before anybody types."""
        entities = {s.mention.entity_id: s.mention.entity for s in self.reading.spans if s.mention}
        return tuple(sorted((named(one, self.language) for one in entities.values()), key=lambda one: one.name))

    def _namesakes(self, spans: Sequence[Span]) -> dict[Span, list[Entity]]:
        """What else the words of a suggestion may mean."""
        if self.show != "suggestions" or not spans:
            return {}
        blocks = {block.pk: block for block in self.reading.blocks}
        for span in spans:
            span.block = blocks[span.block_id]
        return alternatives(spans, context=frozenset(one.public_id for one in self.here))

    def _line(self, span: Span, numbers: dict[int, int], namesakes: dict[Span, list[Entity]]) -> Line:
        who: Iterable[Entity] = ()
        if span.mention:
            who = [span.mention.entity]
        elif span.statement_id:
            who = [voice.entity for voice in self.voices.get(span.statement_id, ())]
        shown = tuple(named(one, self.language) for one in who)
        others = tuple(named(one, self.language) for one in namesakes.get(span, ()))
        return Line(span, numbers.get(span.block_id, 0), shown, in_words(span.reason), others)


def annotation_page(article: Article, language: str, who: User, show: str = "") -> AnnotationPage:
    """Read the screen. `show` is the list that is asked for, "" for the first that holds anything."""
    kept = article.trashed_at is None
    reading = Reading(article, language)
    counts = _counts(reading)
    here = {"article": article, "language": language}
    return AnnotationPage(
        article=article,
        language=language,
        show=show or next((key for key in PILES if counts.get(key)), "suggestions"),
        reading=reading,
        voices=reading.voices(),
        may_annotate=kept and policy.may(who, Action.ANNOTATE, **here),
        may_decide=kept and policy.may(who, Action.DECIDE, **here),
        may_suggest=kept and policy.may(who, Action.SUGGEST, **here),
        may_comment=kept and policy.may(who, Action.COMMENT, **here),
        may_know=policy.may(who, Action.EDIT_ENTITIES),
        tabs=tuple((code, code == language) for code in policy.readable_languages(who, article)),
        counts=counts,
    )


def _counts(reading: Reading) -> dict[str, int]:
    """How much is in each list. What several spans have in common is one statement, or one note."""
    count = Counter[str]()
    for span in reading.spans:
        if span.state in WAITING:
            count["suggestions"] += 1
        elif span.state in DOUBTFUL:
            count["doubtful"] += 1
        elif span.state == SpanState.ACCEPTED and span.mention_id:
            count["mentions"] += 1
    settled = [span for span in reading.spans if span.state not in (SpanState.SUGGESTED, SpanState.REJECTED)]
    count["statements"] = len({span.statement_id for span in settled if span.statement_id})
    count["notes"] = len({span.note_id for span in settled if span.note and span.note.resolved_at is None})
    return dict(count)


def mark_of(span: Span) -> Mark:
    """How a span is drawn: what it is by its element, its kind and its state by its classes."""
    kind = span.owner_kind
    what = span.mention.entity.kind if span.mention else span.note.kind if span.note else ""
    state = {SpanState.SUGGESTED: "waits", SpanState.REVIEW: "doubtful"}.get(SpanState(span.state), "")
    classes = " ".join(filter(None, ("ann", kind, what, state)))
    drawn_as = "suggestion" if kind == "mention" and state else kind
    attrs = {"class": classes, "data-span": str(span.uuid)}
    return Mark(span.start, span.end, drawn_as, id=f"a-{span.uuid}", attrs=attrs)


def _passage(block: Block, number: int, language: str, marks: Sequence[Mark]) -> Passage:
    inline = markup.parse(block.source(language))
    # A browser begins no selection in a link, so links are no links here.
    html = drawn(inline.text, language, [*marks_of(inline.ranges), *marks], lambda _href: "")
    return Passage(str(block.uuid), number, block.kind, str(block.get_kind_display()), inline.text, html)
