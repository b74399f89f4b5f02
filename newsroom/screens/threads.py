"""Comments as a page shows them: threads by block, in the order in which they were begun."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.staff.comment import Comment


@dataclass(frozen=True, slots=True)
class Thread:
    """A first comment with its replies."""

    first: Comment
    replies: tuple[Comment, ...]

    @property
    def is_resolved(self) -> bool:
        return self.first.resolved_at is not None


@dataclass(frozen=True, slots=True)
class Place:
    """A block with what is said about it; no block: the text as a whole, or a block that was removed (`gone`)."""

    uuid: UUID | None
    block: Block | None
    threads: tuple[Thread, ...]

    @property
    def gone(self) -> bool:
        return self.uuid is not None and self.block is None


def threads_by_block(article: Article, language: str) -> dict[UUID | None, list[Thread]]:
    """Every thread of one language under the uuid of its block, None for the whole text; one query.

    What answers a note stands beside the note (screens/annotated_notes.py), as long as there is one.
    """
    comments = list(
        Comment.objects.filter(article=article, language=language, note=None)
        .select_related("by", "resolved_by")
        .order_by("at", "pk")
    )
    replies: dict[int, list[Comment]] = defaultdict(list)
    for comment in comments:
        if comment.parent_id is not None:
            replies[comment.parent_id].append(comment)
    found: dict[UUID | None, list[Thread]] = defaultdict(list)
    for comment in comments:
        if comment.parent_id is None:
            found[comment.block].append(Thread(comment, tuple(replies[comment.pk])))
    return dict(found)


def places(article: Article, language: str, only: UUID | None = None) -> list[Place]:
    """The places of an article that are talked about, the whole text first, then blocks in reading order, then removed
    ones; with `only`, that block alone, talked about or not. Two queries.
    """
    threads = threads_by_block(article, language)
    blocks = {block.uuid: block for block in Block.objects.of_article(article)}
    if only is not None:
        return [Place(only, blocks.get(only), tuple(threads.get(only, ())))]
    order: list[UUID | None] = [None, *blocks, *(uuid for uuid in threads if uuid and uuid not in blocks)]
    return [
        Place(uuid, blocks.get(uuid) if uuid else None, tuple(threads.get(uuid, ())))
        for uuid in order
        if uuid is None or uuid in threads
    ]
