"""Pasting a whole text over an article: a plan that keeps block ids, annotations and translations.

`desk.compose` applies it.
The pasted text is read like any report that arrives (`text.layout`) and aligned with the blocks (`text.align`). What
is not in a pasted text (images and their words, embeds, the short title, the summary) stays where it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from django.utils.translation import gettext as _

from newsroom.base.refusals import explain
from newsroom.content.article import Article
from newsroom.content.block import UNSEEN, Block, BlockKind
from newsroom.desk import policy
from newsroom.desk.errors import NotAReport
from newsroom.desk.policy import Action
from newsroom.staff.user import User
from newsroom.text import gate, layout, markup
from newsroom.text.align import Kind, Step, align
from newsroom.text.composition import Composition, Row
from newsroom.text.merge import merge

NOT_PASTED = frozenset({BlockKind.IMAGE, BlockKind.CAPTION, BlockKind.ALT, BlockKind.EMBED, *UNSEEN})
SINGLE = frozenset({BlockKind.TITLE, BlockKind.LEAD})


@dataclass(frozen=True, slots=True)
class PasteStep:
    """What applying will do to one paragraph or block; texts are plain."""

    kind: Kind
    blocks: tuple[str, ...]  # uuids: the block, then those merged into it
    old: str
    new: str
    block_kind: str


@dataclass(frozen=True, slots=True)
class PastePlan:
    """The steps to show, and the form that applies them."""

    steps: tuple[PasteStep, ...]
    form: Composition

    def count(self, kind: Kind) -> int:
        return sum(step.kind == kind for step in self.steps)


def plan_paste(article: Article, *, language: str, text: str, by: User) -> PastePlan:
    """Read a pasted text and align it; writes nothing. Raises NotAllowed, NotAReport (naming the character)."""
    policy.check(by, Action.EDIT_SOURCE, article=article, language=language)
    if language != article.source_language:
        refusal = _("A whole text is pasted in the language of the source; translations are made block by block.")
        raise NotAReport(refusal)
    pasted = paragraphs(text, language)
    blocks = list(Block.objects.of_article(article))
    own = [block for block in blocks if block.kind not in NOT_PASTED and block.stands_in(language)]
    steps = align([block.plain(language) for block in own], [raw.text for raw in pasted])
    return _Planned(article, language, blocks, own, pasted, steps).plan()


def paragraphs(text: str, language: str) -> list[layout.RawBlock]:
    """A pasted text as blocks of a report. Raises NotAReport."""
    try:
        cleaned = gate.clean(text.replace("\r\n", "\n").replace("\r", "\n"), field="text", multiline=True)
        report = layout.read_report(cleaned, language)
    except ValueError as error:
        raise NotAReport(explain(error)) from error
    return [raw for raw in report.blocks if raw.kind not in NOT_PASTED]


class _Planned:
    """One plan in the making."""

    def __init__(
        self,
        article: Article,
        language: str,
        blocks: list[Block],
        own: list[Block],
        pasted: list[layout.RawBlock],
        steps: list[Step],
    ) -> None:
        self.article, self.language = article, language
        self.blocks, self.own, self.pasted, self.steps = blocks, own, pasted, steps
        self.singles = {block.kind for block in own if block.kind in SINGLE}

    def plan(self) -> PastePlan:
        rows, order, shown = [], [], []
        gone: dict[str, str] = {}
        for step in self.steps:
            if step.new is None:
                block = self.own[step.old or 0]
                gone[str(block.uuid)] = ""
                shown.append(PasteStep("gone", (str(block.uuid),), block.plain(self.language), "", block.kind))
                continue
            row, part = self._row(step)
            rows.append(row)
            order.append(row.id)
            shown.append(part)
            gone |= dict.fromkeys(part.blocks[1:], row.id)
        revision = self.article.revisions.order_by("-number").values_list("number", flat=True)[0]
        form = Composition(revision, rows=tuple(rows), order=tuple(self._with_the_rest(order)), gone=gone)
        return PastePlan(tuple(shown), form)

    def _row(self, step: Step) -> tuple[Row, PasteStep]:
        raw = self.pasted[step.new or 0]
        block = self.own[step.old] if step.old is not None and step.kind != "split" else None
        if block is None:
            kind = self._free_kind(raw.kind)
            identity = str(uuid4())
            origin = (str(self.own[step.old].uuid),) if step.old is not None else ()
            old = self.own[step.old].plain(self.language) if step.old is not None else ""
            part = PasteStep(step.kind, origin, old, raw.text, kind)
            return Row(identity, markup.escape(raw.text), kind=kind), part
        ids = (str(block.uuid), *(str(self.own[one].uuid) for one in step.joined))
        old = " ".join([block.plain(self.language), *(self.own[one].plain(self.language) for one in step.joined)])
        return Row(ids[0], self._text(block, raw.text)), PasteStep(step.kind, ids, old, raw.text, block.kind)

    def _free_kind(self, kind: str) -> str:
        """A second title or lead is a paragraph."""
        if kind not in SINGLE:
            return kind
        if kind in self.singles:
            return str(BlockKind.PARAGRAPH)
        self.singles.add(BlockKind(kind))
        return kind

    def _text(self, block: Block, plain: str) -> str:
        """The pasted words with the emphasis and links of the block, where they do not touch what was changed."""
        before, pasted = markup.escape(block.plain(self.language)), markup.escape(plain)
        both = merge(before, pasted, block.source(self.language))
        if both is None or markup.parse(both).text != plain:
            return pasted
        return both

    def _with_the_rest(self, order: list[str]) -> list[str]:
        """What no pasted text has stays behind the block it followed."""
        arranged, known = list(order), set(order)
        previous = ""
        for block in self.blocks:
            one = str(block.uuid)
            if block.kind in NOT_PASTED or not block.stands_in(self.language):
                arranged.insert(arranged.index(previous) + 1 if previous in known else 0, one)
                known.add(one)
            if one in known:
                previous = one
        return arranged
