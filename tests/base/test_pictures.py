"""What becomes of an uploaded file: its pixels are kept, all else is left behind, and what is no picture stays out."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.utils import translation
from PIL import Image

from newsroom.base import pictures
from newsroom.base.pictures import PictureRefused
from tests.base import samples

RED, BLUE = (255, 0, 0), (0, 0, 255)


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def near(found: object, wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) < 12 for one, other in zip(found, wanted, strict=True))  # type: ignore[call-overload]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_each_format_is_taken_by_what_it_is(kind: str) -> None:
    cleaned = pictures.cleaned(samples.image(kind))
    assert (cleaned.width, cleaned.height, cleaned.widths) == (64, 40, (64,))
    for content in cleaned.files.values():
        picture = opened(content)
        assert near(picture.convert("RGB").getpixel((10, 20)), RED)
        assert near(picture.convert("RGB").getpixel((55, 20)), BLUE)


def test_a_photograph_gets_a_ladder_of_webp_and_jpeg_and_is_never_made_larger() -> None:
    cleaned = pictures.cleaned(samples.photograph((700, 400)))
    assert (cleaned.widths, cleaned.fallback, cleaned.media_type) == ((320, 640, 700), "jpg", "image/jpeg")
    formats = {name: (opened(content).format, opened(content).size) for name, content in cleaned.files.items()}
    assert formats == {
        "original.jpg": ("JPEG", (700, 400)),
        **{f"{width}.webp": ("WEBP", (width, round(width * 4 / 7))) for width in cleaned.widths},
        **{f"{width}.jpg": ("JPEG", (width, round(width * 4 / 7))) for width in cleaned.widths},
    }


def test_a_picture_one_can_see_through_falls_back_to_png() -> None:
    cleaned = pictures.cleaned(samples.transparent())
    assert cleaned.fallback == "png"
    for name in ("64.webp", "64.png", "original.png"):
        assert opened(cleaned.files[name]).convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]


def test_a_drawing_of_few_colours_stays_sharp() -> None:
    cleaned = pictures.cleaned(samples.image("PNG", (640, 400)))
    assert cleaned.fallback == "png"
    assert opened(cleaned.files["640.webp"]).convert("RGB").getpixel((319, 200)) == RED
    assert opened(cleaned.files["640.webp"]).convert("RGB").getpixel((320, 200)) == BLUE


def test_it_is_turned_upright_and_forgets_where_and_by_whom_it_was_taken() -> None:
    upload = samples.from_a_telephone()
    assert b"Secret" in upload
    cleaned = pictures.cleaned(upload)
    assert (cleaned.width, cleaned.height) == (40, 64)
    for content in cleaned.files.values():
        assert b"Secret" not in content
        assert b"Exif" not in content
        assert near(opened(content).convert("RGB").getpixel((20, 10)), RED)
        assert not {"exif", "comment", "xmp", "icc_profile"} & set(opened(content).info)


def test_a_colour_profile_is_applied_and_left_behind() -> None:
    cleaned = pictures.cleaned(samples.with_profile())
    assert all("icc_profile" not in opened(content).info for content in cleaned.files.values())
    assert near(opened(cleaned.files["original.png"]).getpixel((10, 20)), RED)


def test_of_an_animation_the_first_frame_is_kept_and_it_says_so() -> None:
    cleaned = pictures.cleaned(samples.animation())
    assert cleaned.moving
    assert near(opened(cleaned.files["original.png"]).convert("RGB").getpixel((5, 5)), RED)


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "I;16"])
def test_every_kind_of_colour_becomes_one_that_browsers_show(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    upload = samples.image(kind, mode=mode) if mode != "I;16" else _deep()
    cleaned = pictures.cleaned(upload)
    assert opened(cleaned.files["64.webp"]).mode == "RGB"


def _deep() -> bytes:
    file = BytesIO()
    Image.new("I;16", (64, 40), 32768).save(file, "PNG")
    return file.getvalue()


REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty"),
    "a bomb": (samples.bomb(), "60000 × 60000"),
    "a long strip": (samples.bomb(20_000, 10), "20000 × 10"),
    "an SVG": (samples.SVG, "SVG"),
    "an EPS": (samples.EPS, "EPS"),
    "a page": (samples.HTML, "HTML"),
    "an archive": (samples.archive(), "ZIP"),
    "a TIFF": (samples.image("TIFF"), "TIFF"),
    "words": (b"just some words", "no image"),
    "half a JPEG": (samples.photograph()[:4000], "not complete"),
    "half a PNG": (samples.image("PNG", (600, 400))[:300], "not complete"),
    "the head of a PNG": (samples.image("PNG")[:20], "not complete"),
    "a PNG with an archive behind it": (samples.image("PNG") + samples.archive(), "something else"),
    "a GIF with a page behind it": (samples.image("GIF") + b"<script>alert(1)</script>", "something else"),
    "a JPEG with a PDF in its comment": (samples.image("JPEG", comment=b"%PDF-1.7 "), "something else"),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_is_no_picture_is_refused_with_its_reason(name: str) -> None:
    upload, reason = REFUSED[name]
    with translation.override("en"), pytest.raises(PictureRefused) as refused:
        pictures.cleaned(upload)
    assert reason in str(refused.value)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(settings: Any) -> None:
    settings.IMAGE_MAX_BYTES = 100
    with translation.override("en"), pytest.raises(PictureRefused) as refused:
        pictures.cleaned(samples.image())
    assert "100" in str(refused.value)


def test_more_pixels_than_the_newsroom_takes_are_refused(settings: Any) -> None:
    settings.IMAGE_MAX_PIXELS = 2_000
    with pytest.raises(PictureRefused):
        pictures.cleaned(samples.image())


def test_a_picture_that_takes_more_memory_than_allowed_costs_one_child(settings: Any) -> None:
    settings.IMAGE_MAX_MEMORY = 250_000_000
    with translation.override("en"), pytest.raises(PictureRefused) as refused:
        pictures.cleaned(samples.image("PNG", (8000, 6000)))
    assert "memory" in str(refused.value)
