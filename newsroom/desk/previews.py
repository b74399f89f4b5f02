"""Previews: an article as it would be published, frozen the way publishing freezes it, and nothing written.

A shared link is signed, ends by itself, and is bound to one revision in one language: what its reader sees does not
change under them. Changing settings.PREVIEW_KEY ends all links at once.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.audit.verbs import Verb
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import BlockKind
from newsroom.content.revision import Revision
from newsroom.desk import policy, readiness, record
from newsroom.desk.errors import PreviewEnded, UnknownRevision
from newsroom.desk.facts import frozen
from newsroom.desk.policy import Action
from newsroom.desk.snapshot import document_of
from newsroom.publishing.edition import Edition
from newsroom.staff.user import User
from newsroom.text.document import ArticleDocument, BlockPart


@dataclass(frozen=True, slots=True)
class Sketch:
    """What would be published: the document, the number of its edition, and what still stands in the way."""

    document: ArticleDocument
    language: str
    number: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """A link for somebody outside."""

    token: str
    until: dt.datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link leads to."""

    revision: Revision
    language: str
    until: dt.datetime


def sketch(article: Article, *, language: str, revision: Revision | None = None) -> Sketch:
    """The article in a language as an edition would hold it, as it is now or as a revision has it; writes nothing.

    A text without a title gets a word in its place; an annotation of what no longer exists is left out.
    """
    document = revision.document if revision else document_of(article)
    last = Edition.objects.of(article.public_id, language).values_list("number", flat=True).first()
    return Sketch(
        document=_with_a_title(_drawable(frozen(document, language), language), language),
        language=language,
        number=(last or 0) + 1,
        missing=tuple(readiness.problems(article, language, approved=True)) if revision is None else (),
    )


@transaction.atomic
def share_preview(article: Article, *, language: str, revision: Revision, by: User) -> Shared:
    """Make a link with which anybody reads this revision in this language for settings.PREVIEW_MAX_AGE.

    Raises NotAllowed, and UnknownRevision for another article's.
    """
    article = record.locked(article)
    policy.check(by, Action.PREVIEW, article=article, language=languages.check(language))
    if revision.article_id != article.pk:
        raise UnknownRevision(revision.number)
    until = timezone.now() + settings.PREVIEW_MAX_AGE
    said = {"a": str(article.uuid), "r": revision.number, "l": language, "u": int(until.timestamp())}
    record.log(
        Verb.SHARE_PREVIEW,
        article,
        by=by,
        language=language,
        detail=f"r{revision.number} {until.isoformat(timespec='minutes')}",
    )
    return Shared(signing.dumps(said, salt=_salt()), until)


def open_preview(token: str) -> Opened:
    """What a link leads to. Raises PreviewEnded where it is too old, and UnknownPreview where it is none of ours."""
    try:
        said = signing.loads(token, salt=_salt(), max_age=settings.PREVIEW_MAX_AGE)
    except signing.SignatureExpired as expired:
        raise PreviewEnded from expired
    until = dt.datetime.fromtimestamp(said["u"], tz=dt.UTC)
    rows = Revision.objects.filter(article__uuid=said["a"], number=said["r"], article__trashed_at=None)
    revision = rows.select_related("article").first()
    if revision is None or until < timezone.now():
        raise PreviewEnded
    return Opened(revision, languages.check(said["l"]), until)


def _salt() -> str:
    return f"newsroom.preview.{settings.PREVIEW_KEY}"


def _with_a_title(document: ArticleDocument, language: str) -> ArticleDocument:
    if document.words(BlockKind.TITLE, language):
        return document
    title = BlockPart(id="untitled", kind=BlockKind.TITLE, text={language: _("No title yet")})
    return replace(document, blocks=(title, *(one for one in document.blocks if one.kind != BlockKind.TITLE)))


def _drawable(document: ArticleDocument, language: str) -> ArticleDocument:
    """Without what publishing would have refused: names of nobody, checks without a finding."""
    known = document.entities
    return replace(
        document,
        about=tuple(one for one in document.about if one in known),
        mentions=tuple(one for one in document.mentions if one.entity in known),
        statements=tuple(
            replace(one, speakers=tuple(speaker for speaker in one.speakers if speaker.entity in known))
            for one in document.statements
        ),
        notes=tuple(one for one in document.notes if one.finding.get(language)),
    )
