"""Carrying spans along when their blocks are edited: rows in, `anchoring.reanchor` (the one rule), rows out.

Runs inside the transaction of the verb that changed the words; see ARCHITECTURE.md, "Re-anchoring".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from newsroom.annotation.anchoring import Anchor, Arrival, Placed, reanchor
from newsroom.annotation.span import Span, SpanState
from newsroom.content.block import Block
from newsroom.content.repair import Repair, RepairState
from newsroom.entities.name_key import NameKey
from newsroom.text.names import name_keys

Edited = tuple[Block, str, str]  # the block, its plain text before, its plain text after
_FIELDS = ["block", "start", "end", "exact", "prefix", "suffix", "state", "former_state", "reason"]
_LOST = frozenset({SpanState.REVIEW, SpanState.ORPHANED})


def along(edited: Sequence[Edited], language: str) -> None:
    """Take along everything that is anchored in the edited blocks: annotations, and repairs that wait."""
    _spans_along(edited, language)
    _repairs_along(edited, language)


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


def _spans_along(edited: Sequence[Edited], language: str) -> None:
    """Move, keep, question or orphan every span of the edited blocks; none is lost. One read, written in batches."""
    blocks = {str(block.uuid): block for block, _before, _after in edited}
    rows: dict[int, list[Span]] = defaultdict(list)
    for span in Span.objects.filter(block__in=blocks.values(), language=language).select_related("mention"):
        rows[span.block_id].append(span)
    if not rows:
        return
    known = _known_keys([span for spans in rows.values() for span in spans], language)
    changed: list[Span] = []
    for block, before, after in edited:
        elsewhere = [Arrival(str(b.uuid), new, old) for b, old, new in edited if b.pk != block.pk]
        anchors = [_anchor(span, language, known) for span in rows[block.pk]]
        for span, placed in zip(rows[block.pk], reanchor(before, after, anchors, inserted=elsewhere), strict=True):
            _put(span, placed, blocks)
            changed.append(span)
    Span.objects.bulk_update(changed, _FIELDS, batch_size=200)


def _known_keys(spans: Sequence[Span], language: str) -> dict[int, set[str]]:
    """Entity -> the keys of its names, so that «پوتین» may grow to «ولادیمیر پوتین» and still be the same mention."""
    keys: dict[int, set[str]] = defaultdict(set)
    entities = {span.mention.entity_id for span in spans if span.mention}
    for entity, key in NameKey.objects.filter(entity__in=entities, language=language).values_list("entity", "key"):
        keys[entity].add(key)
    return keys


def _anchor(span: Span, language: str, known: dict[int, set[str]]) -> Anchor:
    return Anchor(
        id=str(span.uuid),
        start=span.start,
        end=span.end,
        exact=span.exact,
        prefix=span.prefix,
        suffix=span.suffix,
        kind=span.owner_kind,
        same_entity=_names_it(language, known[span.mention.entity_id]) if span.mention else None,
        placed=span.state != SpanState.ORPHANED,
    )


def _names_it(language: str, keys: set[str]) -> Callable[[str], bool]:
    return lambda words: not keys.isdisjoint(name_keys(words, language))


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
