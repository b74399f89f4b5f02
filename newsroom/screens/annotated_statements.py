"""The statements of an article on the annotation screen: who says what, and in which languages its words are marked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from newsroom.annotation.span import Span, SpanState
from newsroom.annotation.statement import Speaker, Statement
from newsroom.base import languages
from newsroom.screens.annotation import AnnotationPage
from newsroom.screens.entity_search import Named, named

STANDS = (SpanState.ACCEPTED, SpanState.REVIEW, SpanState.ORPHANED)


@dataclass(frozen=True, slots=True)
class Voice:
    """One who speaks, and in which capacity, in the language of the page."""

    who: Named
    capacity: str
    speaker: Speaker


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One statement: `spans` are its words in the language of the page, `elsewhere` the other languages with words."""

    statement: Statement
    gist: str
    voices: tuple[Voice, ...]
    event: Named | None
    spans: tuple[Span, ...]
    numbers: tuple[int, ...]
    elsewhere: tuple[str, ...]
    source_words: str
    suggested: bool

    @property
    def id(self) -> str:
        return str(self.statement.uuid)

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands first: the number of its block, and the offset there."""
        return (self.numbers[0], self.spans[0].start) if self.spans else (0, 0)

    @property
    def missing(self) -> bool:
        """Whether no words of this language are tied to it."""
        return not self.spans


def statement_lines(page: AnnotationPage) -> list[StatementLine]:
    """Every statement of the article, those with words on the page first, in reading order; two queries."""
    spans: dict[int, list[Span]] = defaultdict(list)
    rows = Span.objects.filter(statement__article=page.article).exclude(state=SpanState.REJECTED)
    for span in rows.order_by("block__position", "start"):
        spans[span.statement_id].append(span)  # type: ignore[index]
    statements = Statement.objects.filter(article=page.article, pk__in=spans).select_related("event")
    numbers = page.reading.numbers()
    lines = [_line(page, one, spans[one.pk], numbers) for one in statements]
    return sorted(lines, key=lambda line: (line.missing, line.place))


def _line(page: AnnotationPage, statement: Statement, spans: list[Span], numbers: dict[int, int]) -> StatementLine:
    here = tuple(span for span in spans if span.language == page.language)
    source = next((span.exact for span in spans if span.language == page.article.source_language), spans[0].exact)
    return StatementLine(
        statement=statement,
        gist=languages.read(statement, "gist", page.language),
        voices=tuple(
            Voice(named(one.entity, page.language), languages.read(one, "capacity", page.language), one)
            for one in page.voices.get(statement.pk, ())
        ),
        event=named(statement.event, page.language) if statement.event else None,
        spans=here,
        numbers=tuple(numbers.get(span.block_id, 0) for span in here),
        elsewhere=tuple(dict.fromkeys(span.language for span in spans if span.language != page.language)),
        source_words=source,
        suggested=all(span.state == SpanState.SUGGESTED for span in spans),
    )
