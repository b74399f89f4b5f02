"""The editor's page: one article in one language, as one continuous document.

A translation shows beside each block the text it translates, and what changed in it since. The number of queries is
the same for three blocks and for three hundred; what a person may do with each block is said here, so that the page
decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import UNSEEN, WORDLESS, Block, BlockKind
from newsroom.content.draft import Draft
from newsroom.content.revision import Revision
from newsroom.desk import policy
from newsroom.desk.policy import Action
from newsroom.desk.presence import present
from newsroom.localization.segment import Segment, Status
from newsroom.screens.image_library import thumbnail
from newsroom.screens.missing_names import missing_names
from newsroom.staff.comment import Comment
from newsroom.staff.presence import Presence
from newsroom.staff.user import User
from newsroom.text import invisibles, markup
from newsroom.text.diff import Piece, words_diff
from newsroom.text.segments import words

WORDS_A_MINUTE = 200  # a usual pace of reading news; the page says "about"
# Kinds that have their one place, or belong to another block: nobody turns a paragraph into one of them.
FIXED = frozenset({BlockKind.TITLE, BlockKind.SHORT_TITLE, BlockKind.SUMMARY, BlockKind.IMAGE, BlockKind.ALT})
HEAD = (BlockKind.TITLE, BlockKind.SHORT_TITLE, BlockKind.SUMMARY)
HINTS = {
    BlockKind.TITLE: _("Title"),
    BlockKind.SHORT_TITLE: _("for lists and narrow places; the title where empty"),
    BlockKind.SUMMARY: _("one or two sentences for search engines; the lead where empty"),
    BlockKind.LEAD: _("Lead: what happened, in two sentences"),
    BlockKind.PARAGRAPH: _("Write here. An empty line begins the next block."),
    BlockKind.TABLE: _("cells | between | bars"),
    BlockKind.EMBED: _("what the address leads to"),
}


@dataclass(frozen=True, slots=True)
class Beside:
    """The source text beside a translation; `changes` is what happened to it since it was translated."""

    text: str
    changes: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """What an image block shows: the address of a small file, or the name of what has none."""

    name: str
    url: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Differing:
    """A block on which two editors disagree: each text as it differs from what both began with."""

    base: str
    theirs: tuple[Piece, ...]
    mine: tuple[Piece, ...]
    theirs_text: str
    mine_text: str
    removed_by_them: bool
    removed_by_me: bool


@dataclass(frozen=True, slots=True)
class EditorRow:
    """One block as the page has it."""

    id: str
    number: int
    kind: str
    text: str
    only: str = ""
    url: str = ""
    children: tuple[EditorRow, ...] = ()
    picture: Picture | None = None
    beside: Beside | None = None
    outdated: bool = False
    status: str = ""
    comments: int = 0
    unnamed: tuple[str, ...] = ()  # whom the source names here and the translation does not
    hint: Any = ""
    writable: bool = True
    movable: bool = True
    blank: bool = False
    elsewhere: bool = False  # stands in another language only
    typed: bool = False  # differs from what is saved
    gone: str | None = None  # None: stands; "": to be deleted; else the block that takes its words
    error: str = ""
    differing: Differing | None = None

    @property
    def missing(self) -> bool:
        return self.beside is not None and bool(self.beside.text) and not self.text

    @property
    def label(self) -> str:
        return str(BlockKind(self.kind).label)

    @property
    def invisible(self) -> tuple[tuple[str, int], ...]:
        return invisibles.counted(self.text)

    @property
    def kind_is_fixed(self) -> bool:
        return self.kind in FIXED or not self.movable

    @property
    def has_its_place(self) -> bool:
        return self.kind in HEAD or self.kind == BlockKind.ALT

    @property
    def has_words(self) -> bool:
        return self.kind not in WORDLESS


@dataclass(frozen=True, slots=True)
class Tab:
    """Another language of the article: to write or to read."""

    code: str
    name: str
    direction: str
    current: bool
    source: bool
    may_write: bool


@dataclass(frozen=True, slots=True)
class EditorPage:
    """Everything the page shows."""

    article: Article
    language: str
    direction: str
    translating: bool
    may_write: bool
    may_outline: bool
    trashed: bool
    revision: int
    saved_by: str
    saved_at: datetime | None
    head: tuple[EditorRow, ...]
    rows: tuple[EditorRow, ...]
    tabs: tuple[Tab, ...]
    people: tuple[Presence, ...]
    draft_at: datetime | None
    draft_revision: int

    @property
    def structure(self) -> bool:
        """Whether blocks are split, merged and moved here: in the source, by who may write it."""
        return self.may_outline and not self.translating

    @property
    def order(self) -> tuple[str, ...]:
        """The ids of all top-level blocks that exist, in their order."""
        return tuple(row.id for row in (*self.head, *self.rows) if not row.blank)

    @property
    def by_id(self) -> dict[str, EditorRow]:
        return {row.id: row for top in (*self.head, *self.rows) for row in (top, *top.children)}

    @property
    def has_lead(self) -> bool:
        return any(row.kind == BlockKind.LEAD for row in self.rows)

    @property
    def counted_words(self) -> int:
        return sum(len(words(plain(row.text))) for row in self.by_id.values() if row.kind not in UNSEEN)

    @property
    def minutes(self) -> int:
        return max(1, round(self.counted_words / WORDS_A_MINUTE))

    @property
    def missing(self) -> int:
        return sum(row.missing for row in self.by_id.values())

    @property
    def outdated(self) -> int:
        return sum(row.outdated for row in self.by_id.values())

    @property
    def troubled(self) -> tuple[EditorRow, ...]:
        """The rows that need a decision or a correction before anything can be saved."""
        return tuple(row for row in self.by_id.values() if row.error or row.differing)


def editor_page(article: Article, language: str, who: User) -> EditorPage:
    """Read the page. For whom assignments matter, `article` comes with its tracks prefetched: the policy asks often."""
    source = article.source_language
    head, draft_at, draft_revision = _head(article, language, who)
    kept = article.trashed_at is None
    may_write = kept and policy.may(
        who, policy.action_for_text(article, language), article=article, language=language
    )
    may_outline = may_write and policy.may(who, Action.EDIT_SOURCE, article=article, language=source)
    top = _Reading(article, language, may_write, may_outline).rows()
    return EditorPage(
        article=article,
        language=language,
        direction=languages.direction(language),
        translating=language != source,
        may_write=may_write,
        may_outline=may_outline,
        trashed=not kept,
        revision=head.number if head else 0,
        saved_by=(head.by.get_full_name() or head.by.get_username()) if head and head.by else "",
        saved_at=head.at if head else None,
        head=tuple(row for row in top if row.kind in HEAD),
        rows=tuple(row for row in top if row.kind not in HEAD),
        tabs=tuple(_tabs(article, language, who)),
        people=tuple(present(article, besides=who)),
        draft_at=draft_at if may_write else None,
        draft_revision=draft_revision or 0,
    )


def plain(source: str) -> str:
    """What is read of inline Markdown; text without marks is taken as it is, because most is."""
    return markup.parse(source).text if any(mark in source for mark in "*_[\\") else source


def _head(article: Article, language: str, who: User) -> tuple[Revision | None, datetime | None, int | None]:
    """The last revision without its document, and whether this person left unsaved work; one query."""
    draft = Draft.objects.filter(article=OuterRef("article"), language=language, user=who)
    row = (
        article.revisions.defer("compressed")
        .select_related("by")
        .annotate(draft_at=Subquery(draft.values("at")[:1]), draft_of=Subquery(draft.values("revision")[:1]))
        .order_by("-number")
        .first()
    )
    return (row, row.draft_at, row.draft_of) if row else (None, None, None)


def _tabs(article: Article, language: str, who: User) -> Iterable[Tab]:
    for code in policy.readable_languages(who, article):
        yield Tab(
            code=code,
            name=languages.own_name(code),
            direction=languages.direction(code),
            current=code == language,
            source=code == article.source_language,
            may_write=policy.may(who, policy.action_for_text(article, code), article=article, language=code),
        )


class _Reading:
    """The blocks of one article in one language, read once and made into rows."""

    def __init__(self, article: Article, language: str, may_write: bool, may_outline: bool) -> None:
        self.language, self.source = language, article.source_language
        self.translating = language != article.source_language
        self.may_write, self.may_outline = may_write, may_outline
        self.blocks = list(Block.objects.of_article(article).select_related("asset"))
        codes = {language, self.source}
        rows = Segment.objects.filter(block__article=article, language__in=codes)
        fields = ("status", "digest", "based_on_language", "based_on_digest", "based_on_text")
        self.segments = {(row.block_id, row.language): row for row in rows.only("block_id", "language", *fields)}
        self.comments = _comments(article, language)
        self.unnamed = _unnamed(article, language)

    def rows(self) -> list[EditorRow]:
        children: dict[int, list[EditorRow]] = {}
        numbered = list(enumerate(self.blocks, start=1))
        for number, block in numbered:
            if block.parent_id:
                children.setdefault(block.parent_id, []).append(self._row(number, block, ()))
        return [
            self._row(number, block, tuple(children.get(block.pk, ())))
            for number, block in numbered
            if not block.parent_id
        ]

    def _row(self, number: int, block: Block, children: tuple[EditorRow, ...]) -> EditorRow:
        elsewhere = not block.stands_in(self.language)
        shown_in = block.only_language if elsewhere else self.language
        segment = self.segments.get((block.pk, self.language))
        beside = self._beside(block, segment) if self.translating and not elsewhere else None
        return EditorRow(
            id=str(block.uuid),
            number=number,
            kind=block.kind,
            text=block.source(shown_in),
            only=block.only_language,
            url=block.url,
            children=children,
            picture=_picture(block) if block.asset else None,
            beside=beside,
            outdated=beside is not None and bool(beside.changes),
            status=str(Status(segment.status).label) if segment else "",
            comments=self.comments.get(str(block.uuid), 0),
            unnamed=tuple(self.unnamed.get(block.uuid, ())),
            hint=HINTS.get(BlockKind(block.kind), ""),
            writable=self.may_write and not elsewhere,
            movable=self.may_outline and (not self.translating or block.only_language == self.language),
            elsewhere=elsewhere,
        )

    def _beside(self, block: Block, segment: Segment | None) -> Beside | None:
        """What stands in the source; a block of this language alone has none."""
        if block.only_language:
            return None
        text = plain(block.source(self.source))
        source = self.segments.get((block.pk, self.source))
        digest = source.digest if source else ""
        stale = segment is not None and segment.based_on_language == self.source and segment.based_on_digest != digest
        return Beside(text, tuple(words_diff(segment.based_on_text, text)) if stale and segment else ())


def _comments(article: Article, language: str) -> dict[str, int]:
    """Open threads by block."""
    threads = Comment.objects.unresolved().filter(article=article, language=language).exclude(block=None)
    return {str(row["block"]): row["n"] for row in threads.order_by().values("block").annotate(n=Count("pk"))}


def _picture(block: Block) -> Picture:
    asset = block.asset
    if asset is None or (small := thumbnail(asset)) is None:
        return Picture(str(_("map of places")))
    return Picture(str(asset), small.src, small.width, small.height)


def blank_row(one: str, kind: str, *, only: str = "", number: int = 0, beside: Beside | None = None) -> EditorRow:
    """A row for a block that does not exist before it is saved with words in it."""
    hint = HINTS.get(BlockKind(kind), "")
    return EditorRow(id=one, number=number, kind=kind, text="", only=only, hint=hint, blank=True, beside=beside)


def kinds_to_choose(*, with_lead: bool) -> Mapping[str, Any]:
    """What a block may be turned into, by kind."""
    return {kind.value: kind.label for kind in BlockKind if kind not in FIXED and (with_lead or kind != BlockKind.LEAD)}


def _unnamed(article: Article, language: str) -> dict[UUID, list[str]]:
    """Names by block that a translation misses."""
    found: dict[UUID, list[str]] = {}
    for one in missing_names(article, language):
        found.setdefault(one.block, []).append(one.name)
    return found
