"""Carrying spans along when their blocks are edited: rows in, `anchoring.reanchor` (the one rule), rows out.

Runs inside the transaction of the verb that changed the words; see ARCHITECTURE.md, "Re-anchoring".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from newsroom.annotation import doubt
from newsroom.annotation.anchoring import Anchor, Arrival, Placed, reanchor
from newsroom.annotation.span import Span, SpanState
from newsroom.content.block import Block
from newsroom.content.repair import Repair, RepairState
from newsroom.entities.name_key import NameKey
from newsroom.text.names import name_keys

Edited = tuple[Block, str, str]  # the block, its plain text before, its plain text after
_PLACE = ["block", "start", "end", "exact", "prefix", "suffix"]


def along(edited: Sequence[Edited], language: str, *, repairs: bool = True) -> list[Span]:
    """Take along everything that is anchored in the edited blocks: annotations, and repairs that wait.

    Returns the spans as they stand now. `repairs` False: the caller knows that none waits.
    """
    spans = _spans_along(edited, language)
    if repairs:
        _repairs_along(edited, language)
    return spans


def _repairs_along(edited: Sequence[Edited], language: str) -> None:
    """An open repair whose damaged word still stands moves with it; one whose word was edited is overtaken."""
    rows: dict[int, list[Repair]] = defaultdict(list)
    for repair in Repair.objects.open().filter(block__in=[block for block, _b, _a in edited], language=language):
        rows[repair.block_id].append(repair)
    changed: list[Repair] = []
    for block, before, after in edited:
        anchors = [Anchor(str(r.uuid), r.start, r.end, r.before) for r in rows[block.pk]]
        for repair, placed in zip(rows[block.pk], reanchor(before, after, anchors), strict=True):
            if placed.state == "kept" and placed.exact == repair.before:
                repair.start, repair.end = placed.start, placed.end
            else:
                repair.state = RepairState.OVERTAKEN
            changed.append(repair)
    Repair.objects.bulk_update(changed, ["start", "end", "state"], batch_size=200)


def _spans_along(edited: Sequence[Edited], language: str) -> list[Span]:
    """Move, keep, question or orphan every span of the edited blocks; none is lost. One read, written in batches."""
    blocks = {str(block.uuid): block for block, _before, _after in edited}
    texts = {str(block.uuid): after for block, _before, after in edited}
    by_key = {block.pk: block for block in blocks.values()}
    rows: dict[int, list[Span]] = defaultdict(list)
    for span in Span.objects.filter(block__in=blocks.values(), language=language).select_related(
        "mention", "statement", "note"
    ):
        span.block = by_key[span.block_id]  # known already: no span asks for its block again
        rows[span.block_id].append(span)
    known = _KnownKeys([span for spans in rows.values() for span in spans], language)
    calm: list[Span] = []
    shaken: list[Span] = []
    for block, before, after in edited:
        elsewhere = [Arrival(str(b.uuid), new, old) for b, old, new in edited if b.pk != block.pk]
        asked = [(span, anchor) for span in rows[block.pk] for anchor in _anchors(span, known)]
        placed = reanchor(before, after, [anchor for _span, anchor in asked], inserted=elsewhere)
        for span, one in _decided([span for span, _anchor in asked], placed):
            memory = doubt.memory(span)
            _put(span, one, blocks, texts)
            (calm if doubt.memory(span) == memory else shaken).append(span)
    Span.objects.bulk_update(calm, _PLACE, batch_size=200)
    Span.objects.bulk_update(shaken, [*_PLACE, "state", "reason", *doubt.FIELDS], batch_size=200)
    return [*calm, *shaken]


def _decided(spans: Sequence[Span], placed: Sequence[Placed]) -> list[tuple[Span, Placed]]:
    """One answer for each span: the first that found a place for it."""
    answers: dict[int, tuple[Span, Placed]] = {}
    for span, one in zip(spans, placed, strict=True):
        if span.pk not in answers or (answers[span.pk][1].state == "orphaned" != one.state):
            answers[span.pk] = span, one
    return list(answers.values())


class _KnownKeys:
    """Entity -> the keys of its names, so that «پوتین» may grow to «ولادیمیر پوتین» and still be the same mention.

    Most edits never ask: the names are read, all at once, when the first span does.
    """

    def __init__(self, spans: Sequence[Span], language: str) -> None:
        self.entities = {span.mention.entity_id for span in spans if span.mention}
        self.language = language

    def names(self, entity: int) -> Callable[[str], bool]:
        """Whether some words are a name of the entity."""
        return lambda words: not self._keys[entity].isdisjoint(name_keys(words, self.language))

    @cached_property
    def _keys(self) -> dict[int, set[str]]:
        keys: dict[int, set[str]] = defaultdict(set)
        rows = NameKey.objects.filter(entity__in=self.entities, language=self.language)
        for entity, key in rows.values_list("entity", "key"):
            keys[entity].add(key)
        return keys


def _anchors(span: Span, known: _KnownKeys) -> Iterator[Anchor]:
    """What is looked for: the words of the span, and for an orphan also those that somebody last decided on."""
    here = Anchor(
        id=str(span.uuid),
        start=span.start,
        end=span.end,
        exact=span.exact,
        prefix=span.prefix,
        suffix=span.suffix,
        kind=span.owner_kind,
        same_entity=known.names(span.mention.entity_id) if span.mention else None,
        placed=span.state != SpanState.ORPHANED,
    )
    yield here
    then = doubt.formerly(span)
    if span.state == SpanState.ORPHANED and then.exact not in ("", span.exact):
        yield replace(here, exact=then.exact, prefix=then.prefix, suffix=then.suffix)


def _put(span: Span, placed: Placed, blocks: dict[str, Block], texts: dict[str, str]) -> None:
    """Write a decision into a row."""
    here = str(span.block.uuid)
    found = [
        doubt.Candidate(one.block or here, one.start, one.end, texts[one.block or here][one.start : one.end])
        for one in placed.candidates
    ]
    before = doubt.stood(span)
    span.block = blocks[placed.block or here]
    span.start, span.end = placed.start, placed.end
    span.exact, span.prefix, span.suffix = placed.exact, placed.prefix, placed.suffix
    doubt.after(span, placed, before, found, same_block=placed.block in ("", here))
