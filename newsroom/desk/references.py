"""References: every column of every table that names an entity, and what becomes of it when the entity is merged.

The tables are found by introspection (`naming_columns`), what becomes of each stands here; a test fails when a column
has no entry. Frozen texts (revisions, editions, the log) name entities by their public id and are no references: they
keep their words, and `entities.merged` or a Card says who stands for the old id.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.base import languages
from newsroom.entities.entity import Entity


@dataclass(frozen=True, slots=True)
class Reference:
    """One column that is re-pointed by a merge.

    Attributes:
        label: what its rows are called, in the plural.
        same: the columns that, with the entity, make a row say what another says already: it is then folded into that
            one. None: every row says something of its own.
        other: a column of the row that must not name the same entity: such a row has lost its meaning and goes.
    """

    label: Any
    same: tuple[str, ...] | None = None
    other: str = ""


_TENURE = ("kind", *languages.columns("role", "note"), "start", "end", "source", "disputed")

# "table.column" -> what to do; in this order. Mentions come first and are folded by their places (desk/folding.py).
MOVED: dict[str, Reference] = {
    "mention.entity": Reference(_("mentions")),
    "speaker.entity": Reference(_("statements as speaker"), same=("statement_id",)),
    "refusal.entity": Reference(_("rejected suggestions"), same=("article_id", "language", "context")),
    "statement.event": Reference(_("statements made there")),
    "article_about.entity": Reference(_("articles about it"), same=("article_id",)),
    "credit.entity": Reference(_("credits"), same=("article_id", "role", "language")),
    "asset_places.entity": Reference(_("maps that show it"), same=("asset_id",)),
    "asset.hub": Reference(_("maps that are tied to it")),
    "membership.member": Reference(
        _("offices and memberships"), same=("organization_id", *_TENURE), other="organization_id"
    ),
    "membership.organization": Reference(_("members"), same=("member_id", *_TENURE), other="member_id"),
    "participation.event": Reference(_("participants"), same=("entity_id", "capacity"), other="entity_id"),
    "participation.entity": Reference(_("participations"), same=("event_id", "capacity"), other="event_id"),
    "participation.on_behalf_of": Reference(_("participations on its behalf")),
    "entity.part_of": Reference(_("parts of it")),
    "entity.place": Reference(_("what is located there")),
    "entity.merged_into": Reference(_("entities merged into it before")),
    "name.entity": Reference(_("other names"), same=("language", "text")),
}
# What stays as it is, and why.
STAYS: dict[str, str] = {
    "namekey.entity": "derived from the names and written again",
    "entitymerge.kept": "history: says what was merged at the time",
    "entitymerge.merged": "history: says what was merged at the time",
    "distinct.first": "said of the entity as it was; a merged one is suggested to nobody",
    "distinct.second": "said of the entity as it was; a merged one is suggested to nobody",
}


def naming_columns() -> Iterator[str]:
    """"table.column" of every foreign key to an entity, those of many-to-many tables included."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy:
            continue
        for field in model._meta.concrete_fields:
            remote = field.related_model
            if isinstance(remote, type) and remote._meta.concrete_model is Entity:
                yield f"{model._meta.model_name}.{field.name}"


def table_of(name: str) -> tuple[type[models.Model], str]:
    """The model and the name of the column behind "table.column" or "table"."""
    table, _dot, column = name.partition(".")
    return apps.get_model("newsroom", table), column
