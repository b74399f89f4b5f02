"""`manage.py rescan_archive`: search all articles for names again. What is up to date is skipped; it can be stopped."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from collections import Counter
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from newsroom.base import languages
from newsroom.desk import rescan
from newsroom.desk.errors import DeskError
from newsroom.desk.staff import member

WHY = {
    "never": "never searched", "words": "words changed", "names": "names changed", "again": "searched once more",
    "": "up to date",
}  # fmt: skip


class Command(BaseCommand):
    help = "Search the archive for names, text by text. Stop it with Ctrl+C; the next run goes on where it was."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--language", choices=languages.codes(), default="", help="Default: all.")
        parser.add_argument("--since", type=dt.date.fromisoformat, help="Only articles made since a day: 2024-10-08.")
        parser.add_argument("--limit", type=int, default=0, help="Search at most so many texts.")
        parser.add_argument("--again", action="store_true", help="Search also what did not change since its search.")
        parser.add_argument("--dry-run", action="store_true", help="Count what would be searched, write nothing.")
        parser.add_argument("--by", default="command-line", help="Username of the member of staff who acts.")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = rescan.Wanted(options["language"], options["since"], options["again"])
        self.told = Told(rescan.count(wanted), terminal=self.stdout.isatty())
        try:
            self._search(wanted, options)
        except DeskError as refusal:
            raise CommandError(str(refusal)) from refusal
        except KeyboardInterrupt:
            self.stdout.write(f"\nStopped. {self.told.summary()} Run it again to go on.")
            raise SystemExit(130) from None
        self.stdout.write(("\r" if self.told.terminal else "") + self.told.summary())

    def _search(self, wanted: rescan.Wanted, options: dict[str, Any]) -> None:
        by = None if options["dry_run"] else member(options["by"])
        for text in rescan.texts(wanted):
            if text.why and options["limit"] and self.told.searched == options["limit"]:
                return
            found = rescan.rescan(text, by=by) if text.why and by else 0
            self.told.add(text.why, found)
            if line := self.told.line():
                self.stdout.write(line, ending="" if self.told.terminal else "\n")
                self.stdout.flush()


class Told:
    """What was done so far, for the one who waits: a line that is written over on a terminal, else one now and then."""

    def __init__(self, total: int, *, terminal: bool) -> None:
        self.total, self.terminal = total, terminal
        self.why: Counter[str] = Counter()
        self.found = self.gone = 0
        self.begun = self.last = monotonic()

    @property
    def searched(self) -> int:
        return sum(self.why.values()) - self.why[""]

    def add(self, why: str, found: int | None) -> None:
        self.why[why] += 1
        self.found += found or 0
        self.gone += found is None

    def line(self) -> str:
        """How far it is and how long it will take; "" when that was said less than a moment ago."""
        now = monotonic()
        if now - self.last < (0.2 if self.terminal else 10):
            return ""
        self.last = now
        done = sum(self.why.values())
        rate = done / (now - self.begun)
        left = dt.timedelta(seconds=round((self.total - done) / rate))
        said = f"{done:,} of {self.total:,} texts, {rate:.1f} a second, {left} left, {self.found:,} new suggestions"
        return f"\r{said:<100}" if self.terminal else said

    def summary(self) -> str:
        reasons = ", ".join(f"{number:,} {WHY[why]}" for why, number in self.why.items() if number)
        gone = f" {self.gone} were taken away meanwhile." if self.gone else ""
        return f"{sum(self.why.values()):,} of {self.total:,} texts: {reasons or 'none'}; {self.found:,} new.{gone}"
