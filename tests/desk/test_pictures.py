"""The library: what enters it and who may, what happens to the files; no picture goes while anybody shows it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from newsroom.audit.log import LogEntry
from newsroom.base import languages, media
from newsroom.content.article import Article
from newsroom.content.asset import Asset
from newsroom.content.block import Block
from newsroom.content.track import Track
from newsroom.desk import record
from newsroom.desk.errors import AlreadyInLibrary, NotAllowed, NotAPicture, PictureInUse
from newsroom.desk.images import place_picture
from newsroom.desk.pictures import Described, add_picture, edit_picture, remove_asset, replace_picture, sweep
from newsroom.desk.publish import publish
from newsroom.desk.readiness import problems
from newsroom.desk.review import approve
from newsroom.staff.user import User
from newsroom.text.summary import LeadingPicture
from tests.base import samples
from tests.stories import block_of

UPLOAD, OTHER = samples.image("PNG"), samples.image("PNG", (80, 80))
SAID = Described(
    name="Two halves",
    rights="Ours.",
    alt={"en": "Red beside *blue*.", "fa": "سرخ کنار آبی."},
    caption={"en": "Halves.", "fa": "نیمه‌ها."},
    credit={"en": "Us", "fa": "ما"},
)
TEXT = "Ministers meet in Vienna\n\nThey spoke for two hours.\n\nNothing was signed."


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    """A store of its own, so that each test sees the folders that it made."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "pictures"


@pytest.fixture
def article(write: Callable[[str], Article]) -> Article:
    return write(TEXT)


@pytest.fixture
def asset(staff: dict[str, User], store: Path) -> Asset:
    return add_picture(UPLOAD, said=SAID, by=staff["reporter"])


def folders(store: Path) -> list[str]:
    return sorted(f"pictures/{folder.name}" for folder in store.iterdir()) if store.exists() else []


def ready(article: Article, asset: Asset, staff: dict[str, User]) -> Block:
    image = place_picture(article, asset, after=block_of(article, 2), by=staff["reporter"])
    approve(article, language="en", by=staff["editor"])
    return image


# --- entering ---------------------------------------------------------------------------------------------------------


def test_it_enters_with_its_words_its_files_and_one_row_of_the_log(staff: dict[str, User], store: Path) -> None:
    log = LogEntry.objects.count()
    asset = add_picture(UPLOAD, said=SAID, by=staff["reporter"])
    assert (asset.kind, asset.width, asset.height, asset.media_type) == ("picture", 64, 40, "image/png")
    assert (asset.sizes, asset.fallback, asset.uploaded_by) == ((64,), "png", staff["reporter"])
    assert languages.read(asset, "alt", "fa") == "سرخ کنار آبی."
    assert folders(store) == [media.folder_of(asset.file.name)]
    assert {file.name for file in (store.parent / media.folder_of(asset.file.name)).iterdir()} == {
        "original.png", "64.webp", "64.png",
    }  # fmt: skip
    (entry,) = LogEntry.objects.order_by("pk")[log:]
    assert (entry.verb, entry.digest_after) == ("upload_image", asset.sha256)


def test_its_folder_has_a_name_that_nothing_tells(asset: Asset, staff: dict[str, User]) -> None:
    other = add_picture(UPLOAD, said=SAID, by=staff["reporter"], again=True)
    assert media.folder_of(asset.file.name) != media.folder_of(other.file.name)
    assert str(asset.uuid).replace("-", "") not in asset.file.name
    assert asset.sha256 not in asset.file.name


def test_the_same_bytes_are_offered_instead_of_kept_twice(asset: Asset, staff: dict[str, User], store: Path) -> None:
    with pytest.raises(AlreadyInLibrary) as known:
        add_picture(UPLOAD, said=Described(), by=staff["editor"])
    assert known.value.asset == asset.pk
    assert len(folders(store)) == 1


@pytest.mark.parametrize(
    ("upload", "said", "error"),
    [
        (samples.SVG, SAID, NotAPicture),
        (UPLOAD, Described(name="Hidden \u202e turn"), ValidationError),
        (UPLOAD, Described(caption={"en": "two\nlines"}), ValidationError),
        (UPLOAD, Described(focal_x=1.5), ValidationError),
    ],
)
def test_what_is_refused_leaves_no_row_and_no_file(
    staff: dict[str, User], store: Path, upload: bytes, said: Described, error: type[Exception]
) -> None:
    before = (Asset.objects.count(), LogEntry.objects.count())
    with pytest.raises(error):
        add_picture(upload, said=said, by=staff["reporter"])
    assert (Asset.objects.count(), LogEntry.objects.count()) == before
    assert folders(store) == []


def test_files_go_when_the_transaction_fails_at_its_last_step(
    staff: dict[str, User], store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "log", lambda *args, **kwargs: 1 / 0)
    before = Asset.objects.count()
    with pytest.raises(ZeroDivisionError):
        add_picture(UPLOAD, said=SAID, by=staff["reporter"])
    assert (Asset.objects.count(), folders(store)) == (before, [])


def test_what_a_killed_process_left_is_swept_up_and_nothing_else(
    asset: Asset, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(KeyError), media.kept({"1.png": b"x"}):
        raise KeyError
    orphan = store / ("0" * 32)
    orphan.mkdir()
    (orphan / "320.png").write_bytes(b"x")
    assert sweep() == 0  # somebody may be about to write its row
    later = timezone.now() + media.YOUNG * 2
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert sweep() == 1
    assert folders(store) == [media.folder_of(asset.file.name)]


@pytest.mark.parametrize("who", ["annotator", "translator-en", "administrator"])
def test_only_who_makes_reports_adds_pictures(staff: dict[str, User], store: Path, who: str) -> None:
    with pytest.raises(NotAllowed):
        add_picture(UPLOAD, said=SAID, by=staff[who])
    assert folders(store) == []


# --- describing -------------------------------------------------------------------------------------------------------


def edit(asset: Asset, by: User, **said: Any) -> None:
    fresh = Asset.objects.get(pk=asset.pk)
    for name, value in said.items():
        setattr(fresh, name, value)
    edit_picture(fresh, changed=list(said), by=by)


def test_its_words_are_found_folded(asset: Asset, staff: dict[str, User]) -> None:
    edit(asset, staff["editor"], caption_fa="كتاب‌هاي آبی")
    assert "كتاب" not in Asset.objects.get(pk=asset.pk).folded
    assert "کتابهای" in Asset.objects.get(pk=asset.pk).folded


def test_who_added_it_describes_it_an_editor_describes_all_a_translator_their_language(
    staff: dict[str, User]
) -> None:
    mine, other = (add_picture(UPLOAD, said=SAID, by=staff[who], again=True) for who in ("reporter", "editor"))
    edit(mine, staff["reporter"], rights="Mine.")
    edit(mine, staff["editor"], rights="Theirs.")
    edit(other, staff["translator-en"], credit_en="Them", alt_en="Colours")
    for who, column in (("reporter", "rights"), ("translator-en", "rights"), ("translator-en", "credit_ru"),
                        ("annotator", "alt_en")):  # fmt: skip
        with pytest.raises(NotAllowed):
            edit(other, staff[who], **{column: "x"})


def test_another_credit_is_another_revision_of_the_articles_that_show_it(
    article: Article, asset: Asset, staff: dict[str, User]
) -> None:
    place_picture(article, asset, after=block_of(article, 2), by=staff["reporter"])
    before = article.revisions.count()
    edit(asset, staff["editor"], alt_en="Other words", name="Other")
    assert article.revisions.count() == before  # its words in the article are the article's own
    edit(asset, staff["editor"], credit_en="Them")
    newest = article.revisions.order_by("-number")[0].document
    assert [block.image.credit["en"] for block in newest.blocks if block.image] == ["Them"]


# --- in an article ----------------------------------------------------------------------------------------------------


def test_it_brings_the_words_that_the_library_has_as_plain_text(
    article: Article, asset: Asset, staff: dict[str, User]
) -> None:
    image = place_picture(article, asset, after=block_of(article, 2), by=staff["reporter"])
    alt, caption = Block.objects.of_article(article).filter(parent=image)
    assert (alt.plain("en"), caption.plain("en")) == ("Red beside *blue*.", "Halves.")
    assert (alt.plain("fa"), caption.plain("fa")) == ("", "")  # nobody translates it yet
    assert article.revisions.order_by("-number")[0].document.blocks[2].image is not None


def test_a_translation_that_was_begun_gets_its_words_too_and_they_need_approval(
    summit: Article, asset: Asset, staff: dict[str, User]
) -> None:
    image = place_picture(summit, asset, after=block_of(summit, 2), by=staff["reporter"])
    alt, _caption = Block.objects.of_article(summit).filter(parent=image)
    assert alt.segments.get(language="fa").status == "draft"
    english = alt.segments.get(language="en")
    assert (alt.plain("en"), english.status) == ("Red beside *blue*.", "translated")
    assert english.based_on_text == "سرخ کنار آبی."


def test_nothing_is_published_without_credit_rights_and_alternative_text(
    article: Article, staff: dict[str, User]
) -> None:
    said = Described(alt={"en": "Colours"}, caption={"en": "Halves"})
    image = ready(article, add_picture(UPLOAD, said=said, by=staff["reporter"]), staff)
    assert len(problems(article, "en", approved=True)) == 2
    edit(image.asset, staff["editor"], credit_en="Us", rights="Ours.")
    assert problems(article, "en", approved=True) == []
    image.children.filter(kind="alt").delete()
    assert len(problems(article, "en", approved=True)) == 1


def test_an_edition_has_all_that_a_reader_and_a_list_need_of_it(
    article: Article, asset: Asset, staff: dict[str, User]
) -> None:
    ready(article, asset, staff)
    edition = publish(article, language="en", by=staff["publisher"])
    content = edition.body.content
    assert content is not None
    (part,) = [block.image for block in content.blocks if block.image]
    assert (part.file, part.widths, part.fallback) == (asset.file.name, (64,), "png")
    shown = LeadingPicture.from_json(edition.picture)
    assert (shown.file, shown.alt) == (asset.file.name, "Red beside *blue*.")


# --- replacing and removing -------------------------------------------------------------------------------------------


def test_another_file_takes_its_place_everywhere_and_asks_for_approval_again(
    article: Article, asset: Asset, staff: dict[str, User], store: Path
) -> None:
    ready(article, asset, staff)
    replace_picture(asset, upload=OTHER, by=staff["reporter"])
    asset.refresh_from_db()
    assert (asset.width, asset.height, asset.sizes) == (80, 80, (80,))
    assert folders(store) == [media.folder_of(asset.file.name)]
    assert Track.objects.get(article=article, language="en").state == "draft"
    newest = article.revisions.order_by("-number")[0].document
    assert [block.image.file for block in newest.blocks if block.image] == [asset.file.name]


def test_what_is_published_keeps_the_file_it_was_published_with(
    article: Article, asset: Asset, staff: dict[str, User], store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = media.folder_of(asset.file.name)
    ready(article, asset, staff)
    publish(article, language="en", by=staff["publisher"])
    replace_picture(asset, upload=OTHER, by=staff["editor"])
    later = timezone.now() + media.YOUNG * 2
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert sweep() == 0
    assert old in folders(store)
    assert len(folders(store)) == 2


def test_a_reporter_replaces_no_picture_in_the_report_of_another(
    article: Article, asset: Asset, staff: dict[str, User], store: Path
) -> None:
    place_picture(article, asset, after=block_of(article, 2), by=staff["reporter"])
    Article.objects.filter(pk=article.pk).update(created_by=staff["editor"])
    before = folders(store)
    with pytest.raises(NotAllowed):
        replace_picture(asset, upload=OTHER, by=staff["reporter"])
    assert folders(store) == before
    assert Asset.objects.get(pk=asset.pk).width == 64


def test_a_picture_that_an_article_shows_or_ever_showed_stays(
    article: Article, asset: Asset, staff: dict[str, User], store: Path
) -> None:
    image = place_picture(article, asset, after=block_of(article, 2), by=staff["reporter"])
    for _time in ("now", "in its history"):
        with pytest.raises(PictureInUse) as used:
            remove_asset(asset, by=staff["editor"])
        assert used.value.articles == (article.public_id,)
        image.children.all().delete()
        Block.objects.filter(pk=image.pk).delete()
    assert len(folders(store)) == 1


def test_one_that_nobody_used_goes_with_its_files(
    asset: Asset, staff: dict[str, User], store: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with pytest.raises(NotAllowed):
        remove_asset(asset, by=staff["translator-en"])
    with django_capture_on_commit_callbacks(execute=True):
        remove_asset(asset, by=staff["reporter"])
    assert not Asset.objects.filter(sha256=hashlib.sha256(UPLOAD).hexdigest()).exists()
    assert folders(store) == []
    assert LogEntry.objects.order_by("-pk")[0].verb == "delete_image"
