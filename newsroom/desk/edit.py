"""Editing words: the one path by which the text of a block changes, whoever changes it.

A change of text moves the annotations along (`annotation.anchoring`), renews the segment's digest and leaves one
revision, all in the verb's transaction. Repairs, translations and the admin's forms come through here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from newsroom.annotation import carry
from newsroom.audit.verbs import Verb
from newsroom.base import languages, rows
from newsroom.base.refusals import explain
from newsroom.content.article import Article
from newsroom.content.block import LONGEST_BLOCK, Block, digest
from newsroom.content.track import State, Track
from newsroom.desk import policy, record
from newsroom.desk.errors import BadText, StaleText, UnknownBlock
from newsroom.desk.policy import Action
from newsroom.entities.entity import Entity
from newsroom.localization.contribution import Contribution
from newsroom.localization.segment import Segment, Status
from newsroom.staff.user import User
from newsroom.text import gate, markup


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
    languages.check(language)
    blocks = {str(block.uuid): block for block in article.blocks.all()}
    changes = []
    for uuid, text in texts.items():
        if uuid not in blocks:
            raise UnknownBlock(uuid)
        if (change := _set_text(blocks[uuid], language, text)) is not None:
            changes.append(change)
    segments = _segments(changes, article, language)
    if seen is not None:
        _refuse_stale(changes, segments, article, language, seen)
    carry.along([(c.block, c.before.text, c.after.text) for c in changes], language)
    for change in changes:
        _renew_segment(change, segments.get((change.block.pk, language)), article, language, by, status)
    if changes:
        _step_back(article, language, changes)
    return changes


def gated(block: Block, text: str) -> str:
    """`text` as it may enter a block: one line, safe characters, markup that parses; raises BadText."""
    label = str(block)
    if len(text) > LONGEST_BLOCK:
        raise BadText(label, _("a block has at most %(limit)s letters") % {"limit": LONGEST_BLOCK})
    try:
        cleaned = gate.clean(text.strip(), field=label)
        inline = markup.parse(cleaned)
    except ValueError as error:
        raise BadText(label, explain(error)) from error
    if inline.refused:
        raise BadText(label, _("a link may not lead to %(address)s") % {"address": inline.refused[0]})
    return cleaned


def links(inline: markup.Inline) -> list[tuple[int, int, str]]:
    """Where the links of a text stand and where they lead."""
    return [(one.start, one.end, one.href) for one in inline.ranges if one.kind == "link"]


def described(changes: list[Change]) -> str:
    """A log line's detail: how many blocks, never their words."""
    return f"{len(changes)} blocks"


_Segments = dict[tuple[int, str], Segment]  # (block, language) -> segment


def _segments(changes: list[Change], article: Article, language: str) -> _Segments:
    """The segments of the changed blocks in this language and in the source's."""
    rows = Segment.objects.filter(
        block__in=[change.block for change in changes], language__in={language, article.source_language}
    )
    return {(row.block_id, row.language): row for row in rows}


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


AFTER_AN_EDIT = {State.READY: State.DRAFT, State.PUBLISHED: State.CORRECTING}


def _step_back(article: Article, language: str, changes: list[Change]) -> None:
    """Other words than the approved ones are not ready; under a live edition they are a correction in the making."""
    track, _created = Track.objects.get_or_create(article=article, language=language)
    if track.state in AFTER_AN_EDIT and any(change.says_something_else for change in changes):
        track.state = AFTER_AN_EDIT[State(track.state)]
        track.save(update_fields=["state"])


def _set_text(block: Block, language: str, text: str) -> Change | None:
    cleaned = gated(block, text)
    if cleaned == block.source(language):
        return None
    before = markup.parse(block.source(language))
    columns = languages.write(block, "text", {language: cleaned})
    block.save(update_fields=columns)
    return Change(block, before, markup.parse(cleaned))


def _renew_segment(
    change: Change, segment: Segment | None, article: Article, language: str, by: User, status: Status
) -> None:
    """Next revision in any case; another text also loses its approval and remembers who wrote it and from what."""
    segment = segment or Segment(block=change.block, language=language, rev=0)
    segment.rev += 1
    if change.says_something_else:
        segment.digest = digest(change.after.text)
        segment.status = status if change.after.text else Status.MISSING
        segment.translator, segment.reviewer = by, None
        if language != article.source_language:
            stamp_source(segment, change.block, article)
    segment.save()
    if change.says_something_else:
        Contribution.objects.update_or_create(segment=segment, user=by, defaults={"approved": False})


def stamp_source(segment: Segment, block: Block, article: Article) -> None:
    """Remember on a translation the source text it stands beside now; the caller saves."""
    source = block.plain(article.source_language)
    segment.based_on_language = article.source_language
    segment.based_on_digest, segment.based_on_text = digest(source), source
