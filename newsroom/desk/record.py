"""What every verb leaves behind: one row in the log and, where words or annotations changed, one revision."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Exists, Max, Subquery
from django.utils import timezone, translation

from newsroom.audit.log import LogEntry
from newsroom.audit.verbs import Verb
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.repair import Repair
from newsroom.content.revision import Revision
from newsroom.desk.errors import Trashed
from newsroom.desk.snapshot import document_of
from newsroom.staff.user import User
from newsroom.text.document import ArticleDocument


def log(
    verb: Verb,
    row: Any,
    *,
    by: User | None,
    language: str = "",
    digests: tuple[str, str] = ("", ""),
    detail: str = "",
    last: Link | None = None,
) -> LogEntry:
    """Write the audit row of one verb on `row`; call it inside the verb's transaction, with `row` locked.

    `digests`: of the object before and after. `last`: the end of the row's chain, where the verb knows it already.
    """
    identity = _identity(row)
    end: Link | LogEntry | None = last or LogEntry.objects.about(*identity).last()
    entry = LogEntry(
        who=by,
        verb=verb,
        object_kind=identity[0],
        object_id=identity[1],
        object_label=_label(row)[:200],
        seq=end.seq + 1 if end else 1,
        language=language,
        digest_before=digests[0],
        digest_after=digests[1],
        detail=detail[:300],
        at=timezone.now(),
        previous_digest=end.digest if end else "",
    )
    entry.digest = entry.computed_digest()
    entry.save(force_insert=True)
    return entry


def revise(
    article: Article,
    *,
    by: User | None,
    summary: str,
    minor: bool = False,
    head: Revision | None = None,
    document: ArticleDocument | None = None,
) -> Revision:
    """Keep the whole article as it is now as its next revision.

    A verb that knows the last revision (`head`) and what the article says now (`document`) spares reading them again.
    """
    last = head.number if head else article.revisions.aggregate(last=Max("number"))["last"] or 0
    return Revision.objects.create(
        article=article,
        number=last + 1,
        compressed=Revision.compress(document or document_of(article)),
        by=by,
        at=timezone.now(),
        summary=summary[:200],
        minor=minor,
    )


class Link(NamedTuple):
    """The end of a row's chain in the log."""

    seq: int
    digest: str


@dataclass(frozen=True)
class Head:
    """Where an article stands: its last revision, the end of its log, and whether open repairs wait in it."""

    row: Revision
    has_open_repairs: bool
    logged: Link | None

    @property
    def number(self) -> int:
        return self.row.number

    @cached_property
    def document(self) -> ArticleDocument:
        """What the article says now: every verb that changes it leaves a revision."""
        return self.row.document


def head(article: Article) -> Head:
    """The last revision of an article, which is locked, in one query."""
    waiting = Repair.objects.open().order_by().filter(block__article=article)
    log = LogEntry.objects.about(*_identity(article)).order_by("-seq")
    row = article.revisions.annotate(
        waits=Exists(waiting), seq=Subquery(log.values("seq")[:1]), digest=Subquery(log.values("digest")[:1])
    ).order_by("-number")[0]
    return Head(row, row.waits, Link(row.seq, row.digest) if row.seq else None)


def locked(article: Article, *, in_trash: bool = False) -> Article:
    """The article's row, held until the end of the transaction, so that verbs on one article follow each other.

    Nothing but taking it out again (`in_trash`) is done to an article in the trash: raises Trashed.
    """
    row = Article.objects.select_for_update().get(pk=article.pk)
    if (row.trashed_at is not None) != in_trash:
        raise Trashed(row.public_id, in_trash=not in_trash)
    return row


def lock(row: Any) -> None:
    """Hold the row of an entity or a user until the end of the transaction; a new row needs no lock."""
    table = row._meta.concrete_model._default_manager
    list(table.select_for_update().filter(pk=row.pk).values_list("pk"))


def _label(row: Any) -> str:
    """An article by its id: its headline is a draft's text, and the log is read by those who may not read drafts.

    Anything else in the site's first language, whoever acts: a row of the log is the same row to everybody.
    """
    if isinstance(row, Article):
        return str(row.public_id)
    with translation.override(languages.codes()[0]):
        return str(row)


def _identity(row: Any) -> tuple[str, str]:
    """Proxies log as their table: a Person and the Entity behind it are one object."""
    return row._meta.concrete_model._meta.model_name, str(getattr(row, "uuid", row.pk))
