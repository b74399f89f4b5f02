"""Saving and removing entities through the verbs: log, derived columns, keys of names, refusals."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from newsroom.annotation.mention import Mention
from newsroom.annotation.statement import Speaker, Statement
from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.asset import Asset
from newsroom.content.credit import Credit
from newsroom.desk.entities import delete_entity, save_details, save_entity
from newsroom.desk.errors import InUse, NotAllowed
from newsroom.entities.entity import Entity
from newsroom.entities.membership import Membership
from newsroom.entities.name import Name
from newsroom.entities.name_key import NameKey
from newsroom.entities.participation import Participation
from newsroom.entities.proxies import Person
from newsroom.staff.user import User

NAME_FA, NAME_EN, NAME_RU = languages.columns("name")


@pytest.fixture
def add(staff: dict[str, User]) -> Callable[..., Entity]:
    """Adds an entity as the editor."""

    def save(kind: str = "person", **columns: str) -> Entity:
        names = columns or {NAME_FA: "گل‌بهار عیسی‌بک‌اف", NAME_EN: "Gulbahar Isabekova"}
        return save_entity(Entity(kind=kind, **names), changed=[], by=staff["editor"])

    return save


def verbs_on(entity: Entity) -> list[str]:
    return list(LogEntry.objects.about("entity", str(entity.uuid)).values_list("verb", flat=True))


def keys_of(entity: Entity) -> set[str]:
    return set(NameKey.objects.filter(entity=entity).values_list("key", flat=True))


def test_a_new_entity_gets_its_derived_columns(add: Callable[..., Entity]) -> None:
    entity = Entity.objects.get(pk=add("event", **{NAME_EN: "Spring Summit", "start": "2024-10", "end": "2024-10"}).pk)
    assert (str(entity.start_earliest), str(entity.end_latest)) == ("2024-10-01", "2024-10-31")
    assert languages.read(entity, "slug", "en") == "spring-summit"
    assert languages.read(entity, "sort_key", "en")
    assert getattr(entity, languages.column("sort_key", "fa")) is None
    assert getattr(entity, languages.column("slug", "fa")) is None


def test_an_empty_name_is_stored_as_missing(add: Callable[..., Entity]) -> None:
    entity = add(**{NAME_EN: "Nobody Else", NAME_FA: "", NAME_RU: ""})
    assert Entity.objects.filter(pk=entity.pk).values_list(NAME_FA, NAME_RU).get() == (None, None)


def test_a_new_name_replaces_the_old_keys(add: Callable[..., Entity], staff: dict[str, User]) -> None:
    entity = add()
    old = keys_of(entity)
    setattr(entity, NAME_EN, "Gulbahar Petrova")
    save_entity(entity, changed=[NAME_EN], by=staff["editor"])
    assert any("petrova" in key for key in keys_of(entity))
    assert not any("isabekova" in key for key in keys_of(entity))
    assert len(keys_of(entity) & old) >= 1  # the Persian ones stand


def test_a_published_slug_stays_when_the_name_changes(add: Callable[..., Entity], staff: dict[str, User]) -> None:
    entity = add()
    setattr(entity, NAME_EN, "Gulbahar Petrova")
    save_entity(entity, changed=[NAME_EN], by=staff["editor"])
    assert languages.read(Entity.objects.get(pk=entity.pk), "slug", "en") == "gulbahar-isabekova"


def test_only_the_changed_columns_are_written(add: Callable[..., Entity], staff: dict[str, User]) -> None:
    entity = add()
    Entity.objects.filter(pk=entity.pk).update(classification="written meanwhile")
    setattr(entity, NAME_RU, "Гульбахар Исабекова")
    save_entity(entity, changed=[NAME_RU], by=staff["editor"])
    assert Entity.objects.get(pk=entity.pk).classification == "written meanwhile"


def test_a_proxy_and_the_entity_behind_it_share_one_log(add: Callable[..., Entity], staff: dict[str, User]) -> None:
    entity = add()
    person = Person.objects.get(pk=entity.pk)
    person.classification = "minister"
    save_entity(person, changed=["classification"], by=staff["editor"])
    assert verbs_on(entity) == ["add_entity", "edit_entity"]


@pytest.mark.parametrize(
    "columns",
    [
        {NAME_EN: ""},
        {NAME_EN: "X", "start": "yesterday"},
        {NAME_EN: "X", "start": "2024", "end": "2023"},
        {NAME_EN: "X", "wikidata": "Q0"},
        {NAME_EN: "X \u202e"},
    ],
)
def test_an_impossible_entity_is_refused_and_leaves_nothing(
    add: Callable[..., Entity], columns: dict[str, str]
) -> None:
    before = Entity.objects.count(), LogEntry.objects.count(), NameKey.objects.count()
    with pytest.raises(ValidationError):
        add(**columns)
    assert (Entity.objects.count(), LogEntry.objects.count(), NameKey.objects.count()) == before


@pytest.mark.parametrize("who", ["reporter", "translator-en", "annotator", "administrator"])
def test_others_than_editors_may_not(add: Callable[..., Entity], staff: dict[str, User], who: str) -> None:
    entity = add()
    for verb in (
        lambda: save_entity(Entity(kind="topic", **{NAME_EN: "X"}), changed=[], by=staff[who]),
        lambda: save_details(entity, saved=[Name(entity=entity, language="en", text="G")], removed=[], by=staff[who]),
        lambda: delete_entity(entity, by=staff[who]),
    ):
        with pytest.raises(NotAllowed):
            verb()
    assert verbs_on(entity) == ["add_entity"]


# --- names, offices, participations -----------------------------------------------------------------------------------


def test_a_saved_alias_is_a_key_and_a_removed_one_is_none(add: Callable[..., Entity], staff: dict[str, User]) -> None:
    entity = add()
    alias = Name(entity=entity, language="en", text="Steppe Fox")
    save_details(entity, saved=[alias], removed=[], by=staff["editor"])
    assert "steppe fox" in keys_of(entity)
    save_details(entity, saved=[], removed=[alias], by=staff["editor"])
    assert "steppe fox" not in keys_of(entity)
    assert verbs_on(entity) == ["add_entity", "edit_details", "edit_details"]


def test_saving_no_details_writes_no_row(add: Callable[..., Entity], staff: dict[str, User]) -> None:
    entity = add()
    save_details(entity, saved=[], removed=[], by=staff["editor"])
    assert verbs_on(entity) == ["add_entity"]


def test_one_bad_detail_keeps_all_of_them_out(add: Callable[..., Entity], staff: dict[str, User]) -> None:
    entity = add()
    good = Name(entity=entity, language="en", text="Steppe Fox")
    bad = Name(entity=entity, language="de", text="Steppenfuchs")
    with pytest.raises(ValidationError):
        save_details(entity, saved=[good, bad], removed=[], by=staff["editor"])
    assert not Name.objects.filter(entity=entity).exists()
    assert "steppe fox" not in keys_of(entity)


@pytest.mark.parametrize(("start", "end"), [("2024-13", ""), ("2024", "2023")])
def test_an_impossible_office_is_refused(
    add: Callable[..., Entity], staff: dict[str, User], start: str, end: str
) -> None:
    entity, state = add(), Entity.objects.filter(kind="place")[0]
    office = Membership(member=entity, organization=state, start=start, end=end)
    with pytest.raises(ValidationError):
        save_details(entity, saved=[office], removed=[], by=staff["editor"])
    assert not Membership.objects.filter(member=entity).exists()


# --- deleting ---------------------------------------------------------------------------------------------------------


def mention(entity: Entity, article: Article) -> None:
    Mention.objects.create(article=article, entity=entity)


def speaker(entity: Entity, article: Article) -> None:
    Speaker.objects.create(statement=Statement.objects.create(article=article), entity=entity)


def event(entity: Entity, article: Article) -> None:
    Statement.objects.create(article=article, event=entity)


def about(entity: Entity, article: Article) -> None:
    article.about.add(entity)


def credit(entity: Entity, article: Article) -> None:
    Credit.objects.create(article=article, role="author", entity=entity)


def part(entity: Entity, article: Article) -> None:
    Entity.objects.filter(pk=article.about.all()[0].pk).update(part_of=entity)


def office(entity: Entity, article: Article) -> None:
    member = Entity.objects.get(**{NAME_EN: "Sergey Lavrov"})
    Membership.objects.create(member=member, organization=entity)


def participant(entity: Entity, article: Article) -> None:
    Participation.objects.create(event=article.about.all()[0], entity=entity)


def on_a_map(entity: Entity, article: Article) -> None:
    Asset.objects.filter(kind="map").order_by("pk")[0].places.add(entity)


USES = [mention, speaker, event, about, credit, part, office, participant, on_a_map]


@pytest.mark.parametrize("use", USES, ids=lambda use: str(use.__name__))
def test_what_others_name_is_not_deleted(
    add: Callable[..., Entity], summit: Article, staff: dict[str, User], use: Callable[[Entity, Article], None]
) -> None:
    entity = add()
    use(entity, summit)
    with pytest.raises(InUse, match="عیسی‌بک‌اف"):
        delete_entity(entity, by=staff["editor"])
    assert Entity.objects.filter(pk=entity.pk).exists()
    assert verbs_on(entity) == ["add_entity"]


def test_what_nothing_names_goes_with_its_own_details(add: Callable[..., Entity], staff: dict[str, User]) -> None:
    entity, state = add(), Entity.objects.filter(kind="place")[0]
    details = [
        Name(entity=entity, language="en", text="Steppe Fox"),
        Membership(member=entity, organization=state, start="2024"),
    ]
    save_details(entity, saved=details, removed=[], by=staff["editor"])
    uuid = str(entity.uuid)
    delete_entity(entity, by=staff["editor"])
    assert not Name.objects.filter(text="Steppe Fox").exists()
    assert not NameKey.objects.filter(key="steppe fox").exists()
    assert Entity.objects.filter(pk=state.pk).exists()
    assert LogEntry.objects.about("entity", uuid).last().verb == "delete_entity"  # type: ignore[union-attr]
