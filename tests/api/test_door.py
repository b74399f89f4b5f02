"""What every answer has in common: its shape, its headers, its deafness to the reader's language."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsroom.content.article import Article
from tests.api.walk import LISTS, every_address, get

MOST_QUERIES = 5


@pytest.mark.parametrize("size", [1, 100])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_at_most_five_queries(summit: Article, name: str, size: int) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert get(f"{reverse(f'api:{name}')}?page_size={size}")["results"]
    assert len(queries) <= MOST_QUERIES


def test_a_page_of_a_hundred_costs_what_a_page_of_one_costs(summit: Article) -> None:
    for name in LISTS:
        costs = set()
        for size in (2, 100):  # a single item may name nobody, which saves a query
            with CaptureQueriesContext(connection) as queries:
                get(f"{reverse(f'api:{name}')}?page_size={size}")
            costs.add(len(queries))
        assert max(costs) - min(costs) <= 1, name


def test_an_item_costs_at_most_five_queries(summit: Article) -> None:
    for address in every_address().values():
        with CaptureQueriesContext(connection) as queries:
            Client().get(address)
        assert len(queries) <= MOST_QUERIES, address


def test_the_language_of_the_reader_has_no_influence(summit: Article) -> None:
    wrong = f"{reverse('api:articles')}?language=de"
    for address in [*every_address().values(), wrong]:
        answers = {Client().get(address, headers={"Accept-Language": asked}).content for asked in ("fa", "ru")}
        assert len(answers) == 1, address


def test_it_sets_no_cookie_and_varies_by_nothing_of_the_reader(summit: Article) -> None:
    for address in every_address().values():
        response = Client().get(address)
        assert not response.cookies, address
        assert response.headers.get("Vary", "") in ("", "Accept"), address


def test_any_site_may_read_it(summit: Article) -> None:
    for name, address in every_address().items():
        if name != "docs":
            assert Client().get(address, headers={"Origin": "https://example.org"}).headers[
                "Access-Control-Allow-Origin"
            ] == "*", address


def test_a_browser_may_ask_before_it_reads() -> None:
    response = Client().options(reverse("api:articles"))
    assert response.status_code == 204
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_it_answers_304_to_who_has_the_answer(summit: Article) -> None:
    address = every_address()["article"]
    first = Client().get(address)
    etag = first.headers["ETag"]
    assert etag.startswith('W/"')
    for known in (etag, etag.removeprefix("W/"), f'"other", {etag}', "*"):
        again = Client().get(address, headers={"If-None-Match": known})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["ETag"] == etag
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    for unknown in ('W/"other"', "", "no etag at all", "W/"):
        assert Client().get(address, headers={"If-None-Match": unknown}).status_code == 200
    assert Client().get(address, headers={"If-Match": '"other"'}).status_code == 200


def test_caches_forget_soon_and_never_keep_a_refusal(summit: Article) -> None:
    addresses = every_address()
    assert Client().get(addresses["articles"]).headers["Cache-Control"] == "public, max-age=10"
    assert Client().get(addresses["nothing"]).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_read_only(summit: Article, method: str) -> None:
    for name, address in every_address().items():
        response = getattr(Client(enforce_csrf_checks=name != "docs"), method)(address, data="{", content_type="text/x")
        assert response.status_code == (404 if name == "nothing" else 405), address


def test_head_answers_like_get_without_a_body(summit: Article) -> None:
    address = every_address()["articles"]
    head, whole = Client().head(address), Client().get(address)
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["ETag"] == whole.headers["ETag"]


REFUSALS: list[tuple[str, int, str | None, str]] = [
    ("/api/v1/articles/?langauge=fa", 400, "langauge", "unknown"),
    ("/api/v1/articles/?format=json", 400, "format", "unknown"),
    ("/api/v1/articles/?language=fa&language=en", 400, "language", "repeated"),
    ("/api/v1/articles/?language=", 400, "language", "blank"),
    ("/api/v1/articles/?language=de", 400, "language", "invalid_choice"),
    ("/api/v1/articles/?about=0", 400, "about", "invalid"),
    ("/api/v1/articles/?about=%00", 400, "about", "null_characters_not_allowed"),
    ("/api/v1/articles/?about=22222222%0A", 400, "about", "invalid"),
    ("/api/v1/articles/?since=yesterday", 400, "since", "invalid"),
    ("/api/v1/articles/?since=2024-02-30", 400, "since", "invalid"),
    ("/api/v1/articles/?since=2024-10-08T10:00:00", 400, "since", "invalid"),
    ("/api/v1/articles/?until=۲۰۲۴-۱۰-۰۸", 400, "until", "invalid"),
    ("/api/v1/events/?start_since=2024", 400, "start_since", "invalid"),
    ("/api/v1/people/?start_since=2024-01-01", 400, "start_since", "unknown"),
    ("/api/v1/statements/?kind=rumour", 400, "kind", "invalid_choice"),
    ("/api/v1/statements/?speaker=%E2%80%8C", 400, "speaker", "invalid"),
    ("/api/v1/articles/%00/", 404, None, "not_found"),
    ("/api/v1/articles/../../x/", 404, None, "not_found"),
    ("/api/v1/articles/22222222/", 404, None, "not_found"),
    ("/api/v1/articles/22222222/editions/", 404, None, "not_found"),
    ("/api/v1/articles/22222222/editions/fa/1/", 404, None, "not_found"),
    ("/api/v1/articles/22222222/editions/fa/۱/", 404, None, "not_found"),
    ("/api/v1/articles/22222222/editions/fa/99999999999999999999/", 404, None, "not_found"),
    ("/api/v1/articles/22222222/editions/de/1/", 404, None, "not_found"),
    ("/api/v1/people/22222222/", 404, None, "not_found"),
    ("/api/v1/statements/x/", 404, None, "not_found"),
    ("/api/v1/statements/00000000-0000-0000-0000-000000000000/", 404, None, "not_found"),
    ("/api/v2/", 404, None, "not_found"),
    ("/api/", 404, None, "not_found"),
    ("/api/schema/?format=xml", 400, "format", "invalid"),
]


@pytest.mark.parametrize(("path", "status", "field", "code"), REFUSALS, ids=[row[0] for row in REFUSALS])
def test_every_refusal_has_one_shape(summit: Article, path: str, status: int, field: str | None, code: str) -> None:
    response = Client().get(path)
    assert response.status_code == status
    errors = response.json()["errors"]
    assert (field, code) in {(error["field"], error["code"]) for error in errors}
    assert {error["field"] for error in errors} == {field}
    assert all(error["message"].isascii() for error in errors)


def test_only_json_is_spoken(summit: Article) -> None:
    response = Client().get(reverse("api:articles"), headers={"Accept": "text/html"})
    assert response.status_code == 406
    assert response.json()["errors"][0]["code"] == "not_acceptable"


def test_letters_are_letters_and_the_reader_cannot_change_the_bytes(summit: Article) -> None:
    plain = Client().get(reverse("api:articles"))
    assert plain.headers["Content-Type"] == "application/json"
    assert "گزارش" in plain.content.decode() or "کشورهای" in plain.content.decode()
    indented = Client().get(reverse("api:articles"), headers={"Accept": "application/json; indent=8"})
    assert indented.content == plain.content


def test_every_text_is_a_map_of_all_languages(summit: Article) -> None:
    def texts_in(value: Any) -> list[dict[str, Any]]:
        if isinstance(value, list):
            return [one for inner in value for one in texts_in(inner)]
        if not isinstance(value, dict):
            return []
        if {"fa", "en", "ru"} & value.keys():
            return [value]
        return [one for inner in value.values() for one in texts_in(inner)]

    for name, address in every_address().items():
        if name in {"docs", "schema", "nothing", "editions", "edition", "annotations", "annotation"}:
            continue
        found = texts_in(json.loads(Client().get(address).content))
        assert found, name
        for texts in found:
            assert list(texts) == ["fa", "en", "ru"], name
            assert "" not in texts.values(), name
