"""The pages of people, places and the others as an editor fills them in and sends them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.entities.entity import Entity
from tests.admin.forms import filled_in

NAME_FA, NAME_EN, NAME_RU = languages.columns("name")
SADYR = {NAME_FA: "نورلان عیسی‌بک‌اف", NAME_EN: "Nurlan Isabekov", NAME_RU: "Нурлан Исабеков", "matching": "always"}


def add_page(model: str = "person") -> str:
    return reverse(f"admin:newsroom_{model}_add")


def add(desk: Client, values: dict[str, Any], model: str = "person") -> HttpResponse:
    """Fill in the empty form and send it."""
    return desk.post(add_page(model), filled_in(desk.get(add_page(model))) | values)


def change(desk: Client, entity: Entity, values: dict[str, Any]) -> HttpResponse:
    page = reverse(f"admin:newsroom_{entity.kind}_change", args=[entity.pk])
    return desk.post(page, filled_in(desk.get(page)) | values)


def delete(desk: Client, entity: Entity) -> HttpResponse:
    page = reverse(f"admin:newsroom_{entity.kind}_delete", args=[entity.pk])
    return desk.post(page, {"post": "yes"}, follow=True)


def known(name: str, kind: str = "person") -> Entity:
    return Entity.objects.get(kind=kind, **{NAME_EN: name})


def added() -> Entity:
    return Entity.objects.get(**{NAME_EN: SADYR[NAME_EN]})


def verbs_on(entity: Entity) -> list[str]:
    return list(LogEntry.objects.about("entity", str(entity.uuid)).values_list("verb", flat=True))
