"""Compositions: what an editor's form asks for, set against what the form was drawn from and what stands there now.

`plan` decides, without a database, what a save will do: texts of one language, new blocks, removed ones, order, kinds.
Two people's changes to different blocks, or to words of one block that do not touch, become one (`text.merge`); where
they touch, nothing is decided and a Conflict says all three texts. Texts are inline Markdown; ids are uuids as text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsroom.text.document import ArticleDocument, BlockPart
from newsroom.text.merge import merge
from newsroom.text.outline import arranged, merged_order


@dataclass(frozen=True, slots=True)
class Row:
    """One block as the form has it. `kind` "", `only_language` None and `url` None mean: as it was."""

    id: str
    text: str
    kind: str = ""
    only_language: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Composition:
    """A form, as it was sent.

    revision: number of the article's revision that it was drawn from.
    rows: the blocks it sends; a block without a row stays as it is.
    order: ids in the order wanted, or None. Ids it does not name keep their place behind their neighbour.
    gone: removed blocks -> the block that took their words, "" when nobody did.
    """

    revision: int
    rows: tuple[Row, ...] = ()
    order: tuple[str, ...] | None = None
    gone: Mapping[str, str] = field(default_factory=dict)
    minor: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One block on which two editors disagree. `gone`: one of them removed it, the other changed its words."""

    id: str
    base: str
    theirs: str
    mine: str
    gone: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A block as it will be: everything but its words."""

    kind: str
    only_language: str = ""
    url: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a save will do. `order` and `parts` cover every block that will stand; `texts` only the changed ones."""

    texts: Mapping[str, str]
    new: tuple[str, ...]
    gone: Mapping[str, str]
    order: tuple[str, ...]
    parts: Mapping[str, Part]
    merged: tuple[str, ...]
    structural: bool
    conflicts: tuple[Conflict, ...] = ()


def plan(form: Composition, *, base: ArticleDocument, now: ArticleDocument, language: str) -> Plan:
    """Set a form against the document it was drawn from (`base`) and the one that stands (`now`)."""
    return _Plan(form, base, now, language).made()


class _Plan:
    """The state of one planning; each step reads what the earlier ones decided."""

    def __init__(self, form: Composition, base: ArticleDocument, now: ArticleDocument, language: str) -> None:
        self.form, self.language = form, language
        self.base = {block.id: block for block in base.blocks}
        self.now = {block.id: block for block in now.blocks}
        self.base_order = [block.id for block in base.blocks]
        self.now_order = [block.id for block in now.blocks]
        self.rows = {row.id: row for row in form.rows if row.id not in form.gone}
        self.texts: dict[str, str] = {}
        self.merged: list[str] = []
        self.conflicts: list[Conflict] = []

    def made(self) -> Plan:
        for row in self.rows.values():
            self._set_text(row)
        gone = {one: into for one, into in self.form.gone.items() if one in self.now and self._may_go(one)}
        gone |= {child: "" for child, block in self.now.items() if block.parent in gone and child not in gone}
        new = tuple(one for one in self.rows if one not in self.now and one not in self.base)
        members = {one for one in self.now if one not in gone} | set(new)
        parts = {one: self._part(one) for one in members}
        mine = list(self.form.order) if self.form.order is not None else [*self.base_order, *new]
        order = merged_order(self.base_order, _once(mine), self.now_order, members)
        order = arranged(order, {one: part.kind for one, part in parts.items()}, _parents(parts))
        kept = [one for one in self.now_order if one in members]
        structural = bool(gone or new) or order != kept or any(parts[one] != _part_of(self.now[one]) for one in kept)
        return Plan(
            texts=self.texts,
            new=new,
            gone=gone,
            order=tuple(order),
            parts=parts,
            merged=tuple(self.merged),
            structural=structural,
            conflicts=tuple(self.conflicts),
        )

    def _set_text(self, row: Row) -> None:
        """What the words of one block become, if they change."""
        before, now = self.base.get(row.id), self.now.get(row.id)
        if before is None and now is None:
            self.texts[row.id] = row.text
            return
        base = before.text.get(self.language, "") if before else ""
        if now is None:
            if row.text != base:  # somebody removed what was being edited
                self.conflicts.append(Conflict(row.id, base=base, theirs="", mine=row.text, gone=True))
            return
        theirs = now.text.get(self.language, "")
        if before is None and row.text != theirs:  # sent twice, and changed by somebody in between
            base = theirs if not theirs else base
        both = merge(base, row.text, theirs)
        if both is None:
            self.conflicts.append(Conflict(row.id, base=base, theirs=theirs, mine=row.text))
        elif both != theirs:
            self.texts[row.id] = both
            if both != row.text:
                self.merged.append(row.id)

    def _may_go(self, one: str) -> bool:
        """A block whose words somebody changed meanwhile is not removed unseen; whoever drew the form is asked."""
        before, now = self.base.get(one), self.now[one]
        if before is None or before.text == now.text:
            return True
        changed = self.language if before.text.get(self.language) != now.text.get(self.language) else ""
        changed = changed or next(code for code in {**before.text, **now.text} if _differs(code, before, now))
        self.conflicts.append(
            Conflict(one, base=before.text.get(changed, ""), theirs=now.text.get(changed, ""), mine="", gone=True)
        )
        return False

    def _part(self, one: str) -> Part:
        """Kind, language and address: mine where I changed them, else as they stand."""
        now, row = self.now.get(one), self.rows.get(one)
        standing = _part_of(now) if now else Part(kind="paragraph")
        if row is None:
            return standing
        before = _part_of(self.base[one]) if one in self.base else standing
        kind = row.kind if row.kind and row.kind != before.kind else standing.kind
        url = standing.url if row.url is None or row.url == before.url else row.url
        return Part(
            kind=kind,
            only_language=standing.only_language
            if row.only_language is None or row.only_language == before.only_language
            else row.only_language,
            url=url if kind == "embed" else "",
            parent=standing.parent,
        )


def _part_of(block: BlockPart) -> Part:
    return Part(block.kind, block.only_language, block.url, block.parent)


def _parents(parts: Mapping[str, Part]) -> dict[str, str]:
    return {one: part.parent for one, part in parts.items() if part.parent}


def _differs(code: str, one: BlockPart, other: BlockPart) -> bool:
    return one.text.get(code) != other.text.get(code)


def _once(order: list[str]) -> list[str]:
    return list(dict.fromkeys(order))
