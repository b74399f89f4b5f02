"""Selection: a range of a block as an editor saw it, and the span that it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from newsroom.annotation.anchoring import selectors
from newsroom.annotation.mention import Mention
from newsroom.annotation.note import Note
from newsroom.annotation.span import Origin, Span, SpanState
from newsroom.annotation.statement import Statement
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.errors import StaleSpan, UnknownBlock


class Owner(TypedDict, total=False):
    """The one annotation that a span belongs to."""

    mention: Mention
    statement: Statement
    note: Note


_FORMER = ("former_exact", "former_prefix", "former_suffix", "candidates")
_TAKEN_UP = ["state", "former_state", "exact", "prefix", "suffix", *_FORMER]


@dataclass(frozen=True, slots=True)
class Selection:
    """[start, end) code points of a block in a language, and the words that the editor saw there."""

    block: Block
    language: str
    start: int
    end: int
    exact: str


def checked(article: Article, at: Selection) -> str:
    """The text of the selected block; raises UnknownLanguage, UnknownBlock and StaleSpan when other words stand there.

    Call it with the article's row locked.
    """
    languages.check(at.language)
    block = Block.objects.filter(pk=at.block.pk, article=article).first()
    if block is None:
        raise UnknownBlock(str(at.block.uuid))
    text = block.plain(at.language)
    if not at.exact or at.start < 0 or text[at.start : at.end] != at.exact:
        raise StaleSpan(at.exact, text[max(at.start, 0) : at.end])
    return text


def span_at(at: Selection, text: str, owner: Owner) -> Span:
    """The unsaved accepted span of an editor at a selection that `checked` has seen in `text`."""
    exact, prefix, suffix = selectors(text, at.start, at.end)
    return Span(
        block=at.block,
        language=at.language,
        start=at.start,
        end=at.end,
        exact=exact,
        prefix=prefix,
        suffix=suffix,
        state=SpanState.ACCEPTED,
        origin=Origin.EDITOR,
        **owner,
    )


def put_on(article: Article, at: Selection, owner: Owner) -> tuple[Span, bool]:
    """Put an annotation that is there on more words; returns the span and whether that is news.

    The same range again is the same span, accepted if it was not. Raises what `checked` raises; lock the article.
    """
    text = checked(article, at)
    there = Span.objects.filter(block=at.block, language=at.language, start=at.start, end=at.end, **owner).first()
    if there is None:
        span = span_at(at, text, owner)
        span.save(force_insert=True)
        return span, True
    if there.state == SpanState.ACCEPTED:
        return there, False
    there.state, there.former_state = SpanState.ACCEPTED, ""
    there.exact, there.prefix, there.suffix = selectors(text, at.start, at.end)
    there.former_exact = there.former_prefix = there.former_suffix = there.candidates = ""
    there.save(update_fields=_TAKEN_UP)
    return there, True
