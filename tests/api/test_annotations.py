"""The annotations of an edition: pages and single ones, negotiated, from what was published and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsroom.annotation.mention import Mention
from newsroom.annotation.note import Note
from newsroom.annotation.span import Span
from newsroom.annotation.statement import Statement
from newsroom.base import guards, languages
from newsroom.content.article import Article
from newsroom.desk.annotate import accept_suggestions
from newsroom.desk.import_annotations import import_annotations
from newsroom.desk.merging import merge
from newsroom.desk.notes import Noted, add_notes
from newsroom.desk.publish import publish
from newsroom.entities.entity import Entity
from newsroom.exchange.annotation_files import read_annotations
from newsroom.publishing.edition import EditionBody
from newsroom.publishing.publication import Publication, PublicationStatus
from newsroom.staff.user import User
from newsroom.text.webannotation import LINES_TYPE, MEDIA_TYPE, PAGE_SIZE, PLAIN_TYPE
from tests.api.walk import get
from tests.desk.test_notes import at
from tests.exchange.linked import is_understood
from tests.public.pages import Seen
from tests.stories import block_of

MOST = 4  # queries: what is live, the edition, whom it names, and whom those became
LAVROV = "e9jebjc5"
Json = dict[str, Any]


def address(article: Article, language: str = "fa", number: int = 1, query: str = "") -> str:
    return reverse("api:annotations", args=[article.public_id, language, number]) + query


def asked(path: str, accept: str = MEDIA_TYPE) -> Any:
    return Client().get(path, headers={"Accept": accept})


def lines(article: Article, language: str = "fa", number: int = 1) -> bytes:
    response = asked(address(article, language, number), LINES_TYPE)
    assert response.status_code == 200
    return bytes(response.content)


def every(article: Article, language: str = "fa") -> list[Json]:
    return [json.loads(line) for line in lines(article, language).splitlines()]


def targets(one: Json) -> list[Json]:
    return one["target"] if isinstance(one["target"], list) else [one["target"]]


def bodies(one: Json) -> list[Json]:
    return one["body"] if isinstance(one["body"], list) else [one["body"]]


# --- what is told -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", languages.codes())
def test_it_tells_what_readers_of_the_edition_see(summit: Article, language: str) -> None:
    edition = get(reverse("api:edition", args=[summit.public_id, language, 1]))["body"]
    told = every(summit, language)
    for sort, shown in (("mention", "mentions"), ("statement", "statements"), ("note", "notes")):
        found = [one["canonical"].removeprefix("urn:uuid:") for one in told if one["gz:sort"] == sort]
        assert found == [one["id"] for one in edition[shown]], sort
    assert {one["gz:sort"] for one in told} == {"mention", "statement", "note"}


@pytest.mark.parametrize("language", languages.codes())
def test_every_position_counts_code_points_of_the_block_that_its_source_leads_to(
    summit: Article, language: str
) -> None:
    edition = get(reverse("api:edition", args=[summit.public_id, language, 1]))["body"]
    texts = {block["id"]: block["text"] for block in edition["blocks"]}
    page = reverse("public:version", args=[language, summit.public_id, 1])
    ids = {one.attrs.get("id") for one in Seen(Client().get(page).content.decode()).elements}
    for one in every(summit, language):
        for target in targets(one):
            path, _hash, anchor = target["source"]["id"].removeprefix("http://testserver").partition("#")
            assert path == page
            assert anchor in ids
            position, quote = target["selector"]
            text = texts[anchor.removeprefix("b-")]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert target["source"]["language"] == language


def test_no_term_of_it_is_lost_on_the_way_to_linked_data(summit: Article) -> None:
    for document in (get(address(summit)), get(address(summit, query="?page=2")), *every(summit)[:20]):
        assert is_understood(document)
    assert all(is_understood(one) for one in every(summit, "ru") if one["gz:sort"] != "mention")


def test_a_draft_has_no_part_in_it(summit: Article, staff: dict[str, User]) -> None:
    before = lines(summit)
    block = block_of(summit, 6)
    words = block.plain("fa")[:9]
    add_notes(summit, noted=[Noted([at(block, words, "fa")], "question", claim={"fa": "?"})], by=staff["annotator"])
    Span.objects.filter(block__article=summit, note__isnull=True).update(exact="zxqmark")
    Note.objects.filter(article=summit).update(public=False)
    with CaptureQueriesContext(connection) as queries:
        assert lines(summit) == before
    said = " ".join(query["sql"] for query in queries)
    for table in (Span, Mention, Statement, Note, Article):
        assert f'"{table._meta.db_table}"' not in said


def test_a_report_that_was_taken_down_has_none(summit: Article) -> None:
    one = every(summit)[0]["id"].removeprefix("http://testserver")
    Publication.objects.filter(language="fa").update(status=PublicationStatus.WITHDRAWN)
    for path in (address(summit), one):
        assert asked(path).status_code == 404
    assert asked(address(summit, "en")).status_code == 200


def test_an_entity_is_named_as_what_it_became(summit: Article, staff: dict[str, User]) -> None:
    old, kept = Entity.objects.get(public_id=LAVROV), Entity.objects.exclude(public_id=LAVROV).filter(kind="person")[0]
    merge(old, into=kept, by=staff["editor"])
    named = {body["gz:entity"] for one in every(summit) for body in bodies(one) if "gz:entity" in body}
    assert kept.public_id in named
    assert LAVROV not in named


# --- addresses and forms ----------------------------------------------------------------------------------------------


def test_the_pages_lead_through_all_and_each_annotation_stands_at_its_id(summit: Article) -> None:
    collection = get(address(summit))
    assert collection["type"] == "AnnotationCollection"
    first, met, page = collection["first"], [], get(address(summit, query="?page=1"))
    assert first["items"] == page["items"]
    assert (first["id"], first["next"]) == (page["id"], page["next"])
    while page:
        assert len(page["items"]) <= PAGE_SIZE
        assert page["partOf"]["id"] == collection["id"]
        assert page["startIndex"] == len(met)
        met += page["items"]
        page = get(page["next"]) if "next" in page else {}
    assert len(met) == collection["total"] > PAGE_SIZE
    assert asked(collection["last"]).json()["items"] == met[-len(asked(collection["last"]).json()["items"]) :]
    of_each = {one["gz:sort"]: one for one in met}.values()
    for one in of_each:
        alone = asked(one["id"]).json()
        assert alone.pop("@context") == collection["@context"]
        assert alone == one


def test_a_page_of_lines_is_bounded_and_all_lines_are_the_edition(summit: Article) -> None:
    whole = lines(summit).splitlines()
    pages = [asked(address(summit, query=f"?page={n}"), LINES_TYPE).content.splitlines() for n in (1, 2)]
    assert len(pages[0]) == PAGE_SIZE
    assert [line for page in pages for line in page] == whole
    assert asked(json.loads(whole[0])["id"], LINES_TYPE).content.splitlines() == [whole[0]]


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("*/*", MEDIA_TYPE),
        ("text/html,application/xhtml+xml,*/*;q=0.8", MEDIA_TYPE),
        (MEDIA_TYPE, MEDIA_TYPE),
        ("application/ld+json", MEDIA_TYPE),
        ("application/json", PLAIN_TYPE),
        (LINES_TYPE, LINES_TYPE),
        (f"{LINES_TYPE};q=0.4, application/json;q=0.9", PLAIN_TYPE),
        ("text/turtle", ""),
        ("application/ld+json;q=0", ""),
        ('application/ld+json; profile="http://www.w3.org/ns/activitystreams"', ""),
    ],
)
def test_the_form_is_negotiated(summit: Article, accept: str, given: str) -> None:
    for path in (address(summit), every(summit)[0]["id"]):
        response = asked(path, accept)
        assert response.status_code == (200 if given else 406)
        assert response.headers["Content-Type"] == (given or PLAIN_TYPE)
        assert response.headers["Vary"] == "Accept"
        if not given:
            assert response.json()["errors"][0]["code"] == "not_acceptable"


def test_a_refusal_is_plain_json_in_whatever_form_was_asked(summit: Article) -> None:
    for path, status in (
        (address(summit, query="?page=0"), 400),
        (address(summit, query="?page=۱"), 400),
        (address(summit, query="?pages=1"), 400),
        (address(summit, query="?page=999"), 404),
        (address(summit, number=99), 404),
        (f"{address(summit)}x/", 404),
        (f"{address(summit)}00000000-0000-0000-0000-000000000000/", 404),
    ):
        response = asked(path, LINES_TYPE)
        assert response.status_code == status, path
        assert response.headers["Content-Type"] == PLAIN_TYPE
        assert response.json()["errors"][0]["message"]


def test_the_headers_say_what_it_is_and_save_the_second_transfer(summit: Article) -> None:
    page, one = asked(address(summit, query="?page=1")), asked(every(summit)[0]["id"])
    assert '<http://www.w3.org/ns/ldp#BasicContainer>; rel="type"' in page.headers["Link"]
    assert f'<http://testserver{address(summit, query="?page=2")}>; rel="next"' in page.headers["Link"]
    assert one.headers["Link"] == '<http://www.w3.org/ns/ldp#Resource>; rel="type"'
    assert one.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert "Link" in one.headers["Access-Control-Expose-Headers"]
    etags = {asked(address(summit), form).headers["ETag"] for form in (MEDIA_TYPE, LINES_TYPE)}
    assert len(etags) == 2
    known = asked(address(summit), LINES_TYPE).headers["ETag"]
    again = Client().get(address(summit), headers={"Accept": LINES_TYPE, "If-None-Match": known})
    assert (again.status_code, again.content, again.headers["Vary"]) == (304, b"", "Accept")
    head = Client().head(address(summit), headers={"Accept": LINES_TYPE})
    assert (head.status_code, head.content) == (200, b"")


def test_pages_and_the_api_lead_to_it(summit: Article, client: Client) -> None:
    for code in languages.codes():
        live = Publication.objects.live().in_language(code).get(article_public_id=summit.public_id)
        for path, number in (
            (live.path, live.edition.number),
            (reverse("public:version", args=[code, summit.public_id, 1]), 1),
        ):
            found = f"http://testserver{address(summit, code, number)}"
            html = client.get(path).content.decode()
            assert f'<link rel="alternate" type="application/ld+json" href="{found}">' in html
    article = get(reverse("api:article", args=[summit.public_id]))
    for row in article["editions"]:
        assert row["annotations_url"] == f"http://testserver{address(summit, row['language'], row['number'])}"
        assert asked(row["annotations_url"]).status_code == 200


@pytest.mark.parametrize("form", [MEDIA_TYPE, LINES_TYPE])
def test_it_costs_four_queries_whatever_its_size(summit: Article, form: str) -> None:
    for path in (address(summit), address(summit, query="?page=2"), every(summit)[-1]["id"]):
        with CaptureQueriesContext(connection) as queries:
            assert asked(path, form).status_code == 200
        assert len(queries) <= MOST, path


# --- there and back ---------------------------------------------------------------------------------------------------


def test_what_was_published_comes_back_and_is_published_again_to_the_byte(
    summit: Article, staff: dict[str, User]
) -> None:
    """The edition's lines into a draft that lost its annotations, accepted, and out again in its next edition."""
    live = Publication.objects.live().in_language("fa").get(article_public_id=summit.public_id).edition.number
    before = lines(summit, "fa", live)
    known = import_annotations(summit, incoming=read_annotations(before), by=staff["publisher"])
    assert {one.result for one in known.outcomes} == {"known"}
    for table in (Mention, Statement, Note):
        table.objects.filter(article=summit).delete()
    report = import_annotations(summit, incoming=read_annotations(before), by=staff["publisher"])
    assert {one.result for one in report.outcomes} == {"taken"}
    accept_suggestions(summit, spans=Span.objects.filter(block__article=summit), by=staff["publisher"])
    edition = publish(summit, language="fa", by=staff["publisher"])
    assert edition.number == live + 1
    after = lines(summit, "fa", edition.number)
    for part in (b"/editions/fa/%d/", b"/versions/%d/"):
        before = before.replace(part % live, part % edition.number)
    assert after == before


def test_a_body_that_was_taken_back_has_no_annotations(summit: Article) -> None:
    with guards.lifted():
        EditionBody.objects.filter(edition__language="fa", edition__number=1).update(document=None)
    assert asked(address(summit)).status_code == 404
