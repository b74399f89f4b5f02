"""Composing: one save of the editor's page, whatever it changed: words, order, kinds, blocks added and removed.

The form says which revision it was drawn from. What others saved since is merged block by block and, within a block,
word by word (`text.composition`); where both changed the same words, nothing is written and Conflicts has all three
texts. An acknowledged edit is never lost. The annotations of removed blocks go with them and come back with the
revision that had them (`desk.restore`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import F

from newsroom.annotation.mention import Mention
from newsroom.annotation.note import Note
from newsroom.annotation.statement import Statement
from newsroom.audit.verbs import Verb
from newsroom.base import languages, rows
from newsroom.base.fields import GatedCharField
from newsroom.content.article import Article
from newsroom.content.block import Block, BlockKind
from newsroom.content.revision import Revision
from newsroom.desk import policy, record
from newsroom.desk.edit import Manner, Written, uuid_of, write
from newsroom.desk.errors import Conflicts, UnknownRevision
from newsroom.desk.policy import Action
from newsroom.desk.snapshot import renewed
from newsroom.localization.segment import Segment, Status
from newsroom.staff.user import User
from newsroom.text import markup
from newsroom.text.composition import Composition, Conflict, Part, Plan, Row, plan
from newsroom.text.document import ArticleDocument, BlockPart

__all__ = ["Composition", "Conflict", "Row", "Saved", "compose"]


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: the number of the revision that stands now, the blocks it changed, those it merged."""

    revision: int
    changed: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()


@transaction.atomic
def compose(article: Article, *, language: str, form: Composition, by: User) -> Saved:
    """Save an editor's form in one language; see Composition. Nothing changed: no revision, no row of the log.

    Raises NotAllowed, Trashed, UnknownRevision, Conflicts, UnknownBlock, BadText (`block_id`), ValidationError.
    """
    languages.check(language)
    article = record.locked(article)
    head = record.head(article)
    now = head.document
    base = now if form.revision == head.number else _document(article, form.revision)
    wanted = plan(form, base=base, now=now, language=language)
    _check_rights(article, wanted, language, by)
    if wanted.conflicts:
        raise Conflicts([_labelled(one, base, now) for one in wanted.conflicts], head.number)
    if not wanted.texts and not wanted.structural:
        return Saved(head.number)
    sources = {block.id: _plain(block, article.source_language) for block in base.blocks}
    manner = Manner(_status(article, language), sources=sources, minor=form.minor, repairs=head.has_open_repairs)
    if wanted.structural:
        changed = _restructure(article, wanted, base=now, language=language, by=by, manner=manner)
        document = None
    else:
        written = write(article, language=language, texts=wanted.texts, by=by, manner=manner)
        changed = _ids(written)
        blocks = [change.block for change in written.changes]
        document = renewed(now, blocks=blocks, spans=written.spans, language=language) if blocks else now
    if not changed and not wanted.structural:
        return Saved(head.number)
    why = GatedCharField(max_length=200).clean(form.why, None) if form.why else f"{language}: {len(changed)} blocks"
    revision = record.revise(article, by=by, summary=why, minor=form.minor, head=head.row, document=document)
    verb = Verb.EDIT if language == article.source_language else Verb.TRANSLATE
    detail = f"r{revision.number}: {len(changed)} blocks"
    record.log(verb, article, by=by, language=language, detail=detail, last=head.logged)
    return Saved(revision.number, changed, wanted.merged)


def _check_rights(article: Article, wanted: Plan, language: str, by: User) -> None:
    """Words need the right to write the language, the outline that to edit the source."""
    policy.check(by, policy.action_for_text(article, language), article=article, language=language)
    if wanted.structural:
        policy.check(by, Action.EDIT_SOURCE, article=article, language=article.source_language)


def _status(article: Article, language: str) -> Status:
    return Status.DRAFT if language == article.source_language else Status.TRANSLATED


def _document(article: Article, number: int) -> ArticleDocument:
    revision = Revision.objects.filter(article=article, number=number).first()
    if revision is None:
        raise UnknownRevision(number)
    return revision.document


def _labelled(conflict: Conflict, base: ArticleDocument, now: ArticleDocument) -> Conflict:
    """With the number and kind by which an editor knows the block."""
    numbered = [(number, block) for doc in (now, base) for number, block in enumerate(doc.blocks, start=1)]
    number, block = next((number, block) for number, block in numbered if block.id == conflict.id)
    return replace(conflict, label=f"{number}. {BlockKind(block.kind).label}")


def _plain(block: BlockPart, language: str) -> str:
    return markup.parse(block.text.get(language, "")).text


def _ids(written: Written) -> tuple[str, ...]:
    return tuple(str(change.block.uuid) for change in written.changes)


# --- the outline ------------------------------------------------------------------------------------------------------


def _restructure(
    article: Article, wanted: Plan, *, base: ArticleDocument, language: str, by: User, manner: Manner
) -> tuple[str, ...]:
    """Blocks in and out, words, order. Words leave a removed block before it goes, so that what is anchored in them can
    move to where they went.
    """
    _add_blocks(article, wanted)
    stale = _older_sources(article) if any(wanted.gone.values()) else {}
    texts = {**wanted.texts, **{one: "" for one in wanted.gone if _has(base, one, language)}}
    written = write(article, language=language, texts=texts, by=by, manner=manner)
    _merge_translations(article, wanted, base, language=language, by=by, stale=stale)
    Block.objects.filter(article=article, uuid__in=wanted.gone).delete()
    _drop_spanless(article)
    _arrange(article, wanted)
    Article.objects.filter(pk=article.pk).update(rev=F("rev") + 1)
    touched = {*_ids(written), *wanted.new} - set(wanted.gone)
    return tuple(one for one in wanted.order if one in touched)


def _add_blocks(article: Article, wanted: Plan) -> None:
    """New blocks, at the end for now. Raises UnknownBlock, ValidationError."""
    last = article.blocks.order_by("-position").values_list("position", flat=True).first() or 0
    for number, one in enumerate(wanted.new, start=1):
        part = wanted.parts[one]
        block = Block(uuid=uuid_of(one), article=article, position=last + number, **_columns(part))
        rows.check(block)
        block.save(force_insert=True)


def _columns(part: Part) -> dict[str, str]:
    return {"kind": part.kind, "only_language": part.only_language, "url": part.url}


def _has(document: ArticleDocument, one: str, language: str) -> bool:
    return any(block.id == one and block.text.get(language) for block in document.blocks)


_Stale = Mapping[tuple[str, str], str]  # (language, block) -> the older source text that a translation was made from


def _older_sources(article: Article) -> _Stale:
    rows = Segment.objects.filter(block__article=article).outdated().select_related("block")
    return {(row.language, str(row.block.uuid)): row.based_on_text for row in rows}


def _merge_translations(
    article: Article, wanted: Plan, base: ArticleDocument, *, language: str, by: User, stale: _Stale
) -> None:
    """Where a block was merged into its neighbour, its words in the other languages follow it. What was made from an
    older source stays so.
    """
    texts = {block.id: block.text for block in base.blocks}
    for code in languages.codes():
        joined: dict[str, str] = {}
        older: dict[str, str] = {}
        for one, into in wanted.gone.items():
            tail = texts.get(one, {}).get(code, "")
            if code == language or not into or not tail or into in wanted.gone:
                continue
            head = joined.get(into, texts.get(into, {}).get(code, ""))
            joined |= {into: f"{head} {tail}".strip(), one: ""}
            if source := stale.get((code, into)) or stale.get((code, one)):
                older[into] = source
        if joined:
            manner = Manner(_status(article, code), sources=older)
            write(article, language=code, texts=joined, by=by, manner=manner)


def _drop_spanless(article: Article) -> None:
    """An annotation whose every place went with its block; the revision before this one still has it."""
    for owners in (Mention.objects, Statement.objects, Note.objects.told()):
        owners.filter(article=article, spans=None).delete()


def _arrange(article: Article, wanted: Plan) -> None:
    """Kinds, languages, addresses, and dense positions; by way of negative ones, so that no two ever meet."""
    blocks = {str(block.uuid): block for block in article.blocks.all()}
    changed, moved = [], []
    for position, one in enumerate(wanted.order, start=1):
        block, columns = blocks[one], _columns(wanted.parts[one])
        if any(getattr(block, name) != value for name, value in columns.items()):
            for name, value in columns.items():
                setattr(block, name, value)
            rows.check(block)
            changed.append(block)
        if block.position != position:
            block.position = -position
            moved.append(block)
    Block.objects.bulk_update(moved, ["position"], batch_size=200)
    Block.objects.bulk_update(changed, ["kind", "only_language", "url"], batch_size=200)
    article.blocks.filter(position__lt=0).update(position=-F("position"))
