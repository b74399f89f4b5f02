"""Merging two entities: everything is re-pointed once, what cannot be merged is refused and changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from newsroom.annotation import known_names
from newsroom.annotation.gazetteer import suggest
from newsroom.annotation.mention import Mention
from newsroom.annotation.span import Span, SpanState
from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.revision import Revision
from newsroom.desk.entities import save_details, save_entity
from newsroom.desk.errors import CannotMerge, MergedAway, NotAllowed
from newsroom.desk.merge_plan import plan_merge
from newsroom.desk.merging import merge, undo_merge
from newsroom.desk.references import MOVED, STAYS, naming_columns, table_of
from newsroom.entities.entity import Entity
from newsroom.entities.membership import Membership
from newsroom.entities.name import Name
from newsroom.entities.participation import Participation
from newsroom.staff.user import User
from tests.desk.doubles import NAME_EN, NAME_RU, everything

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
