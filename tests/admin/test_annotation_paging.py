"""Long lists of the annotation screen: a page at a time, the page that holds a row when a row is meant."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from newsroom.admin.annotation_lists import ROWS
from newsroom.annotation.span import Span
from newsroom.content.article import Article
from newsroom.desk.annotate import suggest_mentions
from newsroom.desk.articles import create_article
from newsroom.staff.user import User
from tests.admin.editing import Seat

TIMES = 2 * ROWS + 10


@pytest.fixture
def long(staff: dict[str, User]) -> Article:
    """A report that names one city very often."""
    text = "\n\n".join(["Talks", " ".join(["They met in Moscow."] * TIMES)])
    article = create_article(language="en", title="Talks", text=text, by=staff["editor"])
    suggest_mentions(article, language="en", by=staff["annotator"])
    return article


def address(article: Article) -> str:
    return reverse("admin:newsroom_article_annotate", args=[article.pk, "en"])


def suggested(article: Article) -> list[str]:
    """The ids of what waits, in reading order."""
    spans = Span.objects.of_article(article.pk, "en").suggested()
    return [str(uuid) for uuid in spans.values_list("uuid", flat=True)]


def rows(html: str) -> list[str]:
    return re.findall(r'<li class="row" id="row-([^"]+)"', html)


def test_the_first_page_tells_how_many_there_are(desk: Seat, long: Article) -> None:
    html = desk("annotator").get(address(long)).content.decode()
    assert rows(html) == suggested(long)[:ROWS]
    assert f"1 to {ROWS} of {TIMES}" in html
    assert 'rel="next"' in html
    assert 'rel="prev"' not in html


def test_the_last_page_holds_the_rest(desk: Seat, long: Article) -> None:
    html = desk("annotator").get(address(long), {"show": "suggestions", "page": "3"}).content.decode()
    assert rows(html) == suggested(long)[2 * ROWS :]
    assert 'rel="next"' not in html


@pytest.mark.parametrize("page", ["0", "-1", "x", "9999999999999999999999"])
def test_a_page_that_is_not_there_is_the_nearest_one(desk: Seat, long: Article, page: str) -> None:
    assert desk("annotator").get(address(long), {"page": page}).status_code == 200


def test_from_a_mark_in_the_text_its_row_is_found_on_whatever_page(desk: Seat, long: Article) -> None:
    wanted = suggested(long)[ROWS + 3]
    said = desk("annotator").get(
        address(long), {"show": "suggestions", "at": wanted}, headers={"Accept": "application/json"}
    )
    assert rows(said.json()["work"]) == suggested(long)[ROWS : 2 * ROWS]


def test_who_decides_on_a_later_page_stays_there(desk: Seat, long: Article) -> None:
    client, span = desk("annotator"), suggested(long)[ROWS]
    form = f"{address(long)}?page=2"
    html = client.get(form, {"show": "suggestions", "page": "2"}).content.decode()
    assert f'action="{form}"' in html
    decision = {f"decision-{span}": "accept", f"seen-{span}": "Moscow"}
    response = client.post(form, {"do": "decide", "show": "suggestions", **decision})
    assert response["Location"] == f"{address(long)}?show=suggestions&page=2"
    assert rows(client.get(response["Location"]).content.decode()) == suggested(long)[ROWS : 2 * ROWS]
