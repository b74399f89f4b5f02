"""Doubtful spans: the annotations of an article whose place an edit made doubtful or took away, for whoever decides.

Each is shown as it stood and as it stands now, with what changed and where it may belong. What is decided is
`desk/review_spans.py` and `desk/annotate.py`. Three queries, however many there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsroom.annotation import doubt
from newsroom.annotation.anchoring import Kind, selectors
from newsroom.annotation.reasons import DOUBTS
from newsroom.annotation.span import Span, SpanState
from newsroom.annotation.statement import Speaker
from newsroom.annotation.whereabouts import whereabouts
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.text.diff import Piece, words_diff


@dataclass(frozen=True, slots=True)
class Context:
    """Words with what stands, or stood, before and after them."""

    prefix: str
    exact: str
    suffix: str

    def __str__(self) -> str:
        return f"{self.prefix}{self.exact}{self.suffix}"


@dataclass(frozen=True, slots=True)
class Offer:
    """A place that the words may belong to: [start, end) code points of a block, the `block_number`-th of the page.

    `number`, from 1, is by which `desk/review_spans.candidate` knows it; 0 is the place that the span has now.
    """

    number: int
    block: str
    block_number: int
    start: int
    end: int
    words: Context


@dataclass(frozen=True, slots=True)
class Doubtful:
    """One annotation to decide on.

    `label` is whom it names, what was said or what is doubted, in `label_language`. `now` is what stands at its place,
    without words of its own where they are gone. `changes` leads from the old words to the new ones, for words that are
    gone with what stood around them. `proposal` is where it belongs if the machine is right.
    """

    span: Span
    kind: Kind
    label: str
    label_language: str
    block_number: int
    then: Context
    now: Context
    changes: tuple[Piece, ...]
    proposal: Offer | None
    candidates: tuple[Offer, ...]
    reason: str

    @property
    def id(self) -> str:
        return str(self.span.uuid)

    @property
    def lost(self) -> bool:
        """Whether its words are gone; otherwise it can be accepted as it stands."""
        return self.span.state == SpanState.ORPHANED


def doubtful(article: Article, language: str) -> list[Doubtful]:
    """What waits for a decision about its place in one language, in reading order: claims, fact checks and mentions."""
    here = Span.objects.of_article(article.pk, language).filter(state__in=doubt.LOST)
    spans = list(here.select_related("mention__entity", "statement", "note"))
    if not spans:
        return []
    reading = _Reading(article, language, spans)
    return [reading.doubtful(span) for span in spans]


class _Reading:
    """The texts that the spans stand in, and those that they may have gone to."""

    def __init__(self, article: Article, language: str, spans: Sequence[Span]) -> None:
        blocks = list(Block.objects.of_article(article).with_words())
        self.language = language
        self.texts = {str(block.uuid): block.plain(language) for block in blocks}
        self.uuids = {block.pk: str(block.uuid) for block in blocks}
        standing = [str(block.uuid) for block in blocks if block.stands_in(language)]
        self.numbers = {one: number for number, one in enumerate(standing, start=1)}
        self.voices: Mapping[int, list[str]] = _voices(spans, language)

    def doubtful(self, span: Span) -> Doubtful:
        uuid = self.uuids[span.block_id]
        text = self.texts[uuid]
        then = _then(span)
        now = self._now(span, text)
        offers = tuple(
            self._offer(number, one) for number, one in enumerate(doubt.offered(span, self.texts), start=1)
        )
        own = self._offer(0, doubt.Candidate(uuid, span.start, span.end, now.exact)) if now.exact else None
        label, label_language = self._label(span)
        changes = words_diff(then.exact, now.exact) if now.exact else words_diff(str(then), str(now))
        return Doubtful(
            span=span,
            kind=span.owner_kind,
            label=label,
            label_language=label_language,
            block_number=self.numbers.get(uuid, 0),
            then=then,
            now=now,
            changes=tuple(changes),
            proposal=own or next(iter(offers), None),
            candidates=offers,
            reason=str(DOUBTS.get(span.reason, span.reason)),
        )

    def _now(self, span: Span, text: str) -> Context:
        """The words at its place, or of an orphan what has closed over them."""
        if span.state == SpanState.REVIEW and text[span.start : span.end] == span.exact:
            return _context(text, span.start, span.end)
        gap = whereabouts(text, span.prefix, span.suffix, span.start)
        return _context(text, gap, gap)

    def _offer(self, number: int, one: doubt.Candidate) -> Offer:
        words = _context(self.texts[one.block], one.start, one.end)
        return Offer(number, one.block, self.numbers.get(one.block, 0), one.start, one.end, words)

    def _label(self, span: Span) -> tuple[str, str]:
        """What is annotated, in the language of the page or in another one, and the language of it."""
        if span.mention:
            return _named(span.mention.entity, "name", self.language)
        if span.note:
            return _named(span.note, "claim", self.language, otherwise=span.note.quote)
        who = ", ".join(self.voices.get(span.statement_id or 0, ()))
        return _named(span.statement, "gist", self.language, otherwise=who)


def _then(span: Span) -> Context:
    """The words that somebody last decided on; where nothing was remembered, the last ones that are known."""
    exact, prefix, suffix = doubt.formerly(span) if span.former_exact else doubt.stood(span)
    return Context(prefix, exact, suffix)


def _context(text: str, start: int, end: int) -> Context:
    exact, prefix, suffix = selectors(text, start, end)
    return Context(prefix, exact, suffix)


def _named(row: Any, field: str, language: str, *, otherwise: str = "") -> tuple[str, str]:
    for code in dict.fromkeys((language, *languages.codes())):
        if text := languages.read(row, field, code):
            return text, code
    return otherwise, language


def _voices(spans: Sequence[Span], language: str) -> Mapping[int, list[str]]:
    """Statement -> the names of those who speak."""
    found: dict[int, list[str]] = defaultdict(list)
    said = {span.statement_id for span in spans if span.statement_id}
    for row in Speaker.objects.filter(statement__in=said).select_related("entity").order_by("pk"):
        found[row.statement_id].append(_named(row.entity, "name", language)[0])
    return found
