"""Versions: every edition stays readable, and what changed between two is shown word by word."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsroom.base import languages
from newsroom.base.guards import lifted
from newsroom.content.article import Article
from newsroom.publishing.edition import Edition, EditionBody
from tests.public.pages import Seen

LEBEDEV = "سرگئی لبدف"


def version(article: Article, language: str, number: int) -> str:
    return reverse("public:version", args=[language, article.public_id, number])


def compared(article: Article, older: int, newer: int) -> str:
    return reverse("public:comparison", args=["fa", article.public_id, older, newer])


@pytest.mark.parametrize("language", languages.codes())
def test_the_list_names_every_edition_and_costs_two_queries(summit: Article, language: str, client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        page = Seen(client.get(reverse("public:versions", args=[language, summit.public_id])).content.decode())
    numbers = Edition.objects.of(summit.public_id, language).values_list("number", flat=True)
    assert {version(summit, language, number) for number in numbers} <= set(page.links)
    assert len(queries) <= 2


def test_an_old_edition_reads_as_it_was_and_says_that_another_took_its_place(summit: Article, client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        old = client.get(version(summit, "fa", 1)).content.decode()
    new = client.get(version(summit, "fa", 2)).content.decode()
    paragraphs = [html.split("<article>")[1].split("<aside")[0] for html in (old, new)]
    assert len(queries) <= 5
    assert "دبیرکل این سازمان" not in paragraphs[0].split('class="check')[0]
    assert "دبیرکل این سازمان" in paragraphs[1]
    assert "نسخه ۲ جای آن را گرفته است" in old
    assert "جای آن را گرفته است" not in new
    for html in (old, new):
        assert '<meta name="robots" content="noindex">' in html


def test_the_comparison_marks_what_was_added(summit: Article, client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        page = Seen(client.get(compared(summit, 1, 2)).content.decode())
    assert len(queries) <= 5
    assert [LEBEDEV in one.text for one in page.all("ins")] == [True]
    assert page.all("del") == []


@pytest.mark.parametrize(("older", "newer"), [(2, 1), (1, 1), (0, 2), (1, 9)])
def test_there_is_no_comparison_of_what_is_not_there(summit: Article, client: Client, older: int, newer: int) -> None:
    assert client.get(compared(summit, older, newer)).status_code == 404


def test_there_is_no_version_that_was_never_published(summit: Article, drafts: list[Article], client: Client) -> None:
    assert client.get(version(summit, "fa", 3)).status_code == 404
    assert client.get(version(summit, "en", 2)).status_code == 404
    assert client.get(version(drafts[0], "en", 1)).status_code == 404
    assert client.get(reverse("public:versions", args=["en", drafts[0].public_id])).status_code == 404


def test_a_withheld_body_is_shown_nowhere(summit: Article, client: Client) -> None:
    with lifted():
        EditionBody.objects.filter(edition__article_public_id=summit.public_id, edition__number=1).update(document=None)
    assert client.get(version(summit, "fa", 1)).status_code == 404
    assert client.get(compared(summit, 1, 2)).status_code == 404
    assert client.get(version(summit, "fa", 2)).status_code == 200


def test_an_article_called_versions_keeps_an_address_of_its_own(
    write: object, staff: dict[str, object], client: Client
) -> None:
    from newsroom.desk.publish import publish
    from newsroom.desk.review import approve
    from newsroom.publishing.publication import Publication

    article = write("Versions\n\nA report about versions of reports.")  # type: ignore[operator]
    approve(article, language="en", by=staff["editor"])  # type: ignore[arg-type]
    publish(article, language="en", by=staff["publisher"])  # type: ignore[arg-type]
    path = Publication.objects.get(article_public_id=article.public_id).path
    assert path.endswith("/versions-2/")
    assert b"A report about versions" in client.get(path).content


def test_fact_checks_of_title_and_lead_are_shown(settled: Article, staff: dict[str, object], client: Client) -> None:
    from newsroom.desk.notes import Noted, add_notes
    from newsroom.desk.publish import publish
    from newsroom.desk.review import approve
    from newsroom.desk.selection import Selection
    from newsroom.publishing.publication import Publication

    noted = []
    for kind in ("title", "lead"):
        block = settled.blocks.get(kind=kind)
        at = [Selection(block, "en", 0, 8, block.plain("en")[:8])]
        noted.append(Noted(at=at, public=True, finding={"en": f"Checked {kind}."}, certainty="likely"))
    add_notes(settled, noted=noted, by=staff["editor"])  # type: ignore[arg-type]
    approve(settled, language="en", by=staff["editor"])  # type: ignore[arg-type]
    publish(settled, language="en", by=staff["publisher"])  # type: ignore[arg-type]
    path = Publication.objects.get(article_public_id=settled.public_id, language="en").path
    html = client.get(path).content.decode()
    assert "Checked title." in html
    assert "Checked lead." in html
