"""Editing words: the one path by which the text of a block changes, whoever changes it.

A change of text moves the annotations along (`annotation.anchoring`), renews the segment's digest and leaves one
revision, all in the verb's transaction. Repairs, translations and the admin's forms come through here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from newsroom.annotation import carry
from newsroom.annotation.span import Span
from newsroom.audit.verbs import Verb
from newsroom.base import languages, rows
from newsroom.base.refusals import explain
from newsroom.content.article import Article
from newsroom.content.block import LONGEST_BLOCK, Block, BlockKind, digest
from newsroom.content.track import Track
from newsroom.desk import policy, record, workflow
from newsroom.desk.errors import BadText, StaleText, UnknownBlock
from newsroom.desk.policy import Action
from newsroom.entities.entity import Entity
from newsroom.localization.contribution import Contribution
from newsroom.localization.segment import Segment, Status
from newsroom.staff.user import User
from newsroom.text import gate, markup
from newsroom.text.fold import fold_key
from newsroom.text.sortkey import sort_key


@dataclass(frozen=True, slots=True)
class Change:
    """One block's text before and after: what is read, and where its links lead."""

    block: Block
    before: markup.Inline
    after: markup.Inline

    @property
    def says_something_else(self) -> bool:
        """Whether words or addresses differ; emphasis alone is no other text."""
        return (self.before.text, links(self.before)) != (self.after.text, links(self.after))


@dataclass(frozen=True, slots=True)
class Seen:
    """The segment revisions an editor had before them: of the text they changed, and of its source."""

    own: Mapping[str, int] = field(default_factory=dict)
    source: Mapping[str, int] = field(default_factory=dict)


@transaction.atomic
def edit_texts(
    article: Article, *, language: str, texts: Mapping[str, str], by: User, seen: Seen | None = None
) -> list[Change]:
    """Set the text of some blocks in one language, as their author or translator.

    `texts` maps a block's uuid to inline Markdown. With `seen`, a text that somebody saved since, or a translation
    whose source somebody saved since, is refused. Returns what really changed; nothing changed means no audit row.
    Raises NotAllowed, UnknownBlock, BadText, StaleText.
    """
    article = record.locked(article)
    action = policy.action_for_text(article, language)
    policy.check(by, action, article=article, language=language)
    translating = language != article.source_language
    status = Status.TRANSLATED if translating else Status.DRAFT
    changes = write_texts(article, language=language, texts=texts, by=by, status=status, seen=seen)
    if changes:
        record.revise(article, by=by, summary=f"{language}: {described(changes)}")
        verb = Verb.TRANSLATE if translating else Verb.EDIT
        record.log(verb, article, by=by, language=language, detail=described(changes))
    return changes


@transaction.atomic
def edit_article(
    article: Article, *, changed: Sequence[str], about: Iterable[Entity] | None = None, by: User
) -> Article:
    """Write the `changed` columns of an article's description (source, place, genre, slugs) and what it is about.

    Raises NotAllowed, ValidationError naming the field.
    """
    record.locked(article)
    policy.check(by, Action.EDIT_SOURCE, article=article, language=article.source_language)
    rows.check(article)
    columns = [name for name in changed if name != "about"]
    if columns:
        article.save(update_fields=columns)
    if "about" in changed:
        article.about.set(about or [])
    if changed:
        record.revise(article, by=by, summary=", ".join(changed))
        record.log(Verb.EDIT_ARTICLE, article, by=by, detail=", ".join(changed))
    return article


@dataclass(frozen=True, slots=True)
class Written:
    """What a step of writing left: the changes, and the spans of the changed blocks as they stand now."""

    changes: list[Change]
    spans: list[Span]


def write_texts(
    article: Article,
    *,
    language: str,
    texts: Mapping[str, str],
    by: User,
    status: Status,
    seen: Seen | None = None,
) -> list[Change]:
    """The step inside a verb's transaction that changes words: columns, annotations, repairs, segments.

    Same errors as edit_texts.
    """
    return write(article, language=language, texts=texts, by=by, manner=Manner(status, seen)).changes


@dataclass(frozen=True, slots=True)
class Manner:
    """How texts are written.

    status: what a written text counts as. seen: what must still stand (compare-and-swap). sources: block uuid -> the
    plain source text that a translator had before them, where it is not the one that stands. minor: a change that
    leaves translations of the old text as good as they were. repairs: whether open repairs may wait in the article.
    """

    status: Status
    seen: Seen | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    minor: bool = False
    repairs: bool = True


def write(article: Article, *, language: str, texts: Mapping[str, str], by: User, manner: Manner) -> Written:
    """Change words, set by set: the number of queries does not grow with the number of texts. See write_texts."""
    languages.check(language)
    segments, blocks = _rows(article, language, texts)
    changes = [
        change for uuid, text in texts.items() if (change := _set_text(blocks[uuid], language, text)) is not None
    ]
    if manner.seen is not None:
        _refuse_stale(changes, segments, article, language, manner.seen)
    if not changes:
        return Written([], [])
    column = languages.column("text", language)
    Block.objects.bulk_update([change.block for change in changes], [column], batch_size=100)
    edited = [(change.block, change.before.text, change.after.text) for change in changes]
    spans = carry.along(edited, language, repairs=manner.repairs)
    if manner.minor and language == article.source_language:
        _keep_translations(changes, language)
    _renew_segments(changes, segments, article, language, by, manner)
    _renew_track(article, language, changes, fresh=any((c.block.pk, language) not in segments for c in changes))
    return Written(changes, spans)


def gated(block: Block, text: str) -> str:
    """`text` as it may enter a block: one line, safe characters, markup that parses; raises BadText."""
    label, uuid = str(block), str(block.uuid)
    if len(text) > LONGEST_BLOCK:
        raise BadText(label, _("a block has at most %(limit)s letters") % {"limit": LONGEST_BLOCK}, block_id=uuid)
    try:
        cleaned = gate.clean(text.strip(), field=label)
        inline = markup.parse(cleaned)
    except ValueError as error:
        raise BadText(label, explain(error), block_id=uuid) from error
    if inline.refused:
        raise BadText(label, _("a link may not lead to %(address)s") % {"address": inline.refused[0]}, block_id=uuid)
    return cleaned


def links(inline: markup.Inline) -> list[tuple[int, int, str]]:
    """Where the links of a text stand and where they lead."""
    return [(one.start, one.end, one.href) for one in inline.ranges if one.kind == "link"]


def described(changes: list[Change]) -> str:
    """A log line's detail: how many blocks, never their words."""
    return f"{len(changes)} blocks"


_Segments = dict[tuple[int, str], Segment]  # (block, language) -> segment


def _rows(article: Article, language: str, texts: Mapping[str, str]) -> tuple[_Segments, dict[str, Block]]:
    """The segments, in this language and in the source's, and the blocks that some texts are for: one query, and a
    second one for blocks that have no segment yet. Raises UnknownBlock.
    """
    wanted = {uuid: uuid_of(uuid) for uuid in texts}
    rows = Segment.objects.filter(
        block__article=article, block__uuid__in=wanted.values(), language__in={language, article.source_language}
    ).select_related("block")
    segments = {(row.block_id, row.language): row for row in rows}
    blocks = {str(row.block.uuid): row.block for row in segments.values()}
    if bare := [uuid for key, uuid in wanted.items() if str(uuid) not in blocks]:
        blocks |= {str(block.uuid): block for block in article.blocks.filter(uuid__in=bare)}
    for key, uuid in wanted.items():
        if str(uuid) not in blocks:
            raise UnknownBlock(key)
    return segments, {key: blocks[str(uuid)] for key, uuid in wanted.items()}


def uuid_of(text: str) -> UUID:
    """The id of a block as it came from outside. Raises UnknownBlock."""
    try:
        return UUID(text)
    except ValueError as error:
        raise UnknownBlock(text) from error


def _refuse_stale(
    changes: list[Change], segments: _Segments, article: Article, language: str, seen: Seen
) -> None:
    """Compare-and-swap: what the editor saw must be what stands there; a segment not there yet has revision 0."""
    asked = [(language, seen.own)]
    if language != article.source_language:
        asked.append((article.source_language, seen.source))
    for change in changes:
        for code, revs in asked:
            expected = revs.get(str(change.block.uuid))
            segment = segments.get((change.block.pk, code))
            if expected is not None and expected != (segment.rev if segment else 0):
                fresh = change.before.text if code == language else change.block.plain(code)
                raise StaleText(str(change.block), fresh)


def _renew_track(article: Article, language: str, changes: list[Change], *, fresh: bool) -> None:
    """Other words than the approved ones are not ready; under a live edition they are a correction in the making."""
    title = next((change for change in changes if change.block.kind == BlockKind.TITLE), None)
    if title is not None:
        key = sort_key(title.after.text, language)[:400]
        Track.objects.update_or_create(article=article, language=language, defaults={"sort_key": key})
    elif fresh:
        Track.objects.get_or_create(article=article, language=language)
    if any(change.says_something_else for change in changes):
        workflow.step_back(article, language)


def _set_text(block: Block, language: str, text: str) -> Change | None:
    """Put a text into the row in memory; None where it stands already."""
    cleaned = gated(block, text)
    if cleaned == block.source(language):
        return None
    before = markup.parse(block.source(language))
    languages.write(block, "text", {language: cleaned})
    return Change(block, before, markup.parse(cleaned))


_RENEWED = [
    *("rev", "digest", "status", "folded", "translator", "reviewer"),
    *("based_on_language", "based_on_digest", "based_on_text"),
]


def _renew_segments(
    changes: list[Change], segments: _Segments, article: Article, language: str, by: User, manner: Manner
) -> None:
    """Next revision in any case; another text also loses its approval and remembers who wrote it and from what."""
    rows = []
    for change in changes:
        segment = segments.get((change.block.pk, language)) or Segment(block=change.block, language=language, rev=0)
        segment.rev += 1
        if change.says_something_else:
            segment.digest = digest(change.after.text)
            segment.folded = fold_key(change.after.text)
            segment.status = manner.status if change.after.text else Status.MISSING
            segment.translator, segment.reviewer = by, None
            if language != article.source_language:
                stamp_source(segment, change.block, article, seen=manner.sources.get(str(change.block.uuid)))
        rows.append(segment)
    Segment.objects.bulk_update([row for row in rows if row.pk], _RENEWED, batch_size=100)
    Segment.objects.bulk_create([row for row in rows if not row.pk])
    said = [row for row, change in zip(rows, changes, strict=True) if change.says_something_else]
    Contribution.objects.bulk_create(
        [Contribution(segment=row, user=by, approved=False) for row in said],
        update_conflicts=True,
        unique_fields=["segment", "user"],
        update_fields=["approved"],
    )


def _keep_translations(changes: list[Change], language: str) -> None:
    """A minor change of the source: translations of the old text stand beside the new one and keep their status."""
    old = {(c.block.pk, digest(c.before.text)): c.after.text for c in changes if c.after.text}
    blocks = [change.block for change in changes]
    kept = []
    for segment in Segment.objects.filter(block__in=blocks, based_on_language=language):
        text = old.get((segment.block_id, segment.based_on_digest))
        if text is not None:
            segment.based_on_digest, segment.based_on_text = digest(text), text
            kept.append(segment)
    Segment.objects.bulk_update(kept, ["based_on_digest", "based_on_text"], batch_size=100)


def stamp_source(segment: Segment, block: Block, article: Article, *, seen: str | None = None) -> None:
    """Remember on a translation the source text it stands beside (`seen`, or the present one); the caller saves."""
    source = block.plain(article.source_language) if seen is None else seen
    segment.based_on_language = article.source_language
    segment.based_on_digest, segment.based_on_text = digest(source), source
