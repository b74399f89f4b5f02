"""Two that are one are merged at the desk, two that are not are told apart; only editors may."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.annotation.mention import Mention
from newsroom.content.article import Article
from newsroom.desk import entities as verbs
from newsroom.desk.merging import merge
from newsroom.entities.distinct import Distinct
from newsroom.entities.entity import Entity
from newsroom.entities.merge import EntityMerge
from newsroom.entities.name import Name
from newsroom.staff.user import User
from tests.admin.entity_pages import NAME_EN, SADYR, add, added, change, known
from tests.admin.forms import enter, errors_of, messages_of


@pytest.fixture
def desk(client: Client, staff: dict[str, User]) -> Client:
    """Leila the editor at her desk."""
    return enter(client, staff["editor"])


@pytest.fixture
def double(staff: dict[str, User]) -> Entity:
    return verbs.save_entity(Entity(kind="person", **{NAME_EN: "Ilham Əliyev"}), changed=[], by=staff["editor"])


def test_an_editor_sees_the_plan_merges_and_takes_it_back(desk: Client, double: Entity, summit: Article) -> None:
    aliyev = known("Ilham Aliyev")
    page = reverse("admin:newsroom_person_merge", args=[double.pk])
    plan: Any = desk.get(page, {"other": aliyev.pk, "keep": double.pk})
    mentions = Mention.objects.filter(entity=aliyev).count()
    assert dict(plan.context["page"].moved)["mentions"] == mentions
    assert Mention.objects.filter(entity=double).count() == 0  # nothing is done yet
    done = desk.post(page, {"other": aliyev.pk, "keep": double.pk}, follow=True)
    assert [level for level, _words in messages_of(done)] == ["success"]
    assert Mention.objects.filter(entity=double).count() == mentions
    assert "Undo the merge" in done.content.decode()
    gone: Any = desk.get(reverse("admin:newsroom_person_change", args=[aliyev.pk]))
    assert gone.headers["Location"] == reverse("admin:newsroom_person_change", args=[double.pk])
    desk.post(reverse("admin:newsroom_entity_undo_merge", args=[EntityMerge.objects.get().pk]))
    assert Mention.objects.filter(entity=aliyev).count() == mentions


def test_the_other_one_can_be_named_by_its_public_id(desk: Client, double: Entity) -> None:
    page = reverse("admin:newsroom_person_merge", args=[double.pk])
    response: Any = desk.get(page, {"public_id": known("Ilham Aliyev").public_id})
    assert response.context["page"].plan.merged == known("Ilham Aliyev")
    wrong: Any = desk.get(page, {"public_id": Entity.objects.filter(kind="place")[0].public_id})
    assert wrong.context["form"].errors["public_id"]


@pytest.mark.parametrize("who", ["reporter", "annotator", "translator-en", "administrator"])
def test_only_editors_merge_undo_and_tell_apart(
    client: Client, staff: dict[str, User], double: Entity, who: str
) -> None:
    row = merge(double, into=known("Ilham Aliyev"), by=staff["editor"])
    lavrov, putin = known("Sergey Lavrov"), known("Vladimir Putin")
    enter(client, staff[who])
    for address, sent in (
        (reverse("admin:newsroom_person_merge", args=[lavrov.pk]), {"other": putin.pk}),
        (reverse("admin:newsroom_entity_undo_merge", args=[row.pk]), {}),
        (reverse("admin:newsroom_entity_duplicates"), {"one": lavrov.public_id, "other": putin.public_id}),
    ):
        assert client.post(address, sent).status_code == 403
    assert (EntityMerge.objects.get().undone_at, Distinct.objects.count()) == (None, 0)


def test_a_pair_of_duplicates_is_told_apart_from_the_list(desk: Client, staff: dict[str, User]) -> None:
    twin = verbs.save_entity(Entity(kind="person", **{NAME_EN: "Ilham Aliyev"}), changed=[], by=staff["editor"])
    page = reverse("admin:newsroom_entity_duplicates")
    assert twin.public_id in desk.get(page).content.decode()
    other = Entity.objects.filter(**{NAME_EN: "Ilham Aliyev"}).exclude(pk=twin.pk).get()
    desk.post(page, {"one": other.public_id, "other": twin.public_id})
    assert twin.public_id not in desk.get(page).content.decode()


def test_what_is_in_use_says_where_and_offers_to_merge(desk: Client, summit: Article) -> None:
    lavrov = known("Sergey Lavrov")
    html = desk.get(reverse("admin:newsroom_person_delete", args=[lavrov.pk])).content.decode()
    assert f"mentions: {Mention.objects.filter(entity=lavrov).count()}" in html
    for page in ("used", "merge"):
        assert reverse(f"admin:newsroom_person_{page}", args=[lavrov.pk]) in html


def test_a_name_that_another_one_has_too_is_saved_with_a_warning(desk: Client, staff: dict[str, User]) -> None:
    add(desk, SADYR)
    alias = {"names-TOTAL_FORMS": 1, "names-0-language": "en", "names-0-text": "Ilham Aliyev",
             "names-0-kind": "alias", "names-0-matching": "always"}  # fmt: skip
    response = change(desk, added(), alias)
    said = messages_of(desk.get(response.headers["Location"]))
    assert [words for level, words in said if level == "warning" and "Ilham Aliyev" in words]
    assert Name.objects.filter(entity=added(), text="Ilham Aliyev").exists()


def test_who_is_there_already_is_shown_before_a_second_one_is_added(desk: Client) -> None:
    twin = SADYR | {NAME_EN: "Ilham Aliyev"}
    response = add(desk, twin)
    assert "There is already one of this name" in errors_of(response)
    assert Entity.objects.filter(**{NAME_EN: "Ilham Aliyev"}).count() == 1
    assert add(desk, twin | {"somebody_else": "on"}).status_code == 302
    one, other = Entity.objects.filter(**{NAME_EN: "Ilham Aliyev"}).order_by("pk")
    assert Distinct.objects.filter(first=one, second=other).exists()
