"""What readers see of a merge: the old address leads on, the kept page has what was said under either name."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.test import Client

from newsroom.annotation.mention import Mention
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.desk.entities import save_entity
from newsroom.desk.merging import merge, undo_merge
from newsroom.desk.restore import restore
from newsroom.desk.snapshot import document_of
from newsroom.entities.entity import Entity
from newsroom.publishing.card import Card
from newsroom.staff.user import User
from tests.desk.doubles import NAME_EN


def pages_of(client: Client, entity: Entity, language: str = "en") -> Any:
    return client.get(f"/{language}/people/{entity.public_id}/x/", follow=True)


def _anchors(html: str) -> set[str]:
    return {part.split('"')[0] for part in html.split("#s-")[1:]}


def test_the_old_address_leads_to_the_kept_page_which_has_what_old_editions_said(
    aliyev: Entity, double: Entity, settled: Article, staff: dict[str, User], client: Client
) -> None:
    told = pages_of(client, aliyev).content.decode()
    quotes = [line for line in told.splitlines() if "#s-" in line]
    assert quotes
    row = merge(aliyev, into=double, by=staff["editor"])
    for code in languages.codes():
        page = pages_of(client, aliyev, code)
        assert page.redirect_chain[0][1] == 301
        assert double.public_id in page.redirect_chain[-1][0]
        assert page.status_code == 200
    now = pages_of(client, aliyev).content.decode()
    assert "Ilham Əliyev" in now
    assert all(f"#s-{anchor}" in now for anchor in _anchors(told))
    undo_merge(row, by=staff["editor"])
    assert pages_of(client, aliyev).content.decode() == told
    assert pages_of(client, double).status_code == 404


def test_an_event_lists_who_spoke_under_the_kept_name(
    aliyev: Entity, double: Entity, settled: Article, staff: dict[str, User], client: Client
) -> None:
    event = Entity.objects.get(kind="event", public_id__in=settled.about.values("public_id"))
    address = f"/en/events/{event.public_id}/"
    before = client.get(address, follow=True).content.decode()
    merge(aliyev, into=double, by=staff["editor"])
    after = client.get(address, follow=True).content.decode()
    assert _anchors(after) == _anchors(before)
    assert "Ilham Əliyev" in after
    assert aliyev.public_id not in after


def test_a_merged_event_keeps_its_statements_on_the_page_of_the_other(
    settled: Article, staff: dict[str, User], client: Client
) -> None:
    event = Entity.objects.get(kind="event", public_id__in=settled.about.values("public_id"))
    before = _anchors(client.get(f"/en/events/{event.public_id}/", follow=True).content.decode())
    twin = save_entity(Entity(kind="event", **{NAME_EN: "The same summit"}), changed=[], by=staff["editor"])
    merge(event, into=twin, by=staff["editor"])
    page = client.get(f"/en/events/{event.public_id}/", follow=True)
    assert page.redirect_chain
    assert _anchors(page.content.decode()) == before


def test_the_api_sends_the_old_id_on_and_finds_what_it_said(
    aliyev: Entity, double: Entity, settled: Article, staff: dict[str, User], client: Client
) -> None:
    said = client.get(f"/api/v1/statements/?speaker={aliyev.public_id}").json()
    merge(aliyev, into=double, by=staff["editor"])
    answer = client.get(f"/api/v1/people/{aliyev.public_id}/")
    assert answer.status_code == 301
    assert double.public_id in answer.headers["Location"]
    now = client.get(f"/api/v1/statements/?speaker={double.public_id}").json()
    assert [one["id"] for one in now["results"]] == [one["id"] for one in said["results"]]


def test_the_pages_cost_no_more_queries_after_a_merge(
    aliyev: Entity, double: Entity, settled: Article, staff: dict[str, User], client: Client,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:  # fmt: skip
    merge(aliyev, into=double, by=staff["editor"])
    address = Card.objects.get(entity_public_id=double.public_id, language="en").path
    with django_assert_max_num_queries(5):
        assert client.get(address).status_code == 200


def test_an_edition_that_names_the_old_id_is_left_alone_and_the_next_one_names_the_kept(
    aliyev: Entity, double: Entity, summit: Article, staff: dict[str, User]
) -> None:
    row = merge(aliyev, into=double, by=staff["editor"])
    named = document_of(summit).named()
    assert double.public_id in named
    assert aliyev.public_id not in named
    assert json.loads(row.moved)["moved"]


def test_an_old_revision_comes_back_with_the_kept_entity(
    aliyev: Entity, double: Entity, summit: Article, staff: dict[str, User]
) -> None:
    last = summit.revisions.order_by("-number")[0]
    assert aliyev.public_id in last.document.named()
    merge(aliyev, into=double, by=staff["editor"])
    Mention.objects.filter(entity=double).delete()
    restore(summit, number=last.number, by=staff["editor"])
    assert Mention.objects.filter(article=summit, entity=double).exists()
    assert not Mention.objects.filter(entity=aliyev).exists()
