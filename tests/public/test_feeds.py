"""What machines fetch: the Atom feed, the site map, conditional answers, the head of each page."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.publishing.card import Card
from newsroom.publishing.edition import Edition
from newsroom.publishing.publication import Publication

ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
HOST = "http://testserver"


def path_of(article: Article, language: str) -> str:
    return Publication.objects.get(article_public_id=article.public_id, language=language).path


def graph(html: str) -> list[dict[str, Any]]:
    """The linked data of a page."""
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert block
    data = json.loads(block[1])
    assert data["@context"] == "https://schema.org"
    return list(data["@graph"])


def alternates(html: str) -> dict[str, str]:
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', html))


@pytest.mark.parametrize("language", languages.codes())
def test_the_feed_names_the_reports_of_its_language(summit: Article, language: str, client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(reverse("public:feed", args=[language]))
    feed = ET.fromstring(response.content)
    assert len(queries) == 1
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    newest = feed.find("a:entry", ATOM)
    assert newest is not None
    title = newest.findtext("a:title", "", ATOM)
    edition = Publication.objects.get(article_public_id=summit.public_id, language=language).edition
    assert title.replace("\u2068", "").replace("\u2069", "") == edition.title
    assert newest.findtext("a:id", "", ATOM).startswith("tag:testserver,")
    assert newest.findtext("a:updated", "", ATOM).startswith(edition.published_at.isoformat()[:19])
    link = newest.find("a:link", ATOM)
    assert link is not None
    assert client.get(str(link.get("href"))).status_code == 200


def test_a_torn_name_is_isolated_in_the_persian_feed(summit: Article, client: Client) -> None:
    assert "«\u2068CIS+\u2069»" in client.get("/fa/feed.atom").content.decode()


def test_the_site_map_lists_every_public_page_with_its_alternates(summit: Article, client: Client) -> None:
    index = ET.fromstring(client.get("/sitemap.xml").content)
    listed: dict[str, dict[str, str]] = {}
    for place in index.findall("s:sitemap/s:loc", SITEMAP):
        page = ET.fromstring(client.get(str(place.text)).content)
        for url in page.findall("s:url", SITEMAP):
            links = {str(link.get("hreflang")): str(link.get("href")) for link in url.findall("x:link", SITEMAP)}
            listed[url.findtext("s:loc", "", SITEMAP)] = links
    pages = {HOST + row.path for row in [*Publication.objects.live(), *Card.objects.all()]}
    assert set(listed) == pages
    for address, links in listed.items():
        assert address in links.values()
        for other in links.values():
            assert listed[other] == links, "alternates are mutual"


def test_the_site_map_costs_two_queries_however_many_pages(summit: Article, client: Client) -> None:
    for section in ("reports", "entities"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("public:sitemap", args=[section])).status_code == 200
        assert len(queries) <= 2


@pytest.mark.parametrize("language", languages.codes())
def test_every_page_names_itself_and_its_alternates(summit: Article, language: str, client: Client) -> None:
    card = Card.objects.get(entity_public_id="783a4ve8", language=language)
    for path in (path_of(summit, language), card.path, f"/{language}/", f"/{language}/people/"):
        html = client.get(path).content.decode()
        assert f'<link rel="canonical" href="{HOST}{path}">' in html
        links = alternates(html)
        assert links[language] == HOST + path
        for code, address in links.items():
            if code != "x-default":
                assert alternates(client.get(address).content.decode()) == links


def test_a_report_in_two_languages_names_no_third(client: Client, summit: Article) -> None:
    other = Publication.objects.live().exclude(article_public_id=summit.public_id).filter(language="en").get()
    links = alternates(client.get(other.path).content.decode())
    assert set(links) == {"en", "fa", "x-default"}
    assert links["x-default"] == links["en"]


def test_a_report_is_a_news_article_for_machines(summit: Article, client: Client) -> None:
    html = client.get(path_of(summit, "fa")).content.decode()
    (node,) = graph(html)
    edition = Edition.objects.of(summit.public_id, "fa")[0]
    assert node["@type"] == "NewsArticle"
    assert node["headline"] == edition.title
    assert node["inLanguage"] == "fa"
    assert node["dateModified"] == edition.published_at.isoformat()
    assert node["publisher"]["@type"] == "NewsMediaOrganization"
    assert [one["text"] for one in node["correction"]] == [edition.note]
    assert {one["@type"] for one in node["mentions"]} >= {"Person", "Organization", "Place", "Event"}
    for one in [*node["mentions"], *node["about"]]:
        assert client.get(one["url"]).status_code == 200
    (english,) = graph(client.get(path_of(summit, "en")).content.decode())
    assert client.get(english["translationOfWork"]).headers["Location"] == path_of(summit, "fa")
    assert "correction" not in english


@pytest.mark.parametrize(
    ("public_id", "wanted"),
    [
        ("e9jebjc5", {"@type": "Person", "jobTitle": "Minister of Foreign Affairs of Russia"}),
        ("h5uxaqaw", {"@type": "Organization", "sameAs": ["https://www.wikidata.org/wiki/Q7779"]}),
        ("783a4ve8", {"@type": "Event", "startDate": "2024-10-08"}),
        ("4fyj6m64", {"@type": "Place"}),
        ("edvua9eh", {"@type": "CreativeWork"}),
    ],
)
def test_an_entity_is_what_schema_org_calls_it(
    summit: Article, public_id: str, wanted: dict[str, Any], client: Client
) -> None:
    (node,) = graph(client.get(Card.objects.get(entity_public_id=public_id, language="en").path).content.decode())
    assert wanted.items() <= node.items()


def test_the_event_names_place_organizer_and_attendees(summit: Article, client: Client) -> None:
    (node,) = graph(client.get(Card.objects.get(entity_public_id="783a4ve8", language="en").path).content.decode())
    assert node["location"]["@type"] == "Place"
    assert [one["name"] for one in node["organizer"]] == ["Commonwealth of Independent States"]
    assert len(node["attendee"]) == 11


def test_linked_data_cannot_close_its_own_element() -> None:
    from newsroom.public.linked_data import as_script

    script = as_script([{"name": "</script><script>alert(1)</script>\u2028&"}])
    assert script.count("<") == 2
    assert json.loads(script[script.index(">") + 1 : script.rindex("<")])["@graph"][0]["name"].startswith("</script>")


@pytest.mark.parametrize("language", languages.codes())
def test_an_unchanged_page_answers_304_and_costs_less(summit: Article, language: str, client: Client) -> None:
    card = Card.objects.get(entity_public_id="783a4ve8", language=language)
    for path in (path_of(summit, language), f"/{language}/", f"/{language}/feed.atom", card.path):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    report = path_of(summit, language)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(report, headers={"If-None-Match": "*"}).status_code == 304
    assert len(queries) <= 2


def test_a_new_edition_makes_a_new_etag_here_and_where_it_is_named(
    settled: Article, staff: dict[str, Any], client: Client
) -> None:
    from newsroom.content.block import Block
    from newsroom.desk.edit import edit_texts
    from newsroom.desk.publish import publish
    from newsroom.desk.review import approve

    other = Publication.objects.live().exclude(article_public_id=settled.public_id).filter(language="fa").get()
    paths = [path_of(settled, "fa"), path_of(settled, "en"), other.path, "/fa/", "/fa/feed.atom"]
    before = {path: client.get(path).headers["ETag"] for path in paths}
    untouched = client.get("/ru/").headers["ETag"]
    block = Block.objects.of_article(settled).filter(kind="paragraph").last()
    assert block is not None
    texts = {str(block.uuid): block.source("fa") + " پایان."}
    edit_texts(settled, language="fa", texts=texts, by=staff["reporter"])
    approve(settled, language="fa", by=staff["editor"])
    publish(settled, language="fa", by=staff["publisher"])
    for path in paths:
        assert client.get(path, headers={"If-None-Match": before[path]}).status_code == 200, path
    assert client.get("/ru/").headers["ETag"] == untouched
