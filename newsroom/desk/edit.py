"""Editing words: the one path by which the text of a block changes, whoever changes it.

A change of text moves the annotations along (`annotation.anchoring`), renews the segment's digest and leaves one
revision, all in the verb's transaction. Repairs, translations and the admin's forms come through here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from newsroom.annotation import carry
from newsroom.audit.verbs import Verb
from newsroom.base import languages, rows
from newsroom.base.refusals import explain
from newsroom.content.article import Article
from newsroom.content.block import Block, digest
from newsroom.desk import policy, record
from newsroom.desk.errors import BadText, StaleText, UnknownBlock
from newsroom.desk.policy import Action
from newsroom.entities.entity import Entity
from newsroom.localization.segment import Segment, Status
from newsroom.staff.user import User
from newsroom.text import gate, markup


@dataclass(frozen=True, slots=True)
class Change:
    """One block's text before and after, in plain text."""

    block: Block
    before: str
    after: str


@transaction.atomic
def edit_texts(
    article: Article,
    *,
    language: str,
    texts: Mapping[str, str],
    by: User,
    revs: Mapping[str, int] | None = None,
    summary: str = "",
) -> list[Change]:
    """Set the text of some blocks in one language, as their author or translator.

    `texts` maps a block's uuid to inline Markdown; `revs` maps it to the segment revision the editor started from, and
    a text saved since by somebody else is refused. Returns what really changed; nothing changed means no audit row.
    Raises NotAllowed, UnknownBlock, BadText, StaleText.
    """
    action = policy.action_for_text(article, language)
    policy.check(by, action, article=article, language=language)
    article = record.locked(article)
    status = Status.DRAFT if language == article.source_language else Status.TRANSLATED
    changes = write_texts(article, language=language, texts=texts, by=by, status=status, revs=revs or {})
    if changes:
        record.revise(article, by=by, summary=summary or f"edit {language}")
        record.log(Verb.EDIT, article, by=by, language=language, detail=described(changes))
    return changes


@transaction.atomic
def edit_article(
    article: Article, *, changed: Sequence[str], about: Iterable[Entity] | None = None, by: User
) -> Article:
    """Write the `changed` columns of an article's description (source, place, genre, slugs) and what it is about.

    Raises NotAllowed, ValidationError naming the field.
    """
    policy.check(by, Action.EDIT_SOURCE, article=article, language=article.source_language)
    record.locked(article)
    rows.check(article)
    columns = [name for name in changed if name != "about"]
    if columns:
        article.save(update_fields=columns)
    if about is not None:
        article.about.set(about)
    if changed:
        record.revise(article, by=by, summary="edit the description")
        record.log(Verb.EDIT_ARTICLE, article, by=by, detail=", ".join(changed))
    return article


def write_texts(
    article: Article,
    *,
    language: str,
    texts: Mapping[str, str],
    by: User | None,
    status: Status,
    revs: Mapping[str, int] | None = None,
) -> list[Change]:
    """The step inside a verb's transaction that changes words: columns, annotations, segments. Same errors as
    edit_texts.
    """
    languages.check(language)
    blocks = {str(block.uuid): block for block in article.blocks.filter(uuid__in=list(texts))}
    segments = {s.block_id: s for s in Segment.objects.filter(block__in=blocks.values(), language=language)}
    changes = []
    for uuid, text in texts.items():
        if uuid not in blocks:
            raise UnknownBlock(uuid)
        block = blocks[uuid]
        _refuse_stale(block, segments.get(block.pk), language, (revs or {}).get(uuid))
        if (change := _set_text(block, language, text)) is not None:
            changes.append(change)
    carry.spans_along([(c.block, c.before, c.after) for c in changes], language)
    for change in changes:
        _renew_segment(change, segments.get(change.block.pk), article, language, by, status)
    return changes


def gated(block: Block, text: str) -> str:
    """`text` as it may enter a block: one line, safe characters, markup that parses; raises BadText."""
    label = str(block)
    try:
        cleaned = gate.clean(text.strip(), field=label)
        inline = markup.parse(cleaned)
    except ValueError as error:
        raise BadText(label, explain(error)) from error
    if inline.refused:
        raise BadText(label, _("a link may not lead to %(address)s") % {"address": inline.refused[0]})
    return cleaned


def described(changes: list[Change]) -> str:
    """A log line's detail: how many blocks, never their words."""
    return f"{len(changes)} blocks"


def _refuse_stale(block: Block, segment: Segment | None, language: str, rev: int | None) -> None:
    if rev is not None and segment is not None and segment.rev != rev:
        raise StaleText(str(block), block.source(language))


def _set_text(block: Block, language: str, text: str) -> Change | None:
    cleaned = gated(block, text)
    if cleaned == block.source(language):
        return None
    before = block.plain(language)
    columns = languages.write(block, "text", {language: cleaned})
    block.save(update_fields=columns)
    return Change(block, before, markup.parse(cleaned).text)


def _renew_segment(
    change: Change, segment: Segment | None, article: Article, language: str, by: User | None, status: Status
) -> None:
    """New digest, next revision, status of fresh work; a translation remembers the source it was made from."""
    segment = segment or Segment(block=change.block, language=language, rev=0)
    if segment.digest == digest(change.after) and segment.pk:
        return  # inline markup alone: the words, their status and their approval stand
    segment.rev += 1
    segment.digest = digest(change.after)
    segment.status = status if change.after else Status.MISSING
    segment.translator, segment.reviewer = by, None
    if language != article.source_language:
        source = change.block.plain(article.source_language)
        segment.based_on_language = article.source_language
        segment.based_on_digest, segment.based_on_text = digest(source), source
    segment.save()
