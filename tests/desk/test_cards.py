"""Cards: who becomes public with an edition and who does not, and how pages are opened and renewed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.audit.log import LogEntry
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.annotate import add_mention
from newsroom.desk.cards import open_pages, renew_cards, write_cards
from newsroom.desk.edit import edit_texts
from newsroom.desk.entities import delete_entity, save_details, save_entity
from newsroom.desk.errors import NotAllowed, NotReady
from newsroom.desk.publish import publish
from newsroom.desk.review import approve
from newsroom.desk.selection import Selection
from newsroom.entities.entity import Entity
from newsroom.entities.membership import Membership
from newsroom.entities.name import Name
from newsroom.entities.participation import Participation
from newsroom.publishing.card import Card, CardLink
from newsroom.publishing.edition import Edition
from newsroom.staff.user import User
from newsroom.text.dossier import Dossier
from tests.stories import block_of, story

TEXT = "A fair in Norwood\n\nIt opened on Monday morning.\n\nMany came to see it."


def make(kind: str, name: str, by: User, *codes: str, **columns: Any) -> Entity:
    """A new entity with its name in some languages, English alone unless told otherwise."""
    entity = Entity(kind=kind, **columns)
    languages.write(entity, "name", dict.fromkeys(codes or ("en",), name))
    return save_entity(entity, changed=[], by=by)


@pytest.fixture
def add(staff: dict[str, User]) -> Callable[..., Entity]:
    return lambda kind, name, *codes, **columns: make(kind, name, staff["editor"], *codes, **columns)


@pytest.fixture
def published(write: Callable[[str], Article], staff: dict[str, User]) -> Callable[..., Edition]:
    """Publishes a fresh English report that names some entities."""

    def publish_naming(*entities: Entity) -> Edition:
        article = write(f"{TEXT} They were {Edition.objects.count()} hundred.")  # no report comes in twice
        words = ("It opened", "Monday", "morning")
        block = block_of(article, 2)
        for entity, word in zip(entities, words, strict=False):
            start = block.plain("en").index(word)
            at = Selection(block, "en", start, start + len(word), word)
            add_mention(article, at=at, entity=entity, by=staff["annotator"])
        approve(article, language="en", by=staff["editor"])
        return publish(article, language="en", by=staff["publisher"])

    return publish_naming


def public(entity: Entity) -> set[str]:
    """The languages in which an entity has a page."""
    return set(Card.objects.filter(entity_public_id=entity.public_id).values_list("language", flat=True))


def card(entity: Entity, language: str = "en") -> Card:
    return Card.objects.get(entity_public_id=entity.public_id, language=language)


def ids(*entities: Entity) -> Any:
    return Entity.objects.filter(pk__in=[entity.pk for entity in entities])


def rename(entity: Entity, name: str, by: User, language: str = "en") -> None:
    languages.write(entity, "name", {language: name})
    save_entity(entity, changed=[languages.column("name", language)], by=by)


# --- who becomes public -----------------------------------------------------------------------------------------------


def test_who_an_edition_names_becomes_public_in_its_language_alone(
    add: Callable[..., Entity], published: Callable[..., Edition]
) -> None:
    named, other = add("person", "Nora Field", "en", "ru"), add("person", "Otto Stone")
    published(named)
    assert public(named) == {"en"}
    assert public(other) == set()


def test_a_draft_makes_nobody_public(
    add: Callable[..., Entity], write: Callable[[str], Article], staff: dict[str, User]
) -> None:
    named, article = add("person", "Nora Field"), write(TEXT)
    at = Selection(block_of(article, 2), "en", 0, 9, "It opened")
    add_mention(article, at=at, entity=named, by=staff["annotator"])
    approve(article, language="en", by=staff["editor"])
    assert public(named) == set()


def test_those_that_its_own_rows_name_become_public_with_it(
    add: Callable[..., Entity], published: Callable[..., Edition], staff: dict[str, User]
) -> None:
    country, city = add("place", "Norland"), add("place", "Norwood")
    host, boss = add("organization", "Fair Society"), add("person", "Nora Field")
    larger = add("event", "The year of fairs")
    event = add("event", "The fair", part_of=larger, place=city)
    part = Participation(event=event, entity=host, capacity="host", on_behalf_of=country)
    save_details(event, saved=[part], removed=[], by=staff["editor"])
    office = Membership(member=boss, organization=host)
    languages.write(office, "role", {"en": "Head"})
    save_details(boss, saved=[office], removed=[], by=staff["editor"])
    published(event)
    for neighbour in (event, larger, city, host, country):
        assert public(neighbour) == {"en"}
    assert public(boss) == set()  # who holds an office there merely points at the host


def test_an_office_makes_its_organization_public_and_goes_no_further(
    add: Callable[..., Entity], published: Callable[..., Edition], staff: dict[str, User]
) -> None:
    group, boss = add("organization", "Group"), add("person", "Nora Field")
    society = add("organization", "Fair Society", part_of=group)
    save_details(boss, saved=[Membership(member=boss, organization=society)], removed=[], by=staff["editor"])
    published(boss)
    assert public(society) == {"en"}
    assert public(group) == set()


def test_what_merely_points_at_a_public_entity_does_not_become_public(
    add: Callable[..., Entity], published: Callable[..., Edition], staff: dict[str, User]
) -> None:
    city, person = add("place", "Norwood"), add("person", "Nora Field")
    street = add("place", "Fair Street", part_of=city)
    secret = add("event", "A secret meeting", place=city)
    guest = Participation(event=secret, entity=person)
    save_details(secret, saved=[guest], removed=[], by=staff["editor"])
    published(city, person)
    assert (public(city), public(person)) == ({"en"}, {"en"})
    assert (public(street), public(secret)) == (set(), set())


def test_a_neighbour_without_a_name_in_the_language_stays_hidden(
    add: Callable[..., Entity], published: Callable[..., Edition]
) -> None:
    city = add("place", "Норвуд", "ru")
    event = add("event", "The fair", place=city)
    published(event)
    assert public(city) == set()
    assert card(event).dossier.place == city.public_id


def test_who_was_merged_away_gets_no_card_of_its_own(
    add: Callable[..., Entity], published: Callable[..., Edition]
) -> None:
    kept = add("person", "Nora Field")
    twin = add("person", "N. Field")
    Entity.objects.filter(pk=twin.pk).update(merged_into=kept)
    published(kept, twin)
    assert public(kept) == {"en"}
    assert public(twin) == set()


def test_everybody_whom_an_edition_of_the_demo_names_has_a_page_in_its_language(summit: Article) -> None:
    for edition in Edition.objects.select_related("body"):
        assert edition.body.content is not None
        named = edition.body.content.named()
        standing = Card.objects.in_language(edition.language).filter(entity_public_id__in=named)
        assert set(standing.values_list("entity_public_id", flat=True)) == set(named)


def test_in_the_demo_nobody_is_public_who_is_neither_named_nor_a_neighbour_nor_opened(summit: Article) -> None:
    opened = set(LogEntry.objects.filter(verb="open_pages").values_list("object_id", flat=True))
    pages = {one.public_id for one in Entity.objects.filter(uuid__in=opened)}
    assert pages
    for language in languages.codes():
        named = set(pages)
        for edition in Edition.objects.filter(language=language).select_related("body"):
            assert edition.body.content is not None
            named |= edition.body.content.named()
        cards = {one.entity_public_id: one for one in Card.objects.in_language(language)}
        allowed = named | {ref for key in named & cards.keys() for ref in cards[key].dossier.refs()}
        assert set(cards) <= allowed


# --- what a card says -------------------------------------------------------------------------------------------------


def test_a_card_is_the_dossier_in_its_language_with_its_digest(
    add: Callable[..., Entity], published: Callable[..., Edition], staff: dict[str, User]
) -> None:
    society, boss = add("organization", "Fair Society"), add("person", "Nora Field", "en", "ru")
    languages.write(boss, "description", {"en": "A farmer.", "ru": "Фермер."})
    save_entity(boss, changed=[languages.column("description", code) for code in ("en", "ru")], by=staff["editor"])
    office = Membership(member=boss, organization=society, start="2020", source="The society")
    languages.write(office, "role", {"en": "Head", "ru": "Глава"})
    names = [
        Name(entity=boss, language="en", text="N. Field", kind="alias"),
        Name(entity=boss, language="en", text="Nora the Bad", kind="forbidden"),
    ]
    save_details(boss, saved=[office, *names], removed=[], by=staff["editor"])
    published(boss)
    one = card(boss)
    assert one.digest == hashlib.sha256(one.document.encode()).hexdigest()
    assert one.dossier == Dossier.from_json(one.document)
    assert (one.name, one.kind, one.slug) == ("Nora Field", "person", "nora-field")
    assert one.dossier.description == "A farmer."
    assert [(row.role, row.start, row.organization) for row in one.dossier.tenures] == [
        ("Head", "2020", society.public_id)
    ]
    assert [spelling.text for spelling in one.dossier.spellings] == ["N. Field"]
    assert "Фермер" not in one.document
    assert "Bad" not in one.document


def test_a_card_links_to_all_that_its_dossier_names_and_to_nothing_else(summit: Article) -> None:
    cards = list(Card.objects.prefetch_related("links"))
    assert CardLink.objects.exists()
    for one in cards:
        assert {link.target for link in one.links.all()} == set(one.dossier.refs())


def test_writing_them_again_changes_nothing_and_writes_nothing(summit: Article) -> None:
    public_ids = list(Card.objects.in_language("en").values_list("entity_public_id", flat=True))
    before = list(Card.objects.order_by("pk").values())
    assert write_cards(public_ids, "en") == 0
    assert list(Card.objects.order_by("pk").values()) == before


def test_a_link_that_is_no_more_true_is_gone(
    add: Callable[..., Entity], published: Callable[..., Edition], staff: dict[str, User]
) -> None:
    here, there = add("place", "Norwood"), add("place", "Southwood")
    event = add("event", "The fair", place=here)
    published(event)
    event.place = there
    save_entity(event, changed=["place"], by=staff["editor"])
    renew_cards(ids(event), by=staff["publisher"])
    assert [link.target for link in card(event).links.all()] == [there.public_id]


def test_the_number_of_queries_does_not_grow_with_the_entities(add: Callable[..., Entity]) -> None:
    people = [add("person", f"Person Number {number}") for number in range(30)]
    costs = []
    for group in (people[:2], people[2:]):
        with CaptureQueriesContext(connection) as queries:
            assert write_cards([one.public_id for one in group], "en") == len(group)
        costs.append(len(queries))
    assert costs[0] == costs[1]


# --- renewed ----------------------------------------------------------------------------------------------------------


def test_a_change_at_the_desk_is_not_public_until_the_card_is_renewed(
    add: Callable[..., Entity], published: Callable[..., Edition], staff: dict[str, User]
) -> None:
    boss = add("person", "Nora Field", "en", "ru")
    published(boss)
    rename(boss, "Nora Meadow", staff["editor"])
    assert card(boss).name == "Nora Field"
    assert renew_cards(ids(boss), by=staff["publisher"]) == 1
    assert (card(boss).name, card(boss).dossier.name) == ("Nora Meadow", "Nora Meadow")
    assert public(boss) == {"en"}  # no further language
    entry = LogEntry.objects.order_by("-pk")[0]
    assert (entry.verb, entry.object_id, entry.who) == ("renew_cards", str(boss.uuid), staff["publisher"])


def test_renewing_what_is_fresh_leaves_no_row(
    add: Callable[..., Entity], published: Callable[..., Edition], staff: dict[str, User]
) -> None:
    boss = add("person", "Nora Field")
    published(boss)
    log = LogEntry.objects.count()
    assert renew_cards(ids(boss), by=staff["publisher"]) == 0
    assert LogEntry.objects.count() == log


def test_renewing_makes_nobody_public_who_was_not(add: Callable[..., Entity], staff: dict[str, User]) -> None:
    hidden = add("person", "Nora Field")
    assert renew_cards(ids(hidden), by=staff["publisher"]) == 0
    assert public(hidden) == set()


def test_a_publication_renews_the_cards_of_all_that_it_names(
    add: Callable[..., Entity], published: Callable[..., Edition], staff: dict[str, User]
) -> None:
    boss, other = add("person", "Nora Field"), add("person", "Otto Stone")
    published(boss, other)
    rename(boss, "Nora Meadow", staff["editor"])
    rename(other, "Otto Rock", staff["editor"])
    published(boss)
    assert card(boss).name == "Nora Meadow"
    assert card(other).name == "Otto Stone"


def test_an_edition_that_is_refused_renews_no_card(
    add: Callable[..., Entity], published: Callable[..., Edition], staff: dict[str, User]
) -> None:
    boss = add("person", "Nora Field")
    article = Article.objects.get(public_id=published(boss).article_public_id)
    rename(boss, "Nora Meadow", staff["editor"])
    block = Block.objects.of_article(article)[2]
    edit_texts(article, language="en", texts={str(block.uuid): "Nobody came."}, by=staff["reporter"])
    with pytest.raises(NotReady):
        publish(article, language="en", by=staff["publisher"])
    assert card(boss).name == "Nora Field"


def test_a_page_whose_entity_lost_its_name_is_taken_down(
    add: Callable[..., Entity], staff: dict[str, User]
) -> None:
    event = add("event", "The fair", "en", "ru")
    open_pages(ids(event), by=staff["publisher"])
    languages.write(event, "name", {"ru": None})
    save_entity(event, changed=[languages.column("name", "ru")], by=staff["editor"])
    assert public(event) == {"en", "ru"}
    assert renew_cards(ids(event), by=staff["publisher"]) > 0
    assert public(event) == {"en"}


def test_an_entity_that_is_deleted_has_no_page(add: Callable[..., Entity], staff: dict[str, User]) -> None:
    event = add("event", "The fair")
    open_pages(ids(event), by=staff["publisher"])
    delete_entity(event, by=staff["editor"])
    assert public(event) == set()


def test_whom_its_rows_name_by_now_becomes_public_with_a_renewal(
    add: Callable[..., Entity], staff: dict[str, User]
) -> None:
    city, event = add("place", "Norwood"), add("event", "The fair")
    open_pages(ids(event), by=staff["publisher"])
    event.place = city
    save_entity(event, changed=["place"], by=staff["editor"])
    assert public(city) == set()
    renew_cards(ids(event), by=staff["publisher"])
    assert public(city) == {"en"}


# --- opened -----------------------------------------------------------------------------------------------------------


def test_a_page_is_opened_in_every_language_in_which_it_has_a_name(
    add: Callable[..., Entity], staff: dict[str, User]
) -> None:
    event = add("event", "Ярмарка", "ru", "fa")
    assert open_pages(ids(event), by=staff["publisher"]) == 2
    assert public(event) == {"ru", "fa"}
    entry = LogEntry.objects.order_by("-pk")[0]
    assert (entry.verb, entry.object_id, entry.detail) == ("open_pages", str(event.uuid), "2 cards")


def test_opening_a_page_opens_those_of_its_neighbours(add: Callable[..., Entity], staff: dict[str, User]) -> None:
    city = add("place", "Norwood")
    event = add("event", "The fair", place=city)
    assert open_pages(ids(event), by=staff["publisher"]) == 2
    assert public(city) == {"en"}


def test_opening_what_is_open_leaves_no_row(add: Callable[..., Entity], staff: dict[str, User]) -> None:
    event = add("event", "The fair")
    open_pages(ids(event), by=staff["publisher"])
    log = LogEntry.objects.count()
    assert open_pages(ids(event), by=staff["publisher"]) == 0
    assert LogEntry.objects.count() == log


def test_the_demo_opened_what_belongs_to_its_event_and_is_named_nowhere(summit: Article) -> None:
    named = {ref for edition in Edition.objects.all() for ref in edition.body.content.named()}
    opened = LogEntry.objects.filter(verb="open_pages").values_list("object_id", flat=True)
    pages = Entity.objects.filter(uuid__in=list(opened))
    assert {page.public_id for page in pages}.isdisjoint(named)
    assert all(public(page) == set(languages.codes()) for page in pages)
    assert story().told()


@pytest.mark.parametrize("verb", [renew_cards, open_pages])
@pytest.mark.parametrize("who", ["reporter", "translator-en", "annotator", "editor", "administrator"])
def test_only_a_publisher_makes_pages_public_and_renews_them(
    add: Callable[..., Entity], staff: dict[str, User], verb: Callable[..., int], who: str
) -> None:
    event = add("event", "The fair")
    log = LogEntry.objects.count()
    with pytest.raises(NotAllowed):
        verb(ids(event), by=staff[who])
    assert public(event) == set()
    assert LogEntry.objects.count() == log
