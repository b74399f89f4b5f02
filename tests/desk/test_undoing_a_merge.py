"""A merge taken back leaves everything as it was, but for what was changed since, which stays and is said."""

from __future__ import annotations

import itertools

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsroom.annotation.mention import Mention
from newsroom.annotation.statement import Speaker
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.asset import Asset
from newsroom.content.credit import Credit
from newsroom.desk.cards import write_cards
from newsroom.desk.entities import save_details, save_entity
from newsroom.desk.errors import CannotUndoMerge
from newsroom.desk.merging import merge, undo_merge
from newsroom.entities import name_key
from newsroom.entities.entity import Entity
from newsroom.entities.merged import current
from newsroom.entities.name import Name
from newsroom.entities.participation import Participation
from newsroom.publishing.card import Card
from newsroom.staff.user import User
from tests.depth import THOROUGH
from tests.desk.doubles import NAME_EN, everything


@settings(
    max_examples=60 if THOROUGH else 2,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_merging_and_undoing_leaves_everything_as_it_was(
    data: st.DataObject, summit: Article, staff: dict[str, User]
) -> None:
    pairs = [
        pair
        for kind in ("person", "organization", "place", "event", "document")
        for pair in itertools.permutations(Entity.objects.filter(kind=kind).order_by("pk"), 2)
    ]
    one, other = data.draw(st.sampled_from(pairs))
    with transaction.atomic():
        _shared(one, other, summit)
        before = everything()
        row = merge(one, into=other, by=staff["editor"])
        assert everything() != before
        assert undo_merge(row, by=staff["editor"]) == []
        after = everything()
        for table, rows in before.items():
            assert after[table] == rows, table
        transaction.set_rollback(True)


def _shared(one: Entity, other: Entity, article: Article) -> None:
    """Rows that both have, so that every kind of folding is met."""
    chart = Asset.objects.filter(kind="map").order_by("pk").first()
    for entity in (one, other):
        article.about.add(entity)
        Credit.objects.create(article=article, role="author", entity=entity, language="en")
        Name.objects.create(entity=entity, language="en", text="One And The Same")
        statement = article.statements.order_by("pk").first()
        Speaker.objects.get_or_create(statement=statement, entity=entity)
        if chart and entity.kind == "place":
            chart.places.add(entity)
    Participation.objects.get_or_create(
        event=one if one.kind == "event" else Entity.objects.filter(kind="event").exclude(pk=other.pk)[0],
        entity=other,
        capacity="host",
    )
    name_key.refresh([one, other])
    for code in languages.codes():  # undoing writes pages as the facts are: they have to be so before
        write_cards(set(Card.objects.in_language(code).values_list("entity_public_id", flat=True)), code)


def test_what_was_changed_since_stays_and_is_said(
    aliyev: Entity, double: Entity, summit: Article, staff: dict[str, User]
) -> None:
    Entity.objects.filter(pk=double.pk).update(classification="president")
    Entity.objects.filter(pk=aliyev.pk).update(classification="")
    gone = Name.objects.create(entity=double, language="en", text="The President")
    row = merge(double, into=aliyev, by=staff["editor"])
    fresh = Mention.objects.create(article=summit, entity=aliyev)
    alias = Name.objects.get(entity=aliyev, text="Ilham Əliyev")
    alias.matching = "ask"
    kept = Entity.objects.get(pk=aliyev.pk)
    kept.classification = "head of state"
    save_details(kept, saved=[alias], removed=[gone], by=staff["editor"])
    save_entity(kept, changed=["classification"], by=staff["editor"])
    left = undo_merge(row, by=staff["editor"])
    assert len(left) == 3
    assert any("Ilham Əliyev" in sentence for sentence in left)
    fresh.refresh_from_db()
    assert fresh.entity_id == aliyev.pk
    assert Entity.objects.get(pk=aliyev.pk).classification == "head of state"
    assert Name.objects.get(pk=alias.pk).matching == "ask"


def test_merges_of_one_entity_are_undone_in_their_order(
    aliyev: Entity, double: Entity, staff: dict[str, User]
) -> None:
    lavrov = Entity.objects.get(**{NAME_EN: "Sergey Lavrov"})
    before = everything()
    first = merge(double, into=aliyev, by=staff["editor"])
    second = merge(aliyev, into=lavrov, by=staff["editor"])
    assert current([double.public_id, aliyev.public_id, lavrov.public_id, "nothere2"]) == dict.fromkeys(
        [double.public_id, aliyev.public_id, lavrov.public_id], lavrov.public_id
    )
    with pytest.raises(CannotUndoMerge):
        undo_merge(first, by=staff["editor"])
    undo_merge(second, by=staff["editor"])
    undo_merge(first, by=staff["editor"])
    assert everything() == before
    with pytest.raises(CannotUndoMerge):
        undo_merge(first, by=staff["editor"])
