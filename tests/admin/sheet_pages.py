"""The pages that sheets go in and out by, as an editor uses them: a file chosen, a preview read and confirmed."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.admin.models import LogEntry as DjangoLogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.entities.entity import Entity
from newsroom.entities.name_key import NameKey
from tests.exchange.sheets import as_csv

NAME_FA, NAME_EN, NAME_RU = languages.columns("name")


def page(model: str, name: str) -> str:
    return reverse(f"admin:newsroom_{model}_{name}")


def upload(desk: Client, data: bytes, model: str = "person", name: str = "people.csv") -> Any:
    return desk.post(page(model, "import"), {"import_file": SimpleUploadedFile(name, data)})


def confirm(desk: Client, seen: HttpResponse, model: str = "person") -> Any:
    """Press the button of the preview."""
    found = re.search(r'name="seal" value="([^"]+)"', seen.content.decode())
    assert found, "the preview can be confirmed"
    return desk.post(page(model, "process_import"), {"seal": found[1], "confirm": "1"}, follow=True)


def can_be_confirmed(seen: HttpResponse) -> bool:
    return 'name="seal"' in seen.content.decode()


def tables() -> tuple[int, ...]:
    return Entity.objects.count(), NameKey.objects.count(), LogEntry.objects.count(), DjangoLogEntry.objects.count()


def cells_of(html: str) -> list[list[str]]:
    """The texts of the rows of the table of the page."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", html.partition("<tbody>")[2], re.DOTALL)
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)] for row in rows]


def edited(person: Entity, **columns: str) -> bytes:
    return as_csv([{"public_id": person.public_id, **columns}])


def people(count: int = 1000) -> list[dict[str, Any]]:
    return [
        {
            "public_id": "",
            NAME_FA: f"گلنارا قره‌باغی {n}",
            NAME_EN: f"Gulnara Qarabaghi {n}",
            NAME_RU: "" if n % 2 else f"Гульнара Карабаги {n}",
            "start": f"19{n % 90 + 10}",
            "end": "",
            "matching": "",
            "wikidata": f"Q{90_000_000 + n}" if n % 3 == 0 else "",
        }
        for n in range(count)
    ]
