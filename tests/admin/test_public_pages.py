"""The publisher's two actions on lists of entities, and the form to publish again."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.edit import edit_texts
from newsroom.desk.entities import save_entity
from newsroom.desk.review import approve
from newsroom.entities.entity import Entity
from newsroom.entities.kinds import Kind
from newsroom.publishing.card import Card
from newsroom.publishing.edition import Edition
from newsroom.staff.user import User


@pytest.fixture
def smith(staff: dict[str, User]) -> Entity:
    entity = Entity(kind=Kind.PERSON)
    languages.write(entity, "name", {"en": "Tobias Clocksmith"})
    return save_entity(entity, changed=[], by=staff["editor"])


def act(client: Client, who: User, action: str, entity: Entity) -> str:
    client.force_login(who)
    address = reverse("admin:newsroom_person_changelist")
    response = client.post(address, {"action": action, "_selected_action": [entity.pk]}, follow=True)
    assert response.status_code == 200
    return " ".join(str(message) for message in get_messages(response.wsgi_request)) + response.content.decode()


def test_a_publisher_opens_and_renews_pages_from_the_list(
    smith: Entity, staff: dict[str, User], client: Client
) -> None:
    publisher = staff["publisher"]
    act(client, publisher, "open_pages", smith)
    assert Card.objects.get(entity_public_id=smith.public_id).name == "Tobias Clocksmith"
    column = languages.column("name", "en")
    setattr(smith, column, "Toby Clocksmith")
    save_entity(smith, changed=[column], by=staff["editor"])
    act(client, publisher, "renew_pages", smith)
    assert Card.objects.get(entity_public_id=smith.public_id).name == "Toby Clocksmith"


@pytest.mark.parametrize("who", ["editor", "reporter", "annotator", "translator-en", "administrator"])
@pytest.mark.parametrize("action", ["open_pages", "renew_pages"])
def test_nobody_else_is_offered_them(
    smith: Entity, staff: dict[str, User], client: Client, who: str, action: str
) -> None:
    act(client, staff[who], action, smith)
    assert not Card.objects.filter(entity_public_id=smith.public_id).exists()


def step(article: Article) -> str:
    return reverse("admin:newsroom_article_step", args=[article.pk, "fa", "publish"])


@pytest.fixture
def corrected(settled: Article, staff: dict[str, User]) -> Article:
    """The summit with a sentence more in Persian, approved and not yet published."""
    block = Block.objects.of_article(settled).filter(kind="paragraph").last()
    assert block is not None
    edit_texts(settled, language="fa", texts={str(block.uuid): block.source("fa") + " پایان."}, by=staff["reporter"])
    approve(settled, language="fa", by=staff["editor"])
    return settled


def newest(article: Article) -> Edition:
    return Edition.objects.of(article.public_id, "fa")[0]


def test_a_correction_is_published_with_its_note(corrected: Article, staff: dict[str, User], client: Client) -> None:
    before = newest(corrected).number
    client.force_login(staff["publisher"])
    client.post(step(corrected), {"kind": "clarification", "note": " یک جمله\nافزوده شد. "})
    edition = newest(corrected)
    assert (edition.number, edition.kind, edition.note) == (before + 1, "clarification", "یک جمله افزوده شد.")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"kind": "correction", "note": ""}, 302),
        ({"kind": "correction", "note": "a\u202eb"}, 302),
        ({"kind": "unheard-of", "note": "a"}, 404),
    ],
)
def test_what_is_not_said_well_is_not_published(
    corrected: Article, staff: dict[str, User], client: Client, sent: dict[str, str], status: int
) -> None:
    before = newest(corrected)
    client.force_login(staff["publisher"])
    assert client.post(step(corrected), sent).status_code == status
    assert newest(corrected) == before
