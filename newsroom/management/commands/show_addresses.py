"""`manage.py show_addresses`: where the site answers and who can log in; printed by `make run`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any
from urllib.parse import unquote

from django.core.management.base import BaseCommand

from newsroom.base import languages
from newsroom.desk.demo import STAFF
from newsroom.management.commands.demo import passwords
from newsroom.publishing.publication import Publication


class Command(BaseCommand):
    help = "Print the addresses of the site and the demo's logins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", default="8000")

    def handle(self, *args: Any, **options: Any) -> None:
        root = f"http://{options['host']}:{options['port']}"
        self.stdout.write("\nGozaresh is here:")
        for code in languages.codes():
            self.stdout.write(f"  {languages.own_name(code):10} {root}/{code}/")
        for publication in Publication.objects.live().order_by("pk"):
            self.stdout.write(f"  {'report':10} {root}{unquote(publication.path)}")
        self.stdout.write(f"  {'the desk':10} {root}/admin/\n\nDemo logins:")
        known = passwords()
        for person in STAFF:
            login = f"{person.username:15} {known[person.username]:14}"
            self.stdout.write(f"  {login} {person.first_name} {person.last_name}, {person.role}")
        self.stdout.write("\nStop with Ctrl+C.\n")
