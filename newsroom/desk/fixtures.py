"""Loading fixtures: one verb, one audit row that carries the file's digest; the same file twice changes nothing."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from django.core.management import call_command
from django.db import transaction

from newsroom.audit.log import LogEntry
from newsroom.audit.verbs import Verb
from newsroom.desk import policy, record
from newsroom.desk.errors import NotEntities
from newsroom.desk.policy import Action
from newsroom.staff.user import User

MODELS = {"newsroom.entity", "newsroom.name", "newsroom.membership", "newsroom.participation"}


@transaction.atomic
def load_fixture(path: Path, *, by: User) -> bool:
    """Load a JSON fixture of entities unless the last load of this name was this very file; returns whether it did.

    Raises NotAllowed, NotEntities, and Django's DeserializationError naming the row.
    """
    policy.check(by, Action.LOAD_FIXTURES)
    data = path.read_bytes()
    if strangers := {row["model"] for row in json.loads(data)} - MODELS:
        raise NotEntities(sorted(strangers))
    digest = hashlib.sha256(data).hexdigest()
    last = LogEntry.objects.filter(verb=Verb.LOAD_FIXTURE, detail=path.name).order_by("-pk").first()
    if last is not None and last.digest_after == digest:
        return False
    call_command("loaddata", str(path), verbosity=0)
    record.log(Verb.LOAD_FIXTURE, by, by=by, digests=("", digest), detail=path.name)
    return True
