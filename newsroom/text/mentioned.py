"""Mentioned: where an edition names an entity, each place in its sentence and with the id that its page draws.

What the desk wrote down at publication (Appearance) knows places; the words around them are read from the frozen
document. Offsets are code points.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from newsroom.text import markup
from newsroom.text.document import ArticleDocument, SpanPart
from newsroom.text.segments import Sentence, sentences
from newsroom.text.summary import UNSEEN

NOT_DRAWN = UNSEEN | {"alt"}
LONGEST = 300  # code points of a sentence that is shown whole; of a longer one, what stands around the name
_AROUND = 130


@dataclass(frozen=True, slots=True)
class Mentioned:
    """One place: [start, end) in the block, [first, last) in its sentence; `anchor` is "" where no page draws it."""

    id: str
    entity: str
    anchor: str
    block: str
    start: int
    end: int
    exact: str
    sentence: str
    first: int
    last: int


def anchor_of(mention: str, part: int) -> str:
    """The id of the `part`-th span of a mention on the article's page, counted from 0."""
    return f"m-{mention}" + (f"-{part}" if part else "")


def mentioned_in(document: ArticleDocument, language: str, entities: Collection[str]) -> list[Mentioned]:
    """The places where a document of one language names any of the entities (public ids), in reading order."""
    blocks = {block.id: _Block(block.text.get(language, ""), language) for block in document.blocks}
    order = {block.id: number for number, block in enumerate(document.blocks)}
    hidden = {block.id for block in document.blocks if block.kind in NOT_DRAWN}
    found = []
    for mention in document.mentions:
        if mention.entity in entities:
            for part, span in enumerate(mention.spans):
                anchor = "" if span.block in hidden else anchor_of(mention.id, part)
                found.append(_mentioned(mention.id, mention.entity, anchor, span, blocks[span.block]))
    return sorted(found, key=lambda one: (order[one.block], one.start, one.end))


@dataclass
class _Block:
    """A block's text, parsed and cut into sentences when the first place in it is asked for."""

    source: str
    language: str

    @cached_property
    def text(self) -> str:
        return markup.parse(self.source).text

    @cached_property
    def sentences(self) -> list[Sentence]:
        return sentences(self.text, self.language)

    def around(self, start: int, end: int) -> tuple[str, int]:
        """The sentence of a range, or of its beginning and end, and where the range begins in it."""
        touched = [one for one in self.sentences if one.start < end and start < one.end]
        low = min([start, *(one.start for one in touched)])
        high = max([end, *(one.end for one in touched)])
        if high - low > LONGEST:
            low, high = self._shortened(low, high, start, end)
        before = "… " if low and any(one.start < low < one.end for one in touched) else ""
        after = " …" if any(one.start < high < one.end for one in touched) else ""
        return before + self.text[low:high] + after, start - low + len(before)

    def _shortened(self, low: int, high: int, start: int, end: int) -> tuple[int, int]:
        """What stands around a range, cut between words."""
        first, last = max(low, start - _AROUND), min(high, end + _AROUND)
        while low < first < start and not self.text[first - 1].isspace():
            first += 1
        while end < last < high and not self.text[last].isspace():
            last -= 1
        return first, last


def _mentioned(mention: str, entity: str, anchor: str, span: SpanPart, block: _Block) -> Mentioned:
    sentence, first = block.around(span.start, span.end)
    return Mentioned(
        id=mention,
        entity=entity,
        anchor=anchor,
        block=span.block,
        start=span.start,
        end=span.end,
        exact=span.exact,
        sentence=sentence,
        first=first,
        last=first + len(span.exact),
    )


def by_sentence(found: Collection[Mentioned]) -> Iterator[tuple[Mentioned, ...]]:
    """The drawn places, those of one sentence together."""
    together: dict[tuple[str, int], list[Mentioned]] = {}
    for one in found:
        if one.anchor:
            together.setdefault((one.block, one.start - one.first), []).append(one)
    return (tuple(rows) for rows in together.values())
