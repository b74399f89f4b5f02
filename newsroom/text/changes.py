"""What changed between two documents of one article, block by block, for two columns side by side.

Each block of either document is one row: changed, moved, new, gone or as it was. A block has moved when it stands at
another place among the blocks that both have; as few blocks as possible count as moved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsroom.text import markup
from newsroom.text.diff import Piece, words_diff
from newsroom.text.document import ArticleDocument, BlockPart, MentionPart, NotePart, StatementPart

OLD, NEW = ("equal", "delete"), ("equal", "insert")


@dataclass(frozen=True, slots=True)
class BlockChange:
    """One block in two documents and one language. A kind of "" on one side: it does not stand there."""

    id: str
    old_kind: str
    new_kind: str
    pieces: tuple[Piece, ...]
    moved: bool = False
    image_changed: bool = False

    @property
    def old_pieces(self) -> tuple[Piece, ...]:
        """What the older column shows."""
        return tuple(piece for piece in self.pieces if piece.kind in OLD) if self.old_kind else ()

    @property
    def new_pieces(self) -> tuple[Piece, ...]:
        """What the newer column shows."""
        return tuple(piece for piece in self.pieces if piece.kind in NEW) if self.new_kind else ()

    @property
    def status(self) -> str:
        """"added", "removed", "changed", "moved" or "same"."""
        if not self.old_kind:
            return "added"
        if not self.new_kind:
            return "removed"
        if self.image_changed or self.old_kind != self.new_kind or any(one.kind != "equal" for one in self.pieces):
            return "changed"
        return "moved" if self.moved else "same"


@dataclass(frozen=True, slots=True)
class Counted:
    """Annotations of one sort that came, went and changed."""

    sort: str
    added: int
    removed: int
    changed: int


def block_changes(old: ArticleDocument, new: ArticleDocument, language: str) -> list[BlockChange]:
    """Every block of either, in the order of the newer; one that went stands where it was, after its predecessor."""
    before, after = _standing(old, language), _standing(new, language)
    wandered = moved([key for key in before if key in after], [key for key in after if key in before])
    rows = [_change(before.get(key), part, language, moved=key in wandered) for key, part in after.items()]
    places = {row.id: number for number, row in enumerate(rows)}
    gone: dict[int, list[BlockChange]] = {}
    place = -1
    for key, part in before.items():
        if key in places:
            place = places[key]
        else:
            gone.setdefault(place, []).append(_change(part, None, language))
    out = gone.get(-1, [])
    for number, row in enumerate(rows):
        out += [row, *gone.get(number, [])]
    return out


def languages_touched(old: ArticleDocument | None, new: ArticleDocument) -> tuple[str, ...]:
    """The languages in which words differ, in the order of the document; without an `old`, all that are written."""
    before = {block.id: block.text for block in old.blocks} if old else {}
    after = {block.id: block.text for block in new.blocks}
    pairs = [(before.get(key, {}), after.get(key, {})) for key in before.keys() | after.keys()]
    return tuple(code for code in new.languages if any(one.get(code) != other.get(code) for one, other in pairs))


def annotation_changes(old: ArticleDocument, new: ArticleDocument, languages: Sequence[str]) -> list[Counted]:
    """How many mentions, statements and notes came, went or changed in some languages; sorts without change are left
    out.
    """
    found = []
    for sort in ("mentions", "statements", "notes"):
        before, after = _said(getattr(old, sort), languages), _said(getattr(new, sort), languages)
        counted = Counted(
            sort,
            added=len(after.keys() - before.keys()),
            removed=len(before.keys() - after.keys()),
            changed=sum(before[key] != after[key] for key in before.keys() & after.keys()),
        )
        if counted.added or counted.removed or counted.changed:
            found.append(counted)
    return found


def moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The fewest of the same keys in two orders that one has to move to get from one to the other."""
    place = {key: number for number, key in enumerate(before)}
    tails: list[int] = []  # place that ends the best rising run of each length
    runs: list[list[str]] = []
    for key in after:
        length = bisect_left(tails, place[key])
        run = [*(runs[length - 1] if length else []), key]
        if length == len(tails):
            tails.append(place[key])
            runs.append(run)
        else:
            tails[length], runs[length] = place[key], run
    return set(after) - set(runs[-1] if runs else ())


def _standing(document: ArticleDocument, language: str) -> dict[str, BlockPart]:
    """The blocks that show in a language: those with words there, and images."""
    return {
        block.id: block
        for block in document.blocks
        if block.only_language in ("", language) and (block.text.get(language) or block.image)
    }


def _change(old: BlockPart | None, new: BlockPart | None, language: str, *, moved: bool = False) -> BlockChange:
    some = new or old
    assert some is not None
    return BlockChange(
        id=some.id,
        old_kind=old.kind if old else "",
        new_kind=new.kind if new else "",
        pieces=tuple(_pieces(old, new, language)),
        moved=moved,
        image_changed=bool(old and new and old.image != new.image),
    )


def _pieces(old: BlockPart | None, new: BlockPart | None, language: str) -> Iterator[Piece]:
    """Words as they are read; where only emphasis or links differ, the Markdown in which that shows."""
    before, after = (block.text.get(language, "") if block else "" for block in (old, new))
    plain = [markup.parse(text).text for text in (before, after)]
    if plain[0] == plain[1] and before != after and old and new:
        plain = [before, after]
    yield from words_diff(plain[0], plain[1])


_Part = MentionPart | StatementPart | NotePart


def _said(parts: Sequence[_Part], languages: Sequence[str]) -> dict[str, object]:
    """What annotations say, their places apart: an edit before a mention moves it and changes nothing."""
    out: dict[str, object] = {}
    for part in parts:
        spans = [(one.language, one.block, one.exact, one.state) for one in part.spans if one.language in languages]
        if spans:
            out[part.id] = (spans, _content(part))
    return out


def _content(part: _Part) -> object:
    if isinstance(part, MentionPart):
        return part.entity
    if isinstance(part, StatementPart):
        return (part.kind, part.speakers, part.event, part.gist)
    return (part.kind, part.public, part.claim, part.finding, part.certainty, part.sources)
