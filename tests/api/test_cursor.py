"""Cursors: what is written is read back, what was not written is refused, and a walk meets every row once."""

from __future__ import annotations

import base64
import datetime as dt
import json

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from newsroom.api.read.cursor import BACKWARD, FORWARD, Cursor, Key, identity, moment, number, public_id
from newsroom.base.fields import PUBLIC_ID_ALPHABET
from newsroom.content.article import Article
from newsroom.publishing.publication import Publication
from tests.api.walk import LISTS, get, pages, rows
from tests.depth import THOROUGH

KEYS = (
    Key("at", moment, descending=True), Key("id", public_id), Key("ordinal", number), Key("uuid", identity),
)  # fmt: skip
PLACES = st.tuples(
    st.datetimes(timezones=st.just(dt.UTC)),
    st.text(PUBLIC_ID_ALPHABET, min_size=8, max_size=8),
    st.integers(0, 999_999_999),
    st.uuids(),
)


@given(st.sampled_from([FORWARD, BACKWARD]), PLACES)
def test_what_is_written_is_read_back(direction: str, values: tuple[object, ...]) -> None:
    cursor = Cursor(direction, values)
    assert Cursor.decode(cursor.encode(), KEYS) == cursor


def told(*said: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


@given(st.text() | st.binary().map(lambda raw: base64.urlsafe_b64encode(raw).decode().rstrip("=")))
@example("\0")
@example("A")
@example(told("next", "2024-10-08T00:00:00+00:00", "22222222", "1", "no uuid"))
@example(told("next", "2024-10-08T00:00:00+00:00", "2222222\0", "1", "0" * 32))
@example(told("next", "0001-01-01T00:00:00+14:00", "22222222", "1", "0" * 32))
@example(told("after", "2024-10-08T00:00:00+00:00", "22222222", "1", "0" * 32))
@example(told("next", 5, None, {}, []))
@example(told("next"))
@example("W1tb" * 100)
def test_whatever_else_arrives_is_refused(token: str) -> None:
    with pytest.raises((ValueError, OverflowError)):
        Cursor.decode(token, KEYS)


@pytest.mark.parametrize("token", ["%00", "A", "no-cursor", told("next", "\0"), told("next", "x" * 100), "%FF"])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_refuses_a_cursor_that_is_none_naming_it(summit: Article, name: str, token: str) -> None:
    response = Client().get(f"{reverse(f'api:{name}')}?cursor={token}")
    assert response.status_code == 400
    assert [error["field"] for error in response.json()["errors"]] == ["cursor"]


@pytest.mark.parametrize("size", [1, 2, 3, 7] if THOROUGH else [3, 7])
@pytest.mark.parametrize("name", LISTS)
def test_a_walk_meets_every_item_exactly_once(summit: Article, name: str, size: int) -> None:
    path = reverse(f"api:{name}")
    whole = [row["id"] for row in rows(f"{path}?page_size=100")]
    assert whole
    assert len(set(whole)) == len(whole)
    assert [row["id"] for row in rows(f"{path}?page_size={size}")] == whole


@pytest.mark.parametrize("name", LISTS)
def test_the_way_back_shows_the_same_pages(summit: Article, name: str) -> None:
    there = list(pages(f"{reverse(f'api:{name}')}?page_size=3"))
    if len(there) == 1:
        assert there[0]["previous"] is None
        return
    back = list(pages(there[-1]["previous"], "previous"))
    assert [page["results"] for page in back] == [page["results"] for page in there[-2::-1]]
    assert back[-1]["previous"] is None


def test_filters_stay_while_walking(summit: Article) -> None:
    path = reverse("api:statements")
    found = rows(f"{path}?language=ru&page_size=2")
    assert len(found) > 2
    assert all(row["quote"]["ru"] for row in found)


def test_what_is_published_meanwhile_moves_nothing(summit: Article) -> None:
    path = reverse("api:articles")
    first = get(f"{path}?page_size=1")
    oldest = Publication.objects.live().order_by("first_published_at")[0]
    Publication.objects.create(
        article_public_id="22222222",
        language="fa",
        edition=oldest.edition,
        path="/fa/articles/22222222/x/",
        first_published_at=dt.datetime(2100, 1, 1, tzinfo=dt.UTC),
    )
    rest = rows(first["next"])
    assert {row["id"] for row in [*first["results"], *rest]} == {
        one.article_public_id for one in Publication.objects.live() if one.article_public_id != "22222222"
    }


@pytest.mark.parametrize("size", ["0", "101", "-1", "1e3", "۵", "many", "%00", "9" * 400])
def test_a_page_size_out_of_bounds_is_refused(summit: Article, size: str) -> None:
    response = Client().get(f"{reverse('api:articles')}?page_size={size}")
    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == "page_size"
