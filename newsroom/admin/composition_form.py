"""The editor's form: what a browser sends becomes a Composition, and what was typed is laid over the page again.

With and without JavaScript the page sends the same fields (`revision`, `minor`, `why`, `order`, and per block `text-`,
`kind-`, `only-`, `url-`, `gone-` and its id); a script leaves out what did not change. An empty line in a text begins a
new block, any other line end is a space. Nothing here decides what may be saved: `desk.compose` does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from django.http import QueryDict

from newsroom.base import languages
from newsroom.content.block import BlockKind
from newsroom.desk.compose import Composition, Conflict, Row
from newsroom.screens.editor import Differing, EditorPage, EditorRow, blank_row
from newsroom.text.composition import Plan
from newsroom.text.diff import words_diff
from newsroom.text.outline import put_back

NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
_LINE_END = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_INNER_BREAK = re.compile(r"[^\S\n]*\n[^\S\n]*")
ONE_PART = frozenset({BlockKind.TITLE, BlockKind.SHORT_TITLE, BlockKind.SUMMARY, BlockKind.CAPTION, BlockKind.ALT})
GOES_ON_AS = {BlockKind.LEAD: BlockKind.PARAGRAPH, BlockKind.HEADING: BlockKind.PARAGRAPH}


class NotAForm(ValueError):
    """The fields are not ones that a page of ours sends."""


@dataclass(slots=True)
class _Fields:
    """The form while it is read: rows by id, and the order in which they shall stand (None: nobody moved any)."""

    read_page: Callable[[], EditorPage]
    rows: dict[str, Row] = field(default_factory=dict)
    order: list[str] | None = None
    gone: dict[str, str] = field(default_factory=dict)

    @property
    def page(self) -> EditorPage:
        """The page that the form was drawn from, as it is now; most saves of a script never ask for it."""
        return self.read_page()

    def ordered(self) -> list[str]:
        """The order to work on; asked for, it is sent."""
        if self.order is None:
            self.order = list(self.page.order)
        return self.order

    def text(self, one: str) -> str:
        known = self.page.by_id.get(one)
        return self.rows[one].text if one in self.rows else known.text if known else ""

    def kind(self, one: str) -> str:
        known = self.page.by_id.get(one)
        return (self.rows[one].kind if one in self.rows else "") or (known.kind if known else BlockKind.PARAGRAPH)

    def only(self, one: str) -> str:
        known = self.page.by_id.get(one)
        said = self.rows[one].only_language if one in self.rows else None
        return said if said is not None else known.only if known else ""


def read(data: QueryDict, page: Callable[[], EditorPage]) -> Composition:
    """The composition that a form asks for; a button's `op` is applied to it. Raises NotAForm.

    `page` reads the page; it is called when the form cannot be understood without it, perhaps more than once.
    """
    fields = _Fields(page)
    for one in _ids(data, "text-"):
        fields.rows[one] = _row(data, one)
    fields.gone = {one: data[f"gone-{one}"] for one in _ids(data, "gone-")}
    sent = [_id(one) for one in data.getlist("order")]
    fields.order = list(dict.fromkeys(sent)) or None
    _split(fields)
    _apply(fields, data.get("op", ""))
    _drop_empty(fields)
    return Composition(
        revision=_number(data.get("revision", "")),
        rows=tuple(fields.rows.values()),
        order=tuple(fields.order) if fields.order is not None else None,
        gone=fields.gone,
        minor="minor" in data,
        why=" ".join(data.get("why", "").split())[:200],
    )


def place_of(data: QueryDict) -> tuple[str, str]:
    """The button that was pressed and the block it belongs to; ("", "") for a plain save."""
    name, _, one = data.get("op", "").partition(":")
    return (name, one) if name in OPS or name == "add" else ("", "")


def _ids(data: QueryDict, prefix: str) -> Iterator[str]:
    return (_id(key.removeprefix(prefix)) for key in data if key.startswith(prefix))


def _id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError as error:
        raise NotAForm(text) from error


def _number(text: str) -> int:
    if not NUMBER.fullmatch(text):
        raise NotAForm(text)
    return int(text)


def _row(data: QueryDict, one: str) -> Row:
    kind, only = data.get(f"kind-{one}", ""), data.get(f"only-{one}")
    if (kind and kind not in BlockKind.values) or (only and only not in languages.codes()):
        raise NotAForm(kind or only)
    text = _LINE_END.sub("\n", data[f"text-{one}"])
    return Row(one, text, kind=kind, only_language=only, url=data.get(f"url-{one}"))


# --- an empty line begins a block -------------------------------------------------------------------------------------


def _split(fields: _Fields) -> None:
    """Each row becomes one line; what stood behind an empty line becomes rows of its own."""
    for one, row in list(fields.rows.items()):
        parts = [row.text]
        if "\n" in row.text:
            whole = row.text.strip()
            cut = _EMPTY_LINE.split(whole) if _divides(fields, one) else [_EMPTY_LINE.sub(" ", whole)]
            parts = [_INNER_BREAK.sub(" ", part) for part in cut]
        fields.rows[one] = replace(row, text=parts[0])
        for part in reversed(parts[1:]):
            _insert(fields, one, part)


def _divides(fields: _Fields, one: str) -> bool:
    known = fields.page.by_id.get(one)
    movable = known.movable if known else fields.page.may_outline
    return movable and fields.kind(one) not in ONE_PART


def _insert(fields: _Fields, after: str, text: str) -> None:
    kind = fields.kind(after)
    new = Row(str(uuid4()), text, kind=GOES_ON_AS.get(BlockKind(kind), kind), only_language=fields.only(after) or None)
    fields.rows[new.id] = new
    order = fields.ordered()
    order.insert(order.index(after) + 1 if after in order else len(order), new.id)


def _drop_empty(fields: _Fields) -> None:
    """A new block without words was only offered; nobody wrote it."""
    for one, row in list(fields.rows.items()):
        if not row.text.strip() and not row.url and one not in fields.page.by_id:
            del fields.rows[one]
            if fields.order is not None and one in fields.order:
                fields.order.remove(one)


# --- the buttons of a page without a script ---------------------------------------------------------------------------


def _apply(fields: _Fields, op: str) -> None:
    name, _, one = op.partition(":")
    if name in OPS and (one in fields.page.by_id or one in fields.rows):
        OPS[name](fields, one)


def _neighbour(fields: _Fields, one: str, step: int) -> str | None:
    """The block before (-1) or after (1) it that stays, among those that move."""
    order = [other for other in fields.ordered() if other not in fields.gone]
    at = order.index(one) + step if one in order else -1
    known = fields.page.by_id.get(order[at]) if 0 <= at < len(order) else None
    fixed = known is not None and known in fields.page.head
    return order[at] if 0 <= at < len(order) and not fixed else None


def _move(fields: _Fields, one: str, step: int) -> None:
    other = _neighbour(fields, one, step)
    if other is not None:
        order = fields.ordered()
        i, j = order.index(one), order.index(other)
        order[i], order[j] = order[j], order[i]


def _merge(fields: _Fields, one: str) -> None:
    before = _neighbour(fields, one, -1)
    known = fields.page.by_id.get(before) if before else None
    if before is None or (known is not None and not known.has_words):
        return
    text = f"{fields.text(before).rstrip()} {fields.text(one).lstrip()}".strip()
    fields.rows[before] = replace(fields.rows.get(before, Row(before, "")), text=text)
    fields.gone[one] = before


def _delete(fields: _Fields, one: str) -> None:
    fields.gone[one] = ""


OPS: dict[str, Callable[[_Fields, str], None]] = {
    "up": lambda fields, one: _move(fields, one, -1),
    "down": lambda fields, one: _move(fields, one, 1),
    "merge": _merge,
    "delete": _delete,
}


# --- what was typed, on the page again --------------------------------------------------------------------------------


def typed_again(page: EditorPage, form: Composition, *, errors: Mapping[str, str] | None = None) -> EditorPage:
    """The page with everything that was typed and not saved; `errors` by block id."""
    errors = errors or {}
    rows = {row.id: row for row in form.rows}

    def again(row: EditorRow) -> EditorRow:
        mine = rows.pop(row.id, None)
        changed = replace(
            row,
            children=tuple(again(child) for child in row.children),
            error=errors.get(row.id, ""),
            gone=form.gone.get(row.id),
        )
        return _typed(changed, mine) if mine else changed

    head, body = [again(row) for row in page.head], [again(row) for row in page.rows]
    new = [replace(_typed(blank_row(row.id, row.kind or BlockKind.PARAGRAPH), row), error=errors.get(row.id, ""))
           for row in rows.values()]
    head += [row for row in new if row.kind in {one.kind for one in page.head} | set(_HEAD)]
    body += [row for row in new if row not in head]
    if form.order is not None:
        rows_now = {row.id: row for row in body}
        order = put_back([one for one in form.order if one in rows_now], list(rows_now), rows_now)
        body = [rows_now[one] for one in order]
    return replace(page, head=tuple(head), rows=tuple(body), revision=min(form.revision, page.revision))


_HEAD = (BlockKind.TITLE, BlockKind.SHORT_TITLE, BlockKind.SUMMARY)


def _typed(row: EditorRow, mine: Row) -> EditorRow:
    kind = row.kind if row.kind_is_fixed and not row.blank else mine.kind or row.kind
    only = row.only if mine.only_language is None else mine.only_language
    url = row.url if mine.url is None else mine.url
    typed = (mine.text, kind, only, url) != (row.text, row.kind, row.only, row.url)
    return replace(row, text=mine.text, kind=kind, only=only, url=url, typed=typed or row.typed)


def to_decide(
    page: EditorPage,
    form: Composition,
    planned: Plan,
    *,
    kinds: Mapping[str, str],
    errors: Mapping[str, str] | None = None,
) -> EditorPage:
    """The page for a form of an older revision: what could be merged is merged, each disagreement stands beside its
    three texts. `planned` is the form's plan against the page's revision; `kinds` of the blocks by id, for those that
    the other editor removed.
    """
    merged = tuple(
        replace(row, text=planned.texts[row.id]) if row.id in planned.texts else row
        for row in form.rows
        if row.id in planned.texts or row.id in planned.new
    )
    conflicts = {one.id: one for one in planned.conflicts}
    mine = tuple(
        Row(one.id, one.mine, kind=kinds.get(one.id, ""))
        for one in planned.conflicts
        if not _removed_by_me(form, one)
    )
    kept = replace(form, rows=(*merged, *mine), order=planned_order(form, planned), gone=planned.gone)
    drawn = typed_again(page, kept, errors=errors)

    def differing(row: EditorRow) -> EditorRow:
        children = tuple(differing(child) for child in row.children)
        conflict = conflicts.get(row.id)
        shown = _differing(conflict, form) if conflict else None
        return replace(row, children=children, differing=shown, typed=row.typed or shown is not None)

    return replace(
        drawn,
        head=tuple(differing(row) for row in drawn.head),
        rows=tuple(differing(row) for row in drawn.rows),
        revision=page.revision,
    )


def planned_order(form: Composition, planned: Plan) -> tuple[str, ...] | None:
    """The order as merged, with the blocks that the other editor removed and this one wrote on."""
    if form.order is None and not planned.structural and not any(one.gone for one in planned.conflicts):
        return None
    order, wanted = list(planned.order), list(form.order or ())
    for one in planned.conflicts:
        if one.id not in order:
            before = wanted[: wanted.index(one.id)] if one.id in wanted else []
            known = [other for other in before if other in order]
            order.insert(order.index(known[-1]) + 1 if known else len(order), one.id)
    return tuple(order)


def _removed_by_me(form: Composition, conflict: Conflict) -> bool:
    return conflict.gone and conflict.id in form.gone


def _differing(conflict: Conflict, form: Composition) -> Differing:
    by_me = _removed_by_me(form, conflict)
    return Differing(
        base=conflict.base,
        theirs=tuple(words_diff(conflict.base, conflict.theirs)),
        mine=tuple(words_diff(conflict.base, conflict.mine)),
        theirs_text=conflict.theirs,
        mine_text=conflict.mine,
        removed_by_them=conflict.gone and not by_me,
        removed_by_me=by_me,
    )
