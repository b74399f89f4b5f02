"""The library in the admin: upload, search, describe, replace, delete, and the way of an image into an article."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from newsroom.base import languages
from newsroom.content.article import Article
from newsroom.content.asset import Asset
from newsroom.content.block import Block
from newsroom.desk.images import place_picture
from newsroom.desk.pictures import Described, add_picture
from newsroom.staff.user import User
from tests.admin.forms import enter, errors_of, filled_in, messages_of
from tests.base import samples
from tests.stories import block_of

LIBRARY, ADD = reverse("admin:newsroom_asset_changelist"), reverse("admin:newsroom_asset_add")
UPLOAD = samples.image("PNG")
SAID = {
    "name": "Two halves", "rights": "Ours", "digital_source_type": "digitalCreation",
    "alt_en": "Red and blue", "alt_fa": "سرخ و آبی", "alt_ru": "", "caption_en": "", "caption_fa": "کتاب‌های آبی",
    "caption_ru": "", "credit_en": "Us", "credit_fa": "ما", "credit_ru": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _store(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def asset(staff: dict[str, User]) -> Asset:
    said = Described(name="Two halves", rights="Ours", alt={"en": "Red and blue"}, caption={"fa": "کتاب‌های آبی"})
    return add_picture(UPLOAD, said=said, by=staff["reporter"])


def file(content: bytes = UPLOAD, name: str = "IMG_2024 by Sara.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/png")


def change_of(asset: Asset) -> str:
    return reverse("admin:newsroom_asset_change", args=[asset.pk])


def test_a_picture_is_uploaded_by_a_plain_form_with_all_its_languages(client: Client, staff: dict[str, User]) -> None:
    enter(client, staff["reporter"])
    page = client.get(ADD).content.decode()
    for code in languages.codes():
        assert f'name="alt_{code}"' in page
        assert f'lang="{code}" dir="{languages.direction(code)}"' in page
    response = client.post(ADD, {**SAID, "upload": file()}, follow=True)
    asset = Asset.objects.get(name="Two halves")
    assert response.redirect_chain == [(change_of(asset), 302)]
    assert (asset.alt_fa, asset.alt_ru, asset.focal_x, asset.uploaded_by) == ("سرخ و آبی", None, 0.5, staff["reporter"])
    assert "Sara" not in asset.file.name
    assert f'src="/media/{asset.file.name.rpartition("/")[0]}/64.png"' in response.content.decode()


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (samples.SVG, "photo.png", "SVG"),
        (samples.bomb(), "photo.png", "60000 × 60000"),
        (samples.image("PNG")[:40], "photo.png", "not complete"),
    ],
)
def test_a_file_that_is_no_picture_is_refused_at_its_field_and_the_words_stay(
    client: Client, staff: dict[str, User], content: bytes, name: str, reason: str
) -> None:
    enter(client, staff["editor"])
    before = Asset.objects.count()
    response = client.post(ADD, {**SAID, "upload": file(content, name)})
    assert reason in str(response.context["form"].errors["upload"])
    assert "سرخ و آبی" in response.content.decode()
    assert Asset.objects.count() == before


def test_a_hidden_letter_is_refused_at_its_field(client: Client, staff: dict[str, User]) -> None:
    enter(client, staff["editor"])
    response = client.post(ADD, {**SAID, "caption_en": "ab\u202ec", "upload": file()})
    assert "U+202E" in str(response.context["form"].errors["caption_en"])


def test_the_same_file_is_offered_and_may_be_added_on_purpose(
    client: Client, staff: dict[str, User], asset: Asset
) -> None:
    enter(client, staff["editor"])
    response = client.post(ADD, {**SAID, "upload": file()})
    assert change_of(asset) in response.content.decode()
    assert client.post(ADD, {**SAID, "upload": file(), "again": "on"}).status_code == 302


@pytest.mark.parametrize(
    ("asked", "found"),
    [("halves", True), ("كتابهاي", True), ("RED blue", True), ("red green", False), ("zzz", False)],
)
def test_it_is_found_by_its_words_in_any_language_however_they_are_spelled(
    client: Client, staff: dict[str, User], asset: Asset, asked: str, found: bool
) -> None:
    enter(client, staff["editor"])
    assert (change_of(asset) in client.get(LIBRARY, {"q": asked}).content.decode()) == found


def test_the_library_costs_the_same_for_one_image_and_for_many(
    client: Client, staff: dict[str, User], asset: Asset, django_assert_max_num_queries: Any
) -> None:
    enter(client, staff["editor"])
    for _time in range(12):
        Asset.objects.create(name="Copy", width=1, height=1, file=asset.file, widths="1", fallback="png")
    with django_assert_max_num_queries(8):
        assert client.get(LIBRARY).status_code == 200
    assert change_of(asset) not in client.get(LIBRARY, {"kind__exact": "map"}).content.decode()


def test_it_is_described_again_and_says_where_it_is_used(
    client: Client, staff: dict[str, User], asset: Asset, write: Callable[[str], Article]
) -> None:
    article = write("Ministers meet\n\nThey spoke.")
    place_picture(article, asset, after=block_of(article, 2), by=staff["reporter"])
    enter(client, staff["editor"])
    page = client.get(change_of(asset))
    assert reverse("admin:newsroom_article_change", args=[article.pk]) in page.content.decode()
    response = client.post(change_of(asset), filled_in(page) | {"credit_en": "Them", "focal_y": "0.9"})
    assert response.status_code == 302, errors_of(response)
    asset.refresh_from_db()
    assert (asset.credit_en, asset.focal_y, asset.alt_en) == ("Them", 0.9, "Red and blue")


def test_a_translator_writes_their_language_and_reads_the_others(
    client: Client, staff: dict[str, User], asset: Asset
) -> None:
    enter(client, staff["translator-en"])
    page = client.get(change_of(asset))
    fields = set(page.context["adminform"].form.fields)
    assert fields == {"alt_en", "caption_en", "credit_en"}
    assert "کتاب‌های آبی" in page.content.decode()
    sent = {"credit_en": "Them", "rights": "Mine", "alt_en": "x", "caption_en": ""}
    assert client.post(change_of(asset), sent).status_code == 302
    asset.refresh_from_db()
    assert (asset.credit_en, asset.rights) == ("Them", "Ours")
    assert client.post(reverse("admin:newsroom_asset_replace", args=[asset.pk]), {"upload": file()}).status_code == 403


def test_its_file_is_replaced_and_a_wrong_one_is_refused(client: Client, staff: dict[str, User], asset: Asset) -> None:
    enter(client, staff["editor"])
    path = reverse("admin:newsroom_asset_replace", args=[asset.pk])
    for content, level in ((samples.EPS, "error"), (samples.image("PNG", (90, 90)), "success")):
        response = client.post(path, {"upload": file(content)}, follow=True)
        assert [one for one, _words in messages_of(response)] == [level]
    asset.refresh_from_db()
    assert asset.width == 90


def test_one_in_use_is_not_deleted_and_the_page_says_where(
    client: Client, staff: dict[str, User], asset: Asset, write: Callable[[str], Article]
) -> None:
    article = write("Ministers meet\n\nThey spoke.")
    image = place_picture(article, asset, after=block_of(article, 2), by=staff["reporter"])
    image.children.all().delete()
    Block.objects.filter(pk=image.pk).delete()  # in the history only
    enter(client, staff["editor"])
    response = client.post(reverse("admin:newsroom_asset_delete", args=[asset.pk]), {"post": "yes"}, follow=True)
    assert [(level, article.public_id in words) for level, words in messages_of(response)] == [("error", True)]
    assert Asset.objects.filter(pk=asset.pk).exists()


def test_one_that_nobody_uses_is_deleted(client: Client, staff: dict[str, User], asset: Asset) -> None:
    enter(client, staff["reporter"])
    client.post(reverse("admin:newsroom_asset_delete", args=[asset.pk]), {"post": "yes"})
    assert not Asset.objects.filter(pk=asset.pk).exists()


# --- into an article --------------------------------------------------------------------------------------------------


@pytest.fixture
def article(write: Callable[[str], Article]) -> Article:
    return write("Ministers meet in Vienna\n\nThey spoke for two hours.\n\nNothing was signed.")


def images_of(article: Article) -> str:
    return reverse("admin:newsroom_article_images", args=[article.pk])


def kinds(article: Article) -> list[str]:
    return [block.kind for block in Block.objects.of_article(article)]


def test_an_image_is_chosen_from_the_library_and_stands_after_the_block(
    client: Client, staff: dict[str, User], asset: Asset, article: Article
) -> None:
    enter(client, staff["reporter"])
    page = client.get(images_of(article), {"q": "halves"}).content.decode()
    assert f'name="asset" value="{asset.pk}"' in page
    after = block_of(article, 2)
    response = client.post(images_of(article), {"asset": asset.pk, "after": str(after.uuid), "place": "1"})
    assert response.status_code == 302
    assert kinds(article)[2:5] == ["image", "alt", "caption"]


def test_a_new_one_is_uploaded_and_placed_in_one_step(client: Client, staff: dict[str, User], article: Article) -> None:
    enter(client, staff["reporter"])
    sent = {**SAID, "after": str(block_of(article, 2).uuid), "upload_and_place": "1"}
    wrong = client.post(images_of(article), {**sent, "upload": file(samples.SVG)})
    assert "SVG" in str(wrong.context["form"].errors["upload"])
    assert "image" not in kinds(article)
    assert client.post(images_of(article), {**sent, "upload": file()}).status_code == 302
    alt = Block.objects.get(article=article, kind="alt")
    assert alt.plain("en") == "Red and blue"


def test_nothing_is_placed_without_an_image_or_behind_a_block_of_another(
    client: Client, staff: dict[str, User], asset: Asset, article: Article, summit: Article
) -> None:
    enter(client, staff["reporter"])
    here, elsewhere = (str(block_of(one, 2).uuid) for one in (article, summit))
    for wrong in ({"after": here}, {"asset": asset.pk, "after": elsewhere}):
        assert client.post(images_of(article), {**wrong, "place": "1"}).status_code == 200
    assert "image" not in kinds(article)


@pytest.mark.parametrize(("who", "answer"), [("translator-en", {403, 404}), ("annotator", {403}), ("editor", {200})])
def test_only_who_may_edit_the_source_puts_images_in(
    client: Client, staff: dict[str, User], article: Article, who: str, answer: set[int]
) -> None:
    enter(client, staff[who])
    assert client.get(images_of(article)).status_code in answer
