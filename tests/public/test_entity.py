"""Pages of entities: what they say, what they hide, what they cost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.desk.cards import open_pages, renew_cards
from newsroom.desk.entities import save_details, save_entity
from newsroom.desk.publish import publish
from newsroom.desk.review import approve
from newsroom.entities.entity import Entity
from newsroom.entities.kinds import Kind
from newsroom.entities.membership import Membership, MembershipKind
from newsroom.entities.participation import Capacity, Participation
from newsroom.publishing.card import Card
from newsroom.staff.user import User
from tests.public.pages import Seen

SUMMIT, CIS, LAVROV, MOSCOW, APPEAL, RUSSIA = "783a4ve8", "h5uxaqaw", "e9jebjc5", "4fyj6m64", "edvua9eh", "mwmrf9nq"
MOST = 5


def card(public_id: str, language: str) -> Card:
    return Card.objects.get(entity_public_id=public_id, language=language)


def shown(path: str) -> str:
    """The visible text of a page, in one line."""
    response = Client().get(path)
    assert response.status_code == 200
    return " ".join(text for _language, text, _attrs in Seen(response.content.decode()).texts)


def queries_of(path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("language", languages.codes())
@pytest.mark.parametrize("public_id", [SUMMIT, CIS, LAVROV, MOSCOW, APPEAL, "9jducrjn", "qemmydcm"])
def test_a_page_costs_five_queries_at_most(summit: Article, public_id: str, language: str) -> None:
    assert queries_of(card(public_id, language).path) <= MOST


def test_a_page_costs_the_same_with_hundreds_around_it(summit: Article, staff: dict[str, User]) -> None:
    before = {public_id: queries_of(card(public_id, "en").path) for public_id in (CIS, SUMMIT, MOSCOW)}
    summit_row, cis = Entity.objects.get(public_id=SUMMIT), Entity.objects.get(public_id=CIS)
    name = languages.column("name", "en")
    people = [Entity(kind=Kind.PERSON, **{name: f"Delegate Number {n}"}) for n in range(120)]
    for person in people:
        person.derive()
    Entity.objects.bulk_create(people)
    saved = [Participation(event=summit_row, entity=person, capacity=Capacity.ATTENDEE) for person in people]
    save_details(summit_row, saved=saved, removed=[], by=staff["editor"])
    for person in people[:60]:
        member = Membership(member=person, organization=cis, kind=MembershipKind.OBSERVER)
        save_details(person, saved=[member], removed=[], by=staff["editor"])
    open_pages(Entity.objects.filter(pk__in=[person.pk for person in people]), by=staff["publisher"])
    renew_cards(Entity.objects.filter(public_id=SUMMIT), by=staff["publisher"])
    page = shown(card(SUMMIT, "en").path)
    assert "Delegate Number 119" in page
    assert "Delegate Number 59" in shown(card(CIS, "en").path)
    assert {public_id: queries_of(card(public_id, "en").path) for public_id in before} == before


def test_the_event_shows_who_took_part_with_the_office_of_the_day(summit: Article, staff: dict[str, User]) -> None:
    page = shown(card(SUMMIT, "en").path)
    assert "Minister of Foreign Affairs of Russia" in page
    lavrov = Entity.objects.get(public_id=LAVROV)
    later = Membership(member=lavrov, organization=Entity.objects.get(public_id=RUSSIA), start="2025-01-01")
    languages.write(later, "role", {"en": "Speaker of the Senate"})
    save_details(lavrov, saved=[later], removed=[], by=staff["editor"])
    renew_cards(Entity.objects.filter(public_id=LAVROV), by=staff["publisher"])
    assert "Speaker of the Senate" not in shown(card(SUMMIT, "en").path)
    assert "Speaker of the Senate" in shown(card(LAVROV, "en").path)


def test_the_event_shows_the_members_of_its_organizer_as_they_were_that_day(summit: Article) -> None:
    html = Client().get(card(SUMMIT, "en").path).content.decode()
    section = html.split('id="members_on_the_day"')[1].split("</section>")[0]
    assert "Kazakhstan" in section
    assert "Georgia" not in section
    assert "Ukraine" not in section
    assert "disputed" in section


def test_the_event_shows_its_parts_and_documents(summit: Article) -> None:
    page = shown(card(SUMMIT, "en").path)
    for name in ("talks in a narrow format", "eleven cooperation documents", "CIS+ format"):
        assert name.casefold() in page.casefold(), name


@pytest.mark.parametrize("language", languages.codes())
def test_a_statement_links_to_its_very_sentence(summit: Article, language: str, client: Client) -> None:
    page = Seen(client.get(card(LAVROV, language).path).content.decode())
    quoted = [link for link in page.links if "#s-" in link]
    assert len(quoted) == 6
    articles = {path: Seen(client.get(path).content.decode()) for path in {link.partition("#")[0] for link in quoted}}
    for link in quoted:
        path, _hash, anchor = link.partition("#")
        article = articles[path]
        sentence = next(one for one in article.elements if one.attrs.get("id") == anchor)
        assert "statement" in sentence.attrs["class"]


def test_the_organization_lists_members_by_kind_and_says_what_is_disputed(summit: Article) -> None:
    html = Client().get(card(CIS, "en").path).content.decode()
    former = html.split('id="members-former"')[1].split("</section>")[0]
    assert "Georgia" in former
    assert "1993" in former
    assert "18 August 2009" in former
    assert "disputed" in former


def test_nobody_meets_an_entity_that_nothing_has_published(
    summit: Article, staff: dict[str, User], client: Client
) -> None:
    """An event in a public place, with public people, is secret until something makes it public."""
    moscow, lavrov = Entity.objects.get(public_id=MOSCOW), Entity.objects.get(public_id=LAVROV)
    secret = Entity(kind=Kind.EVENT, start="2027-01-01", place=moscow, part_of=Entity.objects.get(public_id=SUMMIT))
    languages.write(secret, "name", dict.fromkeys(languages.codes(), "Secret Embargoed Visit"))
    save_entity(secret, changed=[], by=staff["editor"])
    guest = Participation(event=secret, entity=lavrov, capacity=Capacity.ATTENDEE)
    save_details(secret, saved=[guest], removed=[], by=staff["editor"])
    renew_cards(Entity.objects.filter(public_id__in=[MOSCOW, LAVROV, SUMMIT]), by=staff["publisher"])
    for public_id in (MOSCOW, LAVROV, SUMMIT):
        assert "Embargoed" not in shown(card(public_id, "en").path)
    assert client.get(reverse("public:entity_by_id", args=["en", "event", secret.public_id])).status_code == 404
    open_pages(Entity.objects.filter(pk=secret.pk), by=staff["publisher"])
    for public_id in (MOSCOW, LAVROV, SUMMIT):
        assert "Embargoed" in shown(card(public_id, "en").path)


def test_a_wrong_slug_or_kind_is_sent_on(summit: Article, client: Client) -> None:
    right = card(LAVROV, "fa")
    for kind, slug in (("person", "other"), ("place", right.slug)):
        response = client.get(reverse("public:entity", args=["fa", kind, LAVROV, slug]))
        assert (response.status_code, response.headers["Location"]) == (301, right.path)
    short = client.get(reverse("public:entity_by_id", args=["fa", "person", LAVROV]))
    assert (short.status_code, short.headers["Location"]) == (301, right.path)


def test_a_missing_language_says_which_ones_exist_and_nothing_else(
    write: Callable[[str], Article], staff: dict[str, User], client: Client
) -> None:
    person = Entity(kind=Kind.PERSON)
    languages.write(person, "name", {"en": "Quentin Nobody", "ru": "Квентин Никто"})
    languages.write(person, "description", {"en": "A described man"})
    save_entity(person, changed=[], by=staff["editor"])
    article = write("A short visit\n\nQuentin Nobody came and went.")
    from newsroom.annotation.span import Span
    from newsroom.desk.annotate import accept_suggestions, suggest_mentions

    suggest_mentions(article, language="en", by=staff["annotator"])
    accept_suggestions(article, spans=Span.objects.of_article(article.pk, "en"), by=staff["annotator"])
    approve(article, language="en", by=staff["editor"])
    publish(article, language="en", by=staff["publisher"])
    assert client.get(card(person.public_id, "en").path).status_code == 200
    response = client.get(reverse("public:entity_by_id", args=["ru", "person", person.public_id]))
    html = response.content.decode()
    assert response.status_code == 404
    assert card(person.public_id, "en").path in html
    assert "described" not in html
    assert "Никто" not in html


def test_unknown_and_hidden_entities_answer_alike(summit: Article, staff: dict[str, User], client: Client) -> None:
    hidden = Entity(kind=Kind.PERSON)
    languages.write(hidden, "name", {"en": "Hidden Person"})
    save_entity(hidden, changed=[], by=staff["editor"])
    answers = {
        client.get(reverse("public:entity_by_id", args=["en", "person", public_id])).content
        for public_id in (hidden.public_id, "zzzzzzzz")
    }
    assert len(answers) == 1


def test_a_name_that_changed_is_the_new_one_everywhere_once_it_is_renewed(
    summit: Article, staff: dict[str, User]
) -> None:
    lavrov = Entity.objects.get(public_id=LAVROV)
    column = languages.column("name", "en")
    setattr(lavrov, column, "Serge Lavroff")
    save_entity(lavrov, changed=[column], by=staff["editor"])
    assert "Lavroff" not in shown(card(SUMMIT, "en").path)
    renew_cards(Entity.objects.filter(public_id=LAVROV), by=staff["publisher"])
    assert "Lavroff" in shown(card(SUMMIT, "en").path)


def test_a_page_keeps_itself_and_whom_it_names_among_thousands(
    summit: Article, staff: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    from newsroom.public import faces

    monkeypatch.setattr(faces, "MOST", 20)
    cis, name = Entity.objects.get(public_id=CIS), languages.column("name", "en")
    people = [Entity(kind=Kind.PERSON, **{name: f"Aaa Delegate {n}"}) for n in range(40)]
    for person in people:
        person.derive()
    Entity.objects.bulk_create(people)
    for person in people:
        member = Membership(member=person, organization=cis, kind=MembershipKind.OBSERVER)
        save_details(person, saved=[member], removed=[], by=staff["editor"])
    open_pages(Entity.objects.filter(pk__in=[person.pk for person in people]), by=staff["publisher"])
    assert "Commonwealth of Independent States" in shown(card(CIS, "en").path)


def test_only_events_of_its_own_reports_are_told_beside_an_event(summit: Article, staff: dict[str, User]) -> None:
    """Another event of the same organizer is not one that the reports speak of."""
    chess = Entity(kind=Kind.EVENT, start="2011-05-05")
    languages.write(chess, "name", {"en": "Chess Cup 2011"})
    save_entity(chess, changed=[], by=staff["editor"])
    organizer = Participation(event=chess, entity=Entity.objects.get(public_id=CIS), capacity=Capacity.ORGANIZER)
    save_details(chess, saved=[organizer], removed=[], by=staff["editor"])
    open_pages(Entity.objects.filter(pk=chess.pk), by=staff["publisher"])
    assert "Chess Cup" not in shown(card(SUMMIT, "en").path)
    assert "Chess Cup" in shown(card(CIS, "en").path)


def test_members_who_joined_after_the_day_are_not_members_on_the_day(summit: Article, staff: dict[str, User]) -> None:
    cis = Entity.objects.get(public_id=CIS)
    late = Entity(kind=Kind.PLACE)
    languages.write(late, "name", {"en": "Latecomer Land"})
    save_entity(late, changed=[], by=staff["editor"])
    joined = Membership(member=late, organization=cis, kind=MembershipKind.FULL, start="2025-01-01")
    save_details(late, saved=[joined], removed=[], by=staff["editor"])
    open_pages(Entity.objects.filter(pk=late.pk), by=staff["publisher"])
    html = Client().get(card(SUMMIT, "en").path).content.decode()
    assert "Latecomer Land" not in html.split('id="members_on_the_day"')[1].split("</section>")[0]
    assert "Latecomer Land" in shown(card(CIS, "en").path)


def test_an_entity_that_was_merged_is_sent_on(summit: Article, client: Client) -> None:
    Card.objects.filter(entity_public_id=MOSCOW).update(merged_into=RUSSIA)
    response = client.get(reverse("public:entity", args=["en", "place", MOSCOW, "moscow"]), follow=True)
    assert response.redirect_chain[-1] == (card(RUSSIA, "en").path, 301)


def test_an_entity_that_is_deleted_has_no_page(summit: Article, staff: dict[str, User], client: Client) -> None:
    from newsroom.desk.entities import delete_entity

    person = Entity(kind=Kind.PERSON)
    languages.write(person, "name", {"en": "Short Lived"})
    save_entity(person, changed=[], by=staff["editor"])
    open_pages(Entity.objects.filter(pk=person.pk), by=staff["publisher"])
    path = card(person.public_id, "en").path
    assert client.get(path).status_code == 200
    delete_entity(person, by=staff["editor"])
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("status", ["withdrawn", "gone"])
def test_a_withdrawn_report_is_shown_and_quoted_nowhere(summit: Article, status: str, client: Client) -> None:
    from newsroom.publishing.publication import Publication

    row = Publication.objects.get(article_public_id=summit.public_id, language="ru")
    Publication.objects.filter(pk=row.pk).update(status=status)
    article = [row.path, reverse("public:versions", args=["ru", summit.public_id]),
               reverse("public:version", args=["ru", summit.public_id, 1])]  # fmt: skip
    for path in article:
        assert client.get(path).status_code == 404, path
    for path in ("/ru/", "/ru/feed.atom", "/ru/corrections/", card(LAVROV, "ru").path, card(SUMMIT, "ru").path):
        assert "Лидеры СНГ" not in client.get(path).content.decode(), path
    assert row.path not in client.get(reverse("public:sitemap", args=["reports"])).content.decode()


def test_a_withheld_body_is_quoted_nowhere(summit: Article, client: Client) -> None:
    from newsroom.base.guards import lifted
    from newsroom.publishing.edition import EditionBody
    from newsroom.publishing.publication import Publication

    row = Publication.objects.get(article_public_id=summit.public_id, language="ru")
    etag = client.get(row.path).headers["ETag"]
    with lifted():
        EditionBody.objects.filter(edition=row.edition_id).update(document=None)
    assert client.get(row.path, headers={"If-None-Match": etag}).status_code == 404
    assert "#s-" not in client.get(card(LAVROV, "ru").path).content.decode()
