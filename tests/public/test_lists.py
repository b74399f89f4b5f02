"""Lists over the site, and the pages for what is not there."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.public import errors, lists
from newsroom.publishing.card import Card
from newsroom.text.sortkey import sort_key
from tests.public.pages import Seen


@pytest.mark.parametrize("language", languages.codes())
def test_a_list_of_people_stands_in_the_order_of_its_language(summit: Article, language: str, client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        page = Seen(client.get(reverse("public:entities", args=[language, "person"])).content.decode())
    names = [one.text for one in page.all("bdi") if "entity" not in one.attrs.get("class", "")]
    assert len(names) == Card.objects.filter(language=language, kind="person").count()
    assert names == sorted(names, key=lambda name: sort_key(name, language))
    assert len(queries) <= 2


def test_a_long_list_has_pages(summit: Article, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 4)
    address = reverse("public:entities", args=["en", "person"])
    met: list[str] = []
    for number in (1, 2, 3):
        page = Seen(client.get(f"{address}?page={number}").content.decode())
        met += [link for link in page.links if link.startswith(address) and link != address]
    assert len(met) == len(set(met)) == Card.objects.filter(language="en", kind="person").count()
    for wrong in ("0", "4", "x", "-1", "٣", "99999999999999999999"):
        assert client.get(f"{address}?page={wrong}").status_code == 404, wrong


def test_the_corrections_say_what_was_corrected_and_where(summit: Article, client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        html = client.get("/fa/corrections/").content.decode()
    assert "سرگئی لبدف" in html
    assert reverse("public:versions", args=["fa", summit.public_id]) in html
    assert len(queries) <= 2
    assert "Nothing had to be corrected" in client.get("/en/corrections/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "language"), [("/ru/x/", "ru"), ("/en/articles/zzzzzzzz/", "en"), ("/x/", "fa")])
def test_what_is_not_there_is_said_in_the_language_of_the_address(path: str, language: str, client: Client) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert f'<html lang="{language}"' in response.content.decode()
    assert 'content="noindex"' in response.content.decode()


@pytest.mark.parametrize("language", languages.codes())
@pytest.mark.parametrize(("view", "status"), [(errors.forbidden, 403), (errors.not_found, 404)])
def test_an_error_page_speaks_the_language_and_asks_no_database(language: str, view: object, status: int) -> None:
    response = view(RequestFactory().get(f"/{language}/somewhere/"))  # type: ignore[operator]
    page = Seen(response.content.decode())
    assert response.status_code == status
    assert page.elements[0].attrs["lang"] == language
    assert f"/{language}/" in page.links


@pytest.mark.django_db
def test_a_broken_server_says_so_without_its_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the database is away")

    monkeypatch.setattr("newsroom.publishing.publication.PublicationQuerySet.live", broken)
    client.raise_request_exception = False
    with override_settings(DEBUG=False), CaptureQueriesContext(connection) as queries:
        response = client.get("/ru/")
    assert response.status_code == 500
    assert "Что-то пошло не так" in response.content.decode()
    assert len(queries) == 0


def test_a_page_number_of_any_length_is_no_page(summit: Article, client: Client) -> None:
    assert client.get("/fa/people/?page=" + "9" * 5000).status_code == 404
