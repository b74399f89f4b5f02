"""The files of pictures are given to everybody who has their name, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.base import media
from newsroom.content.article import Article
from newsroom.content.asset import Asset
from newsroom.desk.edit import edit_texts
from newsroom.desk.images import place_picture
from newsroom.desk.pictures import Described, add_picture
from newsroom.desk.publish import publish
from newsroom.desk.review import approve
from newsroom.publishing.edition import Edition
from newsroom.publishing.publication import Publication, PublicationStatus
from newsroom.staff.user import User
from tests.base import samples
from tests.public.pages import Seen
from tests.stories import block_of

HOST = "http://testserver"
PHOTOGRAPH = samples.photograph()


@pytest.fixture(autouse=True)
def _store(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def asset(staff: dict[str, User]) -> Asset:
    said = Described(name="Halves", rights="Ours", alt={"en": "Two halves."}, credit={"en": "Us"}, caption={"en": "H."},
                     focal_x=0.2)  # fmt: skip
    return add_picture(PHOTOGRAPH, said=said, by=staff["reporter"])


def test_a_rendition_is_kept_for_ever_and_is_what_it_says(asset: Asset, client: Client) -> None:
    folder = f"/media/{media.folder_of(asset.file.name)}"
    for name, kind in (("320.webp", "image/webp"), ("700.jpg", "image/jpeg")):
        response = client.get(f"{folder}/{name}")
        assert response.status_code == 200
        assert response.headers["Content-Type"] == kind
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in response.headers
        assert int(response.headers["Content-Length"]) == len(response.content) > 100
    again = client.get(f"{folder}/700.jpg", headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "name",
    ["original.jpg", "321.webp", "320.png", "320.jpg.bak", "../secret-key", "320.webp/", "%2e%2e/320.webp", "-1.jpg"],
)
def test_nothing_else_of_the_disk_is_given_out(asset: Asset, client: Client, name: str) -> None:
    assert client.get(f"/media/{media.folder_of(asset.file.name)}/{name}").status_code == 404


def test_it_cannot_be_written(asset: Asset, client: Client) -> None:
    assert client.post(f"/media/{media.folder_of(asset.file.name)}/320.webp").status_code == 405


@pytest.fixture
def live(write: Callable[[str], Article], asset: Asset, staff: dict[str, User], summit: Article) -> Publication:
    """A report with a picture, a short title, a summary, and links to the summit and to nowhere."""
    article = write("Ministers meet in Vienna\n\nThey spoke for two hours.\n\nNothing was signed.")
    place_picture(article, asset, after=block_of(article, 2), by=staff["reporter"])
    last = article.blocks.count()
    kinds = ("short_title", "summary", "paragraph")
    blocks = [article.blocks.create(kind=kind, position=last + n) for n, kind in enumerate(kinds, 1)]
    links = f"[the summit](article:{summit.public_id}), [Russia](entity:mwmrf9nq), [nothing](article:zzzzzzzz)"
    texts = zip(blocks, ("Vienna", "Ministers met.", f"See {links}."), strict=True)
    edit_texts(article, language="en", texts={str(block.uuid): text for block, text in texts}, by=staff["reporter"])
    approve(article, language="en", by=staff["editor"])
    return publish(article, language="en", by=staff["publisher"]).publications.get()


def test_the_head_of_a_page_tells_others_its_short_title_its_summary_and_its_picture(
    live: Publication, client: Client
) -> None:
    seen = Seen(client.get(live.path).content.decode())
    meta = {one.attrs.get("property") or one.attrs.get("name"): one.attrs["content"] for one in seen.all("meta")[2:]}
    assert meta["og:title"] == "Vienna"
    assert meta["description"] == meta["og:description"] == "Ministers met."
    assert meta["og:image"].startswith(f"{HOST}/media/pictures/")
    assert meta["og:image"].endswith("/700.jpg")
    assert (meta["og:image:width"], meta["og:image:height"]) == ("700", "400")
    assert (meta["og:image:alt"], meta["twitter:card"]) == ("Two halves.", "summary_large_image")
    assert "".join(one.text for one in seen.all("h1")) == "Ministers meet in Vienna"
    (data,) = [one.text for one in seen.all("script") if one.attrs.get("type") == "application/ld+json"]
    assert '"image":[{"@type":"ImageObject","url":"http://testserver/media/pictures/' in data
    assert '"creditText":"Us"' in data


def test_lists_and_the_feed_use_them_too_and_the_picture_is_cropped_at_its_focal_point(
    live: Publication, client: Client
) -> None:
    seen = Seen(client.get(reverse("public:home", args=["en"])).content.decode())
    assert ("en", "Vienna") in [(language, text) for language, text, _attrs in seen.texts]
    assert seen.all("img")[0].attrs["class"] == "fx-2 fy-5"
    feed = client.get(reverse("public:feed", args=["en"])).content.decode()
    assert ">Ministers met.</summary>" in feed


def test_links_by_id_follow_what_is_live_now_in_pages_and_in_the_api(
    live: Publication, summit: Article, client: Client, django_assert_max_num_queries: Any
) -> None:
    target = Publication.objects.get(article_public_id=summit.public_id, language="en")
    with django_assert_max_num_queries(7):
        page = client.get(live.path)
    links = Seen(page.content.decode()).links
    assert target.path in links
    assert any(link.startswith("/en/places/mwmrf9nq/") for link in links)
    number = Edition.objects.get(pk=live.edition_id).number
    api = f"/api/v1/articles/{live.article_public_id}/editions/en/{number}/"
    body = client.get(api).json()["body"]
    marked = [one["href"] for block in body["blocks"] for one in block["markup"] if one["kind"] == "link"]
    assert marked[0] == HOST + target.path
    assert len(marked) == 2
    (image,) = [block["image"] for block in body["blocks"] if block["image"]]
    assert {one["media_type"] for one in image["files"]} == {"image/webp", "image/jpeg"}
    assert all(one["url"].startswith(f"{HOST}/media/pictures/") for one in image["files"])

    Publication.objects.filter(pk=target.pk).update(status=PublicationStatus.WITHDRAWN)
    later = client.get(live.path, headers={"If-None-Match": page.headers["ETag"]})
    assert later.status_code == 200  # another page than the one that the reader has
    assert target.path not in later.content.decode()
    for answer in (later, client.get(api), client.get("/en/feed.atom")):
        assert b"article:zzzzzzzz" not in answer.content
        assert f"article:{summit.public_id}".encode() not in answer.content or b"tag:" in answer.content
