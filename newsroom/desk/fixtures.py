"""Loading fixtures: one verb, one audit row that carries the file's digest; the same file twice changes nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.core.management import call_command
from django.db import transaction

from newsroom.audit.log import LogEntry
from newsroom.audit.verbs import Verb
from newsroom.desk import policy, record
from newsroom.desk.policy import Action
from newsroom.staff.user import User


@transaction.atomic
def load_fixture(path: Path, *, by: User) -> bool:
    """Load a JSON fixture unless this very file was loaded before. Returns whether it was loaded.

    Raises NotAllowed, and Django's DeserializationError naming the row.
    """
    policy.check(by, Action.LOAD_FIXTURES)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if LogEntry.objects.filter(verb=Verb.LOAD_FIXTURE, digest_after=digest).exists():
        return False
    call_command("loaddata", str(path), verbosity=0)
    record.log(Verb.LOAD_FIXTURE, by, by=by, after=digest, detail=path.name)
    return True
