"""A sheet between its preview and its confirmation: kept for an hour in a private folder, given out once.

The name of the file is drawn at random and travels, signed, with the person, the kind of sheet, the digest of the bytes
and the fingerprint of what was previewed: nobody confirms another person's sheet, other bytes or another plan.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from django.conf import settings
from django.core import signing

SALT = "newsroom.exchange.waiting"
LIFETIME = 3600  # seconds


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sheet that waits: whose it is, what it is, and what its preview said."""

    user: int
    model: str
    file_name: str
    digest: str
    token: str = ""
    fingerprint: str = ""

    def seal(self) -> str:
        """What the page of the preview carries."""
        return signing.dumps(asdict(self), salt=SALT, compress=True)


def keep(data: bytes, *, user: int, model: str, file_name: str) -> Waiting:
    """Keep the bytes of a sheet; sheets that nobody confirmed are removed by the way."""
    folder = _folder()
    sweep()
    token = secrets.token_hex(16)
    descriptor = os.open(folder / token, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    return Waiting(user, model, file_name, hashlib.sha256(data).hexdigest(), token)


def unseal(seal: str, *, user: int, model: str) -> Waiting | None:
    """The sheet that a page carries, None when the seal is too old, not ours, or another person's or kind's."""
    try:
        waiting = Waiting(**signing.loads(seal, salt=SALT, max_age=LIFETIME))
    except (signing.BadSignature, TypeError):
        return None
    return waiting if (waiting.user, waiting.model) == (user, model) else None


def take(waiting: Waiting) -> bytes | None:
    """The bytes, given out once: None when they were taken before, are too old, or are not the previewed ones."""
    path = _folder() / waiting.token
    taken = path.with_suffix(".taken")
    try:
        path.rename(taken)  # only one of two confirmations at once succeeds
    except FileNotFoundError:
        return None
    data = taken.read_bytes()
    taken.unlink()
    return data if hashlib.sha256(data).hexdigest() == waiting.digest else None


def previewed(waiting: Waiting, fingerprint: str) -> Waiting:
    """The same sheet with what its preview said."""
    return replace(waiting, fingerprint=fingerprint)


def sweep() -> None:
    """Remove what waits longer than an hour."""
    for path in _folder().iterdir():
        with suppress(FileNotFoundError):  # another server sweeps too
            if path.stat().st_mtime < time.time() - LIFETIME:
                path.unlink()


def _folder() -> Path:
    folder = Path(settings.IMPORT_FOLDER)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
