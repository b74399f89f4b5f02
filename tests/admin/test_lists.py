"""What the lists of the desk have in common: moments, directions and names, each as its editor reads them."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import translation

from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.desk.entities import save_entity
from newsroom.entities.entity import Entity
from newsroom.staff.user import User
from tests.admin.editing import Seat

OURS = [model for model in admin.site._registry if model._meta.app_label == "newsroom"]


def moments_of(model: type[models.Model]) -> list[str]:
    """The columns of a model's list that hold moments."""
    found = []
    for name in admin.site._registry[model].list_display:
        try:
            (field,) = get_fields_from_path(model, str(name))
        except FieldDoesNotExist:
            continue
        if isinstance(field, models.DateTimeField):
            found.append(field.name)
    return found


def listed(client: Client, model: type[models.Model]) -> str:
    return client.get(reverse(f"admin:newsroom_{model._meta.model_name}_changelist")).content.decode()


def reading(desk: Seat, who: str, language: str) -> Client:
    client = desk(who)
    User.objects.filter(username=who).update(interface_language=language)
    return client


@pytest.mark.parametrize("model", [model for model in OURS if moments_of(model)])
@pytest.mark.parametrize("language", languages.codes())
def test_a_moment_in_a_list_is_the_newsrooms_in_the_editors_calendar(
    summit: Article, desk: Seat, model: type[models.Model], language: str
) -> None:
    html = listed(reading(desk, "administrator" if model is User else "publisher", language), model)
    for name in moments_of(model):
        cells = re.findall(rf'<t[dh] class="field-{name}[^"]*">(.*?)</t[dh]>', html)
        filled = [cell for cell in cells if re.search(r"\d", cell)]
        assert filled
        assert all("<time datetime=" in cell for cell in filled)
        if language == "fa":
            assert not [cell for cell in filled if re.search("[0-9]", re.sub("<[^>]*>", "", cell))]


def test_a_day_begins_when_the_newsrooms_does(summit: Article, desk: Seat) -> None:
    """By its days the log is leafed through: half past eight in the evening of London is already tomorrow's."""
    assert settings.EDITORIAL_TIME_ZONE == "Asia/Tehran"
    late = LogEntry(verb="assign", object_kind="article", object_id="x", seq=1, digest="0" * 64)
    late.at = dt.datetime(2026, 3, 1, 20, 45, tzinfo=dt.UTC)
    late.save(force_insert=True)
    path = reverse("admin:newsroom_logentry_changelist")
    for day, there in ((1, False), (2, True)):
        page = desk("publisher").get(path, {"at__year": "2026", "at__month": "3", "at__day": str(day)})
        assert (late in page.context["cl"].result_list) is there


@pytest.mark.parametrize("language", languages.codes())
def test_a_title_keeps_its_own_direction_in_the_list_of_editions(summit: Article, desk: Seat, language: str) -> None:
    html = listed(reading(desk, "publisher", language), next(one for one in OURS if one.__name__ == "Edition"))
    titles = re.findall(r'class="field-headline"><a [^>]*><span lang="(\w+)" dir="(\w+)">', html)
    assert {code for code, _direction in titles} == set(languages.codes())
    assert all(direction == languages.direction(code) for code, direction in titles)


@pytest.mark.parametrize(
    ("language", "name"), [("fa", "سرگئی لاوروف"), ("en", "Sergey Lavrov"), ("ru", "Сергей Лавров")]
)
def test_a_person_is_called_by_their_name_in_the_editors_language(
    summit: Article, desk: Seat, language: str, name: str
) -> None:
    lavrov = Entity.objects.get(name_en="Sergey Lavrov")
    page = reading(desk, "publisher", language).get(reverse("admin:newsroom_person_change", args=[lavrov.pk]))
    crumbs = re.search(r'<div class="breadcrumbs">.*?</div>', page.content.decode(), re.DOTALL)
    assert crumbs
    assert name in crumbs[0]


def test_who_has_no_name_in_the_editors_language_is_called_by_another(db: None) -> None:
    entity = Entity(kind="person", name_ru="Иван Петров")
    with translation.override("en"):
        assert str(entity) == "Иван Петров"


def test_the_log_calls_an_entity_the_same_whoever_acts(staff: dict[str, User]) -> None:
    lavrov = Entity.objects.get(name_en="Sergey Lavrov")
    for language in ("en", "ru", "fa"):
        with translation.override(language):
            lavrov.classification = language
            save_entity(lavrov, changed=["classification"], by=staff["editor"])
    labels = LogEntry.objects.filter(object_id=str(lavrov.uuid)).values_list("object_label", flat=True)
    assert set(labels) == {"سرگئی لاوروف"}
