"""Carrying spans along when their blocks are edited: rows in, `anchoring.reanchor` (the one rule), rows out.

Runs inside the transaction of the verb that changed the words; see ARCHITECTURE.md, "Re-anchoring".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property

from newsroom.annotation.anchoring import Anchor, Arrival, Placed, reanchor
from newsroom.annotation.span import Span, SpanState
from newsroom.content.block import Block
from newsroom.content.repair import Repair, RepairState
from newsroom.entities.name_key import NameKey
from newsroom.text.names import name_keys

Edited = tuple[Block, str, str]  # the block, its plain text before, its plain text after
_FIELDS = ["block", "start", "end", "exact", "prefix", "suffix", "state", "former_state", "reason"]
_LOST = frozenset({SpanState.REVIEW, SpanState.ORPHANED})


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
    by_key = {block.pk: block for block in blocks.values()}
    rows: dict[int, list[Span]] = defaultdict(list)
    for span in Span.objects.filter(block__in=blocks.values(), language=language).select_related(
        "mention", "statement", "note"
    ):
        span.block = by_key[span.block_id]  # known already: no span asks for its block again
        rows[span.block_id].append(span)
    known = _KnownKeys([span for spans in rows.values() for span in spans], language)
    changed: list[Span] = []
    for block, before, after in edited:
        elsewhere = [Arrival(str(b.uuid), new, old) for b, old, new in edited if b.pk != block.pk]
        anchors = [_anchor(span, known) for span in rows[block.pk]]
        for span, placed in zip(rows[block.pk], reanchor(before, after, anchors, inserted=elsewhere), strict=True):
            _put(span, placed, blocks)
            changed.append(span)
    Span.objects.bulk_update(changed, _FIELDS, batch_size=200)
    return changed


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


def _anchor(span: Span, known: _KnownKeys) -> Anchor:
    return Anchor(
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


def _put(span: Span, placed: Placed, blocks: dict[str, Block]) -> None:
    """Write a decision into a row. What was lost remembers its state and takes it up again when its words return."""
    if placed.block:
        span.block = blocks[placed.block]
    span.start, span.end = placed.start, placed.end
    span.exact, span.prefix, span.suffix = placed.exact, placed.prefix, placed.suffix
    if span.state == SpanState.REJECTED:
        return  # a refusal is no open question, wherever its words went
    if placed.state in _LOST:
        if span.state not in (placed.state, SpanState.ORPHANED):
            span.former_state = span.state
        span.state, span.reason = SpanState(placed.state), placed.reason
    elif span.state == SpanState.ORPHANED:
        span.state, span.former_state = span.former_state or SpanState.REVIEW, ""
