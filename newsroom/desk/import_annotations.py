"""Bringing in annotations that were exported here or made elsewhere: one import, one transaction, one audit row."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from newsroom.annotation.mention import Mention
from newsroom.annotation.note import Note, NoteKind
from newsroom.annotation.span import Span
from newsroom.audit.verbs import Verb
from newsroom.content.article import Article
from newsroom.desk import policy, record
from newsroom.desk.annotation_plan import ImportReport, Incoming, Result, plan
from newsroom.desk.errors import StaleImport
from newsroom.desk.imported_rows import Planned
from newsroom.desk.policy import Action
from newsroom.staff.user import User

BATCH = 500


@transaction.atomic
def import_annotations(
    article: Article, *, incoming: Sequence[Incoming], by: User, dry_run: bool = False, expected: str = ""
) -> ImportReport:
    """Take each annotation whose words stand in the article, and say of each what became of it.

    One that is here already is left alone. With `dry_run` the report is made and nothing is written; `expected` is the
    fingerprint of the report that somebody agreed to.
    Raises NotAllowed, Trashed, StaleImport when the plan is another one by now: then nothing is written.
    """
    policy.check(by, Action.ANNOTATE, article=article)
    article = record.locked(article)
    report = plan(article, incoming, by)
    if dry_run:
        return report
    if expected and report.fingerprint() != expected:
        raise StaleImport(article.public_id)
    planned = [one.planned for one in report.outcomes if one.planned]
    if not planned:
        return report
    _write(planned)
    if any(one.is_decided and _is_told(one) for one in planned):
        record.revise(article, by=by, summary=f"{len(planned)} annotations imported")
    said = ", ".join(f"{report.count(result)} {result}" for result in Result)
    record.log(Verb.IMPORT_ANNOTATIONS, article, by=by, digests=("", report.fingerprint()), detail=said)
    return report


def _is_told(one: Planned) -> bool:
    """Whether documents hold an annotation of this kind."""
    return not isinstance(one.owner, Note) or one.owner.kind == NoteKind.FACT_CHECK


def _write(planned: Sequence[Planned]) -> None:
    """The owners, then what belongs to them; a mention has no column that a language has."""
    mentions = [one.owner for one in planned if isinstance(one.owner, Mention)]
    Mention.objects.bulk_create(mentions, batch_size=BATCH)
    for one in planned:
        if not isinstance(one.owner, Mention):
            one.owner.save(force_insert=True)
        for speaker in one.speakers:
            speaker.save(force_insert=True)
    Span.objects.bulk_create([span for one in planned for span in one.spans], batch_size=BATCH)
