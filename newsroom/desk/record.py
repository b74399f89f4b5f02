"""What every verb leaves behind: one row in the log and, where words or annotations changed, one revision."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.utils import timezone

from newsroom.audit.log import LogEntry
from newsroom.audit.verbs import Verb
from newsroom.content.article import Article
from newsroom.content.revision import Revision
from newsroom.desk.snapshot import document_of
from newsroom.staff.user import User


def log(
    verb: Verb, row: Any, *, by: User | None, language: str = "", before: str = "", after: str = "", detail: str = ""
) -> LogEntry:
    """Write the audit row of one verb on `row`; call it inside the verb's transaction, with `row` locked."""
    identity = _identity(row)
    last = LogEntry.objects.about(*identity).last()
    entry = LogEntry(
        who=by,
        verb=verb,
        object_kind=identity[0],
        object_id=identity[1],
        object_label=str(row)[:200],
        seq=last.seq + 1 if last else 1,
        language=language,
        digest_before=before,
        digest_after=after,
        detail=detail[:300],
        at=timezone.now(),
        previous_digest=last.digest if last else "",
    )
    entry.digest = entry.computed_digest()
    entry.save(force_insert=True)
    return entry


def revise(article: Article, *, by: User | None, summary: str) -> Revision:
    """Keep the whole article as it is now as its next revision."""
    number = (article.revisions.aggregate(last=Max("number"))["last"] or 0) + 1
    return Revision.objects.create(
        article=article,
        number=number,
        compressed=Revision.compress(document_of(article)),
        by=by,
        at=timezone.now(),
        summary=summary[:200],
    )


def locked(article: Article) -> Article:
    """The article's row, held until the end of the transaction, so that verbs on one article follow each other."""
    return Article.objects.select_for_update().get(pk=article.pk)


def lock(row: Any) -> None:
    """Hold the row of an entity or a user until the end of the transaction; a new row needs no lock."""
    table = row._meta.concrete_model._default_manager
    list(table.select_for_update().filter(pk=row.pk).values_list("pk"))


def _identity(row: Any) -> tuple[str, str]:
    """Proxies log as their table: a Person and the Entity behind it are one object."""
    return row._meta.concrete_model._meta.model_name, str(getattr(row, "uuid", row.pk))
