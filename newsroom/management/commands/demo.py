"""`manage.py demo`: tell the demo story through the desk's verbs, with progress; a second run changes nothing."""

from __future__ import annotations

import json
import secrets
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from newsroom.desk.demo import STAFF, Story

LOGINS = settings.VAR / "demo-logins.json"


class Command(BaseCommand):
    help = "Load the demo report and publish it in every language."

    def handle(self, *args: Any, **options: Any) -> None:
        story = Story(
            seeds=settings.BASE_DIR / "seeds", fixtures=settings.BASE_DIR / "fixtures", passwords=passwords()
        )
        if story.told():
            self.stdout.write("The demo is already here; nothing was changed.")
            return
        steps = list(story.steps())
        begun = time.monotonic()
        for number, (name, do) in enumerate(steps, start=1):
            self.stdout.write(f"[{number:2}/{len(steps)}] {name:12} ", ending="")
            self.stdout.flush()
            done = do()
            self.stdout.write(f"{done} ({time.monotonic() - begun:.1f} s)")


def passwords() -> dict[str, str]:
    """One password per demo login, drawn once per installation and kept beside its database, readable by its owner."""
    if not LOGINS.exists():
        LOGINS.touch(mode=0o600)
        drawn = {person.username: secrets.token_urlsafe(9) for person in STAFF}
        LOGINS.write_text(json.dumps(drawn, indent=1), encoding="utf-8")
    known: dict[str, str] = json.loads(LOGINS.read_text(encoding="utf-8"))
    return known
