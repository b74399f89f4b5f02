"""Notes: fact checks, correction proposals, questions and comments, tied to the words that they are about."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.annotation.note import Note, NoteKind
from newsroom.annotation.span import Span
from newsroom.audit.verbs import Verb
from newsroom.base import languages, rows
from newsroom.content.article import Article
from newsroom.desk import policy, record
from newsroom.desk.errors import Incomplete
from newsroom.desk.policy import Action
from newsroom.desk.selection import Selection, checked, span_at
from newsroom.staff.user import User


@dataclass(frozen=True, slots=True)
class Noted:
    """What the desk says of some words: `claim` is what they claim, `finding` what is known, each per language.

    An `identity` is given when the note was known elsewhere before.
    """

    at: Sequence[Selection]
    kind: str = NoteKind.FACT_CHECK
    claim: Mapping[str, str] = field(default_factory=dict)
    finding: Mapping[str, str] = field(default_factory=dict)
    certainty: str = ""
    sources: Sequence[str] = ()
    public: bool = False
    identity: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def add_notes(article: Article, *, noted: Sequence[Noted], by: User) -> list[Note]:
    """Put each note on its words; an identity that is there already is left alone.

    Returns the new ones. Raises NotAllowed, Incomplete (no words, a public note that finds nothing), UnknownBlock,
    StaleSpan, ValidationError: then none is added.
    """
    policy.check(by, Action.ANNOTATE, article=article)
    article = record.locked(article)
    known = set(Note.objects.filter(uuid__in=[one.identity for one in noted]).values_list("uuid", flat=True))
    fresh = {one.identity: one for one in noted if one.identity not in known}
    added = [_add(article, one, by) for one in fresh.values()]
    if added:
        record.revise(article, by=by, summary=f"{len(added)} notes")
        record.log(Verb.ADD_NOTE, article, by=by, detail=", ".join(str(one.uuid) for one in added))
    return added


def _add(article: Article, noted: Noted, by: User) -> Note:
    if not noted.at or (noted.public and not any(noted.finding.values())):
        raise Incomplete(_("A note has words that it is about, and a public one says what was found."))
    texts = [checked(article, one) for one in noted.at]
    note = Note(
        article=article,
        uuid=noted.identity,
        kind=noted.kind,
        certainty=noted.certainty,
        sources="\n".join(noted.sources),
        public=noted.public,
        by=by,
        at=timezone.now(),
    )
    languages.write(note, "claim", noted.claim)
    languages.write(note, "finding", noted.finding)
    rows.check(note)
    note.save(force_insert=True)
    Span.objects.bulk_create(span_at(one, text, {"note": note}) for one, text in zip(noted.at, texts, strict=True))
    return note
