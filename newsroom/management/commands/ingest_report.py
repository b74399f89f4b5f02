"""`manage.py ingest_report FILE`: read a raw report and make an article of it; --dry-run shows what it would become."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom.base import languages
from newsroom.desk.errors import DeskError
from newsroom.desk.ingest import IngestPlan, ingest, plan_ingest
from newsroom.desk.staff import member


class Command(BaseCommand):
    help = "Make an article of a raw report."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--language", choices=languages.codes(), help="Default: found from the letters.")
        parser.add_argument("--dry-run", action="store_true", help="Show the blocks and repairs, write nothing.")
        parser.add_argument("--again", action="store_true", help="Make another article from bytes already here.")
        parser.add_argument("--by", default="command-line", help="Username of the member of staff who acts.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            plan = plan_ingest(_read(options["file"]), language=options["language"], file_name=options["file"].name)
            self._show(plan, with_repairs=options["dry_run"])
            if options["dry_run"]:
                return
            article = ingest(plan, by=member(options["by"]), again=options["again"])
        except DeskError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(self.style.SUCCESS(f"Article {article.public_id}"))

    def _show(self, plan: IngestPlan, *, with_repairs: bool) -> None:
        for number, block in enumerate(plan.blocks, start=1):
            self.stdout.write(f"{number:3} {block.kind:10} {block.text[:70]}")
            for repair in block.repairs if with_repairs else ():
                self.stdout.write(f"{'':14} {repair.before} → {repair.after} ({repair.confidence})")
        for warning in plan.report.warnings:
            self.stdout.write(self.style.WARNING(f"line {warning.line}: {warning.message}"))
        self.stdout.write(f"{len(plan.blocks)} blocks, {plan.repair_count} repairs proposed, {plan.language}")


def _read(path: Path) -> bytes:
    """At most one byte more than the limit: the verb refuses the rest by its size. Raises CommandError."""
    try:
        with path.open("rb") as file:
            return file.read(settings.REPORT_MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
