"""Every address that the project answers, by its name, and a real path for each of the admin's."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from newsroom.audit.log import LogEntry
from newsroom.content.article import Article
from newsroom.content.asset import Asset
from newsroom.content.block import Block
from newsroom.entities.entity import Entity
from newsroom.entities.membership import Membership
from newsroom.entities.name import Name
from newsroom.entities.participation import Participation
from newsroom.publishing.edition import Edition
from newsroom.publishing.publication import Publication
from newsroom.staff.user import User
from tests.access.table import IN_A_LANGUAGE

TABLES: dict[str, Any] = {
    "article": Article,
    "asset": Asset,
    "edition": Edition,
    "publication": Publication,
    "logentry": LogEntry,
    "name": Name,
    "membership": Membership,
}
MORE: dict[str, dict[str, Any]] = {
    "compare": {},
    "restore": {"number": 1},
    "step": {"step": "suggest"},
    "annotation": {"uuid": UUID(int=0)},
}


def addresses_of(patterns: list[Any], space: str = "", prefix: str = "") -> Iterator[str]:
    """Each address by its name within its namespace, a nameless one by its route within the admin."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses_of(pattern.url_patterns, inner, route)
        elif isinstance(pattern, URLPattern):
            yield space + (pattern.name or route.removeprefix("admin/"))


@cache
def every_address() -> tuple[str, ...]:
    return tuple(addresses_of(get_resolver().url_patterns))


def in_space(space: str) -> set[str]:
    """The addresses of one namespace, "" for those of none, without its name."""
    if not space:
        return {name for name in every_address() if ":" not in name}
    return {name.removeprefix(f"{space}:") for name in every_address() if name.startswith(f"{space}:")}


def sample_of(model: str) -> int:
    """A row of each table that stands in the told demo."""
    if model == "block":  # of the report that all of the desk reads
        return int(Block.objects.filter(article__source_language="fa").order_by("pk").values_list("pk", flat=True)[0])
    if model in TABLES:
        return int(TABLES[model].objects.order_by("pk").values_list("pk", flat=True)[0])
    if model == "participation":
        ends = {"event": Entity.objects.of_kind("event")[0], "entity": Entity.objects.of_kind("person")[0]}
        return int(Participation.objects.get_or_create(**ends)[0].pk)
    if model == "user":
        return User.objects.get(username="translator-en").pk
    kinds = {} if model == "entity" else {"kind": model}
    row = Entity.objects.filter(**kinds).order_by("pk").first()
    return row.pk if row else Entity.objects.create(name_en=f"A {model}", **kinds).pk


def path_of(address: str, article: Article, language: str = "ru") -> str:
    """A real path for an address of the admin; `article` for those of one."""
    kwargs: dict[str, dict[str, Any]] = {
        "view_on_site": {"content_type_id": ContentType.objects.get_for_model(Article).pk, "object_id": article.pk},
        "app_list": {"app_label": "newsroom"},
        "auth_user_password_change": {"id": sample_of("user")},
        "newsroom_user_sessions": {"pk": sample_of("user")},
        "newsroom_entity_undo_merge": {"pk": 1},
    }
    if address in kwargs:
        return reverse(f"admin:{address}", kwargs=kwargs[address])
    if address in AFTER:
        page, rest = AFTER[address]
        return reverse(f"admin:{page}") + rest
    if address.startswith("newsroom/"):
        model = address.split("/")[1]
        return reverse(f"admin:newsroom_{model}_changelist") + f"{sample_of(model)}/"
    _app, _, rest = address.partition("_")
    model, _, page = rest.partition("_")
    if model == "article" and (page in IN_A_LANGUAGE or page in OF_ONE_ARTICLE):
        return _of_an_article(address, page, article, language)
    try:
        return reverse(f"admin:{address}")
    except NoReverseMatch:  # an address of one row
        return reverse(f"admin:{address}", args=[sample_of(model)])


AFTER = {  # address -> another of the admin and what follows it
    "(?P<url>.*)$": ("index", "no/such/page/"),
    "autocomplete": ("autocomplete", "?app_label=newsroom&model_name=article&field_name=about&term=Putin"),
    "newsroom_article_links": ("newsroom_article_links", "?language=en&q=Putin"),
}
OF_ONE_ARTICLE = {"repairs", "images", "compare", "restore", "duplicate", "trash", "untrash", "history", "change"} | {
    "annotations",
    "annotation",
    "import_annotations",
}


def _of_an_article(address: str, page: str, article: Article, language: str) -> str:
    key = "object_id" if page in {"history", "change"} else "pk"
    kwargs = {key: article.pk, **MORE.get(page, {})}
    if page in IN_A_LANGUAGE:
        kwargs["language"] = language
    query = "?old=1&new=2" if page == "compare" else ""
    return reverse(f"admin:{address}", kwargs=kwargs) + query
