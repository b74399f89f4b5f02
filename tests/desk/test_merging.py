"""Merging two entities: everything is re-pointed, the old address leads on, and undoing leaves all as it was."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsroom.annotation import known_names
from newsroom.annotation.gazetteer import suggest
from newsroom.annotation.mention import Mention
from newsroom.annotation.span import Span, SpanState
from newsroom.annotation.statement import Speaker
from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.asset import Asset
from newsroom.content.credit import Credit
from newsroom.content.revision import Revision
from newsroom.desk.cards import write_cards
from newsroom.desk.entities import save_details, save_entity
from newsroom.desk.errors import CannotMerge, CannotUndoMerge, MergedAway, NotAllowed
from newsroom.desk.merge_journal import columns_of
from newsroom.desk.merge_plan import plan_merge
from newsroom.desk.merging import merge, undo_merge
from newsroom.desk.references import MOVED, STAYS, naming_columns, table_of
from newsroom.desk.restore import restore
from newsroom.desk.snapshot import document_of
from newsroom.entities import name_key
from newsroom.entities.entity import Entity
from newsroom.entities.membership import Membership
from newsroom.entities.merged import current
from newsroom.entities.name import Name
from newsroom.entities.name_key import NameKey
from newsroom.entities.participation import Participation
from newsroom.publishing.card import Card, CardLink
from newsroom.staff.user import User
from tests.depth import THOROUGH

NAME_FA, NAME_EN, NAME_RU = languages.columns("name")
WATCHED = sorted({table_of(name)[0] for name in MOVED} | {Entity, Span}, key=lambda model: model._meta.label)


@pytest.fixture
def aliyev(db: None) -> Entity:
    return Entity.objects.get(**{NAME_EN: "Ilham Aliyev"})


@pytest.fixture
def double(staff: dict[str, User]) -> Entity:
    """The same man, entered once more under another spelling."""
    names = {NAME_EN: "Ilham Əliyev", NAME_FA: "الهام علی‌اف", NAME_RU: "Ильхам Гейдар оглы Алиев"}
    return save_entity(Entity(kind="person", **names), changed=[], by=staff["editor"])


def everything() -> dict[str, list[Any]]:
    """All that a merge may touch, row by row; what is derived without its numbers."""
    tables: dict[str, list[Any]] = {
        model._meta.label: [columns_of(row) for row in model._base_manager.order_by("pk")] for model in WATCHED
    }
    keys = NameKey.objects.values_list("entity_id", "language", "key", "text", "matching", "preferred")
    cards = Card.objects.values_list("entity_public_id", "language", "document", "digest", "name", "merged_into")
    tables["keys"] = sorted(keys)
    tables["cards"] = sorted(cards)
    tables["links"] = sorted(CardLink.objects.values_list("card__entity_public_id", "card__language", "target"))
    return tables


def pages_of(client: Client, entity: Entity, language: str = "en") -> Any:
    return client.get(f"/{language}/people/{entity.public_id}/x/", follow=True)


# --- what is re-pointed -----------------------------------------------------------------------------------------------


def test_every_column_that_names_an_entity_is_dealt_with() -> None:
    assert set(naming_columns()) == MOVED.keys() | STAYS.keys()
    assert not MOVED.keys() & STAYS.keys()


def test_nothing_names_a_merged_entity_any_more(aliyev: Entity, staff: dict[str, User], summit: Article) -> None:
    lavrov = Entity.objects.get(**{NAME_EN: "Sergey Lavrov"})
    merge(aliyev, into=lavrov, by=staff["editor"])
    for name in MOVED:
        model, column = table_of(name)
        assert not model._base_manager.filter(**{column: aliyev.pk}).exists(), name


def test_its_names_become_further_names_and_are_suggested_as_the_kept_one(
    aliyev: Entity, double: Entity, staff: dict[str, User]
) -> None:
    merge(double, into=aliyev, by=staff["editor"])
    added = set(Name.objects.filter(entity=aliyev).values_list("language", "text"))
    assert {("en", "Ilham Əliyev"), ("ru", "Ильхам Гейдар оглы Алиев")} <= added
    assert ("fa", "الهام علی‌اف") not in added  # that is his name already
    found = suggest("Ilham Əliyev arrived.", "en", known_names.lookup)
    assert [one.entity for one in found] == [aliyev.public_id]


def test_an_empty_fact_is_filled_and_a_full_one_stands(aliyev: Entity, double: Entity, staff: dict[str, User]) -> None:
    Entity.objects.filter(pk=aliyev.pk).update(classification="", wikidata="", **{NAME_RU: None})
    Entity.objects.filter(pk=double.pk).update(classification="president", wikidata="Q999999991", start="1961")
    before = Entity.objects.get(pk=aliyev.pk)
    merge(double, into=aliyev, by=staff["editor"])
    after = Entity.objects.get(pk=aliyev.pk)
    assert (after.classification, after.wikidata) == ("president", "Q999999991")
    assert after.name_in("ru") == "Ильхам Гейдар оглы Алиев"
    assert languages.read(after, "sort_key", "ru")
    assert after.start == (before.start or "1961")
    assert Entity.objects.get(pk=double.pk).wikidata == ""


def test_what_both_say_otherwise_is_a_conflict_of_the_plan(aliyev: Entity, double: Entity) -> None:
    Entity.objects.filter(pk=aliyev.pk).update(wikidata="Q999999992")
    Entity.objects.filter(pk=double.pk).update(wikidata="Q999999991")
    plan = plan_merge(Entity.objects.get(pk=double.pk), Entity.objects.get(pk=aliyev.pk))
    conflicts = {conflict.columns: (conflict.kept, conflict.merged) for conflict in plan.conflicts}
    assert conflicts[("wikidata",)] == (("Q999999992",), ("Q999999991",))


def test_what_says_the_same_twice_is_said_once(
    aliyev: Entity, double: Entity, summit: Article, staff: dict[str, User]
) -> None:
    office = Membership.objects.filter(member=aliyev).order_by("pk")[0]
    same = {field: getattr(office, field) for field in ("organization", "kind", "start", "end", "source", "disputed")}
    same |= {column: getattr(office, column) for column in languages.columns("role", "note")}
    Membership.objects.create(member=double, **same)
    other = Membership.objects.create(member=double, organization=office.organization, start="1991", end="1992")
    part = Participation.objects.filter(entity=aliyev).order_by("pk")[0]
    Participation.objects.create(entity=double, event=part.event, capacity=part.capacity)
    count = Membership.objects.filter(member=aliyev).count(), Participation.objects.filter(entity=aliyev).count()
    merge(double, into=aliyev, by=staff["editor"])
    offices = Membership.objects.filter(member=aliyev)
    assert (offices.count(), Participation.objects.filter(entity=aliyev).count()) == (count[0] + 1, count[1])
    assert other in offices


def test_an_organization_is_not_made_a_member_of_itself(staff: dict[str, User]) -> None:
    cis = Entity.objects.filter(kind="organization", members__isnull=False).order_by("pk")[0]
    twin = save_entity(Entity(kind="organization", part_of=cis, **{NAME_EN: "Twin"}), changed=[], by=staff["editor"])
    Membership.objects.create(member=twin, organization=cis)
    Entity.objects.filter(pk=cis.pk).update(place=None)
    row = merge(twin, into=cis, by=staff["editor"])
    assert not Membership.objects.filter(member=cis, organization=cis).exists()
    undo_merge(row, by=staff["editor"])
    assert Membership.objects.filter(member=twin, organization=cis).count() == 1


def test_two_marks_on_the_same_words_become_one_and_the_decided_one_stays(
    aliyev: Entity, double: Entity, summit: Article, staff: dict[str, User]
) -> None:
    accepted, rejected = Span.objects.filter(mention__entity=aliyev, state=SpanState.ACCEPTED).order_by("pk")[:2]
    Span.objects.filter(pk=rejected.pk).update(state=SpanState.REJECTED)
    for span, state in ((accepted, SpanState.SUGGESTED), (rejected, SpanState.ACCEPTED)):
        place = {name: getattr(span, name) for name in ("block", "language", "start", "end", "exact")}
        Span.objects.create(mention=Mention.objects.create(article=summit, entity=double), state=state, **place)
    merge(double, into=aliyev, by=staff["editor"])
    for span in (accepted, rejected):
        there = Span.objects.filter(block=span.block, language=span.language, start=span.start, end=span.end)
        assert [row.state for row in there.filter(mention__entity=aliyev)] == [SpanState.ACCEPTED]
    assert not Mention.objects.filter(entity=aliyev, spans=None).exists()


def test_it_leaves_one_log_row_and_one_revision_per_article_that_names_it(
    aliyev: Entity, double: Entity, summit: Article, staff: dict[str, User]
) -> None:
    named = Article.objects.filter(mentions__entity=aliyev).distinct().count()
    revisions, log = Revision.objects.count(), LogEntry.objects.count()
    row = merge(aliyev, into=double, by=staff["editor"])
    assert (Revision.objects.count(), LogEntry.objects.count()) == (revisions + named, log + 1)
    assert double.public_id in summit.revisions.order_by("-number")[0].document.named()
    undo_merge(row, by=staff["editor"])
    last, _merged, before = summit.revisions.order_by("-number")[:3]
    assert last.document == before.document
    verbs = LogEntry.objects.about("entity", str(double.uuid)).values_list("verb", flat=True)
    assert list(verbs) == ["add_entity", "merge_entity", "undo_merge"]


def test_the_work_does_not_grow_with_the_mentions(
    double: Entity, staff: dict[str, User], summit: Article, django_assert_max_num_queries: Any
) -> None:
    putin = Entity.objects.get(**{NAME_EN: "Vladimir Putin"})
    with django_assert_max_num_queries(135):
        merge(putin, into=double, by=staff["editor"])


# --- refusals ---------------------------------------------------------------------------------------------------------


def test_others_than_editors_may_not(aliyev: Entity, double: Entity, staff: dict[str, User]) -> None:
    for who in ("reporter", "translator-en", "annotator", "administrator"):
        with pytest.raises(NotAllowed):
            merge(double, into=aliyev, by=staff[who])


def test_only_two_standing_entities_of_one_kind_can_be_merged(
    aliyev: Entity, double: Entity, staff: dict[str, User]
) -> None:
    moscow = Entity.objects.get(kind="place", **{NAME_EN: "Moscow"})
    lavrov = Entity.objects.get(**{NAME_EN: "Sergey Lavrov"})
    for one, other in ((aliyev, aliyev), (aliyev, moscow)):
        with pytest.raises(CannotMerge):
            merge(one, into=other, by=staff["editor"])
    merge(double, into=aliyev, by=staff["editor"])
    for one, other in ((double, lavrov), (lavrov, double)):
        with pytest.raises(CannotMerge):
            merge(one, into=other, by=staff["editor"])


def test_a_merge_that_would_say_the_impossible_changes_nothing(
    aliyev: Entity, double: Entity, staff: dict[str, User]
) -> None:
    Entity.objects.filter(pk=aliyev.pk).update(start="2999", end="1000")  # as no verb would write it
    before = everything()
    with pytest.raises(ValidationError), transaction.atomic():
        merge(double, into=aliyev, by=staff["editor"])
    assert everything() == before


def test_a_merged_entity_is_edited_no_more(aliyev: Entity, double: Entity, staff: dict[str, User]) -> None:
    merge(double, into=aliyev, by=staff["editor"])
    double.classification = "minister"
    with pytest.raises(MergedAway):
        save_entity(double, changed=["classification"], by=staff["editor"])
    alias = Name(entity=double, language="en", text="I. A.")
    with pytest.raises(MergedAway):
        save_details(double, saved=[alias], removed=[], by=staff["editor"])


# --- undoing ----------------------------------------------------------------------------------------------------------


@settings(
    max_examples=60 if THOROUGH else 3,
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


# --- what readers see -------------------------------------------------------------------------------------------------


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


def _anchors(html: str) -> set[str]:
    return {part.split('"')[0] for part in html.split("#s-")[1:]}
