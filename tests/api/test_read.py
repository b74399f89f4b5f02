"""What is public is told whole, what is not does not exist: articles, editions, entities, statements."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.annotation.statement import StatementKind
from newsroom.api.read.addresses import FOLDERS
from newsroom.api.read.statements import KINDS
from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.block import Block
from newsroom.desk.cards import renew_cards
from newsroom.desk.entities import save_entity
from newsroom.desk.staff import member
from newsroom.entities.entity import Entity
from newsroom.entities.kinds import Kind
from newsroom.publishing.appearance import Appearance
from newsroom.publishing.card import Card
from newsroom.publishing.edition import Edition, EditionBody
from newsroom.publishing.publication import Publication, PublicationStatus
from tests.api.walk import get, rows

NEVER = "22222222"


def address(name: str, *args: Any) -> str:
    return reverse(f"api:{name}", args=args)


def ids(path: str) -> set[str]:
    return {row["id"] for row in rows(path)}


def entity(name: str) -> str:
    return Entity.objects.get(**{languages.column("name", "en"): name}).public_id


@pytest.fixture
def explainer(summit: Article) -> str:
    """The report that exists in English and Persian only."""
    (public_id,) = set(Publication.objects.values_list("article_public_id", flat=True)) - {summit.public_id}
    return public_id


# --- articles ---------------------------------------------------------------------------------------------------------


def test_there_is_one_item_per_article_newest_first(summit: Article, explainer: str) -> None:
    found = rows(address("articles"))
    assert {row["id"] for row in found} == {summit.public_id, explainer}
    times = [row["date_published"] for row in found]
    assert times == sorted(times, reverse=True)


def test_a_missing_russian_is_null_and_no_other_text(explainer: str) -> None:
    article = get(address("article", explainer))
    assert article["languages"] == ["en", "fa"]
    for field in ("title", "lead", "url"):
        assert article[field]["ru"] is None
        assert article[field]["en"]
        assert article[field]["fa"]


def test_an_article_leads_to_its_pages(summit: Article) -> None:
    article = get(address("article", summit.public_id))
    for code in languages.codes():
        assert article["url"][code].startswith(f"http://testserver/{code}/articles/")
        assert Client().get(article["url"][code]).status_code == 200


def test_an_article_names_what_it_is_about(summit: Article) -> None:
    about = {one["id"] for one in get(address("article", summit.public_id))["about"]}
    assert about == set(summit.about.values_list("public_id", flat=True))


def test_drafts_and_withdrawn_reports_answer_like_what_never_was(
    summit: Article, explainer: str, drafts: list[Article]
) -> None:
    Publication.objects.filter(article_public_id=explainer).update(status=PublicationStatus.WITHDRAWN)
    Publication.objects.filter(article_public_id=summit.public_id, language="ru").update(status="gone")
    for hidden in [explainer, *(draft.public_id for draft in drafts)]:
        for path in ("", "editions/", "editions/en/1/"):
            answer = Client().get(address("article", hidden) + path)
            never = Client().get(address("article", NEVER) + path)
            assert answer.status_code == 404
            assert (answer.content, answer.headers) == (never.content, never.headers)
        assert hidden not in ids(address("articles"))
    assert Client().get(address("edition", summit.public_id, "ru", 1)).status_code == 404
    left = get(address("article", summit.public_id))
    assert (left["languages"], left["title"]["ru"], left["url"]["ru"]) == (["en", "fa"], None, None)
    assert {one["language"] for one in left["editions"]} == {"en", "fa"}
    assert {one["language"] for one in rows(address("editions", summit.public_id))} == {"en", "fa"}
    said = rows(address("statements"))
    assert said
    assert all(one["quote"]["ru"] is None and one["article"] == summit.public_id for one in said)


@pytest.mark.parametrize(("language", "both"), [("ru", False), ("fa", True)])
def test_articles_are_found_by_language(summit: Article, explainer: str, language: str, both: bool) -> None:
    assert ids(f"{address('articles')}?language={language}") == {summit.public_id, *([explainer] if both else [])}


def test_articles_are_found_by_what_they_are_about_and_whom_they_name(summit: Article, explainer: str) -> None:
    subject = summit.about.exclude(public_id__in=Appearance.objects.filter(
        edition__article_public_id=explainer).values("entity_public_id"))[0].public_id  # fmt: skip
    assert ids(f"{address('articles')}?about={subject}") == {summit.public_id}
    assert ids(f"{address('articles')}?mentions={entity('Vladimir Putin')}") >= {summit.public_id}
    assert ids(f"{address('articles')}?about={NEVER}") == set()
    assert ids(f"{address('articles')}?mentions={NEVER}") == set()


def test_articles_are_found_by_time(summit: Article, explainer: str) -> None:
    times = {row["id"]: row["date_published"] for row in rows(address("articles"))}
    newest = times[summit.public_id]
    assert ids(f"{address('articles')}?since={newest}") == {summit.public_id}
    assert ids(f"{address('articles')}?until={newest}") == {summit.public_id, explainer}
    assert ids(f"{address('articles')}?until={times[explainer]}") == {explainer}
    day = newest[:10]
    assert ids(f"{address('articles')}?since={day}&until={day}") >= {summit.public_id}
    assert ids(f"{address('articles')}?until=2000-01-01") == set()
    assert ids(f"{address('articles')}?since=0001-01-01T00:00:00%2B14:00&until=9999-12-31") == set(times)
    assert ids(f"{address('articles')}?until=9999-12-31T23:59:59-14:00") == set(times)


# --- editions ---------------------------------------------------------------------------------------------------------


def test_every_edition_is_listed_with_its_place_in_the_chain(summit: Article) -> None:
    listed = rows(address("editions", summit.public_id))
    assert listed == get(address("article", summit.public_id))["editions"]
    assert len(listed) == Edition.objects.filter(article_public_id=summit.public_id).count()
    chain = sorted((one for one in listed if one["language"] == "fa"), key=lambda one: one["number"])
    assert [one["previous_digest"] for one in chain] == [None, chain[0]["digest"]]
    assert [one["live"] for one in chain] == [False, True]
    assert chain[1]["kind"] == "correction"
    assert chain[1]["note"]


@pytest.mark.parametrize("language", languages.codes())
def test_an_edition_holds_every_word_of_its_blocks(summit: Article, language: str) -> None:
    live = next(one for one in rows(address("editions", summit.public_id)) if one["language"] == language)
    blocks = get(live["api_url"])["body"]["blocks"]
    said = {block["id"]: block["text"] for block in blocks if block["text"]}
    wanted = {str(b.uuid): b.plain(language) for b in Block.objects.of_article(summit) if b.source(language)}
    assert said == wanted


def test_offsets_lead_to_the_words_they_quote(summit: Article, explainer: str) -> None:
    count = 0
    for article in (summit.public_id, explainer):
        for row in rows(address("editions", article)):
            body = get(row["api_url"])["body"]
            texts = {block["id"]: block["text"] for block in body["blocks"]}
            for part in [*body["mentions"], *body["statements"], *body["notes"]]:
                assert part["spans"]
                for span in part["spans"]:
                    assert texts[span["block"]][span["start"] : span["end"]] == span["exact"]
                    count += 1
            for block in body["blocks"]:
                for one in block["markup"]:
                    assert 0 <= one["start"] < one["end"] <= len(block["text"])
    assert count > 300


def test_an_old_edition_of_a_live_article_stays_readable(summit: Article) -> None:
    first, second = (get(address("edition", summit.public_id, "fa", number)) for number in (1, 2))
    assert (first["live"], second["live"]) == (False, True)
    assert first["body"]["blocks"] != second["body"]["blocks"]
    assert Client().get(address("edition", summit.public_id, "fa", 3)).status_code == 404


def test_a_withheld_edition_says_so_and_keeps_its_digests(summit: Article) -> None:
    before = get(address("edition", summit.public_id, "fa", 1))
    EditionBody.objects.filter(edition__digest=before["digest"]).update(document=None)
    after = get(address("edition", summit.public_id, "fa", 1))
    assert after == before | {"withheld": True, "body": None}


def test_statements_of_a_withheld_edition_are_gone(summit: Article) -> None:
    path = f"{address('statements')}?article={summit.public_id}"
    assert any(one["quote"]["ru"] for one in rows(path))
    live = Publication.objects.get(article_public_id=summit.public_id, language="ru")
    EditionBody.objects.filter(edition=live.edition_id).update(document=None)
    assert not any(one["quote"]["ru"] for one in rows(path))


def test_a_translation_says_what_it_was_made_from_while_that_is_public(summit: Article) -> None:
    source = get(address("edition", summit.public_id, "fa", 1))
    assert get(address("edition", summit.public_id, "ru", 1))["based_on"]["digest"] == source["digest"]
    Publication.objects.filter(article_public_id=summit.public_id, language="fa").update(status="withdrawn")
    assert get(address("edition", summit.public_id, "ru", 1))["based_on"] is None


def test_only_entities_with_a_card_are_named(summit: Article) -> None:
    putin = entity("Vladimir Putin")
    path = address("edition", summit.public_id, "en", 1)
    assert putin in {one["entity"]["id"] for one in get(path)["body"]["mentions"]}
    Card.objects.filter(entity_public_id=putin).delete()
    assert putin.encode() not in Client().get(path).content
    assert putin.encode() not in Client().get(address("statements") + "?page_size=100").content


# --- entities ---------------------------------------------------------------------------------------------------------


def test_the_kinds_are_those_of_the_desk() -> None:
    assert set(FOLDERS) == set(Kind.values)
    assert set(KINDS) == set(StatementKind.values)


@pytest.mark.parametrize("kind", FOLDERS)
def test_a_list_holds_the_entities_with_a_card_and_no_others(summit: Article, kind: str) -> None:
    Entity.objects.create(kind=kind, **{languages.column("name", "en"): "Nobody has named this"})
    cards = Card.objects.filter(kind=kind)
    assert ids(address(f"{kind}_list")) == set(cards.values_list("entity_public_id", flat=True))
    for code in languages.codes():
        wanted = set(cards.in_language(code).values_list("entity_public_id", flat=True))
        assert ids(f"{address(f'{kind}_list')}?language={code}") == wanted
    never = Client().get(address(kind, NEVER)).content
    hidden = Entity.objects.filter(kind=kind).exclude(public_id__in=cards.values("entity_public_id"))
    for one in hidden:
        assert (answer := Client().get(address(kind, one.public_id))).status_code == 404
        assert answer.content == never


def test_an_entity_has_a_text_only_where_it_has_a_card(summit: Article) -> None:
    without = set(Card.objects.values_list("entity_public_id", flat=True)) - set(
        Card.objects.in_language("ru").values_list("entity_public_id", flat=True)
    )
    assert without
    for public_id in without:
        kind = Card.objects.filter(entity_public_id=public_id)[0].kind
        found = get(address(kind, public_id))
        assert (found["name"]["ru"], found["description"]["ru"], found["url"]["ru"]) == (None, None, None)


def test_an_entity_is_found_under_its_own_kind_only(summit: Article) -> None:
    putin = entity("Vladimir Putin")
    assert get(address("person", putin))["name"]["ru"] == "Владимир Путин"
    assert Client().get(address("place", putin)).status_code == 404


def test_a_person_holds_offices_and_the_organization_names_its_members(summit: Article) -> None:
    lebedev = get(address("person", entity("Sergei Lebedev")))
    (office,) = [one for one in lebedev["memberships"] if one["kind"] == "office"]
    assert office["role"]["en"] == "Secretary-General of the CIS"
    assert all(office["role"].values())
    cis = get(office["organization"]["api_url"])
    held = [one for one in cis["members"] if one["member"]["id"] == lebedev["id"]]
    assert [one["role"] for one in held] == [office["role"]]
    assert {one["kind"] for one in cis["members"]} > {"office", "full"}


def test_a_member_without_a_card_is_not_named(summit: Article) -> None:
    lebedev = entity("Sergei Lebedev")
    path = get(address("person", lebedev))["memberships"][0]["organization"]["api_url"]
    Card.objects.filter(entity_public_id=lebedev).delete()
    assert lebedev.encode() not in Client().get(path).content


def test_an_event_names_its_participants_and_its_place(summit: Article) -> None:
    event = get(address("event", entity("CIS heads of state summit, Moscow 2024")))
    assert event["start_date"] == event["end_date"] == "2024-10-08"
    assert event["location"]["name"]["en"]
    assert {"host", "attendee"} <= {one["capacity"] for one in event["participants"]}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("start_since=2024-10-08&start_until=2024-10-08", True),
        ("start_since=2024-10-09", False),
        ("start_until=2024-10-07", False),
        ("start_since=0001-01-01&start_until=9999-12-31", True),
    ],
)
def test_events_are_found_by_their_start(summit: Article, query: str, found: bool) -> None:
    event = entity("CIS heads of state summit, Moscow 2024")
    assert (event in ids(f"{address('event_list')}?{query}")) == found


def begin_on(event: str, start: str) -> None:
    """As the desk does it: the entity is edited, its public pages are renewed."""
    row = Entity.objects.get(public_id=event)
    row.start = start
    save_entity(row, changed=["start"], by=member("editor"))
    renew_cards(Entity.objects.filter(public_id=event), by=member("publisher"))


@pytest.mark.parametrize("start", ["2024", "2024~", "2024-10", "2024-10?", "2024-10-08~"])
def test_an_event_with_a_vague_start_counts_where_it_may_have_begun(summit: Article, start: str) -> None:
    event = entity("CIS heads of state summit, Moscow 2024")
    begin_on(event, start)
    path = address("event_list")
    assert event in ids(f"{path}?start_since=2024-10-08&start_until=2024-10-08")
    assert event not in ids(f"{path}?start_since=2025-01-01")
    assert event not in ids(f"{path}?start_until=2023-12-31")
    assert (event in ids(f"{path}?start_since=2024-11-01")) == (len(start.rstrip("~?")) == 4)


def test_an_event_without_a_start_is_in_no_range(summit: Article) -> None:
    event = entity("CIS heads of state summit, Moscow 2024")
    begin_on(event, "")
    assert event in ids(address("event_list"))
    assert event not in ids(f"{address('event_list')}?start_since=0001-01-01")
    assert event not in ids(f"{address('event_list')}?start_until=9999-12-31")


def test_an_entity_that_was_merged_sends_to_the_one_it_became(summit: Article) -> None:
    old, new = entity("Vladimir Putin"), entity("Sergei Lebedev")
    Card.objects.filter(entity_public_id=old).update(merged_into=new)
    answer = Client().get(address("person", old))
    assert (answer.status_code, answer.headers["Location"]) == (301, f"http://testserver{address('person', new)}")
    assert old not in ids(address("person_list"))
    named = {one["entity"]["id"] for one in get(address("edition", summit.public_id, "en", 1))["body"]["mentions"]}
    assert new in named
    assert old not in named
    assert ids(f"{address('articles')}?mentions={new}") >= {summit.public_id}
    Card.objects.filter(entity_public_id=new).delete()
    assert Client().get(address("person", old)).status_code == 404


# --- statements -------------------------------------------------------------------------------------------------------


def test_a_statement_is_one_item_in_all_its_languages(summit: Article) -> None:
    found = rows(f"{address('statements')}?article={summit.public_id}")
    whole = [one for one in found if all(one["quote"].values())]
    assert len(whole) > 10
    assert all({said["language"] for said in one["said_in"]} == {"fa", "en", "ru"} for one in whole)
    assert get(address("statement", whole[0]["id"])) == whole[0]
    for code in languages.codes():
        anchors = {one["url"][code].partition("#")[2] for one in whole}
        html = Client().get(whole[0]["url"][code].partition("#")[0]).content.decode()
        assert all(f'id="{anchor}' in html for anchor in anchors), code


def test_statements_come_in_reading_order(summit: Article) -> None:
    found = rows(f"{address('statements')}?article={summit.public_id}&page_size=10")
    places = [(said["block"], said["start"]) for one in found for said in one["said_in"] if said["language"] == "fa"]
    order = {str(block.uuid): block.position for block in Block.objects.of_article(summit)}
    assert places == sorted(places, key=lambda place: (order[place[0]], place[1]))


def test_statements_are_found_by_speaker_event_kind_and_language(summit: Article) -> None:
    path = address("statements")
    everything = rows(path)
    putin = entity("Vladimir Putin")
    of_putin = {one["id"] for one in everything if putin in {voice["entity"]["id"] for voice in one["speakers"]}}
    assert of_putin
    assert ids(f"{path}?speaker={putin}") == of_putin
    event = next(one["event"]["id"] for one in everything if one["event"])
    assert ids(f"{path}?event={event}") == {one["id"] for one in everything if (one["event"] or {}).get("id") == event}
    for kind in KINDS:
        assert ids(f"{path}?kind={kind}") == {one["id"] for one in everything if one["kind"] == kind}
    for code in languages.codes():
        assert ids(f"{path}?language={code}") == {one["id"] for one in everything if one["quote"][code]}
    assert ids(f"{path}?speaker={NEVER}") == set()


def test_the_credit_of_an_image_is_words_of_the_editions_language(summit: Article) -> None:
    shown = get(address("edition", summit.public_id, "ru", 1))
    images = [block["image"] for block in shown["body"]["blocks"] if block["image"]]
    assert [image["credit_text"] for image in images] == ["«Гозареш»"]
