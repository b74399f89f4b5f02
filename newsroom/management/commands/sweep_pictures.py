"""`manage.py sweep_pictures`: remove the files that an interrupted upload left; safe at any time."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from newsroom.desk.pictures import sweep


class Command(BaseCommand):
    help = "Remove folders of pictures that no image and no edition knows."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{sweep()} folders removed")
