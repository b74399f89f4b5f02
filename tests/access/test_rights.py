"""Rights at single doors: steps, suggestions, repairs, forged requests, and the two accounts that are no people."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from newsroom.annotation.span import Span
from newsroom.audit.log import LogEntry
from newsroom.content.article import Article
from newsroom.content.repair import Repair
from newsroom.desk.annotate import suggest_mentions
from newsroom.staff.user import User
from tests.access.paths import path_of
from tests.access.table import DESK, EDITORS, GUEST, LOGGED_IN, REPORTERS

STEPS = {
    "suggest": DESK - {"translator-en"},
    "submit": REPORTERS | EDITORS | {"translator-ru"},
    "approve": EDITORS,
    "publish": {"publisher"},
}


@pytest.mark.parametrize("who", sorted(LOGGED_IN))
def test_each_step_is_for_its_roles_only(summit: Article, at_desk: Callable[[str], Client], who: str) -> None:
    client = at_desk(who)
    hidden = 404 if who == "translator-en" else 403  # Russian is not given to him
    for step, allowed in STEPS.items():
        path = reverse("admin:newsroom_article_step", args=[summit.pk, "ru", step])
        assert client.post(path).status_code == (302 if who in allowed else hidden), step


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
    assert client.get(reverse("admin:newsroom_article_annotate", args=[summit.pk, "de"])).status_code == 404


def test_only_annotators_and_editors_decide_on_suggestions(
    raw: Article, staff: dict[str, User], at_desk: Callable[[str], Client]
) -> None:
    suggest_mentions(raw, language="fa", by=staff["annotator"])
    path = reverse("admin:newsroom_article_annotate", args=[raw.pk, "fa"])
    refused = {"reporter": 403, "translator-en": 404, "administrator": 403, GUEST: 403}
    for who, answer in {**refused, "annotator": 302, "editor": 302, "publisher": 302}.items():
        span = Span.objects.of_article(raw.pk, "fa").suggested()[0]
        client = at_desk(who)
        assert (b'value="accept"' in client.get(path).content) == (answer == 302), who
        chosen = {"do": "decide", f"decision-{span.uuid}": "accept", f"seen-{span.uuid}": span.exact}
        assert client.post(path, chosen).status_code == answer, who
        span.refresh_from_db()
        assert span.state == ("accepted" if answer == 302 else "suggested"), who


def test_a_reporter_repairs_only_what_they_brought_in(
    raw: Article, staff: dict[str, User], client: Client
) -> None:
    Article.objects.filter(pk=raw.pk).update(created_by=staff["editor"])
    client.force_login(staff["reporter"])
    path = reverse("admin:newsroom_article_repairs", args=[raw.pk])
    assert client.get(path).status_code == 404
    assert client.post(path, {"accept_all": "1"}).status_code == 404
    assert Repair.objects.open().filter(block__article=raw).exists()


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
