"""Every address of the admin, asked for by everybody: who gets in, who is sent to log in, who is refused.

The addresses come from the site's own resolver, the answers from the tables below: an address without a row fails.
A superuser, who may enter everywhere, is no part of the matrix.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from newsroom.annotation.span import Span
from newsroom.audit.log import LogEntry
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.annotate import suggest_mentions
from newsroom.entities.entity import Entity
from newsroom.entities.membership import Membership
from newsroom.entities.name import Name
from newsroom.entities.participation import Participation
from newsroom.publishing.edition import Edition
from newsroom.publishing.publication import Publication
from newsroom.staff.user import User

REPORTERS = {"reporter"}
TRANSLATORS = {"translator-en", "translator-ru"}
EDITORS = {"editor", "publisher"}
MANAGERS = {"administrator"}
READERS = REPORTERS | TRANSLATORS | EDITORS | MANAGERS | {"annotator"}
GUEST = "guest"  # may log in, has no role
LOGGED_IN = READERS | {GUEST}
NOBODY: set[str] = set()
WRITERS = REPORTERS | TRANSLATORS | EDITORS


class Row(NamedTuple):
    """Who gets in, what they are answered, what the others are."""

    admitted: set[str]
    answer: int
    refused: int = 403


# Django's own addresses and ours that belong to no model or add to one.
SINGLE: dict[str, Row] = {
    "index": Row(LOGGED_IN, 200),
    "logout": Row(LOGGED_IN, 405),  # by POST only
    "password_change": Row(LOGGED_IN, 200),
    "password_change_done": Row(LOGGED_IN, 200),
    "autocomplete": Row(READERS, 200),
    "jsi18n": Row(LOGGED_IN, 200),
    "view_on_site": Row(LOGGED_IN, 404),  # nothing of the desk has a page of its own
    "app_list": Row(READERS, 200, refused=404),  # a list of nothing is no page
    "(?P<url>.*)$": Row(LOGGED_IN, 404),
    "newsroom_article_ingest": Row(REPORTERS | EDITORS, 200),
    "newsroom_article_repairs": Row(REPORTERS | EDITORS, 200),
    "newsroom_article_mentions": Row(READERS, 200),
    "newsroom_article_step": Row(LOGGED_IN, 405),  # by POST only
    "auth_user_password_change": Row(LOGGED_IN, 404),  # a password is set in the form of its person, by a verb
}

# Per model: who sees its list and its rows, who adds, who deletes.
MODELS: dict[str, tuple[set[str], set[str], set[str]]] = {
    "article": (READERS, NOBODY, NOBODY),
    "block": (READERS, NOBODY, NOBODY),
    "edition": (READERS, NOBODY, NOBODY),
    "publication": (READERS, NOBODY, NOBODY),
    "entity": (READERS, NOBODY, EDITORS),
    "person": (READERS, EDITORS, EDITORS),
    "organization": (READERS, EDITORS, EDITORS),
    "place": (READERS, EDITORS, EDITORS),
    "event": (READERS, EDITORS, EDITORS),
    "document": (READERS, EDITORS, EDITORS),
    "initiative": (READERS, EDITORS, EDITORS),
    "topic": (READERS, EDITORS, EDITORS),
    "name": (READERS, NOBODY, NOBODY),
    "membership": (READERS, NOBODY, NOBODY),
    "participation": (READERS, NOBODY, NOBODY),
    "logentry": (EDITORS | MANAGERS, NOBODY, NOBODY),
    "user": (MANAGERS, MANAGERS, NOBODY),
}

# Models with sheets: everybody who reads exports, editors import.
SHEETS = {
    *("person", "organization", "place", "event", "document", "initiative", "topic"),
    *("name", "membership", "participation"),
}

# Who may write by POST; the others are refused and nothing is written.
CHANGERS = {
    "article": REPORTERS | EDITORS,
    "block": WRITERS,
    **dict.fromkeys(
        ("entity", "person", "organization", "place", "event", "document", "initiative", "topic"), EDITORS
    ),
    "user": MANAGERS,
}


def expected() -> dict[str, Row]:
    """The whole table: address -> who gets in and with which answer."""
    table = dict(SINGLE)
    for model, (see, add, delete) in MODELS.items():
        table |= {
            f"newsroom_{model}_changelist": Row(see, 200),
            f"newsroom_{model}_add": Row(add, 200),
            f"newsroom_{model}_change": Row(see, 200),
            f"newsroom_{model}_delete": Row(delete, 200),
            f"newsroom_{model}_history": Row(see, 302),  # leads to the log of the desk
            f"newsroom/{model}/<path:object_id>/": Row(LOGGED_IN, 302),  # leads to .../change/
        }
    for model in SHEETS:
        table |= {
            f"newsroom_{model}_export": Row(READERS, 200),
            f"newsroom_{model}_import": Row(EDITORS, 200),
            f"newsroom_{model}_process_import": Row(LOGGED_IN, 405),  # by POST only
        }
    return table


def addresses_of(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    """Each address by its name, a nameless one by its route."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            yield from addresses_of(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or route


ADDRESSES = list(addresses_of(admin.site.urls[0]))


def sample_of(model: str) -> int:
    """A row of each table that stands in the told demo."""
    if model in {"article", "block", "edition", "publication", "logentry", "name", "membership"}:
        table = {
            "article": Article, "block": Block, "edition": Edition, "publication": Publication,
            "logentry": LogEntry, "name": Name, "membership": Membership,
        }[model]  # fmt: skip
        return int(table.objects.order_by("pk").values_list("pk", flat=True)[0])
    if model == "participation":
        ends = {"event": Entity.objects.of_kind("event")[0], "entity": Entity.objects.of_kind("person")[0]}
        return int(Participation.objects.get_or_create(**ends)[0].pk)
    if model == "user":
        return User.objects.get(username="translator-en").pk
    kinds = {} if model == "entity" else {"kind": model}
    row = Entity.objects.filter(**kinds).order_by("pk").first()
    return row.pk if row else Entity.objects.create(name_en=f"A {model}", **kinds).pk


def path_of(address: str, article: Article) -> str:
    """A real path for an address."""
    kwargs: dict[str, dict[str, Any]] = {
        "view_on_site": {"content_type_id": ContentType.objects.get_for_model(Article).pk, "object_id": article.pk},
        "app_list": {"app_label": "newsroom"},
        "newsroom_article_repairs": {"pk": article.pk},
        "newsroom_article_mentions": {"pk": article.pk, "language": "fa"},
        "newsroom_article_step": {"pk": article.pk, "language": "fa", "step": "publish"},
        "auth_user_password_change": {"id": sample_of("user")},
    }
    if address == "(?P<url>.*)$":
        return reverse("admin:index") + "no/such/page/"
    if address == "autocomplete":
        query = "?app_label=newsroom&model_name=article&field_name=about&term=Putin"
        return reverse("admin:autocomplete") + query
    if address.startswith("newsroom/"):
        model = address.split("/")[1]
        return reverse(f"admin:newsroom_{model}_changelist") + f"{sample_of(model)}/"
    app, _, rest = address.partition("_")
    model, _, page = rest.partition("_")
    if app == "newsroom" and page in {"change", "delete", "history"}:
        return reverse(f"admin:{address}", args=[sample_of(model)])
    return reverse(f"admin:{address}", kwargs=kwargs.get(address))


@pytest.fixture
def guest(db: None) -> User:
    """Somebody with an account of the staff and no role."""
    return User.objects.create(username=GUEST, is_staff=True)


def test_every_address_of_the_admin_has_its_row() -> None:
    assert set(ADDRESSES) == {*expected(), "login"}
    assert len(ADDRESSES) == len(set(ADDRESSES))


@pytest.mark.parametrize("who", sorted(LOGGED_IN))
def test_each_gets_in_where_they_may_and_nowhere_else(
    summit: Article, staff: dict[str, User], guest: User, client: Client, who: str
) -> None:
    client.force_login({**staff, GUEST: guest}[who])
    client.raise_request_exception = False
    wrong = []
    for address, row in expected().items():
        path = path_of(address, summit)
        wanted = row.answer if who in row.admitted else row.refused
        found = client.get(path).status_code
        if found != wanted:
            wrong.append(f"{path}: {found} instead of {wanted}")
    assert not wrong, "\n".join(wrong)


def test_a_stranger_is_sent_to_log_in_wherever_they_knock(summit: Article, client: Client) -> None:
    login = reverse("admin:login")
    for address in expected():
        path = path_of(address, summit)
        for response in (client.get(path), client.post(path)):
            assert response.status_code == 302, path
            leads_to = reverse("admin:index") if address == "logout" else f"{login}?next="
            assert response.headers["Location"].startswith(leads_to), path
    assert client.get(login).status_code == 200


def test_somebody_without_the_staff_mark_is_a_stranger(summit: Article, client: Client, db: None) -> None:
    client.force_login(User.objects.create(username="reader", is_staff=False))
    assert client.get(path_of("newsroom_article_changelist", summit)).status_code == 302


def test_who_left_the_newsroom_is_a_stranger(summit: Article, staff: dict[str, User], client: Client) -> None:
    client.force_login(staff["publisher"])
    User.objects.filter(username="publisher").update(is_active=False)
    assert client.get(path_of("newsroom_article_changelist", summit)).status_code == 302


@pytest.mark.parametrize("who", sorted(LOGGED_IN))
def test_a_post_of_somebody_who_may_not_write_is_refused(
    summit: Article, staff: dict[str, User], guest: User, client: Client, who: str
) -> None:
    client.force_login({**staff, GUEST: guest}[who])
    before, wrong = LogEntry.objects.count(), []
    for model, (_see, add, delete) in MODELS.items():
        for page, allowed in (("add", add), ("change", CHANGERS.get(model, NOBODY)), ("delete", delete)):
            path = path_of(f"newsroom_{model}_{page}", summit)
            if who not in allowed and (found := client.post(path, {"post": "yes"}).status_code) != 403:
                wrong.append(f"POST {path}: {found}")
    assert not wrong, "\n".join(wrong)
    assert LogEntry.objects.count() == before


@pytest.mark.parametrize("model", sorted(SHEETS))
def test_only_editors_import_a_sheet_and_only_readers_export_one(
    staff: dict[str, User], guest: User, client: Client, model: str
) -> None:
    for who in sorted(LOGGED_IN):
        client.force_login({**staff, GUEST: guest}[who])
        pages = {"import": (EDITORS, 200), "process_import": (EDITORS, 302), "export": (READERS, 200)}
        for page, (admitted, answer) in pages.items():
            found = client.post(reverse(f"admin:newsroom_{model}_{page}"), {"seal": "x"}).status_code
            assert found == (answer if who in admitted else 403), (who, page)


STEPS = {
    "suggest": WRITERS | {"annotator"},
    "approve": EDITORS,
    "publish": {"publisher"},
}


@pytest.mark.parametrize("step", sorted(STEPS))
@pytest.mark.parametrize("who", sorted(LOGGED_IN))
def test_each_step_is_for_its_roles_only(
    summit: Article, staff: dict[str, User], guest: User, client: Client, who: str, step: str
) -> None:
    client.force_login({**staff, GUEST: guest}[who])
    path = reverse("admin:newsroom_article_step", args=[summit.pk, "ru", step])
    assert client.post(path).status_code == (302 if who in STEPS[step] else 403)


@pytest.mark.parametrize("wrong", [("fa", "burn"), ("de", "publish")])
def test_an_unknown_step_or_language_is_no_page(
    summit: Article, staff: dict[str, User], client: Client, wrong: tuple[str, str]
) -> None:
    client.force_login(staff["publisher"])
    assert client.post(reverse("admin:newsroom_article_step", args=[summit.pk, *wrong])).status_code == 404


def test_a_mention_of_a_language_that_the_site_has_not_is_no_page(
    summit: Article, staff: dict[str, User], client: Client
) -> None:
    client.force_login(staff["publisher"])
    assert client.get(reverse("admin:newsroom_article_mentions", args=[summit.pk, "de"])).status_code == 404


@pytest.mark.parametrize("who", sorted(READERS))
def test_only_annotators_and_editors_decide_on_suggestions(
    raw: Article, staff: dict[str, User], client: Client, who: str
) -> None:
    suggest_mentions(raw, language="fa", by=staff["annotator"])
    span = Span.objects.of_article(raw.pk, "fa").suggested().first()
    assert span is not None
    client.force_login(staff[who])
    path = reverse("admin:newsroom_article_mentions", args=[raw.pk, "fa"])
    decides = who in EDITORS | {"annotator"}
    assert (b'name="accept"' in client.get(path).content) == decides
    assert client.post(path, {"span": str(span.uuid), "accept": "1"}).status_code == (302 if decides else 403)
    span.refresh_from_db()
    assert span.state == ("accepted" if decides else "suggested")


def test_a_reporter_repairs_only_what_they_brought_in(
    raw: Article, staff: dict[str, User], client: Client
) -> None:
    Article.objects.filter(pk=raw.pk).update(created_by=staff["editor"])
    client.force_login(staff["reporter"])
    path = reverse("admin:newsroom_article_repairs", args=[raw.pk])
    assert client.get(path).status_code == 403
    assert client.post(path, {"accept_all": "1"}).status_code == 403
    assert client.post(reverse("admin:newsroom_article_change", args=[raw.pk]), {}).status_code == 403


def test_a_request_without_the_csrf_token_changes_nothing(summit: Article, staff: dict[str, User]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff["publisher"])
    before = LogEntry.objects.count()
    path = reverse("admin:newsroom_article_step", args=[summit.pk, "fa", "suggest"])
    assert client.post(path).status_code == 403
    assert LogEntry.objects.count() == before


def test_the_command_line_account_cannot_log_in(db: None, client: Client) -> None:
    account = User.objects.get(username="command-line")
    assert not account.is_staff
    assert not account.has_usable_password()


def test_a_superuser_is_for_installation_and_gets_in_everywhere(summit: Article, client: Client) -> None:
    call_command("createsuperuser", username="root", email="root@example.org", interactive=False, verbosity=0)
    client.force_login(User.objects.get(username="root"))
    client.raise_request_exception = False
    assert client.get(path_of("newsroom_user_changelist", summit)).status_code == 200
    assert client.get(path_of("newsroom_article_change", summit)).status_code == 200
