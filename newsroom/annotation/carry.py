"""Carrying spans along when their blocks are edited: rows in, `anchoring.reanchor` (the one rule), rows out.

Runs inside the transaction of the verb that changed the words; see ARCHITECTURE.md, "What happens to a mention".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from newsroom.annotation.anchoring import Anchor, Placed, reanchor
from newsroom.annotation.span import Span, SpanState
from newsroom.content.block import Block

Edited = tuple[Block, str, str]  # the block, its plain text before, its plain text after
_FIELDS = ["block", "start", "end", "exact", "prefix", "suffix", "state", "reason"]


def spans_along(edited: Sequence[Edited], language: str) -> None:
    """Move, keep, question or orphan every span of the edited blocks; none is lost. Two queries, any size."""
    blocks = {str(block.uuid): block for block, _before, _after in edited}
    rows: dict[int, list[Span]] = defaultdict(list)
    for span in Span.objects.filter(block__in=blocks.values(), language=language):
        rows[span.block_id].append(span)
    if not rows:
        return
    changed: list[Span] = []
    for block, before, after in edited:
        elsewhere = [(str(b.uuid), new) for b, _old, new in edited if b.pk != block.pk]
        anchors = [_anchor(span) for span in rows[block.pk]]
        for span, placed in zip(rows[block.pk], reanchor(before, after, anchors, inserted=elsewhere), strict=True):
            _put(span, placed, blocks)
            changed.append(span)
    Span.objects.bulk_update(changed, _FIELDS, batch_size=200)


def _anchor(span: Span) -> Anchor:
    return Anchor(
        id=str(span.uuid),
        start=span.start,
        end=span.end,
        exact=span.exact,
        prefix=span.prefix,
        suffix=span.suffix,
        kind=span.owner_kind,
    )


def _put(span: Span, placed: Placed, blocks: dict[str, Block]) -> None:
    """Write a decision into a row; a suggestion or a refusal keeps its state as long as its words stand."""
    if placed.block:
        span.block = blocks[placed.block]
    span.start, span.end = placed.start, placed.end
    span.exact, span.prefix, span.suffix = placed.exact, placed.prefix, placed.suffix
    if placed.state in (SpanState.REVIEW, SpanState.ORPHANED):
        span.state, span.reason = placed.state, placed.reason[:200]
